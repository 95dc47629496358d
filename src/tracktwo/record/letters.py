"""Words of a text as they are compared when names are withheld, each with its place in the text.

Case, accents, width, invisible characters and letters written for one another do not count. Which words are
withheld is decided in ``redaction``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from tracktwo import lexicon

#: Characters that join the parts of one word: hyphens of all kinds and apostrophes.
JOINING = frozenset("-‐‑‒–\u00ad_'’‘`´ʼ·")
#: Letters and digits in a row.
_RUN = re.compile(r"[^\W_]+")
#: A word split at the end of a line: the rest begins with a small letter.
_LINE_END = re.compile(r"[-‐‑\u00ad][^\S\n]*\n\s*(?=[^\W\d_A-Z])")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits: code points ``start`` to ``end``."""

    letters: str
    start: int
    end: int
    #: Whether it begins with a capital, or its script has none.
    is_name_like: bool
    #: Whether it is capitals throughout, or its script has none.
    is_capitals: bool
    #: What stands between the word before and this one.
    gap: str

    @property
    def is_hyphened(self) -> bool:
        """Whether a hyphen or an apostrophe, and perhaps the end of a line, stands between it and the word before."""
        bare = "".join(self.gap.split())
        return bool(bare) and all(c in JOINING for c in bare)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    if _LINE_END.search(text) or any(map(_is_invisible, set(text))):
        return tuple(_any_words(text))
    return tuple(_plain_words(text))


@lru_cache(maxsize=65_536)
def plain(text: str) -> tuple[str, ...]:
    """The letters of each word, for comparing."""
    return tuple(word.letters for word in words_of(text))


def _plain_words(text: str) -> Iterator[Word]:
    """The words of a text without invisible characters and broken words, as nearly all are."""
    last = 0
    for found in _RUN.finditer(text):
        written, start = found[0], found.start()
        letters = written.lower() if written.isascii() else "".join(map(fold_letter, written))
        if letters:
            yield Word(letters, start, found.end(), *_case(written), text[last:start])
            last = found.end()


def _any_words(text: str) -> Iterator[Word]:
    at, last = 0, 0
    while at < len(text):
        if not _counts(text[at]):
            at += 1
            continue
        start = at
        while at < len(text) and (_counts(text[at]) or _is_invisible(text[at])):
            at += 1
            broken = _LINE_END.match(text, at)
            if broken:
                at = broken.end()
        end = at
        while _is_invisible(text[end - 1]):
            end -= 1
        letters = "".join(fold_letter(c) for c in text[start:end] if _counts(c))
        if letters:
            yield Word(letters, start, end, *_case(text[start:end]), _visible(text[last:start]))
            last = end


@cache
def fold_letter(letter: str) -> str:
    """One character as it is compared; nothing for marks on letters and for what cannot be seen."""
    if _is_invisible(letter):
        return ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    known = _letters()
    return "".join(known.get(c, c) for c in bare.casefold())


@cache
def _letters() -> dict[str, str]:
    found: dict[str, str] = lexicon.load("withholding")["letters"]
    return found


@cache
def _counts(letter: str) -> bool:
    return letter.isalnum()


@cache
def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Mn", "Me", "Mc", "Sk") or letter == "\u034f"


def _visible(gap: str) -> str:
    return "".join(c for c in gap if not _is_invisible(c) or c in JOINING)


def _case(written: str) -> tuple[bool, bool]:
    if written.isascii() and written.isalpha():
        return written[0].isupper(), written.isupper()
    cased = [c for c in unicodedata.normalize("NFKC", written) if c.lower() != c.upper()]
    return (not cased or cased[0].isupper(), all(c.isupper() for c in cased))
