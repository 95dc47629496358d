"""Pages of a list, one after another, are the list: nothing is left out, shown twice or moved."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from tests.conftest import new_record_url
from tests.record.making import cite, document
from tracktwo.errors import UsageError
from tracktwo.model import (
    Dialogue,
    Extraction,
    Person,
    Round,
    Statement,
    StatementKind,
)
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Gate, Reading, Record, Sort, cursor_of
from tracktwo.record.facets import fold, party_place
from tracktwo.record.sorting import SORTS
from tracktwo.settling import settle
from tracktwo.views import known, lists
from tracktwo.views.ordering import PEOPLE_SORTS, SERIES_SORTS
from tracktwo.views.tables import Table

DAYS = (None, "2013-08-02", "2013-08", "2014", "2013-08-02", None, "2012-01-01/..")
NAMES = ("Ana Košir", "Pavel Orsk", "Lena Marsh", "Dora Venn", "Ilja Praal")
PARTIES = ("RUR", "ELB", "FRE")


def reading(n: int) -> Reading:
    """A document that tells of two people, what they said, and of a round; every third is confidential."""
    one, other = NAMES[n % 5], NAMES[(n + 1 + n // 5) % 5]
    text = f"{one} and {other} met for round {n}. They said little. {one} said it was good to talk."
    about = document(text, published=DAYS[n % 7])
    parties = (PARTIES[n % 3], PARTIES[(n + 1) % 3])
    said = [
        Statement(
            speaker=who, party=party, content=(cite(about, words),), kind=StatementKind.INDIRECT,
            confidence=0.5 + (n * 7 + len(words)) % 11 / 22,
        )
        for who, party, words in ((one, parties[0], "it was good to talk"), (other, parties[1], "little"))
    ]  # fmt: skip
    people = [
        Person(name=name, party=party, office="Minister", mentions=(cite(about, name),))
        for name, party in zip((one, other), parties, strict=True)
    ]
    met = Round(
        dialogue=Dialogue(f"talks {n % 4}", parties, None), evidence=(cite(about, f"met for round {n}"),)
    )
    level = Level.CHATHAM if n % 3 == 0 else None
    found = Extraction(True, statements=tuple(said), people=tuple(people), rounds=(met,), made_by="hand 1")
    return Reading(about, text.encode(), "{}", found, level=level)


def filled(url: str) -> Record:
    """A record of twenty-three documents."""
    opened = Record.open(url, create=True)
    for n in range(23):
        opened.add(reading(n))
    settle(opened)
    return opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """It is made once for all who only read it."""
    with filled(new_record_url(request, tmp_path_factory.mktemp("paging"), request.param)) as opened:
        yield opened


ASKED: dict[str, Callable[[Gate, Filter], tuple[Any, ...]]] = {
    "documents": lambda gate, filter: gate.documents(filter),
    "statements": lambda gate, filter: gate.claims(Statement, filter),
    "claims": lambda gate, filter: gate.claims(None, filter),
    "unsure": lambda gate, filter: gate.unsure(None, filter),
    "unsure statements": lambda gate, filter: gate.unsure(Statement, filter),
    "people": lambda gate, filter: gate.kept.people(filter) if gate.kept else (),
    "series": lambda gate, filter: gate.kept.series(filter) if gate.kept else (),
}
FILTERS = (
    Filter(),
    Filter(falls=True),
    Filter(party="RUR"),
    Filter(party="RUR", falls=True),
    Filter(since="2013"),
    Filter(party="ELB", until="2013"),
)


@pytest.mark.parametrize("clearance", [Clearance.EVERYTHING, Clearance.PUBLIC])
@pytest.mark.parametrize("asked", ASKED)
def test_pages_of_entries_are_the_whole_list(record: Record, asked: str, clearance: Clearance) -> None:
    ask = ASKED[asked]
    for filter in FILTERS:
        for size in (1, 2, 7):
            with record.reading(clearance) as gate:
                whole = ask(gate, filter)
                found: list[Any] = []
                while page := ask(
                    gate, replace(filter, limit=size, after=cursor_of(found[-1]) if found else None)
                ):
                    found += page
            assert found == list(whole)
            if clearance is Clearance.EVERYTHING and not filter.until:
                assert whole, "there is something to page through"


@pytest.mark.parametrize("asked", ["documents", "statements", "claims"])
def test_the_newest_come_first_where_asked_for_and_the_undated_last(record: Record, asked: str) -> None:
    with record.reading() as gate:
        rising, falling = (ASKED[asked](gate, Filter(falls=newest)) for newest in (False, True))
        # A page is of the same order as the whole.
        assert ASKED[asked](gate, Filter(falls=True, limit=5)) == falling[:5]

    def undated(entry: Any) -> bool:
        return (entry if asked == "documents" else entry.document).published is None

    dated = [entry for entry in rising if not undated(entry)]
    assert list(falling) == [*reversed(dated), *reversed([entry for entry in rising if undated(entry)])]


#: Orders by which each list can be asked for.
SORTED: dict[str, tuple[Sort, ...]] = {
    "documents": (Sort.NAME,),
    "statements": SORTS["statements"],
    "rounds": SORTS["rounds"],
    "people": PEOPLE_SORTS,
    "dialogues": SERIES_SORTS,
}
#: What the rows of a table are to be in order by, where a column tells it.
TOLD: dict[tuple[str, Sort], tuple[str, Callable[[Any], Any]]] = {
    ("documents", Sort.NAME): ("title", str),
    ("statements", Sort.NAME): ("speaker", fold),
    ("statements", Sort.PARTY): ("party", party_place),
    ("statements", Sort.CONFIDENCE): ("confidence", float),
    ("rounds", Sort.NAME): ("dialogue", fold),
    ("rounds", Sort.PARTY): ("parties", lambda parties: party_place(parties[0])),
    ("rounds", Sort.CONFIDENCE): ("confidence", float),
    ("people", Sort.NAME): ("name", fold),
    ("people", Sort.PARTY): ("party", party_place),
    ("people", Sort.DOCUMENTS): ("documents", int),
    ("people", Sort.FIRST): ("first", str),
    ("people", Sort.LAST): ("last", str),
    ("dialogues", Sort.NAME): ("dialogue", fold),
    ("dialogues", Sort.PARTY): ("parties", lambda parties: " ".join(map(party_place, parties))),
    ("dialogues", Sort.ROUNDS): ("rounds", int),
    ("dialogues", Sort.DOCUMENTS): ("documents", int),
    ("dialogues", Sort.FIRST): ("first", str),
    ("dialogues", Sort.LAST): ("last", str),
}


@pytest.mark.parametrize("clearance", [Clearance.EVERYTHING, Clearance.PUBLIC])
@pytest.mark.parametrize("name", SORTED)
def test_a_list_stands_in_the_order_of_what_its_rows_show(
    record: Record, name: str, clearance: Clearance
) -> None:
    """To whom a name is withheld, the place of its row does not tell it."""
    for sort, falls in product(SORTED[name], (False, True)):
        column, key = TOLD[name, sort]
        with record.reading(clearance) as gate:
            table = TABLES[name](gate, Filter(sort=sort, falls=falls))
            # In its own order, and with what it is narrowed down by, it has the same rows.
            assert sorted(map(str, table.rows)) == sorted(map(str, TABLES[name](gate, Filter()).rows))
        at = [c.name for c in table.columns].index(column)
        shown = [row[at] for row in table.rows]
        told = [key(value) for value in shown if value not in (None, "", ())]
        assert told == sorted(told, reverse=falls)
        assert told, "there is something to put in order"
        assert all(value in (None, "", ()) for value in shown[len(told) :]), "what has none stands last"


@pytest.mark.parametrize("clearance", [Clearance.EVERYTHING, Clearance.PUBLIC])
@pytest.mark.parametrize("name", SORTED)
def test_pages_in_any_order_are_the_whole_list(
    record: Record, name: str, clearance: Clearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = TABLES[name]
    asked = [(1_000, Filter()), (1_000, Filter(since="2013")), (1_000, Filter(party="RUR"))]
    # Of what a filter asks for there is more, or less, than is gone through at once.
    asked.append((0, Filter(party="RUR")))
    for (rare, narrowed), sort, falls in product(asked, SORTED[name], (False, True)):
        monkeypatch.setattr("tracktwo.record.paging.RARE", rare)
        filter = replace(narrowed, sort=sort, falls=falls)
        with record.reading(clearance) as gate:
            whole = make(gate, filter)
            page = make(gate, replace(filter, limit=7))
            rows = list(page.rows)
            while page.after is not None:
                page = make(gate, replace(filter, limit=7, after=page.after))
                assert page.rows
                rows += page.rows
        assert rows == list(whole.rows)


@pytest.mark.parametrize("name", SORTED)
def test_an_order_that_a_list_does_not_have_is_refused(record: Record, name: str) -> None:
    other = next(sort for sort in Sort if sort not in SORTED[name])
    with record.reading() as gate, pytest.raises(UsageError, match="in order by"):
        TABLES[name](gate, Filter(sort=other))


def test_entries_of_all_kinds_have_no_order_but_that_of_their_days(record: Record) -> None:
    with record.reading() as gate, pytest.raises(UsageError, match="in order by"):
        gate.claims(None, Filter(sort=Sort.NAME))


TABLES: dict[str, Callable[[Gate, Filter], Table]] = {
    "documents": lists.documents,
    "statements": lists.statements,
    "rounds": lists.rounds,
    "people": known.people,
    "dialogues": known.dialogues,
}


@pytest.mark.parametrize("clearance", [Clearance.EVERYTHING, Clearance.PUBLIC])
@pytest.mark.parametrize("name", TABLES)
def test_pages_of_a_table_are_the_whole_table(record: Record, name: str, clearance: Clearance) -> None:
    make = TABLES[name]
    for filter in FILTERS:
        with record.reading(clearance) as gate:
            whole = make(gate, filter)
            page = make(gate, replace(filter, limit=2))
            rows = list(page.rows)
            while page.after is not None:
                page = make(gate, replace(filter, limit=2, after=page.after))
                assert page.rows
                rows += page.rows
        assert rows == list(whole.rows)
        assert whole.after is None


def test_the_last_page_names_no_next_one(record: Record) -> None:
    with record.reading() as gate:
        assert lists.documents(gate, Filter(limit=23)).after is None
        assert lists.documents(gate, Filter(limit=22)).after is not None


def test_what_is_added_between_two_pages_shifts_nothing(record_url: str) -> None:
    with filled(record_url) as record:
        with record.reading() as gate:
            before = gate.documents()
        for n in range(30, 40):
            record.add(reading(n))
        with record.reading() as gate:
            behind = gate.documents(Filter(after=cursor_of(before[10])))
            assert [d for d in behind if d in before] == list(before[11:])


def test_people_who_are_settled_anew_between_two_pages_lose_nobody(record: Record) -> None:
    with record.reading() as gate:
        assert gate.kept is not None
        first, *_ = gate.kept.people(Filter(limit=1))
        after = cursor_of(replace(first, number=9_999))
        assert {p.number for p in gate.kept.people(Filter(after=after))} >= {
            p.number for p in gate.kept.people(Filter()) if p != first
        }


@pytest.mark.parametrize("after", ["", "x", "no such", "\0", "ä", "W10", "WzEsMl0", "f" * 64])
@pytest.mark.parametrize("asked", ASKED)
def test_what_is_no_cursor_of_the_list_is_refused(record: Record, asked: str, after: str) -> None:
    with record.reading() as gate, pytest.raises(UsageError, match="begin again with the first one"):
        ASKED[asked](gate, Filter(limit=5, after=after))


def test_a_withheld_entry_is_no_cursor(record: Record) -> None:
    with record.reading() as gate:
        (secret, *_) = (d for d in gate.documents() if d.level is Level.CHATHAM)
    with record.reading(Clearance.PUBLIC) as gate, pytest.raises(UsageError, match="begin again"):
        gate.documents(Filter(after=cursor_of(secret)))
