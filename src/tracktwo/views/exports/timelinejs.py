"""Rounds, contacts, incidents and changes of state as TimelineJS JSON, for a page that tells the story.

https://timeline.knightlab.com/docs/json-format.html – each occasion once, and only what has a year.
"""

import html
import json
from typing import Any, BinaryIO

from tracktwo.model.dates import PartialDate
from tracktwo.views.exports.days import known_parts
from tracktwo.views.exports.occasions import Occasion, occasions_of
from tracktwo.views.exports.selection import Selection, first_citation, mark_of
from tracktwo.views.wording import date_in_words


def write(selection: Selection, out: BinaryIO) -> None:
    """The timeline in UTF-8, events in order of time."""
    events = filter(None, map(_event, occasions_of(selection)))
    out.write(b'{"events": [')
    for place, event in enumerate(events):
        out.write((",\n" if place else "\n").encode() + json.dumps(event, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def _event(occasion: Occasion) -> dict[str, Any] | None:
    when = occasion.when
    start = _day(when.start) if when else None
    if when is None or start is None:
        return None
    event = {
        "unique_id": f"t{occasion.entries[0].id}",
        "start_date": start,
        "display_date": date_in_words(when.text),
        "group": occasion.kind.value,
        "text": {"headline": html.escape(_headline(occasion)), "text": _accounts(occasion)},
    }
    end = _day(when.end) if when.is_interval else None
    if end:
        event["end_date"] = end
    return event


def _headline(occasion: Occasion) -> str:
    return occasion.title + ("" if occasion.status.value == "held" else f" ({occasion.status.value})")


def _accounts(occasion: Occasion) -> str:
    """The words of each document, with its title and the mark of the place."""
    told = []
    for entry in occasion.entries:
        cited = first_citation(entry)
        source = html.escape(entry.document.title or entry.document.path or "")
        if cited:
            told.append(f"<p><q>{html.escape(cited.exact)}</q><br>{source} {mark_of(cited)}</p>")
    return "".join(dict.fromkeys(told))


def _day(day: PartialDate | None) -> dict[str, int] | None:
    found = {name: int(part) for name, part in zip(("year", "month", "day"), known_parts(day), strict=False)}
    return found or None
