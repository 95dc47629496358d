"""A progress bar while sources are taken in, on a terminal only."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(steps: Iterable[T], total: int) -> Iterator[T]:
    """Yield the steps, with a bar on standard error meanwhile. ``total`` may turn out too low."""
    if not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        for done, step in enumerate(steps, 1):
            # A feed counts as one source until it is opened.
            bar.update(task, completed=done, total=max(total, done))
            yield step
