"""News prose by cases: who speaks, whose side somebody is on, and what was only planned, in newspapers' own manners."""

from __future__ import annotations

from tests.extraction.cases import each_case, run_case


@each_case("news")
def test_case(case, reader):
    run_case(case, reader)
