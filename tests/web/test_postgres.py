"""Accounts before a record in PostgreSQL, and two servers over one record and one file of accounts."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.record.levelled import build
from tests.servers import Server
from tests.web.door import CONSOLE, House, form_token, house, send
from tests.web.test_gate_routes import FILLING, PLANS
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Record
from tracktwo.web import audit
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role


@pytest.fixture
def two(server: Server, tmp_path: Path, quick_passwords: None) -> tuple[House, House]:
    """Two servers over one record and one file of accounts."""
    record, accounts = server.new_record(), tmp_path / "accounts.db"
    build(record, PLANS, FILLING).close()  # type: ignore[arg-type]
    one = house(record, accounts)
    app = create_app(Settings(record, accounts=accounts))
    return one, replace(one, app=app, keeper=app.state.keeper)


def test_who_logs_in_at_one_server_is_known_at_the_other(two: tuple[House, House]) -> None:
    one, other = two
    client = one.browser("Mara", Role.READER, Clearance.CHATHAM)
    elsewhere = other.stranger()
    assert elsewhere.get("/statements").status_code == 303
    elsewhere.cookies.update(client.cookies)
    assert elsewhere.get("/statements").status_code == 200
    # A form that was opened at one is taken by the other.
    token = form_token(client, "/account")
    assert elsewhere.post("/logout", data={"form_token": token}).status_code == 303
    assert client.get("/statements").status_code == 303


def test_roles_and_clearances_hold_at_both(two: tuple[House, House]) -> None:
    one, other = two
    reader, editor = (
        one.browser("Rika", Role.READER),
        other.browser("Edda", Role.EDITOR, Clearance.EVERYTHING),
    )
    with Record.open(one.app.state.settings.record) as record, record.reading() as gate:
        hidden = next(d for d in gate.documents() if d.level is Level.OFF_RECORD).id.removeprefix("sha256:")
    assert reader.get(f"/documents/{hidden[:16]}").status_code == 404
    assert editor.get(f"/documents/{hidden[:16]}").status_code == 200
    assert reader.get("/review").status_code == reader.get("/accounts").status_code == 403
    entry = editor.get("/statements.json").json()[0]["claim"]
    assert send(editor, f"/entries/{entry}", {"act": "reject"}, f"/entries/{entry}").status_code == 303
    # What one server wrote, the other shows at once, below full clearance too.
    keeper = one.browser("Kata", Role.CONVENOR, Clearance.EVERYTHING)
    assert entry not in {row["claim"] for row in keeper.get("/statements.json").json()}
    assert entry not in {row["claim"] for row in reader.get("/statements.json").json()}


def test_tokens_are_taken_at_both_and_end_at_both(two: tuple[House, House]) -> None:
    one, other = two
    one.account("Mara", Role.EDITOR, Clearance.EVERYTHING)
    headers = one.token("Mara", Scope.WRITE)
    claim = other.stranger().get("/api/v1/statements", headers=headers).json()["items"][0]["id"]
    body = {"act": "accept", "claim": claim}
    assert other.stranger().post("/api/v1/judgements", headers=headers, json=body).status_code == 201
    shown = one.stranger().get(f"/api/v1/claims/{claim}", headers=headers).json()
    assert shown["verdict"] == "accepted"
    mara = one.keeper.accounts.find("Mara")
    (token,) = one.keeper.tokens.of_account(mara)
    one.keeper.tokens.revoke(mara, token.number, CONSOLE)
    assert other.stranger().get("/api/v1/statements", headers=headers).status_code == 401


def test_both_write_one_log(two: tuple[House, House]) -> None:
    one, other = two
    client = one.browser("Mara", Role.READER, Clearance.CHATHAM)
    elsewhere = other.stranger()
    elsewhere.cookies.update(client.cookies)
    for browser in (client, elsewhere):
        assert browser.get("/statements.csv").status_code == 200
    found = audit.lines_of(one.keeper.file, audit.Asked(act=audit.Act.EXPORTED), Clearance.EVERYTHING)
    assert {line.account for line in found} == {"Mara"}
    assert len(found) % 2 == 0
    assert len(found) > 0


def test_failed_log_ins_at_both_count_together(two: tuple[House, House]) -> None:
    two[0].account("Mara")
    wrong = {"name": "Mara", "password": "not the password"}
    clients = [house.stranger() for house in two]
    answers = [send(clients[n % 2], "/login", wrong).status_code for n in range(12)]
    assert 429 in answers
    assert answers.index(429) == 10
