"""The command line with stand-ins for the reading model and the extractor."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conftest import new_record_url
from tests.standins import PLAIN, write_reports
from tracktwo.cli import app

Run = Callable[..., Result]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every command on either database, unless the test is about one of them."""
    if "run" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("only")
        metafunc.parametrize("run", mark.args if mark else ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def run(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, with stand-ins for reading and extraction."""
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", PLAIN)
    if request.param == "sqlite":
        monkeypatch.delenv("TRACKTWO_RECORD", raising=False)
    else:
        monkeypatch.setenv("TRACKTWO_RECORD", new_record_url(request, tmp_path, request.param))
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def invoke(*words: str, input: str | bytes | None = None) -> Result:
        return runner.invoke(app, list(words), input=input, catch_exceptions=False)

    return invoke


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of three reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def filled(run: Run, reports: Path) -> Run:
    """The same, with the reports in the record."""
    assert run("add", str(reports)).exit_code == 0
    return run
