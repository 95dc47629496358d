"""Whether two names may be one person's. Says nothing about who the person is."""

from collections.abc import Iterator
from functools import cache

from tracktwo.resolution.name_parts import (
    Words,
    apart,
    core,
    name_words,
    with_article,
    with_servant,
    without_muhammad,
    words,
    written,
)
from tracktwo.resolution.romanising import in_two_systems, korean, romanised
from tracktwo.resolution.spelling import (
    SPELT,
    alike,
    are_two,
    consonants,
    everyday_forms,
    forms,
    other_vowel,
    slipped,
    sound,
    whole,
)

#: A shorter name that leaves out the last words of another is that one's only if its own last word is as long as
#: this: Juan Manuel Santos (Calderón), but not Park Jin(-woo).
_SAYS_ENOUGH = 5

#: Where the last words are left out by custom, a last word that is as long as this says enough: Elías Jaua (Milano).
_IS_WORD = 3

#: Family names of so many consonants are one whatever the vowels, where the script at home has none.
_TELLING = 4


@cache
def spelling(parts: Words) -> Words:
    """The words of a name as they sound, particles apart: equal for most transliterations of one name."""
    return tuple(map(sound, core(parts)))


def same_person(one: str, other: str) -> bool:
    """Whether two names, each of at least two words, are spellings or shorter forms of one name."""
    return same_words(words(one), words(other))


def same_words(one: Words, other: Words) -> bool:
    """The same for names of which only the words are at hand."""
    a, b = core(one), core(other)
    if len(a) < 2 or len(b) < 2:
        return False
    if a == b or _closes_up(a, b):
        return True
    if any(same_words(*pair) for pair in _otherwise_written(one, other)):
        return True
    if len(a) == len(b) and (_spelt_alike(a, b) or korean(a) == korean(b) is not None):
        return True
    short, full = (a, b) if len(a) < len(b) else (b, a)
    if len(a) != len(b) and (_leaves_out(short, full) or _breaks_off(short, full)):
        return True
    # The name in use stands behind Muhammad, which papers leave out.
    pairs = ((one, other), (other, one))
    return any(len(y[0]) > 1 and (bare := without_muhammad(x)) != x and same_words(bare, y) for x, y in pairs)


def other_vowels(one: Words, other: Words) -> bool:
    """Whether two names are the same but for the vowels of the family name: Haftar, Hifter; Sarraj, Serraj."""
    if len(one) < 2 or len(other) < 2 or one[-1] == other[-1] or not _is_other_by_vowels(one[-1], other[-1]):
        return False
    named_alike = (*other[:-1], one[-1])
    return one == named_alike or same_words(one, named_alike)


