"""The rule cases of commitments: ``tests/cases/commitments.yaml``."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extraction.cases import Case, each_case, run_case
from tests.extraction.ungated import extract_ungated


@pytest.mark.timeout(120)
@each_case("commitments")
def test_case(case: Case, reader: Any) -> None:
    run_case(case, reader, extract_ungated)
