"""Statements and contacts as PLOVER events, one JSON object a line, each with its sentence.

Fields have the names of the PLOVER codebook (Open Event Data Alliance, draft 0.7b1, chapter 4), event types and modes
those of the published data set (Halterman et al. 2023), where REQUEST is what the draft calls DEMAND. PLEDGE and STATE
are not PLOVER's: a pledge goes out as AGREE, with our own word for the act beside it; plain statements are left out,
since PLOVER codes none, and so is what it codes only with a recipient, where none is named. Of the modes of CONSULT
only those are given that a contact's form or its parties show; contexts are not given.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any, BinaryIO

from tracktwo.model import Act, Document, Engagement, Entry, Form, Modality, Participant, Statement, Status
from tracktwo.model.dates import Edtf
from tracktwo.views.exports.selection import Selection, address_of, first_citation, mark_of

#: What every record says that it was coded by.
CODEBOOK = "plover-0.7b1"
#: The types that the codebook gives no event without a recipient.
WITH_RECIPIENT = frozenset({"AID", "COOPERATE", "SANCTION"})


def write(selection: Selection, out: BinaryIO) -> None:
    """One event a line, in UTF-8."""
    for event in chain(_statements(selection), _contacts(selection)):
        out.write(json.dumps(event, ensure_ascii=False).encode() + b"\n")


def _statements(selection: Selection) -> Iterable[dict[str, Any]]:
    for entry in selection.of_kind(Statement):
        told = entry.claim
        if told.act is Act.STATE or told.modality is not Modality.ACTUAL or not told.party:
            continue
        event = "AGREE" if told.act is Act.PLEDGE else told.act.value
        if event in WITH_RECIPIENT and not told.addressee:
            continue
        source = _actors([Participant(told.speaker, told.party)])
        recipient = [{"actor_text": told.addressee}] if told.addressee else []
        yield _event(entry, event, [], source, recipient, entry.document.published) | {"act": told.act.value}


def _contacts(selection: Selection) -> Iterable[dict[str, Any]]:
    for entry in selection.of_kind(Engagement):
        told = entry.claim
        if told.status is not Status.HELD:
            continue
        # The visitor is the source and the host the recipient; else all who take part are sources (codebook, 2.3).
        is_visit = told.form is Form.VISIT and bool(told.with_)
        source = _actors(told.who if is_visit else (*told.who, *told.with_))
        recipient = _actors(told.with_) if is_visit else []
        if not source:
            continue
        when = told.when or entry.document.published
        yield _event(entry, "CONSULT", _modes(told), source, recipient, when) | {"act": told.form.value}


def _modes(told: Engagement) -> list[str]:
    """PLOVER's modes of a contact; none where neither its form nor its parties show one."""
    if told.form is Form.CALL:
        return ["phone"]
    if told.form is Form.VISIT:
        return ["visit"]
    sides = {code for p in (*told.who, *told.with_) if p.party for code in p.party.split("+")}
    return ["multilateral"] if len(sides) > 2 else []


def _actors(people: Sequence[Participant]) -> list[dict[str, str]]:
    """The codebook's objects for actors: one a person and state, by code and name as far as known."""
    found: list[dict[str, str]] = []
    for one in people:
        for code in (one.party or "").split("+"):
            actor = {"code": code} if code else {}
            if one.name:
                actor["actor_text"] = one.name
            if actor and actor not in found:
                found.append(actor)
    return found


def _event(
    entry: Entry[Any],
    event: str,
    modes: list[str],
    source: list[dict[str, str]],
    recipient: list[dict[str, str]],
    when: str | None,
) -> dict[str, Any]:
    cited = first_citation(entry)
    made: dict[str, Any] = {
        "id": entry.id,
        **dict(_days(when)),
        "source": source,
        **({"recipient": recipient} if recipient else {}),
        "event": [event],
        "mode": modes,
        "text": cited.exact if cited else None,
    }
    if cited:
        made["text_info"] = {"start": cited.start, "end": cited.end}
    return made | {
        "cite_info": _cite_info(entry.document),
        "when": when,
        "citation": mark_of(cited) if cited else None,
    }


def _days(when: str | None) -> Iterator[tuple[str, str | None]]:
    """The first day of a time and, where it is another one, the last; the codebook knows whole days alone."""
    start, end = Edtf.parse(when).bounds() if when else (None, None)
    yield "date", start.isoformat() if start else None
    if start and end and end - timedelta(days=1) > start:
        yield "enddate", (end - timedelta(days=1)).isoformat()


def _cite_info(document: Document) -> dict[str, str]:
    known = {"title": document.title, "language": document.language, "publication": document.publisher}
    return {"url": address_of(document), **{k: v for k, v in known.items() if v}, "codebook": CODEBOOK}
