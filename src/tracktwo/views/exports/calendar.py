"""Rounds and contacts as calendar events and dated commitments as to-dos (iCalendar, RFC 5545).

Only what has certain days goes out; a month or an approximate date is no day, and is named in the description
of nothing. The extra ``exports`` holds the icalendar package.
"""

from datetime import UTC, date, datetime

from icalendar import Calendar, Event, Todo

from tracktwo.model import Commitment, Engagement, Entry, Form, Round
from tracktwo.model.dates import Edtf
from tracktwo.views.exports.selection import Selection, first_citation, mark_of
from tracktwo.views.wording import party_name

#: Longer spans are not days that somebody can enter in a calendar.
LONGEST = 14
#: A fixed stamp, so that the same record gives the same bytes.
_STAMP = datetime(1970, 1, 1, tzinfo=UTC)


def write(selection: Selection) -> bytes:
    """One calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//TrackTwo//record of a dialogue//EN")
    calendar.add("version", "2.0")
    for entry in selection.of_kind(Round):
        told = entry.claim
        if told.implied:
            continue
        number = f"Round {told.ordinal}: " if told.ordinal else ""
        name = told.dialogue.name or " – ".join(party_name(p) for p in told.dialogue.parties)
        _add_event(calendar, entry, f"{number}{name}", told.when, told.where, told.status.value)
    for contact in selection.of_kind(Engagement):
        if contact.claim.form is not Form.ROUND:
            who = [p.name or party_name(p.party) for p in (*contact.claim.who, *contact.claim.with_)]
            title = f"{contact.claim.form.value.replace('-', ' ').capitalize()}: {', '.join(who)}"
            _add_event(
                calendar, contact, title, contact.claim.when, contact.claim.where, contact.claim.status.value
            )
    for promise in selection.of_kind(Commitment):
        _add_todo(calendar, promise)
    return bytes(calendar.to_ical())


def _days(when: str | None) -> tuple[date, date] | None:
    if not when or "~" in when or "?" in when or "%" in when:
        return None
    start, end = Edtf.parse(when).bounds()
    return (start, end) if start and end and (end - start).days <= LONGEST else None


def _add_event(
    calendar: Calendar,
    entry: Entry[Round] | Entry[Engagement],
    title: str,
    when: str | None,
    where: str | None,
    status: str,
) -> None:
    days = _days(when)
    if days is None:
        return
    event = Event()
    event.add("uid", f"{entry.id}@tracktwo")
    event.add("dtstamp", _STAMP)
    event.add("summary", title)
    event.add("dtstart", days[0])
    event.add("dtend", days[1])
    event.add("status", {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}[status])
    if where:
        event.add("location", where)
    event.add("description", _described(entry))
    calendar.add_component(event)


def _add_todo(calendar: Calendar, entry: Entry[Commitment]) -> None:
    due = entry.claim.due
    end = Edtf.parse(due).bounds()[1] if due else None
    if end is None:
        return
    todo = Todo()
    todo.add("uid", f"{entry.id}@tracktwo")
    todo.add("dtstamp", _STAMP)
    by = " and ".join(party_name(p) for p in entry.claim.by)
    todo.add("summary", f"{by}: {' … '.join(c.exact for c in entry.claim.what)}")
    todo.add("due", end)
    todo.add("description", _described(entry))
    calendar.add_component(todo)


def _described(entry: Entry[Round] | Entry[Engagement] | Entry[Commitment]) -> str:
    cited = first_citation(entry)
    source = entry.document.title or entry.document.path or ""
    return f"{cited.exact}\n{source} {mark_of(cited)}" if cited else source
