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
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span

from tracktwo.errors import ReaderError
from tracktwo.model.document import Document
from tracktwo.reading.annotations import keep_annotations, register_extensions
from tracktwo.reading.attributions import WordAttribution, find_attributions
from tracktwo.reading.labelling import Labelling, softmax
from tracktwo.reading.labels import ATTRIBUTION, Role
from tracktwo.reading.layout import break_before, quote_states
from tracktwo.reading.lemmas import apply_script
from tracktwo.reading.network import SHIPPED, Floats, Network, WordScores
from tracktwo.reading.sentences import decode_trees, is_wrapped, sentence_starts

VERSION = "0.1.0"

Offsets = Sequence[tuple[int, int]]


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

    def __init__(self, network: Network, other: Language | None = None, name: str | None = None) -> None:
        register_extensions()
        self._network = network
        self._blank = spacy.blank("en")
        self._other = other
        self._name = name
        self._entities = Labelling.of(network.labels("entity"))
        self._lemmas: dict[tuple[int, str], int] = {}

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
        unread = _unread(doc, aside)
        words = _words(doc, unread, edges)
        probabilities = np.zeros((3, len(doc)), dtype=np.float32)
        heads, relations = _hang_the_rest(doc, unread)
        tags = self._blank_tags(doc)
        attributions: list[WordAttribution] = []
        if words.texts:
            scores = self._network.read(words.texts, words.breaks)
            chances = 1.0 / (1.0 + np.exp(-scores.start))
            starts = sentence_starts(chances, words.breaks)
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
        self._set_tokens(doc, tags, heads, relations)
        if words.texts:
            self._set_entities(doc, words, scores, starts, probabilities)
        keep_annotations(doc, probabilities, unread, words.tokens, attributions)
        return doc

    def _hash(self, doc: Doc, string: str) -> int:
        return int(doc.vocab.strings.add(string))

    def _blank_tags(self, doc: Doc) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
        """Tag white space as spaCy does, and nothing else."""
        tags = np.zeros((len(doc), 3), dtype=np.uint64)
        space, fine = self._hash(doc, "SPACE"), self._hash(doc, "_SP")
        for place, token in enumerate(doc):
            if token.is_space:
                tags[place] = (fine, space, token.orth)
        return tags

    def _tags(
        self, doc: Doc, words: _Words, scores: WordScores
    ) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
        upos = [self._hash(doc, name) for name in self._network.labels("upos")]
        xpos = [self._hash(doc, name) for name in self._network.labels("xpos")]
        scripts = self._network.labels("lemma")
        rows = np.empty((len(words.texts), 3), dtype=np.uint64)
        rows[:, 0] = np.array(xpos, dtype=np.uint64)[scores.xpos]
        rows[:, 1] = np.array(upos, dtype=np.uint64)[scores.upos.argmax(axis=1)]
        strings = doc.vocab.strings
        rows[:, 2] = [
            strings.add(apply_script(scripts[number], word))
            for word, number in zip(words.texts, scores.lemma.tolist(), strict=True)
        ]
        return rows

    def _set_tokens(self, doc: Doc, tags, heads, relations) -> None:  # type: ignore[no-untyped-def]
        if not len(doc):
            return
        steps = (heads - np.arange(len(doc))).astype(np.int64).astype(np.uint64)
        doc.from_array(
            [TAG, POS, LEMMA, HEAD, DEP],
            np.stack([tags[:, 0], tags[:, 1], tags[:, 2], steps, relations], axis=1).astype(np.uint64),
        )

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


def _unread(doc: Doc, aside: Offsets) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    unread = np.zeros(len(doc), dtype=bool)
    if aside:
        places = np.array([token.idx for token in doc], dtype=np.int64)
        for start, end in aside:
            unread[(places >= start) & (places < end)] = True
    return unread


def _words(doc: Doc, unread: np.ndarray[tuple[int], np.dtype[np.bool_]], edges: Sequence[int]) -> _Words:
    wrapped = is_wrapped(doc.text)
    words = _Words([], [], [])
    cut = set(edges)
    gap = 2
    skipped = unread.tolist()
    for place, token in enumerate(doc):
        if token.idx in cut:
            gap = 2
        if skipped[place]:
            gap = 2
        elif token.is_space:
            lines = break_before(token.text)
            # A single line break parts paragraphs as well, unless the text was broken to a width.
            gap = max(gap, 2 if lines == 2 or (lines and not wrapped) else 0)
        else:
            words.texts.append(token.text)
            words.tokens.append(place)
            words.breaks.append(gap)
            gap = 0
    return words


def _hang_the_rest(doc: Doc, unread):  # type: ignore[no-untyped-def]
    """Hang tokens that are not read: white space on the token before it, a passage set aside on its first token."""
    count = len(doc)
    heads = np.arange(count, dtype=np.int64)
    relations = np.full(count, doc.vocab.strings.add("dep"), dtype=np.uint64)
    first: int | None = None
    pending: list[int] = []
    root = doc.vocab.strings.add("ROOT")
    for place, token in enumerate(doc):
        if unread[place]:
            if first is None:
                first = place
                relations[place] = root
            heads[place] = first
            continue
        first = None
        if token.is_space:
            if place and not unread[place - 1]:
                heads[place] = heads[place - 1] if doc[place - 1].is_space and place > 1 else place - 1
            else:
                pending.append(place)
        elif pending:
            heads[pending] = place
            pending = []
    for place in pending:
        heads[place] = pending[0]
        relations[place] = root if place == pending[0] else relations[place]
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
