"""Servers over made-up records with entries of every kind, some of them above public."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from evaluation.api import made_up_record
from tests.web.door import House, house
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of forty documents, made once."""
    return made_up_record(tmp_path_factory.mktemp("api") / "talks.db")


@pytest.fixture
def record(made_up: Path, tmp_path: Path) -> Path:
    """A copy of it, to be written to."""
    return Path(shutil.copy(made_up, tmp_path / "talks.db"))


@pytest.fixture
def api(record: Path) -> Iterator[TestClient]:
    """The interface as the one user of this machine asks it; addresses go on from /api/v1."""
    client = TestClient(create_app(Settings(str(record))), base_url="http://localhost/api/v1")
    yield client
    client.close()


@pytest.fixture
def accounts(record: Path, tmp_path: Path, quick_passwords: None) -> House:
    """A server with accounts over the record."""
    return house(record, tmp_path / "accounts.db")
