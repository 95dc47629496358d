"""What is PostgreSQL's own: addresses without their passwords, errors that a user can act on, long texts."""

import logging
import re
import sys
import time
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from tests.record.making import document, reading, said, whole
from tests.servers import Server
from tracktwo.errors import (
    LockedRecordError,
    MissingRecordError,
    NewerRecordError,
    NotARecordError,
    ReadOnlyRecordError,
    RecordError,
)
from tracktwo.model import Statement
from tracktwo.record import Filter, Record, migrations
from tracktwo.record.postgres import hide, shown

VERSION_2 = Path(__file__).parent / "version_2_postgresql.sql"


@pytest.fixture
def url(server: Server) -> str:
    return server.new_record()


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("postgresql://ana@host/talks", "postgresql://ana@host/talks"),
        ("postgresql://ana:sesame@host/talks", "postgresql://ana:***@host/talks"),
        ("postgresql://ana:se%40same@host:5432/talks", "postgresql://ana:***@host:5432/talks"),
        ("postgresql://host/talks?user=ana&password=sesame", "postgresql://host/talks?user=ana&password=***"),
        ("postgresql://ana:se@same@host/talks", "postgresql://ana:***@host/talks"),
        ("postgresql://ana:se/same@host/talks", "postgresql://ana:***@host/talks"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, seen: str) -> None:
    assert shown(url) == seen


def test_a_password_is_hidden_however_it_is_written() -> None:
    url = "postgresql://ana:p%40ss%20word@host/talks"
    assert hide("no host “p@ss word”, nor p%40ss%20word", url) == "no host “***”, nor ***"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana:se@same@localhost/talks",
        "postgresql://ana:se/same@localhost/talks",
        "postgresql://ana:se?same@localhost/talks",
        "postgresql://ana:sesame@localhost/talks?nonsense=1",
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(RecordError, match="is no address of a record") as error:
        Record.open(url)
    assert "same" not in str(error.value).replace("***", "")
    assert error.value.__cause__ is None


@pytest.mark.parametrize("url", ["mysql://host/talks", "postgresqll://host/talks", "https://host/talks.db"])
def test_other_addresses_are_told_from_files(url: str) -> None:
    with pytest.raises(RecordError, match="is no kind of record"):
        Record.open(url, create=True)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "tracktwo.record.postgres", raising=False)
    monkeypatch.delattr("tracktwo.record.postgres", raising=False)
    with pytest.raises(RecordError, match=r"pip install 'tracktwo\[postgres\]'"):
        Record.open("postgresql://host/talks")


def test_no_server_there(server: Server) -> None:
    with pytest.raises(RecordError, match="cannot be reached") as error:
        Record.open("postgresql://ana:sesame@localhost:1/talks")
    assert "sesame" not in str(error.value)


def test_no_such_database(server: Server) -> None:
    with pytest.raises(MissingRecordError, match="createdb"):
        Record.open(server.url.replace("/postgres?", "/nothing?"), create=True)


def test_no_record_in_the_database(url: str) -> None:
    with pytest.raises(MissingRecordError, match="there is no record at postgresql://"):
        Record.open(url)


def test_a_database_of_another_program(server: Server, url: str) -> None:
    server.execute(url, "CREATE TABLE songs (name text)")
    with pytest.raises(NotARecordError, match="some other program"):
        Record.open(url, create=True)


def test_a_database_in_another_encoding(server: Server) -> None:
    server.execute(
        server.url, "CREATE DATABASE old ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0"
    )
    try:
        with pytest.raises(NotARecordError, match="keeps text as LATIN1"):
            Record.open(server.url.replace("/postgres?", "/old?"), create=True)
    finally:
        server.execute(server.url, "DROP DATABASE old")


