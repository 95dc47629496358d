"""Writes a query as what PostgreSQL is asked: what its indexes decide, and what only the vectors of a document do.

An index of text search knows which vectors have a word, and the index of pairs which documents have one word right
before another. Longer phrases and nearness are looked for in those that have the words, one document after another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracktwo.record.full_text import Closeness
from tracktwo.record.postgres_pairs import pairs_of
from tracktwo.record.words import NEAR, Part, Wanted

#: Before words as they stand in the text, for beginnings of words; no stem begins so.
FORM = "="
#: Beginnings of words that are shorter stand in so many documents that an index is slower than looking.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """What a document must have; expressions are of text search, and each has to hold for one of its vectors."""

    #: What the index of words decides.
    words: tuple[str, ...]
    #: What the index of pairs decides.
    pairs: tuple[int, ...]
    #: The phrases of two words that these pairs are.
    phrases: tuple[str, ...]
    #: What no index decides.
    checks: tuple[str, ...]

    @property
    def everything(self) -> tuple[str, ...]:
        """All of it as expressions, for a document whose turn has come."""
        return (*self.checks, *self.phrases, *self.words)


def sought(parts: Sequence[Part], closeness: Closeness) -> Sought:
    """What documents with the parts have."""
    if closeness is Closeness.APART or any(one.is_beginning for part in parts for one in part.words):
        # Words that stand apart can be in different portions of a text.
        return _apart(parts)
    if closeness is Closeness.PHRASE:
        return _of_run([one for part in parts for one in part.words])
    runs = [_of_run(part.words) for part in parts]
    words = " & ".join(expression for run in runs for expression in run.words)
    pairs = tuple(pair for run in runs for pair in run.pairs)
    return Sought((words,) if words else (), pairs, (), (near(parts),))


def _apart(parts: Sequence[Part]) -> Sought:
    runs = [_of_run(run) for part in parts for run in _runs(part)]
    words = tuple(expression for run in runs for expression in run.words)
    pairs = tuple(pair for run in runs for pair in run.pairs)
    phrases = tuple(expression for run in runs for expression in run.phrases)
    checks = tuple(expression for run in runs for expression in run.checks)
    begun = [one.word for part in parts for one in part.words if one.is_beginning]
    longest = max(map(len, begun), default=0)
    for word in begun:
        # Where nothing else is asked for, an index has to be asked even for these.
        is_short = len(word) < _SHORT and (words or pairs or longest > len(word))
        if is_short:
            checks = (*checks, _begun(word))
        else:
            words = (*words, _begun(word))
    return Sought(words, pairs, phrases, checks)


def expressions(parts: Sequence[Part]) -> Iterator[str]:
    """The parts as expressions for vectors, cut where they have the beginning of a word."""
    for part in parts:
        yield from (phrase(run) for run in _runs(part))
        yield from (_begun(one.word) for one in part.words if one.is_beginning)


def phrase(wanted: Sequence[Wanted]) -> str:
    """That words stand one right after another."""
    return f"({' <-> '.join(_quoted(one) for one in wanted)})"


def near(parts: Sequence[Part]) -> str:
    """That all parts stand in one vector, and each begins within reach of the next: never less than nearness."""
    reach = (f"({_within_reach(*pair)})" for pair in pairwise(parts))
    return " & ".join((*(phrase(part.words) for part in parts), *reach))


def _of_run(run: Sequence[Wanted]) -> Sought:
    """Of words that are no beginnings and stand next to one another."""
    if len(run) == 1:
        return Sought((_quoted(run[0]),), (), (), ())
    pairs = tuple(pairs_of([one.word for one in run]))
    whole = (phrase(run),)
    # Of more than two words, the pairs may stand in different places.
    return Sought((), pairs, whole, ()) if len(run) == 2 else Sought((), pairs, (), whole)


def _runs(part: Part) -> Iterator[list[Wanted]]:
    """The words of a part, cut where it has the beginning of a word."""
    run: list[Wanted] = []
    for wanted in (*part.words, Wanted("", is_beginning=True)):
        if not wanted.is_beginning:
            run.append(wanted)
        elif run:
            yield run
            run = []


def _begun(word: str) -> str:
    return f"'{FORM}{word}':*"


def _quoted(wanted: Wanted) -> str:
    return f"'{wanted.word}'"


def _within_reach(one: Part, other: Part) -> str:
    return " | ".join(
        f"({_quoted(first.words[0])} <{distance}> {_quoted(second.words[0])})"
        for first, second in ((one, other), (other, one))
        for distance in range(len(first.words) + NEAR + 1)
    )
