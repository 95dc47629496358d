"""A page of a large dialogue that nobody has made yet says so at once, is made once, and is then the page itself."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from playwright.sync_api import Page, expect

from tests.standins import PLAIN
from tests.web.door import House
from tests.web.serving import served
from tests.web.test_browser import browser, made, opened
from tracktwo.model.levels import Clearance, Level
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.settling import settle
from tracktwo.web import interim
from tracktwo.web.app import create_app
from tracktwo.web.pages import dialogues
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role

__all__ = ["browser", "made", "opened"]

KEY = "ELB-RUR-I"
PAGE = f"/dialogues/{KEY}"
WAITING = "data-waiting"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch, patient: None) -> None:
    """Every dialogue is a large one, and nobody waits for its pages."""
    monkeypatch.setattr(interim, "LARGE", 1)
    monkeypatch.setattr(interim, "LARGE_OFFICIAL", 1)
    monkeypatch.setattr(interim, "PATIENCE", 0.0)
    monkeypatch.setattr(interim, "FEWEST", 0.0)


class Held:
    """Stands in for what makes briefs: it begins when asked, and goes on when told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.may_go = Event(), Event()
        self.times = 0
        self._make = dialogues.make_brief
        monkeypatch.setattr(dialogues, "make_brief", self)

    def __call__(self, *given: Any) -> Any:
        self.times += 1
        self.begun.set()
        assert self.may_go.wait(250)
        return self._make(*given)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """Briefs are made when the test says so."""
    made = Held(monkeypatch)
    yield made
    made.may_go.set()


def wait_for(client: TestClient, page: str) -> Response:
    """The first answer that is not one to wait by."""
    until = time.monotonic() + 250
    while (answer := client.get(page)).status_code == 202:
        assert time.monotonic() < until
        time.sleep(0.02)
    return answer


def main_of(answer: Response) -> str:
    return answer.text.partition("<main")[2]


