"""People, rounds, issues, timelines and files: each is reached from a list, and leads to the evidence."""

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.writable import WRITABLE, needs_pdf
from tracktwo.record import Record
from tracktwo.views.formats import FORMATS
from tracktwo.views.forms import Form
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings

KEY = "ELB-RUR-I"


def link(page: str, pattern: str) -> str:
    """The first address on a page that begins so."""
    found = re.search(rf'href="({pattern}[^"]*)"', page)
    assert found is not None, pattern
    return unescape(found[1])


def test_a_person_is_told_with_offices_rounds_contacts_and_words(client: TestClient) -> None:
    answer = client.get(link(client.get("/people").text, "/people/[0-9a-f]"))
    assert answer.status_code == 200
    assert "Mira Vance" in answer.text
    for heading in ("Offices", "Rounds", "Whom they met", "What they said"):
        assert f"<h2>{heading}</h2>" in answer.text
    met = answer.text.partition("<h2>Whom they met</h2>")[2].partition("<h2>What they said</h2>")[0]
    assert "Tomas Ilk (ELB)" in met
    said = answer.text.partition("<h2>What they said</h2>")[2]
    assert "the border crossing should be open by the spring" in said
    assert "fishing quota" not in said
    assert client.get(link(said, "/documents/").partition("#")[0]).status_code == 200


def test_a_claim_about_no_person_has_no_page_of_one(client: TestClient) -> None:
    statement = client.get("/statements.json").json()[0]["claim"]
    assert client.get(f"/people/{statement}").status_code == 404


def test_a_round_is_told_with_every_account(client: TestClient) -> None:
    rounds = client.get(f"/dialogues/{KEY}/rounds")
    address = link(rounds.text, f"/dialogues/{KEY}/rounds/[0-9a-f]")
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<h1>Round" in answer.text
    accounts = answer.text.partition("Accounts side by side</h2>")[2]
    assert "Bridge" not in accounts.partition("<thead")[2].partition("</thead>")[0]
    assert client.get(link(accounts, "/documents/").partition("#")[0]).status_code == 200
    assert "fishing quota" in accounts


@pytest.mark.parametrize("name", ["deadbeef", "0", "zz"])
def test_a_round_that_is_not_there_is_answered_as_nothing(client: TestClient, name: str) -> None:
    assert client.get(f"/dialogues/{KEY}/rounds/{name}").status_code == 404


def test_the_timeline_is_drawn_and_told(client: TestClient) -> None:
    assert 'src="/dialogues/ELB-RUR-I/timeline.svg"' in client.get(f"/dialogues/{KEY}/timeline").text
    drawing = client.get(f"/dialogues/{KEY}/timeline.svg")
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert "script" not in drawing.headers["Content-Security-Policy"]
    assert "<svg" in drawing.text
    kinds = [row["kind"] for row in client.get(f"/dialogues/{KEY}/timeline.json").json()]
    assert kinds.count("round") == 3


def test_issues_are_there_to_choose_and_an_unknown_one_is_not(client: TestClient) -> None:
    assert client.get(f"/dialogues/{KEY}/issues").status_code == 200
    assert client.get(f"/dialogues/{KEY}/issues?issue=nothing+like+it").status_code == 404


@pytest.mark.parametrize("form", list(Form))
def test_every_form_of_brief_is_a_file(client: TestClient, form: Form) -> None:
    answer = client.get(f"/dialogues/{KEY}/brief?form={form.value}&kind=md")
    assert answer.status_code == 200
    assert answer.text.startswith("# Bridge Talks")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{KEY}-{form.value}.md"'


@pytest.mark.parametrize(
    ("kind", "start"),
    [("docx", b"PK"), pytest.param("pdf", b"%PDF", marks=needs_pdf), ("html", b"<!DOCTYPE")],
)
def test_a_brief_is_handed_out_in_every_kind_of_file(client: TestClient, kind: str, start: bytes) -> None:
    answer = client.get(f"/dialogues/{KEY}/brief?kind={kind}")
    assert answer.status_code == 200
    assert answer.content[: len(start)].upper() == start


def test_what_is_wrong_with_a_wanted_brief_is_said(client: TestClient) -> None:
    assert "XXX" in client.get(f"/dialogues/{KEY}/brief?side=XXX").text
    assert client.get(f"/dialogues/{KEY}/brief?side=XXX").status_code == 400
    assert client.get(f"/dialogues/{KEY}/brief?kind=exe").status_code == 404


@pytest.mark.parametrize("name", WRITABLE)
def test_every_export_is_a_file(client: TestClient, name: str) -> None:
    answer = client.get(f"/dialogues/{KEY}/export/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'{FORMATS[name].suffix}"')


def test_exported_tables_hold_the_statements(client: TestClient) -> None:
    content = client.get(f"/dialogues/{KEY}/export/tables").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "fishing quota" in archive.read("statements.csv").decode()


@pytest.mark.parametrize("name", ["statements", "people", "documents", "rounds"])
def test_pages_of_a_list_make_up_the_whole_list(client: TestClient, name: str) -> None:
    whole = client.get(f"/{name}.json").json()
    path, rows = f"/{name}.json?limit=2", []
    while path:
        answer = client.get(path)
        rows += answer.json()
        following = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        path = following[1] if following else ""
    assert rows == whole
    first = client.get(f"/{name}?limit=1").text
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following is not None
    second = client.get(unescape(following[1])).text
    assert "To the beginning" in second
    assert "To the beginning" not in first


def test_an_empty_record_says_what_to_do_next(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    Record.open(path, create=True).close()
    empty = TestClient(create_app(Settings(str(path))), base_url="http://localhost")
    answer = empty.get("/")
    assert answer.status_code == 200
    assert '<a href="/add">Add reports about talks</a>' in answer.text
    for name in ("people", "statements", "documents", "review"):
        assert 'class="empty"' in empty.get(f"/{name}").text
