"""What is worked out from a record is given again, to those who may see the same, until the record changes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.record.making import document, whole
from tracktwo.model.levels import Clearance
from tracktwo.record import Gate, Memory, Record


class Counting:
    """Works something out, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def ask(record: Record, make: Counting, clearance: Clearance = Clearance.EVERYTHING) -> int:
    with record.reading(clearance) as gate:
        return gate.remembered("something", make)


def test_it_is_worked_out_once_until_the_record_changes(record_url: str) -> None:
    make = Counting()
    with Record.open(record_url, create=True) as record:
        assert [ask(record, make), ask(record, make)] == [1, 1]
        record.add(whole())
        assert [ask(record, make), ask(record, make)] == [2, 2]
        record.add(whole())
        assert ask(record, make) == 2, "nothing was added"


def test_what_another_process_writes_counts(record_url: str) -> None:
    make = Counting()
    with Record.open(record_url, create=True) as record, Record.open(record_url) as other:
        ask(record, make)
        other.name_sides_from(3)
        assert ask(record, make) == 2


def test_one_clearance_never_gets_what_was_worked_out_for_another(record_url: str) -> None:
    make = Counting()
    with Record.open(record_url, create=True) as record:
        clearances = [Clearance.EVERYTHING, Clearance.PUBLIC, Clearance.EVERYTHING, Clearance.PUBLIC]
        assert [ask(record, make, c) for c in clearances] == [1, 2, 1, 2]


def test_memory_that_is_lent_outlives_an_opening(record_url: str) -> None:
    make, memory = Counting(), Memory()
    Record.open(record_url, create=True).close()
    for _ in range(2):
        with Record.open(record_url, memory=memory) as record:
            assert ask(record, make) == 1
    memory.forget()
    with Record.open(record_url, memory=memory) as record:
        assert ask(record, make) == 2


def test_memory_that_is_lent_to_two_records_mixes_nothing_up(record_url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    make, memory = Counting(), Memory()
    with Record.open(record_url, create=True, memory=memory) as record:
        assert ask(record, make) == 1
    with Record.open(tmp_path / "other.db", create=True, memory=memory) as other:
        assert ask(other, make) == 2


def test_the_stamp_differs_with_every_change_and_with_nothing_else(record_url: str) -> None:
    def stamp(record: Record) -> str:
        with record.reading() as gate:
            return gate.stamp

    with Record.open(record_url, create=True) as record:
        stamps = [stamp(record)]
        for change in (
            lambda: record.add(whole()),
            lambda: record.add(whole(document("Ana Košir said drone strikes must stop. strikes were discussed A drone was shown"))),
            lambda: record.set_aside("a.pdf", "sha256:00", "it is empty"),
            lambda: record.name_sides_from(2),
        ):  # fmt: skip
            change()
            assert stamp(record) == stamp(record)
            stamps.append(stamp(record))
        assert len(set(stamps)) == len(stamps)


def test_who_comes_meanwhile_waits_and_gets_the_same() -> None:
    memory, make, together = Memory(), Counting(), Barrier(4)

    def recall(_: int) -> int:
        together.wait()
        return memory.recall("state", "key", make)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(recall, range(4))) == [1, 1, 1, 1]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    memory, make = Memory(room=10), Counting()

    def recall(key: str, weight: int) -> int:
        return memory.recall("state", key, make, lambda _: weight)

    assert [recall("a", 4), recall("b", 4), recall("a", 4)] == [1, 2, 1]
    assert recall("c", 4) == 3, "b goes"
    assert [recall("a", 4), recall("c", 4), recall("b", 4)] == [1, 3, 4]


def test_one_that_has_no_room_is_given_all_the_same() -> None:
    memory, make = Memory(room=10), Counting()
    assert memory.recall("state", "large", make, lambda _: 11) == 1
    assert memory.recall("state", "small", make) == 2
    assert memory.recall("state", "large", make, lambda _: 11) == 3


def test_a_failure_is_told_and_not_remembered() -> None:
    memory, make = Memory(), Counting()

    def fail() -> int:
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        memory.recall("state", "key", fail)
    assert memory.recall("state", "key", make) == 1


def test_a_value_may_rest_on_another() -> None:
    memory, make = Memory(), Counting()

    def outer() -> int:
        return 10 + memory.recall("state", "inner", make)

    assert memory.recall("state", "outer", outer) == 11
    assert memory.recall("state", "inner", make) == 1


def test_a_gate_without_memory_of_its_record_works(record_url: str) -> None:
    with Record.open(record_url, create=True) as record, record.reading() as gate:
        alone = Gate(gate._connection)
        make = Counting()
        assert [alone.remembered("x", make), alone.remembered("x", make)] == [1, 1]