def test_what_is_soon_told_is_shown_until_the_page_is_there(
    client: TestClient, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(PAGE)
    assert first.status_code == 202
    assert first.headers["Cache-Control"] == "no-store"
    assert first.headers["Retry-After"] == "2"
    assert WAITING in first.text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in first.text
    for told in (
        "Bridge Talks",
        "Latest accounts of rounds",
        "report-003.txt",
        f"{PAGE}/timeline",
        "2014-04-05",
    ):
        assert told in first.text, told
    held.may_go.set()
    whole = wait_for(client, PAGE)
    assert whole.status_code == 200
    assert WAITING not in whole.text
    # The same as for somebody who is made to wait.
    monkeypatch.setattr(interim, "PATIENCE", 250.0)
    other = TestClient(client.app, base_url="http://localhost")
    client.app.state.memory.forget()  # type: ignore[attr-defined]
    assert main_of(other.get(PAGE)) == main_of(whole)


def test_each_page_that_rests_on_the_whole_dialogue_comes_in_the_end(client: TestClient) -> None:
    rows = {name: client.get(f"{PAGE}/{name}.json").json() for name in ("rounds", "positions")}
    assert len(rows["rounds"]) == 3
    told = client.get("/rounds.json").json()[0]["claim"]
    client.app.state.memory.forget()  # type: ignore[attr-defined]
    for page in ("", "/timeline", "/rounds", "/positions", "/convergence", "/issues", f"/rounds/{told}"):
        client.app.state.memory.forget()  # type: ignore[attr-defined]
        first, last = client.get(PAGE + page), wait_for(client, PAGE + page)
        assert (first.status_code, last.status_code) == (202, 200), page
        assert WAITING not in last.text, page


def test_data_is_waited_for(client: TestClient) -> None:
    for address in ("/timeline.json", "/timeline.csv", "/timeline.svg", "/rounds.json"):
        assert client.get(PAGE + address).status_code == 200, address
    assert client.get(f"/api/v1{PAGE}/timeline").status_code == 200


def test_a_small_dialogue_is_waited_for(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interim, "LARGE_OFFICIAL", 4)
    assert client.get(PAGE).status_code == 200


def test_what_several_wait_for_is_made_once(client: TestClient, held: Held) -> None:
    others = [TestClient(client.app, base_url="http://localhost") for _ in range(3)]
    assert {one.get(PAGE).status_code for one in (client, *others)} == {202}
    assert held.begun.wait(250)
    stage = client.get(PAGE)
    assert "the page is being made of it" in stage.text
    held.may_go.set()
    assert {wait_for(one, PAGE).status_code for one in (client, *others)} == {200}
    assert held.times == 1


def test_what_goes_wrong_is_told_and_tried_again(record_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = TestClient(
        create_app(Settings(str(record_path))), base_url="http://localhost", raise_server_exceptions=False
    )
    make = dialogues.make_brief

    def fail(*given: Any) -> Any:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(dialogues, "make_brief", fail)
    assert client.get(PAGE).status_code == 202
    assert wait_for(client, PAGE).status_code == 500
    monkeypatch.setattr(dialogues, "make_brief", make)
    assert wait_for(client, PAGE).status_code == 200


def test_what_is_not_there_is_not_found_in_the_end(client: TestClient) -> None:
    assert client.get("/dialogues/QQQ-ZZZ-I").status_code == 404
    for nothing in ("/issues?issue=nonesuch", "/rounds/ffffffffffff", "/promises/ffffffffffff"):
        assert wait_for(client, PAGE + nothing).status_code == 404, nothing


def test_nothing_is_shown_that_was_made_of_what_is_no_more(record_path: Path, held: Held) -> None:
    app = create_app(Settings(str(record_path)))
    app.state.ahead._is_asked = False
    with TestClient(app, base_url="http://localhost") as client:
        said = next(row for row in client.get("/statements.json").json() if "quota" in str(row["content"]))
        assert client.get(PAGE).status_code == 202
        assert held.begun.wait(250)
        # What is being made now was asked for before this.
        judged = {"act": "reject", "claim": said["claim"], "reason": ""}
        assert client.post("/api/v1/judgements", json=judged).status_code == 201
        assert said["claim"] not in client.get("/statements.json").text
        held.may_go.set()
        # Whoever was told to wait waits once: he is given the page although it has to be made again.
        whole = wait_for(client, PAGE)
        assert whole.status_code == 200
        assert said["citation"] not in whole.text
        assert held.times == 2


def test_a_server_that_is_stopped_ends_what_it_makes(record_path: Path, held: Held) -> None:
    app = create_app(Settings(str(record_path)))
    app.state.ahead._is_asked = False
    with TestClient(app, base_url="http://localhost") as client:
        assert client.get(PAGE).status_code == 202
        assert held.begun.wait(250)
        held.may_go.set()
    assert not record_path.with_name("talks.db-wal").exists()
    # It may be started again.
    with TestClient(app, base_url="http://localhost") as client:
        assert wait_for(client, f"{PAGE}/timeline").status_code == 200


def test_nothing_is_told_of_what_a_reader_may_not_see(
    served_with_accounts: House, record_path: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "confidential.txt"
    secret.write_text(
        "A confidential note.\n\nIsa Quell (RUR): the lighthouse should be sold, she said\n"
        "Round 9 of the Bridge Talks between ELB and RUR on 2015-11-05\n"
    )
    with Record.open(record_path) as record:
        list(add_sources(record, [str(secret)], Options(level=Level.OFF_RECORD), PLAIN))
        settle(record, Clearance.PUBLIC)
    house = served_with_accounts
    reader = house.browser("Rika", Role.READER)
    house.account("Kata", Role.CONVENOR, Clearance.EVERYTHING)
    convenor = house.log_in("Kata")
    hidden = ("Quell", "confidential", "2015-11", "lighthouse")
    first = convenor.get(PAGE)
    assert first.status_code == 202
    assert "2015-11-05" in first.text
    wait_for(convenor, PAGE)
    seen = []
    while not seen or seen[-1].status_code == 202:
        seen.append(reader.get(PAGE))
    assert seen[0].status_code == 202
    assert [word for answer in seen for word in hidden if word in answer.text] == []


def test_the_page_comes_by_itself_with_script_and_without(opened: Callable[..., Page], held: Held) -> None:
    from axe_playwright_python.sync_playwright import Axe

    plain = opened(PAGE, java_script_enabled=False)
    page = opened(PAGE, bypass_csp=True, viewport={"width": 360, "height": 740})
    for one in (plain, page):
        expect(one.get_by_role("status")).to_contain_text("comes by itself")
        expect(one.get_by_role("heading", name="Latest documents")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    violations = Axe().run(page).response["violations"]
    assert [v["id"] for v in violations if v["impact"] in ("serious", "critical")] == []
    held.may_go.set()
    for one in (plain, page):
        expect(one.get_by_role("heading", name="Evidence")).to_be_visible()
        expect(one.locator("[data-waiting]")).to_have_count(0)


@pytest.fixture
def address(made: Path, tmp_path: Path) -> Iterator[str]:
    """A server over a copy of the record, which works nothing out ahead of what is asked."""
    with served(Path(shutil.copy(made, tmp_path / "talks.db"))) as address:
        yield address
