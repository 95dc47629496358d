"""What is kept for a clearance is what is worked out for it, after whatever changes, and holds nothing that is withheld."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, inspect, text

from evaluation.generated import World, readings
from tests.record.levelled import NAMES, PARTIES, drawn
from tests.record.outputs import Outputs
from tests.record.test_identities import change, kept, page, worked_out
from tests.record.test_withheld import leaks, secrets
from tracktwo.analysis.opening import find_dossier
from tracktwo.model import Person, Round, Statement
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Gate, Reading, Record
from tracktwo.record.judgements import document_level
from tracktwo.record.kept_faults import faults_kept
from tracktwo.record.spaces import PREFIX, drop_spaces
from tracktwo.record.targets import reference
from tracktwo.settling import settle
from tracktwo.views import lists
from tracktwo.views.tables import Format, render

BELOW = (Clearance.PUBLIC, Clearance.BACKGROUND, Clearance.CHATHAM)
SLOW = settings(
    max_examples=3,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def shown(gate: Gate) -> list[str]:
    """What a reader is shown of a record, in short."""
    listed = (
        lists.people(gate, Filter()), lists.dialogues(gate, Filter()), lists.documents(gate, Filter()),
        lists.rounds(gate, Filter()), lists.people(gate, Filter(party="XOR")), lists.dialogues(gate, Filter(since="2000")),
    )  # fmt: skip
    found = [row for table in listed for row in sorted(render(table, Format.JSON).splitlines())]
    for entry in lists.dialogues(gate, Filter()).rows:
        dossier = find_dossier(gate, str(entry[0]))
        found.append(repr(sorted(d.id for d in dossier.documents)))
        found.append(repr(sorted(e.id for p in dossier.people for e in p.entries)))
    return [*found, repr(gate.search("they met")), repr(gate.counts()), repr(gate.values("person"))]


def without_what_is_kept(record: Record, clearance: Clearance, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with monkeypatch.context() as now:
        now.setattr("tracktwo.record.sight.kept_space", lambda connection, clearance: None)
        with record.reading(clearance) as gate:
            assert gate.kept is None or not gate.withholds
            return shown(gate)


def hold(record: Record, clearance: Clearance, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept for a clearance is what comes of the claims that it sees, and is shown the same."""
    settle(record, clearance)
    assert not record.is_unsettled(clearance)
    with record.reading(clearance) as gate:
        assert kept(gate) == worked_out(gate)
        seen = shown(gate)
    assert seen == without_what_is_kept(record, clearance, monkeypatch)


