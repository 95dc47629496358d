"""Two documents of a record are laid side by side from the command line."""

import json

from tests.cli.conftest import Run


def test_two_reports_stand_side_by_side_with_a_citation_on_either_side(filled: Run) -> None:
    one, other, *_ = (d["document"] for d in json.loads(filled("documents", "--format", "json").stdout))
    rows = json.loads(filled("compare", one, other, "--format", "json").stdout)
    assert rows
    for row in rows:
        assert row["verdict"] in (
            "both say",
            "only the first says",
            "only the second says",
            "they contradict",
        )
        for side in ("first", "second"):
            assert (row[side] is None) or row[f"{side}_citation"]


def test_a_document_is_not_compared_with_itself(filled: Run) -> None:
    one = json.loads(filled("documents", "--format", "json").stdout)[0]["document"]
    run = filled("compare", one, one)
    assert run.exit_code == 2
    assert "are one document; name two" in run.stderr
