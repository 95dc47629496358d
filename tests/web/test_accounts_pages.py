"""What people change about their own accounts, and administrators about others'."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.door import PASSWORD, House, house, send
from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance
from tracktwo.web import accounts_passwords
from tracktwo.web.accounts import Account
from tracktwo.web.accounts_tokens import Scope
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role

OTHER = "eight green bottles"


def find(home: House, name: str) -> Account:
    return home.keeper.accounts.find(name)


def test_a_changed_password_logs_out_everywhere_else(served_with_accounts: House) -> None:
    home = served_with_accounts
    here = home.browser("Mara")
    there = home.log_in("Mara")
    before = here.cookies["tracktwo_session"]
    changed = send(here, "/account/password", {"old": PASSWORD, "new": OTHER, "again": OTHER}, "/account")
    assert changed.status_code == 303
    assert here.cookies["tracktwo_session"] != before
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert home.log_in("Mara", OTHER).get("/account").status_code == 200
    assert send(home.stranger(), "/login", {"name": "Mara", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("something else entirely", OTHER, OTHER, "is another one"),
        (PASSWORD, OTHER, "nine green bottles", "twice"),
        (PASSWORD, "too short", "too short", "12 characters"),
        (PASSWORD, "mara likes bottles", "mara likes bottles", "name of its account"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_bad_one(
    served_with_accounts: House, old: str, new: str, again: str, says: str
) -> None:
    client = served_with_accounts.browser("Mara")
    answer = send(client, "/account/password", {"old": old, "new": new, "again": again}, "/account")
    assert answer.status_code == 400
    assert says in answer.text
    assert served_with_accounts.keeper.accounts.check("Mara", PASSWORD)


def test_who_finds_an_open_browser_cannot_guess_the_password_there(served_with_accounts: House) -> None:
    client = served_with_accounts.browser("Mara")
    for n in range(12):
        fields = {"old": f"guess number {n}", "new": OTHER, "again": OTHER}
        answer = send(client, "/account/password", fields, "/account")
    assert "Too many wrong passwords" in answer.text
    right = send(client, "/account/password", {"old": PASSWORD, "new": OTHER, "again": OTHER}, "/account")
    assert "Too many wrong passwords" in right.text


def test_one_session_is_ended_and_then_all(served_with_accounts: House) -> None:
    here = served_with_accounts.browser("Mara")
    there = served_with_accounts.log_in("Mara")
    other = served_with_accounts.browser("Nora")
    labels = re.findall(r'name="label" value="([0-9a-f]+)"', here.get("/account").text)
    assert len(labels) == 2
    (last,) = re.findall(r'name="label" value="([0-9a-f]+)"', other.get("/account").text)
    send(here, "/account/sessions", {"label": last}, "/account")
    assert other.get("/account").status_code == 200
    send(here, "/account/sessions", {"label": labels[0]}, "/account")
    assert {here.get("/account").status_code, there.get("/account").status_code} == {200, 303}
    alive = here if here.get("/account").status_code == 200 else there
    send(alive, "/account/sessions", {}, "/account")
    assert alive.get("/account").status_code == 303
    assert other.get("/account").status_code == 200


def test_a_token_is_shown_once_works_and_is_revoked(served_with_accounts: House) -> None:
    home = served_with_accounts
    client = home.browser("Mara", Role.EDITOR, Clearance.EVERYTHING)
    made = send(client, "/account/tokens", {"label": "nightly", "scope": "read", "days": "30"}, "/account")
    token = re.search(r"tracktwo_[\w-]{43}", made.text)
    assert token
    assert token[0] not in client.get("/account").text
    assert token[0].encode() not in home.keeper.file.path.read_bytes()
    headers = {"Authorization": f"Bearer {token[0]}"}
    program = home.stranger()
    assert program.get("/api/v1/documents", headers=headers).status_code == 200
    # A token opens no page, and a cookie not the interface.
    assert program.get("/statements", headers=headers).status_code == 303
    assert client.get("/api/v1/documents").status_code == 401
    send(client, "/account/tokens/1/revoke", {}, "/account")
    assert program.get("/api/v1/documents", headers=headers).status_code == 401


def test_a_token_to_read_writes_nothing(served_with_accounts: House) -> None:
    home = served_with_accounts
    home.account("Mara", Role.EDITOR, Clearance.EVERYTHING)
    program = home.stranger()
    given = {
        "act": "accept",
        "claim": program.get("/api/v1/statements", headers=home.token("Mara")).json()["items"][0]["id"],
    }
    assert (
        program.post("/api/v1/judgements", json=given, headers=home.token("Mara", Scope.READ)).status_code
        == 403
    )
    assert (
        program.post("/api/v1/judgements", json=given, headers=home.token("Mara", Scope.WRITE)).status_code
        == 201
    )


def test_a_token_ends_by_itself_and_with_its_account(
    served_with_accounts: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime, timedelta

    home = served_with_accounts
    home.account("Mara")
    headers, program = home.token("Mara", days=2), home.stranger()
    later = datetime.now(UTC) + timedelta(days=3)
    with monkeypatch.context() as patch:
        patch.setattr(home.keeper.file, "clock", lambda: later)
        assert program.get("/api/v1/documents", headers=headers).status_code == 401
    assert program.get("/api/v1/documents", headers=headers).status_code == 200
    from tests.web.door import CONSOLE

    home.keeper.accounts.remove("Mara", CONSOLE)
    assert program.get("/api/v1/documents", headers=headers).status_code == 401


def test_nobody_revokes_the_token_of_another(served_with_accounts: House) -> None:
    home = served_with_accounts
    home.account("Nora")
    headers = home.token("Nora")
    client = home.browser("Mara")
    assert send(client, "/account/tokens/1/revoke", {}, "/account").status_code == 404
    assert home.stranger().get("/api/v1/documents", headers=headers).status_code == 200


def test_an_administrator_makes_changes_and_removes_accounts(served_with_accounts: House) -> None:
    home = served_with_accounts
    keeper = home.browser("Mara", Role.ADMINISTRATOR, Clearance.CHATHAM)
    new = {"name": "Nora", "role": "reader", "clearance": "background", "password": PASSWORD}
    assert send(keeper, "/accounts", new).status_code == 303
    nora = home.log_in("Nora")
    number = find(home, "Nora").number
    send(keeper, f"/accounts/{number}/change", {"role": "convenor", "clearance": "chatham"}, "/accounts")
    assert (find(home, "Nora").role, find(home, "Nora").clearance) == (Role.CONVENOR, Clearance.CHATHAM)
    # Whoever may do more logs in again first.
    assert nora.get("/account").status_code == 303
    headers = home.token("Nora")
    send(keeper, f"/accounts/{number}/password", {"password": OTHER}, "/accounts")
    assert home.log_in("Nora", OTHER).get("/account").status_code == 200
    assert home.stranger().get("/api/v1/documents", headers=headers).status_code == 401
    send(keeper, f"/accounts/{number}/remove", {}, "/accounts")
    assert [one.name for one in home.keeper.accounts.all()] == ["Mara"]


@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        (
            "",
            {"name": "Olga", "password": PASSWORD, "clearance": "off-record", "role": "reader"},
            "give no more",
        ),
        ("/{above}/change", {"role": "reader", "clearance": "background"}, "may see more than you"),
        ("/{above}/password", {"password": OTHER}, "may see more than you"),
        ("/{own}/change", {"role": "reader", "clearance": "public"}, "nobody changes the own"),
        ("/{own}/change", {"role": "administrator", "clearance": "background"}, "nobody changes the own"),
        ("/{own}/password", {"password": OTHER}, ""),
        ("/{own}/remove", {}, "nobody removes the own"),
    ],
)
def test_no_administrator_gives_more_than_they_have(
    served_with_accounts: House, path: str, fields: dict[str, str], says: str
) -> None:
    """Nor takes over an account that sees more."""
    home = served_with_accounts
    home.account("Above", Role.READER, Clearance.EVERYTHING)
    keeper = home.browser("Mara", Role.ADMINISTRATOR, Clearance.CHATHAM)
    numbers = {"above": str(find(home, "Above").number), "own": str(find(home, "Mara").number)}
    before = home.keeper.accounts.all()
    answer = send(keeper, f"/accounts{path.format(**numbers)}", fields, "/accounts")
    if says:
        assert answer.status_code == 400
        assert says in answer.text.lower() or says in answer.text
    assert home.keeper.accounts.all() == before
    assert home.keeper.accounts.check("Above", PASSWORD)


def test_passwords_are_kept_as_argon2_and_hashed_again_where_parameters_rose(
    served_with_accounts: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher
    from sqlalchemy import text

    home = served_with_accounts
    home.account("Mara")

    def kept() -> str:
        with home.keeper.file.reading() as connection:
            return str(connection.execute(text("SELECT password FROM accounts")).scalar_one())

    before = kept()
    assert before.startswith("$argon2id$")
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(accounts_passwords, "_HASHER", stronger)
    assert home.keeper.accounts.check("Mara", "not this one at all") is None
    assert kept() == before
    assert home.keeper.accounts.check("Mara", PASSWORD)
    assert kept() != before
    assert not stronger.check_needs_rehash(kept())
    assert home.keeper.accounts.check("Mara", PASSWORD)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(
    served_with_accounts: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same work is done: one hash with the same parameters."""
    home = served_with_accounts
    home.account("Mara")
    done: list[str] = []

    class Counting:
        def __init__(self, inner: object) -> None:
            self.inner = inner

        def verify(self, kept: str, password: str) -> bool:
            done.append(kept.rpartition("$")[0].rpartition("$")[0])
            return bool(self.inner.verify(kept, password))  # type: ignore[attr-defined]

        def hash(self, password: str) -> str:
            return str(self.inner.hash(password))  # type: ignore[attr-defined]

    monkeypatch.setattr(accounts_passwords, "_HASHER", Counting(accounts_passwords._HASHER))
    home.keeper.accounts.check("Mara", "not this one at all")
    home.keeper.accounts.check("Nora", "not this one at all")
    assert len(done) == 2
    assert done[0] == done[1]


