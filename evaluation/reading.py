"""Measure the reading model on the development parts; floors and verdicts are `evaluation.gate`'s.

`python -m evaluation.reading --weights FOLDER` prints the same figures for weights that do not ship.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.tokens import Doc

from tracktwo.reading.labelling import Labelling, sigmoid
from tracktwo.reading.labels import THREE_CLASSES
from tracktwo.reading.lemmas import apply_script
from tracktwo.reading.network import SHIPPED, Network
from tracktwo.reading.reader import Reader
from tracktwo.reading.sentences import decode_trees, sentence_starts
from training.corpora import Labelled, read_entities, read_treebank, read_universal_entities
from training.prepare import gum_with_attributions, to_bioes

#: GUM annotates less than PolNeAR outside of news; the weights know both habits and read after PolNeAR's.
GUM_HABITS = {"outer_habits": 1, "anchor_threshold": 0.25, "probability_threshold": 0.25}
PARTS = ("trees", "sentences", "entities", "attributions")


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits among guesses and gold."""

    hits: int
    guesses: int
    gold: int

    @property
    def f1(self) -> float:
        """F1 in per cent."""
        return 200 * self.hits / max(1, self.guesses + self.gold)


def measure_trees(network: Network, documents: list[Labelled]) -> dict[str, float]:
    """Score tags and trees on gold tokens and gold sentences, whole documents as context."""
    upos_names, dep_names = network.labels("upos"), network.labels("dep")
    xpos_names, lemma_names = network.labels("xpos"), network.labels("lemma")
    words = upos = xpos = lemma = uas = las = coarse = 0
    for document in documents:
        if not document.head:
            continue
        scores = network.read(document.words, document.breaks)
        heads, relations, _ = decode_trees(network, scores, document.units)
        tags = scores.upos.argmax(axis=1)
        words += len(document.words)
        for i, (head, dep) in enumerate(zip(document.head, document.dep, strict=True)):
            upos += upos_names[tags[i]] == document.upos[i]
            xpos += xpos_names[scores.xpos[i]] == document.xpos[i]
            table = network.lemmas.get(upos_names[tags[i]], {})
            guess = table.get(document.words[i].lower()) or apply_script(
                lemma_names[scores.lemma[i]], document.words[i]
            )
            lemma += guess == document.lemmas[i]
            if heads[i] == head:
                guess = dep_names[relations[i]]
                uas += 1
                las += guess == dep
                coarse += guess.partition(":")[0] == dep.partition(":")[0]
    parts = {
        "upos": upos,
        "xpos": xpos,
        "lemma": lemma,
        "uas": uas,
        "las": las,
        "las without subtypes": coarse,
    }
    return {name: 100 * value / words for name, value in parts.items()}


def measure_sentences(reader: Reader, documents: list[dict[str, Any]]) -> float:
    """Return F1 of sentence starts in raw text, by the offset of the sentence's first character."""
    hits = guesses = gold = 0
    for raw in documents:
        true = {raw["tokens"][first][0] for first, _ in raw["sents"]}
        found = set()
        for sentence in reader.read_text(raw["text"]).sents:
            first = next((token for token in sentence if not token.is_space), None)
            if first is not None:
                found.add(first.idx)
        hits += len(true & found)
        guesses += len(found)
        gold += len(true)
    return Counts(hits, guesses, gold).f1


def measure_entities(network: Network, documents: list[Labelled]) -> dict[str, Counts]:
    """Score entity spans on gold tokens: all classes, each class, and the three of most corpora."""
    labelling = Labelling.of(network.labels("entity"))
    tallies: dict[str, list[int]] = {}
    for document in documents:
        scores = network.read(document.words, document.breaks)
        starts = sentence_starts(sigmoid(scores.start), document.breaks)
        found = set()
        for start, end in zip(starts, [*starts[1:], len(document.words)], strict=True):
            numbers = labelling.decode(scores.entity[start:end])
            found |= {(a + start, b + start, kind) for a, b, kind in labelling.spans(numbers)}
        true = set(_bio_spans(document.entity))
        for name, keep in _slices():
            some, others = ({s for s in spans if keep(s[2])} for spans in (found, true))
            if name == "three":
                some, others = (
                    {(a, b, THREE_CLASSES.get(k, k)) for a, b, k in spans} for spans in (some, others)
                )
            tally = tallies.setdefault(name, [0, 0, 0])
            tally[0] += len(some & others)
            tally[1] += len(some)
            tally[2] += len(others)
    return {name: Counts(*tally) for name, tally in tallies.items()}


def _slices() -> Iterator[tuple[str, Callable[[str], bool]]]:
    from tracktwo.reading.labels import Entity

    yield "all", lambda kind: True
    yield "three", lambda kind: kind in THREE_CLASSES
    for entity in Entity:
        yield entity.value, lambda kind, entity=entity: kind == entity.value  # type: ignore[misc]


def _bio_spans(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for i, label in enumerate(to_bioes(labels)):
        mark, _, kind = label.partition("-")
        if mark in ("B", "S"):
            start = i
        if mark in ("E", "S"):
            yield start, i + 1, kind


def predictions_of(doc: Doc, nested: bool) -> list[dict[str, Any]]:
    """Return a read document's attributions as the scorer takes them, each with its probability."""
    return [
        {"source": a.source, "cue": a.cue, "content": a.content, "probability": a.probability}
        for a in doc._.attributions
        if nested or a.nested_in is None
    ]


def crossings(doc: Doc) -> int:
    """Count sentences that go on over a blank line."""
    return sum("\n\n" in sentence.text.strip() for sentence in doc.sents)


def measure_attributions(shared: Path, reader: Reader, name: str, nested: bool) -> dict[str, float]:
    """Score the attributions of one corpus with the shared scorer, and count sentences across paragraphs."""
    documents = read_jsonl(shared / f"corpora/{name}/dev.jsonl.gz")
    predictions, across = {}, 0
    for raw in documents:
        doc = reader.read_text(raw["text"])
        predictions[raw["doc_id"]] = predictions_of(doc, nested)
        across += crossings(doc)
    result = load_scorer(shared).score(documents, predictions)
    spans = [f"{role} span exact" for role in ("source", "cue", "content")]
    figures = {f"{kind} {name}": result[kind][2] for kind in ("content", "linked", "exact", *spans)}
    figures[f"linked precision {name}"], figures[f"linked recall {name}"] = result["linked"][:2]
    figures[f"sentences across paragraphs {name}"] = across
    return figures


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load_scorer(shared: Path) -> ModuleType:
    """Return the shared attribution scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_attribution", shared / "eval/score_attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(shared: Path, weights: Path = SHIPPED, parts: Collection[str] = PARTS) -> dict[str, float]:
    """Return every figure by its name in the floors file; `parts` picks some of `PARTS`."""
    corpora = shared / "corpora"
    network = Network(weights)
    reader = Reader(network, acts=False)
    figures: dict[str, float] = {}
    if "trees" in parts:
        for name, documents in (
            ("ewt", list(read_treebank(corpora / "ud/en_ewt-dev.conllu.gz", "ewt"))),
            ("gum", gum_with_attributions(corpora, "dev", None)),
        ):
            figures |= {f"{kind} {name}": value for kind, value in measure_trees(network, documents).items()}
    if "sentences" in parts:
        figures["sentence starts gum"] = measure_sentences(
            reader, read_jsonl(corpora / "gum-attribution/dev.jsonl.gz")
        )
    if "entities" in parts:
        found = measure_entities(network, list(read_entities(corpora / "newswire-ner/dev.tsv.gz")))
        figures |= {f"entities newswire {name}": counts.f1 for name, counts in found.items()}
        found = measure_entities(network, read_universal_entities(corpora / "ud/ewt_dev.iob2.gz"))
        figures["entities ewt three"] = found["three"].f1
    if "attributions" in parts:
        for name, nested in (("polnear", False), ("gum-attribution", True)):
            figures |= measure_attributions(shared, reader, name, nested)
        own = measure_attributions(
            shared, Reader(Network(weights, GUM_HABITS), acts=False), "gum-attribution", True
        )
        figures |= {
            f"{name}, its own habits": value for name, value in own.items() if name.startswith("linked")
        }
    figures["megabytes on disk"] = sum(path.stat().st_size for path in weights.iterdir()) / 1e6
    return figures


def main() -> None:
    """Measure the weights in a folder and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.reading", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, default=SHIPPED)
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    for name, value in measure(arguments.shared, arguments.weights, arguments.parts).items():
        print(f"{name:48} {value:8.2f}", flush=True)


if __name__ == "__main__":
    main()
