"""Read a document: a spaCy `Doc` with tokens, sentences, tags, trees, entities and attributions.

The flow is `tokens | words | scores | sentences, trees, entities, attributions`. Passages that are set aside become
tokens and nothing more. What a reading means is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IS_SPACE, LEMMA, POS, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from tracktwo.errors import ReaderError
from tracktwo.model.document import Document
from tracktwo.reading.acts import ActScores, score_acts
from tracktwo.reading.annotations import keep_annotations, register_extensions
from tracktwo.reading.attributions import WordAttribution, find_attributions
from tracktwo.reading.labelling import Labelling, sigmoid, softmax
from tracktwo.reading.labels import ATTRIBUTION, Role
from tracktwo.reading.layout import break_before, quote_states
from tracktwo.reading.lemmas import apply_script
from tracktwo.reading.network import SHIPPED, Floats, Network, WordScores
from tracktwo.reading.sentences import decode_trees, is_wrapped, sentence_starts

VERSION = "0.1.0"

Offsets = Sequence[tuple[int, int]]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]

#: Lemmas remembered before all are forgotten, so that a long run does not grow.
_MOST_LEMMAS = 200_000


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of a `Doc`, taken out of it once: spaCy makes an object at each look."""

    texts: list[str]
    starts: list[int]
    is_space: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> _Tokens:
        """Take the tokens of `doc`."""
        texts = [token.text for token in doc]
        table = doc.to_array([IS_SPACE, SPACY]).astype(np.int64)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + table[:, 1]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if texts else lengths
        return cls(texts, starts.tolist(), table[:, 0].astype(bool).tolist())


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a document that are read, with their tokens and the breaks before them."""

    texts: list[str]
    tokens: list[int]
    breaks: list[int]


class Reader:
    """Reads documents with the shipped weights; `other` may replace all but the attributions.

    One reader may be used for any number of documents; a reading depends on its document alone.
    """

    def __init__(
        self, network: Network, other: Language | None = None, name: str | None = None, acts: bool = True
    ) -> None:
        register_extensions()
        self._network = network
        self._acts = acts
        self._blank = spacy.blank("en")
        self._other = other
        self._name = name
        self._entities = Labelling.of(network.labels("entity"))
        self._lemmas: dict[tuple[str, str], str] = {}

    def without_acts(self) -> Reader:
        """Return a reader with the same weights that leaves the acts of attributions open, which is quicker."""
        return Reader(self._network, self._other, self._name, acts=False)

    @property
    def version(self) -> str:
        """Name, version and digest of the weights, and of the pipeline that stands in, if any."""
        version = f"tracktwo-reader {VERSION} sha256:{self._network.digest[:16]}"
        if self._other is None:
            return version
        meta = self._other.meta
        return f"{version} with {self._name} {meta.get('version', '')}".rstrip()

    def read(self, document: Document) -> Doc:
        """Read a document; the `Doc` covers all of its text, and token offsets are the document's."""
        aside = [(p.span.start, p.span.end) for p in document.passages if not p.is_read]
        edges = {p.span.start for p in document.passages} | {p.span.end for p in document.passages}
        return self._read(document.text, aside, sorted(edges))

    def read_text(self, text: str) -> Doc:
        """Read a plain string."""
        return self._read(text, [], [])

    def _read(self, text: str, aside: Offsets, edges: Sequence[int]) -> Doc:
        doc = self._tokenize(self._blank, text, edges)
        self.annotate(doc, aside, edges)
        if self._other is None:
            return doc
        return self._stand_in(self._other, doc, aside, edges)

    def _tokenize(self, nlp: Language, text: str, edges: Sequence[int]) -> Doc:
        """Tokenize `text` so that no token crosses one of `edges`."""
        cuts = [0, *(edge for edge in edges if 0 < edge < len(text)), len(text)]
        parts = [text[a:b] for a, b in pairwise(cuts) if a < b]
        if len(parts) == 1:
            return nlp.make_doc(text)
        words: list[str] = []
        spaces: list[bool] = []
        for part in parts:
            for token in nlp.make_doc(part):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(nlp.vocab, words=words, spaces=spaces)

    def annotate(self, doc: Doc, aside: Offsets = (), edges: Sequence[int] = ()) -> Doc:
        """Read a tokenized `doc` in place.

        `aside` are stretches of its text (code points) that are not read, `edges` offsets at which sentences end.
        """
        seen = _Tokens.of(doc)
        unread = _unread(seen, aside)
        words = _words(seen, is_wrapped(doc.text), unread, edges)
        probabilities = np.zeros((3, len(doc)), dtype=np.float32)
        heads, relations = _hang_the_rest(doc, seen, unread)
        tags = self._blank_tags(doc, seen)
        attributions: list[WordAttribution] = []
        acts: list[ActScores] = []
        if words.texts:
            scores = self._network.read(words.texts, words.breaks)
            starts = sentence_starts(sigmoid(scores.start), words.breaks)
            tokens = np.array(words.tokens)
            tree, numbers, certain = decode_trees(self._network, scores, starts)
            heads[tokens] = tokens[tree]
            names = [self._hash(doc, "ROOT" if n == "root" else n) for n in self._network.labels("dep")]
            relations[tokens] = np.array(names, dtype=np.uint64)[numbers]
            probabilities[0, tokens] = certain
            probabilities[1, tokens] = softmax(scores.upos).max(axis=1)
            tags[tokens] = self._tags(doc, words, scores)
            attributions = find_attributions(
                self._network, scores, words.texts, quote_states(words.texts, words.breaks)
            )
            if self._acts:
                acts = [score_acts(self._network, attribution, words.texts) for attribution in attributions]
        self._set_tokens(doc, tags, heads, relations)
        if words.texts:
            self._set_entities(doc, words, scores, starts, probabilities)
        keep_annotations(doc, probabilities, unread, words.tokens, attributions, acts)
        return doc

    def _hash(self, doc: Doc, string: str) -> int:
        return int(doc.vocab.strings.add(string))

    def _blank_tags(self, doc: Doc, seen: _Tokens) -> Hashes:
        """Tag white space as spaCy does, and nothing else."""
        tags = np.zeros((len(seen.texts), 3), dtype=np.uint64)
        space, fine = self._hash(doc, "SPACE"), self._hash(doc, "_SP")
        for place, blank in enumerate(seen.is_space):
            if blank:
                tags[place] = (fine, space, self._hash(doc, seen.texts[place]))
        return tags

    def _tags(
        self, doc: Doc, words: _Words, scores: WordScores
    ) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
        upos = [self._hash(doc, name) for name in self._network.labels("upos")]
        xpos = [self._hash(doc, name) for name in self._network.labels("xpos")]
        scripts = self._network.labels("lemma")
        rows = np.empty((len(words.texts), 3), dtype=np.uint64)
        rows[:, 0] = np.array(xpos, dtype=np.uint64)[scores.xpos]
        classes = scores.upos.argmax(axis=1)
        rows[:, 1] = np.array(upos, dtype=np.uint64)[classes]
        tables = [self._network.lemmas.get(name, {}) for name in self._network.labels("upos")]
        strings = doc.vocab.strings
        rows[:, 2] = [
            strings.add(tables[kind].get(word.lower()) or self._lemma(scripts[number], word))
            for word, kind, number in zip(words.texts, classes.tolist(), scores.lemma.tolist(), strict=True)
        ]
        return rows

    def _lemma(self, script: str, word: str) -> str:
        found = self._lemmas.get((script, word))
        if found is None:
            if len(self._lemmas) > _MOST_LEMMAS:
                self._lemmas.clear()
            found = self._lemmas[script, word] = apply_script(script, word)
        return found

    def _set_tokens(self, doc: Doc, tags: Hashes, heads: NDArray[np.int64], relations: Hashes) -> None:
        if not len(doc):
            return
        steps = (heads - np.arange(len(doc))).astype(np.int64).astype(np.uint64)
        columns = np.stack([tags[:, 0], tags[:, 1], tags[:, 2], steps, relations], axis=1)
        # spaCy takes any integer array here, though its annotation names one of its own.
        doc.from_array([TAG, POS, LEMMA, HEAD, DEP], columns)  # type: ignore[arg-type]

    def _set_entities(
        self, doc: Doc, words: _Words, scores: WordScores, starts: Sequence[int], probabilities: Floats
    ) -> None:
        chances = softmax(scores.entity)
        found = []
        for start, end in zip(starts, [*starts[1:], len(words.texts)], strict=True):
            numbers = self._entities.decode(scores.entity[start:end])
            for first, last, kind in self._entities.spans(numbers):
                part = chances[np.arange(start + first, start + last), numbers[first:last]]
                token = words.tokens[start + first]
                probabilities[2, token] = part.mean()
                found.append(Span(doc, token, words.tokens[start + last - 1] + 1, label=kind))
        doc.set_ents(found)

    def _stand_in(self, other: Language, own: Doc, aside: Offsets, edges: Sequence[int]) -> Doc:
        """Let `other` give tokens, tags, trees and entities, and carry our attributions over by offsets."""
        from tracktwo.reading.standin import read_with

        return read_with(other, own, aside, edges)


