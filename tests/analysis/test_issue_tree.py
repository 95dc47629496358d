"""Phrases named by the tree or by one another, whichever way round they put it; a user's own tree; its faults."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracktwo import lexicon
from tracktwo.analysis import issue_tree
from tracktwo.analysis.issue_tree import in_tree, name_issues, take_apart, tree
from tracktwo.analysis.likeness import content_words
from tracktwo.errors import LexiconError


@pytest.fixture
def own_issues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for a user's issues.yaml, read in place of what is cached."""
    lexicon.load.cache_clear()
    monkeypatch.setenv("TRACKTWO_LEXICON", str(tmp_path))
    yield tmp_path / "issues.yaml"
    lexicon.load.cache_clear()


@pytest.mark.parametrize(
    ("phrase", "name", "turned"),
    [
        ("drone strikes", "drone strikes", False),
        ("U.S. drone strikes in Pakistan", "drone strikes", False),
        ("an end to drone strikes", "drone strikes", True),
        ("sanctions relief", "sanctions", True),
        ("the lifting of sanctions", "sanctions", True),
        ("the withdrawal of troops", "foreign troops", True),
        ("end to the ban on drone strikes", "drone strikes", False),
    ],
)
def test_the_tree_names_what_its_words_name(phrase: str, name: str, turned: bool):
    found = in_tree(phrase)
    assert found is not None
    assert (found.name, found.turned) == (name, turned)


@pytest.mark.parametrize("phrase", ["gauges at the dam", "bridge tolls", "prisoners' letters home"])
def test_what_only_shares_a_word_is_not_named(phrase: str):
    assert in_tree(phrase) is None


def test_other_phrases_gather_by_their_words_and_wait_for_a_name():
    gauges = ["gauges at the Ansel weir", "international gauges", "gauges"]
    names = name_issues([*gauges, "bridge tolls", "an end to bridge tolls"])
    assert {names[p].name for p in gauges} == {"gauges"}
    assert names["an end to bridge tolls"].name == "bridge tolls"
    assert names["an end to bridge tolls"].turned
    assert not names["gauges"].is_known


def test_a_bare_word_does_not_join_two_things():
    names = name_issues(["fishing accord", "railway accord", "accord"])
    assert names["fishing accord"].name != names["railway accord"].name


def test_the_order_of_phrases_makes_no_difference():
    phrases = ["international gauges", "gauges", "gauges at the dam", "tolls", "bridge tolls"]
    assert name_issues(phrases) == name_issues(reversed(phrases))


def test_a_phrase_that_is_all_light_words_keeps_them():
    assert take_apart("the issue").words


def test_a_user_names_an_issue_and_its_opposite(own_issues: Path):
    own_issues.write_text(
        "gauges at the dam: {words: [gauge, meter], turned: [ban on meters], under: water, "
        "proposition: gauges stand at the dam}\n",
        encoding="utf-8",
    )
    found = in_tree("international meters")
    assert found is not None
    assert (found.name, found.under, found.is_known) == ("gauges at the dam", "water", True)
    banned = in_tree("ban on meters")
    assert banned is not None
    assert banned.turned
    assert tree()["gauges at the dam"].proposition == "gauges stand at the dam"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("tolls: {under: water}", "has no words"),
        ("tolls: {words: [toll], under: nowhere}", "nowhere"),
        ("tolls: {words: [toll], under: fees}\nfees: {words: [fee], under: tolls}", "stands under itself"),
    ],
)
def test_a_malformed_tree_is_answered(own_issues: Path, written: str, says: str):
    own_issues.write_text(written, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        tree()


def test_every_shipped_proposition_and_opposite_is_of_an_issue():
    shipped = lexicon.load("issue_tree")
    assert set(shipped["propositions"]) | set(shipped["turned"]) <= set(tree())


@given(st.lists(st.text("abcde trs", min_size=1, max_size=14), max_size=25, unique=True))
def test_phrases_that_share_their_words_are_found_without_comparing_all(phrases: list[str]) -> None:
    stems = {phrase: content_words(phrase) for phrase in phrases}
    wanted = {
        (one, other)
        for one, other in combinations(sorted(phrases), 2)
        if {w[:4] for w in stems[one]} & {w[:4] for w in stems[other]}
        and issue_tree._same(stems[one], stems[other])
    }
    found = {*issue_tree._contained(stems), *issue_tree._spelt_alike(stems)}
    assert {pair for pair in found if issue_tree._same(stems[pair[0]], stems[pair[1]])} == wanted
