"""Where a text has words without which no sentence tells of agreement, so that the others need not be read.

Most words of a text can begin nothing of the kind. Each way of telling needs one rare word, by which it is found, and
others beside it; whether these stand as they should is for :mod:`tracktwo.analysis.meeting_words`.
"""

from collections.abc import Iterable, Iterator, Set
from functools import cache

from tracktwo.analysis.meeting_sentence import (
    ALONE,
    ANSWERS,
    NOUNS,
    OF_VIEWS,
    RECEIVED,
    WORD,
    compared_by,
    entries_of,
    listed,
)
from tracktwo.analysis.word_classes import key_of

#: Sets of keys, of each of which a sentence has one.
_Needed = tuple[frozenset[str], ...]

#: Classes of which an entry is enough, or needs one of other classes in the same sentence.
_ALONE = (
    *ALONE, *NOUNS, "settling", "contested", "settled", "dividing", "against_the_other", "with_the_other",
)  # fmt: skip
_WITH: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (tuple(OF_VIEWS), ("views",)),
    (("same",), ("views", "held")),
    (("unlike",), ("views", "claimed")),
    (("progress_nouns",), ("progressing",)),
    (("without_result",), ("talks",)),
    (("nearer",), ("views", "talks")),
    ((*ANSWERS, *RECEIVED, "calling"), ("put_forward",)),
    (("wanting",), ("contrasting",)),
)


#: So many pieces of texts are remembered, of those that tell nothing and of the others.
_MOST_PIECES = 200_000


def cues_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands, in code points, whose sentence may tell of agreement; in order."""
    pieces = _pieces().telling_in(text)
    telling = _telling({key for keys in pieces.values() for key in keys})
    found: set[tuple[int, int]] = set()
    for piece, keys in pieces.items() if telling else ():
        if telling.isdisjoint(keys):
            continue
        for word in set(WORD.findall(piece)):
            if compared_by(word) in telling:
                found.update(_places(word, text))
    yield from sorted(found)


def may_tell(sentence: str) -> bool:
    """Whether a sentence has all words of at least one way of telling."""
    pieces = _pieces().telling_in(sentence)
    return bool(_telling({key for keys in pieces.values() for key in keys}))


def _places(word: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + len(word))


class _Pieces:
    """What stands between blanks of texts, with those of its words' keys that any way of telling goes by.

    No word goes over a blank, and most pieces have no such word: these are known again without being read.
    """

    def __init__(self) -> None:
        self._wanted = frozenset(_ways().keys()) | {
            key for ways in _ways().values() for w in ways for one in w for key in one
        }
        self._dull: set[str] = set()
        self._known: dict[str, frozenset[str]] = {}

    def telling_in(self, text: str) -> dict[str, frozenset[str]]:
        """The pieces of a text that have such keys, with these."""
        found: dict[str, frozenset[str]] = {}
        for piece in set(text.split()).difference(self._dull):
            keys = self._known.get(piece)
            if keys is None:
                keys = self._read(piece)
            if keys:
                found[piece] = keys
        return found

    def _read(self, piece: str) -> frozenset[str]:
        keys = self._wanted.intersection(map(compared_by, WORD.findall(piece)))
        if len(self._dull) + len(self._known) >= _MOST_PIECES:
            # Another thread may be looking at the former ones.
            self._dull, self._known = set(), {}
        if keys:
            self._known[piece] = keys
        else:
            self._dull.add(piece)
        return keys


@cache
def _pieces() -> _Pieces:
    return _Pieces()


def _telling(keys: Set[str]) -> set[str]:
    """The rare words among the keys of others that have beside them what they need."""
    ways = _ways()
    return {
        key
        for key in ways.keys() & keys
        if any(all(not one.isdisjoint(keys) for one in w) for w in ways[key])
    }


@cache
def _ways() -> dict[str, frozenset[_Needed]]:
    """By the rare word of each way of telling: what is needed besides it."""
    found: dict[str, set[_Needed]] = {}
    ways: list[tuple[tuple[str, ...], frozenset[str]]] = [(_ALONE, frozenset())]
    ways += [(names, _any_of(others)) for names, others in _WITH]
    both = frozenset(key_of(w.split()[0]) for w in listed("together")) | {"they", "and", "nor"}
    ways.append((("jointly",), both))
    for names, beside in ways:
        for parts in (parts for name in names for parts in entries_of(name)):
            rare = max(parts, key=len)
            needed = {frozenset({p}) for p in parts} - {frozenset({rare})}
            if beside:
                needed.add(beside)
            found.setdefault(rare, set()).add(tuple(sorted(needed, key=sorted)))
    return {key: frozenset(ways_of_it) for key, ways_of_it in found.items()}


def _any_of(names: Iterable[str]) -> frozenset[str]:
    """Keys of which one stands wherever an entry of the classes does."""
    return frozenset(parts[0] for name in names for parts in entries_of(name))
