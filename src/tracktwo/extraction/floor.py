"""Who is no person of a transcript's talks: reporters who are given the floor, and who is only called by first name."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracktwo import lexicon
from tracktwo.extraction.candidates import Evidence
from tracktwo.extraction.names import is_given_name
from tracktwo.extraction.spellings import Spelling

if TYPE_CHECKING:
    from tracktwo.extraction.people import KnownPerson


def without_reporters(people: Sequence["KnownPerson"], spelling: Spelling) -> list["KnownPerson"]:
    """The people of a transcript but those who only ask, or are only addressed."""
    reporters = [p for p in people if _is_reporter(p, spelling)]
    return [
        p
        for p in people
        if p not in reporters and not _is_addressed(p, spelling) and not _is_first_name_of(p, reporters)
    ]


def _is_addressed(person: "KnownPerson", spelling: Spelling) -> bool:
    """Whether somebody is only ever called by a given name in a transcript, as reporters are: "Yes, Ana."."""
    if person.name.is_full or any(m.evidence - {Evidence.ENTITY, Evidence.KNOWN} for m in person.mentions):
        return False
    if not person.office and not person.party and is_given_name(person.name.text):
        return True
    called = sum(_is_vocative(spelling.plain, m.start, m.end) for m in person.mentions)
    return 2 * called > len(person.mentions)


def _is_reporter(person: "KnownPerson", spelling: Spelling) -> bool:
    """Whether somebody without an office is only given the floor: "We'll go to Ana Souza of the wire"."""
    given = re.compile(lexicon.load("names")["reporters"])
    first = person.mentions[0].start
    return not person.office and bool(given.search(spelling.plain[max(0, first - 40) : first]))


def _is_vocative(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 3) : start], text[end : end + 2]
    return bool(re.search(r"(?:[,.?!:\n–—-]|\bQ|[^\w,]) ?\s*$", before)) and bool(
        re.match(r"[,.?!;\n–—-]| [–—-]", after)
    )


def _is_first_name_of(person: "KnownPerson", reporters: Sequence["KnownPerson"]) -> bool:
    """Whether only the first name of somebody who asked a question is said: "what Ana asked"."""
    alone = not person.name.is_full and not person.office
    return alone and any(r.name.is_full and r.name.given == person.name.parts[0] for r in reporters)
