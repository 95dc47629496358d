"""The app as an officer uses it, in Debian's Chromium: read, judge, take back; by keyboard, on a phone, without script."""

import dataclasses
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.standins import PLAIN, extract_lines, write_reports
from tests.web.serving import served
from tracktwo.model import Act, Document, Extraction, Stance, StanceValue
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record

#: Where no Chromium is installed these tests are left out, unless this says ``required``.
SWITCH = "TRACKTWO_TEST_BROWSER"
#: What a page may take under the load of a whole test run, in milliseconds.
PATIENCE = 30_000

REPORT = (
    "Report on the harbour talks in the capital of the republic.\n\n"
    "Mira Vance (RUR): the harbour pilots on the border should speak one language by the autumn, she said.\n\n"
    "Round 4 of the Bridge Talks between ELB and RUR on 2014-06-05\n"
)
SAID = "the harbour pilots on the border should speak one language by the autumn"


def extract_sides(document: Document, doc: object, made_by: str) -> Extraction:
    """As the stand-in does, and one side is against what the other is for: so that a brief tells both."""
    found = extract_lines(document, doc, made_by)
    return dataclasses.replace(
        found,
        statements=tuple(
            dataclasses.replace(s, act=Act.SUPPORT, issues=("harbour pilots", *s.issues))
            for s in found.statements
        ),
        stances=tuple(
            Stance(
                party="ELB",
                issue="harbour pilots",
                stance=StanceValue.AGAINST,
                evidence=s.content,
                confidence=0.9,
            )
            for s in found.statements
            if s.party == "ELB"
        ),
    )


SIDES = dataclasses.replace(PLAIN, extract=extract_sides)

PAGES = (
    "/",
    "/add",
    "/compare",
    "/search?q=border",
    "/review",
    "/dialogues",
    "/rounds",
    "/people",
    "/statements",
    "/engagements",
    "/commitments",
    "/documents",
    "/nothing-here",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get(SWITCH) == "required":
            pytest.fail(f"{SWITCH}=required, but no chromium is installed")
        pytest.skip("no chromium is installed; Debian has it as the package chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of three reports, made once."""
    folder = tmp_path_factory.mktemp("made")
    with Record.open(folder / "talks.db", create=True) as record:
        list(add_sources(record, [str(write_reports(folder / "reports"))], Options(), SIDES))
    return folder / "talks.db"


@pytest.fixture
def address(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server over a copy of the record."""
    monkeypatch.setattr("tracktwo.pipeline.TOOLS", SIDES)
    with served(Path(shutil.copy(made, tmp_path / "talks.db"))) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page at a path, in a browser with the given ways."""
    contexts: list[BrowserContext] = []

    def visit(path: str, **ways: object) -> Page:
        context = browser.new_context(base_url=address, **ways)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    expect.set_options(timeout=PATIENCE)
    yield visit
    for context in contexts:
        context.close()


def in_view(place: Locator) -> bool:
    """Whether a place is where the reader looks, without scrolling."""
    return bool(
        place.evaluate(
            "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
        )
    )


def row(page: Page, words: str) -> Locator:
    return page.get_by_role("row").filter(has_text=words)


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Record").get_by_role("link", name=name).click()


def brief(page: Page) -> str:
    """The brief of the one dialogue there is."""
    go(page, "Dialogues")
    page.get_by_role("cell").get_by_role("link", name="ELB-RUR-I").click()
    expect(page.get_by_role("heading", name="Evidence")).to_be_visible()
    return page.locator("main").inner_text()


def test_a_report_is_added_read_judged_and_the_judgement_taken_back(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    report = tmp_path / "harbour.txt"
    # As many lines before what is said that the highlight lies below the first screen.
    report.write_text("Report on the harbour.\n" + "The tide was low.\n" * 200 + REPORT, encoding="utf-8")
    page = opened("/")
    go(page, "Add")
    page.get_by_label("Files").set_input_files(report)
    page.get_by_role("main").get_by_role("button", name="Add").click()
    expect(page.locator(".told")).to_contain_text(re.compile(r"harbour\.txt: new, \d+ entries"))

    go(page, "Statements")
    row(page, SAID).locator(".c-citation a").click()
    cited = page.locator("#cited")
    expect(cited).to_contain_text(SAID)
    assert in_view(cited)
    assert SAID in brief(page)

    page.go_back()
    page.go_back()
    expect(cited).to_be_visible()
    page.get_by_label("What was read from it").get_by_role("link", name=SAID).click()
    page.get_by_label("Why").first.fill("she was not there")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".verdict")).to_have_text("rejected")
    entry = page.url
    go(page, "Statements")
    expect(row(page, "border crossing").first).to_be_visible()
    expect(row(page, SAID)).to_have_count(0)
    assert SAID not in brief(page)

    page.goto(entry)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".verdict")).to_have_count(0)
    go(page, "Statements")
    expect(row(page, SAID)).to_have_count(1)


