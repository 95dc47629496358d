"""The record of both examples, made once by the command line and asked by it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.examples.asking import Clerk, clerk
from tests.examples.expectations import EXAMPLES, load_pages

Ask = Callable[[str], str]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the record is made."""
    return tmp_path_factory.mktemp("record") / "examples.db"


@pytest.fixture(scope="session")
def command_line(reader: Any, place: Path) -> Iterator[Clerk]:
    """The command line at that record, with the words of the example that brings some."""
    assert reader is not None
    settings = {
        "TRACKTWO_RECORD": str(place),
        "TRACKTWO_LEXICON": str(EXAMPLES / "ilvar-dialogue" / "lexicon"),
        "OMP_NUM_THREADS": "1",
    }
    with clerk(settings, place.parent) as started:
        yield started


@pytest.fixture(scope="session")
def examples_record(command_line: Clerk, place: Path) -> Path:
    """The record of both examples, made by the command line."""
    for page in load_pages():
        if page.published_option:
            command_line.ask(["add", str(page.document), "--published", page.published_option])
    command_line.ask(["add", *(str(folder) for folder in sorted(EXAMPLES.glob("*/documents")))])
    return place


@pytest.fixture(scope="session")
def ask(command_line: Clerk, examples_record: Path) -> Ask:
    """Asks the record of both examples, and returns what is printed."""
    assert examples_record.is_file()
    printed: dict[str, str] = {}

    def answer(command: str) -> str:
        if command not in printed:
            printed[command] = command_line.ask(shlex.split(command))
        return printed[command]

    return answer
