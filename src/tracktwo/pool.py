"""Runs work over items in this process or in several, and yields the results in the order of the items.

It knows nothing about documents. Each process makes its own worker once, and so loads a model only once.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

from tracktwo.errors import ReaderError

T = TypeVar("T")
D = TypeVar("D")
R = TypeVar("R")

#: Items handed out ahead of the one that is waited for, for each process: enough to keep all of them busy.
_AHEAD = 2

_worker: Callable[[Any], Any] | None = None


class Todo(Generic[T]):
    """An item that a worker is to be given; anything else is passed through as it is."""

    __slots__ = ("item",)

    def __init__(self, item: T) -> None:
        self.item = item


def in_order(
    items: Iterable[Todo[T] | D], make_worker: Callable[[], Callable[[T], R]], jobs: int = 1
) -> Iterator[R | D]:
    """Yield what the worker makes of each ``Todo`` and every other item itself, in order.

    With one job nothing is taken from ``items`` before the result of the one before has been used. With more,
    ``make_worker``, the items and the results are pickled.

    Raises:
        ReaderError: a process died, for want of memory as a rule.
    """
    if jobs <= 1:
        worker: Callable[[T], R] | None = None
        for item in items:
            if isinstance(item, Todo):
                worker = worker or make_worker()
                yield worker(item.item)
            else:
                yield item
        return
    # Processes are spawned, not forked: a model's threads do not survive a fork.
    pool = ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(make_worker,)
    )
    try:
        yield from _spread(items, pool, jobs * _AHEAD)
    except BrokenProcessPool as error:
        raise ReaderError("a reading process died, for want of memory perhaps; use fewer --jobs") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _spread(items: Iterable[Any], pool: ProcessPoolExecutor, ahead: int) -> Iterator[Any]:
    waiting: deque[Any] = deque()
    for item in items:
        waiting.append(pool.submit(_run, item.item) if isinstance(item, Todo) else item)
        while waiting and (len(waiting) > ahead or not isinstance(waiting[0], Future)):
            yield _settled(waiting.popleft())
    while waiting:
        yield _settled(waiting.popleft())


def _settled(done: Any) -> Any:
    return done.result() if isinstance(done, Future) else done


def _start(make_worker: Callable[[], Callable[[Any], Any]]) -> None:
    global _worker  # the one place where a process keeps its worker
    # Ctrl-C reaches every process of the group; the first one alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = make_worker()


def _run(item: Any) -> Any:
    if _worker is None:
        raise RuntimeError("the process was not started with a worker")
    return _worker(item)
