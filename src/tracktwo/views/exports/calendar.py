"""Rounds and contacts as calendar events and commitments as to-dos (iCalendar, RFC 5545), each once.

Only what has certain days goes out as an event; a month or an approximate date is no day. A commitment without a
date is a to-do without one. The extra ``exports`` holds the icalendar package.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, BinaryIO

from icalendar import Calendar, Event, Todo

from tracktwo.analysis.commitments import Owed, Status
from tracktwo.model import Entry
from tracktwo.model.dates import Edtf
from tracktwo.views.describing import words_of
from tracktwo.views.exports.occasions import Kind, Occasion, occasions_of
from tracktwo.views.exports.owed import owed_of
from tracktwo.views.exports.selection import Selection, first_citation, mark_of
from tracktwo.views.wording import party_name
from tracktwo.views.writing import on_one_line

#: Longer spans are not days that somebody can enter in a calendar.
LONGEST = 14
#: A fixed stamp, so that the same record gives the same bytes.
_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
_EVENTS = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
_TODOS = {Status.MET: "COMPLETED", Status.DROPPED: "CANCELLED", Status.SUPERSEDED: "CANCELLED",
          Status.PARTLY: "IN-PROCESS"}  # fmt: skip


def write(selection: Selection, out: BinaryIO) -> None:
    """One calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//TrackTwo//record of a dialogue//EN")
    calendar.add("version", "2.0")
    head, end, _ = calendar.to_ical().partition(b"END:VCALENDAR")
    out.write(head)
    for occasion in occasions_of(selection):
        if occasion.kind in (Kind.ROUND, Kind.CONTACT) and (days := _days(occasion.when)):
            out.write(_event(occasion, *days).to_ical())
    for owed in owed_of(selection):
        out.write(_todo(owed).to_ical())
    out.write(end + b"\r\n")


def _days(when: Edtf | None) -> tuple[date, date] | None:
    if when is None or any(mark in when.text for mark in "~?%"):
        return None
    start, end = when.bounds()
    return (start, end) if start and end and (end - start).days <= LONGEST else None


def _event(occasion: Occasion, first: date, end: date) -> Event:
    event = Event()
    event.add("uid", f"{occasion.entries[0].id}@tracktwo")
    event.add("dtstamp", _STAMP)
    event.add("summary", occasion.title)
    event.add("dtstart", first)
    event.add("dtend", end)
    event.add("status", _EVENTS[occasion.status.value])
    event.add("categories", [occasion.kind.value])
    if occasion.where:
        event.add("location", occasion.where)
    event.add("description", _described(occasion.entries))
    return event


def _todo(owed: Owed) -> Todo:
    end = Edtf.parse(owed.due).bounds()[1] if owed.due else None
    told = owed.entry.claim
    todo = Todo()
    todo.add("uid", f"{owed.entry.id}@tracktwo")
    todo.add("dtstamp", _STAMP)
    by = " and ".join(party_name(p) for p in told.by)
    todo.add("summary", f"{by}: {words_of(told.what)}")
    if end:
        # The last day on which it can be kept; the interval of the date ends on the day after it.
        todo.add("due", end - timedelta(days=1))
    todo.add("status", _TODOS.get(owed.status, "NEEDS-ACTION") if _is_settled(owed) else "NEEDS-ACTION")
    standing = owed.status.value if _is_settled(owed) else f"perhaps {owed.status.value}"
    todo.add("categories", [told.strength.value, standing])
    todo.add("description", _described(owed.claims))
    return todo


def _is_settled(owed: Owed) -> bool:
    """Whether how it stands needs no person's word: that something was kept is a proposal until one confirms it."""
    return owed.is_confirmed or owed.status not in (Status.MET, Status.PARTLY)


def _described(entries: Iterable[Entry[Any]]) -> str:
    """Each account: the words, the document, the mark."""
    told = []
    for entry in entries:
        cited = first_citation(entry)
        source = entry.document.title or entry.document.path or ""
        told.append(f"{on_one_line(cited.exact)}\n{source} {mark_of(cited)}" if cited else source)
    return "\n\n".join(dict.fromkeys(told))
