"""What was found in a dossier is found again in the next one where all that was read is the same, and only there."""

from dataclasses import replace
from datetime import date

from tests.making import round_
from tracktwo.analysis.carried import LONGEST
from tracktwo.analysis.dossier import Dossier, open_dossiers
from tracktwo.analysis.looking_day import LookingDay
from tracktwo.analysis.once import once

TIMES: list[str] = []


def first() -> Dossier:
    told = round_("The sides met.", parties=("XLS", "XKV"), when="2020-05-01", published="2020-05-02")
    (made,) = open_dossiers((told.document,), (told,))
    return made


def after(before: Dossier, **changes: object) -> Dossier:
    made = replace(before, **changes)  # type: ignore[arg-type]
    made.carried.inherit(before.carried, before)
    return made


@once
def _rounds(dossier: Dossier) -> int:
    TIMES.append("rounds")
    return len(dossier.rounds)


@once
def _both(dossier: Dossier) -> tuple[int, int]:
    TIMES.append("both")
    return _rounds(dossier), len(dossier.documents)


@once
def _name(dossier: Dossier) -> str:
    TIMES.append("name")
    return dossier.name


@once
def _seen(dossier: Dossier, as_of: date) -> bool:
    TIMES.append("seen")
    return as_of > date(2026, 12, 1)


def asked(ask: object, *given: object) -> tuple[object, list[str]]:
    TIMES.clear()
    return ask(*given), list(TIMES)  # type: ignore[operator]


def test_what_read_the_same_is_not_worked_out_again() -> None:
    before = first()
    assert asked(_both, before) == ((1, 1), ["both", "rounds"])
    assert asked(_both, after(before)) == ((1, 1), [])
    assert asked(_both, after(before, ideas=())) == ((1, 1), [])


def test_what_read_another_part_is_worked_out_again_and_so_is_what_used_it() -> None:
    before = first()
    _both(before)
    changed = after(before, rounds=())
    assert asked(_both, changed) == ((0, 1), ["both", "rounds"])
    less = after(changed, documents=())
    assert asked(_both, less) == ((0, 0), ["both"])
    assert asked(_rounds, less) == (0, [])


def test_what_was_used_counts_as_read_though_it_was_found_before() -> None:
    before = first()
    _rounds(before)
    assert asked(_both, before)[1] == ["both"]
    assert asked(_both, after(before, rounds=()))[0] == (0, 1)


def test_equal_entries_that_are_others_do_not_count_as_the_same() -> None:
    before, other = first(), first()
    assert before == other
    _rounds(before)
    assert asked(_rounds, after(before, rounds=other.rounds)) == (1, ["rounds"])


def test_what_a_property_reads_is_seen() -> None:
    before = first()
    assert asked(_name, before)[1] == ["name"]
    renamed = after(before, series=replace(before.series, name="The other talks"))
    assert asked(_name, renamed) == ("The other talks", ["name"])


def test_it_is_carried_through_some_changes_without_being_asked_for_and_no_longer() -> None:
    dossier = first()
    _rounds(dossier)
    for _ in range(LONGEST + 1):
        dossier = after(dossier)
    assert asked(_rounds, dossier)[1] == []
    for _ in range(LONGEST + 2):
        dossier = after(dossier)
    assert asked(_rounds, dossier)[1] == ["rounds"]


def test_the_day_to_which_something_holds_is_told_also_of_what_was_found_before() -> None:
    before = first()
    for dossier in (before, before, after(before)):
        day = LookingDay.of(date(2026, 11, 22))
        assert _seen(dossier, day) is False
        assert day.last == date(2026, 12, 1)


def test_pieces_are_made_again_only_for_other_things() -> None:
    before, one, other = first(), object(), object()
    made: list[str] = []

    def make() -> str:
        made.append("x")
        return "x"

    for things in ((one,), (one,), (one, other)):
        assert before.carried.piece("what", things, make) == "x"
    assert len(made) == 2
    later = after(before)
    for things in ((one,), (one, other)):
        assert later.carried.piece("what", things, make) == "x"
    assert len(made) == 2
    before.carried.piece("another", (one,), make)
    assert len(made) == 3
