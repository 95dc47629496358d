"""Finding words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import new_record_url
from tests.record.making import document, reading, said, whole
from tracktwo.errors import UsageError
from tracktwo.record import Filter, Gate, Record, postgres_words, sqlite_words
from tracktwo.record.search import parse_query

FAR = " ".join(["word"] * 60)
APART = document(f"A drone was seen. {FAR} Strikes by workers ended.", path="apart.txt", published="2012")
PHRASE = document(
    "Nobody spoke of drone strikes. “No drone strike,” it read.", path="phrase.txt", published="2015"
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Where records are made once for all who only search them, in either database."""
    return lambda: new_record_url(request, tmp_path_factory.mktemp("search"), request.param)


@pytest.fixture(scope="module")
def gate(shared_url: Callable[[], str]) -> Iterator[Gate]:
    with Record.open(shared_url(), create=True) as record:
        record.add(reading(APART, said(APART, "Strikes by workers ended", party="ELB")))
        record.add(whole())
        record.add(reading(PHRASE))
        with record.reading() as opened:
            yield opened


def matches(gate: Gate, words: str, filter: Filter = Filter()) -> list[tuple[str, str]]:  # noqa: B008 - frozen
    return [(hit.document.path or "", hit.match) for hit in gate.search(words, filter)]


def test_exact_phrases_come_first_then_forms_then_words_near_then_words_apart(gate: Gate) -> None:
    found = gate.search("drone strikes")
    assert [h.is_exact for h in found] == sorted((h.is_exact for h in found), reverse=True)
    assert {h.document.path for h in found[:2]} == {"a.txt", "phrase.txt"}
    assert (found[2].match, found[2].is_exact) == ("drone strike", False)
    assert found[-1].document.path == "apart.txt"


def test_a_phrase_in_quotation_marks_is_found_only_as_such(gate: Gate) -> None:
    assert {path for path, _ in matches(gate, '"drone strikes"')} == {"a.txt", "phrase.txt"}
    assert matches(gate, '"strikes drone"') == []


@pytest.mark.parametrize("words", ["Kosir", "košir", "KOŠIR"])
def test_accents_and_case_do_not_count(gate: Gate, words: str) -> None:
    assert matches(gate, words) == [("a.txt", "Košir")]


def test_forms_of_a_word_and_beginnings(gate: Gate) -> None:
    assert ("a.txt", "discussed") in matches(gate, "discussing")
    assert ("a.txt", "counterpart") in matches(gate, "counterp*")


def test_offsets_are_code_points_of_the_document(gate: Gate) -> None:
    for words in ("border", "strike", "drone strikes", "kosir"):
        for hit in gate.search(words):
            text = gate.document(hit.document.id).text
            assert " ".join(text[hit.start : hit.end].split()) == hit.match


def test_only_what_a_party_said_is_searched(gate: Gate) -> None:
    assert sorted(matches(gate, "strikes", Filter(party="ELB"))) == [
        ("a.txt", "strikes"),
        ("apart.txt", "Strikes"),
    ]
    assert matches(gate, "strikes", Filter(party="ELB", since="2013")) == [("a.txt", "strikes")]
    assert matches(gate, "strikes", Filter(issue="drone strikes")) == [("a.txt", "strikes")]
    assert matches(gate, "reporters", Filter(party="RUR")) == []


def test_words_in_the_second_stretch_of_a_broken_statement_are_found_in_place(gate: Gate) -> None:
    (hit,) = gate.search("shown", Filter(party="ELB"))
    assert hit.statement is not None
    assert gate.document(hit.document.id).text[hit.start : hit.end] == "shown"
    assert hit.statement.claim.speaker == "Pavel Orsk"


def test_a_hit_names_the_innermost_statement_around_it(gate: Gate) -> None:
    hit = min((h for h in gate.search("drone") if h.document.path == "a.txt"), key=lambda h: h.start)
    assert hit.statement is not None
    assert hit.statement.nested_in is not None


def test_context_keeps_words_and_marks_apart_as_in_the_text(gate: Gate) -> None:
    (hit,) = gate.search("border")
    assert hit.left.endswith("reopen the ")
    assert hit.right.startswith(",” she told")


def test_a_limit_is_kept(gate: Gate) -> None:
    assert len(gate.search("strikes", limit=1)) == 1


@pytest.mark.parametrize("words", ["", "   ", '""', "— …", "*"])
def test_nothing_to_look_for_is_said(gate: Gate, words: str) -> None:
    with pytest.raises(UsageError, match="no word to look for"):
        gate.search(words)


def test_parts_of_a_query() -> None:
    parts = parse_query('One "two threes" fou* “fünf sechs” —').parts
    assert [[word.word for word in part.words] for part in parts] == [
        ["one"], ["two", "three"], ["fou"], ["funf", "sech"],
    ]  # fmt: skip
    assert [word.is_beginning for part in parts for word in part.words] == [
        False,
        False,
        False,
        True,
        False,
        False,
    ]


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=40))
def test_no_words_break_the_query_language(words: str) -> None:
    with_record = _shared()
    with with_record.reading() as gate:
        try:
            gate.search(words)
            gate.search(words, Filter(party="RUR"))
        except UsageError:
            assert not any(map(str.isalnum, words))


def _shared(kept: list[Record] = []) -> Record:  # noqa: B006 - one record for all examples
    if not kept:
        import tempfile

        record = Record.open(Path(tempfile.mkdtemp()) / "talks.db", create=True)
        record.add(whole())
        kept.append(record)
    return kept[0]


@pytest.fixture(scope="module")
def many(shared_url: Callable[[], str]) -> Iterator[Gate]:
    """Documents of some days and of none, each with the same words, as a phrase, near one another or apart."""
    told = "A drone hit.", "A drone was hit.", f"A drone flew. {FAR} It was hit."
    with Record.open(shared_url(), create=True) as record:
        for n in range(30):
            day = None if n % 5 == 0 else f"20{n % 4:02}-03-0{n % 3 + 1}"
            record.add(reading(document(f"{told[n % 3]} Note {n}.", path=f"{n}.txt", published=day)))
        with record.reading() as opened:
            yield opened


@pytest.mark.parametrize(
    "words", ["drone", "drone hit", '"was hit"', "drone hi*", "note drone hit", "hit nowhere"]
)
@pytest.mark.parametrize("limit", [1, 3, 7, 200])
def test_one_by_one_the_same_is_found_in_the_same_order_as_by_the_index(
    many: Gate, words: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(least: int) -> list[tuple[str | None, int, int, bool]]:
        monkeypatch.setattr(postgres_words, "_MANY", least)
        monkeypatch.setattr(sqlite_words, "_MANY", least)
        hits = many.search(words, Filter(), limit)
        return [(hit.document.path, hit.start, hit.end, hit.is_exact) for hit in hits]

    by_index = found(1_000_000)
    assert found(0) == by_index
    assert bool(by_index) is (words != "hit nowhere")
