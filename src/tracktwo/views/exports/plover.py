"""Statements and contacts as PLOVER events, one JSON object a line, each with its sentence.

PLOVER (Halterman et al. 2023) codes who did what to whom, when. PLEDGE and STATE are not PLOVER's: a pledge goes out
as AGREE with the mode ``pledge``, plain statements are left out, since PLOVER codes none.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tracktwo.model import Act, Engagement, Entry, Modality, Statement, Status
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
        pledged = told.act is Act.PLEDGE
        event = "AGREE" if pledged else told.act.value
        mode = "pledge" if pledged else None
        yield _event(
            entry, event, mode, [told.party], [told.speaker], told.addressee, entry.document.published
        )


def _contacts(selection: Selection) -> Iterable[dict[str, Any]]:
    for entry in selection.of_kind(Engagement):
        told = entry.claim
        if told.status is not Status.HELD:
            continue
        parties = [p.party for p in told.who if p.party]
        names = [p.name for p in told.who if p.name]
        others = " and ".join(p.name or p.party or "" for p in told.with_) or None
        yield _event(
            entry, "CONSULT", told.form.value, parties, names, others, told.when or entry.document.published
        )


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
