"""What people decide: kept for good, taken back at will, and the same in whatever order it arrives."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.conftest import new_record_url
from tests.record.making import cite, document, said
from tracktwo.model import Commitment, Extraction, Person
from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct, Subject, Thing, canonical, moment
from tracktwo.model.levels import Level
from tracktwo.record import Matter, Reading, Record, Refused, Review, Verdict, read_lines, to_line
from tracktwo.record.effects import disagreements, work_out
from tracktwo.record.judgements import document_level
from tracktwo.record.targets import references
from tracktwo.views.judgements import judgements_table

NewUrl = Callable[[], str]

ONE = document()
TWO = document(
    "Envoy Lena Marsh said the quota was fair. Ana Kosir said drone strikes must stop.", path="b.txt"
)
START = datetime(2031, 1, 1, tzinfo=UTC)

STOP = said(ONE, "drone strikes must stop", issues=("drone strikes",))
WERE = said(ONE, "strikes were discussed", "Pavel Orsk", "ELB")
FAIR = said(TWO, "the quota was fair", "Lena Marsh", "FRE")
AGAIN = said(TWO, "drone strikes must stop", "Ana Kosir", "RUR")


def read(of: Any, *statements: Any, made_by: str = "hand 1") -> Reading:
    people = tuple(
        Person(name=s.speaker, party=s.party, mentions=(cite(of, s.speaker.split()[-1]),)) for s in statements
    )
    found = Extraction(True, statements=statements, people=people, made_by=made_by)
    return Reading(of, of.text.encode(), "{}", found)


def filled(url: str) -> Record:
    record = Record.open(url, create=True)
    record.add(read(ONE, STOP, WERE))
    record.add(read(TWO, FAIR, AGAIN))
    return record


def refs(record: Record) -> dict[str, ClaimRef]:
    """References to all claims, by what they chiefly say."""
    with record._database.reading() as connection:
        ids = [row[0] for row in connection.execute(text("SELECT id FROM claims ORDER BY number"))]
        found = references(connection, ids)
    return {f"{r.kind} {dict(r.says).get('speaker') or dict(r.says)['name']}": r for r in found.values()}


def rows(record: Record) -> list[Any]:
    """Everything that answers are made from, without the judgements themselves."""
    asked = (
        "SELECT * FROM claims ORDER BY number",
        "SELECT * FROM citations ORDER BY claim, seq",
        "SELECT * FROM facets ORDER BY claim, field, value",
        "SELECT number, id, level FROM documents ORDER BY number",
    )
    with record._database.reading() as connection:
        found: list[Any] = [tuple(row) for words in asked for row in connection.execute(text(words))]
        review = Review(connection)
        found += [review.rulings(thing) for thing in Thing]
        found += [[(c.matter, c.about, c.field) for c in review.conflicts()], review.fulfilments()]
    with record.reading() as gate:
        found += [
            [(h.start, h.match) for h in gate.search(w, limit=9)] for w in ("strikes", "quota", "border")
        ]
    return found


def make(
    act: JudgementAct, *groups: Sequence[ClaimRef], by: str = "Ada", at: int = 0, **payload: Any
) -> Judgement:
    said = canonical(payload.pop("payload", payload or None))
    made = moment(START + timedelta(seconds=at))
    return Judgement(act, Subject(tuple(map(tuple, groups))), by, made, None, said)


def undo(judgement: Judgement, at: int, by: str = "Ada") -> Judgement:
    return Judgement(
        JudgementAct.UNDO, Subject(judgement=judgement.id), by, moment(START + timedelta(seconds=at))
    )


def column(record: Record, ref: ClaimRef, name: str) -> Any:
    with record._database.reading() as connection:
        return connection.execute(
            text(f"SELECT {name} FROM claims WHERE id = :id"), {"id": ref.claim}
        ).scalar_one()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewUrl:
    """Says where another record is to be made, in either database."""
    return lambda: new_record_url(request, tmp_path_factory.mktemp("r"), request.param)


@pytest.fixture
def record(new_url: NewUrl) -> Iterator[Record]:
    with filled(new_url()) as opened:
        yield opened


ACCEPT, REJECT, CORRECT = JudgementAct.ACCEPT, JudgementAct.REJECT, JudgementAct.CORRECT


def test_an_entry_is_accepted_rejected_and_taken_back(record: Record) -> None:
    ref = refs(record)["statements Ana Košir"]
    record.judge(first := make(ACCEPT, [ref]))
    assert column(record, ref, "verdict") == Verdict.ACCEPTED
    record.judge(second := make(REJECT, [ref], at=1))
    assert column(record, ref, "verdict") == Verdict.REJECTED, "the later word of one person counts"
    record.judge(taken := undo(second, 2))
    assert column(record, ref, "verdict") == Verdict.ACCEPTED
    record.judge(undo(taken, 3))
    assert column(record, ref, "verdict") == Verdict.REJECTED, "taking back can be taken back"
    record.judge(undo(first, 4))
    assert column(record, ref, "verdict") == Verdict.REJECTED


def test_a_correction_is_found_by_what_it_says_now(record: Record) -> None:
    ref = refs(record)["statements Pavel Orsk"]
    record.judge(make(CORRECT, [ref], field="party", value="FRE"))
    assert json.loads(column(record, ref, "corrected"))["party"] == "FRE"
    assert json.loads(column(record, ref, "payload"))["party"] == "ELB"
    start = ONE.text.index("A drone was shown")
    record.judge(make(CORRECT, [ref], field="content", value=[[start, start + 17]], at=1))
    assert column(record, ref, "words") == "A drone was shown"
    with record._database.reading() as connection:
        asked = text(
            "SELECT value FROM facets JOIN claims ON claim = claims.number WHERE id = :id AND field = 'party'"
        )
        assert connection.execute(asked, {"id": ref.claim}).scalar_one() == "fre"
        assert not list(disagreements(connection))
    assert not list(record.audit(lambda raw, source: ONE if raw == ONE.text.encode() else TWO))


def test_a_rejected_claim_stays_rejected_when_it_is_read_again(record: Record) -> None:
    ref = refs(record)["statements Ana Košir"]
    record.judge(make(REJECT, [ref]))
    record.add(read(ONE, WERE, made_by="hand 2"))
    assert column(record, ref, "retired")
    record.add(read(ONE, STOP, WERE, made_by="hand 3"))
    assert column(record, ref, "retired") is None
    assert column(record, ref, "verdict") == Verdict.REJECTED


def test_a_rejected_claim_stays_rejected_under_another_id(record: Record) -> None:
    """Another model cuts the quotation elsewhere and finds one issue more."""
    record.judge(make(REJECT, [refs(record)["statements Ana Košir"]]))
    record.add(read(ONE, said(ONE, "strikes must stop", issues=("strikes",)), WERE, made_by="hand 2"))
    now = [r for r in _all(record) if r.document == ONE.id and dict(r.says).get("speaker") == "Ana Košir"]
    verdicts = {column(record, r, "retired") is None: column(record, r, "verdict") for r in now}
    assert verdicts == {True: "rejected", False: None}


def test_a_claim_that_says_something_else_is_not_the_rejected_one(record: Record) -> None:
    record.judge(make(REJECT, [refs(record)["statements Ana Košir"]]))
    record.add(read(ONE, said(ONE, "strikes must stop", "Pavel Orsk", "ELB"), WERE))
    assert {column(record, r, "verdict") for r in _all(record) if column(record, r, "retired") is None} == {
        None
    }


def test_an_accepted_claim_that_is_no_longer_made_stays(record: Record) -> None:
    ref = refs(record)["statements Ana Košir"]
    record.judge(make(ACCEPT, [ref]))
    record.add(read(ONE, WERE, made_by="hand 2"))
    with record.reading() as gate:
        (entry,) = [e for e in gate.claims_of(ONE.id) if e.id == ref.claim]
    assert entry.retired is not None
    assert entry.is_upheld
    record.judge(undo(make(ACCEPT, [ref]), 1))
    with record.reading() as gate:
        assert ref.claim not in {e.id for e in gate.claims_of(ONE.id)}


def test_a_reader_that_learns_what_a_person_said_makes_the_corrected_claim(record: Record) -> None:
    ref = refs(record)["statements Pavel Orsk"]
    record.judge(make(CORRECT, [ref], field="party", value="FRE"))
    record.add(read(ONE, STOP, said(ONE, "strikes were discussed", "Pavel Orsk", "FRE"), made_by="hand 2"))
    with record.reading() as gate:
        found = [e for e in gate.claims_of(ONE.id) if getattr(e.claim, "speaker", "") == "Pavel Orsk"]
    assert [e.retired for e in found] == [None], "the old one is not upheld beside it"


def test_two_people_who_differ_are_named_and_neither_holds(record: Record) -> None:
    ref = refs(record)["statements Ana Košir"]
    record.judge(make(ACCEPT, [ref], by="Ada"), make(REJECT, [ref], by="Ben", at=-50))
    assert column(record, ref, "verdict") == Verdict.DISPUTED
    (conflict,) = conflicts(record)
    assert (conflict.matter, conflict.about) == (Matter.ENTRY, (ref.claim,))
    assert [j.author for j in conflict.judgements] == ["Ben", "Ada"]


def test_two_corrections_of_one_field_leave_it_as_it_was_read(record: Record) -> None:
    ref = refs(record)["statements Ana Košir"]
    record.judge(
        make(CORRECT, [ref], by="Ada", field="party", value="ELB"),
        make(CORRECT, [ref], by="Ben", field="party", value="FRE"),
        make(CORRECT, [ref], by="Ben", field="act", value="REQUEST"),
    )
    corrected = json.loads(column(record, ref, "corrected"))
    assert (corrected["party"], corrected["act"]) == ("RUR", "REQUEST")
    assert column(record, ref, "verdict") == Verdict.DISPUTED
    (conflict,) = conflicts(record)
    assert (conflict.matter, conflict.field) == (Matter.FIELD, "party")


def test_same_against_distinct_keeps_apart_and_is_listed(record: Record) -> None:
    one, other = refs(record)["people Ana Košir"], refs(record)["people Ana Kosir"]
    people = {"as": "people"}
    record.judge(
        make(JudgementAct.SAME, [one, other], by="Ada", payload=people),
        make(JudgementAct.DISTINCT, [one], [other], by="Ben", payload=people),
    )
    with record._database.reading() as connection:
        rulings = Review(connection).rulings(Thing.PEOPLE)
    assert rulings.distinct
    assert not rulings.joined
    assert [c.matter for c in conflicts(record)] == [Matter.IDENTITY]


def test_the_more_confidential_of_two_levels_holds(record: Record) -> None:
    subject = Subject(document=ONE.id)
    for by, level in (("Ada", Level.CHATHAM), ("Ben", Level.PUBLIC)):
        record.judge(
            Judgement(JudgementAct.LEVEL, subject, by, moment(START), None, canonical({"level": level}))
        )
    with record._database.reading() as connection:
        assert work_out(connection, [ONE.id]).documents[ONE.id].level is Level.CHATHAM
        assert (
            connection.execute(text("SELECT level FROM documents ORDER BY number")).scalars().first()
            == "chatham"
        )
    assert [c.matter for c in conflicts(record)] == [Matter.LEVEL]


def test_a_judgement_on_what_is_not_here_waits_and_then_takes_effect(record: Record, new_url: NewUrl) -> None:
    ref = refs(record)["statements Lena Marsh"]
    judgement = make(REJECT, [ref])
    with Record.open(new_url(), create=True) as second:
        second.add(read(ONE, STOP, WERE))
        second.judge(judgement, undo(make(ACCEPT, [ref]), 5))
        with second._database.reading() as connection:
            reasons = [p.reason for p in Review(connection).pending()]
        assert reasons == [
            f"the record lacks the document {TWO.id[7:15]}",
            "the judgement that it takes back is not in the record",
        ]
        second.add(read(TWO, FAIR, AGAIN))
        assert column(second, ref, "verdict") == Verdict.REJECTED


def test_verify_notices_effects_that_were_tampered_with(record: Record) -> None:
    ref = refs(record)["statements Ana Košir"]
    record.judge(make(ACCEPT, [ref]))
    with record._database.writing() as connection:
        asked = text("UPDATE claims SET verdict = 'rejected' WHERE id = :id")
        connection.execute(asked, {"id": ref.claim})
    with record._database.reading() as connection:
        (fault,) = disagreements(connection)
    assert "verdict" in fault.what


def conflicts(record: Record) -> Any:
    with record._database.reading() as connection:
        return Review(connection).conflicts()


def _all(record: Record) -> list[ClaimRef]:
    with record._database.reading() as connection:
        ids = [row[0] for row in connection.execute(text("SELECT id FROM claims"))]
        return list(references(connection, ids).values())


# ── properties ─────────────────────────────────────────────────────────────────────────────────────────────────

CORRECTIONS = (
    ("party", "ELB"), ("party", "FRE"), ("speaker", "Nobody Known"), ("act", "REJECT"), ("issues", ["quota"]),
    ("content", [[0, 8]]), ("addressee", None),
)  # fmt: skip


@st.composite
def judgement_lists(draw: st.DrawFn, found: dict[str, ClaimRef], most: int = 8) -> list[Judgement]:
    """Judgements of two people on the claims, with undoings of one another among them."""
    statements = [r for r in found.values() if r.kind == "statements"]
    people = [r for r in found.values() if r.kind == "people"]
    made: list[Judgement] = []
    for at in range(draw(st.integers(1, most))):
        by = draw(st.sampled_from(("Ada", "Ben")))
        act = draw(st.sampled_from(JudgementAct))
        if act is JudgementAct.UNDO and made:
            made.append(undo(draw(st.sampled_from(made)), at, by))
        elif act is CORRECT:
            field, value = draw(st.sampled_from(CORRECTIONS))
            made.append(
                make(act, [draw(st.sampled_from(statements))], by=by, at=at, field=field, value=value)
            )
        elif act is JudgementAct.LEVEL:
            payload = canonical({"level": draw(st.sampled_from(Level)).value})
            subject = Subject(document=draw(st.sampled_from((ONE.id, TWO.id))))
            made.append(Judgement(act, subject, by, moment(START + timedelta(seconds=at)), None, payload))
        elif act in (JudgementAct.SAME, JudgementAct.DISTINCT):
            thing, kind = draw(st.sampled_from((("people", people), ("statements", statements))))
            pair = draw(st.lists(st.sampled_from(kind), min_size=2, max_size=3, unique=True))
            groups = [pair] if act is JudgementAct.SAME else [[r] for r in pair]
            made.append(make(act, *groups, by=by, at=at, payload={"as": thing}))
        elif act in (ACCEPT, REJECT):
            made.append(make(act, [draw(st.sampled_from(list(found.values())))], by=by, at=at))
    return made


SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(data=st.data())
def test_undoing_everything_gives_back_the_answers_of_before(new_url: NewUrl, data: st.DataObject) -> None:
    with filled(new_url()) as record:
        before = rows(record)
        made = data.draw(judgement_lists(refs(record)))
        for judgement in made:
            record.judge(judgement)
        with record._database.reading() as connection:
            assert not list(disagreements(connection))
        while True:
            with record._database.reading() as connection:
                left = [j for j in Review(connection).standing if j.act is not JudgementAct.UNDO]
            if not left:
                break
            record.judge(undo(data.draw(st.sampled_from(left)), len(made) + len(left) * 100, "Cy"))
        assert rows(record) == before


@SLOW
@given(data=st.data())
def test_an_export_has_the_same_effects_in_whatever_order_it_is_imported(
    new_url: NewUrl, data: st.DataObject
) -> None:
    with filled(new_url()) as record, Record.open(new_url(), create=True) as other:
        made = data.draw(judgement_lists(refs(record)))
        lines = [to_line(j).encode() for j in made]
        record.judge(*made)
        readings = data.draw(st.permutations([read(ONE, STOP, WERE), read(TWO, FAIR, AGAIN)]))
        steps: list[Any] = data.draw(st.permutations([*lines, *lines[:2], *readings]))
        for step in steps:
            if isinstance(step, Reading):
                other.add(step)
            else:
                (judgement,) = read_lines([step])
                assert isinstance(judgement, Judgement)
                other.judge(judgement)
        assert effects(other) == effects(record)
        with other._database.reading() as connection:
            assert not list(disagreements(connection))
            assert not Review(connection).pending()


@SLOW
@given(data=st.data())
def test_reading_anew_at_any_point_leaves_the_same_effects(new_url: NewUrl, data: st.DataObject) -> None:
    """Judging, then reading with another reader and back, comes to the same as judging alone."""
    with filled(new_url()) as record, filled(new_url()) as other:
        made = data.draw(judgement_lists(refs(record)))
        record.judge(*made)
        steps = data.draw(
            st.permutations([*made, read(ONE, WERE, made_by="b"), read(TWO, FAIR, made_by="b")])
        )
        for step in steps:
            other.add(step) if isinstance(step, Reading) else other.judge(step)
        other.add(read(ONE, STOP, WERE))
        other.add(read(TWO, FAIR, AGAIN))
        assert effects(other) == effects(record)
        with other._database.reading() as connection:
            assert not list(disagreements(connection))


def effects(record: Record) -> Any:
    asked = "SELECT id, verdict, corrected, level, words, earliest, latest FROM claims ORDER BY id"
    with record._database.reading() as connection:
        found: list[Any] = [tuple(row) for row in connection.execute(text(asked))]
        found += [
            tuple(row) for row in connection.execute(text("SELECT id, level FROM documents ORDER BY id"))
        ]
        cited = (
            "SELECT claims.id, seq, role, start FROM citations JOIN claims ON number = claim ORDER BY 1, 2"
        )
        cited = cited.replace("seq,", "citations.seq,")
        found += [tuple(row) for row in connection.execute(text(cited))]
        review = Review(connection)
        return found, [review.rulings(thing) for thing in Thing], review.conflicts(), review.standing


# ── exchange ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_lines_come_back_as_the_same_judgements(record: Record) -> None:
    ref = refs(record)["statements Ana Košir"]
    made = [
        make(ACCEPT, [ref]),
        make(CORRECT, [ref], field="party", value=None),
        undo(make(ACCEPT, [ref]), 3),
    ]
    assert list(read_lines(to_line(j).encode() + b"\n" for j in made)) == made


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"act": "praise"}, "act must be one of accept"),
        ({"author": ""}, "author must be a name"),
        ({"author": "A\ud800"}, "author must be a name"),
        ({"author": 7}, "author must be a name"),
        ({"made": "yesterday"}, "made must be a time"),
        ({"made": "2031-01-01T00:00:00"}, "made must be a time"),
        ({"claims": []}, "one group"),
        ({"claims": [[]]}, "groups of entries"),
        ({"claims": [[{"claim": "x"}]]}, "64 hexadecimal"),
        ({"claims": "all"}, "groups of entries"),
        ({"payload": {"level": "secret"}}, "accept has no payload"),
        ({"reason": "another"}, "does not hash"),
        ({"judgement": "0" * 64}, "does not hash"),
        ({"act": "undo"}, "undoes must be"),
        ({"act": "same"}, "two entries"),
        ({"act": "correct", "payload": {"field": "mood", "value": 1}}, "no field 'mood'"),
        ({"act": "correct", "payload": {"field": "act", "value": "SHOUT"}}, "one of AGREE"),
        ({"act": "correct", "payload": {"field": "content", "value": []}}, "cannot be empty"),
        ({"act": "fulfils", "payload": {"verdict": "met", "by": None}}, "only commitments"),
        ({"act": "level", "payload": {"level": "secret"}}, "level must be one of public"),
    ],
    ids=str,
)
def test_a_line_that_is_no_judgement_says_why(record: Record, change: dict[str, Any], why: str) -> None:
    line = json.loads(to_line(make(ACCEPT, [refs(record)["statements Ana Košir"]])))
    (refused,) = read_lines([json.dumps(line | change).encode()])
    assert isinstance(refused, Refused)
    assert why in refused.reason


@given(st.binary(max_size=200))
def test_no_line_breaks_the_reading_of_others(line: bytes) -> None:
    list(read_lines([line, b"[" * 100_000, b'{"act":' * 1000]))


@settings(max_examples=200)
@given(data=st.data())
def test_no_mutation_of_a_line_breaks_anything(data: st.DataObject) -> None:
    ref = ClaimRef("a" * 64, "sha256:" + "b" * 64, "statements", ((1, 5),), (("speaker", "Ana Košir"),))
    raw = bytearray(to_line(make(CORRECT, [ref], field="party", value="ELB")).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    for found in read_lines([bytes(raw)]):
        assert isinstance(found, (Refused, Judgement))


# ── versions ───────────────────────────────────────────────────────────────────────────────────────────────────

PAGE = "https://example.org/talks"
FIRST = document("Minister Ana Košir said drone strikes must stop. She left at noon.", url=PAGE, path=None)
LATER = document(
    "Update. Minister Ana Košir said drone strikes must stop. She left at one.", url=PAGE, path=None
)


def fetched(of: Any) -> Reading:
    return replace(read(of, said(of, "drone strikes must stop")), is_fetched=True)


def test_a_judgement_holds_for_the_same_words_in_a_later_version(record_url: str) -> None:
    with Record.open(record_url, create=True) as record:
        record.add(fetched(FIRST))
        ref = refs(record)["statements Ana Košir"]
        record.judge(rejection := make(REJECT, [ref]))
        record.judge(document_level(FIRST.id, Level.CHATHAM, "Ada", moment(START), None))
        record.add(fetched(LATER))
        with record._database.reading() as connection:
            assert not list(disagreements(connection))
            levels = connection.execute(text("SELECT level FROM documents")).scalars().all()
        assert levels == ["chatham", "chatham"]
        assert [column(record, r, "verdict") for r in _all(record) if r.kind == "statements"] == [
            "rejected"
        ] * 2
        record.judge(undo(rejection, 9))
        assert {column(record, r, "verdict") for r in _all(record)} == {None}


def version(text: str) -> Any:
    return document(text, url=PAGE, path=None)


@pytest.mark.parametrize(
    ("later", "words", "reason"),
    [
        ("Minister Ana Košir said drone strikes must now stop at once. She left.", "drone strikes must now stop at once",
         "its words were changed in a later version of the page"),
        ("Minister Ana Košir left at noon for the airport and said nothing.", "nothing",
         "its words are gone from the later version of the page"),
        ("Update. Minister Ana Košir said drone strikes must stop. She left at one.", "drone strikes must stop", None),
    ],
    ids=["changed", "gone", "repeated"],
)  # fmt: skip
@pytest.mark.parametrize("act", [REJECT, JudgementAct.ACCEPT])
def test_a_judgement_on_words_that_a_later_version_changed_is_told_and_kept(
    record_url: str, later: str, words: str, reason: str | None, act: JudgementAct
) -> None:
    newer = version(later)
    with Record.open(record_url, create=True) as record:
        record.add(fetched(FIRST))
        ref = refs(record)["statements Ana Košir"]
        record.judge(judged := make(act, [ref]))
        record.add(replace(read(newer, said(newer, words)), is_fetched=True))
        verdict = "rejected" if act is REJECT else "accepted"
        assert column(record, ref, "verdict") == verdict, "it still holds for the text that it was made on"
        with record.reading() as gate:
            told = [(p.judgement.id, p.reason) for p in gate.review().overtaken()]
            assert told == ([(judged.id, reason)] if reason else [])
            (row,) = judgements_table(gate, gate.review(), [judged]).rows
        assert row[6] == (f"holds for the text before: {reason}" if reason else "holds")
        newest = [r for r in _all(record) if r.kind == "statements" and r.document == newer.id]
        assert [column(record, r, "verdict") for r in newest] == [None if reason else verdict]


# ── commitments ────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_people_say_of_a_commitment_is_given_where_they_agree(record_url: str) -> None:
    promise = Commitment(
        by=("RUR",), what=(cite(ONE, "reopen the border"),), evidence=(cite(ONE, "reopen the border"),)
    )
    found = Extraction(True, commitments=(promise,), made_by="hand 1")
    with Record.open(record_url, create=True) as record:
        record.add(Reading(ONE, ONE.text.encode(), "{}", found))
        (ref,) = _all(record)
        met = make(JudgementAct.FULFILS, [ref], by="Ada", at=1, payload={"verdict": "met", "by": "x:1-2"})
        record.judge(
            met, make(JudgementAct.FULFILS, [ref], by="Ben", payload={"verdict": "met", "by": "x:1-2"})
        )
        assert fulfilments(record) == [(ref.claim, "met", "x:1-2", ("Ada", "Ben"))]
        record.judge(
            doubt := make(JudgementAct.FULFILS, [ref], by="Cy", payload={"verdict": "not", "by": None})
        )
        assert fulfilments(record) == []
        assert [c.matter for c in conflicts(record)] == [Matter.FULFILMENT]
        record.judge(undo(doubt, 9))
        assert len(fulfilments(record)) == 1


def fulfilments(record: Record) -> list[Any]:
    with record.reading() as gate:
        return [(f.commitment, f.verdict, f.by, f.authors) for f in gate.fulfilments()]


def test_a_clock_that_is_set_back_does_not_make_an_earlier_word_the_later_one(new_url: NewUrl) -> None:
    days = iter((START, START - timedelta(days=400), START - timedelta(days=300)))
    with Record.open(new_url(), create=True, clock=lambda: next(days)) as record:
        for by, expected in (
            ("Ada", START),
            ("Ada", START + timedelta(microseconds=1)),
            ("Ben", START - timedelta(days=300)),
        ):
            at = record.moment(by)
            assert at == moment(expected)
            record.judge(Judgement(JudgementAct.UNDO, Subject(judgement="0" * 64), by, at))
