"""The hand-written ledgers of an example (``examples/*/record.yaml``) and how printed rows are held against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.examples.expectations import EXAMPLES

#: The lists of a file, with the command that prints each; ``{…}`` is a key of the file.
COMMANDS = {
    "positions": "positions --dialogue {dialogue}",
    "convergence": "convergence --dialogue {dialogue}",
    "promises": "promises --dialogue {dialogue} --as-of {as_of}",
    "continuity": "continuity --dialogue {dialogue} --as-of {as_of}",
    "changes": "changes --dialogue {dialogue} --since '{changes_since}' --until '{changes_until}'",
    "track_two": "continuity --dialogue {track_two_dialogue} --as-of {as_of}",
    "rounds": "rounds --party {party}",
    "speakers": "speakers --dialogue {dialogue}",
    "network_issues": "speakers --dialogue {dialogue} --network issues",
    "network_parties": "speakers --dialogue {dialogue} --network parties",
}

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Expected:
    """One row that must be there, or that may be there."""

    where: str
    has: Mapping[str, Any]
    why: str
    #: Why it is not met as yet; None where it must be.
    missed: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {dict(self.has)}{f' – {self.why}' if self.why else ''}"


@dataclass(frozen=True)
class Ledgers:
    """One file of expectations."""

    path: Path
    settings: Mapping[str, str]
    expected: tuple[Expected, ...]
    #: Rows that are right as well, though nobody would have asked for them.
    also: tuple[Expected, ...]
    #: Rows that are printed though they are wrong.
    wrong: tuple[Expected, ...]

    def command(self, where: str) -> str:
        """The command line that prints a list."""
        return f"{COMMANDS[where].format(**self.settings)} --format json"


def load_ledgers() -> tuple[Ledgers, ...]:
    """All files of ledgers."""
    return tuple(_load(path) for path in sorted(EXAMPLES.glob("*/record.yaml")))


def _load(path: Path) -> Ledgers:
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = [
        Expected(where, entry["has"], entry.get("why", ""), entry.get("missed"))
        for where in COMMANDS
        for entry in written.get(where, ())
    ]
    settings = {k: str(v) for k, v in written.items() if not isinstance(v, (list, dict))}
    return Ledgers(path, settings, tuple(expected), _with_why(written, "also"), _with_why(written, "wrong"))


def _with_why(written: Mapping[str, Any], name: str) -> tuple[Expected, ...]:
    return tuple(
        Expected(where, entry["has"], entry["why"])
        for where, entries in written.get(name, {}).items()
        for entry in entries
    )


def is_met(expected: Expected, rows: Sequence[Row]) -> bool:
    """Whether one of the rows is what is expected."""
    return any(fits(expected.has, row) for row in rows)


def fits(has: Mapping[str, Any], row: Row) -> bool:
    """Whether a row has every value: as it is, within its words with ``~``, or one of a choice."""
    return all(_is_so(key, value, row) for key, value in has.items())


def shown(row: Row) -> dict[str, Any]:
    """What a row says, without what it rests on."""
    rests = ("claims", "citations", "citation")
    return {key: value for key, value in row.items() if key not in rests and value not in (None, "", [])}


def _is_so(key: str, value: Any, row: Row) -> bool:
    if key.endswith("~"):
        found = str(row.get(key[:-1])).casefold()
        return any(str(v).casefold() in found for v in (value if isinstance(value, list) else [value]))
    found = row.get(key)
    if isinstance(found, list):
        return bool(found == value) or (isinstance(value, str) and found == [value])
    choices = value if isinstance(value, list) else [value]
    # A day may be printed as the first of an open interval, "on that day or later".
    plain = None if found is None or isinstance(found, bool) else str(found).removesuffix("/..")
    return any(found == v or (plain is not None and plain == str(v)) for v in choices)
