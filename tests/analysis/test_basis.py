"""What is kept of a dialogue through changes of the record is what would be worked out anew, whatever changed."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from evaluation.generated import World, readings
from tests.record.making import cite, document, said
from tests.record.test_identities import page
from tests.record.test_keeping import relevel
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.opening import find_dossier, of_dialogue
from tracktwo.model import Dialogue, Extraction, Person, Round, Track
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, Thing, canonical
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Gate, Kept, Memory, Reading, Record, SeriesEntry
from tracktwo.record.judgements import document_level
from tracktwo.record.targets import reference
from tracktwo.settling import settle
from tracktwo.views.brief import make_brief
from tracktwo.views.markdown import to_markdown
from tracktwo.views.tables import Format, render
from tracktwo.web.sheets import SHEETS

DAY = date(2021, 3, 1)


def told(gate: Gate, dossier: Dossier) -> list[str]:
    """Everything that pages show of a dialogue."""
    sheets = [render(make(gate, dossier, date.today()), Format.JSON) for make in SHEETS.values()]
    return [to_markdown(make_brief(gate, dossier.series.key, None, DAY)), *sheets]


def everything(record: Record, clearance: Clearance = Clearance.EVERYTHING) -> dict[str, list[str]]:
    """The same of all dialogues, kept where the record has a memory that is lent to it."""
    with record.reading(clearance) as gate:
        if gate.kept is None:
            return {}
        keys = [s.key for s in gate.kept.series(Filter())]
        return {key: of_dialogue(gate, key, "told", lambda dossier: told(gate, dossier)) for key in keys}


def fresh(where: str, clearance: Clearance = Clearance.EVERYTHING) -> dict[str, list[str]]:
    with Record.open(where) as record:
        return everything(record, clearance)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_kept_is_what_would_be_worked_out_anew(record_url: str, seed: int) -> None:
    draw, memory = random.Random(seed), Memory()
    made = [*readings(World(seed, 24), 24), *(page(draw) for _ in range(12))]
    draw.shuffle(made)
    with Record.open(record_url, create=True, memory=memory) as record:
        for reading in made[:16]:
            record.add(reading)
        settle(record)
        everything(record)
        for later in made[16:]:
            if draw.random() < 0.5:
                record.add(later)
            else:
                change(record, draw, made)
            settle(record)
            assert everything(record) == fresh(record_url)
    memory.forget()


@pytest.mark.parametrize("seed", range(4))
def test_so_it_is_for_those_who_may_not_see_everything(record_url: str, seed: int) -> None:
    draw, memory = random.Random(seed), Memory()
    readers = (Clearance.PUBLIC, Clearance.CHATHAM)
    made = [*readings(World(seed + 20, 16), 16), *(page(draw) for _ in range(10))]
    draw.shuffle(made)
    with Record.open(record_url, create=True, memory=memory) as record:
        for number, reading in enumerate(made[:14]):
            record.add(replace(reading, level=Level.CHATHAM) if number % 5 == seed else reading)
        for later in made[14:]:
            act = draw.random()
            if act < 0.4:
                record.add(later)
            elif act < 0.6:
                relevel(record, draw)
            else:
                change(record, draw, made)
            for reader in readers:
                settle(record, reader)
                # What is kept is asked for twice: as somebody else may have, and in this state of the record.
                assert everything(record, reader) == fresh(record_url, reader)
    memory.forget()


def change(record: Record, draw: random.Random, made: Sequence[Reading]) -> None:
    """Read one document again with less in it, judge entries, rule on two, take a judgement back, or set a level."""
    with record.reading() as gate:
        found = sorted(gate.claims(), key=lambda e: e.id)
        judged = gate.judgements()
    act = draw.choice(("again", "undo", "level", "reject", "accept", "same", "distinct", "correct"))
    if act == "again":
        reading = draw.choice(made)
        extraction = reading.extraction
        assert extraction is not None
        less = replace(extraction, people=extraction.people[1:], rounds=extraction.rounds[1:])
        record.add(replace(reading, extraction=less))
        return
    one = draw.choice(found)
    says, subject = "null", Subject(groups=((reference(one),),))
    if act == "undo":
        if not judged:
            return
        subject = Subject(judgement=draw.choice(judged).id)
    elif act == "level":
        subject = Subject(document=one.document.id)
        says = canonical({"level": draw.choice((Level.PUBLIC, Level.BACKGROUND)).value})
    elif act == "correct":
        people = [e for e in found if e.kind == "people"]
        subject = Subject(groups=((reference(draw.choice(people)),),))
        says = canonical({"field": "party", "value": draw.choice(("XOR", "XTA", None))})
    elif act in ("same", "distinct"):
        alike = [e for e in found if e.kind == one.kind and e.id != one.id]
        things = {
            "people": Thing.PEOPLE, "rounds": draw.choice((Thing.ROUNDS, Thing.DIALOGUES)),
            "states": Thing.DIALOGUES, "statements": Thing.STATEMENTS, "engagements": Thing.ENGAGEMENTS,
        }  # fmt: skip
        if one.kind not in things or not alike:
            return
        pair = reference(one), reference(draw.choice(alike))
        subject = Subject(groups=(pair,) if act == "same" else ((pair[0],), (pair[1],)))
        says = canonical({"as": things[one.kind].value})
    record.judge(Judgement(JudgementAct(act), subject, "analyst", record.moment("analyst"), None, says))


class Counting:
    """Works something out of a dossier, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, dossier: Dossier) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def two(record_url: str) -> tuple[str, list[Reading]]:
    """A record of two dialogues, and what was read for it."""
    made = list(readings(World(3, 60), 60))
    with Record.open(record_url, create=True) as record:
        for reading in made[:-1]:
            record.add(reading)
        settle(record)
    return record_url, made


