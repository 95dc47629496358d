"""The words of a name: titles apart, and the ways to write them. Says nothing about whose name it is."""

import re
from collections.abc import Mapping
from functools import cache

from tracktwo.lexicon import load
from tracktwo.resolution.romanising import is_syllabic
from tracktwo.resolution.spelling import SPELT, fold, sound

Words = tuple[str, ...]

_BRACKETED = re.compile(r"\((?:r|ret|retd|rtd|retired)\.?\)", re.IGNORECASE)
#: His Excellency in letters, which no longer stand out in a name without capitals and full stops.
_STYLED = re.compile(r"^\s*(?:H\.\s?(?:E|R\.\s?H|H|M)\.|(?:HE|HRH|HH|HM)\b)\s*(?=\S)(?![A-Z]\.)")
#: The faith at the end of one word: Salahuddin, Mohieddine. Shorter words end so without it: Aladin.
_FAITH = re.compile("(?<=[^aeiou])(?:[aeu]l?|i?e)d{1,2}[ie]{1,2}ne?$")
_LONG_FAITH = 8
#: Jaishankar-ji; but Kim Min-ji.
_REVERED = re.compile(r"^(\S{3,})-ji$")


@cache
def words(name: str) -> Words:
    """The words of a name in ASCII and lower case, without titles, brackets, apostrophes and full stops."""
    plain = re.sub("['’‘`]", "", fold(_BRACKETED.sub(" ", _STYLED.sub("", name))))
    found = tuple(re.findall(r"[a-z0-9]+", _REVERED.sub(r"\1", plain)))
    bare = _without_titles(found)
    if len(bare) > 2 and bare[-1] in name_words()["numbers"] and bare[0] not in name_words()["rulers"]:
        bare = bare[:-1]
    return _surname_alone(bare) or found


def _surname_alone(parts: Words) -> Words:
    """A name without particles before its only other word."""
    leading = name_words()["leading"]
    is_alone = len(parts) > 1 and all(word in leading for word in parts[:-1]) and parts[-1] not in leading
    return parts[-1:] if is_alone else parts


@cache
def generation(name: str) -> int | None:
    """Which of several in a family bears a name, as far as it says so: 1 behind "Sr.", 2 behind "Jr." and "II"."""
    found = re.findall(r"[a-z0-9]+", fold(name))
    marks = _generations()
    told = [marks[word] for word in found[2:] if word in marks]
    return told[-1] if told and found[0] not in name_words()["rulers"] else None


@cache
def core(parts: Words) -> Words:
    """The words of a name without articles and particles inside it; Chinese and Korean ones have none (Wu Da Wei)."""
    if parts and is_syllabic(parts):
        return parts
    kept = (*parts[:1], *(w for w in parts[1:] if w not in particles()))
    return kept if len(kept) > 1 else parts


@cache
def fathers(parts: Words) -> tuple[bool, ...]:
    """For each word of :func:`core`, whether it is introduced as a father's name."""
    kept = core(parts)
    found, at = [], 0
    for word in kept:
        while parts[at] != word:
            at += 1
        found.append(at > 0 and parts[at - 1] in name_words()["sons"])
        at += 1
    return tuple(found)


def without_muhammad(parts: Words) -> Words:
    """A name without a Muhammad before several more words, unless a father's name follows: then he is called so."""
    if len(core(parts)) < 3 or not _is_muhammad(parts[0]) or parts[1] in name_words()["sons"]:
        return parts
    return parts[1:]


def _is_muhammad(word: str) -> bool:
    return word in name_words()["muhammad"] or sound(word) == sound("muhammad")


@cache
def written(parts: Words) -> tuple[Words, ...]:
    """The ways to write a name in words: as it is, without its first Muhammad, with its servant of God in one word, and
    with the article or the like joined to the last word (al Busaidi, Albusaidi; Ben Aissa, Benaissa), without the U of
    Burmese men and without an initial in front (R. Nicholas Burns)."""
    bare = parts[1:] if len(parts) > 2 and len(parts[0]) == 1 < len(parts[1]) else parts
    joined = with_servant(parts)
    ways = (
        parts,
        bare,
        without_muhammad(parts),
        joined,
        with_article(parts),
        with_article(joined),
        apart(parts),
    )
    return tuple(dict.fromkeys(ways))


@cache
def with_servant(parts: Words) -> Words:
    """A name with Abd al-Fattah in one word, and with Salah al-Din and Abu Bakr before a further word."""
    out: list[str] = []
    rest = list(parts)
    while rest:
        word = _of_faith(rest.pop(0))
        if word in name_words()["faith"] and out:
            del out[-1 if out[-1] in particles() and len(out) > 1 else len(out) :]
            out[-1] += "uddin"
            continue
        if word in name_words()["servants"] and (out or len(rest) > 1):
            if rest and rest[0] in particles() and len(rest) > 1:
                rest.pop(0)
            if rest:
                word = f"abdul{rest.pop(0)}"
        elif word in name_words()["sires"] and len(rest) > 1 + (rest[0] in particles()):
            rest = rest[1:] if rest[0] in particles() else rest
            word = f"abu{rest.pop(0)}"
        out.append(word)
    return tuple(out) if len(out) > 1 else parts


def _of_faith(word: str) -> str:
    """A word with what says of the faith in one spelling: Salaheddine, Salahuddin."""
    return _FAITH.sub("uddin", word) if len(word) >= _LONG_FAITH else word


@cache
def with_article(parts: Words) -> Words:
    """A name with the particle before the last word joined to it."""
    if len(parts) > 2 and parts[-2] in particles():
        return (*parts[:-2], parts[-2] + parts[-1])
    return parts


@cache
def apart(parts: Words) -> Words:
    """A name without an article that is joined to the last word: Elaraby, al-Araby."""
    article = parts[-1][:2]
    if (
        len(parts) > 1
        and article in name_words()["articles"]
        and len(parts[-1]) > SPELT
        and parts[-2] not in particles()
    ):
        return (*parts[:-1], parts[-1][2:])
    return parts


@cache
def name_words() -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(own) for kind, own in load("name_words").items() if kind != "generations"}


@cache
def _generations() -> Mapping[str, int]:
    return {word: number for number, words in load("name_words")["generations"].items() for word in words}


def _without_titles(parts: Words) -> Words:
    """The words between titles before and behind: Hun Sen is no senator."""
    start, end = 0, len(parts)
    while taken := next((n for n in (3, 2, 1) if parts[start : start + n] in _honorifics()), 0):
        start += taken
    while end > start and parts[end - 1] in name_words()["behind"]:
        end -= 1
    return parts[start:end]


@cache
def _honorifics() -> frozenset[Words]:
    return frozenset(tuple(entry.casefold().split()) for entry in load("name_titles") if "." not in entry)


@cache
def particles() -> frozenset[str]:
    return frozenset(load("name_particles"))
