"""From corpora to numbered examples: `python -m training prepare`.

It fixes the label inventories from the training parts alone and writes one cache file. It samples nothing:
windows are cut anew in every epoch (`training.batches`).
"""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tracktwo.reading.labels import LINK_LABELS, ROLES, Entity
from tracktwo.reading.layout import break_before, quote_states, word_shape
from tracktwo.reading.lemmas import count_lemmas, edit_script
from tracktwo.reading.pieces import PieceCoder
from training.corpora import (
    CueCounts,
    Labelled,
    blank_english,
    count_cues,
    link_attributions,
    opened,
    read_attributions,
    read_entities,
    read_treebank,
    read_universal_entities,
)
from training.settings import Settings

#: Lemma scripts seen less often are not learned: their words keep the form (0.3 % of EWT's words).
RAREST_SCRIPT = 3
UNKNOWN = -1

KNOWN = ("polnear", "gum", "ewt", "newswire", "gum-open", "ewt-entities")
#: Genres of GUM whose text is CC BY, CC BY-SA or in the public domain throughout.
OPEN_GENRES = frozenset({"academic", "bio", "interview", "news", "voyage"})


@dataclass(frozen=True, slots=True)
class Inventories:
    """The classes of each head, in the order of their numbers."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemma: tuple[str, ...]
    dep: tuple[str, ...]
    entity: tuple[str, ...]
    link: tuple[str, ...] = LINK_LABELS

    @classmethod
    def count(cls, documents: Iterable[Labelled]) -> Inventories:
        """Number the labels of the training documents, the most frequent first."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in ("upos", "xpos", "lemma", "dep")}
        for document in documents:
            for name, counter in counts.items():
                counter.update(getattr(document, name))

        def ranked(name: str, least: int = 1) -> tuple[str, ...]:
            kept = [(label, n) for label, n in counts[name].items() if n >= least]
            return tuple(label for label, _ in sorted(kept, key=lambda pair: (-pair[1], pair[0])))

        entity = ("O", *(f"{mark}-{kind}" for kind in Entity for mark in "BIES"))
        return cls(ranked("upos"), ranked("xpos"), ranked("lemma", RAREST_SCRIPT), ranked("dep"), entity)

    def save(self, path: Path) -> None:
        """Write the inventories as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


@dataclass(slots=True)
class Example:
    """A document in numbers; arrays run over its words, None where it is not annotated."""

    name: str
    corpus: str
    pieces: list[tuple[int, ...]]
    shapes: np.ndarray
    breaks: np.ndarray
    quotes: np.ndarray
    #: First words of the units that windows are packed from, and the end.
    units: np.ndarray
    starts: np.ndarray | None = None
    upos: np.ndarray | None = None
    xpos: np.ndarray | None = None
    lemma: np.ndarray | None = None
    head: np.ndarray | None = None
    dep: np.ndarray | None = None
    entity: np.ndarray | None = None
    #: Per attribution: anchor and the labelled words as (word, label number).
    links: list[tuple[int, list[tuple[int, int]]]] | None = None


def to_bioes(labels: list[str]) -> list[str]:
    """Turn BIO (or BIOES) labels into BIOES; an I that nothing begins begins."""
    changed = []
    for i, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if not kind:
            changed.append("O")
            continue
        before = labels[i - 1] if i else "O"
        after = labels[i + 1] if i + 1 < len(labels) else "O"
        begins = mark in "BS" or before[2:] != kind or before[:1] in "ES"
        ends = mark in "ES" or (after != f"I-{kind}" and after != f"E-{kind}")
        changed.append(f"{'S' if begins and ends else 'B' if begins else 'E' if ends else 'I'}-{kind}")
    return changed


def number(document: Labelled, inventories: Inventories, coder: PieceCoder) -> Example:
    """Return `document` in numbers."""

    def numbers(name: str) -> np.ndarray | None:
        labels = getattr(document, name)
        if not labels:
            return None
        if name == "entity":
            labels = to_bioes(labels)
        known = {label: n for n, label in enumerate(getattr(inventories, name))}
        return np.array([known.get(label, UNKNOWN) for label in labels], dtype=np.int16)

    starts = None
    if document.sentences:
        starts = np.zeros(len(document.words), dtype=np.int8)
        starts[document.units] = 1
    links = None
    if document.links is not None:
        links = []
        for link in document.links:
            labelled: dict[int, int] = {}
            for place, role in enumerate(ROLES):
                for start, end in getattr(link, role.value.lower()):
                    for i in range(start, end):
                        labelled[i] = 1 + 2 * place + (i > start)
            links.append((link.anchor, sorted(labelled.items())))
    return Example(
        document.name,
        document.corpus,
        [coder.encode(word) for word in document.words],
        np.array([word_shape(word) for word in document.words], dtype=np.int8),
        np.array(document.breaks, dtype=np.int8),
        np.array(quote_states(document.words, document.breaks), dtype=np.int8),
        np.array([*document.units, len(document.words)], dtype=np.int32),
        starts,
        numbers("upos"),
        numbers("xpos"),
        numbers("lemma"),
        np.array(document.head, dtype=np.int32) if document.head else None,
        numbers("dep"),
        numbers("entity"),
        links,
    )


def gum_with_attributions(folder: Path, part: str, counts: CueCounts | None) -> list[Labelled]:
    """Return GUM's treebank documents, with text layout and attributions where both parts hold the document."""
    nlp = blank_english()
    attributed = {
        d.name: (d, raw) for d, raw in read_attributions(_gum_attribution(folder, part), "gum", nlp)
    }
    texts = _token_offsets(_gum_attribution(folder, part))
    counts = counts or count_cues(list(attributed.values()))
    documents = []
    for document in read_treebank(folder / f"ud/en_gum-{part}.conllu.gz", "gum"):
        text, offsets = texts.pop(document.name, ("", []))
        _, raw = attributed.pop(document.name, (None, None))
        if raw is not None and [text[s:e] for s, e in offsets] == document.words:
            document.offsets = offsets
            ends = [0, *(e for _, e in offsets)]
            document.breaks = [2, *(break_before(text[ends[i] : s]) for i, (s, _) in enumerate(offsets) if i)]
            link_attributions(document, raw, counts)
        documents.append(document)
    for document, raw in attributed.values():  # no tree for these
        link_attributions(document, raw, counts)
        documents.append(document)
    return documents


