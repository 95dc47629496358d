"""Korean and Chinese names by syllables, so that what several systems of romanisation make of one name is known as one.

Whose names these may be, and so whether the systems apply, is decided in :mod:`tracktwo.resolution.customs`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product

from tracktwo.lexicon import load
from tracktwo.resolution.spelling import fold

Words = tuple[str, ...]

#: First letters of Korean syllables, written soft by one system and hard by another: Do, To; Bae, Pae.
_HARD = {"g": "k", "d": "t", "b": "p", "l": "r"}

#: Names of more words are none of two or three syllables.
_LONGEST = 3


@cache
def korean(parts: Words) -> str | None:
    """A key of a Korean name of three syllables, equal for its spellings; None for any other name."""
    return _korean_key(parts) if len(parts) == _LONGEST else None


@cache
def romanised(parts: Words) -> frozenset[str]:
    """Keys of a name that may be Korean or Chinese, of which two spellings of it share one; none for other names.

    Wade-Giles is read where a syllable is none of pinyin, or a given name is parted: Huang Chen alone could be either.
    """
    found = _korean_key(parts) if len(parts) in (2, _LONGEST) else None
    return frozenset({*([found] if found else ()), *_chinese_keys(parts)})


def in_two_systems(one: Words, other: Words) -> bool:
    """Whether two names can be one, romanised in two ways."""
    return one != other and not romanised(one).isdisjoint(romanised(other))


def is_pinyin(parts: Words) -> bool:
    """Whether a name is a syllable of pinyin, the family's, and words made of such."""
    return parts[0] in _syllables() and all(map(_is_pinyin, parts[1:]))


def is_syllabic(parts: Words) -> bool:
    """Whether a name is read as a Chinese one, or as a Korean one of three syllables, in which no particle stands."""
    is_korean = len(parts) == _LONGEST and parts[0] in _korean("families") and parts[2] in _korean("given")
    return is_korean or is_pinyin(parts)


def _korean_key(parts: Words) -> str | None:
    if parts[0] not in _korean("families"):
        return None
    syllables = (_given(word) for word in parts[1:])
    return "/" + " ".join((_korean("families")[parts[0]], *syllables))


@cache
def _given(word: str) -> str:
    """The syllable that stands for one of a Korean given name; of one that no table has, with a hard first letter."""
    known = _korean("given")
    if word in known:
        return known[word]
    hard = word.replace("oo", "u").replace("ee", "i")
    hard = _HARD.get(hard[0], hard[0]) + hard[1:]
    return known.get(hard, hard)


def _chinese_keys(parts: Words) -> Iterable[str]:
    if not 1 < len(parts) <= _LONGEST:
        return ()
    found: set[Words] = set()
    if is_pinyin(parts):
        found.add(parts)
    # Pinyin writes the given name in one word.
    if not found or len(parts) == _LONGEST:
        found.update(product(*map(_readings, parts)))
    return {f"//{family} {''.join(given)}" for family, *given in found}


@cache
def _is_pinyin(word: str) -> bool:
    """Whether a word is made of one or two syllables of pinyin."""
    known = _syllables()
    return word in known or any(word[:at] in known and word[at:] in known for at in range(1, len(word)))


@cache
def _readings(syllable: str) -> frozenset[str]:
    """The syllables of pinyin that one of Wade-Giles can stand for, its apostrophe left out; none for other words."""
    table = load("chinese_names")
    if syllable in table["syllables"]:
        return frozenset(table["syllables"][syllable])
    initials, finals = _initials(), table["finals"]
    for initial in sorted(initials, key=len, reverse=True):
        rest = syllable.removeprefix(initial)
        if syllable.startswith(initial):
            own = (a + b for a in initials[initial] for b in (rest, *finals.get(rest, ())))
            if found := frozenset(own) & _syllables():
                return found
    return frozenset({syllable}) & _syllables()


@cache
def _initials() -> Mapping[str, tuple[str, ...]]:
    table = load("chinese_names")
    alike = {initial: (initial,) for initial in table["pinyin"] if initial != "none"}
    return {**alike, **{initial: tuple(own) for initial, own in table["initials"].items()}}


@cache
def _syllables() -> frozenset[str]:
    given = load("chinese_names")["pinyin"].items()
    return frozenset(
        ("" if initial == "none" else initial) + end for initial, ends in given for end in ends.split()
    )


@cache
def _korean(part: str) -> dict[str, str]:
    """The syllables of Korean names, each with the one that stands for it in all spellings."""
    return {fold(word): fold(group[0]) for group in load("korean_names")[part] for word in group}
