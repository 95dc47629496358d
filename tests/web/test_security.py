"""Headers on every kind of answer, as the OWASP Secure Headers Project advises."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from tests.web.door import House, form_token
from tracktwo.web.security import HEADERS
from tracktwo.web.viewer import Role

#: Answers of every kind: pages, data, files, what goes wrong, what leads on, what is refused.
PATHS = (
    "/",
    "/statements",
    "/statements.json",
    "/statements.csv",
    "/search?q=border",
    "/dialogues/ELB-RUR-I",
    "/dialogues/ELB-RUR-I/timeline.svg",
    "/dialogues/ELB-RUR-I/brief.docx?form=one-page",
    "/api",
    "/api/v1/documents",
    "/api/v1/openapi.json",
    "/api/v1/nothing",
    "/nothing-here",
    "/statements?since=soon",
    "/static/app.css",
    "/static/nothing.css",
    "/login",
)


def directives(answer: Response) -> dict[str, str]:
    """The content security policy by what it is for."""
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: allowed for name, _, allowed in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_every_header(client: TestClient, path: str) -> None:
    answer = client.get(path)
    for name in HEADERS:
        assert name in answer.headers, (path, name)
    kept = "public, max-age=3600" if path.startswith("/static/") else "no-store"
    assert answer.headers["Cache-Control"] == kept
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Permitted-Cross-Domain-Policies"] == "none"
    assert answer.headers["X-DNS-Prefetch-Control"] == "off"
    # What tells of the server, or is no longer advised, is not there.
    assert not {"server", "x-powered-by", "x-xss-protection", "expect-ct"} & set(answer.headers)


def test_the_policy_allows_files_of_ours_and_nothing_else(client: TestClient) -> None:
    allowed = directives(client.get("/"))
    assert allowed == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_a_drawing_runs_nothing_and_loads_nothing(client: TestClient) -> None:
    allowed = directives(client.get("/dialogues/ELB-RUR-I/timeline.svg"))
    assert allowed["default-src"] == "'none'"
    assert "sandbox" in allowed
    assert "script-src" not in allowed


def test_nothing_of_the_browser_is_asked_for(client: TestClient) -> None:
    told = client.get("/").headers["Permissions-Policy"].split(", ")
    assert all(re.fullmatch(r"[a-z-]+=\(\)", one) for one in told)
    assert {"camera=()", "microphone=()", "geolocation=()", "usb=()"} <= set(told)


def test_what_was_seen_goes_with_the_session(served_with_accounts: House) -> None:
    client = served_with_accounts.browser("Rolf", Role.READER)
    answer = client.post("/logout", data={"form_token": form_token(client, "/account")})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Max-Age=0" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/", "/statements.csv", "/api/v1/documents", "/login", "/nothing-here"])
def test_strangers_are_answered_with_the_same_headers(served_with_accounts: House, path: str) -> None:
    answer = served_with_accounts.stranger().get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Vary"] == "Cookie, Authorization"
    assert "Strict-Transport-Security" not in answer.headers


def test_who_came_by_https_stays_with_it(served_with_accounts: House) -> None:
    client = served_with_accounts.stranger()
    client.base_url = "https://localhost"
    for path in ("/login", "/api/v1/documents", "/static/app.css"):
        assert client.get(path).headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/documents.json", "/documents.csv", "/api/v1/documents"])
def test_a_reader_is_not_told_where_on_the_server_files_were(
    served_with_accounts: House, record_path: Path, path: str
) -> None:
    reader = served_with_accounts.browser("Rolf", Role.READER)
    answer = reader.get(path, headers=served_with_accounts.token("Rolf") if "/api/" in path else {})
    assert answer.status_code == 200
    assert "report-001.txt" in answer.text
    assert str(record_path.parent) not in answer.text


def test_the_interface_is_found_from_every_page_and_leads_nowhere_that_is_closed(
    served_with_accounts: House,
) -> None:
    reader = served_with_accounts.browser("Rolf", Role.READER)
    assert '<a href="/api"' in reader.get("/").text
    told = reader.get("/api")
    assert told.status_code == 200
    assert "Authorization: Bearer" in told.text
    for link in set(re.findall(r'href="(/[^"#]*)"', told.text)):
        assert reader.get(link, follow_redirects=True).status_code == 200, link
