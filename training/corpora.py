"""The training corpora as documents of words with whatever labels each corpus has.

It keeps gold tokens where a corpus has them and spaCy's English tokens elsewhere, as the reader will. It copies
no text anywhere but into the git-ignored cache of `prepare`.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from tracktwo.reading.labels import ROLES, Entity
from tracktwo.reading.layout import break_before
from tracktwo.reading.lemmas import edit_script

Span = tuple[int, int]

_ENTITY_OF = {
    "Person": Entity.PERSON, "Organization": Entity.ORGANIZATION, "Location": Entity.LOCATION, "NORP": Entity.NORP,
    "Facility": Entity.FACILITY, "Product": Entity.PRODUCT, "Date": Entity.DATE, "Money": Entity.MONEY,
    "Misc": Entity.MISC,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution in words: its anchor and the word spans (end exclusive) of source, cue and content."""

    anchor: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(slots=True)
class Labelled:
    """A document for training; a task whose list is empty is not annotated there."""

    name: str
    corpus: str
    words: list[str]
    #: Per word, the line breaks before it (`tracktwo.reading.layout.LAYOUTS`).
    breaks: list[int]
    #: First word of each sentence (with trees) or paragraph (without).
    units: list[int]
    #: Offsets in the text, where there is one.
    offsets: list[Span] = field(default_factory=list)
    sentences: bool = False
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    #: The lemmas themselves; `lemma` holds the scripts that lead to them.
    lemmas: list[str] = field(default_factory=list)
    #: Head of each word as index in the document, itself for a root, -1 where unknown.
    head: list[int] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    entity: list[str] = field(default_factory=list)
    links: list[Link] | None = None


def opened(path: Path) -> Iterator[str]:
    """Yield the lines of a gzipped text file, without their newlines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def tokenized(nlp: Language, text: str) -> tuple[list[str], list[Span], list[int]]:
    """Return the words of `text` (white space is none), their offsets and the breaks before them."""
    words, offsets, breaks = [], [], []
    end = None
    for token in nlp.make_doc(text):
        if token.is_space:
            continue
        words.append(token.text)
        offsets.append((token.idx, token.idx + len(token.text)))
        breaks.append(2 if end is None else break_before(text[end : token.idx]))
        end = token.idx + len(token.text)
    return words, offsets, breaks


def _paragraphs(breaks: list[int]) -> list[int]:
    return [i for i, gap in enumerate(breaks) if gap == 2 or i == 0]


def read_attributions(
    path: Path, corpus: str, nlp: Language
) -> Iterator[tuple[Labelled, list[dict[str, Any]]]]:
    """Yield each document of an attribution corpus and its raw attributions."""
    for line in opened(path):
        if not line.strip():
            continue
        raw = json.loads(line)
        words, offsets, breaks = tokenized(nlp, raw["text"])
        document = Labelled(raw["doc_id"], corpus, words, breaks, _paragraphs(breaks), offsets)
        yield document, raw["attributions"]


def _word_spans(spans: list[list[int]], offsets: list[Span], words: list[str]) -> tuple[Span, ...]:
    found = []
    for start, end in spans or []:
        inside = [i for i, (s, e) in enumerate(offsets) if s < end and e > start]
        # Punctuation at a span's edge is annotated now so, now otherwise, and no measure counts it.
        while inside and not any(c.isalnum() for c in words[inside[0]]):
            inside.pop(0)
        while inside and not any(c.isalnum() for c in words[inside[-1]]):
            inside.pop()
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return tuple(sorted(set(found)))


@dataclass(frozen=True, slots=True)
class CueCounts:
    """How often each word is part of a cue: the most cue-like word of a cue becomes its anchor."""

    in_cue: Counter[str]
    anywhere: Counter[str]

    def anchor(self, words: list[str], spans: tuple[Span, ...]) -> int:
        """Return the index of the anchor among the words of `spans`."""
        inside = [i for start, end in spans for i in range(start, end)]
        return max(inside, key=lambda i: (self.share(words[i]), -i))

    def share(self, word: str) -> float:
        """Return the share of a word's occurrences that are in a cue, held back for rare words."""
        word = word.lower()
        return (self.in_cue[word] + 0.1) / (self.anywhere[word] + 4)


def count_cues(documents: list[tuple[Labelled, list[dict[str, Any]]]]) -> CueCounts:
    """Count the cue words of attribution documents."""
    in_cue: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    for document, raw in documents:
        anywhere.update(word.lower() for word in document.words)
        for attribution in raw:
            for start, end in _word_spans(attribution.get("cue") or [], document.offsets, document.words):
                in_cue.update({word.lower() for word in document.words[start:end]})
    return CueCounts(in_cue, anywhere)


