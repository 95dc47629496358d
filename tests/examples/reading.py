"""Runs ``tracktwo extract`` over the examples as a user would, with the lexicon that an example brings.

It runs in processes of its own: lexicons are loaded once a process, and the other tests use the shipped ones.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.examples.expectations import EXAMPLES, Page, load_pages

COMMAND = (sys.executable, "-c", "from tracktwo.cli import main; main()", "extract")


@cache
def printed_of(example: str) -> Mapping[tuple[str, str | None], Any]:
    """What is printed of each document of an example, by (file name, ``--published``)."""
    batches: dict[str | None, list[Path]] = defaultdict(list)
    for page in load_pages():
        if page.example == example:
            batches[page.published_option].append(page.document)
    printed = {}
    for option, documents in batches.items():
        for row in _extract(example, sorted(set(documents)), option):
            printed[Path(row["document"]["path"]).name, option] = row
    return printed


def printed_for(page: Page) -> Mapping[str, Any]:
    """What is printed of one page's document, read with its option."""
    row: Mapping[str, Any] = printed_of(page.example)[page.document.name, page.published_option]
    return row


def _extract(example: str, documents: Sequence[Path], option: str | None) -> list[Any]:
    options = ["--published", option] if option else []
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    lexicon = EXAMPLES / example / "lexicon"
    if lexicon.is_dir():
        environment["TRACKTWO_LEXICON"] = str(lexicon)
    done = subprocess.run(
        [*COMMAND, *options, *map(str, documents)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert done.returncode == 0, f"tracktwo extract ended with {done.returncode}:\n{done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()]
