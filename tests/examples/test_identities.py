"""Who is whom in the fictional example, and which account tells of what: equal to what was written by hand, in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.examples.expectations import EXAMPLES
from tracktwo.model import Engagement, Form, Person, Round, StateChange, Statement, Status
from tracktwo.record import Gate, Record
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import link_people
from tracktwo.resolution.reprints import find_witnesses
from tracktwo.resolution.rounds import link_rounds
from tracktwo.resolution.wordings import content_of, link_statements

# The first test reads all documents of the examples, under a minute on a free core.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

FOLDER = EXAMPLES / "ilvar-dialogue"
WRITTEN: Mapping[str, Any] = yaml.safe_load((FOLDER / "identities.yaml").read_text(encoding="utf-8"))
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """The record of both examples, with the numbers of the fictional one's documents."""

    gate: Gate
    numbers: Mapping[str, str]

    def told(self, entries: Any) -> tuple[str, ...]:
        """The documents of entries, by number, sorted; none for those of the other example."""
        return tuple(sorted({self.numbers[e.document.id] for e in entries if e.document.id in self.numbers}))


@pytest.fixture(scope="module")
def example(examples_record: Path) -> Iterator[Example]:
    with Record.open(examples_record) as record, record.reading() as gate:
        paths = {d.id: Path(d.path or "") for d in gate.documents()}
        yield Example(gate, {i: p.name[:2] for i, p in paths.items() if "ilvar" in str(p)})


def test_people(example: Example) -> None:
    found = {
        (one.name, one.party): told
        for one in link_people(example.gate.claims(Person))
        if (told := example.told(one.entries))
    }
    wanted = {(row["name"], row["party"]): row for row in WRITTEN["people"]}
    assert found.keys() <= wanted.keys()
    for person, row in wanted.items():
        assert _is_met(found.get(person, ()), row), person


def _is_met(found: tuple[str, ...], row: Mapping[str, Any]) -> bool:
    """Whether something is found in the documents that are written down, and in all of them but those marked as missed."""
    wanted = set(row["documents"])
    return wanted - set(row.get("missed", ())) <= set(found) <= wanted


def series(example: Example) -> Iterator[Any]:
    for one in link_dialogues(example.gate.claims(Round), example.gate.claims(StateChange)):
        if example.told((*one.rounds, *one.states)):
            yield one


def test_dialogues(example: Example) -> None:
    found = {(one.key, one.name): example.told((*one.rounds, *one.states)) for one in series(example)}
    wanted = {(row["key"], row["name"]): row for row in WRITTEN["dialogues"]}
    assert found.keys() == wanted.keys()
    assert all(_is_met(told, wanted[one]) for one, told in found.items()), found


def test_rounds_with_their_accounts(example: Example) -> None:
    found = {
        (one.key, *_round(example, known)) for one in series(example) for known in link_rounds(one.rounds)
    }
    wanted = {
        (
            key, row["number"], row["status"],
            *(tuple(row.get(status, ())) for status in ("held", "planned", "cancelled")),
            tuple(sorted(map(str, row.get("dates", ())))), tuple(sorted(map(str, row.get("announced", ())))),
            tuple(row["places"]),
        )
        for key, rows in WRITTEN["rounds"].items() for row in rows
    }  # fmt: skip
    assert found == wanted


def _round(example: Example, known: Any) -> Row:
    by_status = tuple(
        example.told(e for e in known.entries if e.claim.status is status)
        for status in (Status.HELD, Status.PLANNED, Status.CANCELLED)
    )
    dates = tuple(sorted(account.value for account in known.dates))
    # Where the day is told, what was announced before is no expectation of its own.
    announced = () if dates else tuple(sorted(account.value for account in known.announced))
    (number,) = known.ordinals
    return (
        number.value,
        known.status.value,
        *by_status,
        dates,
        announced,
        tuple(p.value for p in known.places),
    )


def test_contacts(example: Example) -> None:
    found = [
        (one.first.form.value, one.status.value, one.first.when or "none", _who(one.first), told)
        for one in link_engagements(example.gate.claims(Engagement))
        if (told := example.told(one.entries)) and one.first.form is not Form.ROUND
    ]
    rows = {
        (row["form"], row["status"], str(row["day"]), tuple(row["who"]), tuple(row["documents"])): "missed"
        in row
        for row in WRITTEN["contacts"]
    }
    assert {row for row, is_missed in rows.items() if not is_missed} <= set(found)
    beside = Counter(row[:4] for row in found if row not in rows)
    wrong = Counter({
        (row["form"], row["status"], str(row["day"]), tuple(row["who"])): row.get("times", 1)
        for row in WRITTEN["wrong_contacts"]
    })  # fmt: skip
    assert beside <= wrong, "what is not written down, and not known to be wrong"


def _who(contact: Engagement) -> tuple[str, ...]:
    """Surnames of people, and names of bodies, sorted; states are none."""
    named = {p.name for p in (*contact.who, *contact.with_) if p.name and p.name != p.party}
    return tuple(sorted(n if " for " in n else n.split()[-1] for n in named))


def test_who_repeats_whom(example: Example) -> None:
    texts = [
        document
        for name, _ in example.numbers.items()
        if (document := example.gate.document(name)).language == "en"
    ]
    witnesses = find_witnesses(texts)
    groups = {
        tuple(sorted(example.numbers[i] for i in group)) for group in witnesses.groups if len(group) > 1
    }
    assert groups == {tuple(group) for group in WRITTEN["same_text"]}


def test_remarks_that_several_papers_have(example: Example) -> None:
    found = [
        (content_of(one.entries[-1].claim), told)
        for one in link_statements(example.gate.claims(Statement))
        if len(told := example.told(one.entries)) > 1
    ]
    for row in WRITTEN["said_alike"]:
        (told,) = [told for words, told in found if words.startswith(row["begins"])]
        assert _is_met(told, row), row
    assert len(found) == len(WRITTEN["said_alike"])
