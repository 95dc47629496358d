"""An analysis of a dossier is worked out once for each set of its other arguments."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from tests.making import round_
from tracktwo.analysis.dossier import Dossier, open_dossiers
from tracktwo.analysis.once import MOST, once

TIMES: list[object] = []


def a_dossier() -> Dossier:
    told = round_("The sides met.", parties=("XLS", "XKV"), when="2020-05-01", published="2020-05-02")
    (made,) = open_dossiers((told.document,), (told,))
    return made


@once
def _counted(
    dossier: Dossier,
    as_of: date = date.min,
    rulings: Mapping[str, int] | None = None,
    names: Iterable[str] = (),
) -> object:
    TIMES.append((as_of, rulings))
    return object()


def test_the_same_question_gets_the_same_answer() -> None:
    dossier = a_dossier()
    assert _counted(dossier, rulings={"a": 1}) is _counted(dossier, rulings={"a": 1})
    assert _counted(dossier, date.max, names=("x",)) is _counted(dossier, date.max, names=("x",))


def test_another_question_gets_another() -> None:
    dossier = a_dossier()
    found = [
        _counted(dossier),
        _counted(dossier, date.max),
        _counted(dossier, rulings={"a": 1}),
        _counted(dossier, rulings={"a": 2}),
        _counted(dossier, names=["x"]),
    ]
    assert len(set(map(id, found))) == len(found)


def test_another_dossier_gets_another_even_if_it_is_alike() -> None:
    one = a_dossier()
    found = _counted(one)
    assert _counted(a_dossier()) is not found
    changed = replace(one, ideas=())
    assert changed == one
    assert _counted(changed) is not found
    assert _counted(one) is found


def test_what_can_be_gone_through_once_only_is_not_taken_for_the_same() -> None:
    dossier = a_dossier()
    assert _counted(dossier, names=iter("ab")) is not _counted(dossier, names=iter("cd"))


def test_no_more_than_a_bounded_number_is_kept() -> None:
    dossier = a_dossier()
    for n in range(MOST + 10):
        _counted(dossier, date.fromordinal(n + 1))
    assert len(dossier.carried.found) == MOST
