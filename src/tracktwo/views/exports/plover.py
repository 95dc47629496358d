"""Statements and contacts as PLOVER events, one JSON object a line, each with its sentence.

PLOVER (Halterman et al. 2023) codes who did what to whom, when. PLEDGE and STATE are not PLOVER's: a pledge goes out
as AGREE, with our own word for the act beside it; plain statements are left out, since PLOVER codes none. Of the modes
of CONSULT only those are given that a contact's form or its parties show.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tracktwo.model import Act, Engagement, Entry, Form, Modality, Statement, Status
from tracktwo.views.exports.selection import Selection, address_of, first_citation, mark_of


def write(selection: Selection) -> bytes:
    """One event a line, in UTF-8."""
    events = [*_statements(selection), *_contacts(selection)]
    return "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in events).encode()


def _statements(selection: Selection) -> Iterable[dict[str, Any]]:
    for entry in selection.of_kind(Statement):
        told = entry.claim
        if told.act is Act.STATE or told.modality is not Modality.ACTUAL or not told.party:
            continue
        event = "AGREE" if told.act is Act.PLEDGE else told.act.value
        made = _event(
            entry, event, None, [told.party], [told.speaker], told.addressee, entry.document.published
        )
        yield made | {"act": told.act.value}


def _contacts(selection: Selection) -> Iterable[dict[str, Any]]:
    for entry in selection.of_kind(Engagement):
        told = entry.claim
        if told.status is not Status.HELD:
            continue
        parties = [p.party for p in told.who if p.party]
        names = [p.name for p in told.who if p.name]
        others = " and ".join(p.name or p.party or "" for p in told.with_) or None
        made = _event(
            entry, "CONSULT", _mode(told), parties, names, others, told.when or entry.document.published
        )
        yield made | {"act": told.form.value}


def _mode(told: Engagement) -> str | None:
    """PLOVER's mode of a contact; None where neither its form nor its parties show one."""
    if told.form is Form.CALL:
        return "phone"
    if told.form is Form.VISIT:
        return "visit"
    sides = {code for p in (*told.who, *told.with_) if p.party for code in p.party.split("+")}
    return "multilateral" if len(sides) > 2 else None


def _event(
    entry: Entry[Any],
    event: str,
    mode: str | None,
    parties: Sequence[str],
    names: Sequence[str | None],
    recipient: str | None,
    when: str | None,
) -> dict[str, Any]:
    cited = first_citation(entry)
    return {
        "id": entry.id,
        "event_type": event,
        "mode": [mode] if mode else [],
        "date": when,
        "actor": sorted({code for p in parties for code in p.split("+")}),
        "actor_name": [n for n in names if n],
        "recip": recipient,
        "text": cited.exact if cited else None,
        "citation": mark_of(cited) if cited else None,
        "source": address_of(entry.document),
    }
