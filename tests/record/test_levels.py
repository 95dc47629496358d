"""What each level withholds, where a level holds, and what of it a reader may know."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.record.making import cite, document
from tracktwo.errors import UsageError
from tracktwo.model import (
    Commitment,
    Delegate,
    Dialogue,
    Document,
    Engagement,
    Extraction,
    Form,
    Participant,
    Person,
    Round,
    Stance,
    StanceValue,
    Statement,
    StatementKind,
    Track,
)
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Fault, Filter, Gate, Reading, Record

TEXT = (
    "Round 2 of the Isthmus Talks met in Tharn. Ana Košir, Ruritania's deputy harbour commissioner, said that "
    "Elbonia should open the ferry line. Pavel Orsk of Elbonia phoned Ana Košir. Ruritania will pay for the pier. "
    "Lena Marsh was not there."
)
NOTES = document(TEXT, title="Košir on ferries", url="https://example.org/kosir", published="2031-05-06")
REPORT = document("Ana Košir of Ruritania spoke of the reef.", published="2031-06-01", path="report.txt")


def delegates(*numbers: int) -> tuple[Delegate, ...]:
    sides = zip(("Ruritania", "Elbonia"), numbers, strict=True)
    return tuple(
        Delegate(f"Delegate {side[:1]}{chr(65 + n)}son", side) for side, of in sides for n in range(of)
    )


def round_(of: Document, words: str, **about: object) -> Round:
    made = Round(
        dialogue=Dialogue("Isthmus Talks", ("Elbonia", "Ruritania"), Track.II), ordinal=2, when="2031-05-04",
        where="Tharn", theme="What Ana Košir proposed", evidence=(cite(of, words),),
    )  # fmt: skip
    return replace(made, **about)  # type: ignore[arg-type]


def notes(level: Level | None = None, sizes: tuple[int, int] = (1, 1)) -> Reading:
    said = Statement(
        speaker="Ana Košir", party="Ruritania", kind=StatementKind.INDIRECT,
        source=(cite(NOTES, "Ana Košir, Ruritania's deputy harbour commissioner"),),
        content=(cite(NOTES, "Elbonia should open the ferry line"),),
    )  # fmt: skip
    call = Engagement(
        form=Form.CALL, who=(Participant("Pavel Orsk", "Elbonia"),), with_=(Participant("Ana Košir", "Ruritania"),),
        evidence=(cite(NOTES, "Pavel Orsk of Elbonia phoned Ana Košir"),),
    )  # fmt: skip
    people = tuple(
        Person(name=name, party=party, office=office, mentions=(cite(NOTES, name),))
        for name, party, office in (
            ("Ana Košir", "Ruritania", "deputy harbour commissioner"),
            ("Pavel Orsk", "Elbonia", None),
            ("Lena Marsh", "Fredonia", None),
        )
    )
    extraction = Extraction(
        is_dialogue_report=True, people=people, statements=(said,), engagements=(call,),
        stances=(Stance(party="Elbonia", issue="ferry line", stance=StanceValue.FOR, evidence=said.content),),
        rounds=(round_(NOTES, "Round 2 of the Isthmus Talks met in Tharn", delegates=delegates(*sizes)),),
        commitments=(
            Commitment(
                by=("Ruritania",), what=(cite(NOTES, "Ruritania will pay for the pier"),),
                evidence=(cite(NOTES, "Ruritania will pay for the pier"),),
            ),
        ),
        made_by="hand 1",
    )  # fmt: skip
    return Reading(NOTES, NOTES.text.encode(), "{}", extraction, level=level)


def report() -> Reading:
    said = Statement(
        speaker="Ana Košir",
        party="Ruritania",
        content=(cite(REPORT, "the reef"),),
        kind=StatementKind.INDIRECT,
    )
    person = Person(name="Ana Košir", party="Ruritania", mentions=(cite(REPORT, "Ana Košir"),))
    return Reading(
        REPORT,
        REPORT.text.encode(),
        "{}",
        Extraction(True, people=(person,), statements=(said,), made_by="hand 1"),
    )


Make = Callable[..., Record]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Record] = []

    def make(*readings: Reading) -> Record:
        record = Record.open(tmp_path / f"{len(made)}.db", create=True)
        made.append(record)
        for reading in readings:
            record.add(reading)
        return record

    yield make
    for record in made:
        record.close()


def set_level(record: Record, level: Level, of: type[object], act: JudgementAct = JudgementAct.LEVEL) -> None:
    """Set the level of the first entry of a class."""
    with record.reading() as gate:
        name = next(e.id for e in gate.claims() if isinstance(e.claim, of))
        ref = gate.review().references([name])[name]
    payload = canonical({"level": level.value})
    record.judge(
        Judgement(act, Subject(groups=((ref,),)), "rapporteur", record.moment(), "asked by Košir", payload)
    )


def only(gate: Gate) -> Document:
    (entry,) = gate.documents()
    return gate.document(entry.id)


def test_background_keeps_the_side_and_withholds_person_and_office(make: Make) -> None:
    record = make(notes(Level.BACKGROUND, (3, 3)))
    with record.reading(Clearance.PUBLIC) as gate:
        (said,) = gate.claims(Statement)
        assert (said.claim.speaker, said.claim.party) == ("a participant", "Ruritania")
        assert [c.exact for c in said.claim.content] == ["Elbonia should open the ferry line"]
        assert gate.claims(Person) == ()
        assert [e.claim.party for e in gate.claims(Stance)] == ["Elbonia"]
        text = only(gate).text
        assert "Elbonia" in text
        assert "commissioner" not in text
        assert said.level is Level.BACKGROUND


def test_background_withholds_the_side_of_a_delegation_of_one(make: Make) -> None:
    with make(notes(Level.BACKGROUND, (1, 3))).reading(Clearance.PUBLIC) as gate:
        assert [e.claim.party for e in gate.claims(Statement)] == [None]
        assert [e.claim.party for e in gate.claims(Stance)] == ["Elbonia"]


def test_chatham_withholds_sides_too_and_keeps_what_was_said(make: Make) -> None:
    with make(notes(Level.CHATHAM)).reading(Clearance.PUBLIC) as gate:
        (said,) = gate.claims(Statement)
        assert (said.claim.speaker, said.claim.party) == ("a participant", None)
        assert [c.exact for c in said.claim.content] == ["[withheld] should open the ferry line"]
        assert gate.claims(Stance) == ()
        (told,) = gate.claims(Round)
        assert told.claim.dialogue.parties == ()
        assert told.claim.theme == "What [withheld] proposed"
        assert (told.claim.delegates, told.claim.others and told.claim.others.count) == ((), 2)
        (entry,) = gate.documents()
        assert (entry.title, entry.url, entry.path, entry.publisher) == ("[withheld]", None, None, None)
        assert entry.id.startswith("opaque:")


@pytest.mark.parametrize(
    ("sizes", "named"), [((5, 5), ("Elbonia", "Ruritania")), ((5, 4), ("Ruritania",)), ((4, 4), ())]
)
def test_a_side_is_named_from_five_participants_on(
    make: Make, sizes: tuple[int, int], named: tuple[str, ...]
) -> None:
    record = make(notes(Level.CHATHAM, sizes))
    with record.reading(Clearance.PUBLIC) as gate:
        (told,), (said,) = gate.claims(Round), gate.claims(Statement)
        assert told.claim.dialogue.parties == named
        assert said.claim.party is None
        assert ("Elbonia" in said.claim.content[0].exact) == ("Elbonia" in named)
        assert "of Elbonia phoned" not in only(gate).text
    record.name_sides_from(0)
    with record.reading(Clearance.PUBLIC) as gate:
        assert gate.claims(Round)[0].claim.dialogue.parties == ("Elbonia", "Ruritania")


def test_off_the_record_nothing_is_there(make: Make) -> None:
    record = make(report(), notes(Level.OFF_RECORD))
    with record.reading(Clearance.CHATHAM) as gate:
        assert [d.id for d in gate.documents()] == [REPORT.id]
        assert gate.counts().documents == 1
        assert gate.search("ferry") == ()
        assert dict(gate.values("person")) == {"ana kosir": 2}
        with pytest.raises(UsageError) as real:
            gate.entry(NOTES.id)
        with pytest.raises(UsageError) as wrong:
            gate.entry("sha256:" + "0" * 64)
        digits = NOTES.id.removeprefix("sha256:")
        assert str(real.value).replace(digits, "X") == str(wrong.value).replace("0" * 64, "X")


def test_an_entry_off_the_record_takes_with_it_what_rests_on_its_words(make: Make) -> None:
    record = make(notes())
    set_level(record, Level.OFF_RECORD, Statement)
    with record.reading(Clearance.CHATHAM) as gate:
        assert gate.claims(Statement) == ()
        assert gate.claims(Stance) == ()
        assert "ferry" not in only(gate).text
        assert [e.claim.name for e in gate.claims(Person)] == ["Lena Marsh", "Pavel Orsk"] or gate.claims(
            Person
        )
    with record.reading() as gate:
        assert len(gate.claims(Statement)) == 1
        assert only(gate) == NOTES


def test_a_level_on_an_entry_withholds_its_people_in_the_whole_document(make: Make) -> None:
    record = make(notes(), report())
    set_level(record, Level.BACKGROUND, Engagement)
    with record.reading(Clearance.PUBLIC) as gate:
        names = {e.claim.name for e in gate.claims(Person)}
        assert names == {"Lena Marsh", "Ana Košir"}
        assert {e.document.id for e in gate.claims(Person) if e.claim.name == "Ana Košir"} == {REPORT.id}
        first = next(d for d in gate.documents() if d.id != REPORT.id)
        assert first.title == "[withheld] on ferries"
        assert "Košir" not in gate.document(first.id).text


def test_the_most_confidential_level_holds(make: Make) -> None:
    record = make(notes(Level.BACKGROUND, (3, 3)))
    set_level(record, Level.CHATHAM, Round)
    with record.reading(Clearance.BACKGROUND) as gate:
        assert {e.level for e in gate.claims()} == {Level.CHATHAM}
        assert gate.claims(Statement)[0].claim.party is None
    with record.reading() as gate:
        assert {e.level for e in gate.claims()} == {Level.CHATHAM}


OTHER = "The second round of the Isthmus Talks was held in Tharn, Igor Vastrick said."


@pytest.mark.parametrize(
    ("about", "holds"),
    [
        ({}, True),
        ({"ordinal": None}, True),
        ({"when": "2031-05-03/2031-05-05", "ordinal": None}, True),
        ({"when": "2031-07", "ordinal": 2}, True),
        ({"when": None, "ordinal": None}, True),
        ({"when": "2031-05-04", "dialogue": Dialogue(None, ("Elbonia", "Ruritania"), None)}, True),
        ({"when": "2031-11-04", "ordinal": 3}, False),
        ({"when": "2030-05-04", "ordinal": None}, False),
        ({"dialogue": Dialogue("Reef Talks", ("Fredonia", "Sylvania"), Track.II)}, False),
    ],
    ids=str,
)
def test_a_level_on_a_round_holds_for_whatever_tells_of_it(
    make: Make, about: dict[str, object], holds: bool
) -> None:
    other = document(OTHER, published="2031-05-10", path="other.txt")
    said = Statement(
        speaker="Igor Vastrick", content=(cite(other, "was held in Tharn"),), kind=StatementKind.INDIRECT
    )
    told = round_(other, "second round of the Isthmus Talks", theme=None, **about)
    record = make(notes())
    set_level(record, Level.CHATHAM, Round)
    record.add(
        Reading(
            other,
            other.text.encode(),
            "{}",
            Extraction(True, statements=(said,), rounds=(told,), made_by="h"),
        )
    )
    with record.reading(Clearance.PUBLIC) as gate:
        speakers = {e.claim.speaker for e in gate.claims(Statement)}
        assert ("Igor Vastrick" in speakers) is not holds


def test_undoing_a_level_shows_everything_again(make: Make) -> None:
    record = make(notes())
    set_level(record, Level.CHATHAM, Round)
    with record.reading() as gate:
        (made,) = gate.judgements()
    record.judge(Judgement(JudgementAct.UNDO, Subject(judgement=made.id), "rapporteur", record.moment()))
    with record.reading(Clearance.PUBLIC) as gate:
        assert not gate.withholds
        assert gate.claims(Statement)[0].claim.speaker == "Ana Košir"


def test_opaque_names_stay_and_lead_to_the_extract(make: Make) -> None:
    record = make(notes(Level.CHATHAM))
    with record.reading(Clearance.PUBLIC) as gate:
        (said,) = gate.claims(Statement)
        mark = gate.mark(said.claim.content[0])
    with record.reading(Clearance.PUBLIC) as gate:
        place = gate.place(mark)
        assert place.document.text[place.start : place.end] == "[withheld] should open the ferry line"
        assert said.id in {e.id for e in place.claims}
        assert gate.claim(said.id[:12]).id == said.id
    with record.reading() as gate, pytest.raises(UsageError, match="no document"):
        gate.place(mark)


def test_people_are_found_in_public_and_not_in_confidence(make: Make) -> None:
    with make(notes(Level.CHATHAM), report()).reading(Clearance.PUBLIC) as gate:
        assert [h.document.id for h in gate.search("Košir")] == [REPORT.id]
        assert [e.document.id for e in gate.claims(filter=Filter(person="Košir"))] == [REPORT.id] * 2
        assert len(gate.documents(Filter(person="Košir"))) == 1


def test_judgements_below_full_clearance_name_nobody(make: Make) -> None:
    record = make(notes())
    set_level(record, Level.CHATHAM, Round)
    with record.reading(Clearance.PUBLIC) as gate:
        (made,) = gate.judgements()
        assert (made.author, made.reason, made.payload) == ("[withheld]", None, "null")
        with pytest.raises(UsageError, match="full clearance"):
            gate.review()


def test_other_names_by_rulings_are_withheld_too(make: Make) -> None:
    text = "Envoy Astrid Blom said that Mother Courage should come."
    of = document(text, published="2031-05-06")
    extraction = Extraction(
        True,
        people=(Person(name="Astrid Blom", mentions=(cite(of, "Astrid Blom"),)),),
        statements=(
            Statement(
                speaker="Astrid Blom",
                content=(cite(of, "Mother Courage should come"),),
                kind=StatementKind.INDIRECT,
            ),
        ),
        made_by="hand 1",
    )
    elsewhere = document("Mother Courage sang.", published="2031-05-07")
    known = Person(name="Mother Courage", mentions=(cite(elsewhere, "Mother Courage"),))
    record = make(
        Reading(of, text.encode(), "{}", extraction, level=Level.CHATHAM),
        Reading(
            elsewhere, elsewhere.text.encode(), "{}", Extraction(True, people=(known,), made_by="hand 1")
        ),
    )
    with record.reading() as gate:
        ids = [e.id for e in gate.claims(Person)]
        refs = gate.review().references(ids)
    same = Subject(groups=(tuple(refs[i] for i in ids),))
    payload = canonical({"as": "people"})
    record.judge(Judgement(JudgementAct.SAME, same, "analyst", record.moment(), None, payload))
    with record.reading(Clearance.PUBLIC) as gate:
        assert gate.claims(Statement)[0].claim.content[0].exact == "[withheld] should come"
        assert [e.claim.name for e in gate.claims(Person)] == ["Mother Courage"]
        assert all(not gate.rulings(thing).ids for thing in _things())


def test_faults_say_nothing_of_what_is_withheld(make: Make) -> None:
    record = make(notes(Level.CHATHAM), report())
    found = [
        Fault(NOTES.id, "Košir stands there"),
        Fault(REPORT.id, "its bytes are gone"),
        Fault("", "damaged"),
    ]
    with record.reading(Clearance.PUBLIC) as gate:
        hidden, seen, whole = gate.faults(found)
        assert (hidden.document[:7], hidden.what) == ("opaque:", "something about it does not hold")
        assert (seen, whole) == (found[1], found[2])


def test_adding_at_a_level_is_one_step(make: Make) -> None:
    record = make()
    record.add(notes(Level.OFF_RECORD))
    with record.reading() as gate:
        assert [j.act for j in gate.judgements()] == [JudgementAct.LEVEL]
    record.add(notes())
    with record.reading(Clearance.PUBLIC) as gate:
        assert gate.documents() == ()


def _things() -> tuple[object, ...]:
    from tracktwo.model.judgement import Thing

    return tuple(Thing)
