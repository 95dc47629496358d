"""Groups names anew where some came or went, so that a record need not go through all of its names each time.

Whether two names of several words are one person's depends on names that can touch them, and on what these can
touch in turn; a single word, such as a surname, follows the full names and changes nothing for others. The
outcome is that of :func:`tracktwo.resolution.people.arrange` over all names.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from tracktwo.resolution.names import may_touch, spelling, terms, words
from tracktwo.resolution.people import Home, Key, arrange


class KnownNames(Protocol):
    """All names as they are now, with the groups that they were put in when they were last looked at."""

    def with_terms(self, found_by: Collection[str]) -> Iterable[Key]:
        """Names of several words that have one of these terms."""

    def still(self, names: Collection[Key]) -> Iterable[Key]:
        """Those of the names that are there."""

    def single(self, spelt: Collection[str]) -> Iterable[Key]:
        """Names of one word, by that word's spelling."""

    def homes_of(self, names: Collection[Key]) -> frozenset[int]:
        """The groups that these names stand in, as far as they stood in one."""

    def homes_with(self, word: str, party: str | None, but: Collection[int]) -> Sequence[int]:
        """Groups besides ``but`` of which a full name has the word and, if one is given, one has the party.

        Two are enough where there are more.
        """


def lookups(name: str) -> frozenset[str]:
    """What a name is kept under: a single word by ``|`` and it, others by their terms, and ``.`` and each word."""
    spelt = spelling(words(name))
    if not is_several(name):
        return frozenset(f"|{word}" for word in spelt)
    return terms(name) | {f".{word}" for word in spelt}


def regroup(changed: Collection[Key], known: KnownNames) -> tuple[Home, ...]:
    """The names that are to be grouped anew because ``changed`` came or went, in their groups.

    A name alone may belong to a group that is not grouped anew: see ``Home.elsewhere``.
    """
    touched = _touched({name for name, _ in changed}, known)
    names = {name for name, _ in touched} | {name for name, _ in changed}
    spelt = {word for name in names for word in spelling(words(name))}
    anew = touched | set(known.still(changed)) | set(known.single(spelt))
    but = known.homes_of([key for key in anew if is_several(key[0])])

    def elsewhere(key: Key) -> Sequence[int]:
        spelt_word = spelling(words(key[0]))
        return known.homes_with(spelt_word[0], key[1], but) if spelt_word else ()

    return arrange(anew, elsewhere)


def is_several(name: str) -> bool:
    """Whether a name has several words, so that it can be a full one."""
    return len(words(name)) >= 2


def _touched(names: Collection[str], known: KnownNames) -> set[Key]:
    """Names of several words that can touch these, or one another, on any way."""
    waiting = [name for name in names if is_several(name)]
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