def ask(record: Record, key: str, make: Counting, clearance: Clearance = Clearance.EVERYTHING) -> int:
    with record.reading(clearance) as gate:
        return of_dialogue(gate, key, "counted", make)


def rejected(record: Record, key: str) -> None:
    """Reject one entry of a dialogue."""
    with record.reading() as gate:
        one = find_dossier(gate, key).statements[0].entries[0]
    subject = Subject(groups=((reference(one),),))
    record.judge(Judgement(JudgementAct.REJECT, subject, "analyst", record.moment("analyst"), None, "null"))
    settle(record)


def apart(kept: Kept) -> tuple[SeriesEntry, SeriesEntry]:
    """The first dialogue of a record, and one that has no document in common with it."""
    one, *others = kept.series(Filter())
    own = set(kept.documents_of_series(one.number))
    return one, next(s for s in others if own.isdisjoint(kept.documents_of_series(s.number)))


def test_a_judgement_elsewhere_leaves_it_and_one_of_its_own_does_not(two: tuple[str, list[Reading]]) -> None:
    where, _ = two
    make = Counting()
    with Record.open(where) as record:
        with record.reading() as gate:
            assert gate.kept is not None
            one, other = apart(gate.kept)
        assert ask(record, one.key, make) == 1
        rejected(record, other.key)
        assert ask(record, one.key, make) == 1, "it rests on nothing that changed"
        rejected(record, one.key)
        assert ask(record, one.key, make) == 2


def test_a_document_that_tells_of_no_round_counts_as_its_own(record_url: str) -> None:
    of = document("Ana Velon of Orlesia met Omar Marek of Tavan. The two spoke of the border.", path="b.txt")
    beside = document("Ana Velon met Omar Marek. The border should open, she said.", path="c.txt")
    words = cite(of, "met")
    people = [("Ana Velon", "XOR"), ("Omar Marek", "XTA")]
    whole = Extraction(
        True,
        people=tuple(Person(name=name, party=party, mentions=(cite(of, name),)) for name, party in people),
        rounds=(Round(dialogue=Dialogue("Border Talks", ("XOR", "XTA"), Track.I), evidence=(words,)),),
        made_by="hand 1",
    )
    named = tuple(Person(name=n, party=None, mentions=(cite(beside, n),)) for n, _ in people)
    words = said(beside, "The border should open", "Ana Velon", "XOR")
    loose = Extraction(True, people=named, statements=(words,), made_by="hand 1")
    with Record.open(record_url, create=True) as record:
        for what, told_there in ((of, whole), (beside, loose)):
            record.add(Reading(what, what.text.encode(), "{}", told_there))
        settle(record)
        with record.reading() as gate:
            dossier = find_dossier(gate, None)
        key = dossier.series.key
        assert len(dossier.documents) == 2
        assert len(dossier.statements) == 1
        rejected(record, key)
        with record.reading() as gate:
            assert find_dossier(gate, key).statements == ()


def test_each_clearance_is_given_its_own_and_keeps_it(two: tuple[str, list[Reading]]) -> None:
    where, _ = two
    make = Counting()
    with Record.open(where) as record:
        with record.reading() as gate:
            assert gate.kept is not None
            key = gate.kept.series(Filter())[0].key
        assert [ask(record, key, make, c) for c in (Clearance.EVERYTHING, Clearance.PUBLIC)] == [1, 2]
        record.set_aside("a.pdf", "sha256:00", "it is empty")
        assert [ask(record, key, make, c) for c in (Clearance.EVERYTHING, Clearance.PUBLIC)] == [1, 2]


