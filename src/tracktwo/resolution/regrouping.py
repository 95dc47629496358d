"""Groups names anew where some came or went, so that a record need not go through all of its names each time.

Whether two names of several words are one person's depends on names that can touch them, and on what these can
touch in turn; single words stand by themselves. The
outcome is that of :func:`tracktwo.resolution.people.arrange` over all names.
"""

from collections.abc import Collection, Iterable
from typing import Protocol

from tracktwo.resolution.name_parts import words
from tracktwo.resolution.names import may_touch, spelling, terms
from tracktwo.resolution.people import Home, Key, arrange
from tracktwo.resolution.surnames import is_single, vowelless


class KnownNames(Protocol):
    """All names as they are now, with the groups that they were put in when they were last looked at."""

    def with_terms(self, found_by: Collection[str]) -> Iterable[Key]:
        """Names of several words that have one of these terms."""

    def still(self, names: Collection[Key]) -> Iterable[Key]:
        """Those of the names that are there."""

    def single(self, spelt: Collection[str]) -> Iterable[Key]:
        """Names of one word, by that word's spelling."""


def lookups(name: str) -> frozenset[str]:
    """What a name is kept under: a single word by ``|`` and it, others by their terms, and ``.`` and each word.

    Each word stands there with its vowels and without.
    """
    spelt = {way for word in spelling(words(name)) for way in (word, vowelless(word))}
    if is_single(name):
        return frozenset(f"|{word}" for word in spelt)
    return terms(name) | {f".{word}" for word in spelt}


def regroup(changed: Collection[Key], known: KnownNames) -> tuple[Home, ...]:
    """The names that are to be grouped anew because ``changed`` came or went, in their groups."""
    touched = _touched({name for name, _ in changed}, known)
    spelt = {word for name, _ in changed if is_single(name) for word in spelling(words(name))}
    return arrange(touched | set(known.still(changed)) | set(known.single(spelt)))


def _touched(names: Collection[str], known: KnownNames) -> set[Key]:
    """Names of several words that can touch these, or one another, on any way."""
    waiting = [name for name in names if not is_single(name)]
    seen = set(waiting)
    found: set[Key] = set()
    while waiting:
        name = waiting.pop()
        for key in known.with_terms(terms(name)):
            if key in found or not may_touch(name, key[0]):
                continue
            found.add(key)
            if key[0] not in seen:
                seen.add(key[0])
                waiting.append(key[0])
    return found
