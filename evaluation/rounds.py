"""The rounds of the seeds, field by field, by the scorer beside the gold, and the cases of ``tests/cases/rounds.yaml``.

Reading and extraction are run in this process; `dialogue` measures the same seeds through the command line.
"""

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.extraction.cases import differences, document_of, load_cases
from tracktwo.extraction import extract
from tracktwo.extraction.actors import find_actors
from tracktwo.extraction.ideas import find_ideas
from tracktwo.extraction.rounds import find_rounds
from tracktwo.extraction.times import find_times
from tracktwo.model import Document, Extraction
from tracktwo.model.printed import extraction_to_json
from tracktwo.reading import load_reader
from tracktwo.source import derive, gather
from tracktwo.source.raw import RawSource

#: Figures of the scorer that are about rounds.
_FIELDS = (
    "parties of the dialogue", "name of the dialogue", "track", "ordinal of the round", "dates of the round",
    "place of the round", "theme of the round", "sessions", "convenors", "partners", "sponsors", "delegates",
    "party of matched delegates",
)  # fmt: skip


def measure(shared: Path) -> Mapping[str, float]:
    """Per cent of the fields of both seeds' rounds that are wholly right, and of the rule cases that pass."""
    reader = load_reader()
    scorer = _scorer(shared)
    tally = scorer.Tally()
    for line in (shared / "eval/seeds-gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        for source in gather([str(shared / "seeds" / gold["id"])]):
            if isinstance(source, RawSource):
                document = derive(source)
                printed = extraction_to_json(document, extract(document, reader.read(document)))
                scorer.score_document(gold, document.text, printed, tally)
    figures = tally.figures()
    shares = [figures[name][2] if len(figures[name]) == 4 else figures[name][0] for name in _FIELDS]
    cases = load_cases("rounds")
    passed = [not differences(c.entry, _rounds(document_of(c.entry), reader)) for c in cases]
    return {
        "seed_fields_right": round(100 * sum(s == 100 for s in shares) / len(shares), 1),
        "seed_fields": float(len(shares)),
        "cases_passed": round(100 * sum(passed) / len(passed), 1),
        "cases": float(len(cases)),
    }


def _rounds(document: Document, reader: Any) -> Extraction:
    doc = reader.read(document)
    actors = find_actors(document, doc)
    rounds = find_rounds(document, doc, actors, find_times(document, doc))
    ideas = find_ideas(document, doc, actors, rounds)
    return Extraction(is_dialogue_report=True, rounds=rounds, ideas=ideas)


def _scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_dialogue", shared / "eval/score_dialogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
