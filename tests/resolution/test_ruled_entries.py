"""What people ruled holds for people, dialogues, rounds, engagements and statements alike."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import cite, document, entry, person, round_
from tracktwo.model import Engagement, Entry, Form, Participant, Statement, StatementKind, Track
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import link_people
from tracktwo.resolution.rounds import link_rounds
from tracktwo.resolution.rulings import NONE, Rulings, pair
from tracktwo.resolution.wordings import link_statements

BENCH = ("XOR", "XTA")
Groups = list[set[str]]
Link = Callable[[Iterable[Entry[Any]], Rulings], Groups]


def met(n: int, who: str = "Mira Vance", day: str = "2030-02-01") -> Entry[Any]:
    doc = document(f"{who} met Tomas Ilk in the capital, paper {n} says.")
    claim = Engagement(
        form=Form.MEETING, who=(Participant(who, "XOR"),), with_=(Participant("Tomas Ilk", "XTA"),),
        when=day, evidence=(cite(doc, doc.text),),
    )  # fmt: skip
    return entry(claim, doc)


def said(n: int, words: str = "the border crossing will be open again by the spring") -> Entry[Any]:
    doc = document(f"Mira Vance said {words}, paper {n} says.")
    claim = Statement(
        speaker="Mira Vance", party="XOR", content=(cite(doc, words),), kind=StatementKind.INDIRECT
    )
    return entry(claim, doc)


PEOPLE = [
    person("Tariq Khosa", "XOR", text="Tariq Khosa spoke."),
    person("Tariq Khosa", "XOR", text="Tariq Khosa left."),
    person("Traiq Khosa", "XOR"),
    person("Ahmed Farouk", "XTA"),
    person("Khosa", "XOR", text="Khosa replied."),
]
ROUNDS = [
    *(
        round_(f"The {word} talks of XOR and XTA took place.", when=day, parties=BENCH, name=name, track=Track.I)
        for word, day, name in (
            ("long", "2030-02-01", "Bridge Talks"), ("short", "2030-02-01", "Bridge Talks"),
            ("new", "2030-05-01", "Fishing Talks"), ("old", "2030-02", None),
        )
    ),
    round_("The envoys of XOA and XOB sat down.", when="2031", parties=("XOA", "XOB"), name="River Talks"),
]  # fmt: skip
MEETINGS = [met(1), met(2), met(3), met(4, day="2030-06-01")]
REMARKS = [said(1), said(2), said(3, "the fishing quota of the past year was never respected at all")]


def ids(groups: Iterable[Iterable[Entry[Any]]]) -> Groups:
    return [{e.id for e in group} for group in groups]


LINKS: dict[str, tuple[list[Entry[Any]], Link]] = {
    "people": (PEOPLE, lambda e, r: ids(p.entries for p in link_people(e, r))),
    "dialogues": (ROUNDS, lambda e, r: ids(s.rounds for s in link_dialogues(e, (), r))),
    "rounds": (ROUNDS, lambda e, r: ids(k.entries for k in link_rounds(e, r))),
    "engagements": (MEETINGS, lambda e, r: ids(k.entries for k in link_engagements(e, r))),
    "statements": (REMARKS, lambda e, r: ids(k.entries for k in link_statements(e, r))),
}


@pytest.mark.parametrize("kind", LINKS)
def test_rulings_change_what_the_rules_say(kind: str) -> None:
    entries, link = LINKS[kind]
    together = next(
        (a, b) for a, b in combinations(entries, 2) if any({a.id, b.id} <= g for g in link(entries, NONE))
    )
    apart = next(
        (a, b) for a, b in combinations(entries, 2) if not any({a.id, b.id} <= g for g in link(entries, NONE))
    )
    a, b = (e.id for e in together)
    assert not any({a, b} <= g for g in link(entries, Rulings(distinct=frozenset({pair(a, b)}))))
    c, d = (e.id for e in apart)
    assert any({c, d} <= g for g in link(entries, Rulings(same=frozenset({pair(c, d)}))))


@pytest.mark.parametrize("kind", LINKS)
@settings(max_examples=60)
@given(data=st.data())
def test_rulings_hold_in_whatever_order_entries_come(kind: str, data: st.DataObject) -> None:
    entries, link = LINKS[kind]
    pairs = st.frozensets(
        st.sampled_from([pair(a.id, b.id) for a, b in combinations(entries, 2)]), max_size=4
    )
    rulings = Rulings(data.draw(pairs), data.draw(pairs))
    found = link(entries, rulings)
    assert sorted(i for group in found for i in group) == sorted(e.id for e in entries)
    for both in rulings.distinct:
        assert not any(set(both) <= group for group in found)
    for both in rulings.joined:
        assert any(set(both) <= group for group in found)
    shuffled: Sequence[Entry[Any]] = data.draw(st.permutations(entries))
    assert {frozenset(g) for g in link(shuffled, rulings)} == {frozenset(g) for g in found}


def test_spellings_of_a_person_are_parted_whole() -> None:
    one, again, slip, *_ = PEOPLE
    groups = LINKS["people"][1](PEOPLE, Rulings(distinct=frozenset({pair(one.id, slip.id)})))
    assert any({one.id, again.id} <= group for group in groups)
    assert not any({again.id, slip.id} <= group for group in groups)


def test_a_dialogue_that_is_parted_has_keys_of_its_own() -> None:
    bridge, fishing = ROUNDS[0], ROUNDS[2]
    found = link_dialogues(ROUNDS, (), Rulings(distinct=frozenset({pair(bridge.id, fishing.id)})))
    keys = [s.key for s in found]
    assert len(set(keys)) == len(keys)
    assert {"XOR-XTA-I-BT", "XOR-XTA-I-FT"} <= set(keys)


def test_dialogues_that_are_joined_keep_the_key_of_most_accounts() -> None:
    found = link_dialogues(ROUNDS, (), Rulings(same=frozenset({pair(ROUNDS[0].id, ROUNDS[4].id)})))
    assert [s.key for s in found] == ["XOR-XTA-I"]
    assert len(found[0].rounds) == len(ROUNDS)