def _gum_attribution(folder: Path, part: str) -> Path:
    return folder / f"gum-attribution/{part}.jsonl.gz"


def _token_offsets(path: Path) -> dict[str, tuple[str, list[tuple[int, int]]]]:
    return {
        raw["doc_id"]: (raw["text"], [(token[0], token[1]) for token in raw["tokens"]]) for raw in _raw(path)
    }


def open_gum(folder: Path, part: str, counts: CueCounts | None) -> list[Labelled]:
    """Return the documents of GUM whose text and annotations are both openly licensed, trees and attributions.

    They come from the release of GUM's discourse annotations (CC BY 4.0), not from the treebank release, which is
    non-commercial as a whole.
    """
    nlp = blank_english()
    path = _gum_attribution(folder, part)
    pairs = list(read_attributions(path, "gum", nlp))
    counts = counts or count_cues(pairs)
    documents = []
    for (document, attributions), raw in zip(pairs, _raw(path), strict=True):
        if raw["genre"] not in OPEN_GENRES:
            continue
        tokens = raw["tokens"]
        document.offsets = [(token[0], token[1]) for token in tokens]
        document.words = [raw["text"][start:end] for start, end in document.offsets]
        ends = [0, *(end for _, end in document.offsets)]
        gaps = (raw["text"][ends[i] : start] for i, (start, _) in enumerate(document.offsets))
        document.breaks = [2, *list(map(break_before, gaps))[1:]]
        document.units = [first for first, _ in raw["sents"]]
        document.sentences = True
        document.xpos, document.upos = [t[2] for t in tokens], [t[4] for t in tokens]
        document.lemmas = [t[3] for t in tokens]
        document.lemma = [
            edit_script(w, lemma) for w, lemma in zip(document.words, document.lemmas, strict=True)
        ]
        document.head, document.dep = [t[5] for t in tokens], [t[6] for t in tokens]
        link_attributions(document, attributions, counts)
        documents.append(document)
    return documents