def _unread(seen: _Tokens, aside: Offsets) -> Flags:
    unread = np.zeros(len(seen.texts), dtype=bool)
    places = np.array(seen.starts, dtype=np.int64)
    for start, end in aside:
        unread[(places >= start) & (places < end)] = True
    return unread


def _words(seen: _Tokens, wrapped: bool, unread: Flags, edges: Sequence[int]) -> _Words:
    words = _Words([], [], [])
    cut = set(edges)
    gap = 2
    skipped = unread.tolist()
    for place, text in enumerate(seen.texts):
        if skipped[place] or (cut and seen.starts[place] in cut):
            gap = 2
        if skipped[place]:
            continue
        if seen.is_space[place]:
            lines = break_before(text)
            # A single line break parts paragraphs as well, unless the text was broken to a width.
            gap = max(gap, 2 if lines == 2 or (lines and not wrapped) else 0)
        else:
            words.texts.append(text)
            words.tokens.append(place)
            words.breaks.append(gap)
            gap = 0
    return words


def _hang_the_rest(doc: Doc, seen: _Tokens, unread: Flags) -> tuple[NDArray[np.int64], Hashes]:
    """Hang tokens that are not read: white space on the token before it, a passage set aside on its first token."""
    heads = np.arange(len(seen.texts), dtype=np.int64)
    relations = np.full(len(seen.texts), doc.vocab.strings.add("dep"), dtype=np.uint64)
    root = doc.vocab.strings.add("ROOT")
    skipped = unread.tolist()
    first: int | None = None
    leading: list[int] = []
    for place, blank in enumerate(seen.is_space):
        if skipped[place]:
            first = place if first is None else first
            heads[place] = first
            relations[place] = root if first == place else relations[place]
            continue
        first = None
        if not blank:
            heads[leading] = place
            leading = []
        elif place and not skipped[place - 1] and not leading:
            heads[place] = heads[place - 1] if seen.is_space[place - 1] else place - 1
        else:
            leading.append(place)
    for place in leading:
        heads[place] = leading[0]
        relations[place] = root if place == leading[0] else relations[place]
    return heads, relations


def spans_of(doc: Doc) -> Iterator[Span]:
    """Yield the attribution spans of a read `doc`."""
    yield from doc.spans.get(ATTRIBUTION, ())


def load_reader(pipeline: str | None = None, weights: Path | None = None) -> Reader:
    """Load the reading model.

    `pipeline` names an installed spaCy pipeline that gives tokens, tags, trees and entities in its place; `weights`
    a folder of other weights than those that ship.

    Raises:
        ReaderError: the weights or the pipeline cannot be loaded.
    """
    network = Network(weights or SHIPPED)
    if pipeline is None:
        return Reader(network)
    try:
        other = spacy.load(pipeline)
    except (OSError, ValueError, ImportError) as error:
        raise ReaderError(
            f"the spaCy pipeline {pipeline!r} cannot be loaded: {error}; install it or leave --pipeline out"
        ) from error
    return Reader(network, other, pipeline)


__all__ = ["ATTRIBUTION", "Reader", "Role", "load_reader", "spans_of"]
