"""A server over a record in PostgreSQL goes on after that one was started anew, and says so while it is away."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.record.making import whole
from tests.servers import Server
from tracktwo.record import Record
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings


@pytest.fixture
def own_server(server: Server) -> Iterator[Server]:
    """A server that may be stopped; the shared one tells whether any is installed."""
    with Server() as started:
        yield started


def test_pages_after_a_restart(own_server: Server) -> None:
    url = own_server.new_record()
    with Record.open(url, create=True) as record:
        record.add(whole())
    with TestClient(create_app(Settings(record=url)), base_url="http://localhost") as client:
        assert client.get("/documents").status_code == 200
        own_server.stop()
        away = client.get("/documents")
        assert away.status_code == 503
        assert "cannot be reached" in away.text
        own_server.start_again()
        assert client.get("/documents").status_code == 200
        own_server.stop()
        own_server.start_again()
        assert client.get("/documents").status_code == 200
