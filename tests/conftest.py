"""Fixtures that several wings share; nothing here knows what a text should yield."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, event

from tests.servers import NoServerError, Server
from tracktwo.errors import ReaderError

# How long a drawn example takes says something of the machine, not of the code.
settings.register_profile("tracktwo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tracktwo")


@event.listens_for(Engine, "connect")
def _trust_the_power(connection: Any, _: Any) -> None:
    """Have SQLite not wait for the disk: what a killed process leaves is the same, and no test cuts the power."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="session")
def reader() -> Any:
    """The real reader with the shipped weights, loaded once; skips only while no weights are there."""
    reading = pytest.importorskip("tracktwo.reading")
    load: Callable[[], Any] | None = getattr(reading, "load_reader", None)
    if load is None:
        pytest.skip("the reading wing has no load_reader yet")
    try:
        return load()
    except ReaderError as error:
        pytest.skip(f"no reading model: {error}")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; where none is installed tests are skipped, unless TRACKTWO_TEST_POSTGRES=required."""
    try:
        started = Server()
    except NoServerError as error:
        if os.environ.get("TRACKTWO_TEST_POSTGRES") == "required":
            pytest.fail(str(error))
        pytest.skip(str(error))
    with started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def record_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record that is not there yet is to be made, for ``Record.open`` and ``--record``: in either database."""
    return new_record_url(request, tmp_path, request.param)


def new_record_url(request: pytest.FixtureRequest, folder: Path, database: str) -> str:
    """The same in the database that is named."""
    if database == "sqlite":
        return str(folder / "talks.db")
    started: Server = request.getfixturevalue("server")
    return started.new_record()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that take long first, for runs in several processes: else one of them is still at work at the end."""
    files: dict[str, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(str(item.path), []).append(item)
    items[:] = [item for tests in sorted(files.values(), key=_is_quick) for item in tests]


def _is_quick(tests: list[pytest.Item]) -> bool:
    return not any(item.get_closest_marker(name) for item in tests for name in ("slow", "timeout"))
