"""The ledgers, sheet, continuity and changes of the examples, held to ``examples/*/record.yaml``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.examples.ledgers import COMMANDS, Expected, Ledgers, fits, is_met, load_ledgers

# The first test reads all documents of the examples, under a minute on a free core.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

Ask = Callable[[str], str]
LEDGERS = load_ledgers()
EXPECTED = [(ledgers, e) for ledgers in LEDGERS for e in ledgers.expected]
each_ledger = pytest.mark.parametrize("ledgers", LEDGERS, ids=[one.path.parent.name for one in LEDGERS])


def _rows(ask: Ask, ledgers: Ledgers, where: str) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = json.loads(ask(ledgers.command(where)))
    return rows


@pytest.mark.parametrize(
    ("ledgers", "expected"),
    EXPECTED,
    ids=[f"{one.path.parent.name} {n:02d} {e.where}" for n, (one, e) in enumerate(EXPECTED, start=1)],
)
def test_what_is_expected_is_printed(ledgers: Ledgers, expected: Expected, ask: Ask):
    met = is_met(expected, _rows(ask, ledgers, expected.where))
    if expected.missed and not met:
        pytest.xfail(expected.missed)
    assert met, str(expected)


@each_ledger
def test_as_much_is_met_as_before(ledgers: Ledgers, ask: Ask):
    met = sum(is_met(e, _rows(ask, ledgers, e.where)) for e in ledgers.expected)
    assert met >= int(ledgers.settings["floor_met"]), met


@each_ledger
def test_no_more_rows_than_before_are_described_by_nobody(ledgers: Ledgers, ask: Ask):
    if "ceiling_extra" not in ledgers.settings:
        pytest.skip("this example is held to what is listed, not to that alone")
    extra = [
        (where, row)
        for where in {e.where for e in ledgers.expected}
        for row in _rows(ask, ledgers, where)
        if not any(fits(e.has, row) for e in (*ledgers.expected, *ledgers.also) if e.where == where)
    ]
    assert len(extra) <= int(ledgers.settings["ceiling_extra"]), extra


@each_ledger
def test_every_row_rests_on_a_claim(ledgers: Ledgers, ask: Ask):
    counts = ("contacts without a date",)
    for where in {e.where for e in ledgers.expected} - {"rounds"}:
        for row in _rows(ask, ledgers, where):
            assert row["claims"] or row.get("what") in counts or row.get("said_outright"), row


def test_every_list_has_a_command():
    assert {e.where for _, e in EXPECTED} <= set(COMMANDS)
