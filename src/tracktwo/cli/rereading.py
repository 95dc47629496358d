"""The command that reads documents of the record again."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import Exit, answering, complain, print_out
from tracktwo.cli.options import DEFAULT_RECORD, Jobs, Pipeline, RecordPath, add_command
from tracktwo.errors import UsageError

if TYPE_CHECKING:
    from tracktwo.pipeline import Options
    from tracktwo.record import DocumentEntry, Record
    from tracktwo.rereading import Comparison


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    add_command(app, reread, "tracktwo reread --all; tracktwo reread reports/ --apply")


def reread(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files, folders or addresses, as they were added.", show_default=False
        ),
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A document, by first digits of its hash; can be repeated."),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every document that was read.")] = False,
    pipeline: Pipeline = None,
    jobs: Jobs = 1,
    apply: Annotated[bool, typer.Option("--apply", help="Write what changes, without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    identities: Annotated[
        bool,
        typer.Option(
            "--identities", help="Read nothing; only work out anew who is whom, by the rules of now."
        ),
    ] = False,
) -> None:
    """Read documents again with the reader and word lists of now, and show what changes before it does.

    The archived bytes are read; nothing is fetched. Judgements are kept and outrank what is read: a rejected entry
    stays rejected, an accepted one stays. On a terminal you are asked about each document that changes; otherwise
    nothing is written without --apply. One document is written at a time, so it can be interrupted.
    """
    with answering(goes_on=True):
        from tracktwo.pipeline import Options
        from tracktwo.record import Record
        from tracktwo.rereading import pick_documents

        if apply and dry_run:
            raise UsageError("--apply writes and --dry-run does not: choose one")
        if identities and (paths or document or all_ or dry_run):
            raise UsageError("--identities reads no document: leave out the documents and --dry-run")
        with Record.open(record) as opened:
            if identities:
                _renew(opened)
                return
            with opened.reading() as gate:
                picked = pick_documents(gate, paths or (), document or (), every=all_)
            asks = not (apply or dry_run) and sys.stdin.isatty() and sys.stdout.isatty()
            run = _Run(opened, writes=apply, asks=asks)
            try:
                run.through(picked, Options(pipeline=pipeline, jobs=jobs))
            finally:
                run.end()
        if run.refused:
            raise typer.Exit(Exit.FAILED)


def _renew(record: "Record") -> None:
    """Work out who is whom anew, where other rules did it before."""
    from tracktwo.settling import is_outdated, renew

    was_outdated = is_outdated(record)
    renew(record)
    print_out(
        "who is whom was worked out anew\n"
        if was_outdated
        else "who is whom is by the rules of now already\n"
    )


class _Run:
    """One run over documents: what it saw, and whether it still asks."""

    def __init__(self, record: "Record", *, writes: bool, asks: bool) -> None:
        self._record = record
        self._writes = writes
        self._asks = asks
        self._seen: list[Comparison] = []
        self._written = 0
        self._is_over = False
        self.refused = 0

    def through(self, documents: "tuple[DocumentEntry, ...]", options: "Options") -> None:
        """Read each document, show what changes, and write it where that is wanted."""
        from tracktwo.pipeline import TOOLS, Refused
        from tracktwo.rereading import apply, reread
        from tracktwo.views.rereadings import to_text

        for done in reread(self._record, documents, options, TOOLS):
            if isinstance(done, Refused):
                self.refused += 1
                complain(f"{done.source}: {done.reason}")
                continue
            self._seen.append(done)
            if not done.is_same:
                with self._record.reading() as gate:
                    print_out(to_text(gate, done) + "\n")
            if not done.is_empty and self._is_wanted(done):
                apply(self._record, done)
                self._written += 1
            if self._is_over:
                return
        self._is_over = True

    def end(self) -> None:
        """Say what came of it; bring together who is whom."""
        from tracktwo.settling import is_outdated, renew
        from tracktwo.views.rereadings import summary

        if self._writes or self._written:
            renew(self._record)
        elif is_outdated(self._record):
            complain("who is whom was worked out by older rules; reread --identities works it out anew")
        print_out(summary(self._seen, self.refused))
        if not self._is_over:
            complain("not all documents were gone through; the same command goes on from here")
        elif not self._written and any(not c.is_empty for c in self._seen):
            print_out("nothing was written; --apply writes it\n")
        elif self._written:
            print_out(f"written: {self._written:,} of {len(self._seen):,}\n")

    def _is_wanted(self, comparison: "Comparison") -> bool:
        if not self._asks:
            return self._writes
        if comparison.is_same:
            # Nothing to be asked about: only what read the document is noted.
            return self._writes
        answer = (
            typer.prompt("write this? [y]es, [n]o, [a]ll that follow, [q]uit", default="n")
            .strip()
            .lower()[:1]
        )
        if answer == "a":
            self._asks, self._writes = False, True
        self._is_over = answer == "q"
        return answer in ("y", "a")
