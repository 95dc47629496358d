"""``python -m evaluation.reliability kill|writers|fuzz``: measure, print, fail where one fault is found."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluation.reliability.adding import add_for_real, add_with_stand_ins, warm_up
from evaluation.reliability.folder import write_folder
from evaluation.reliability.fuzz import Fuzzed, fuzz_many
from evaluation.reliability.kill import Kills, kill_many
from evaluation.reliability.writers import write_together
from tests.servers import NoServerError, Server

NewRecord = Callable[[Path], str]


def main(arguments: list[str] | None = None) -> int:
    """Run one measurement; 1 where it found a fault."""
    options = _parser().parse_args(arguments)
    failed: bool = options.run(options)
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, run in (("kill", _kill), ("writers", _writers)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
        command.add_argument("--documents", type=int, default=40, help="sources that are well-formed")
        command.add_argument("--seed", type=int, default=0)
    kill = commands.choices["kill"]
    kill.add_argument("--times", type=int, default=200)
    kill.add_argument(
        "--real", type=Path, metavar="FOLDER", help="read these with TrackTwo's own model instead"
    )
    fuzz = commands.add_parser("fuzz")
    fuzz.set_defaults(run=_fuzz)
    fuzz.add_argument("--inputs", type=int, default=100_000)
    fuzz.add_argument("--first", type=int, default=0, help="number of the first, to look at one again")
    fuzz.add_argument("--processes", type=int, default=1)
    return parser


def _kill(options: argparse.Namespace) -> bool:
    warm_up()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        source = options.real or write_folder(Path(folder) / "in", options.documents, options.seed)
        for name, new_record in _databases(options.database):
            add = add_for_real if options.real else add_with_stand_ins

            def told(made: Kills, name: str = name) -> None:
                if made.killed % 10 == 0:
                    print(made.lines(name)[0], file=sys.stderr, flush=True)

            made = kill_many(source, new_record, options.times, options.seed, add, told)
            print("\n".join(made.lines(name)), flush=True)
            failed |= bool(made.failures)
    return failed


def _writers(options: argparse.Namespace) -> bool:
    warm_up()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        source = write_folder(Path(folder) / "in", options.documents, options.seed, with_versions=False)
        for name, new_record in _databases(options.database):
            made = write_together(source, new_record, 2 if name == "SQLite" else 8, seed=options.seed)
            print("\n".join(made.lines(name)), flush=True)
            failed |= bool(made.errors or made.wrong)
    return failed


def _fuzz(options: argparse.Namespace) -> bool:
    made = fuzz_many(options.first, options.inputs, options.processes, _tell)
    print("\n".join(made.lines()), flush=True)
    return bool(made.failures)


def _tell(made: Fuzzed) -> None:
    print("\n".join(made.lines()), file=sys.stderr, flush=True)


def _databases(which: str) -> Iterator[tuple[str, NewRecord]]:
    if which in ("sqlite", "both"):
        yield "SQLite", lambda folder: str(folder / "talks.db")
    if which in ("postgresql", "both"):
        with _server() as server:
            yield "PostgreSQL", lambda folder: server.new_record()


@contextmanager
def _server() -> Iterator[Server]:
    try:
        started = Server()
    except NoServerError as error:
        sys.exit(str(error))
    with started:
        yield started


if __name__ == "__main__":
    sys.exit(main())
