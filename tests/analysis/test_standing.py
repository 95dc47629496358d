"""The state of a dialogue from its changes and rounds: a round that ended does not end the dialogue."""

import pytest

from tests.making import cite, document, entry
from tracktwo.analysis.dossier import Dossier, open_dossiers
from tracktwo.analysis.standing import State, standing_of
from tracktwo.model import (
    Change,
    Dialogue,
    Engagement,
    Entry,
    Form,
    Participant,
    Round,
    StateChange,
    Status,
    Track,
)

BENCH = ("XOR", "XTA")
ABOUT = Dialogue("border talks", BENCH, Track.I)


def round_told(text: str, when: str | None, status: Status = Status.HELD, **more) -> list[Entry]:
    doc = document(text, published=(when or "2030-01-01")[:10])
    evidence = (cite(doc, text),)
    told = [entry(Round(dialogue=ABOUT, when=when, status=status, evidence=evidence, **more), doc)]
    if status is Status.HELD:
        told.append(
            entry(
                StateChange(
                    dialogue=ABOUT.name, parties=BENCH, change=Change.CONCLUDED, when=when, evidence=evidence
                ),
                doc,
            )
        )
    return told


def change(text: str, kind: Change, when: str) -> list[Entry]:
    doc = document(text, published=when)
    return [
        entry(
            StateChange(
                dialogue=ABOUT.name, parties=BENCH, change=kind, when=when, evidence=(cite(doc, text),)
            ),
            doc,
        )
    ]


def dossier(*groups: list[Entry]) -> Dossier:
    entries = [e for group in groups for e in group]
    (found,) = open_dossiers({e.document.id: e.document for e in entries}.values(), entries)
    return found


ROUND = round_told("The talks were held in May.", "2030-05-04")
LATER = round_told("The talks were held in September.", "2030-09-04")
BREAK = change("Tavan broke off the talks.", Change.SUSPENDED, "2030-07-01")
BACK = change("The talks are to go on.", Change.RESUMED, "2030-08-01")
AHEAD = round_told("The next talks will be in Dorn in December.", "2030-12", Status.PLANNED)
VAGUE = round_told("The talks will go on.", None, Status.PLANNED)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([ROUND], State.ACTIVE),
        ([ROUND, BREAK], State.SUSPENDED),
        ([ROUND, BREAK, BACK], State.ACTIVE),
        ([ROUND, BREAK, LATER], State.ACTIVE),
        ([BREAK], State.SUSPENDED),
        ([AHEAD], State.SCHEDULED),
        ([AHEAD, change("Talks were agreed on.", Change.SCHEDULED, "2030-04-01")], State.SCHEDULED),
        ([ROUND, change("The talks ended for good.", Change.CONCLUDED, "2030-06-01")], State.CONCLUDED),
    ],
)
def test_state(told: list[list[Entry]], state: State) -> None:
    assert standing_of(dossier(*told)).state is state
    assert standing_of(dossier(*reversed(told))).state is state


def test_the_next_round_is_one_that_lies_ahead_and_of_which_something_is_told() -> None:
    assert standing_of(dossier(ROUND, VAGUE)).next_round is None
    found = standing_of(dossier(ROUND, AHEAD, VAGUE)).next_round
    assert found is not None
    assert found.when is not None
    assert found.when.text == "2030-12"
    over = round_told("The next talks will be in March.", "2030-03", Status.PLANNED)
    assert standing_of(dossier(ROUND, over)).next_round is None


def test_a_round_told_once_more_as_a_meeting_of_the_sides_is_no_other_contact() -> None:
    def met(text: str, *who: Participant) -> Entry:
        doc = document(text, published="2030-05-04")
        return entry(
            Engagement(form=Form.MEETING, who=who, when="2030-05-04", evidence=(cite(doc, text),)), doc
        )

    sides = met("Orlesia and Tavan met.", Participant(None, "XOR"), Participant(None, "XTA"))
    people = met("Marek met Bekov.", Participant("Dana Marek", "XOR"), Participant("Ilyas Bekov", "XTA"))
    assert dossier(ROUND, [sides]).engagements == ()
    assert len(dossier(ROUND, [people]).engagements) == 1
    assert len(dossier(ROUND, [sides, people]).engagements) == 1
