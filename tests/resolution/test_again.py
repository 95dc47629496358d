"""What is linked again after a change is what would be linked anew, and what nothing of changed is the same object."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.making import cite, document, entry
from tracktwo.model import (
    Engagement,
    Entry,
    Form,
    Participant,
    Person,
    Statement,
    StatementKind,
)
from tracktwo.model.rulings import Rulings, pair
from tracktwo.resolution.again import Again
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import link_people
from tracktwo.resolution.wordings import link_statements

NAMES = (
    "Ana Velon",
    "A. Velon",
    "Velon",
    "Minister Velon",
    "Omar Marek",
    "Marek",
    "Omar Mareck",
    "Lena Marsh",
    None,
)
SIDES = ("XOR", "XTA", None)
SAID = (
    "the crossing at Kesh would be opened before the winter sets in",
    "the crossing at Kesh would be open before the winter set in this year",
    "the crossing at Kesh would not be opened before the winter sets in",
    "no customs officer would be sent to the river this month",
    "peace first",
)
DAYS = ("2013-08-02", "2013-08-03", "2013-08", "2013-09-30", "2014", None)


def told(draw: random.Random) -> Entry[Any]:
    """A person, a statement or a contact of a document of its own."""
    words = draw.choice(SAID)
    of = document(f"Report {draw.random()}: it was said that {words}.", published=draw.choice(DAYS))
    name, side = draw.choice(NAMES), draw.choice(SIDES)
    kind = draw.choice((Person, Statement, Engagement))
    if kind is Person:
        office = draw.choice(("foreign minister", "analyst", None))
        return entry(
            Person(name=name or "Wen Tal", party=side, office=office, mentions=(cite(of, "said"),)), of
        )
    if kind is Statement:
        said = Statement(
            speaker=name, party=side, content=(cite(of, words),), kind=StatementKind.INDIRECT, confidence=0.5
        )
        return entry(said, of)
    met = Engagement(
        form=draw.choice((Form.MEETING, Form.CALL)), who=(Participant(name, side),),
        with_=(Participant("Lena Marsh", "XTA"),), when=draw.choice(DAYS), evidence=(cite(of, "said"),),
    )  # fmt: skip
    return entry(met, of)


LINKS: list[tuple[type, Callable[..., Any]]] = [
    (Person, link_people), (Statement, link_statements), (Engagement, link_engagements)
]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("kind", "link"), LINKS)
def test_linked_again_it_is_what_it_would_be_anew(kind: type, link: Callable[..., Any], seed: int) -> None:
    draw = random.Random(seed)
    entries = [e for e in (told(draw) for _ in range(120)) if isinstance(e.claim, kind)]
    held, again = entries[:30], Again()
    assert link(held, again=again) == link(held)
    for _ in range(6):
        held = [e for e in held if draw.random() > 0.05]
        held = [replace(e) if draw.random() < 0.05 else e for e in held]
        held += [e for e in draw.sample(entries, 3) if e.id not in {one.id for one in held}]
        draw.shuffle(held)
        one, other = draw.sample([e.id for e in held], 2)
        rulings = draw.choice((Rulings(), Rulings(same=frozenset({pair(one, other)}))))
        again = Again(again)
        found = link(held, rulings, again)
        assert found == link(held, rulings)
        # The very entries that were given, and no equal ones of before.
        assert {id(e) for group in found for e in group.entries} == set(map(id, held))


@pytest.mark.parametrize(("kind", "link"), LINKS)
def test_groups_of_which_nothing_changed_are_the_same_objects(kind: type, link: Callable[..., Any]) -> None:
    draw = random.Random(1)
    held = [e for e in (told(draw) for _ in range(120)) if isinstance(e.claim, kind)]
    again = Again()
    before = {id(group) for group in link(held, again=again)}
    changed = [replace(held[0]), *held[1:]]
    found = link(changed, again=Again(again))
    assert sum(id(group) not in before for group in found) == 1


def test_what_nobody_asks_for_is_not_kept_for_good() -> None:
    made: list[int] = []
    things = [object()]

    def ask(again: Again) -> None:
        again.of("number", things, lambda: made.append(1))

    again = Again()
    ask(again)
    for _ in range(3):
        again = Again(again)
    ask(again)
    assert len(made) == 1
    for _ in range(9):
        again = Again(again)
    ask(again)
    assert len(made) == 2
