"""Rounds, contacts, incidents and changes of state as TimelineJS JSON, for a page that tells the story.

https://timeline.knightlab.com/docs/json-format.html – only what has a year goes in.
"""

import json
from typing import Any

from tracktwo.model import Claim, Engagement, Entry, Form, Incident, Round, StateChange
from tracktwo.model.dates import Edtf, PartialDate
from tracktwo.views.exports.selection import Selection, first_citation
from tracktwo.views.wording import date_in_words, party_name


def write(selection: Selection) -> bytes:
    """The timeline in UTF-8, events in order of time."""
    events = [e for e in (_event(entry) for entry in selection.entries) if e]
    events.sort(
        key=lambda e: (
            e["start_date"]["year"],
            e["start_date"].get("month", 0),
            e["start_date"].get("day", 0),
        )
    )
    return json.dumps({"events": events}, ensure_ascii=False, indent=1).encode()


def _event(entry: Entry[Any]) -> dict[str, Any] | None:
    told = entry.claim
    if not isinstance(told, (Round, Engagement, Incident, StateChange)) or not told.when or _is_implied(told):
        return None
    if isinstance(told, Engagement) and told.form is Form.ROUND:
        return None
    when = Edtf.parse(told.when)
    start = _day(when.start)
    cited = first_citation(entry)
    if start is None or cited is None:
        return None
    source = entry.document.title or entry.document.path or ""
    event = {
        "unique_id": entry.id,
        "start_date": start,
        "display_date": date_in_words(told.when),
        "group": told.KEY,
        "text": {
            "headline": _escaped(_headline(told)),
            "text": f"<q>{_escaped(cited.exact)}</q><br>{_escaped(source)}",
        },
    }
    end = _day(when.end) if when.is_interval else None
    if end:
        event["end_date"] = end
    return event


def _is_implied(told: Claim) -> bool:
    return isinstance(told, Round) and told.implied


def _headline(told: Round | Engagement | Incident | StateChange) -> str:
    if isinstance(told, Round):
        name = told.dialogue.name or " – ".join(party_name(p) for p in told.dialogue.parties)
        return f"Round {told.ordinal}: {name}" if told.ordinal else name
    if isinstance(told, Engagement):
        who = ", ".join(p.name or party_name(p.party) for p in (*told.who, *told.with_))
        return f"{told.form.value.replace('-', ' ').capitalize()}: {who}"
    if isinstance(told, StateChange):
        return f"{told.dialogue or 'The dialogue'}: {told.change.value}"
    return told.what[0].exact


def _day(day: PartialDate | None) -> dict[str, int] | None:
    if day is None or not day.year.isdigit():
        return None
    found = {"year": int(day.year)}
    if day.month and day.month.isdigit() and int(day.month) <= 12:
        found["month"] = int(day.month)
        if day.day and day.day.isdigit():
            found["day"] = int(day.day)
    return found


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
