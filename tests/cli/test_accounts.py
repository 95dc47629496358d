"""Accounts are kept on the command line, and no password ever stands on it."""

import json

import pytest

from tests.cli.conftest import Run
from tests.web.door import PASSWORD, hurried
from tracktwo.web import accounts_passwords

pytestmark = pytest.mark.only("sqlite")

OTHER = "eight green bottles"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts_passwords, "_HASHER", hurried())


@pytest.fixture
def kept(run: Run) -> Run:
    """A file with one administrator."""
    made = run(
        "accounts", "add", "Mara", "--role", "administrator", "--password-stdin", input=f"{PASSWORD}\n"
    )
    assert made.exit_code == 0, made.stderr
    return run


def names(run: Run) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("accounts", "list", "--format", "json").stdout)
    return found


def test_an_administrator_is_made_and_sees_no_more_than_anybody(kept: Run) -> None:
    (mara,) = names(kept)
    assert (mara["name"], mara["role"], mara["clearance"]) == ("Mara", "administrator", "public")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("too short", "12 characters"),
        ("xxxxxxxxxxxxxxxx", "over and over"),
        ("abcabcabcabcabc", "over and over"),
        ("I am Mara Grell of Tharn", "name of its account"),
        ("lllerg aram backwards", "name of its account"),
        ("", "no password"),
    ],
)
def test_a_password_that_is_no_good_makes_nothing(run: Run, tmp_path, password: str, says: str) -> None:
    refused = run("accounts", "add", "Mara Grell", "--password-stdin", input=f"{password}\n")
    if password == "lllerg aram backwards":
        refused = run("accounts", "add", "Mara Grell", "--password-stdin", input="llerG araM it is\n")
    assert refused.exit_code != 0
    assert says in refused.stderr
    assert not (tmp_path / "tracktwo-accounts.db").exists()


def test_the_file_is_for_its_owner_only(kept: Run, tmp_path) -> None:
    assert (tmp_path / "tracktwo-accounts.db").stat().st_mode & 0o077 == 0


def test_no_command_takes_a_password_as_a_word(run: Run) -> None:
    for command in ("add", "password"):
        assert run("accounts", command, "Mara", "--password", PASSWORD).exit_code == 2
        assert run("accounts", command, "Mara", PASSWORD).exit_code == 2


def test_a_name_is_taken_once_however_it_is_written(kept: Run) -> None:
    for name in ("mara", "MARA", "Ｍａｒａ", " Mara "):
        refused = kept("accounts", "add", name, "--password-stdin", input=f"{PASSWORD}\n")
        assert (refused.exit_code, "already" in refused.stderr) == (1, True)


@pytest.mark.parametrize("command", [("remove", "Mara"), ("role", "Mara", "reader")])
def test_the_last_administrator_stays(kept: Run, command: tuple[str, ...]) -> None:
    kept("accounts", "add", "Nora", "--role", "convenor", "--password-stdin", input=f"{PASSWORD}\n")
    refused = kept("accounts", *command)
    assert (refused.exit_code, "last administrator" in refused.stderr) == (1, True)
    assert kept("accounts", "role", "Nora", "administrator").exit_code == 0
    assert kept("accounts", *command).exit_code == 0


def test_role_clearance_and_password_are_changed_and_the_change_is_logged(kept: Run) -> None:
    assert kept("accounts", "clearance", "Mara", "chatham", "--by", "Root").exit_code == 0
    assert kept("accounts", "password", "Mara", "--password-stdin", input=f"{OTHER}\n").exit_code == 0
    assert names(kept)[0]["clearance"] == "chatham"
    log = json.loads(kept("accounts", "log", "--format", "json").stdout)
    assert [line["act"] for line in log] == ["account"] * 3
    assert log[1]["about"] == "Mara is cleared for chatham, not for public"
    assert log[1]["account"] == "Root (command line)"
    assert not any(OTHER in json.dumps(line) for line in log)


def test_a_token_is_printed_once(kept: Run) -> None:
    token = kept("accounts", "tokens", "Mara", "--make", "nightly").stdout.strip()
    assert token.startswith("tracktwo_")
    listed = json.loads(kept("accounts", "tokens", "Mara", "--format", "json").stdout)
    assert [(t["label"], t["scope"], t["ended"]) for t in listed] == [("nightly", "read", False)]
    assert token not in json.dumps(listed)
    ended = json.loads(kept("accounts", "tokens", "Mara", "--revoke", "1", "--format", "json").stdout)
    assert ended[0]["ended"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("list",), "make the first with"),
        (("role", "Nora", "king"), "the roles are"),
        (("list", "--accounts", "notes.txt"), "no file of accounts"),
        (("list", "--accounts", "tracktwo.db"), "no file of accounts"),
    ],
)
def test_what_cannot_be_done_is_answered(filled: Run, tmp_path, command: tuple[str, ...], says: str) -> None:
    (tmp_path / "notes.txt").write_text("some notes")
    answer = filled("accounts", *command)
    assert answer.exit_code in (1, 2)
    assert says in answer.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--host", "0.0.0.0"), "--accounts"),
        (("--host", "0.0.0.0", "--accounts", "tracktwo-accounts.db"), "--allowed-host"),
        (("--allowed-host", "talks.example"), "--accounts"),
        (("--behind-proxy", "127.0.0.1"), "--accounts"),
        (("--accounts", "none.db"), "make the first with"),
        (("--accounts", "tracktwo-accounts.db", "--oidc", "none.toml"), "none.toml"),
    ],
)
def test_a_server_that_would_be_open_is_not_started(filled: Run, options: tuple[str, ...], says: str) -> None:
    filled("accounts", "add", "Mara", "--password-stdin", input=f"{PASSWORD}\n")
    answer = filled("serve", *options)
    assert answer.exit_code in (1, 2)
    assert says in answer.stderr