@pytest.fixture
def withheld(two: tuple[str, list[Reading]]) -> tuple[str, str, str, str]:
    """A record, two of its dialogues that have no document in common, and a document of the second that is withheld."""
    where, _ = two
    with Record.open(where) as record:
        with record.reading() as gate:
            assert gate.kept is not None
            one, other = apart(gate.kept)
            document = gate.kept.documents_of_series(other.number)[0]
        level(record, document, Level.CHATHAM)
    return where, one.key, other.key, document


def level(record: Record, name: str, to: Level) -> None:
    """Set the level of a document, and settle for everybody and for readers of what is public."""
    record.judge(document_level(name, to, "analyst", record.moment("analyst"), None))
    settle(record, Clearance.PUBLIC)


def test_below_full_clearance_a_change_elsewhere_leaves_it(withheld: tuple[str, str, str, str]) -> None:
    where, one, other, _ = withheld
    make = Counting()
    with Record.open(where) as record:
        with record.reading(Clearance.PUBLIC) as gate:
            assert gate.withholds
            assert gate.kept is not None
        assert ask(record, one, make, Clearance.PUBLIC) == 1
        rejected(record, other)
        assert ask(record, one, make, Clearance.PUBLIC) == 1, "it rests on nothing that changed"
        rejected(record, one)
        assert ask(record, one, make, Clearance.PUBLIC) == 2


@pytest.mark.parametrize("to", [Level.PUBLIC, Level.OFF_RECORD])
def test_where_a_level_changed_anywhere_nothing_holds(withheld: tuple[str, str, str, str], to: Level) -> None:
    where, one, _, document = withheld
    make = Counting()
    with Record.open(where) as record:
        assert ask(record, one, make, Clearance.PUBLIC) == 1
        level(record, document, to)
        assert ask(record, one, make, Clearance.PUBLIC) == 2


def test_where_sides_are_named_from_other_sizes_on_nothing_holds(
    withheld: tuple[str, str, str, str],
) -> None:
    where, one, *_ = withheld
    make = Counting()
    with Record.open(where) as record:
        assert ask(record, one, make, Clearance.PUBLIC) == 1
        record.name_sides_from(2)
        settle(record, Clearance.PUBLIC)
        assert ask(record, one, make, Clearance.PUBLIC) == 2


def test_what_changed_is_told_by_the_names_that_the_reader_knows(withheld: tuple[str, str, str, str]) -> None:
    where, *_, document = withheld
    with Record.open(where) as record:
        states, seen = {}, {}
        for reader in (Clearance.EVERYTHING, Clearance.PUBLIC):
            with record.reading(reader) as gate:
                states[reader] = gate._state
        with record.reading() as gate:
            mine = next(e for e in gate.claims(filter=Filter(documents=(document,))))
        subject = Subject(groups=((reference(mine),),))
        moment = record.moment("analyst")
        record.judge(Judgement(JudgementAct.ACCEPT, subject, "analyst", moment, None, "null"))
        settle(record)
        for reader in states:
            with record.reading(reader) as gate:
                seen[reader] = gate.changed_since(states[reader])
        assert seen[Clearance.EVERYTHING] == {document}
        assert seen[Clearance.PUBLIC] is not None
        assert document not in seen[Clearance.PUBLIC]
        assert all(name.startswith("opaque:") for name in seen[Clearance.PUBLIC])


def test_where_what_is_seen_is_not_kept_nothing_is_known_of_changes(
    withheld: tuple[str, str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where, *_ = withheld
    monkeypatch.setattr("tracktwo.record.sight.kept_space", lambda connection, clearance: None)
    with Record.open(where) as record, record.reading(Clearance.PUBLIC) as gate:
        assert gate.sight is None
        assert gate.changed_since(gate._state) is None


def test_what_was_known_of_a_record_is_not_known_of_a_copy_that_was_changed_otherwise(
    two: tuple[str, list[Reading]],
) -> None:
    where, made = two
    with Record.open(where) as record:
        with record.reading() as gate:
            before = gate._state
        record.add(made[-1])
        with record.reading() as gate:
            assert gate.changed_since(before) == {made[-1].document.id}
            others = ("", "1:0123456789abcdef", *before[2:])
            assert gate.changed_since(others) is None
            assert gate.changed_since((before[0], "1:0123456789abcdef", *before[2:])) is None
