"""The user's part of the issue tree: what is wrong is told with its line, and nothing faulty is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tracktwo import lexicon
from tracktwo.analysis.issue_tree import in_tree, tree
from tracktwo.errors import UsageError
from tracktwo.issue_file import check_issues, read_issues, save_issues, with_issue

GAUGES = "river gauges: {words: [gauge, gauging station], under: water}\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    lexicon.load.cache_clear()
    monkeypatch.setenv("TRACKTWO_LEXICON", str(tmp_path))
    yield tmp_path / "issues.yaml"
    lexicon.load.cache_clear()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("tolls: {words: [toll}\n", 1, "no YAML"),
        ("# tolls\n\ntolls: [toll]\n", 3, "needs its words"),
        ("tolls: {under: trade}\n", 1, "has no words"),
        ("tolls:\n  words: [toll]\n  wrods: [fee]\n", 3, "wrods"),
        ("tolls:\n  words: toll\n", 2, "list of words"),
        ("tolls: {words: [toll, [fee]]}\n", 1, "list of words"),
        ("tolls: {words: [toll], broad: perhaps}\n", 1, "true or false"),
        ("fees: {words: [fee]}\ntolls: {words: [toll], under: nowhere}\n", 2, "nowhere"),
        ("fees: {words: [fee], under: tolls}\ntolls: {words: [toll], under: fees}\n", 1, "itself"),
        ("fees: {words: [fee]}\nfees: {words: [toll]}\n", 2, "twice"),
        ("- tolls\n", 1, "give issues as"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, words: str) -> None:
    faults = check_issues(text)
    assert any(f.line == line and words in f.words for f in faults), faults


@pytest.mark.parametrize("text", ["", "# nothing yet\n", GAUGES, "trade: {words: [barter]}\n"])
def test_what_is_right_has_no_faults(text: str) -> None:
    assert check_issues(text) == ()


def test_a_shipped_issue_may_get_more_words_without_being_defined_again() -> None:
    assert check_issues("drone strikes: {turned: [drone pause]}\n") == ()


def test_what_is_saved_counts_at_once_and_twice(own: Path) -> None:
    assert in_tree("gauging stations") is None
    assert save_issues(GAUGES) == own
    assert (found := in_tree("gauging stations")) is not None
    assert found.name == "river gauges"
    save_issues(with_issue(GAUGES, "tolls", ("bridge toll",), under="trade"))
    assert tree()["tolls"].under == "trade"
    assert read_issues().text.startswith(GAUGES)


def test_a_faulty_text_is_not_written(own: Path) -> None:
    save_issues(GAUGES)
    with pytest.raises(UsageError, match="line 1"):
        save_issues("tolls: [toll]\n")
    assert own.read_text(encoding="utf-8") == GAUGES
    assert [p.name for p in own.parent.iterdir()] == ["issues.yaml"]


def test_an_issue_is_added_below_what_stands_there() -> None:
    text = with_issue(
        "# ours\nfees: {words: [fee]}\n", "Wasserstände", ("Pegel: oben",), turned=("no gauge",)
    )
    assert text.startswith("# ours\nfees: {words: [fee]}\n")
    assert check_issues(text) == ()
    with pytest.raises(UsageError, match="has an issue"):
        with_issue(text, "fees")
    with pytest.raises(UsageError, match="has an issue"):
        with_issue(text, "drone strikes")


def test_without_a_folder_it_says_which_variable_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKTWO_LEXICON", raising=False)
    with pytest.raises(UsageError, match="TRACKTWO_LEXICON"):
        read_issues()
