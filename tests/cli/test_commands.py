"""The command line as a whole: started as a process, and documented."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.slowness import slowness
from tests.standins import write_reports
from tracktwo import __version__
from tracktwo.cli import app
from tracktwo.cli.reference import commands_of, write_reference

DOCUMENTED = Path(__file__).parents[2] / "docs" / "commands.md"
TRACKTWO = [sys.executable, "-m", "tracktwo"]


def test_the_documentation_of_the_commands_is_as_generated() -> None:
    assert DOCUMENTED.read_text(encoding="utf-8") == write_reference(app), (
        "the command line has changed: python -m tracktwo.cli.reference docs/commands.md"
    )


def test_every_command_has_help_and_an_example_and_every_option_has_help() -> None:
    for command in commands_of(app):
        assert command.help
        assert command.epilog.startswith("Example: ")
        assert command.path in command.epilog
        assert all(option.help for option in command.options), command


def test_the_help_names_every_command_and_option() -> None:
    """What the page is made from is what typer shows."""
    for command in commands_of(app):
        words = command.path.split()[1:]
        shown = (
            CliRunner()
            .invoke(app, [*words, "--help"], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"})
            .stdout
        )
        assert all(option.name in shown for option in command.options if not option.is_argument), shown
        assert command.epilog.removeprefix("Example: ") in " ".join(shown.split())


def test_the_version_is_printed() -> None:
    done = subprocess.run([*TRACKTWO, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"tracktwo {__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tracktwo", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(re.findall(r"\|\s+([\w.]+)$", done.stderr, re.MULTILINE))
    assert "tracktwo.cli" in imported
    for heavy in ("spacy", "numpy", "onnxruntime", "sqlalchemy", "trafilatura", "lxml", "yaml"):
        assert heavy not in imported


def test_help_takes_little_time_of_the_processor() -> None:
    before = time.process_time(), _children()
    subprocess.run([*TRACKTWO, "--help"], capture_output=True, check=True)
    assert _children() - before[1] < 1.0 * slowness()


def _children() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    from tests.standins import PLAIN
    from tracktwo.pipeline import Options, add_sources
    from tracktwo.record import Record

    with Record.open(tmp_path / "talks.db", create=True) as record:
        list(add_sources(record, [str(write_reports(tmp_path / "reports", 40))], Options(), PLAIN))
    command = [*TRACKTWO, "statements", "--format", "json", "--record", str(tmp_path / "talks.db")]
    listing = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.read(10)
    listing.stdout.close()
    complaint = listing.stderr.read()
    listing.stderr.close()
    assert listing.wait() in (0, 141)
    assert complaint == b""


def test_words_are_printed_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    from tests.standins import PLAIN
    from tracktwo.pipeline import Options, add_sources
    from tracktwo.record import Record

    (tmp_path / "a.txt").write_text("Zoë Åkerlund (RUR): the „Brücke“ is open — at last\n", encoding="utf-8")
    with Record.open(tmp_path / "talks.db", create=True) as record:
        list(add_sources(record, [str(tmp_path / "a.txt")], Options(), PLAIN))
    done = subprocess.run(
        [*TRACKTWO, "statements", "--record", str(tmp_path / "talks.db")],
        capture_output=True, check=True, env={"LC_ALL": "C", "PATH": "", "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert "„Brücke“" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("words", [["nonsense"], ["show"], ["search"], ["add"]])
def test_wrong_use_ends_with_status_2(words: list[str]) -> None:
    done = subprocess.run([*TRACKTWO, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr
