"""Measure the reading model on the development parts: `python -m evaluation.reading [--weights FOLDER]`.

It prints every bar of the reading model beside its floor and aim, and exits with 1 where a figure is below its floor
or a corpus is not the one that the floors were set on. It never changes a floor: that is done by hand, in
`evaluation/reading_floors.yaml`, and seen in review.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from tracktwo.reading.labelling import Labelling, sigmoid
from tracktwo.reading.labels import THREE_CLASSES
from tracktwo.reading.lemmas import apply_script
from tracktwo.reading.network import SHIPPED, Network
from tracktwo.reading.reader import Reader
from tracktwo.reading.sentences import decode_trees, sentence_starts
from training.corpora import Labelled, read_entities, read_treebank, read_universal_entities
from training.prepare import gum_with_attributions, to_bioes

HERE = Path(__file__).parent
FLOORS = HERE / "reading_floors.yaml"


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


def predict_attributions(
    reader: Reader, documents: list[dict[str, Any]], nested: bool
) -> dict[str, list[Any]]:
    """Return the scorer's predictions for raw documents, each with its probability."""
    predictions = {}
    for raw in documents:
        found = reader.read_text(raw["text"])._.attributions
        predictions[raw["doc_id"]] = [
            {"source": a.source, "cue": a.cue, "content": a.content, "probability": a.probability}
            for a in found
            if nested or a.nested_in is None
        ]
    return predictions


def crossings(reader: Reader, documents: list[dict[str, Any]]) -> int:
    """Count sentences that go on over a blank line."""
    return sum(
        "\n\n" in sentence.text.strip()
        for raw in documents
        for sentence in reader.read_text(raw["text"]).sents
    )


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


def measure(shared: Path, weights: Path, parts: set[str]) -> dict[str, float]:
    """Return every figure by its name in the floors file."""
    corpora = shared / "corpora"
    network = Network(weights)
    reader = Reader(network)
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
        figures["sentences across paragraphs polnear"] = crossings(
            reader, read_jsonl(corpora / "polnear/dev.jsonl.gz")
        )
    if "entities" in parts:
        found = measure_entities(network, list(read_entities(corpora / "newswire-ner/dev.tsv.gz")))
        figures |= {f"entities newswire {name}": counts.f1 for name, counts in found.items()}
        found = measure_entities(network, read_universal_entities(corpora / "ud/ewt_dev.iob2.gz"))
        figures["entities ewt three"] = found["three"].f1
    if "attributions" in parts:
        scorer = load_scorer(shared)
        for name, nested in (("polnear", False), ("gum-attribution", True)):
            documents = read_jsonl(corpora / f"{name}/dev.jsonl.gz")
            result = scorer.score(documents, predict_attributions(reader, documents, nested))
            for kind in (
                "content",
                "linked",
                "exact",
                "source span exact",
                "cue span exact",
                "content span exact",
            ):
                figures[f"{kind} {name}"] = result[kind][2]
            figures[f"linked precision {name}"], figures[f"linked recall {name}"] = result["linked"][:2]
    figures["megabytes on disk"] = sum(path.stat().st_size for path in weights.iterdir()) / 1e6
    return figures


def digests(shared: Path, names: list[str]) -> dict[str, str]:
    """Return the SHA-256 of each corpus file that the floors were set on."""
    return {name: hashlib.sha256((shared / "corpora" / name).read_bytes()).hexdigest() for name in names}


def compare(
    figures: dict[str, float], pinned: dict[str, Any], found: dict[str, str]
) -> tuple[list[str], bool]:
    """Return the printed lines, and whether every figure reaches its floor on the pinned corpora."""
    lines, passed = [], True
    for name, digest in pinned.get("corpora", {}).items():
        if found.get(name) != digest:
            lines.append(f"{name} is not the corpus that the floors were set on")
            passed = False
    bars = pinned.get("bars", {})
    lines.append(f"{'figure':44} {'now':>7} {'floor':>7} {'bar':>7} {'aim':>7}")
    for name, value in figures.items():
        bar = bars.get(name, {})
        floor, least, aim = (bar.get(key) for key in ("floor", "bar", "aim"))
        most = bar.get("lower_is_better", False)
        fails = floor is not None and (value > floor if most else round(value, 1) < floor)
        passed &= not fails
        cells = " ".join(f"{cell if cell is not None else '':>7}" for cell in (floor, least, aim))
        lines.append(f"{name:44} {value:7.1f} {cells}{'  BELOW ITS FLOOR' if fails else ''}".rstrip())
    return lines, passed


def main() -> None:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.reading", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    parser.add_argument("--weights", type=Path, default=SHIPPED)
    parser.add_argument("--parts", nargs="*", default=["trees", "sentences", "entities", "attributions"])
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    figures = measure(arguments.shared, arguments.weights, set(arguments.parts))
    pinned = yaml.safe_load(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    lines, passed = compare(figures, pinned, digests(arguments.shared, list(pinned.get("corpora", {}))))
    print("\n".join(lines))
    if arguments.json:
        arguments.json.write_text(
            json.dumps({k: round(v, 2) for k, v in figures.items()}, indent=1), encoding="utf-8"
        )
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
