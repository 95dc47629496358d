"""Who said what on PolNeAR's development part, by the scorer that lies beside the corpora.

It prints precision, recall and F1, the share of each kind of statement that is linked, and how far the confidence
of a statement can be taken for a probability. The test part is not at hand.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

Printed = dict[str, dict[str, Any]]

CORPUS = "corpora/polnear/dev.jsonl.gz"
BINS = 10


def measure(shared: Path) -> Mapping[str, float]:
    """Linked, exact and content F1, and linked recall by kind, in per cent; prints a calibration table."""
    scorer = load_scorer(shared, "score_attribution")
    documents = scorer.read_jsonl(shared / CORPUS)
    printed = extract_texts([d["text"] for d in documents])
    predictions = {
        documents[i]["doc_id"]: [s for s in row["statements"] if s["nested_in"] is None]
        for i, row in printed.items()
        if row["text"] == documents[i]["text"]
    }
    figures = scorer.score(documents, predictions)
    judged = list(_judged(scorer, documents, predictions))
    for line in calibration_table(judged):
        print(line)
    found = {
        "linked F1": figures["linked"][2],
        "linked precision": figures["linked"][0],
        "linked recall": figures["linked"][1],
        "exact F1": figures["exact"][2],
        "content F1": figures["content"][2],
        "source of matched": figures["source|match"],
        "calibration error": calibration_error(judged),
        "taken for dialogue reports": 100
        * sum(row["document"]["is_dialogue_report"] for row in printed.values())
        / max(1, len(documents)),
    }
    return found | _recall_by_kind(scorer, documents, predictions)


def load_scorer(shared: Path, name: str) -> ModuleType:
    """Load one of the scorers beside the gold as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "eval" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no scorer {name} in {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extract_texts(texts: Sequence[str]) -> dict[int, dict[str, Any]]:
    """Run ``tracktwo extract`` once over plain texts; what it prints, by the number of the text."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:05d}.txt").write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(
            [sys.executable, "-m", "tracktwo", "extract", folder],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    rows = (json.loads(line) for line in done.stdout.splitlines() if line.strip())
    return {int(Path(row["document"]["path"]).stem): row for row in rows}


def calibration_table(judged: Sequence[tuple[float, bool]]) -> Iterable[str]:
    """One line a bin of confidence: how many statements, their mean confidence, the share that is right."""
    yield "  confidence       n   mean   right"
    for low in range(BINS):
        part = [x for x in judged if low / BINS <= x[0] < (low + 1) / BINS or (low == BINS - 1 and x[0] == 1)]
        if part:
            mean = sum(c for c, _ in part) / len(part)
            right = sum(r for _, r in part) / len(part)
            yield f"  {low / BINS:.1f} to {(low + 1) / BINS:.1f} {len(part):7} {mean:6.2f} {right:7.2f}"


def calibration_error(judged: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins, 0 to 1."""
    error = 0.0
    for low in range(BINS):
        part = [x for x in judged if low / BINS <= x[0] < (low + 1) / BINS or (low == BINS - 1 and x[0] == 1)]
        if part:
            gap = sum(c for c, _ in part) / len(part) - sum(r for _, r in part) / len(part)
            error += abs(gap) * len(part) / len(judged)
    return error


def _judged(
    scorer: ModuleType, documents: Sequence[Any], predictions: Mapping[str, list[Any]]
) -> Iterable[tuple[float, bool]]:
    """Each printed statement's confidence, and whether it is linked to a gold one."""
    for document in documents:
        guesses = predictions.get(document["doc_id"], [])
        gold = [scorer.roles(a, document["text"]) for a in document["attributions"]]
        own = [scorer.roles(a, document["text"]) for a in guesses]
        right = {
            p
            for g, p in scorer.match(gold, own, 0.5)
            if scorer.agree(gold[g]["source"], own[p]["source"])
            and scorer.agree(gold[g]["cue"], own[p]["cue"])
        }
        for number, guess in enumerate(guesses):
            yield float(guess["confidence"]), number in right


def _recall_by_kind(
    scorer: ModuleType, documents: Sequence[Any], predictions: Mapping[str, list[Any]]
) -> dict[str, float]:
    hits: dict[str, list[bool]] = {}
    for document in documents:
        gold = [scorer.roles(a, document["text"]) for a in document["attributions"]]
        own = [scorer.roles(a, document["text"]) for a in predictions.get(document["doc_id"], [])]
        linked = {
            g
            for g, p in scorer.match(gold, own, 0.5)
            if scorer.agree(gold[g]["source"], own[p]["source"])
            and scorer.agree(gold[g]["cue"], own[p]["cue"])
        }
        for number, attribution in enumerate(document["attributions"]):
            if gold[number]["content"]:
                hits.setdefault(str(attribution.get("quote")), []).append(number in linked)
    return {
        f"linked recall, {kind}": 100 * sum(h) / len(h) for kind, h in sorted(hits.items()) if kind != "None"
    }


if __name__ == "__main__":
    for name, value in measure(Path("../shared")).items():
        print(f"{name:32} {value:8.2f}")
