"""Whose somebody is by a list that he stands on, by his own country's place in a row, by who tells on for whom.

It looks at words that stand further off than those read in :mod:`tracktwo.extraction.belonging`; sides that follow
from other sides are found in :mod:`tracktwo.extraction.told_sides`.
"""

import re
from collections.abc import Iterator

from tracktwo.extraction.office_words import head_class, office_classes
from tracktwo.extraction.parties import Kind, Naming, party_of_words
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.told_page import Page, pattern

#: Code points behind an unnamed spokesperson within which he is named, and that a list is looked at.
_NEAR, _LIST = 500, 500


def beside(page: Page, person: KnownPerson) -> str | None:
    """The country straight before somebody in a list of several, or the one for which he leads a team."""
    found = set()
    for mention in person.mentions:
        before = page.plain[max(0, mention.start - 200) : mention.start]
        behind = page.plain[mention.end : mention.end + 80]
        for naming in _near(page, mention.start - 40, mention.end + 80):
            if _is_listed(page, naming):
                continue  # "the presidents of Chile, Peru and Togo, A among them"
            gap = page.plain[naming.end : mention.start]
            ahead = page.plain[max(0, naming.start - 200) : naming.start]
            if len(gap) < 40 and pattern("apposed").fullmatch(gap) and pattern("of_each").search(ahead):
                found.add(naming.party)
            at = naming.start - mention.end
            if 0 < at < len(behind) and pattern("for_whom").fullmatch(behind[:at]) and _led_by(before):
                found.add(naming.party)
    return found.pop() if len(found) == 1 else None


def _is_listed(page: Page, naming: Naming) -> bool:
    """Whether another party is named straight before one."""
    gaps = (page.plain[n.end : naming.start] for n in page.namings if 0 < naming.start - n.end < 12)
    return any(re.fullmatch(r"(?:,|,? and|,? or) (?:of )?(?:the )?", gap) for gap in gaps)


def _near(page: Page, begin: int, end: int) -> list[Naming]:
    """Names of parties that end behind one offset and begin before another."""
    named = (Kind.NAME, Kind.MOVEMENT, Kind.ORGANISATION)
    return [n for n in page.namings if n.end > begin and n.start < end and n.party and n.kind in named]


def of_a_title(page: Page, person: KnownPerson) -> str | None:
    """The country in a long title straight before a name: "Chile's head negotiator for the dialogue Ana Soto".

    Where it begins a sentence, behind a comma, too: "The Prime Minister of Chile, Ana Soto said".
    """
    found = set()
    for mention in person.mentions:
        before = page.plain[max(0, mention.start - 160) : mention.start]
        match = pattern("possessed").search(before)
        if match is None and pattern("says").match(page.plain, mention.end):
            match = pattern("titled").search(before)
        if match and any(head_class(word) for word in re.findall(r"[\w-]+", match["title"])):
            found.add(party_of_words(match["title"]))
    party = found.pop() if len(found) == 1 else None
    return None if party is None or "+" in party else party


def of_a_list(page: Page, person: KnownPerson) -> str | None:
    """The side of the delegation whose list somebody stands on, or of whom he comes with."""
    found = {
        party for begin, end, party in _lists(page) if any(begin <= m.start < end for m in person.mentions)
    }
    return found.pop() if len(found) == 1 else None


def _lists(page: Page) -> Iterator[tuple[int, int, str]]:
    """Where lists of a side's people begin and end."""
    plain = page.plain
    for match in pattern("made_of").finditer(plain):
        party = party_of_words(match["whose"])
        if party and "+" not in party:
            yield match.end(), _list_end(page, match.end()), party
    for match in pattern("with_whom").finditer(plain):
        before = [(m.start, p) for p in page.people for m in p.mentions if m.start < match.end() - 16]
        subject = max(before, key=lambda pair: pair[0], default=None)
        if subject and subject[1].party and match.start() - subject[0] < _LIST:
            yield match.end(), _list_end(page, match.end()), subject[1].party


def _list_end(page: Page, begin: int) -> int:
    """Where the sentence of a list ends, or the list before it."""
    ahead = page.plain[begin : begin + _LIST]
    stop = re.search(r"(?<=[a-z\")]{2})[.;!?](?=\s|$)|\n", ahead)
    ahead = ahead[: stop.start()] if stop else ahead
    others = pattern("not_of_a_list").search(ahead)
    return begin + (others.start() if others else len(ahead))


def of_a_spokesperson(page: Page, person: KnownPerson) -> str | None:
    """The side of a spokesperson without a name, where somebody goes on telling who is not introduced."""
    unnamed = pattern("unnamed_spokesperson")
    plain = page.plain
    if person.offices and office_classes(person.offices) <= {"spokesperson"}:
        found = {party_of_words(m["whose"]) for m in unnamed.finditer(plain)}
        return found.pop() if len(found) == 1 else None
    first = person.mentions[0]
    if person.offices or not person.name.is_full or not pattern("says").match(plain, first.outer[1]):
        return None
    before = list(unnamed.finditer(plain, max(0, first.start - _NEAR), first.start))
    others = [m.start for p in page.people if p is not person for m in p.mentions]
    if not before or any(before[-1].end() < start < first.start for start in others):
        return None
    return party_of_words(before[-1]["whose"])


def _led_by(before: str) -> bool:
    return bool(pattern("led_by").search(before))
