"""Gaps, rhythm, breaks and carriers of a dialogue, from hand-made rounds."""

from datetime import date

from tests.making import cite, document, entry
from tracktwo.analysis.breaks import suspensions
from tracktwo.analysis.continuity import carriers, rhythm
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
    assert found.usual == 60
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


def test_a_round_dated_by_its_month_counts_from_the_months_end() -> None:
    (gap,) = rhythm(dossier(told("One.", "2030-01"), told("Two.", "2030-03-15")), date(2030, 6, 1)).gaps
    assert gap.days == (date(2030, 3, 15) - date(2030, 1, 31)).days


def test_a_round_begins_when_a_report_of_its_last_day_says_so() -> None:
    closed = told("The round closed on Tuesday. It had begun two days before.", "2030-03-12")
    document_of = closed[0].document
    begun = StateChange(
        dialogue="border talks", parties=BENCH, change=Change.STARTED, when="2030-03-10",
        evidence=(cite(document_of, "It had begun two days before."),),
    )  # fmt: skip
    made = dossier(told("One.", "2030-01-10"), [*closed, entry(begun, document_of)])
    (gap,) = rhythm(made, date(2030, 6, 1)).gaps
    assert gap.after.first == date(2030, 3, 10)
    assert gap.after.last == date(2030, 3, 12)


def test_who_returned_who_is_new_who_stayed_away() -> None:
    made = dossier(
        told("One.", "2030-01-10", "Ana Lima", "Omar Said"),
        told("Two.", "2030-03-11", "Ana Lima", "Jo Park"),
        told("Three.", "2030-05-10", "Omar Said", "Jo Park", "Ivo Kral"),
    )
    found = carriers(made)
    assert [p.name for p in found.returning] == ["Jo Park", "Omar Said"]
    assert [p.name for p in found.new] == ["Ivo Kral"]
    assert [p.name for p in found.absent] == ["Ana Lima"]


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
    first, second = suspensions(dossier([again, resumed, smugglers, clash, incident]))
    assert [c.words for c in first.causes] == ["a clash", "smugglers"]
    assert first.resumed == (resumed,)
    assert [k.entries for k in first.incidents] == [(incident,)]
    assert second.resumed == ()