def test_a_record_of_a_newer_version(server: Server, url: str) -> None:
    Record.open(url, create=True).close()
    server.execute(url, "UPDATE meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(NewerRecordError, match=r"record version 99.*install a newer"):
        Record.open(url, create=True)


def test_a_user_without_rights_is_told(server: Server, url: str) -> None:
    Record.open(url, create=True).close()
    schema = url.rpartition("%3D")[2]
    server.execute(server.url, "CREATE ROLE guest LOGIN")
    try:
        with pytest.raises(MissingRecordError, match="no place for a record"):
            Record.open(url.replace("tracktwo@", "guest@"), create=True)
        server.execute(server.url, f"GRANT USAGE ON SCHEMA {schema} TO guest")
        with pytest.raises(ReadOnlyRecordError, match="ask for the rights"):
            Record.open(url.replace("tracktwo@", "guest@"), create=True)
        server.execute(server.url, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO guest")
        with Record.open(url.replace("tracktwo@", "guest@")) as record:
            with record.reading() as gate:
                assert gate.documents() == ()
            with pytest.raises(ReadOnlyRecordError, match="may not be written to"):
                record.add(whole())
    finally:
        server.execute(server.url, f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM guest")
        server.execute(server.url, f"REVOKE ALL ON SCHEMA {schema} FROM guest")
        server.execute(server.url, "DROP ROLE guest")


def test_writers_wait_for_one_another_and_say_so_in_the_end(url: str) -> None:
    with Record.open(url, create=True) as one, Record.open(url, patience=0.1) as other:
        with one._database.writing(), pytest.raises(LockedRecordError, match="another process is writing"):
            other.add(whole())
        assert other.add(whole()).is_new


def test_a_reader_sees_one_unchanging_record_while_another_writes(url: str) -> None:
    with Record.open(url, create=True) as one, Record.open(url) as other, one.reading() as gate:
        assert gate.counts().documents == 0
        other.add(whole())
        assert gate.counts().documents == 0
        with one.reading() as later:
            assert later.counts().documents == 1


def test_a_connection_that_is_cut_is_an_error_about_the_record_and_the_next_goes_on(
    server: Server, url: str
) -> None:
    def cut() -> None:
        found = "FROM pg_stat_activity WHERE application_name = 'tracktwo' AND query = 'SELECT pg_sleep(600)'"
        while not server.execute(server.url, f"SELECT pg_terminate_backend(pid) {found}"):
            time.sleep(0.05)

    with Record.open(url, create=True) as record:
        cutting = Thread(target=cut)
        cutting.start()
        with pytest.raises(RecordError, match="cannot be reached"), record._database.writing() as connection:
            connection.exec_driver_sql("SELECT pg_sleep(600)")
        cutting.join()
        assert record.add(whole()).is_new


def test_several_records_share_a_server(server: Server) -> None:
    one, other = server.new_record(), server.new_record()
    with Record.open(one, create=True) as first, Record.open(other, create=True) as second:
        with first._database.writing():
            second.add(whole())
        with first.reading() as gate:
            assert gate.counts().documents == 0


def test_words_at_the_end_of_a_long_text_are_found(url: str) -> None:
    common = "the delegation of the republic said that the talks of the day went on. " * 2500
    of = document(f"{common} A rare bird sat on the border crossing.\n{common}")
    with Record.open(url, create=True) as record:
        record.add(reading(of, said(of, "A rare bird sat")))
        with record.reading() as gate:
            assert [h.match for h in gate.search("rare birds")] == ["rare bird"]
            assert [h.is_exact for h in gate.search("border crossing")] == [True]
            assert gate.search("delegation bird", limit=1)
            assert [h.match for h in gate.search("bird", Filter(party="RUR"))] == ["bird"]
            assert len(gate.search('"went on. The delegation"', limit=9000)) == 4998


def test_what_the_server_says_is_one_line(url: str) -> None:
    with Record.open(url, create=True) as record:
        with pytest.raises(RecordError) as error, record._database.reading() as connection:
            connection.exec_driver_sql("SELECT nothing_of_the_kind")
        assert re.fullmatch(
            r"the record postgresql://\S+ cannot be used: .*nothing_of_the_kind.*", str(error.value)
        )


def test_a_cut_connection_leaves_no_lock(server: Server, url: str) -> None:
    with Record.open(url, create=True) as record, psycopg.connect(url) as stranger:
        stranger.execute("SELECT pg_advisory_xact_lock(hashtextextended('tracktwo ' || current_schema(), 0))")
        stranger.close()
        assert record.add(whole()).is_new


@pytest.fixture
def old(server: Server, url: str) -> str:
    """A record of version 4, which knew no pairs of words."""
    with Record.open(url, create=True) as record:
        record.add(whole())
    server.execute(url, "DROP TABLE document_pairs, kept_pages")
    server.execute(url, "ALTER TABLE people DROP COLUMN first_claim")
    server.execute(url, "UPDATE meta SET value = '4' WHERE name = 'schema'")
    return url


def test_an_older_record_is_brought_up_after_a_copy_that_an_older_version_could_open(
    server: Server, old: str, caplog: pytest.LogCaptureFixture
) -> None:
    schema = old.rpartition("%3D")[2]
    with caplog.at_level(logging.WARNING, "tracktwo"), Record.open(old) as record:
        assert record.add(reading(document("Rare birds sat on it."))).is_new
        with record.reading() as gate:
            assert [h.match for h in gate.search('"drone strikes"')] == ["drone strikes"]
            assert [h.match for h in gate.search('"rare birds sat"')] == ["Rare birds sat"]
    assert f"it is kept in the schema {schema}_version_4, until you drop that" in caplog.text
    for table in ("documents", "claims", "citations", "facets", "archive", "document_words"):
        count = f"SELECT 1 FROM {schema}_version_4.{table}"
        assert server.execute(old, count) >= 1
    assert server.execute(old, f"SELECT 1 FROM {schema}_version_4.documents") == 1
    # Its indexes are there under the same names, and belong to its tables.
    names = "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = '{}'"
    here = f"{names.format(schema)} AND tablename NOT IN ('document_pairs', 'kept_pages')"
    assert server.execute(old, here) > 20
    assert server.execute(old, f"({here}) EXCEPT {names.format(schema + '_version_4')}") == 0
    assert server.execute(old, f"{names.format(schema + '_version_4')} EXCEPT ({here})") == 0
    # It is numbered on from where the record was, even when that is gone.
    server.execute(old, f"DROP SCHEMA {schema} CASCADE")
    assert server.execute(old, f"SELECT FROM pg_sequences WHERE schemaname = '{schema}_version_4'") == 4
    number = f"SELECT WHERE nextval('{schema}_version_4.readings_number_seq') = 2"
    assert server.execute(old, number) == 1
    default = (
        "SELECT FROM information_schema.columns WHERE column_name = 'number' AND table_name = 'readings'"
    )
    default += f" AND table_schema = '{schema}_version_4' AND column_default LIKE '%{schema}_version_4%'"
    assert server.execute(old, default) == 1


def test_a_copy_takes_the_place_of_none(server: Server, old: str, caplog: pytest.LogCaptureFixture) -> None:
    schema = old.rpartition("%3D")[2]
    server.execute(old, f"CREATE SCHEMA {schema}_version_4")
    with caplog.at_level(logging.WARNING, "tracktwo"):
        Record.open(old).close()
        Record.open(old).close()
    assert f"kept in the schema {schema}_version_4_2" in caplog.text
    assert caplog.text.count("is now of version") == 1


def test_without_the_right_to_make_a_copy_an_older_record_stays_as_it_is(server: Server, old: str) -> None:
    schema = old.rpartition("%3D")[2]
    server.execute(server.url, "CREATE ROLE clerk LOGIN")
    server.execute(server.url, f"GRANT ALL ON SCHEMA {schema} TO clerk")
    server.execute(server.url, f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO clerk")
    try:
        with pytest.raises(ReadOnlyRecordError, match=r"GRANT CREATE ON DATABASE"):
            Record.open(old.replace("tracktwo@", "clerk@"))
        assert server.execute(old, "SELECT 1 FROM meta WHERE name = 'schema' AND value = '4'") == 1
    finally:
        server.execute(server.url, f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM clerk")
        server.execute(server.url, f"REVOKE ALL ON SCHEMA {schema} FROM clerk")
        server.execute(server.url, "DROP ROLE clerk")
    Record.open(old).close()


def test_a_bringing_up_that_fails_leaves_the_old_record_and_no_copy(
    server: Server, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = old.rpartition("%3D")[2]
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", {**migrations.STEPS, 5: ("SELECT no_such_thing",)})
        with pytest.raises(RecordError, match="no_such_thing"):
            Record.open(old)
    assert server.execute(old, f"SELECT 1 FROM pg_namespace WHERE nspname = '{schema}_version_4'") == 0
    assert server.execute(old, "SELECT 1 FROM meta WHERE name = 'schema' AND value = '4'") == 1
    Record.open(old).close()


def columns_and_indexes(server: Server, url: str) -> tuple[object, ...]:
    """Everything that PostgreSQL knows of a record's tables, by names, without its schema."""
    with psycopg.connect(url) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, "
            "collation_name FROM information_schema.columns WHERE table_schema = current_schema()"
        ).fetchall()
        indexes = connection.execute(
            "SELECT replace(indexdef, ' ' || schemaname || '.', ' ') FROM pg_indexes WHERE schemaname = current_schema()"
        ).fetchall()
        keys = connection.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint "
            "JOIN pg_namespace ON pg_namespace.oid = connamespace WHERE nspname = current_schema()"
        ).fetchall()
    return set(columns), set(indexes), set(keys)


def test_a_record_that_version_2_made_is_brought_up_to_what_a_new_one_is(server: Server, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(VERSION_2.read_text(encoding="utf-8").encode())
    new = server.new_record()
    Record.open(new, create=True).close()
    with Record.open(url) as record:
        with record.reading() as gate:
            assert {d.path for d in gate.documents()} == {"a.txt", "quota.txt"}
            assert [h.match for h in gate.search('"fishing quota"')] == ["fishing quota"]
            assert [h.is_exact for h in gate.search('"rare birds sat"')] == [True]
            said = [(e.document.text, c) for e in gate.claims(Statement) for c in e.claim.content]
            assert len(said) > 3
            assert all(text[c.start : c.end] == c.exact for text, c in said)
            assert len(gate.set_asides()) == 1
        assert record.add(reading(document("Another text of another day."))).is_new
    for found, wanted in zip(columns_and_indexes(server, url), columns_and_indexes(server, new), strict=True):
        assert found == wanted
