"""Reprints: documents that repeat one another's text and so are one witness, not several.

Near-duplicates have most of their five-word shingles in common (Broder 1997), page furniture apart. Pairs are found by
their rarest shingles (prefix filtering: Chaudhuri, Ganti and Kaushik 2006), in very many documents with MinHash
(datasketch), and confirmed by the exact share. Who copied from whom is not decided: outlets seldom say.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from math import ceil

import numpy as np
from numpy.typing import NDArray

from tracktwo.model import Document
from tracktwo.resolution.again import Again
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
#: So many new documents are compared with all others one by one; of more, all are compared again.
_FEW = 20

#: Words that stand next to one another, as a number: of a million of them, two are the same by chance in no record.
Shingle = int
Hashes = NDArray[np.int64]
#: Ids of two documents, in order.
_Pair = tuple[str, str]

#: Odd numbers drawn once, by which the places of words in a shingle count.
_FACTORS = tuple(
    np.uint64(n)
    for n in (
        0x9E3779B97F4A7C15,
        0xBF58476D1CE4E5B9,
        0x94D049BB133111EB,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
    )
)
_WORD = re.compile(r"\w+")
#: Signs that papers print between words, and a blank for each other sign that no word has.
_PRINTED = "’‘“”–—…\u00a0"
_BLANKS = {n: " " for n in range(128) if not _WORD.match(chr(n))}


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


@dataclass(frozen=True)
class _Compared:
    """The shingles of documents, for when some of the documents have changed."""

    documents: Mapping[str, Document]
    #: The different shingles of each document, one document after another, in the order of their ids.
    shingles: Hashes
    counts: Hashes
    pairs: Sequence[_Pair]


def find_witnesses(documents: Sequence[Document], again: Again | None = None) -> Witnesses:
    """Group documents by near-identical text. The order of ``documents`` makes no difference.

    With ``again``, only those that changed since are compared with others.
    """
    again = again or Again()
    by_id = {d.id: d for d in sorted(documents, key=lambda d: d.id)}
    if not by_id:
        return Witnesses(())
    before: _Compared | None = again.last("documents")
    new = list(by_id) if before is None else [n for n, d in by_id.items() if before.documents.get(n) is not d]
    if before is None or len(new) > _FEW or len(by_id) > MOST:
        shingles, counts = _shingles(list(by_id.values()))
        pairs = _repeating(by_id, shingles, counts)
    else:
        own, own_counts = _shingles([by_id[name] for name in new])
        shingles, counts = _put_together(by_id, before, own, dict(zip(new, own_counts.tolist(), strict=True)))
        known, stayed = list(by_id), by_id.keys() - set(new)
        pairs = [pair for pair in before.pairs if pair[0] in stayed and pair[1] in stayed]
        places = {name: n for n, name in enumerate(known)}
        for name in new:
            pairs += _with_others(places[name], known, shingles, counts)
    again.note("documents", _Compared(by_id, shingles, counts, pairs))
    return Witnesses(connected(by_id, pairs))


def _shingles(documents: Sequence[Document]) -> tuple[Hashes, Hashes]:
    """The different shingles of documents, one document after another, and how many each has."""
    words: list[str] = []
    lengths: list[int] = []
    for document in documents:
        own = _words_of(_read(document).casefold())
        words += own
        lengths.append(len(own))
    hashes = np.fromiter(map(hash, words), np.int64, len(words)).view(np.uint64)
    run = len(words) - SHINGLE + 1
    if run < 1:
        return hashes[:0].view(np.int64), np.zeros(len(documents), np.int64)
    made = np.zeros(run, np.uint64)
    for place, factor in enumerate(_FACTORS):
        made += hashes[place : place + run] * factor
    of = np.repeat(np.arange(len(documents)), lengths)
    # Words of two documents stand next to one another only here.
    whole = of[:run] == of[SHINGLE - 1 :]
    made, of = made[whole].view(np.int64), of[:run][whole]
    repeated = _repeated(made)
    # Few stand anywhere twice; of these, the places where a document says again what it said before are left out.
    by_document = repeated[np.lexsort((of[repeated], made[repeated]))]
    is_again = (made[by_document[1:]] == made[by_document[:-1]]) & (
        of[by_document[1:]] == of[by_document[:-1]]
    )
    first = np.ones(len(made), bool)
    first[by_document[1:][is_again]] = False
    return made[first], np.bincount(of[first], minlength=len(documents))


def _words_of(text: str) -> list[str]:
    """All words of a text, as :data:`_WORD` finds them."""
    if not text.isascii():
        for mark in _PRINTED:
            text = text.replace(mark, " ")
    # To part words at blanks takes a fifth of the time; other signs are few, and for the pattern.
    return text.translate(_BLANKS).split() if text.isascii() else _WORD.findall(text)


def _repeated(shingles: Hashes) -> NDArray[np.intp]:
    """The places of those that stand at several, in no order."""
    order = np.argsort(shingles)
    in_order = shingles[order]
    same = in_order[1:] == in_order[:-1]
    repeated = np.zeros(len(order), bool)
    repeated[1:] |= same
    repeated[:-1] |= same
    return order[repeated]


def _put_together(
    documents: Mapping[str, Document], before: _Compared, own: Hashes, counts: Mapping[str, int]
) -> tuple[Hashes, Hashes]:
    """The shingles of all documents, of which some are as before and the others are given in their order."""
    known = dict(zip(before.documents, np.split(before.shingles, np.cumsum(before.counts)[:-1]), strict=True))
    ends = np.cumsum(list(counts.values()))[:-1]
    known |= dict(zip(counts, np.split(own, ends), strict=True)) if counts else {}
    parts = [known[name] for name in documents]
    return np.concatenate(parts), np.fromiter(map(len, parts), np.int64, len(parts))


def _with_others(place: int, names: Sequence[str], shingles: Hashes, counts: Hashes) -> list[_Pair]:
    """The document at a place with all that it repeats, or that repeat it."""
    ends = np.cumsum(counts)
    count = int(counts[place])
    if count < FEWEST:
        return []
    own = shingles[ends[place] - count : ends[place]]
    held = np.concatenate(([0], np.cumsum(np.isin(shingles, own))))
    common = held[ends] - held[ends - counts]
    fitting = (counts >= FEWEST) & (common / np.minimum(counts, count).clip(min=1) >= CONTAINED)
    fitting[place] = False
    return [
        (min(names[place], names[n]), max(names[place], names[n])) for n in np.flatnonzero(fitting).tolist()
    ]


def _read(document: Document) -> str:
    """What is read of a document."""
    kept, at = [], 0
    for passage in sorted(document.passages, key=lambda p: p.span):
        if not passage.is_read:
            kept.append(document.text[at : passage.span.start])
            at = max(at, passage.span.end)
    kept.append(document.text[at:])
    return " ".join(kept)


def _repeating(documents: Mapping[str, Document], shingles: Hashes, counts: Hashes) -> list[_Pair]:
    """All pairs of which one repeats the other."""
    names = list(documents)
    usable = {name: count for name, count in zip(names, counts.tolist(), strict=True) if count >= FEWEST}
    if len(usable) > MOST:
        held = {
            name: frozenset(own.tolist())
            for name, own in zip(names, np.split(shingles, np.cumsum(counts)[:-1]), strict=True)
        }
        near = _alike(documents[name] for name in usable)
        return [(a, b) for a, b in near if _repeats(len(held[a] & held[b]), min(usable[a], usable[b]))]
    shared = _shared(names, shingles, counts, usable)
    return [
        (a, b)
        for a, b in _candidates(usable, shared)
        if _repeats(len(shared[a] & shared[b]), min(usable[a], usable[b]))
    ]


def _repeats(common: int, fewer: int) -> bool:
    return common / fewer >= CONTAINED


def _shared(
    names: Sequence[str], shingles: Hashes, counts: Hashes, usable: Collection[str]
) -> dict[str, frozenset[Shingle]]:
    """The shingles of each usable document that others have as well."""
    of = np.repeat(np.arange(len(names)), counts)
    held = np.flatnonzero((counts >= FEWEST)[of])
    shared = held[_repeated(shingles[held])]
    found: defaultdict[int, list[Shingle]] = defaultdict(list)
    for n, shingle in zip(of[shared].tolist(), shingles[shared].tolist(), strict=True):
        found[n].append(shingle)
    return {name: frozenset(found.get(n, ())) for n, name in enumerate(names) if name in usable}


def _candidates(
    usable: Mapping[str, int], shared: Mapping[str, frozenset[Shingle]]
) -> Iterator[tuple[str, str]]:
    """Pairs of which one may contain the other; every pair that does is among them."""
    holding: defaultdict[Shingle, list[str]] = defaultdict(list)
    for name, common in shared.items():
        for shingle in common:
            holding[shingle].append(name)
    found: set[tuple[str, str]] = set()
    for name, own in usable.items():
        # What holds so many of these holds one of any so many others; most texts have not even as many in common.
        spare = own - ceil(CONTAINED * own - 1e-9)
        enough = spare - (own - len(shared[name])) + 1
        if enough < 1:
            continue
        for shingle in nsmallest(enough, shared[name], key=lambda one: len(holding[one])):
            for other in holding[shingle]:
                if other != name and own <= usable[other]:
                    found.add((min(name, other), max(name, other)))
    yield from sorted(found)


def _alike(documents: Iterable[Document]) -> list[tuple[str, str]]:
    # Takes a quarter of a second to import, which a brief would wait for and seldom need.
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_CANDIDATE_JACCARD, num_perm=128)
    found: set[tuple[str, str]] = set()
    # All signatures are made with the same permutations; these need not be drawn again.
    blank = MinHash(num_perm=128)
    for document in documents:
        name, signature = document.id, blank.copy()
        # Of the words themselves, since numbers of them are others in each process.
        signature.update_batch([" ".join(run).encode() for run in _runs(document)])
        found.update((min(name, other), max(name, other)) for other in index.query(signature))
        index.insert(name, signature)
    return sorted(found)


def _runs(document: Document) -> set[tuple[str, ...]]:
    """All words that stand next to one another in what is read of a document."""
    words = _WORD.findall(_read(document).casefold())
    return set(zip(*(words[start:] for start in range(SHINGLE)), strict=False))
