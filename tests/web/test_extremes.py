"""Pages at their ends, in a browser: a long transcript, names in seven scripts, a page in Urdu, a round, a promise."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from tests.slowness import slowness
from tests.web.accessible import faults
from tests.web.extremes import LONG, make_extremes
from tests.web.serving import served
from tests.web.test_browser import browser, expect_in_view, opened
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings

__all__ = ["browser", "opened"]

pytestmark = pytest.mark.timeout(1800)

KEY = "IND-PAK-I"
#: What the server may take for the longest page, in seconds of its own work, on a machine like ours.
MOST_SECONDS = 0.3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_extremes(tmp_path_factory.mktemp("extremes"), many=0)["large"]


@pytest.fixture
def address(made: Path, tmp_path: Path) -> Iterator[str]:
    with served(Path(shutil.copy(made, tmp_path / "talks.db"))) as address:
        yield address


def documents(page: Page) -> dict[str, str]:
    """The transcript and the page in Urdu."""
    rows = page.request.get("/documents.json").json()
    longest = max(rows, key=lambda row: row["claims"])
    urdu = next(row for row in rows if row["language"] == "ur")
    return {name: f"/documents/{row['document']}" for name, row in (("long", longest), ("urdu", urdu))}


def every_page(page: Page) -> list[str]:
    """Every page of the dialogue, and what its pages lead to."""
    found = [f"/dialogues/{KEY}"]
    page.goto(found[0])
    found += [str(link.get_attribute("href")) for link in page.locator(".tabs a").all()]
    wanted = (
        ("rounds", ".c-round a"),
        ("promises", ".c-what a"),
        ("positions", ".stand h2 a"),
        ("people", "td.c-name a"),
    )
    for sheet, link in wanted:
        page.goto(f"/dialogues/{KEY}/{sheet}")
        found.append(str(page.locator(link).first.get_attribute("href")))
    texts = documents(page)
    first, second = (path.rpartition("/")[2] for path in texts.values())
    return [*found, *texts.values(), f"/compare?first={first}&second={second}"]


def test_what_was_read_is_shown_without_script_by_pointing_and_by_keyboard(
    opened: Callable[..., Page],
) -> None:
    page = opened("/documents", java_script_enabled=False)
    page.goto(documents(page)["long"])
    place = page.locator(".m").nth(3)
    card = place.locator(".card")
    expect(card).to_be_hidden()
    place.locator(".claim").hover()
    expect(card).to_be_visible()
    page.mouse.move(0, 0)
    expect(card).to_be_hidden()
    place.locator(".claim").focus()
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/*")


def test_a_place_far_down_a_long_transcript_is_landed_on(opened: Callable[..., Page]) -> None:
    page = opened("/documents")
    long = documents(page)["long"]
    page.goto(long)
    last = page.locator(".claims .cite").last
    last.click()
    cited = page.locator("#cited")
    expect_in_view(cited)
    assert re.search(r"\?at=\d{5,}-\d+#cited$", page.url)


def test_no_page_shuts_anybody_out(opened: Callable[..., Page]) -> None:
    page = opened("/", bypass_csp=True)
    pages, long = every_page(page), documents(page)["long"]
    found = {}
    for path in pages:
        page.goto(path)
        # Thousands of marks of the same few colours, which shorter documents have too.
        if told := faults(page, also_dark=path != long):
            found[path] = told
    assert found == {}


def test_no_page_scrolls_sideways_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened("/", viewport={"width": 360, "height": 740})
    for path in every_page(page):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_urdu_is_read_from_the_right(opened: Callable[..., Page]) -> None:
    page = opened("/documents")
    page.goto(documents(page)["urdu"])
    direction = page.locator(".text").evaluate("e => getComputedStyle(e).direction")
    assert direction == "rtl"


def test_the_longest_page_does_not_keep_the_server_busy(made: Path, tmp_path: Path) -> None:
    copy = shutil.copy(made, tmp_path / "talks.db")
    client = TestClient(create_app(Settings(str(copy))), base_url="http://localhost")
    rows = client.get("/documents.json").json()
    longest = max(rows, key=lambda row: row["claims"])
    taken = []
    for _ in range(4):
        start = time.process_time()
        answer = client.get(f"/documents/{longest['document']}")
        taken.append(time.process_time() - start)
    assert len(re.sub(r'<span class="card">.*?</a></span>', "", answer.text).split()) > LONG
    assert min(taken) < MOST_SECONDS * slowness()
