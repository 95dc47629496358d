"""The ledgers, sheet, continuity and changes of the examples, held to ``examples/*/record.yaml``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.examples.ledgers import COMMANDS, Expected, Ledgers, fits, is_met, load_ledgers, shown

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
@pytest.mark.parametrize("where", list(COMMANDS))
def test_nothing_is_printed_that_nobody_has_judged(ledgers: Ledgers, where: str, ask: Ask):
    described = [e for e in (*ledgers.expected, *ledgers.also, *ledgers.wrong) if e.where == where]
    if not described:
        pytest.skip("this example has no such list")
    extra = [row for row in _rows(ask, ledgers, where) if not any(fits(e.has, row) for e in described)]
    assert not extra, [shown(row) for row in extra]


@pytest.mark.parametrize(
    ("ledgers", "wrong"),
    [(ledgers, e) for ledgers in LEDGERS for e in ledgers.wrong],
    ids=[f"{one.path.parent.name} {e.where} {dict(e.has)}" for one in LEDGERS for e in one.wrong],
)
def test_what_is_wrong_is_not_printed(ledgers: Ledgers, wrong: Expected, ask: Ask):
    if is_met(wrong, _rows(ask, ledgers, wrong.where)):
        pytest.xfail(wrong.why)


@each_ledger
def test_every_row_rests_on_a_claim(ledgers: Ledgers, ask: Ask):
    counts = ("contacts without a date",)
    for where in {e.where for e in ledgers.expected} - {"rounds"}:
        for row in _rows(ask, ledgers, where):
            assert row["claims"] or row.get("what") in counts or row.get("said_outright"), row


def test_every_list_has_a_command():
    assert {e.where for _, e in EXPECTED} <= set(COMMANDS)
