"""Reprints: documents that repeat one another's text and so are one witness, not several.

Near-duplicates are found with MinHash over five-word shingles (Broder 1997; datasketch) of the text that is
read, page furniture apart, and confirmed by the exact share of common shingles. Who copied from whom is not
decided: outlets seldom say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

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
_CANDIDATE_JACCARD = 0.3


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Which documents count as one witness."""

    #: Groups of document ids; a document that repeats no other is a group of its own.
    groups: tuple[tuple[str, ...], ...]

    def independent(self, documents: Sequence[str]) -> int:
        """How many independent sources stand behind ``documents`` (ids)."""
        wanted = set(documents)
        return sum(1 for group in self.groups if wanted.intersection(group))

    def reprints_of(self, document: str) -> tuple[str, ...]:
        """The other documents that repeat ``document``'s text."""
        group = next((g for g in self.groups if document in g), ())
        return tuple(d for d in group if d != document)


def find_witnesses(documents: Sequence[Document]) -> Witnesses:
    """Group documents by near-identical text. The order of ``documents`` makes no difference."""
    ordered = sorted(documents, key=lambda d: d.id)
    shingles = {d.id: _shingles(d) for d in ordered}
    pairs = [
        (one, other)
        for one, other in _candidates(shingles)
        if _share(shingles[one], shingles[other]) >= CONTAINED
    ]
    return Witnesses(connected([d.id for d in ordered], pairs))


def _shingles(document: Document) -> frozenset[str]:
    kept, at = [], 0
    for passage in sorted(document.passages, key=lambda p: p.span):
        if not passage.is_read:
            kept.append(document.text[at : passage.span.start])
            at = max(at, passage.span.end)
    kept.append(document.text[at:])
    words = re.findall(r"\w+", " ".join(kept).casefold())
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def _candidates(shingles: dict[str, frozenset[str]]) -> list[tuple[str, str]]:
    usable = {name: found for name, found in shingles.items() if len(found) >= FEWEST}
    if len(usable) <= 64:  # every pair is cheaper than hashing
        return list(combinations(usable, 2))
    index = MinHashLSH(threshold=_CANDIDATE_JACCARD, num_perm=128)
    found: set[tuple[str, str]] = set()
    # All signatures are made with the same permutations; these need not be drawn again.
    blank = MinHash(num_perm=128)
    for name, own in usable.items():
        signature = blank.copy()
        signature.update_batch([s.encode() for s in own])
        found.update((min(name, other), max(name, other)) for other in index.query(signature))
        index.insert(name, signature)
    return sorted(found)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other))
