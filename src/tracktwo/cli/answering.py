"""How every command ends: one line on standard error for what a user can act on, and an exit status.

Bugs are not caught: they end with a traceback, which is what a report of one needs.
"""

import gc
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from enum import IntEnum
from pathlib import Path
from typing import IO

import typer

from tracktwo.errors import ReaderError, RecordError, TrackTwoError, UsageError

#: Things that are made before circles among them are looked for, by a command that prints one answer, and by one that
#: goes on and on. Entries of a record are made by the thousand and kept: to go through them again and again finds none,
#: and takes a fifth of the time of a brief.
SELDOM, NOW_AND_THEN = 3_000_000, 300_000
#: Bytes that are copied at once.
_PORTION = 1 << 20


class Exit(IntEnum):
    """What a command's exit status says."""

    FINE = 0
    #: Some sources could not be taken in, or faults were found.
    FAILED = 1
    USAGE = 2
    RECORD = 3
    READER = 4
    INTERRUPTED = 130
    #: Whoever read standard output has gone; as a shell says it.
    BROKEN_PIPE = 141


def look_for_garbage(every: int) -> None:
    """Look for circles among what was made each time so many things are there."""
    gc.set_threshold(every, 20, 100)


@contextmanager
def answering(*, goes_on: bool = False) -> Iterator[None]:
    """Run a command's body and turn what ends it into a message and an exit status.

    A command that ``goes_on`` reads one document after another, or answers many readers.
    """
    if goes_on:
        look_for_garbage(NOW_AND_THEN)
    if os.environ.get("TRACKTWO_DEBUG"):
        logging.basicConfig(level=logging.DEBUG)
    folder = os.environ.get("TRACKTWO_LEXICON")
    if folder and not Path(folder).is_dir():
        complain(
            f"TRACKTWO_LEXICON names {folder}, and there is no such folder: only the shipped words count"
        )
    try:
        yield
        sys.stdout.flush()
    except TrackTwoError as error:
        complain(str(error))
        raise typer.Exit(_status(error)) from error
    except KeyboardInterrupt as error:
        complain("interrupted")
        raise typer.Exit(Exit.INTERRUPTED) from error
    except BrokenPipeError as error:
        # Python would complain again when it flushes standard output at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.BROKEN_PIPE) from error


def complain(message: str) -> None:
    """Say on standard error what is wrong."""
    print(f"tracktwo: {message}", file=sys.stderr)


def print_out(text: str, output: Path | None = None) -> None:
    """Write text to a file, or to standard output, always as UTF-8.

    Raises:
        UsageError: the file cannot be written.
    """
    if output is None:
        stream = sys.stdout
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
        stream.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error


def ending_of(output: Path | None, *known: str) -> str:
    """How the name of a file ends, in small letters and with its dot; empty without a file or an ending.

    Raises:
        UsageError: it is none of the known ones.
    """
    ending = output.suffix.lower() if output else ""
    if ending and ending not in known:
        raise UsageError(
            f"{output}: this is written as {', '.join(known)}; name a file that ends in one of these"
        )
    return ending


def write_bytes(content: bytes, output: Path | None, *, is_terminal: bool) -> None:
    """Write bytes to a file, or to standard output.

    Raises:
        UsageError: the file cannot be written, or the bytes are no text and standard output is a terminal.
    """
    if output is None:
        if is_terminal and b"\x00" in content:
            raise UsageError("this format is no text; name a file with --output")
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error


def write_file(content: IO[bytes], output: Path | None, *, is_terminal: bool) -> None:
    """The same with what a file holds from where it stands, however large it is.

    Raises:
        UsageError: as :func:`write_bytes` does.
    """
    first = content.read(_PORTION)
    write_bytes(first, output, is_terminal=is_terminal)
    try:
        out = output.open("ab") if output else nullcontext(sys.stdout.buffer)
        with out as target:
            shutil.copyfileobj(content, target, _PORTION)
    except OSError as error:
        if output is None:
            raise
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error


def _status(error: TrackTwoError) -> Exit:
    match error:
        case UsageError():
            return Exit.USAGE
        case RecordError():
            return Exit.RECORD
        case ReaderError():
            return Exit.READER
        case _:
            return Exit.FAILED