def test_two_documents_are_compared(opened: Callable[..., Page]) -> None:
    page = opened("/compare")
    page.get_by_label("First").select_option(index=1)
    page.get_by_label("Second").select_option(index=2)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("table")).to_contain_text("border")
    expect(page.get_by_label("Second")).to_have_value(re.compile(r"[0-9a-f]{8}"))


def test_everything_is_reached_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    assert in_view(page.locator(":focus"))
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()

    page.goto("/")
    tab_to(page, "#q")
    page.keyboard.type("quota")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=quota")
    tab_to(page, ".hits a")
    page.keyboard.press("Enter")
    expect(page.locator("#cited")).to_have_text("quota")

    page.goto("/review")
    asked = page.locator(".queue form").first.get_attribute("action") or ""
    tab_to(page, ".queue button[value=accept]")
    page.keyboard.press("Enter")
    expect(page.locator(f'.queue form[action="{asked}"]')).to_have_count(0)
    expect(page.get_by_role("heading", name="Review")).to_be_visible()


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} is not among the first {most} places that Tab goes to")


def inner_pages(page: Page) -> list[str]:
    """One document, entry and dialogue with its ledgers, found as a reader finds them."""
    page.goto("/statements")
    document = page.locator(".c-citation a").first.get_attribute("href") or ""
    page.goto(document)
    entry = page.locator(".claims a").first.get_attribute("href") or ""
    page.goto("/dialogues")
    dialogue = page.locator(".c-key a").first.get_attribute("href") or ""
    page.goto(dialogue)
    tabs = [link.get_attribute("href") or "" for link in page.locator(".tabs a").all()]
    page.goto(f"{dialogue}/rounds")
    one_round = page.locator(".c-round a").first.get_attribute("href") or ""
    page.goto(f"{dialogue}/issues")
    issue = page.locator(".issues a").first.get_attribute("href") or ""
    page.goto("/people")
    person = page.locator(".c-name a").first.get_attribute("href") or ""
    return [document, entry, *tabs, one_round, f"{dialogue}/issues", issue, person]


def test_no_page_scrolls_sideways_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened("/", viewport={"width": 360, "height": 740})
    for path in (*PAGES, *inner_pages(page)):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_whole_way_is_there_without_script(opened: Callable[..., Page]) -> None:
    page = opened("/", java_script_enabled=False)
    for path in inner_pages(page):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/review")
    asked = page.locator(".queue form").first.get_attribute("action") or ""
    page.get_by_role("button", name="Reject").first.click()
    expect(page.locator(f'.queue form[action="{asked}"]')).to_have_count(0)
    expect(page.get_by_role("heading", name="Review")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(opened: Callable[..., Page], scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # The pages' own policy lets nothing be put into them, the checker neither.
    page = opened("/", color_scheme=scheme, bypass_csp=True)
    found = []
    for path in (*PAGES, *inner_pages(page)):
        page.goto(path)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append((path, violation["id"], [node["html"] for node in violation["nodes"][:3]]))
    assert found == []
