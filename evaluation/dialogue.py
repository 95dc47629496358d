"""The two seeds against their hand-made gold, through ``tracktwo extract`` and the scorer beside the gold."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def measure(shared: Path) -> Mapping[str, float]:
    """F1 of what is found, and per cent right of what is matched, by the scorer's own names."""
    command = [
        sys.executable,
        str(shared / "eval/score_dialogue.py"),
        str(shared / "eval/seeds-gold.jsonl"),
        str(shared / "seeds"),
        "--json",
        "--command",
        f"{sys.executable} -m tracktwo extract",
    ]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    # Four numbers are precision, recall, F1 and how many; two are per cent right and of how many.
    return {name: v[2] if len(v) == 4 else v[0] for name, v in json.loads(printed).items()}
