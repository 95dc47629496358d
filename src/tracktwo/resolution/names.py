"""Whether two names may be one person's. Says nothing about who the person is."""

import re
from functools import cache

from tracktwo.lexicon import load
from tracktwo.resolution.spelling import alike, everyday_forms, fold, forms, slipped, sound

Words = tuple[str, ...]

#: A shorter name that leaves out the last words of another is that one's only if its own last word is as long as
#: this: Juan Manuel Santos (Calderón), but not Park Jin(-woo).
_SAYS_ENOUGH = 5

_BRACKETED = re.compile(r"\((?:r|ret|retd|rtd|retired)\.?\)", re.IGNORECASE)


@cache
def words(name: str) -> Words:
    """The words of a name in ASCII and lower case, without titles, brackets, apostrophes and full stops."""
    plain = re.sub("['’‘`]", "", fold(_BRACKETED.sub(" ", name)))
    found = tuple(re.findall(r"[a-z0-9]+", plain))
    bare = tuple(w for w in found if w not in _honorifics())
    return bare or found


@cache
def core(parts: Words) -> Words:
    """The words of a name without articles and particles inside it."""
    kept = (*parts[:1], *(w for w in parts[1:] if w not in _particles()))
    return kept if len(kept) > 1 else parts


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
    if a == b or sound("".join(a)) == sound("".join(b)):
        return True
    if len(a) == len(b):
        return _spelt_alike(a, b)
    short, full = (a, b) if len(a) < len(b) else (b, a)
    return _leaves_out(short, full) or _breaks_off(short, full)


def turned(one: Words, other: Words) -> bool:
    """Whether one name is the other with its family name at the other end."""
    a, b = spelling(one), spelling(other)
    return 1 < len(a) == len(b) and a != b and b in ((*a[1:], a[0]), (a[-1], *a[:-1]))


def terms(name: str) -> frozenset[str]:
    """What a name of several words can be looked up by: two that :func:`may_touch` have one in common."""
    parts = core(words(name))
    return frozenset({"+" + sound("".join(parts)), *(form for word in parts for form in forms(word))})


def may_touch(one: str, other: str) -> bool:
    """Whether it depends on one name of several words to which person the other belongs."""
    a, b = words(one), words(other)
    if a == b or same_words(a, b) or turned(a, b):
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
    """Whether either name may stand for the other."""
    return may_stand_for(one, other) or may_shorten(other, one)


def _spelt_alike(a: Words, b: Words) -> bool:
    """Word by word: one slip or initials at most, and at least one whole word the same."""
    same = slips = initials = 0
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
        else:
            return False
    return same > 0 and slips + bool(initials) <= 1 and (not initials or alike(a[-1], b[-1]))


def _leaves_out(short: Words, full: Words) -> bool:
    """Whether ``short`` is ``full`` with middle words left out or cut to initials, first and last kept."""
    if not alike(short[-1], full[-1]) or not (
        _fits(short[0], full[0]) or full[0] in everyday_forms(short[0])
    ):
        return False
    inner, own = full[1:-1], short[1:-1]
    # George W. and George H. W. are two.
    if own and all(len(w) == 1 for w in (*inner, *own)):
        return False
    rest = iter(inner)
    return all(any(_fits(word, candidate) for candidate in rest) for word in own)


def _breaks_off(short: Words, full: Words) -> bool:
    """Whether ``short`` is the beginning of ``full``: a mother's or a grandfather's name is often left out."""
    return len(short[-1]) >= _SAYS_ENOUGH and all(alike(x, y) for x, y in zip(short, full, strict=False))


def _fits(short: str, full: str) -> bool:
    if len(short) == 1 or len(full) == 1:
        return short[0] == full[0]
    return alike(short, full)


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(w for entry in load("name_titles") for w in entry.casefold().replace(".", "").split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(load("name_particles"))
