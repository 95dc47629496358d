"""Where a text has words without which no sentence tells of agreement, so that the others need not be read.

Most words of a text can begin nothing of the kind. Each way of telling needs one rare word, by which it is found, and
others beside it; whether these stand as they should is for :mod:`tracktwo.analysis.meeting_words`.
"""

import re
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


def cues_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands, in code points, whose sentence may tell of agreement; in order."""
    words = set(WORD.findall(text))
    telling = _telling(set(map(compared_by, words)))
    found: set[tuple[int, int]] = set()
    for word in words if telling else ():
        if compared_by(word) in telling:
            found.update(m.span() for m in re.finditer(re.escape(word), text))
    yield from sorted(found)


def may_tell(sentence: str) -> bool:
    """Whether a sentence has all words of at least one way of telling."""
    return bool(_telling(set(map(compared_by, WORD.findall(sentence)))))


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
