"""Whoever a provider vouches for gets in with the role that it tells, and nobody else does."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from tests.web.door import CONSOLE, House, house
from tests.web.standin_provider import CLIENT, SECRET, StandIn, provider
from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance
from tracktwo.web.oidc_settings import Provider, read_provider
from tracktwo.web.viewer import Role

BACK = "http://localhost/login/back"


@pytest.fixture
def elsewhere() -> Iterator[StandIn]:
    with provider() as made:
        yield made


@pytest.fixture
def home(record_path: Path, tmp_path: Path, elsewhere: StandIn, quick_passwords: None) -> House:
    roles = (("talks-editors", Role.EDITOR), ("talks-keepers", Role.ADMINISTRATOR))
    known = Provider(elsewhere.address, CLIENT, BACK, SECRET, "the Ministry", roles=roles)
    return house(record_path, tmp_path / "accounts.db", provider=known)


def go(client: TestClient, next: str = "", **changed: str) -> httpx.Response:
    """Begin a log-in, ask the provider as a browser does, and come back with its answer."""
    begun = client.get("/login/elsewhere", params={"next": next} if next else {})
    assert begun.status_code == 303, begun.text
    led_back = httpx.get(begun.headers["location"], follow_redirects=False)
    query = {
        name: values[0] for name, values in parse_qs(urlsplit(led_back.headers["location"]).query).items()
    }
    return client.get("/login/back", params=query | changed)


def test_somebody_gets_in_with_the_role_that_the_provider_tells(home: House, elsewhere: StandIn) -> None:
    client = home.stranger()
    answer = go(client, "/statements?party=ELB")
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements?party=ELB")
    assert client.get("/statements").status_code == 200
    (account,) = home.keeper.accounts.all()
    assert (account.name, account.role, account.clearance) == ("Mara", Role.EDITOR, Clearance.PUBLIC)
    (asked,) = elsewhere.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["nonce"]
    assert asked["response_type"] == "code"


def test_the_same_person_gets_the_same_account_whatever_they_are_called(
    home: House, elsewhere: StandIn
) -> None:
    go(home.stranger())
    home.keeper.accounts.set_clearance("Mara", Clearance.CHATHAM, CONSOLE)
    elsewhere.person |= {"preferred_username": "Mara Grell", "groups": ["talks-keepers", "talks-editors"]}
    go(home.stranger())
    (account,) = home.keeper.accounts.all()
    assert (account.name, account.role, account.clearance) == ("Mara", Role.ADMINISTRATOR, Clearance.CHATHAM)


def test_the_name_of_an_account_does_not_open_it(home: House) -> None:
    home.account("Mara", Role.READER, Clearance.EVERYTHING)
    client = home.stranger()
    answer = go(client)
    assert answer.status_code == 403
    assert "already" in answer.text
    assert client.get("/statements").status_code == 303


def test_who_has_no_role_is_not_let_in(home: House, elsewhere: StandIn) -> None:
    elsewhere.person["groups"] = ["canteen"]
    client = home.stranger()
    assert go(client).status_code == 403
    assert home.keeper.accounts.all() == ()


@pytest.mark.parametrize(
    "instead",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"aud": ["tracktwo", "another client"]},
        {"nonce": "of an earlier log-in"},
        {"exp": 1},
        {"iat": 32503680000},
        {"sub": None},
    ],
)
def test_a_token_that_is_not_for_this_log_in_is_refused(
    home: House, elsewhere: StandIn, instead: dict[str, object]
) -> None:
    elsewhere.instead = instead
    client = home.stranger()
    assert go(client).status_code == 403
    assert client.get("/statements").status_code == 303
    assert home.keeper.accounts.all() == ()


def test_a_token_that_another_key_signed_is_refused(home: House, elsewhere: StandIn) -> None:
    elsewhere.published = [RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})]
    assert go(home.stranger()).status_code == 403


def test_new_keys_of_the_provider_are_asked_for(home: House, elsewhere: StandIn) -> None:
    assert go(home.stranger()).status_code == 303
    elsewhere.key = RSAKey.generate_key(2048, {"kid": "two", "use": "sig"})
    elsewhere.header = {"alg": "RS256", "kid": "two"}
    assert go(home.stranger()).status_code == 303


@pytest.mark.parametrize(
    "changed", [{"state": "another"}, {"iss": "https://evil.example"}, {"code": "guessed"}]
)
def test_an_answer_to_another_log_in_is_refused(home: House, changed: dict[str, str]) -> None:
    client = home.stranger()
    assert go(client, **changed).status_code == 403
    assert client.get("/statements").status_code == 303


def test_an_answer_in_another_browser_is_refused(home: House) -> None:
    """Nobody can be made to log in with somebody else's account by following a link."""
    begun = home.stranger().get("/login/elsewhere")
    led_back = httpx.get(begun.headers["location"], follow_redirects=False)
    victim = home.stranger()
    assert victim.get(led_back.headers["location"].removeprefix("http://localhost")).status_code == 403


def test_a_provider_that_does_not_answer_is_told_of(home: House, elsewhere: StandIn) -> None:
    elsewhere.is_down = True
    answer = home.stranger().get("/login/elsewhere")
    assert answer.status_code == 503
    assert "The Ministry cannot be reached just now" in answer.text
    elsewhere.is_down = False
    assert home.stranger().get("/login/elsewhere").status_code == 303


def test_nobody_is_led_to_another_site_afterwards(home: House) -> None:
    assert go(home.stranger(), "//evil.example").headers["location"] == "/"


def test_without_a_provider_there_is_no_such_page(served_with_accounts: House) -> None:
    assert served_with_accounts.stranger().get("/login/elsewhere").status_code == 404
    assert served_with_accounts.stranger().get("/login/back").status_code == 404


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('client_id = "x"', "does not say issuer, redirect"),
        (
            'issuer = "http://far.example"\nclient_id = "x"\nredirect = "https://a.example/login/back"',
            "https://",
        ),
        ('issuer = "https://a.example"\nclient_id = "x"\nredirect = "https://b.example"\nrolle = 1', "rolle"),
        (
            'issuer = "https://a.example"\nclient_id = "x"\nredirect = "https://b.example"\n[roles]\na = "king"',
            "king",
        ),
        ("issuer = ", "no TOML"),
    ],
)
def test_settings_that_do_not_hold_are_answered(tmp_path: Path, written: str, says: str) -> None:
    path = tmp_path / "provider.toml"
    path.write_text(written)
    with pytest.raises(UsageError, match=says):
        read_provider(path, {})


def test_settings_are_read_with_the_secret_from_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "provider.toml"
    path.write_text(
        'issuer = "https://a.example/"\nclient_id = "x"\nredirect = "https://b.example/login/back"\n'
        'role_claim = "realm.roles"\ndefault_role = "reader"\n[roles]\nstaff = "editor"\nboss = "convenor"\n'
    )
    known = read_provider(path, {"TRACKTWO_OIDC_SECRET": "kept apart"})
    assert (known.issuer, known.client_secret) == ("https://a.example", "kept apart")
    assert known.role_of({"realm": {"roles": ["staff", "boss"]}}) is Role.CONVENOR
    assert known.role_of({"realm": {"roles": "staff"}}) is Role.EDITOR
    assert known.role_of({"realm": ["boss"]}) is Role.READER