def _raw(path: Path) -> Iterator[dict[str, Any]]:
    for line in opened(path):
        if line.strip():
            yield json.loads(line)


def load_part(folder: Path, part: str, corpora: Iterable[str], counts: CueCounts | None) -> list[Labelled]:
    """Return the documents of `part` (train or dev) of the named corpora."""
    documents: list[Labelled] = []
    for corpus in corpora:
        if corpus == "ewt":
            documents += read_treebank(folder / f"ud/en_ewt-{part}.conllu.gz", "ewt")
        elif corpus == "gum":
            documents += gum_with_attributions(folder, part, counts)
        elif corpus == "gum-open":
            documents += open_gum(folder, part, counts)
        elif corpus == "ewt-entities":
            # The only openly licensed entities at hand lie over EWT's development part, so nothing is measured there.
            documents += read_universal_entities(folder / "ud/ewt_dev.iob2.gz") if part == "train" else []
        elif corpus == "newswire":
            documents += read_entities(folder / f"newswire-ner/{part}.tsv.gz")
        elif corpus == "polnear":
            pairs = list(read_attributions(folder / f"polnear/{part}.jsonl.gz", "polnear", blank_english()))
            for document, raw in pairs:
                link_attributions(document, raw, counts or count_cues(pairs))
                documents.append(document)
        else:
            raise ValueError(f"no corpus is called {corpus!r}; known are {', '.join(KNOWN)}")
    return documents


def cue_counts(folder: Path, corpora: Iterable[str]) -> CueCounts:
    """Count cue words over the attribution corpora among `corpora`, training parts."""
    nlp = blank_english()
    pairs = []
    if "polnear" in corpora:
        pairs += list(read_attributions(folder / "polnear/train.jsonl.gz", "polnear", nlp))
    if "gum" in corpora or "gum-open" in corpora:
        pairs += list(read_attributions(_gum_attribution(folder, "train"), "gum", nlp))
    return count_cues(pairs)


def save_lemmas(documents: Iterable[Labelled], path: Path) -> None:
    """Write the table of lemmas that the training documents agree on."""
    words = (word for d in documents for word in zip(d.words, d.upos, d.lemmas, strict=False))
    path.write_text(
        json.dumps(count_lemmas(words), ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )


def prepare(settings: Settings) -> Path:
    """Write the numbered examples of all corpora and the inventories; return the cache file."""
    counts = cue_counts(settings.corpora_folder, settings.corpora)
    train = load_part(settings.corpora_folder, "train", settings.corpora, counts)
    dev = load_part(settings.corpora_folder, "dev", settings.corpora, counts)
    inventories = Inventories.count(train)
    vocabulary = (settings.pretrained / "vocab.txt").read_text(encoding="utf-8").split("\n")
    coder = PieceCoder([piece for piece in vocabulary if piece])
    settings.run.mkdir(parents=True, exist_ok=True)
    inventories.save(settings.run / "inventories.json")
    save_lemmas(train, settings.run / "lemmas.json")
    cache = settings.run / "examples.pickle"
    examples = {
        part: [number(document, inventories, coder) for document in documents]
        for part, documents in (("train", train), ("dev", dev))
    }
    with cache.open("wb") as file:
        pickle.dump(examples, file, protocol=pickle.HIGHEST_PROTOCOL)
    for part, found in examples.items():
        for corpus in sorted({e.corpus for e in found}):
            own = [e for e in found if e.corpus == corpus]
            links = sum(len(e.links or ()) for e in own)
            print(
                f"{part} {corpus}: {len(own)} documents, {sum(len(e.pieces) for e in own)} words, {links} links"
            )
    return cache