def relevel(record: Record, draw: random.Random) -> None:
    """Set a level on a document, a round or another entry, or have sides named from other sizes on."""
    with record.reading() as gate:
        documents = [d.id for d in gate.documents()]
        entries = sorted((*gate.claims(Person), *gate.claims(Round)), key=lambda e: e.id)
    level, what = draw.choice(list(Level)), draw.choice(("document", "document", "entry", "entry", "fewest"))
    if what == "fewest":
        record.name_sides_from(draw.choice((1, 3, 5)))
    elif what == "document" or not entries:
        record.judge(
            document_level(draw.choice(documents), level, "rapporteur", record.moment("rapporteur"), None)
        )
    else:
        subject = Subject(groups=((reference(draw.choice(entries)),),))
        made = record.moment("rapporteur")
        says = canonical({"level": level.value})
        record.judge(Judgement(JudgementAct.LEVEL, subject, "rapporteur", made, None, says))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_for_a_clearance_is_what_it_sees_whatever_came_when(
    record_url: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    made = [page(draw) for _ in range(10)]
    with Record.open(record_url, create=True) as record:
        for reading in made:
            record.add(reading)
            if draw.random() < 0.4:
                relevel(record, draw)
            if draw.random() < 0.3:
                hold(record, draw.choice(BELOW), monkeypatch)
        for _ in range(10):
            (relevel if draw.random() < 0.5 else lambda r, d: change(r, d, made))(record, draw)
            if draw.random() < 0.6:
                hold(record, draw.choice(BELOW), monkeypatch)
        for clearance in BELOW:
            hold(record, clearance, monkeypatch)


@pytest.mark.slow
@SLOW
@given(st.data())
@pytest.mark.parametrize("clearance", BELOW)
def test_every_output_is_the_same_whether_or_not_it_is_kept(
    clearance: Clearance, data: st.DataObject
) -> None:
    with drawn(data) as (_of, _filling, record):
        before = outputs(record, clearance)
        settle(record, clearance)
        after = outputs(record, clearance)
    assert [name for (name, text), (_, again) in zip(before, after, strict=True) if text != again] == []


def outputs(record: Record, clearance: Clearance) -> list[tuple[str, str]]:
    with record.reading(clearance) as gate:
        found = list(Outputs(record, gate, NAMES + PARTIES, ()).each())
    return [(name, text) for name, text in found if not name.startswith("kept ")]


@pytest.mark.slow
@SLOW
@given(st.data())
@pytest.mark.parametrize("clearance", BELOW)
def test_nothing_that_is_kept_for_a_clearance_holds_what_is_withheld(
    clearance: Clearance, data: st.DataObject
) -> None:
    with drawn(data) as (of, filling, record):
        settle(record, clearance)
        found = {name: leaks(row, secrets(of, filling, clearance)) for name, row in rows(record, clearance)}
    assert {name: words for name, words in found.items() if words} == {}


def rows(record: Record, clearance: Clearance) -> Iterator[tuple[str, str]]:
    """Everything in the tables that are kept for a clearance, and in what is seen of the record's own through it."""
    with record._database.reading() as connection:
        found = inspect(connection)
        names = (*found.get_table_names(), *found.get_view_names())
        for name in sorted(n for n in names if n.startswith(f"{PREFIX}{clearance.value}_")):
            if "_words" in name or "_forms" in name:
                continue
            columns = [c["name"] for c in found.get_columns(name) if c["name"] not in ("source", "passages")]
            listed = ", ".join(f'"{column}"' for column in columns)
            for row in connection.execute(text(f"SELECT {listed} FROM {name}")):
                yield name, " ".join(map(str, row))


def settled(path: Path | str, count: int = 40) -> tuple[Record, Sequence[Reading]]:
    """A record of generated documents, every fifth at the level chatham, settled for readers of what is public."""
    made = list(readings(World(11, count), count))
    record = Record.open(path, create=True)
    for reading in made:
        record.add(reading)
    for reading in made[::5]:
        record.judge(document_level(reading.document.id, Level.CHATHAM, "rapporteur", record.moment(), None))
    settle(record, Clearance.PUBLIC)
    return record, made


def test_it_is_kept_on_both_databases(record_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record, _ = settled(record_url)
    with closing(record):
        with record.reading(Clearance.PUBLIC) as gate:
            assert gate.withholds
            assert gate.kept is not None
        hold(record, Clearance.PUBLIC, monkeypatch)


def test_what_is_kept_is_read_by_nobody_once_anything_changed(record_url: str) -> None:
    record, made = settled(record_url, 12)
    with closing(record):
        name = made[1].document.id
        record.judge(document_level(name, Level.OFF_RECORD, "rapporteur", record.moment(), None))
        with record.reading(Clearance.PUBLIC) as gate:
            assert gate.kept is None
            assert name not in {d.id for d in gate.documents()}
        record.name_sides_from(2)
        settle(record, Clearance.PUBLIC)
        with record.reading(Clearance.PUBLIC) as gate:
            assert gate.kept is not None
            assert name not in {d.id for d in gate.documents()}


def test_a_level_that_is_supposed_is_not_kept(record_url: str) -> None:
    record, made = settled(record_url, 12)
    with closing(record):
        (name,) = (r.document.id for r in made[1:2])
        judgement = document_level(name, Level.CHATHAM, "rapporteur", record.moment(), None)
        (left,) = record.left_after(judgement, Clearance.PUBLIC, (name,))
        assert left is not None
        assert not left.is_whole
        with record.reading(Clearance.PUBLIC) as gate:
            assert gate.kept is not None
            assert gate.entry(name).level is Level.PUBLIC


def test_each_clearance_has_its_own(record_url: str) -> None:
    record, _ = settled(record_url, 12)
    with closing(record):
        with record.reading(Clearance.CHATHAM) as gate:
            assert not gate.withholds
            assert gate.kept is not None, "who sees everything there is gets what is kept of the whole record"
        with record.reading(Clearance.BACKGROUND) as gate:
            assert gate.kept is None, "nobody asked yet"
        settle(record, Clearance.BACKGROUND)
        for clearance in (Clearance.PUBLIC, Clearance.BACKGROUND):
            with record.reading(clearance) as gate:
                assert gate.kept is not None


def test_undoing_every_level_leaves_nothing_kept(record_url: str) -> None:
    record, made = settled(record_url, 12)
    with closing(record):
        for reading in made[::5]:
            moment = record.moment("rapporteur")
            record.judge(document_level(reading.document.id, Level.PUBLIC, "rapporteur", moment, None))
        settle(record)
        with record.reading(Clearance.PUBLIC) as gate:
            assert not gate.withholds
            assert gate.kept is not None
        with record._database.reading() as connection:
            known = MetaData()
            known.reflect(
                connection, only=lambda name, _: name.startswith(PREFIX) and name.endswith("_people")
            )
            assert [connection.execute(table.select()).all() for table in known.tables.values()] == [[]]


def test_all_that_is_kept_can_be_dropped(record_url: str) -> None:
    record, _ = settled(record_url, 12)
    with closing(record):
        with record._database.writing() as connection:
            drop_spaces(connection)
        with record._database.reading() as connection:
            found = inspect(connection)
            assert not [
                n for n in (*found.get_table_names(), *found.get_view_names()) if n.startswith(PREFIX)
            ]
        with record.reading(Clearance.PUBLIC) as gate:
            assert gate.kept is None
            assert gate.claims(Statement)
        settle(record, Clearance.PUBLIC)
        with record.reading(Clearance.PUBLIC) as gate:
            assert gate.kept is not None


def test_pages_of_people_are_the_whole_list_for_every_clearance(record_url: str) -> None:
    record, _ = settled(record_url)
    with closing(record):
        for clearance in (Clearance.PUBLIC, Clearance.EVERYTHING):
            with record.reading(clearance) as gate:
                assert list(people_by_page(gate)) == list(lists.people(gate, Filter()).rows)


def people_by_page(gate: Gate) -> Iterator[Any]:
    after = None
    while True:
        table = lists.people(gate, Filter(limit=7, after=after))
        yield from table.rows
        after = table.after
        if after is None:
            return


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("UPDATE seen_public_own_documents SET text = text || ' and more'", "is not what is left of it"),
        ("UPDATE seen_public_own_claims SET payload = '{}'", "is not what is left of it"),
        ("UPDATE seen_public_known_names SET name = 'Somebody Else'", "are not those they may know of"),
        ("DELETE FROM seen_public_withheld", "may not see in full"),
    ],
)
def test_what_is_kept_is_proved(record_url: str, broken: str, told: str) -> None:
    record, _ = settled(record_url, 12)
    with closing(record):
        with record._database.reading() as connection:
            assert list(faults_kept(connection)) == []
        with record._database.writing() as connection:
            connection.execute(text(broken))
        with record._database.reading() as connection:
            assert any(told in fault.what for fault in faults_kept(connection))
