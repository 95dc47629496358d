"""Whole pages by cases: what the extraction as a whole makes of many houses' manners of writing."""

from __future__ import annotations

from tests.extraction.cases import each_case, run_case


@each_case("pages")
def test_case(case, reader):
    run_case(case, reader)
