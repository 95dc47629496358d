"""Nothing of what a level withholds comes out at a lower clearance, however one asks."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.record.levelled import (
    NAMES,
    OFFICES,
    PARTIES,
    Filling,
    Plan,
    Voice,
    build,
    drawn,
    fillings,
    plans,
    runs_in,
)
from tests.record.outputs import Outputs, untried
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Record
from tracktwo.record.letters import plain
from tracktwo.settling import settle

BELOW = (Clearance.PUBLIC, Clearance.BACKGROUND, Clearance.CHATHAM)
#: Whole records are made and gone through: a failing one is shown as it is, since to shrink it would take minutes.
SLOW = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def ids_of(record: Record) -> tuple[str, ...]:
    with record.reading() as gate:
        documents = [d.id for d in gate.documents()]
        return tuple(documents + [e.id for e in gate.claims()])


def outputs(record: Record, clearance: Clearance, ids: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """All that comes out, from what is kept for the clearance; that it is the same without, ``test_keeping`` shows."""
    settle(record, clearance)
    with record.reading(clearance) as gate:
        return list(Outputs(record, gate, NAMES + PARTIES, ids).each())


def secrets(of: tuple[Plan, ...], filling: Filling, clearance: Clearance) -> set[tuple[str, ...]]:
    """The words of names, and the offices and parties, that a reader may not see: each a run of words."""
    found: set[tuple[str, ...]] = set()
    for n, plan in enumerate(of):
        if clearance.sees(plan.base):
            # Whoever speaks in a restricted statement is withheld in the whole document.
            for voice in plan.voices:
                if not clearance.sees(voice.level) and voice.level is not Level.OFF_RECORD:
                    found |= {(w,) for w in telling(filling.names[n][voice.slot])}
            continue
        for slot in plan.slots:
            found |= {(w,) for w in telling(filling.names[n][slot])}
        if plan.base is not Level.BACKGROUND:
            found |= {plain(party) for party in filling.parties[n]}
    return found


def telling(name: str) -> list[str]:
    return [w for w in plain(name) if w not in ("van", "der", "bin", "al", "d", "o", "ال")]


def leaks(text: str, secret: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    # Outputs are written as Python writes them, so that a line break within a name ("Taho-\nor") is no letter here.
    return runs_in(plain(re.sub(r"\\[nrt]", " ", text)), secret)


def test_every_method_of_the_gate_is_tried() -> None:
    assert untried() == set()


@pytest.mark.slow
@SLOW
@given(st.data())
@pytest.mark.parametrize("clearance", BELOW)
def test_no_output_holds_what_is_withheld(clearance: Clearance, data: st.DataObject) -> None:
    with drawn(data) as (of, filling, record):
        secret = secrets(of, filling, clearance)
        found = {name: leaks(text, secret) for name, text in outputs(record, clearance, ids_of(record))}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.slow
@SLOW
@given(st.data())
@pytest.mark.parametrize("clearance", BELOW)
def test_records_that_differ_in_what_is_withheld_look_the_same(
    clearance: Clearance, data: st.DataObject
) -> None:
    of = data.draw(plans())
    one = data.draw(fillings(of))
    other = changed(of, one, data.draw(fillings(of)), clearance)
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder, "a.db"), Path(folder, "b.db")
        with build(a, of, one) as first, build(b, of, other) as second:
            seen = [outputs(record, clearance) for record in (first, second)]
    assert [name for name, _ in seen[0]] == [name for name, _ in seen[1]]
    differing = [name for (name, text), (_, again) in zip(*seen, strict=True) if text != again]
    assert differing == []


def changed(of: tuple[Plan, ...], one: Filling, other: Filling, clearance: Clearance) -> Filling:
    """The first filling with the names of the second wherever the reader may not see a document in full."""

    def pick(a: tuple[Any, ...], b: tuple[Any, ...], *levels: Level) -> tuple[Any, ...]:
        return tuple(
            there if not clearance.sees(plan.base) and plan.base in levels else here
            for plan, here, there in zip(of, a, b, strict=True)
        )

    names = tuple(
        tuple(
            there
            if slot in withheld_slots(plan, clearance) and may_be_called(there, plan, mine, clearance)
            else here
            for slot, (here, there) in enumerate(zip(mine, theirs, strict=True))
        )
        for plan, mine, theirs in zip(of, one.names, other.names, strict=True)
    )
    parties = pick(one.parties, other.parties, Level.CHATHAM, Level.OFF_RECORD)
    offices = pick(one.offices, tuple(o[::-1] for o in other.offices), *Level)
    return replace(other, names=names, parties=parties, offices=offices, stuffing="Nobody may know of this.")


def may_be_called(name: str, plan: Plan, names: tuple[str, ...], clearance: Clearance) -> bool:
    """Whether nobody whom the reader sees in the same document is called so."""
    seen = set(range(3)) - withheld_slots(plan, clearance)
    return name not in {names[slot] for slot in seen}


def withheld_slots(plan: Plan, clearance: Clearance) -> set[int]:
    """The slots of a document whose names the reader may not see."""
    if not clearance.sees(plan.base):
        return {0, 1, 2}
    return {
        v.slot
        for v in plan.voices
        if v.level in (Level.BACKGROUND, Level.CHATHAM) and not clearance.sees(v.level)
    }


def test_full_clearance_shows_what_the_others_may_not_see(tmp_path: Path) -> None:
    voice = Voice(0, "whole", "the quota must double before winter", "titled", Level.PUBLIC)
    of = (Plan(Level.CHATHAM, (voice,), 4, True, Level.PUBLIC, True, True),)
    filling = Filling((NAMES[:3],), (OFFICES[:3],), (PARTIES[:2],))
    secret = secrets(of, filling, Clearance.PUBLIC)
    with build(tmp_path / "talks.db", of, filling) as record:
        everything = "\n".join(text for _, text in outputs(record, Clearance.EVERYTHING))
        assert leaks(everything, secret) == secret
