"""What a search can be narrowed down by, and that each count is what the search then comes to."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.record.making import document, reading, said
from tracktwo.errors import UsageError
from tracktwo.model import Act, Dialogue, Round
from tracktwo.record import Filter, Gate, Reading, Record, tallies

RIVER = document(
    "The river floods. The river must be dammed. Talks go on.",
    path="r.txt",
    published="2013-08",
    publisher="Post",
)
FERRY = document(
    "The river ferry sails. The river rises.", path="f.txt", published="2014", publisher="Herald"
)
OTHER = document("Nobody speaks of water.", path="o.txt", published="2014", publisher="Post")


def with_round(made: Reading) -> Reading:
    of = made.document
    assert made.extraction is not None
    told = Round(
        dialogue=Dialogue(name="River Talks", parties=("ELB", "RUR")),
        evidence=(of.cite(0, 9),),
        confidence=0.9,
    )
    return replace(made, extraction=replace(made.extraction, rounds=(told,)))


@pytest.fixture
def gate(record_url: str) -> Iterator[Gate]:
    with Record.open(record_url, create=True) as record:
        floods = said(RIVER, "The river floods", issues=("Floods",))
        dammed = said(
            RIVER, "The river must be dammed", "Pavel Orsk", "ELB", act=Act.REQUEST, issues=("Floods",)
        )
        record.add(with_round(reading(RIVER, floods, dammed)))
        record.add(reading(FERRY, said(FERRY, "The river ferry sails", issues=("ferry",))))
        record.add(reading(OTHER))
        with record.reading() as opened:
            yield opened


def counts(gate: Gate, words: str, filter: Filter = Filter()) -> dict[str, dict[str, int]]:  # noqa: B008 - frozen
    found = gate.tally(words, filter)
    return {name: {v.words: v.count for v in values} for name, values in found.fields.items()}


def test_statements_and_documents_are_counted_by_what_they_have(gate: Gate) -> None:
    assert counts(gate, "river") == {
        "party": {"RUR": 2, "ELB": 1},
        "person": {"Ana Košir": 2, "Pavel Orsk": 1},
        "issue": {"Floods": 2, "ferry": 1},
        "what": {"STATE": 2, "REQUEST": 1},
        "dialogue": {"River Talks": 1},
        "publisher": {"Post": 1, "Herald": 1},
        "year": {"2013": 1, "2014": 1},
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("party", "RUR"), ("party", "ELB"), ("person", "Ana Košir"), ("issue", "Floods"), ("what", "REQUEST")],
)
def test_a_count_is_what_the_search_narrowed_down_so_comes_to(gate: Gate, field: str, value: str) -> None:
    narrowed = replace(Filter(), **{field: value})
    statements = {hit.statement.id for hit in gate.search("river", narrowed) if hit.statement}
    assert counts(gate, "river")[field][value] == len(statements)
    assert gate.tally("river", narrowed).statements == len(statements)


@pytest.mark.parametrize(
    ("narrowed", "paths"),
    [
        (Filter(publisher="Post"), {"r.txt"}),
        (Filter(talks="river talks"), {"r.txt"}),
        (Filter(since="2014", until="2014"), {"f.txt"}),
        (Filter(talks="River"), set()),
    ],
)
def test_documents_are_narrowed_down_by_source_dialogue_and_year(
    gate: Gate, narrowed: Filter, paths: set[str]
) -> None:
    assert {hit.document.path for hit in gate.search("river", narrowed)} == paths
    assert gate.tally("river", narrowed).documents == len(paths)
    said_there = {hit.document.path for hit in gate.search("river", replace(narrowed, party="RUR"))}
    assert said_there == paths


def test_no_more_are_counted_than_a_page_waits_for(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "MOST", 1)
    found = gate.tally("ferry river")
    assert (found.statements, found.more_statements) == (1, True)
    assert gate.tally("dammed").more_documents


def test_a_search_for_nothing_is_answered(gate: Gate) -> None:
    with pytest.raises(UsageError, match="no word to look for"):
        gate.tally("!?")