def link_attributions(document: Labelled, raw: list[dict[str, Any]], counts: CueCounts) -> None:
    """Put the links of `raw` into `document`; those without a cue or a content in words are left out."""
    links = []
    for attribution in raw:
        spans = [
            _word_spans(attribution.get(role.value.lower()) or [], document.offsets, document.words)
            for role in ROLES
        ]
        source, cue, content = spans
        # A cue that is only a colon or dash has no alphanumeric word: its raw span is its anchor.
        if not cue and attribution.get("cue"):
            start, end = attribution["cue"][0]
            marks = [i for i, (s, e) in enumerate(document.offsets) if s < end and e > start]
            cue = ((marks[0], marks[-1] + 1),) if marks else ()
        if cue and content:
            links.append(Link(counts.anchor(document.words, cue), source, cue, content))
    document.links = links


def _sentences(path: Path) -> Iterator[tuple[list[str], list[list[str]], list[tuple[int, int]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    joined: list[tuple[int, int, bool]] = []
    for line in opened(path):
        if line.startswith("#"):
            comments.append(line)
        elif not line:
            if rows:
                yield comments, rows, joined
            comments, rows, joined = [], [], []
        else:
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
            elif "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                joined.append((first, last, "SpaceAfter=No" in row[9]))


def read_treebank(path: Path, corpus: str) -> Iterator[Labelled]:
    """Yield the documents of a CoNLL-U file (Universal Dependencies)."""
    document: Labelled | None = None
    position, space = 0, True
    for comments, rows, joined in _sentences(path):
        opens = [line.split("=", 1)[1].strip() for line in comments if line.startswith("# newdoc")]
        paragraph = any(
            line.startswith("# newpar") and not line.startswith("# newpar_block") for line in comments
        )
        if opens or document is None:
            if document is not None:
                yield document
            document = Labelled(opens[0] if opens else path.name, corpus, [], [], [], sentences=True)
            position, space, paragraph = 0, False, True
        base = len(document.words)
        document.units.append(base)
        glued = {i: (i == last, tight) for first, last, tight in joined for i in range(first, last + 1)}
        for row in rows:
            number = int(row[0])
            begins = number == 1 and paragraph
            position += 2 if begins and document.words else 1 if space and document.words else 0
            document.breaks.append(2 if begins else 0)
            document.words.append(row[1])
            document.offsets.append((position, position + len(row[1])))
            position += len(row[1])
            ends, tight = glued.get(number, (True, "SpaceAfter=No" in row[9]))
            space = ends and not tight
            document.upos.append(row[3])
            document.xpos.append(row[4])
            document.lemma.append(edit_script(row[1], row[2]))
            document.lemmas.append(row[2])
            document.head.append(base + int(row[6]) - 1 if row[6] != "0" else base + number - 1)
            document.dep.append(row[7])
    if document is not None:
        yield document


def text_of(document: Labelled) -> str:
    """Return the text of a treebank document, as `read_treebank` laid out its offsets."""
    text = ""
    for word, (start, _), gap in zip(document.words, document.offsets, document.breaks, strict=True):
        missing = start - len(text)
        text += ("\n\n" if gap == 2 and missing >= 2 else " " * missing) + word
    return text


def read_entities(path: Path) -> Iterator[Labelled]:
    """Yield the articles of a newswire entity corpus (word, BIO label; a blank line parts paragraphs)."""
    document: Labelled | None = None
    paragraph = True
    for line in opened(path):
        if line.startswith("# doc"):
            if document is not None and document.words:
                yield document
            document = Labelled(line.split("=", 1)[1].strip(), "newswire", [], [], [])
            paragraph = True
        elif not line.strip():
            paragraph = True
        elif document is not None:
            word, _, label = line.strip().rpartition("\t" if "\t" in line.strip() else " ")
            if not word:
                continue
            mark, _, kind = label.partition("-")
            document.words.append(word.strip())
            document.breaks.append(2 if paragraph else 0)
            if paragraph:
                document.units.append(len(document.words) - 1)
            document.entity.append(f"{mark}-{_ENTITY_OF[kind]}" if kind else "O")
            paragraph = False
    if document is not None and document.words:
        yield document


def read_universal_entities(path: Path) -> list[Labelled]:
    """Return EWT's development part with the Universal NER layer, whose three classes are three of ours."""
    classes = {"PER": Entity.PERSON, "ORG": Entity.ORGANIZATION, "LOC": Entity.LOCATION}
    documents: list[Labelled] = []
    begins = True
    for line in opened(path):
        fields = line.split("\t")
        if line.startswith("# newdoc") or not documents:
            documents.append(Labelled(f"{path.name} {len(documents)}", "ewt-entities", [], [], []))
            begins = True
        begins = begins or line.startswith("# newpar")
        if fields[0].isdigit():
            document = documents[-1]
            mark, _, kind = fields[2].partition("-")
            if begins:
                document.units.append(len(document.words))
            document.words.append(fields[1])
            document.breaks.append(2 if begins else 0)
            document.entity.append(f"{mark}-{classes[kind]}" if kind in classes else "O")
            begins = False
    return [document for document in documents if document.words]


def blank_english() -> Language:
    """Return spaCy's English tokenizer, the one the reader uses."""
    return spacy.blank("en")
