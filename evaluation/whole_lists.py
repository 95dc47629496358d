"""How long whole lists take, and pages far back in them: ``python -m evaluation.whole_lists RECORD [--only NAME]``.

Every list is fetched as JSON and CSV as it is streamed, and its first and last page are asked for in each of its
orders. Told is time of the processor, that of a server of PostgreSQL too, and how much the memory of this process grew
meanwhile. What the lists say is not looked at.
"""

import argparse
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from fastapi.testclient import TestClient

from evaluation.performance import processor_time
from evaluation.questions import served
from tracktwo.model.levels import Clearance
from tracktwo.record import Record
from tracktwo.web.pages.lists import LISTS, PAGE, Asked

#: Milliseconds that a page may take more than the first of its list, besides taking twice as long.
SLACK = 30.0
#: Times that each page is asked for; the first is not counted.
TIMES = 4


@dataclass(frozen=True, slots=True)
class Whole:
    """A list that was fetched to its end."""

    name: str
    rows: int
    megabytes: float
    #: Of processor.
    seconds: float
    #: Megabytes that the process holds more at most than when it began.
    grown: float


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last page of a list in one order, in milliseconds of processor."""

    name: str
    order: str
    first: float
    last: float

    @property
    def is_even(self) -> bool:
        """Whether whoever reads the last page waits as long as who reads the first."""
        return self.last <= self.first * 2 + SLACK


def whole_lists(client: TestClient, where: str, names: tuple[str, ...]) -> Iterator[Whole]:
    """Fetch lists to their ends, a piece at a time, as a browser that stores them does."""
    for name in names:
        for suffix in ("json", "csv"):
            began, used = _memory(), processor_time(where)
            size = lines = 0
            with client.stream("GET", f"/{name}.{suffix}") as answer:
                if answer.status_code != 200:
                    raise SystemExit(f"/{name}.{suffix} was answered with {answer.status_code}")
                for piece in answer.iter_bytes():
                    size += len(piece)
                    lines += piece.count(b"\n")
            spent = processor_time(where) - used
            yield Whole(f"{name}.{suffix}", lines, size / 1e6, spent, _memory() - began)


def ends(client: TestClient, where: str, names: tuple[str, ...], clearance: Clearance) -> Iterator[Ends]:
    """Ask for the first and the last page of lists in each of their orders."""
    for name in names:
        own = ("", "newest") if LISTS[name].is_dated else ("",)
        for order in (
            *own,
            *LISTS[name].sorts.values(),
            *(f"-{sort}" for sort in LISTS[name].sorts.values()),
        ):
            after = _before_last(where, name, order, clearance)
            query = f"/{name}?order={order}"
            if after is not None:
                yield Ends(name, order or "its own", _took(client, where, query),
                           _took(client, where, f"{query}&after={after}"))  # fmt: skip


def _before_last(where: str, name: str, order: str, clearance: Clearance) -> str | None:
    """Behind what the last pages of an order begin: the last entry that the list turned round shows on its first page.

    None where the list cannot be turned round, or is no longer than that.
    """
    if not order and not LISTS[name].is_dated:
        return _walked(where, name, clearance)
    turned = {"": "newest", "newest": ""}.get(
        order, order.removeprefix("-") if order[0:1] == "-" else f"-{order}"
    )
    with Record.open(where) as record, record.reading(clearance) as gate:
        return LISTS[name].make(gate, Asked(order=turned).filter(LISTS[name], PAGE)).after


def _walked(where: str, name: str, clearance: Clearance) -> str | None:
    """The same of a list that has no other way round, found by going through it."""
    chosen, after, before = LISTS[name], None, None
    filter = Asked().filter(chosen, 10 * PAGE)
    with Record.open(where) as record, record.reading(clearance) as gate:
        while True:
            table = (chosen.shown or chosen.make)(gate, replace(filter, after=after))
            if table.after is None:
                return before
            before = after = table.after


def _took(client: TestClient, where: str, address: str) -> float:
    spent = []
    for _ in range(TIMES):
        used = processor_time(where)
        answer = client.get(address)
        spent.append((processor_time(where) - used) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address} was answered with {answer.status_code}")
    return median(spent[1:])


def _memory() -> float:
    """The most memory that this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Print both tables; 1 where a last page takes much longer than the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record")
    parser.add_argument("--only", choices=LISTS, help="one list")
    parser.add_argument(
        "--pages", action="store_true", help="no whole lists, only their first and last pages"
    )
    parser.add_argument("--clearance", type=Clearance, default=Clearance.EVERYTHING)
    given = parser.parse_args()
    names = (given.only,) if given.only else tuple(LISTS)
    uneven = []
    with served(given.record, given.clearance) as client:
        for one in whole_lists(client, given.record, names) if not given.pages else ():
            each = 1e6 * one.seconds / max(one.rows, 1)
            print(f"{one.name:18} {one.rows:8} lines {one.megabytes:6.1f} MB {one.seconds:6.1f} s "
                  f"{each:5.0f} µs each, +{one.grown:.0f} MB of memory", flush=True)  # fmt: skip
        for page in ends(client, given.record, names, given.clearance):
            print(
                f"{page.name:12} {page.order:12} first page {page.first:5.0f} ms, last {page.last:5.0f} ms",
                flush=True,
            )
            if not page.is_even:
                uneven.append(page)
    for page in uneven:
        print(f"slower at its end: {page.name} in order {page.order}", file=sys.stderr)
    return int(bool(uneven))


if __name__ == "__main__":
    raise SystemExit(main())
