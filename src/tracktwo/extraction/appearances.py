"""The joint press conference that a transcript is of: who spoke at it, and the day and place that its heading gives.

Press conferences told of in running text are found in :mod:`tracktwo.extraction.contacts`. The day of publication is
not taken for that of the press conference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from tracktwo import lexicon
from tracktwo.extraction.parties import Kind, Naming, country_of_place, find_namings
from tracktwo.extraction.settings import Setting
from tracktwo.extraction.transcripts import Turn, TurnRole, find_turns
from tracktwo.model import Document, DocumentKind, Engagement, Form, Participant, Person, Span

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors
    from tracktwo.extraction.times import Time

#: A transcript's title and labels leave little doubt; who else stood there is not told.
_CONFIDENCE = 0.85
#: A line with the place alone is rarely longer, in words.
_LONGEST = 5


def press_conference(document: Document, actors: Actors, times: Sequence[Time]) -> Engagement | None:
    """The press conference that a transcript's title names, where two sides or more speak at it."""
    if document.kind is not DocumentKind.TRANSCRIPT:
        return None
    turns = find_turns(document)
    heading = Span(0, turns[0].label.start) if turns else None
    title = _title().search(document.text, 0, heading.end) if heading else None
    if heading is None or title is None:
        return None
    speakers = _speakers(turns, actors)
    line = Span(*_line_around(document.text, title.start()))
    named = [s for s in speakers if any(line.contains(m.span) for m in s.mentions)]
    if len({s.party for s in speakers}) < 2:
        if len(named) < 2:
            return None
        speakers = named
    setting = _setting(document, heading, times)
    first = speakers[0].party
    own = [s for s in speakers if first and s.party == first] or speakers[:1]
    return Engagement(
        form=Form.PRESS_CONFERENCE,
        who=tuple(Participant(s.name, s.party) for s in own),
        with_=tuple(Participant(s.name, s.party) for s in speakers if s not in own),
        when=setting.when,
        where=setting.where,
        country=setting.country,
        evidence=(document.cite(*line),),
        confidence=_CONFIDENCE,
    )


def _speakers(turns: Sequence[Turn], actors: Actors) -> list[Person]:
    found: dict[str, Person] = {}
    for turn in turns:
        person = actors.person_at(*turn.label) if turn.role is TurnRole.SPEAKER else None
        if person is not None:
            found.setdefault(person.name, person)
    titled = [p for p in found.values() if p.office is not None or p.party is not None]
    spokespersons = lexicon.load("offices")["heads"]["spokesperson"]
    return [p for p in titled if not any(w in (p.office or "").lower().split() for w in spokespersons)]


def _setting(document: Document, heading: Span, times: Sequence[Time]) -> Setting:
    """The one day, and the line with a place alone, between a transcript's title and its first turn."""
    days = {t.edtf for t in times if t.edtf and heading.contains(t.span) and "-" in t.edtf}
    when = days.pop() if len(days) == 1 else None
    for line in document.text[heading.start : heading.end].split("\n")[1:]:
        # "Kampala, 7 December 2022", "Tallinn, Estonia"
        place = re.sub(
            r"[,–—-]?\s*(?:\w+day,? )?(?:\d{1,2} [A-Z]\w+|[A-Z]\w+ \d{1,2}),? \d{4}.*$", "", line
        ).strip(" ")
        place = place if place.endswith("D.C.") else place.rstrip(".")
        namings = find_namings(place)
        if (
            namings
            and namings[0].start == 0
            and len(place.split()) <= _LONGEST
            and _is_place(place, namings[0])
        ):
            return Setting(when, place, country_of_place(place))
    return Setting(when)


def _is_place(words: str, first: Naming) -> bool:
    if first.kind in (Kind.CITY, Kind.CAPITAL):
        return True
    return words.count(",") == 1 and country_of_place(words) is not None


def _line_around(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, len(text) if end < 0 else end


@cache
def _title() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.load("contacts")["joint_appearances"]), re.IGNORECASE)
