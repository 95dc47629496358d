"""Cuts texts into words as search compares them, and finds the places where the words of a query stand.

Both databases index the words made here, and so find the same. Words are compared by their stems (the English
stemmer of the Snowball project, Porter 2001), without case and accents. Nothing is known here of documents.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

#: Words this many words apart or less are near one another: about the length of a sentence.
NEAR = 25
#: Found words this many code points apart or less are shown as one place.
_TOGETHER = 160
#: Longer words are cut; databases bound the length of what they index.
_LONGEST = 64

# Letters and digits with the marks above and below them. A Chinese character or a kana is a word by itself, since
# no spaces stand between words there.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])[^\W_])(?:(?![{_ALONE}])[^\W_]|[\u0300-\u036f])*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for: by its stem, or by its folded beginning where the query has a ``*``."""

    word: str
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a query that must stand next to one another."""

    words: tuple[Wanted, ...]

    @property
    def initials(self) -> frozenset[str]:
        """The letters that its words begin with; stemming never changes them."""
        return frozenset(wanted.word[0] for wanted in self.words)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, one after another, and where each stands in it, in code points."""

    stems: Sequence[str]
    folded: Sequence[str]
    spans: Sequence[Span]


def part_of(words: str) -> Part:
    """The words of one part of a query; a trailing ``*`` stands for any ending of the last."""
    folded = [fold_word(match[0]) for match in _WORD.finditer(words)]
    wanted = [Wanted(stem(word)) for word in folded]
    if words.endswith("*") and folded:
        wanted[-1] = Wanted(folded[-1], is_beginning=True)
    return Part(tuple(wanted))


def stems_of(text: str) -> Iterator[str]:
    """The stems of a text's words, in order."""
    return (stem(fold_word(word)) for word in _WORD.findall(text))


def forms_of(text: str) -> set[str]:
    """The words of a text as they stand there, folded."""
    return set(map(fold_word, _WORD.findall(text)))


def words_of(text: str, initials: frozenset[str]) -> Words:
    """The words of a text; those that begin with none of the letters are only counted and compare to nothing."""
    stems: list[str] = []
    folded: list[str] = []
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        word = fold_word(match[0])
        is_wanted = word[0] in initials
        stems.append(stem(word) if is_wanted else "")
        folded.append(word if is_wanted else "")
        spans.append(match.span())
    return Words(stems, folded, spans)


@lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """Lower case without accents, of a bounded length."""
    if word.isascii():
        return word.lower()[:_LONGEST]
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    # Some signs decompose to a letter and something that is none: ½, ŉ.
    return "".join(filter(str.isalnum, bare))[:_LONGEST] or word[:_LONGEST]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word; words of other alphabets are left as they are."""
    return _stemmer().stemWord(word) or word if word.isascii() else word


def find_phrase(parts: Sequence[Part], words: Words) -> list[Span]:
    """Where all parts stand one after another, as code points; of places that overlap, the first."""
    wanted = [word for part in parts for word in part.words]
    found: list[Span] = []
    free = 0
    for at in _starts(wanted, words):
        if at >= free:
            free = at + len(wanted)
            found.append((words.spans[at][0], words.spans[free - 1][1]))
    return found


def find_near(parts: Sequence[Part], words: Words) -> list[Span]:
    """Where every part stands, each within ``NEAR`` words before the last of them; neighbouring places are one."""
    starts = [(len(part.words), _starts(part.words, words)) for part in parts]
    near: set[_Place] = set()
    for end in sorted({at for _, one in starts for at in one}):
        close = [[(at, n) for at in one if at <= end <= at + n + NEAR] for n, one in starts]
        if all(close):
            near.update(place for one in close for place in one)
    return _joined(near, words)


def find_apart(parts: Sequence[Part], words: Words) -> list[Span]:
    """Where any part stands, if every part does; neighbouring places are one."""
    starts = [(len(part.words), _starts(part.words, words)) for part in parts]
    if not all(one for _, one in starts):
        return []
    return _joined({(at, n) for n, one in starts for at in one}, words)


#: A word by number, and how many words from there on.
_Place = tuple[int, int]


def _starts(wanted: Sequence[Wanted], words: Words) -> list[int]:
    """The words, by number, from which on the wanted ones stand one right after another."""
    first, *others = wanted
    if first.is_beginning:
        begun = (at for at, word in enumerate(words.folded) if word.startswith(first.word))
    else:
        begun = (at for at, word in enumerate(words.stems) if word == first.word)
    last = len(words.spans) - len(wanted)
    return [
        at for at in begun if at <= last and all(_is(one, words, at + n + 1) for n, one in enumerate(others))
    ]


def _is(wanted: Wanted, words: Words, at: int) -> bool:
    if wanted.is_beginning:
        return words.folded[at].startswith(wanted.word)
    return words.stems[at] == wanted.word


def _joined(places: set[_Place], words: Words) -> list[Span]:
    spans = sorted((words.spans[at][0], words.spans[at + n - 1][1]) for at, n in places)
    if not spans:
        return []
    found: list[Span] = []
    start, end = spans[0]
    for first, last in spans[1:]:
        if first - end > _TOGETHER:
            found.append((start, end))
            start = first
        end = max(end, last)
    return [*found, (start, end)]


@cache
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")
