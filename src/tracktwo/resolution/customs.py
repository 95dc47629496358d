"""Which words of a name may be left out or change places, by the customs of the parties that its bearer can be of.

Only names are looked at; whose they are is decided in :mod:`tracktwo.resolution.people`.
"""

from collections.abc import Collection
from functools import cache

from tracktwo.lexicon import load
from tracktwo.resolution.names import (
    Words,
    core,
    leaves_out_mothers,
    only_breaks_off,
    same_words,
    turned,
)

#: From so many words on, what follows a first word is the father's whole name.
_WHOLE_NAME = 3


def by_custom(one: Words, other: Words, parties: Collection[str | None]) -> bool:
    """Whether two names of several words are one person's of these parties, in which None stands for any.

    Spellings and shorter forms are, everywhere; the order of the words and the mother's name are told by the party.
    """
    if same_words(one, other):
        return not (_has("fathers_name_last", parties) and only_breaks_off(one, other))
    if turned(one, other):
        return not _family_name_first().isdisjoint(parties)
    return _has("mothers_name_last", parties) and leaves_out_mothers(one, other)


def may_leave_out_first(short: Words, parties: Collection[str | None]) -> bool:
    """Whether a name can be another one's without the first word: Ali Abdullah Saleh is Ahmed's father."""
    return len(core(short)) < _WHOLE_NAME or not _has("own_name_first", parties)


def _has(custom: str, parties: Collection[str | None]) -> bool:
    return not _customs()[custom].isdisjoint(parties)


@cache
def _customs() -> dict[str, frozenset[str]]:
    return {custom: frozenset(parties) for custom, parties in load("name_customs").items()}


@cache
def _family_name_first() -> frozenset[str | None]:
    return frozenset(load("family_name_first"))
