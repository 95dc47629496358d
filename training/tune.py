"""Set the thresholds of a checkpoint's attributions on PolNeAR's development part: `python -m training tune`.

It reads the part once with everything let through and keeps the thresholds with the best linked F1 in
`thresholds.json`, which `export` then puts into the shipped weights. Link scores themselves are not touched.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evaluation.reading import load_scorer, predictions_of, read_jsonl
from tracktwo.reading.network import Network
from tracktwo.reading.reader import Reader
from training.settings import Settings

#: Everything above this is looked at.
LOWEST = 0.1
GRID = tuple(round(0.1 + 0.025 * step, 3) for step in range(29))


def tune(settings: Settings, weights: Path) -> None:
    """Write the best thresholds of the weights in `weights`."""
    shared = settings.corpora_folder.parent
    scorer = load_scorer(shared)
    documents = read_jsonl(settings.corpora_folder / "polnear/dev.jsonl.gz")
    reader = Reader(
        Network(weights, {"anchor_threshold": LOWEST, "probability_threshold": LOWEST}), acts=False
    )
    predictions = {raw["doc_id"]: predictions_of(reader.read_text(raw["text"]), False) for raw in documents}
    rows: list[tuple[float, float, float, list[Any]]] = []
    for threshold in GRID:
        kept = {
            name: [a for a in found if a["probability"] >= threshold] for name, found in predictions.items()
        }
        figures = scorer.score(documents, kept)
        rows.append((figures["linked"][2], figures["exact"][2], threshold, figures["linked"]))
        print(f"{threshold:.3f} linked {figures['linked']} exact {figures['exact']}")
    best = max(rows)
    print(f"best at {best[2]}: linked F1 {best[0]}")
    # No attribution is likelier than its anchor, so anchors below the threshold need not be linked at all.
    thresholds = {"probability_threshold": best[2], "anchor_threshold": best[2]}
    (settings.run / "thresholds.json").write_text(json.dumps(thresholds), encoding="utf-8")
