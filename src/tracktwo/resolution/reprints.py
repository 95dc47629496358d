"""Reprints: documents that repeat one another's text and so are one witness, not several.

Near-duplicates have most of their five-word shingles in common (Broder 1997), page furniture apart. Pairs are found by
their rarest shingles (prefix filtering: Chaudhuri, Ganti and Kaushik 2006), in very many documents with MinHash
(datasketch), and confirmed by the exact share. Who copied from whom is not decided: outlets seldom say.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from math import ceil

from datasketch import MinHash, MinHashLSH

from tracktwo.model import Document
from tracktwo.resolution.clusters import connected

#: Words a shingle. Five is the usual width for news text (Broder 1997; Lee et al. 2022).
SHINGLE = 5
#: Share of the shorter text's shingles that must stand in the other one as well. Wire copies that two papers
#: cut and retitled keep well above this; two independent reports that quote one statement at length keep
#: below (tests/resolution/test_reprints.py holds both).
CONTAINED = 0.6
#: Below this many shingles a text is too short to tell a copy from a coincidence.
FEWEST = 12
#: Of more documents than this not all shingles are held at once; then copies that are much longer than what they
#: repeat may be missed.
MOST = 5_000
_CANDIDATE_JACCARD = 0.3

#: Words that stand next to one another, as a number: of a million of them, two are the same by chance in no record.
Shingle = int


@dataclass(frozen=True)
class Witnesses:
    """Which documents count as one witness."""

    #: Groups of document ids; a document that repeats no other is a group of its own.
    groups: tuple[tuple[str, ...], ...]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The group of each document, by its place among the groups."""
        return {document: place for place, group in enumerate(self.groups) for document in group}

    def independent(self, documents: Sequence[str]) -> int:
        """How many independent sources stand behind ``documents`` (ids)."""
        return len({self._places[document] for document in documents if document in self._places})

    def reprints_of(self, document: str) -> tuple[str, ...]:
        """The other documents that repeat ``document``'s text."""
        group = self.groups[self._places[document]] if document in self._places else ()
        return tuple(d for d in group if d != document)


def find_witnesses(documents: Sequence[Document]) -> Witnesses:
    """Group documents by near-identical text. The order of ``documents`` makes no difference."""
    ordered = sorted(documents, key=lambda d: d.id)
    shingles = {d.id: _shingles(d) for d in ordered}
    pairs = [
        (one, other)
        for one, other in _candidates(shingles, ordered)
        if _share(shingles[one], shingles[other]) >= CONTAINED
    ]
    return Witnesses(connected([d.id for d in ordered], pairs))


def _shingles(document: Document) -> frozenset[Shingle]:
    return frozenset(map(hash, _runs(document)))


def _runs(document: Document) -> Iterator[tuple[str, ...]]:
    """All words that stand next to one another in what is read of a document."""
    kept, at = [], 0
    for passage in sorted(document.passages, key=lambda p: p.span):
        if not passage.is_read:
            kept.append(document.text[at : passage.span.start])
            at = max(at, passage.span.end)
    kept.append(document.text[at:])
    words = re.findall(r"\w+", " ".join(kept).casefold())
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)


def _candidates(
    shingles: Mapping[str, frozenset[Shingle]], documents: Sequence[Document]
) -> Iterator[tuple[str, str]]:
    """Pairs of which one may contain the other; every pair that does is among them."""
    usable = {name: found for name, found in shingles.items() if len(found) >= FEWEST}
    if len(usable) > MOST:
        yield from _alike(d for d in documents if d.id in usable)
        return
    seen: set[Shingle] = set()
    repeated: set[Shingle] = set()
    for own in usable.values():
        repeated |= own & seen
        seen |= own
    shared = {name: own & repeated for name, own in usable.items()}
    holding: defaultdict[Shingle, list[str]] = defaultdict(list)
    for name, common in shared.items():
        for shingle in common:
            holding[shingle].append(name)
    found: set[tuple[str, str]] = set()
    for name, own in usable.items():
        # What holds so many of these holds one of any so many others; most texts have not even as many in common.
        spare = len(own) - ceil(CONTAINED * len(own) - 1e-9)
        enough = spare - (len(own) - len(shared[name])) + 1
        for shingle in nsmallest(enough, shared[name], key=lambda one: len(holding[one])):
            for other in holding[shingle]:
                if other != name and len(own) <= len(usable[other]):
                    found.add((min(name, other), max(name, other)))
    yield from sorted(found)


def _alike(documents: Iterable[Document]) -> list[tuple[str, str]]:
    index = MinHashLSH(threshold=_CANDIDATE_JACCARD, num_perm=128)
    found: set[tuple[str, str]] = set()
    # All signatures are made with the same permutations; these need not be drawn again.
    blank = MinHash(num_perm=128)
    for document in documents:
        name, signature = document.id, blank.copy()
        # Of the words themselves, since numbers of them are others in each process.
        signature.update_batch([" ".join(run).encode() for run in set(_runs(document))])
        found.update((min(name, other), max(name, other)) for other in index.query(signature))
        index.insert(name, signature)
    return sorted(found)


def _share(one: frozenset[Shingle], other: frozenset[Shingle]) -> float:
    return len(one & other) / min(len(one), len(other))