def _is_other_by_vowels(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SPELT or are_two(one, other) or consonants(one) != consonants(other):
        return False
    if (sound(one)[-1] in "aeiouy") != (sound(other)[-1] in "aeiouy"):
        return False
    heads = {next((letter for letter in word if letter in "aeiou"), "") for word in (one, other)}
    return len(consonants(one)) >= _TELLING or min(len(one), len(other)) > SPELT or heads == {"a", "e"}


def spelt_the_same(one: Words, other: Words) -> bool:
    """Whether two names say the same in other spellings, nothing left out and no slip among it."""
    pairs = ((one, other), *_otherwise_written(one, other))
    return any(len(a := core(x)) == len(b := core(y)) and all(map(alike, a, b)) for x, y in pairs)


def leaves_out_mothers(one: Words, other: Words) -> bool:
    """Whether one name is the other without a middle name and the mother's: Marcelo Ebrard, Marcelo Luis Ebrard
    Casaubón."""
    return any(
        1 < len(short) <= len(full)
        and len(short[-1]) >= _IS_WORD
        and (short == full or _leaves_out(short, full))
        for short, full in _without_mothers(core(one), core(other))
    )


def leaves_out_fathers(one: Words, other: Words) -> bool:
    """Whether one name is the other without the names of fathers behind it: Pagan Amum, Pagan Amum Okiech."""
    short, full = sorted((core(one), core(other)), key=len)
    is_shorter_by_words = 1 < len(short) < len(full)
    return is_shorter_by_words and len(short[-1]) >= _IS_WORD and all(map(alike, short, full))


def _without_mothers(a: Words, b: Words) -> tuple[tuple[Words, Words], ...]:
    """Two names, the mother's left out of either: Bruno Rodríguez Parrilla and Bruno Eduardo Rodríguez, too."""
    return (a, b[:-1]), (b, a[:-1]), (a[:-1], b), (b[:-1], a)


def only_breaks_off(one: Words, other: Words) -> bool:
    """Whether one name is nothing but the beginning of the other."""
    short, full = sorted((core(one), core(other)), key=len)
    return len(short) < len(full) and _breaks_off(short, full) and not _leaves_out(short, full)


def is_shorter(one: Words, other: Words) -> bool:
    """Whether the first of two names of one person says less: fewer words, or initials where the other has none."""
    a, b = core(one), core(other)
    has_initial = any(len(word) == 1 for word in (*a, *b))
    if not has_initial and sound("".join(a)) == sound("".join(b)):
        return False
    return (len(a), sum(len(w) > 1 for w in a)) < (len(b), sum(len(w) > 1 for w in b))


def turned(one: Words, other: Words) -> bool:
    """Whether one name is the other with its family name at the other end."""
    a, b = spelling(one), spelling(other)
    is_name = any(len(word) > 1 for word in a)
    return is_name and 1 < len(a) == len(b) and a != b and b in ((*a[1:], a[0]), (a[-1], *a[:-1]))


def terms(name: str) -> frozenset[str]:
    """What a name of several words can be looked up by: two that :func:`may_touch` have one in common."""
    parts = words(name)
    ways = {core(way) for way in written(parts)}
    joined = {f"+{whole(way)}" for way in ways}
    return frozenset(
        {*joined, *romanised(core(parts)), *(form for way in ways for word in way for form in forms(word))}
    )


def may_touch(one: str, other: str) -> bool:
    """Whether it depends on one name of several words to which person the other belongs."""
    a, b = words(one), words(other)
    if a == b or same_words(a, b) or turned(a, b) or leaves_out_mothers(a, b) or leaves_out_fathers(a, b):
        return True
    if other_vowels(a, b) or in_two_systems(core(a), core(b)):
        return True
    short, long = sorted((spelling(a), spelling(b)), key=len)
    return 1 < len(short) < len(long) and long[-len(short) :] == short


def may_shorten(short: str, full: str) -> bool:
    """Whether a surname, or a name without its first words, can stand for ``full``."""
    a, b = spelling(words(short)), spelling(words(full))
    return (len(a) == 1 and a[0] in b) or (1 < len(a) < len(b) and b[-len(a) :] == a)


def may_stand_for(said: str, full: str) -> bool:
    """Whether ``said`` is a spelling of ``full``, a shorter form of it, or short for it."""
    return words(said) == words(full) or same_person(said, full) or may_shorten(said, full)


def may_be_one(one: str, other: str) -> bool:
    """Whether either name may stand for the other where all else agrees: turned, in other vowels or romanised, too."""
    if may_stand_for(one, other) or may_shorten(other, one):
        return True
    a, b = words(one), words(other)
    return turned(a, b) or other_vowels(a, b) or in_two_systems(core(a), core(b))


def _closes_up(a: Words, b: Words) -> bool:
    """Whether one name is the other but for words written together: Abdul Rahman, Abdulrahman."""
    return a != b and whole(a) == whole(b) and _joins(a, b)


def _joins(a: Words, b: Words, has_joined: bool = False) -> bool:
    """Whether words of one, one or several at a time, are words of the other; somewhere several must be."""
    if not a or not b:
        return not a and not b and has_joined
    if alike(a[0], b[0]) and _joins(a[1:], b[1:], has_joined):
        return True
    for some, one, rest, left in (
        *((a[:n], b[0], a[n:], b[1:]) for n in range(2, len(a) + 1)),
        *((b[:n], a[0], b[n:], a[1:]) for n in range(2, len(b) + 1)),
    ):
        whole = "".join(some)
        # Short syllables sound alike too easily: Jung-hee is not Jonghee.
        is_long = all(len(word) >= SPELT for word in some)
        if (whole == one or (is_long and alike(whole, one))) and _joins(rest, left, True):
            return True
    return False


def _spelt_alike(a: Words, b: Words) -> bool:
    """Word by word: one slip or initials at most, and at least one whole word the same."""
    same = slips = initials = vowels = 0
    for place, (x, y) in enumerate(zip(a, b, strict=True)):
        if len(x) == 1 or len(y) == 1:
            if x[0] != y[0]:
                return False
            initials += x != y
        elif alike(x, y):
            same += 1
        elif place == 0 and y in everyday_forms(x):
            continue
        elif slipped(x, y):
            slips += 1
        elif other_vowel(x, y):
            vowels += 1
        else:
            return False
    # Where two whole words agree a third may have another vowel.
    if vowels:
        return same >= 2 and vowels == 1 and not slips and not initials
    return same > 0 and slips + bool(initials) <= 1 and (not initials or alike(a[-1], b[-1]))


def _leaves_out(short: Words, full: Words) -> bool:
    """Whether ``short`` is ``full`` with middle words left out or cut to initials, first and last kept."""
    if (
        len(short[-1]) < 2
        or not (alike(short[-1], full[-1]) or _slips_beside_initials(short, full))
        or not (fits(short[0], full[0]) or full[0] in everyday_forms(short[0]))
    ):
        return False
    inner, own = full[1:-1], short[1:-1]
    # George W. and George H. W. are two.
    if own and all(len(w) == 1 for w in (*inner, *own)):
        return False
    rest = iter(inner)
    return all(any(fits(word, candidate) for candidate in rest) for word in own)


def _slips_beside_initials(short: Words, full: Words) -> bool:
    """Whether nothing but an initial and a slip in the last word is between two names."""
    is_but_initials = all(len(word) == 1 for word in full[1:-1])
    return is_but_initials and short[0] == full[0] and slipped(short[-1], full[-1])


def _breaks_off(short: Words, full: Words) -> bool:
    """Whether ``short`` is the beginning of ``full``: a mother's or a grandfather's name is often left out."""
    return len(short[-1]) >= _SAYS_ENOUGH and all(alike(x, y) for x, y in zip(short, full, strict=False))


def fits(short: str, full: str) -> bool:
    """Whether one word of a name is a spelling or the initial of another."""
    if len(short) == 1 or len(full) == 1:
        return short[0] == full[0]
    return alike(short, full)


def _otherwise_written(one: Words, other: Words) -> Iterator[tuple[Words, Words]]:
    """Pairs of other ways to write two names: both with a servant's name in one word, one with its article joined,
    without the U of Burmese men, and one without an initial in front."""
    for x, y in ((one, other), (other, one)):
        is_cut = len(x) > 2 and len(x[0]) == 1 < len(x[1])
        if is_cut and len(y[0]) > 1 and without_muhammad(y) == y:
            yield x[1:], y
    a, b = with_servant(one), with_servant(other)
    if (a, b) != (one, other):
        yield a, b
    elif (x := with_article(one)) != one and with_article(other) == other:
        yield x, other
    elif (y := with_article(other)) != other and x == one:
        yield one, y
    for x, y in ((one, other), (other, one)):
        if len(x) > 2 and x[-2] in name_words()["articles"] and (bare := apart(y)) != y:
            yield x, bare
