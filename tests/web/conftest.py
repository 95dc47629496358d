"""A server over a small record, asked without a network."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN, write_reports
from tests.web.door import Browser, House, house, hurried
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.web import accounts_passwords, interim
from tracktwo.web.app import create_app
from tracktwo.web.pages import settings_words
from tracktwo.web.settings import Settings


@pytest.fixture(scope="session")
def three_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three reports, made once."""
    path = tmp_path_factory.mktemp("three") / "talks.db"
    with Record.open(path, create=True) as record:
        list(add_sources(record, [str(write_reports(path.with_name("reports")))], Options(), PLAIN))
    return path


@pytest.fixture
def record_path(three_reports: Path, tmp_path: Path) -> Path:
    """A copy of a record of three reports, to be written to, with the reports beside it."""
    write_reports(tmp_path / "reports")
    return Path(shutil.copy(three_reports, tmp_path / "talks.db"))


@pytest.fixture
def client(record_path: Path) -> TestClient:
    """A browser without script on this machine."""
    return Browser(create_app(Settings(str(record_path))), base_url="http://localhost")


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed quickly, for tests that are not about how."""
    monkeypatch.setattr(accounts_passwords, "_HASHER", hurried())
    accounts_passwords._nobodys.cache_clear()


@pytest.fixture
def served_with_accounts(record_path: Path, tmp_path: Path, quick_passwords: None) -> House:
    """A server with accounts over a record of three reports."""
    return house(record_path, tmp_path / "accounts.db")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that take long are waited for; what is shown while they are made has tests of its own."""
    monkeypatch.setattr(interim, "PATIENCE", 250.0)
    monkeypatch.setattr(settings_words, "PATIENCE", 250.0)
