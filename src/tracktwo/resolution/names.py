"""Whether two names may be one person's. Says nothing about who the person is."""

import re
import unicodedata
from functools import cache

from rapidfuzz import fuzz

from tracktwo.lexicon import load

#: Spelling likeness of two words (normalised Indel ratio, 0–100) from which they count as spellings of one.
#: Set on tests/cases/people.yaml: "Traiq" and "Tariq" pass with 80, "Hassan" and "Hussain" fail with 77.
ALIKE = 80.0


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded to ASCII and lower case, without honorifics and initials' full stops."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    found = tuple(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    bare = tuple(w for w in found if w not in _honorifics())
    return bare or found


def same_person(one: str, other: str) -> bool:
    """Whether two names, each of at least two words, are spellings or shorter forms of one name."""
    return same_words(words(one), words(other))


def same_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same for names of which only the words are at hand."""
    if len(a) < 2 or len(b) < 2:
        return False
    if a == b or _shortened(a, b) or _shortened(b, a):
        return True
    # A slip or a transliteration leaves each word nearly as it was; brothers differ in a whole word.
    return (
        len(a) == len(b)
        and all(x == y or fuzz.ratio(x, y) >= ALIKE for x, y in zip(a, b, strict=True))
        and sum(x != y for x, y in zip(a, b, strict=True)) <= 2
    )


def may_shorten(short: str, full: str) -> bool:
    """Whether a surname, or a name without its first words, can stand for ``full``."""
    a, b = words(short), words(full)
    return (len(a) == 1 and a[0] in b) or (1 < len(a) < len(b) and b[-len(a) :] == a)


def _shortened(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether ``short`` is ``full`` with middle words left out or cut to initials, first and last kept."""
    if len(short) > len(full) or short[-1] != full[-1] or not _fits(short[0], full[0]):
        return False
    rest = iter(full)
    return all(any(_fits(word, candidate) for candidate in rest) for word in short)


def _fits(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short))


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(w for entry in load("name_titles") for w in entry.casefold().replace(".", "").split())
