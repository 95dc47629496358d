"""The same address fetched again with another text: versions, and what becomes of the entries on the earlier ones."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.record.making import cite, document, said
from tracktwo.model import Citation, Document, Extraction, Person, Statement
from tracktwo.model.levels import Level
from tracktwo.record import Filter, Reading, Record
from tracktwo.record.entries import Flag
from tracktwo.record.revisions import is_version, same_addresses

URL = "https://ministry.example/readout-7"
FIRST = (
    "The two delegations met in the old town on Friday for a full day. "
    "Minister Ana Košir said the crossing would reopen in April. "
    "She said the fishing quota was respected by both sides. "
    "She said the prisoners would be released without delay. "
    "The delegations will meet again in the autumn in the capital of the other side."
)
#: The month is changed, the prisoners are gone, the quota stands as it was, a sentence is new.
SECOND = (
    FIRST.replace("in April", "in late May").replace(
        "She said the prisoners would be released without delay. ", ""
    )
    + " She said the weather was fine."
)


def statements_of(of: Document) -> Iterator[Statement]:
    for match in re.finditer(r"said (the [^.]+)\.", of.text):
        content = (of.cite(*match.span(1)),)
        yield said(of, match[1], issues=("border",), content=content)


def version(text: str, url: str | None = URL, is_fetched: bool = True, **about: object) -> Reading:
    of = document(text, url=url, path=None, **about)
    met = Person(name="Ana Košir", party="RUR", mentions=(cite(of, "Ana Košir"),))
    extraction = Extraction(True, people=(met,), statements=tuple(statements_of(of)), made_by="hand 1")
    return Reading(of, of.text.encode(), "{}", extraction, is_fetched=is_fetched)


@pytest.fixture
def record(record_url: str) -> Iterator[Record]:
    with Record.open(record_url, create=True) as opened:
        yield opened


def shown(record: Record) -> list[tuple[str, str | None]]:
    """The words of every current statement, with its flag."""
    with record.reading() as gate:
        return [(e.claim.content[0].exact, e.flag) for e in gate.claims(Statement)]


def test_entries_are_flagged_kept_and_not_doubled(record: Record) -> None:
    record.add(version(FIRST))
    record.add(version(SECOND))
    assert sorted(shown(record)) == [
        ("the crossing would reopen in April", Flag.TEXT_CHANGED),
        ("the crossing would reopen in late May", None),
        ("the fishing quota was respected by both sides", None),
        ("the prisoners would be released without delay", Flag.TEXT_VANISHED),
        ("the weather was fine", None),
    ]
    with record.reading() as gate:
        assert len(gate.claims(Person)) == 1
        everything = gate.claims(Statement, Filter(with_retired=True))
        assert [e.flag for e in everything].count(Flag.FOUND_AGAIN) == 1
        earlier, later = gate.documents()
        assert (earlier.later, later.earlier) == (later.id, earlier.id)
        assert (earlier.earlier, later.later) == (None, None)
        assert [d.claims for d in (earlier, later)] == [2, 4]


def test_both_versions_are_still_proved(record: Record) -> None:
    record.add(version(FIRST))
    record.add(version(SECOND))
    assert list(record.audit(lambda raw, source: document(raw.decode()))) == []


def test_a_third_version_counts_against_all_before_it(record: Record) -> None:
    record.add(version(FIRST))
    record.add(version(SECOND))
    record.add(version(FIRST.replace("She said the fishing quota was respected by both sides. ", "")))
    assert sorted(shown(record)) == [
        ("the crossing would reopen in April", None),
        ("the crossing would reopen in late May", Flag.TEXT_CHANGED),
        ("the fishing quota was respected by both sides", Flag.TEXT_VANISHED),
        ("the prisoners would be released without delay", None),
        ("the weather was fine", Flag.TEXT_VANISHED),
    ]


def test_adding_the_versions_again_changes_nothing(record: Record) -> None:
    for text in (FIRST, SECOND, FIRST, SECOND):
        record.add(version(text))
    before = shown(record)
    assert record.add(version(SECOND)).is_empty
    assert shown(record) == before
    assert len(before) == 5


def test_a_page_that_is_gone_leaves_its_entries_flagged(record: Record) -> None:
    record.add(version(FIRST))
    gone = document("This page is no longer available.", url=URL, path=None)
    record.add(Reading(gone, gone.text.encode(), "{}", Extraction(False, made_by="hand 1"), is_fetched=True))
    assert {flag for _, flag in shown(record)} == {Flag.TEXT_VANISHED}


def test_the_same_text_in_other_bytes_doubles_nothing(record: Record) -> None:
    record.add(version(FIRST))
    other = version(FIRST + " ")
    record.add(replace(other, document=replace(other.document, text=FIRST)))
    assert len(shown(record)) == 3
    assert {flag for _, flag in shown(record)} == {None}


def test_a_reading_that_finds_other_things_in_the_old_version_is_flagged_anew(record: Record) -> None:
    one = version(FIRST)
    record.add(replace(one, extraction=Extraction(True, made_by="hand 0")))
    record.add(version(SECOND))
    assert len(shown(record)) == 3
    record.add(one)
    assert len(shown(record)) == 5


def test_another_speaker_of_the_same_words_is_the_later_readings_business(record: Record) -> None:
    record.add(version(FIRST))
    second = version(SECOND)
    assert second.extraction is not None
    told = tuple(replace(s, speaker="Pavel Orsk", party="ELB") for s in second.extraction.statements)
    record.add(replace(second, extraction=replace(second.extraction, statements=told)))
    with record.reading() as gate:
        quota = [e.claim.speaker for e in gate.claims(Statement) if "quota" in e.claim.content[0].exact]
    assert quota == ["Pavel Orsk"]


def test_words_that_stand_but_are_no_longer_read_so_are_told(record: Record) -> None:
    record.add(version(FIRST))
    second = version(SECOND)
    assert second.extraction is not None
    record.add(replace(second, extraction=replace(second.extraction, statements=())))
    assert ("the fishing quota was respected by both sides", Flag.TEXT_CHANGED) in shown(record)


def test_saved_pages_are_versions_only_if_they_have_text_in_common(record: Record) -> None:
    home = "https://ministry.example/"
    record.add(version(FIRST, home, is_fetched=False))
    record.add(
        version("An entirely different page. Minister Ana Košir said the harvest was good.", home, False)
    )
    assert {flag for _, flag in shown(record)} == {None}
    record.add(version(SECOND, home, is_fetched=False))
    assert {flag for _, flag in shown(record)} == {None, Flag.TEXT_CHANGED, Flag.TEXT_VANISHED}


def test_documents_without_an_address_have_no_versions(record: Record) -> None:
    record.add(version(FIRST, None))
    record.add(version(SECOND, None))
    with record.reading() as gate:
        assert {(d.earlier, d.later) for d in gate.documents()} == {(None, None)}


def test_a_version_of_a_confidential_document_is_as_confidential(record: Record) -> None:
    record.add(replace(version(FIRST), level=Level.CHATHAM))
    record.add(version(SECOND))
    with record.reading() as gate:
        assert {d.level for d in gate.documents()} == {Level.CHATHAM}


def test_search_finds_what_stands_in_several_versions_once_and_what_was_taken_out(record: Record) -> None:
    record.add(version(FIRST))
    record.add(version(SECOND))
    with record.reading() as gate:
        last = gate.documents()[1].id
        assert [h.document.id == last for h in gate.search("fishing quota")] == [True]
        assert [h.document.id == last for h in gate.search("prisoners")] == [False]
        assert [h.document.id == last for h in gate.search("crossing reopen")] == [False, True]


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("http://a.example/x", "https://a.example/x", True),
        ("https://a.example/x/", "https://a.example/x", True),
        ("https://a.example/x#top", "https://a.example/x", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x", "https://a.example/y", False),
        ("https://a.example/x", "https://www.b.example/x", False),
    ],
)
def test_ways_to_write_an_address(one: str, other: str, are_same: bool) -> None:
    assert (set(same_addresses(one)) == set(same_addresses(other))) is are_same


def test_what_has_text_in_common() -> None:
    assert is_version(FIRST, SECOND, is_fetched=False)
    assert is_version(FIRST, "Removed.", is_fetched=True)
    assert not is_version(FIRST, "Removed.", is_fetched=False)
    assert not is_version("", FIRST, is_fetched=False)


@pytest.mark.parametrize(
    ("before", "after", "flag"),
    [
        ("the crossing would reopen in April", "the crossing would reopen in May", Flag.TEXT_CHANGED),
        ("the crossing would reopen in April", "the crossing might one day reopen", Flag.TEXT_CHANGED),
        ("the quota was 400 tonnes a year", "the quota was 350 tonnes a year", Flag.TEXT_CHANGED),
        ("the crossing would reopen in April", "the talks were held in a good spirit", Flag.TEXT_VANISHED),
        ("the prisoners would be freed", "the fishermen would be paid", Flag.TEXT_VANISHED),
        ("the border was closed", "the weather was fine", Flag.TEXT_VANISHED),
    ],
)
def test_what_was_changed_and_what_taken_out(record: Record, before: str, after: str, flag: Flag) -> None:
    frame = (
        "Minister Ana Košir spoke to reporters after the talks in the old town. She said {}. Then she left."
    )
    record.add(version(frame.format(before)))
    record.add(version(frame.format(after)))
    assert (before, flag) in shown(record)


def test_a_citation_leads_to_the_version_it_was_made_in(record: Record) -> None:
    record.add(version(FIRST))
    record.add(version(SECOND))
    with record.reading() as gate:
        (gone,) = [
            e for e in gate.claims(Statement) if e.flag is Flag.TEXT_VANISHED or e.flag == "text-vanished"
        ]
        words: Citation = gone.claim.content[0]
        place = gate.place(gate.mark(words))
        assert place.document.text[place.start : place.end] == words.exact
        assert place.entry.later is not None
