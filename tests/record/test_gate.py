"""Asking a record."""

from collections.abc import Iterator

import pytest

from tests.record.making import cite, document, reading, said, whole
from tracktwo.errors import UsageError
from tracktwo.model import Act, Engagement, Extraction, Form, Participant, Statement
from tracktwo.model.levels import Clearance
from tracktwo.record import Filter, Gate, Reading, Record

LATER = document(
    "Envoy Lena Marsh said the quota was fair. Envoy Lena Marsh phoned Pavel Orsk on Monday.",
    published="2014-03",
    path="b.txt",
)
UNDATED = document("Somebody said nothing of it.", published=None, path="c.txt")


@pytest.fixture
def gate(record_url: str) -> Iterator[Gate]:
    call = Engagement(
        form=Form.CALL,
        who=(Participant("Lena Marsh", "FRE"),),
        with_=(Participant("Pavel Orsk", "ELB"),),
        when="2014-02-24",
        evidence=(cite(LATER, "Envoy Lena Marsh phoned Pavel Orsk"),),
    )
    fair = said(LATER, "the quota was fair", "Lena Marsh", "FRE", act=Act.SUPPORT)
    with Record.open(record_url, create=True) as record:
        record.add(whole())
        record.add(
            Reading(
                LATER, LATER.text.encode(), "{}", Extraction(True, statements=(fair,), engagements=(call,))
            )
        )
        record.add(reading(UNDATED, said(UNDATED, "nothing of it", "Somebody", "RUR")))
        with record.reading() as opened:
            yield opened


@pytest.mark.parametrize(
    ("filter", "speakers"),
    [
        (Filter(), ["Ana Košir", "Ana Košir", "Pavel Orsk", "Lena Marsh", "Somebody"]),
        (Filter(party="rur"), ["Ana Košir", "Ana Košir", "Somebody"]),
        (Filter(person="ana kosir"), ["Ana Košir", "Ana Košir"]),
        (Filter(person="Košir"), ["Ana Košir", "Ana Košir"]),
        (Filter(person="Koš"), []),
        (Filter(person="%"), []),
        (Filter(issue="Drone Strikes"), ["Ana Košir"]),
        (Filter(issue="strikes"), ["Ana Košir"]),
        (Filter(what="support"), ["Lena Marsh"]),
        (Filter(party="RUR", what="SUPPORT"), []),
        (Filter(since="2014"), ["Lena Marsh"]),
        (Filter(since="2014-03-31"), ["Lena Marsh"]),
        (Filter(since="2014-04"), []),
        (Filter(until="2013"), ["Ana Košir", "Ana Košir", "Pavel Orsk"]),
        (Filter(documents=(UNDATED.id,)), ["Somebody"]),
        (Filter(limit=2), ["Ana Košir", "Ana Košir"]),
    ],
    ids=str,
)
def test_filters(gate: Gate, filter: Filter, speakers: list[str]) -> None:
    assert [e.claim.speaker for e in gate.claims(Statement, filter)] == speakers


def test_an_event_is_dated_by_itself(gate: Gate) -> None:
    (entry,) = gate.claims(Engagement, Filter(until="2014-02"))
    assert (entry.earliest, entry.latest) == ("2014-02-24", "2014-02-24")


def test_documents_come_by_date_with_undated_ones_last(gate: Gate) -> None:
    assert [d.path for d in gate.documents()] == ["a.txt", "b.txt", "c.txt"]
    assert [d.path for d in gate.documents(Filter(since="2014"))] == ["b.txt"]
    assert [d.path for d in gate.documents(Filter(party="ELB"))] == ["a.txt", "b.txt"]
    assert [d.claims for d in gate.documents()] == [3, 2, 1]


def test_no_date_is_a_date_to_search_by_only_if_it_is_one(gate: Gate) -> None:
    with pytest.raises(UsageError, match="is no date to search by"):
        gate.claims(Statement, Filter(since="last week"))


def test_a_mark_leads_back_to_its_words_and_claims(gate: Gate) -> None:
    for entry in gate.claims(Statement):
        for citation in entry.claim.content:
            place = gate.place(gate.mark(citation))
            assert place.document.text[place.start : place.end] == citation.exact
            assert entry.id in {e.id for e in place.claims}


def test_a_document_is_found_by_its_first_digits(gate: Gate) -> None:
    digits = LATER.id.removeprefix("sha256:")
    assert gate.document(digits[:6]) == LATER
    assert gate.entry(LATER.id).path == "b.txt"
    assert gate.place(digits[:8]).end == len(LATER.text)


def test_digits_of_no_document_and_places_outside_are_refused(gate: Gate) -> None:
    with pytest.raises(UsageError, match="no document"):
        gate.document("00000000")
    with pytest.raises(UsageError, match="lies outside"):
        gate.place(f"{gate.short(LATER.id)}:0-9999")


def test_digits_that_documents_share_are_lengthened(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracktwo.record.loading.SHORT", 0)
    digits = sorted(d.id for d in gate.documents())
    shorts = {gate.short(i) for i in digits}
    assert len(shorts) == len(digits)
    assert all(gate.short(i) == i.removeprefix("sha256:")[: len(gate.short(i))] for i in digits)


def test_a_claim_is_found_by_its_first_digits(gate: Gate) -> None:
    entry = gate.claims(Engagement)[0]
    assert gate.claim(entry.id[:10]) == entry
    with pytest.raises(UsageError, match="no claim"):
        gate.claim("0000000000")


def test_values_by_frequency(gate: Gate) -> None:
    assert gate.values("party") == (("rur", 3), ("elb", 2), ("fre", 2))
    assert gate.values("issue") == (("drone strikes", 1),)


@pytest.mark.parametrize("path", ["/home/ana/round with Tavan/notice.txt", r"C:\round with Tavan\notice.txt"])
def test_below_full_clearance_nobody_learns_in_which_folder_a_file_was(record_url: str, path: str) -> None:
    of = document("The two sides met.", path=path)
    with Record.open(record_url, create=True) as record:
        record.add(reading(of, said(of, "The two sides")))
        for clearance in Clearance:
            with record.reading(clearance) as gate:
                ((entry,), (claim,)) = gate.documents(), gate.claims()
                named = {entry.path, entry.name, gate.document(entry.id).path, claim.document.path}
            assert named == {path if clearance is Clearance.EVERYTHING else "notice.txt"}