# ── what the server was started with ───────────────────────────────────────────────────────────────────────────


def test_behind_a_proxy_its_word_counts_and_nobody_elses(
    record_path, tmp_path, quick_passwords: None
) -> None:
    forwarded = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    for proxies, address, name in (
        ((), "testclient", "tracktwo_session"),
        (("*",), "192.0.2.7", "__Host-tracktwo"),
    ):
        home = house(record_path, tmp_path / f"{name}.db", proxies=proxies)
        home.account("Mara")
        client = home.stranger()
        token = re.search(r'form_token" value="(\w+)"', client.get("/login", headers=forwarded).text)
        assert token
        client.cookies = {c.name: c.value for c in client.cookies.jar}  # type: ignore[assignment]
        fields = {"form_token": token[1], "name": "Mara", "password": PASSWORD}
        answer = client.post("/login", data=fields, headers=forwarded)
        assert name in answer.headers["set-cookie"]
        (session,) = home.keeper.sessions.of_account(find(home, "Mara"))
        assert session.address == address


def test_only_the_names_of_the_server_are_answered(record_path, tmp_path, quick_passwords: None) -> None:
    home = house(record_path, tmp_path / "a.db", host="0.0.0.0", allowed_hosts=("talks.example",))
    for host, status in (
        ("talks.example", 200),
        ("talks.example:8080", 200),
        ("0.0.0.0", 400),
        ("evil.example", 400),
    ):
        client = TestClient(home.app, base_url=f"http://{host}")
        assert client.get("/login").status_code == status


def test_without_accounts_only_names_of_this_machine_are_answered(record_path) -> None:
    from tracktwo.web.app import create_app

    app = create_app(Settings(str(record_path)))
    for host, status in (
        ("localhost:8080", 200),
        ("127.0.0.1", 200),
        ("[::1]:8080", 200),
        ("evil.example", 400),
    ):
        answer = TestClient(app, base_url=f"http://{host}").get("/static/app.css")
        assert answer.status_code == status, host


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"host": "0.0.0.0", "accounts": "a.db"}, "--allowed-host"),
        ({"host": "::", "accounts": "a.db"}, "--allowed-host"),
        ({"allowed_hosts": ("talks.example",)}, "--accounts"),
        ({"proxies": ("127.0.0.1",)}, "--accounts"),
    ],
)
def test_settings_that_would_open_the_record_are_refused(given: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Settings("talks.db", **given)  # type: ignore[arg-type]
