"""Score the act classifier on PLOVER's training sentences, each guessed by a model that never saw its fold.

Training the five takes minutes and PyTorch, so `python -m training acts` keeps their guesses and `act_folds.json` holds
those of the shipped recipe, by the sentences' order in the corpus, with the source marked and the target not, as in
reading. The shipped classifier has seen all sentences and cannot be scored on them.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

GUESSES = Path(__file__).with_name("act_folds.json")


def measure(shared: Path) -> Mapping[str, float]:
    """Return macro-F1 over acts, the share right, and each act's F1."""
    with gzip.open(shared / "corpora/plover/plv-train.jsonl.gz", "rt", encoding="utf-8") as lines:
        gold = [json.loads(line)["root"] for line in lines if line.strip()]
    kept = json.loads(GUESSES.read_text(encoding="utf-8"))
    found = [kept["acts"][number] for number in kept["guesses"]]
    each = f1_by_class(gold, found)
    figures = {
        "macro-F1, 5-fold": sum(each.values()) / len(each),
        "right": sum(g == f for g, f in zip(gold, found, strict=True)) / len(gold),
    }
    return figures | {f"F1 {act}": value for act, value in sorted(each.items())}


def f1_by_class(gold: list[str], found: list[str]) -> dict[str, float]:
    """Return the F1 of each class in `gold`."""
    hits = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    golds, guesses = Counter(gold), Counter(found)
    return {act: 2 * hits[act] / (golds[act] + guesses[act]) for act in golds}
