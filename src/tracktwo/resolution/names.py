"""Whether two names may be one person's. Says nothing about who the person is."""

import re
from collections.abc import Mapping
from functools import cache

from tracktwo.lexicon import load
from tracktwo.resolution.spelling import SPELT, alike, everyday_forms, fold, forms, slipped, sound

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
    bare = _without_titles(found)
    if len(bare) > 2 and bare[-1] in _name_words()["numbers"] and bare[0] not in _name_words()["rulers"]:
        bare = bare[:-1]
    return bare or found


@cache
def generation(name: str) -> int | None:
    """Which of several in a family bears a name, as far as it says so: 1 behind "Sr.", 2 behind "Jr." and "II"."""
    found = re.findall(r"[a-z0-9]+", fold(name))
    marks = _generations()
    told = [marks[word] for word in found[2:] if word in marks]
    return told[-1] if told and found[0] not in _name_words()["rulers"] else None


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
    if a == b or _closes_up(a, b):
        return True
    if len(a) == len(b) and (_spelt_alike(a, b) or korean(a) == korean(b) is not None):
        return True
    short, full = (a, b) if len(a) < len(b) else (b, a)
    if len(a) != len(b) and (_leaves_out(short, full) or _breaks_off(short, full)):
        return True
    # The name in use stands behind Muhammad, which papers leave out.
    pairs = ((one, other), (other, one))
    return any((bare := without_muhammad(x)) != x and same_words(bare, y) for x, y in pairs)


def leaves_out_mothers(one: Words, other: Words) -> bool:
    """Whether one name is the other without a middle name and the mother's: Marcelo Ebrard, Marcelo Luis Ebrard
    Casaubón."""
    short, full = sorted((core(one), core(other)), key=len)
    return 1 < len(short) < len(full) - 1 and len(short[-1]) >= _SAYS_ENOUGH and _leaves_out(short, full[:-1])


def only_breaks_off(one: Words, other: Words) -> bool:
    """Whether one name is nothing but the beginning of the other."""
    short, full = sorted((core(one), core(other)), key=len)
    return len(short) < len(full) and _breaks_off(short, full) and not _leaves_out(short, full)


@cache
def korean(parts: Words) -> str | None:
    """A key of a Korean name of three syllables, equal for its spellings; None for any other name."""
    if len(parts) != 3 or parts[0] not in _korean("families"):
        return None
    syllables = (_korean("given").get(word, word) for word in parts[1:])
    return "/" + " ".join((_korean("families")[parts[0]], *syllables))


@cache
def fathers(parts: Words) -> tuple[bool, ...]:
    """For each word of :func:`core`, whether it is introduced as a father's name."""
    kept = core(parts)
    found, at = [], 0
    for word in kept:
        while parts[at] != word:
            at += 1
        found.append(at > 0 and parts[at - 1] in _name_words()["sons"])
        at += 1
    return tuple(found)


def is_shorter(one: Words, other: Words) -> bool:
    """Whether the first of two names of one person says less: fewer words, or initials where the other has none."""
    a, b = core(one), core(other)
    if sound("".join(a)) == sound("".join(b)):
        return False
    return (len(a), sum(len(w) > 1 for w in a)) < (len(b), sum(len(w) > 1 for w in b))


def without_muhammad(parts: Words) -> Words:
    """A name without a Muhammad before several more words, unless a father's name follows: then he is called so."""
    if len(core(parts)) < 3 or sound(parts[0]) != sound("muhammad") or parts[1] in _name_words()["sons"]:
        return parts
    return parts[1:]


def turned(one: Words, other: Words) -> bool:
    """Whether one name is the other with its family name at the other end."""
    a, b = spelling(one), spelling(other)
    is_name = any(len(word) > 1 for word in a)
    return is_name and 1 < len(a) == len(b) and a != b and b in ((*a[1:], a[0]), (a[-1], *a[:-1]))


def terms(name: str) -> frozenset[str]:
    """What a name of several words can be looked up by: two that :func:`may_touch` have one in common."""
    parts = core(words(name))
    shortened = {parts, core(without_muhammad(words(name)))}
    joined = {"+" + sound("".join(some)) for some in shortened}
    return frozenset({*joined, korean(parts) or "", *(form for word in parts for form in forms(word))} - {""})


def may_touch(one: str, other: str) -> bool:
    """Whether it depends on one name of several words to which person the other belongs."""
    a, b = words(one), words(other)
    if a == b or same_words(a, b) or turned(a, b) or leaves_out_mothers(a, b):
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


def _closes_up(a: Words, b: Words) -> bool:
    """Whether one name is the other but for words written together: Abdul Rahman, Abdulrahman."""
    if sound("".join(a)) != sound("".join(b)):
        return False
    return a != b and _joins(a, b)


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
    if (
        len(short[-1]) < 2
        or not alike(short[-1], full[-1])
        or not (fits(short[0], full[0]) or full[0] in everyday_forms(short[0]))
    ):
        return False
    inner, own = full[1:-1], short[1:-1]
    # George W. and George H. W. are two.
    if own and all(len(w) == 1 for w in (*inner, *own)):
        return False
    rest = iter(inner)
    return all(any(fits(word, candidate) for candidate in rest) for word in own)


def _breaks_off(short: Words, full: Words) -> bool:
    """Whether ``short`` is the beginning of ``full``: a mother's or a grandfather's name is often left out."""
    return len(short[-1]) >= _SAYS_ENOUGH and all(alike(x, y) for x, y in zip(short, full, strict=False))


def fits(short: str, full: str) -> bool:
    """Whether one word of a name is a spelling or the initial of another."""
    if len(short) == 1 or len(full) == 1:
        return short[0] == full[0]
    return alike(short, full)


@cache
def _korean(part: str) -> dict[str, str]:
    """The syllables of Korean names, each with the one that stands for it in all spellings."""
    return {fold(word): fold(group[0]) for group in load("korean_names")[part] for word in group}


@cache
def _name_words() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(own) for kind, own in load("name_words").items() if kind != "generations"}


@cache
def _generations() -> Mapping[str, int]:
    return {word: number for number, words in load("name_words")["generations"].items() for word in words}


def _without_titles(parts: Words) -> Words:
    """The words between titles before and behind: Hun Sen is no senator."""
    start, end = 0, len(parts)
    while start < end and parts[start] in _honorifics():
        start += 1
    while end > start and parts[end - 1] in _name_words()["behind"]:
        end -= 1
    return parts[start:end]


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(w for entry in load("name_titles") for w in entry.casefold().replace(".", "").split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(load("name_particles"))
