"""Whoever sees or takes along what is above public stands in the log, before the answer goes out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.record.levelled import build
from tests.web.door import House, form_token, house, send
from tests.web.test_gate_routes import FILLING, PLANS
from tracktwo.errors import AccountsError
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Record
from tracktwo.web import audit
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.viewer import Role

Line = Mapping[str, Any]


@pytest.fixture
def home(tmp_path: Path, quick_passwords: None) -> House:
    """A server over a record with documents of every level."""
    record = tmp_path / "talks.db"
    build(record, PLANS, FILLING).close()
    return house(record, tmp_path / "accounts.db")


def ids(home: House) -> dict[Level, str]:
    """A document of each level."""
    with Record.open(home.app.state.settings.record) as record, record.reading() as gate:
        return {entry.level: entry.id for entry in reversed(gate.documents())}


def lines(home: House, clearance: Clearance = Clearance.EVERYTHING, **asked: Any) -> tuple[audit.Logged, ...]:
    return audit.lines_of(home.keeper.file, audit.Asked(**asked), clearance)


def test_a_page_that_shows_what_is_not_public_is_logged_with_its_entries(home: House) -> None:
    client = home.browser("Mara", Role.READER, Clearance.CHATHAM)
    document = ids(home)[Level.CHATHAM]
    assert client.get(f"/documents/{document[7:23]}").status_code == 200
    (line,) = lines(home, document=document[7:15], act=audit.Act.SAW)
    assert (line.account, line.level, line.document) == ("Mara", Level.CHATHAM, document)
    assert line.about == f"/documents/{document[7:23]}"
    assert line.amount == len(line.entries) > 0


def test_what_is_taken_along_is_told_from_what_is_seen(home: House) -> None:
    client = home.browser("Mara", Role.READER, Clearance.CHATHAM)
    document = ids(home)[Level.CHATHAM]
    for path in ("/statements.csv", "/statements.json"):
        assert client.get(path).status_code == 200
    found = lines(home, document=document)
    assert [line.act for line in found] == [audit.Act.EXPORTED, audit.Act.EXPORTED]
    headers = home.token("Mara")
    assert home.stranger().get("/api/v1/documents", headers=headers).status_code == 200
    assert lines(home, document=document)[0].about == "/api/v1/documents"


def test_a_list_that_goes_out_in_portions_is_logged_to_its_end(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = home.browser("Mara", Role.READER, Clearance.CHATHAM)
    assert client.get("/statements.json").status_code == 200
    at_once = {line.document: line.entries for line in lines(home, act=audit.Act.EXPORTED) if line.document}
    assert at_once
    before = lines(home)[0].number
    monkeypatch.setattr("tracktwo.web.pages.lists.PORTION", 1)
    assert client.get("/statements.json").status_code == 200
    found: dict[str, set[str]] = {}
    for line in lines(home, act=audit.Act.EXPORTED):
        if line.number > before and line.document:
            found.setdefault(line.document, set()).update(line.entries)
    assert found == {document: set(entries) for document, entries in at_once.items()}


def test_who_sees_only_what_is_left_of_a_document_saw_nothing(home: House) -> None:
    client = home.browser("Mara", Role.READER, Clearance.PUBLIC)
    for path in ("/", "/statements", "/people", "/documents.csv", "/search?q=quota"):
        assert client.get(path).status_code == 200
    assert {line.act for line in lines(home)} == {audit.Act.ACCOUNT, audit.Act.LOGGED_IN}


def test_a_second_reader_of_what_is_kept_in_memory_is_logged_too(home: House) -> None:
    """A dialogue that was opened for one is not worked out again for the next, and yet seen by both."""
    key = home.browser("Mara", Role.READER, Clearance.EVERYTHING).get("/dialogues.json").json()[0]["key"]
    seen = {}
    for name in ("Nora", "Olga"):
        assert (
            home.browser(name, Role.READER, Clearance.EVERYTHING).get(f"/dialogues/{key}").status_code == 200
        )
        seen[name] = {line.document for line in lines(home, account=name, act=audit.Act.SAW)}
    assert seen["Nora"] == seen["Olga"]
    assert seen["Nora"] - {None}


def test_an_answer_that_cannot_be_logged_is_not_given(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = home.browser("Mara", Role.READER, Clearance.CHATHAM)
    document = ids(home)[Level.CHATHAM]

    def fail(*_: object) -> None:
        raise AccountsError("no room left")

    monkeypatch.setattr(audit, "log", fail)
    client = type(client)(
        home.app, base_url="http://localhost", cookies=client.cookies, raise_server_exceptions=False
    )
    answer = client.get(f"/documents/{document[7:23]}")
    assert answer.status_code in (500, 503)
    for name in FILLING.names[1]:
        assert name not in answer.text


def test_logins_failures_and_changes_are_logged(home: House) -> None:
    client = home.browser("Mara", Role.ADMINISTRATOR, Clearance.CHATHAM)
    home.account("Nora")
    stranger = home.stranger()
    send(stranger, "/login", {"name": "Nora", "password": "guessed by somebody"})
    send(stranger, "/login", {"name": "my secret pass phrase", "password": "guessed by somebody"})
    number = home.keeper.accounts.find("Nora").number
    send(client, f"/accounts/{number}/change", {"role": "editor", "clearance": "background"}, "/accounts")
    send(client, "/logout", {}, "/account")
    told = [(line.act, line.account, line.about) for line in reversed(lines(home))][2:]
    assert told == [
        (audit.Act.ACCOUNT, "console", "Nora was added as reader, cleared for public"),
        (audit.Act.FAILED, "Nora", "wrong password"),
        (audit.Act.FAILED, "a name that nobody has", "wrong password"),
        (audit.Act.ACCOUNT, "Mara", "Nora is cleared for background, not for public"),
        (audit.Act.ACCOUNT, "Mara", "Nora has the role of editor, not of reader"),
        (audit.Act.LOGGED_OUT, "Mara", ""),
    ]
    assert b"my secret pass phrase" not in home.keeper.file.path.read_bytes()


def test_a_level_that_is_set_is_logged(home: House) -> None:
    client = home.browser("Mara", Role.CONVENOR, Clearance.EVERYTHING)
    headers = home.token("Mara", Scope.WRITE)
    document = ids(home)[Level.PUBLIC]
    sent = client.post(
        "/api/v1/judgements", json={"act": "level", "document": document, "level": "chatham"}, headers=headers
    )
    assert sent.status_code == 201, sent.text
    (line,) = lines(home, act=audit.Act.LEVEL)
    assert (line.account, line.document, line.level, line.about) == (
        "Mara",
        document,
        Level.CHATHAM,
        "set to chatham",
    )


def test_the_log_is_only_ever_added_to(home: House) -> None:
    home.account("Mara")
    for words in ("DELETE FROM audit", "UPDATE audit SET account = 'nobody'"):
        with (
            pytest.raises(DBAPIError, match="only ever added to"),
            home.keeper.file._engine.begin() as connection,
        ):
            connection.execute(text(words))
    home.keeper.accounts.remove("Mara", by=_console())
    assert [line.about for line in lines(home)] == [
        "Mara was removed",
        "Mara was added as reader, cleared for public",
    ]


def _console() -> Any:
    from tests.web.door import CONSOLE

    return CONSOLE


def test_an_administrator_learns_from_the_log_no_more_than_they_may_see(home: House) -> None:
    reader = home.browser("Mara", Role.READER, Clearance.EVERYTHING)
    name = FILLING.names[3][0]
    documents = ids(home)
    reader.get("/search", params={"q": name})
    reader.get(f"/documents/{documents[Level.OFF_RECORD][7:23]}")
    keeper = home.browser("Nora", Role.ADMINISTRATOR, Clearance.PUBLIC)
    for path in ("/audit", "/audit.csv", "/audit.json", "/audit?account=Mara"):
        answer = keeper.get(path)
        assert answer.status_code == 200
        assert "Mara" in answer.text
        for word in (documents[Level.OFF_RECORD][7:15], name.split()[0], "/documents/"):
            assert word not in answer.text.partition("<table")[2], (path, word)
    real = keeper.get("/audit.json", params={"document": documents[Level.OFF_RECORD][7:15]})
    none = keeper.get("/audit.json", params={"document": "c0ffee00"})
    assert real.json() == none.json() == []


def test_the_log_is_narrowed_down_and_paged(home: House) -> None:
    reader = home.browser("Mara", Role.READER, Clearance.EVERYTHING)
    keeper = home.browser("Nora", Role.ADMINISTRATOR, Clearance.EVERYTHING)
    documents = ids(home)
    for level in (Level.CHATHAM, Level.BACKGROUND):
        reader.get(f"/documents/{documents[level][7:23]}")
    found = keeper.get("/audit.json", params={"document": documents[Level.CHATHAM][7:15]}).json()
    assert {line["document"] for line in found} == {documents[Level.CHATHAM]}
    assert {line["account"] for line in found} == {"Mara"}
    today = found[0]["at"][:10]
    assert (
        keeper.get("/audit.json", params={"document": documents[Level.CHATHAM], "day": today}).json() == found
    )
    assert keeper.get("/audit.json", params={"day": "1999-01-01"}).json() == []
    assert keeper.get("/audit.json", params={"day": "no day"}).json() == []
    first = keeper.get("/audit.json", params={"limit": 2})
    assert 'rel="next"' in first.headers["link"]
    later = first.headers["link"].partition("<")[2].partition(">")[0]
    assert keeper.get(later).json()[0]["number"] == first.json()[-1]["number"] - 1
    assert form_token(keeper, "/audit")
