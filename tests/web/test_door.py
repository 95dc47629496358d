"""Nobody gets in without an account, and who is in may do what the role says and no more."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.door import PASSWORD, House, form_token, send
from tracktwo.model.levels import Clearance
from tracktwo.web import door_throttle, sessions
from tracktwo.web.viewer import Role


def test_without_an_account_every_page_leads_to_the_login(served_with_accounts: House) -> None:
    stranger = served_with_accounts.stranger()
    for path in ("/statements?party=ELB", "/documents/deadbeef", "/nothing", "/accounts", "/account"):
        answer = stranger.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=%2F")
    assert stranger.get("/").headers["location"] == "/login"


@pytest.mark.parametrize("path", ["/api/v1/statements", "/api/v1/nothing", "/api/v1"])
def test_a_program_without_a_token_is_told_what_is_missing(served_with_accounts: House, path: str) -> None:
    answer = served_with_accounts.stranger().get(path)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


def test_data_without_an_account_is_refused_and_not_led_on(served_with_accounts: House) -> None:
    answer = served_with_accounts.stranger().get("/statements.json", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_who_logs_in_lands_where_they_wanted_to_go(served_with_accounts: House) -> None:
    served_with_accounts.account("Mara")
    client = served_with_accounts.stranger()
    answer = send(client, "/login", {"name": "Mara", "password": PASSWORD, "next": "/statements?party=ELB"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements?party=ELB")
    assert client.get("/statements").status_code == 200


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(served_with_accounts: House, next: str) -> None:
    served_with_accounts.account("Mara")
    client = served_with_accounts.stranger()
    answer = send(client, "/login", {"name": "Mara", "password": PASSWORD, "next": next})
    assert answer.headers["location"] == "/"
    assert client.get("/login", params={"next": next}).headers["location"] == "/"


def test_an_unknown_name_is_answered_like_a_wrong_password(served_with_accounts: House) -> None:
    served_with_accounts.account("Mara")
    client = served_with_accounts.stranger()
    wrong = send(client, "/login", {"name": "Mara", "password": "not this one at all"})
    unknown = send(client, "/login", {"name": "Nora", "password": "not this one at all"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("Mara", "NAME") == unknown.text.replace("Nora", "NAME")
    assert wrong.headers.keys() == unknown.headers.keys()


def test_guessing_ends_for_a_name_whether_anybody_has_it_or_not(served_with_accounts: House) -> None:
    served_with_accounts.account("Mara")
    client = served_with_accounts.stranger()
    for name in ("Mara", "Nora"):
        codes = [
            send(client, "/login", {"name": name, "password": f"guess number {n}"}).status_code
            for n in range(door_throttle.FOR_A_NAME + 1)
        ]
        assert codes == [401] * door_throttle.FOR_A_NAME + [429]
    # The right password is not tried any more either.
    assert send(client, "/login", {"name": "mara", "password": PASSWORD}).status_code == 429


def test_after_a_while_one_may_try_again(
    served_with_accounts: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    served_with_accounts.account("Mara")
    client = served_with_accounts.stranger()
    for n in range(door_throttle.FOR_A_NAME + 1):
        send(client, "/login", {"name": "Mara", "password": f"guess number {n}"})
    later = datetime.now(UTC) + door_throttle.WHILE + timedelta(seconds=1)
    monkeypatch.setattr(served_with_accounts.keeper.file, "clock", lambda: later)
    assert send(client, "/login", {"name": "Mara", "password": PASSWORD}).status_code == 303


def test_an_address_that_guesses_at_many_names_is_slowed_down(served_with_accounts: House) -> None:
    client = served_with_accounts.stranger()
    token = form_token(client, "/login")
    codes = [
        client.post("/login", data={"form_token": token, "name": f"n{n}", "password": "x"}).status_code
        for n in range(door_throttle.FROM_AN_ADDRESS + 1)
    ]
    assert codes[-2:] == [401, 429]


def test_the_cookie_of_a_session_is_kept_from_scripts_and_other_sites(served_with_accounts: House) -> None:
    served_with_accounts.account("Mara")
    client = served_with_accounts.stranger()
    answer = send(client, "/login", {"name": "Mara", "password": PASSWORD})
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith("tracktwo_session=")]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie


def test_by_https_the_cookie_goes_by_https_only(served_with_accounts: House) -> None:
    served_with_accounts.account("Mara")
    client = served_with_accounts.stranger()
    client.base_url = "https://localhost"
    answer = send(client, "/login", {"name": "Mara", "password": PASSWORD})
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-tracktwo=")]
    assert "Secure" in cookie
    assert "Strict-Transport-Security" in answer.headers
    assert client.get("/statements").status_code == 200


def test_what_is_kept_of_a_session_does_not_open_it(served_with_accounts: House) -> None:
    client = served_with_accounts.browser("Mara")
    cookie = client.cookies["tracktwo_session"]
    kept = served_with_accounts.keeper.file.path.read_bytes()
    assert cookie.encode() not in kept
    assert PASSWORD.encode() not in kept


def test_logging_in_again_ends_the_session_before(served_with_accounts: House) -> None:
    client = served_with_accounts.browser("Mara")
    before = client.cookies["tracktwo_session"]
    served_with_accounts.account("Nora")
    other = served_with_accounts.log_in("Nora")
    # A page to log in with is not shown to whoever is logged in, but its form may have been open.
    token = form_token(client, "/account")
    answer = client.post("/login", data={"form_token": token, "name": "Nora", "password": PASSWORD})
    assert answer.status_code == 303
    assert client.cookies["tracktwo_session"] not in (before, other.cookies["tracktwo_session"])
    client.cookies.set("tracktwo_session", before, domain="localhost.local")
    assert served_with_accounts.keeper.sessions.find(before) is None


def test_a_session_ends_when_it_is_not_used_and_in_any_case_after_a_day(
    served_with_accounts: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = served_with_accounts.browser("Mara")
    begun = datetime.now(UTC)

    def at(later: timedelta) -> int:
        monkeypatch.setattr(served_with_accounts.keeper.file, "clock", lambda: begun + later)
        return int(client.get("/statements").status_code)

    used = timedelta(0)
    while used + timedelta(hours=1) < sessions.LONGEST:
        used += timedelta(hours=1)
        assert at(used) == 200
    assert at(sessions.LONGEST + timedelta(minutes=1)) == 303

    monkeypatch.setattr(served_with_accounts.keeper.file, "clock", lambda: begun)
    client = served_with_accounts.log_in("Mara")
    assert at(sessions.IDLE - timedelta(minutes=1)) == 200
    monkeypatch.setattr(served_with_accounts.keeper.file, "clock", lambda: begun)
    client = served_with_accounts.log_in("Mara")
    assert at(sessions.IDLE + timedelta(minutes=2)) == 303


def test_who_logs_out_is_out_on_the_server_too(served_with_accounts: House) -> None:
    client = served_with_accounts.browser("Mara")
    cookie = client.cookies["tracktwo_session"]
    assert send(client, "/logout", {}, "/account").status_code == 303
    assert served_with_accounts.keeper.sessions.find(cookie) is None
    assert client.get("/statements").status_code == 303


@pytest.mark.parametrize("path", ["/logout", "/account/password", "/account/tokens", "/account/sessions"])
def test_a_form_that_is_not_ours_is_refused(served_with_accounts: House, path: str) -> None:
    client = served_with_accounts.browser("Mara")
    other = served_with_accounts.browser("Nora")
    for token in ("", "0" * 64, form_token(other, "/account"), "é"):
        assert client.post(path, data={"form_token": token}).status_code == 403
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
def test_what_another_site_sends_is_refused(served_with_accounts: House, headers: dict[str, str]) -> None:
    client = served_with_accounts.browser("Mara")
    token = form_token(client, "/account")
    answer = client.post("/account/sessions", data={"form_token": token}, headers=headers)
    assert answer.status_code == 403
    assert client.get("/account").status_code == 200


def test_a_reader_writes_nothing_wherever(served_with_accounts: House) -> None:
    client = served_with_accounts.browser("Mara", Role.READER, Clearance.EVERYTHING)
    token = form_token(client, "/account")
    claim = client.get("/statements.json").json()[0]["claim"]
    for path in (f"/entries/{claim}", "/add", "/nothing", "/accounts", "/judgements/00/undo"):
        answer = client.post(path, data={"form_token": token, "act": "reject"})
        assert answer.status_code == 403, path


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.CONVENOR])
def test_accounts_and_the_log_are_for_administrators(served_with_accounts: House, role: Role) -> None:
    client = served_with_accounts.browser("Mara", role, Clearance.EVERYTHING)
    token = form_token(client, "/account")
    for path in ("/accounts", "/audit", "/audit.json", "/audit.csv"):
        assert client.get(path).status_code == 403
    for path in ("/accounts", "/accounts/1/change", "/accounts/1/remove", "/accounts/1/password"):
        assert client.post(path, data={"form_token": token}).status_code == 403
    assert [one.name for one in served_with_accounts.keeper.accounts.all()] == ["Mara"]


def test_every_answer_is_kept_nowhere_and_told_apart_by_who_asks(served_with_accounts: House) -> None:
    client = served_with_accounts.browser("Mara")
    for path in ("/", "/statements.csv", "/nothing", "/login", "/account", "/api/v1/documents"):
        for asked in (client, served_with_accounts.stranger()):
            answer = asked.get(path)
            assert answer.headers["cache-control"] == "no-store", path
            assert answer.headers["vary"] == "Cookie, Authorization"
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert "etag" not in answer.headers
    css = served_with_accounts.stranger().get("/static/app.css")
    assert (css.status_code, css.headers["cache-control"]) == (200, "public, max-age=3600")


def test_another_host_is_not_answered_and_the_refusal_has_the_headers_too(
    served_with_accounts: House,
) -> None:
    answer = served_with_accounts.stranger().get("/login", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_fault_of_ours_is_answered_in_words_of_ours(
    served_with_accounts: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = served_with_accounts.browser("Mara")
    client = type(client)(
        served_with_accounts.app,
        base_url="http://localhost",
        cookies=client.cookies,
        raise_server_exceptions=False,
    )

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Ambassador Grell")

    monkeypatch.setattr("tracktwo.web.pages.comparing.comparison_table", fail)
    monkeypatch.setattr("tracktwo.web.pages.comparing.compare", fail)
    short = client.get("/documents.json").json()[0]["document"]
    answer = client.get("/compare", params={"first": short, "second": short})
    assert answer.status_code == 500
    assert "Grell" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_the_login_shows_nothing_of_the_record(served_with_accounts: House) -> None:
    text = served_with_accounts.stranger().get("/login").text
    assert not re.search(r"dialogue|statement|document", text.lower())


def test_a_stranger_sends_no_more_than_a_form(served_with_accounts: House) -> None:
    client = served_with_accounts.stranger()
    client = type(client)(
        served_with_accounts.app, base_url="http://localhost", raise_server_exceptions=False
    )
    answer = client.post("/login", data={"name": "x" * 300_000, "password": "y"})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../statements",
        "/static/..%2fstatements",
        "//statements",
        "/statements/",
        "/login/../statements",
        "/STATEMENTS",
    ],
)
def test_no_way_of_writing_an_address_goes_around_the_door(served_with_accounts: House, path: str) -> None:
    answer = served_with_accounts.stranger().request("GET", f"http://localhost{path}")
    assert answer.status_code in (303, 404)
    assert "Tomas Ilk" not in answer.text


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_no_method_goes_around_the_door(served_with_accounts: House, method: str) -> None:
    answer = served_with_accounts.stranger().request(method, "/statements")
    assert answer.status_code in (303, 403)
