"""The party of named officials: the table of phrases in ``tests/cases/parties.yaml``."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from tracktwo.extraction.parties import party_of_words

TABLE = Path(__file__).parents[1] / "tests/cases/parties.yaml"


def measure(shared: Path) -> Mapping[str, float]:
    """Per cent of the phrases that give the party beside them; ``shared`` is not needed."""
    groups = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    phrases = [(phrase, party) for group in groups for phrase, party in group["phrases"].items()]
    right = sum(party_of_words(phrase) == party for phrase, party in phrases)
    return {"party of named officials": 100 * right / len(phrases), "phrases": float(len(phrases))}
