"""People and series as they are kept are those of the whole record, in whatever order its documents came."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from evaluation.generated import World, readings
from tests.record.making import cite, document
from tests.standins import PLAIN
from tracktwo.model import Dialogue, Extraction, Person, Round, StateChange, Track
from tracktwo.model.claims import Change, Status
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, Thing, canonical
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Filter, Gate, Reading, Record, tables
from tracktwo.record.targets import reference
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.people import link_people
from tracktwo.settling import is_outdated, renew, settle
from tracktwo.views import lists
from tracktwo.views.tables import Format, render

NAMES = (
    "Ana Velon", "Anna Velon", "A. Velon", "Ana Maria Velon", "Velon", "Omar Velon", "Maria Velon", "Dana Marek",
    "Dana Marekova", "Marek", "Ilyas Marek", "VELON", "Dr Omar Velon", "Ana Lena Velon", "Marek Velon", "Valon",
    "Vilon", "Abdul Rahman Marek", "Abdulrahman Ilyas Marek", "Dana al-Marek", "Dana Almarek", "U Dana Marek",
)  # fmt: skip
PARTIES = ("XOR", "XTA", "XKV", None)
OFFICES = ("foreign minister", "prime minister", "minister", "reporter", None)
TALKS = ("Orlesia-Tavan Border Dialogue", "Border Dialogue", "talks", None)
BENCHES = (("XOR", "XTA"), ("XKV", "XOR", "XTA"), ("XOR",), ("XKV", "XTA"))


def page(draw: random.Random) -> Reading:
    """A document that names people and tells of a round or a change of state."""
    year = draw.choice((1961, 1998, 2019, 2020))
    number = draw.randrange(10**6)
    of = document(f"Page {number} of {year}: they met.", published=f"{year}-05-04", path=f"{number}.txt")
    words = (cite(of, "they met"),)
    people = tuple(
        Person(
            name=draw.choice(NAMES), party=draw.choice(PARTIES), office=draw.choice(OFFICES), mentions=words
        )
        for _ in range(draw.randrange(4))
    )
    name, parties, track = draw.choice(TALKS), draw.choice(BENCHES), draw.choice((*Track, None))
    convenors = draw.choice(((), ("Regional Peace Institute",), ("Tavan Academy",)))
    told = Round(
        dialogue=Dialogue(name, parties, track), when=f"{year}-05", evidence=words, convenors=convenors
    )
    state = StateChange(dialogue=name, parties=parties, change=Change.RESUMED, evidence=words)
    rounds, states = (told,) if draw.random() < 0.5 else (), (state,) if draw.random() < 0.4 else ()
    made = Extraction(True, people=people, rounds=rounds, states=states, made_by="hand 1")
    return Reading(of, of.text.encode(), "{}", made)


def kept(gate: Gate) -> tuple[set[frozenset[str]], set[tuple[str, frozenset[str]]]]:
    """The people and series that a record keeps, as claims."""
    assert gate.kept is not None, "identities lag behind"
    came = {row.id: (row.document, row.number) for row in gate.kept._ground.rows(select(tables.claims))}
    people = set()
    for one in gate.kept.people(Filter()):
        own = frozenset(a.claim for a in gate.kept.accounts_of_person(one.number))
        assert one.first_claim == min(own, key=came.__getitem__)
        people.add(own)
    series = {(s.key, gate.kept.claims_of_series(s.number)) for s in gate.kept.series(Filter())}
    return people, series


def worked_out(gate: Gate) -> tuple[set[frozenset[str]], set[tuple[str, frozenset[str]]]]:
    """The same from all claims."""
    people = link_people(gate.claims(Person), gate.rulings(Thing.PEOPLE))
    series = link_dialogues(gate.claims(Round), gate.claims(StateChange), gate.rulings(Thing.DIALOGUES))
    return (
        {frozenset(e.id for e in p.entries) for p in people},
        {(s.key, frozenset(e.id for e in (*s.rounds, *s.states))) for s in series},
    )


def shown(gate: Gate) -> list[str]:
    """What the lists show; namesakes in equally many documents may stand in any order."""
    found = (lists.people(gate, Filter()), lists.dialogues(gate, Filter()))
    return [row for table in found for row in sorted(map(str, json.loads(render(table, Format.JSON))))]


def hold(record: Record) -> None:
    """Settle the record, and compare what it keeps with what all of its claims come to."""
    with record.reading() as gate:
        from_claims = shown(gate) if gate.kept is None else None
    settle(record)
    with record.reading() as gate:
        assert kept(gate) == worked_out(gate)
        if from_claims is not None:
            assert shown(gate) == from_claims, "a list shows the same whether or not the record keeps it"


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_is_what_the_claims_come_to_whatever_came_when(record_url: str, seed: int) -> None:
    draw = random.Random(seed)
    made = [page(draw) for _ in range(12)]
    with Record.open(record_url, create=True) as record:
        for reading in made:
            record.add(reading)
            if draw.random() < 0.5:
                hold(record)
        for _ in range(8):
            change(record, draw, made)
            if draw.random() < 0.6:
                hold(record)
        hold(record)


def change(record: Record, draw: random.Random, made: Sequence[Reading]) -> None:
    """Read one document again with less in it, or judge an entry, or rule on two."""
    with record.reading() as gate:
        people = sorted(gate.claims(Person), key=lambda e: e.id)
    act = draw.choice(("again", JudgementAct.REJECT, JudgementAct.SAME, JudgementAct.DISTINCT))
    if act == "again" or len(people) < 2:
        reading = draw.choice(made)
        assert reading.extraction is not None
        less = replace(reading.extraction, people=reading.extraction.people[1:], states=())
        record.add(replace(reading, extraction=less))
        return
    one, other = map(reference, draw.sample(people, 2))
    groups = {
        JudgementAct.REJECT: ((one,),),
        JudgementAct.SAME: ((one, other),),
        JudgementAct.DISTINCT: ((one,), (other,)),
    }[JudgementAct(act)]
    says = "null" if act is JudgementAct.REJECT else canonical({"as": Thing.PEOPLE.value})
    record.judge(Judgement(JudgementAct(act), Subject(groups), "analyst", record.moment(), None, says))


def test_a_generated_record_settled_bit_by_bit_is_the_one_settled_at_once(tmp_path: Path) -> None:
    made = list(readings(World(7, 150), 150))
    with (
        Record.open(tmp_path / "bits.db", create=True) as bits,
        Record.open(tmp_path / "one.db", create=True) as one,
    ):
        for number, reading in enumerate(made):
            one.add(reading)
            bits.add(made[-1 - number])
            if number % 20 == 0:
                settle(bits)
        settle(bits)
        settle(one)
        with bits.reading() as gate, one.reading() as other:
            assert kept(gate) == kept(other) == worked_out(gate)
            assert shown(gate) == shown(other)
            people = lists.people(gate, Filter(party="XAB")).rows
            assert people == tuple(r for r in lists.people(gate, Filter()).rows if r[1] == "XAB") or people
            assert len(lists.people(gate, Filter(limit=3)).rows) == 3


def test_what_lags_behind_is_not_read(record_url: str) -> None:
    made = list(readings(World(7, 5), 5))
    with Record.open(record_url, create=True) as record:
        record.add(made[0])
        with record.reading() as gate:
            assert gate.kept is None
            assert lists.people(gate, Filter()).rows
        settle(record)
        assert not record.is_unsettled()
        record.add(made[1])
        assert record.is_unsettled()


@pytest.fixture
def by_other_rules(record_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """A record of one person in two documents, whom other rules than those of now took for two."""
    with Record.open(record_url, create=True) as record:
        with monkeypatch.context() as then:
            then.setattr("tracktwo.settling.rules_version", lambda: "0" * 16)
            then.setattr(
                "tracktwo.settling.known_people", lambda homes, rulings: [(e,) for h in homes for e in h]
            )
            for name in ("Ana Velon", "Anna Velon"):
                of = document(f"{name} spoke.")
                told = Person(name=name, party="XOR", mentions=(cite(of, name),))
                record.add(
                    Reading(of, of.text.encode(), "{}", Extraction(True, people=(told,), made_by="hand 1"))
                )
            settle(record)
        yield record


def names_kept(record: Record) -> list[tuple[str, ...]]:
    with record.reading() as gate:
        assert gate.kept is not None, "what older rules came to is still read"
        return sorted(person.names for person in gate.kept.people(Filter()))


def test_what_other_rules_came_to_is_read_until_it_is_renewed(by_other_rules: Record) -> None:
    assert is_outdated(by_other_rules)
    assert names_kept(by_other_rules) == [("Ana Velon",), ("Anna Velon",)]
    settle(by_other_rules)
    assert is_outdated(by_other_rules), "reading and judging do not wait for everybody to be worked out anew"
    renew(by_other_rules)
    assert not is_outdated(by_other_rules)
    assert [set(names) for names in names_kept(by_other_rules)] == [{"Ana Velon", "Anna Velon"}]
    with by_other_rules.reading() as gate:
        assert kept(gate) == worked_out(gate)


def test_renewing_again_changes_nothing(by_other_rules: Record) -> None:
    renew(by_other_rules)
    with by_other_rules.reading() as gate:
        before = gate.kept.people(Filter()) if gate.kept else ()
    renew(by_other_rules)
    with by_other_rules.reading() as gate:
        assert gate.kept is not None
        assert gate.kept.people(Filter()) == before


def test_the_next_source_added_renews_what_other_rules_came_to(
    by_other_rules: Record, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Nothing of note happened.", encoding="utf-8")
    assert [step.outcome for step in add_sources(by_other_rules, [str(page)], Options(), PLAIN)]
    assert not is_outdated(by_other_rules)
    assert len(names_kept(by_other_rules)) == 1


def test_a_renewed_record_of_many_is_the_one_made_by_these_rules(
    record_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(11)
    made = [page(draw) for _ in range(30)]
    with Record.open(record_url, create=True) as record:
        with monkeypatch.context() as then:
            then.setattr("tracktwo.settling.rules_version", lambda: "0" * 16)
            then.setattr("tracktwo.settling.lookups", lambda name: frozenset({f"|{name[-1]}"}))
            then.setattr("tracktwo.settling.link_dialogues", lambda rounds, states, rulings: ())
            for number, reading in enumerate(made):
                record.add(reading)
                if number % 10 == 0:
                    settle(record)
        renew(record)
        with record.reading() as gate:
            assert kept(gate) == worked_out(gate)


def test_a_planned_round_is_in_its_series(record_url: str) -> None:
    of = document("They will meet.")
    told = Round(
        dialogue=Dialogue("Border Dialogue", ("XOR", "XTA"), Track.I), status=Status.PLANNED, evidence=(cite(of, "meet"),)
    )  # fmt: skip
    with Record.open(record_url, create=True) as record:
        record.add(Reading(of, of.text.encode(), "{}", Extraction(True, rounds=(told,), made_by="hand 1")))
        settle(record)
        with record.reading() as gate:
            assert gate.kept is not None
            (one,) = gate.kept.series(Filter(party="xor"))
            assert (one.key, one.name, one.rounds, one.documents) == (
                "XOR-XTA-I-BORDER",
                "Border Dialogue",
                1,
                1,
            )
            assert gate.place(one.citation).document.text[gate.place(one.citation).start :] == "meet."
            assert gate.kept.series(Filter(since="2020")) == ()
