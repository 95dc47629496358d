"""The commands that take sources in: add, extract, verify."""

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import Exit, answering, complain, print_out
from tracktwo.cli.options import (
    DEFAULT_RECORD,
    AtLevel,
    Author,
    Jobs,
    MaxMegabytes,
    Pipeline,
    Published,
    RecordPath,
    add_command,
    author_of,
)
from tracktwo.model.levels import Clearance, Level

if TYPE_CHECKING:
    from tracktwo.pipeline import Step
    from tracktwo.record import Reading

_SOURCES = "Files, folders (read recursively), http(s) addresses, feeds, or - for standard input."


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(app, add, "tracktwo add reports/ --record talks.db")
    app.command(epilog="Example: tracktwo extract report.txt --published 2013-08-02 | jq .statements")(
        extract
    )
    add_command(app, verify, "tracktwo verify --record talks.db")


def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help=_SOURCES, show_default=False)],
    record: RecordPath = DEFAULT_RECORD,
    published: Published = None,
    pipeline: Pipeline = None,
    jobs: Jobs = 1,
    max_mb: MaxMegabytes = 100,
    level: Annotated[
        Level | None,
        typer.Option(help="How confidential they are; public if not said. Known ones are raised."),
    ] = None,
    author: Author = None,
) -> None:
    """Take sources into the record, which is made on first use.

    Sources that are known by their bytes are left as they are; a --published date that the record does not
    have yet is taken over. What cannot be taken in is listed with its reason, and the others are taken in.
    """
    with answering(goes_on=True):
        from tracktwo.cli.progress import progress
        from tracktwo.pipeline import TOOLS, Options, add_sources
        from tracktwo.record import Record
        from tracktwo.source import count, refuse_nothing

        refuse_nothing(sources)
        options = Options(published, pipeline, jobs, max_mb, level, author_of(author))
        options.source  # noqa: B018 - a date that is none is refused before the record is made
        steps: list[Step] = []
        with Record.open(record, create=True) as opened:
            try:
                for step in progress(add_sources(opened, sources, options, TOOLS), count(sources)):
                    steps.append(step)
            except BaseException:
                if steps:
                    print_out(_summary(steps, opened.name))
                    complain("not all sources were gone through; the same command goes on from here")
                raise
        print_out(_summary(steps, opened.name))
        if _failed(steps):
            raise typer.Exit(Exit.FAILED)


def extract(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help=_SOURCES, show_default=False)
    ] = None,
    published: Published = None,
    pipeline: Pipeline = None,
    jobs: Jobs = 1,
    max_mb: MaxMegabytes = 100,
) -> None:
    """Print what each document says as one line of JSON, without a record.

    Without a path, standard input is read. What cannot be read is reported on standard error by name and
    reason, the others are still printed, and the exit status is 1.
    """
    with answering(goes_on=True):
        from tracktwo.pipeline import TOOLS, Options, Refused, extract_sources
        from tracktwo.source import refuse_nothing

        refuse_nothing(paths or ["-"])
        failed = False
        for done in extract_sources(paths or ["-"], Options(published, pipeline, jobs, max_mb), TOOLS):
            if isinstance(done, Refused):
                failed = True
                complain(_reason(done.source, done.reason))
            else:
                _print_reading(done)
        if failed:
            raise typer.Exit(Exit.FAILED)


def verify(record: RecordPath = DEFAULT_RECORD, level: AtLevel = Clearance.EVERYTHING) -> None:
    """Prove the whole record again: bytes, texts, and the words behind every entry.

    Prints what does not hold, one line each, and ends with status 1 if there is anything.
    """
    with answering():
        from tracktwo.pipeline import TOOLS
        from tracktwo.pipeline import verify as verify_record
        from tracktwo.record import Record
        from tracktwo.settling import is_outdated

        with Record.open(record) as opened, opened.reading(level) as gate:
            faults = 0
            for fault in gate.faults(verify_record(opened, TOOLS)):
                faults += 1
                about = f" claim {fault.claim[:12]}" if fault.claim else ""
                print_out(f"{fault.document[7:19] or opened.name}{about}: {fault.what}\n")
            counts = gate.counts()
            is_old = is_outdated(opened)
        claims = sum(number for _, number in counts.claims)
        print_out(f"{counts.documents:,} documents and {claims:,} entries gone through: ")
        print_out("everything holds\n" if not faults else f"{faults:,} faults\n")
        if is_old:
            complain(
                "who is whom was worked out by older rules: the next add, or reread --identities, works it out anew"
            )
        if faults:
            raise typer.Exit(Exit.FAILED)


def _print_reading(done: "Reading") -> None:
    from tracktwo.model import Extraction
    from tracktwo.model.printed import extraction_to_json

    if done.extraction is None:
        complain(_reason(done.document.path or "standard input", done.reason or "it was not read"))
    extraction = done.extraction or Extraction(is_dialogue_report=False)
    print_out(json.dumps(extraction_to_json(done.document, extraction), ensure_ascii=False) + "\n")
    # One document at a time reaches a pipe, as soon as it is read.
    sys.stdout.flush()


def _reason(source: str, reason: str) -> str:
    return reason if source in reason else f"{source}: {reason}"


def _failed(steps: "list[Step]") -> bool:
    from tracktwo.pipeline import Outcome

    return any(step.outcome is Outcome.SET_ASIDE for step in steps)


def _summary(steps: "list[Step]", record: str) -> str:
    from tracktwo.pipeline import Outcome

    counts = Counter(step.outcome for step in steps)
    claims = sum(step.claims for step in steps)
    lines = [f"{len(steps):,} sources gone through for {record}"]
    for outcome in Outcome:
        if counts[outcome] or outcome in (Outcome.NEW, Outcome.KNOWN):
            lines.append(f"{counts[outcome]:>8,} {outcome.value}")
    lines.append(f"{claims:>8,} entries added")
    for outcome in (Outcome.KEPT, Outcome.SET_ASIDE):
        reasons = [_reason(s.source, s.reason or "") for s in steps if s.outcome is outcome]
        lines += [f"{outcome.value}:", *(f"  {reason}" for reason in reasons)] if reasons else []
    return "\n".join(lines) + "\n"
