"""Connections to a record in PostgreSQL are kept while anybody has it open, and no longer."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest

from tests.record.making import whole
from tests.servers import Server
from tracktwo.errors import RecordError
from tracktwo.record import Record
from tracktwo.record.postgres_engines import engines_of
from tracktwo.record.serving import shared


@pytest.fixture
def url(server: Server) -> str:
    """An empty record whose connections can be told from all others."""
    address = server.new_record()
    address += f"&application_name=record_{address.rpartition('_')[2]}_of_{os.getpid()}"
    Record.open(address, create=True).close()
    return address


@pytest.fixture
def own_server(server: Server) -> Iterator[Server]:
    """A server that may be stopped; the shared one tells whether any is installed."""
    with Server() as started:
        yield started


def connections(server: Server, url: str) -> set[int]:
    """The numbers of the processes that the server has for a record's connections."""
    asked = "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
    with psycopg.connect(server.url, autocommit=True) as connection:
        return {pid for (pid,) in connection.execute(asked, [url.rpartition("=")[2]])}


def are_all_closed(server: Server, url: str) -> bool:
    """Whether the server soon has none left; it needs a moment to notice."""
    for _ in range(600):
        if not connections(server, url):
            return True
        time.sleep(0.1)
    return False


def count(url: str) -> int:
    """What a request does: open the record, and read."""
    with Record.open(url) as record, record.reading() as gate:
        return gate.counts().documents


def test_while_a_record_is_served_its_connections_are_kept(server: Server, url: str) -> None:
    with shared(url):
        assert count(url) == 0
        kept = connections(server, url)
        assert len(kept) == 1
        with Record.open(url) as record:
            assert record.add(whole()).is_new
        assert count(url) == 1
        assert connections(server, url) == kept
    assert are_all_closed(server, url)


def test_without_a_server_nothing_is_left_after_the_record_is_closed(server: Server, url: str) -> None:
    assert count(url) == 0
    assert are_all_closed(server, url)


def test_who_closes_a_record_leaves_others_their_connections(server: Server, url: str) -> None:
    with Record.open(url) as one, one.reading() as gate:
        other = Record.open(url)
        other.close()
        # Closing it once more takes nothing from anybody.
        other.close()
        assert gate.counts().documents == 0
        assert one.add(whole()).is_new
    assert are_all_closed(server, url)


def test_a_reader_keeps_their_view_on_a_connection_that_was_used_before(url: str) -> None:
    with shared(url):
        with Record.open(url) as record:
            record.add(whole())
        with Record.open(url) as one, Record.open(url) as other, one.reading() as gate:
            assert gate.counts().documents == 1
            with other._database.writing() as connection:
                connection.exec_driver_sql("UPDATE documents SET state = 'kept'")
            assert gate.counts().read == 1
            with other.reading() as later:
                assert later.counts().read == 0


def test_what_is_read_through_such_a_connection_cannot_be_changed(url: str) -> None:
    with shared(url), Record.open(url) as record:
        record.add(whole())
        with (
            record._database.reading() as connection,
            pytest.raises(Exception, match="read-only transaction"),
        ):
            connection.exec_driver_sql("DELETE FROM meta")
        assert record.moment("ana")


def test_more_at_once_than_connections_are_kept_all_get_one(server: Server, url: str) -> None:
    many = 20
    together = Barrier(many)

    def read(_: int) -> int:
        with Record.open(url) as record, record.reading() as gate:
            together.wait(120)
            return gate.counts().documents

    with shared(url):
        with ThreadPoolExecutor(many) as threads:
            assert list(threads.map(read, range(many))) == [0] * many
        assert 0 < len(connections(server, url)) < many
    assert are_all_closed(server, url)


def test_a_server_that_is_started_anew_is_no_error(own_server: Server) -> None:
    url = own_server.new_record()
    with Record.open(url, create=True) as record:
        record.add(whole())
    with shared(url):
        assert count(url) == 1
        own_server.stop()
        with pytest.raises(RecordError, match="cannot be reached"):
            count(url)
        own_server.start_again()
        assert count(url) == 1
        own_server.stop()
        own_server.start_again()
        # Nobody noticed that it was away.
        assert count(url) == 1


def test_a_copy_of_the_process_makes_connections_of_its_own(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert engines_of(url) is engines_of(url)
    mine = engines_of(url)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert engines_of(url) is not mine


def test_serving_begins_though_the_server_is_away() -> None:
    with shared("postgresql://localhost:1/talks"), pytest.raises(RecordError, match="cannot be reached"):
        count("postgresql://localhost:1/talks")
