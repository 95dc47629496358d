"""Turns of transcripts, by the cases of ``tests/cases/transcripts.yaml``."""

from __future__ import annotations

from typing import Any

from tests.extraction.cases import Case, each_case, run_case
from tests.extraction.saying import what_is_said


@each_case("transcripts")
def test_transcripts(case: Case, reader: Any) -> None:
    run_case(case, reader, what_is_said)
