"""Times by their table, which times belong to which clause, and that nothing is ever invented."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import document
from tests.slowness import slowness
from tracktwo.extraction.times import TimeKind, find_times, time_of
from tracktwo.model import DocumentKind, Passage, PassageRole, Span
from tracktwo.model.dates import is_edtf

_ENTRIES = yaml.load(
    (Path(__file__).parents[1] / "cases/times.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
_BLANK = spacy.blank("en")


def _kept(value: Any) -> Any:
    return None if value in ("null", "") else value


@pytest.mark.parametrize("entry", _ENTRIES, ids=[e["id"] for e in _ENTRIES])
def test_table(entry: dict[str, Any], reader: Any) -> None:
    doc = document(
        entry["text"], published=entry.get("published"), kind=DocumentKind(entry.get("kind", "news-report"))
    )
    found = find_times(doc, reader.read(doc))
    wanted = [
        (row[0], _kept(row[1]), row[2] if len(row) > 2 else "point", row[3] if len(row) > 3 else None)
        for row in entry["expect"]
    ]
    assert [(t.words, t.edtf, t.kind.value, t.relation) for t in found] == wanted, entry["why"]


def test_ids_are_unique() -> None:
    assert len({e["id"] for e in _ENTRIES}) == len(_ENTRIES)


def test_times_of_passages_set_aside_are_not_found() -> None:
    text = "They met on 4 May 2013.\n\nRelated: summit of 9 June 2011"
    at = text.index("Related")
    doc = document(text, passages=(Passage(Span(at, len(text)), PassageRole.BOILERPLATE),))
    assert [t.edtf for t in find_times(doc, _BLANK(text))] == ["2013-05-04"]


@pytest.mark.parametrize(
    ("text", "clause", "words"),
    [
        ("They met on 4 May 2013 and will meet again on 9 June 2013.", "met", "4 May 2013"),
        ("They met on 4 May 2013 and will meet again on 9 June 2013.", "will meet", "9 June 2013"),
        ("The minister said on 3 March 2014 that the talks had begun on 1 March 2014.", "had begun", "1 March 2014"),
        ("The minister said on 3 March 2014 that the talks had begun on 1 March 2014.", "said", "3 March 2014"),
        ("After the raid in 2011 the parties met on 5 April 2012.", "met", "5 April 2012"),
        ("They met in Oslo. The raid took place in 2011.", "met", None),
    ],
)  # fmt: skip
def test_a_clause_has_its_own_time(text: str, clause: str, words: str | None, reader: Any) -> None:
    doc = document(text)
    read = reader.read(doc)
    at = text.index(clause)
    found = time_of(find_times(doc, read), read, at, at + len(clause))
    assert (found.words if found else None) == words


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.sampled_from("0123456789 -/–,.JanuryMachApilof stndw'week yarmo\n"), max_size=120))
def test_whatever_is_found_is_edtf_at_its_place(text: str) -> None:
    doc = document(text, published="2013-08-02")
    for found in find_times(doc, _BLANK(text)):
        assert text[found.span.start : found.span.end] == found.words
        assert found.edtf is None or is_edtf(found.edtf)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 28), st.sampled_from(["January", "May", "Sept.", "December"]))
def test_no_year_is_invented(day: int, month: str) -> None:
    text = f"They met on {month} {day}."
    (found,) = find_times(document(text), _BLANK(text))
    assert found.edtf is not None
    assert found.edtf.startswith("XXXX-")
    assert found.kind is TimeKind.POINT


def test_a_long_transcript_takes_well_under_a_second() -> None:
    text = (
        "The two sides met on Tuesday and spoke of trade, transit and water for an hour; in May they had agreed "
        "to a first list of 12 points, and on 3 June 2014 to another. "
    ) * 300
    doc, read = document(text, published="2014-07-01"), _BLANK(text)
    find_times(document("x"), _BLANK("x"))
    started = time.process_time()
    found = find_times(doc, read)
    assert len(found) >= 900
    assert time.process_time() - started < 3 * slowness()
