"""Whether a text names somebody of every side, by the last words of names that people of one side alone bear.

Whose people they are was told before; whether they are meant is not known from a last word.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from tracktwo.model import Entry, Person

#: With the marks above and below letters, as the record's index of words has them.
_WORD = re.compile(r"\w[\w\u0300-\u036f'’-]*")
_WITHIN = re.compile(r"[\w\u0300-\u036f'’-]")
#: So many names are sooner looked for one by one than among all words of a text.
_MOST_SOUGHT = 150


def parties_of_names(sides: Collection[str], people: Iterable[Entry[Person]]) -> dict[str, str]:
    """For last words of names that people of one side alone bear: which side that is."""
    known: dict[str, set[str]] = {}
    for entry in people:
        party = entry.claim.party
        if party is not None and party in sides:
            known.setdefault(last_word(entry.claim.name), set()).add(party)
    return {name: next(iter(parties)) for name, parties in known.items() if len(parties) == 1}


def last_word(name: str) -> str:
    """The last word of a name, mostly the family name; the name itself where there is no word."""
    return (name.split() or [name])[-1]


def names_every_party(text: str, known: Mapping[str, str], sides: Iterable[str]) -> bool:
    """Whether a text names somebody of every side. Those who are only spoken of are no people of a document: they are
    looked for in its words."""
    if len(known) > _MOST_SOUGHT:
        return {known[name] for name in _words_in(text) & known.keys()} >= set(sides)
    missing = set(sides)
    for name, side in known.items():
        if side in missing and name in text and _has_word(text, name):
            missing.remove(side)
            if not missing:
                return True
    return not missing


def _has_word(text: str, name: str) -> bool:
    """Whether a name is one of the words of a text, and not only part of one."""
    at = text.find(name)
    while at >= 0:
        # A word begins with a letter or digit, and goes on to the end of what may stand in one.
        start = at
        while start and _WITHIN.match(text, start - 1):
            start -= 1
        first = _WORD.search(text, start)
        if first is not None and first.span() == (at, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


@lru_cache(maxsize=2048)
def _words_in(text: str) -> frozenset[str]:
    """The words of a text; it is looked through for one dialogue after another."""
    return frozenset(_WORD.findall(text))
