"""Which words of a name may be left out or change places, by the customs of the parties that its bearer can be of.

Only names are looked at; whose they are is decided in :mod:`tracktwo.resolution.people`.
"""

from collections.abc import Collection
from functools import cache

from tracktwo.lexicon import load
from tracktwo.resolution.name_parts import Words, core
from tracktwo.resolution.names import (
    leaves_out_fathers,
    leaves_out_mothers,
    only_breaks_off,
    other_vowels,
    same_words,
    turned,
)
from tracktwo.resolution.romanising import in_two_systems, is_pinyin

#: From so many words on, what follows a first word is the father's whole name.
_WHOLE_NAME = 3
#: Chinese given names of more letters may have a slip of one: Xi Jingping.
_LONG_GIVEN = 6


def by_custom(one: Words, other: Words, parties: Collection[str | None]) -> bool:
    """Whether two names of several words are one person's of these parties, in which None stands for any.

    Spellings and shorter forms are, everywhere; the order of the words and the mother's name are told by the party.
    """
    if same_words(one, other):
        if _is_by_syllables(one, other, parties):
            return False
        return not (_has("fathers_name_last", parties) and only_breaks_off(one, other))
    if turned(one, other):
        return not _family_name_first().isdisjoint(parties)
    if (_has("chinese", parties) or _has("korean", parties)) and in_two_systems(core(one), core(other)):
        return True
    if _has("vowels_unwritten", parties) and other_vowels(one, other):
        return True
    if _has("own_name_first", parties) and leaves_out_fathers(one, other):
        return True
    return _has("mothers_name_last", parties) and leaves_out_mothers(one, other)


def _is_by_syllables(one: Words, other: Words, parties: Collection[str | None]) -> bool:
    """Whether another letter makes another name of these parties' names: Jieyi and Jiayi, Thanh and Thang."""
    a, b = core(one), core(other)
    if len(a) != len(b) or "".join(a) == "".join(b):
        return False
    if _has("syllables", parties) and min(map(len, (*a, *b))) > 1:
        return True
    is_short = max(map(len, (*a, *b))) <= _LONG_GIVEN
    return _has("chinese", parties) and is_short and is_pinyin(a) and is_pinyin(b)


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
