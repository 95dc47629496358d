"""A server over a small record, asked without a network."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.standins import PLAIN, write_reports
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    """A record of three reports."""
    path = tmp_path / "talks.db"
    with Record.open(path, create=True) as record:
        list(add_sources(record, [str(write_reports(tmp_path / "reports"))], Options(), PLAIN))
    return path


@pytest.fixture
def client(record_path: Path) -> TestClient:
    """A browser without script on this machine."""
    return TestClient(create_app(Settings(str(record_path))), base_url="http://localhost")
