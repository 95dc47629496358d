"""Gaps, rhythm, breaks and carriers of a dialogue, from hand-made rounds."""

from datetime import date, timedelta

from tests.making import cite, document, entry
from tracktwo.analysis.continuity import attendance, breaks, carriers, rhythm
from tracktwo.analysis.dossier import Dossier, open_dossiers
from tracktwo.model import (
    Change,
    Delegate,
    Dialogue,
    Entry,
    Incident,
    Person,
    Round,
    StateChange,
    Status,
    Track,
)

BENCH = ("XOR", "XTA")
ABOUT = Dialogue("border talks", BENCH, Track.I)


def told(text: str, when: str | None, *names: str, status: Status = Status.HELD) -> list[Entry]:
    doc = document(text + " " + ", ".join(names), published=(when or "2030-01-01")[:10])
    people = [entry(Person(name=n, party="XOR", mentions=(cite(doc, n),)), doc) for n in names]
    claim = Round(
        dialogue=ABOUT, when=when, status=status, delegates=tuple(Delegate(n, "XOR") for n in names), evidence=(cite(doc, text),)
    )  # fmt: skip
    return [entry(claim, doc), *people]


def dossier(*groups: list[Entry]) -> Dossier:
    entries = [e for group in groups for e in group]
    (found,) = open_dossiers({e.document.id: e.document for e in entries}.values(), entries)
    return found


def test_a_rhythm_needs_three_rounds_and_tells_when_the_next_is_late() -> None:
    first, second = told("One.", "2030-01-10"), told("Two.", "2030-03-11")
    assert rhythm(dossier(first, second), date(2031, 1, 1)).usual is None
    found = rhythm(dossier(first, second, told("Three.", "2030-05-10")), date(2030, 6, 1))
    assert found.usual == timedelta(days=59)
    assert found.expected_by == date(2030, 7, 9)
    assert not found.overdue
    assert rhythm(dossier(first, second, told("Three.", "2030-05-10")), date(2030, 7, 10)).overdue


def test_planned_and_undated_rounds_make_no_gap() -> None:
    found = rhythm(
        dossier(
            told("One.", "2030-01-10"),
            told("Next.", "2030-05-01", status=Status.PLANNED),
            told("Some.", None),
        ),
        date(2030, 6, 1),
    )
    assert found.gaps == ()


def test_vague_dates_give_a_gap_between_bounds() -> None:
    (gap,) = rhythm(dossier(told("One.", "2030-01"), told("Two.", "2030-03-15")), date(2030, 6, 1)).gaps
    assert gap.at_least == date(2030, 3, 15) - date(2030, 2, 1)
    assert gap.at_most == date(2030, 3, 16) - date(2030, 1, 1)


def test_who_returned_who_is_new_who_stayed_away() -> None:
    made = dossier(
        told("One.", "2030-01-10", "Ana Lima", "Omar Said"),
        told("Two.", "2030-03-11", "Ana Lima", "Jo Park"),
        told("Three.", "2030-05-10", "Omar Said", "Jo Park", "Ivo Kral"),
    )
    found = carriers(made)
    assert [p.name for p in found.returning] == ["Omar Said", "Jo Park"]
    assert [p.name for p in found.new] == ["Ivo Kral"]
    assert [p.name for p in found.absent] == ["Ana Lima"]
    assert attendance(made)["Ana Lima"] == 2


def test_a_break_keeps_both_causes_and_its_end() -> None:
    def change(text: str, kind: Change, when: str, cause: str | None = None) -> Entry:
        doc = document(text, published=when)
        return entry(
            StateChange(
                dialogue="border talks",
                parties=BENCH,
                change=kind,
                when=when,
                cause=cause,
                evidence=(cite(doc, text),),
            ),
            doc,
        )

    clash = change("Talks halted after a clash.", Change.SUSPENDED, "2030-02-01", "a clash")
    smugglers = change("Talks halted over smugglers.", Change.SUSPENDED, "2030-02-02", "smugglers")
    resumed = change("Talks resumed.", Change.RESUMED, "2030-06-01")
    again = change("Talks halted again.", Change.SUSPENDED, "2030-09-01")
    incident = entry(
        Incident(what=(cite(clash.document, "a clash"),), evidence=(cite(clash.document, "a clash"),)),
        clash.document,
    )
    first, second = breaks(dossier([again, resumed, smugglers, clash, incident]))
    assert [e.claim.cause for e in first.causes] == ["a clash", "smugglers"]
    assert first.resumed is not None
    assert first.incidents == (incident,)
    assert second.resumed is None
