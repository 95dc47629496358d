"""Where a side stands, by the cases of ``tests/cases/stances.yaml``."""

from __future__ import annotations

from typing import Any

from tests.extraction.cases import Case, each_case, run_case
from tests.extraction.saying import what_is_said


@each_case("stances")
def test_stances(case: Case, reader: Any) -> None:
    run_case(case, reader, what_is_said)


@each_case("stances_outright")
def test_stances_taken_outright(case: Case, reader: Any) -> None:
    run_case(case, reader, what_is_said)


@each_case("stances_veridicality")
def test_stances_by_what_they_stand_under(case: Case, reader: Any) -> None:
    run_case(case, reader)
