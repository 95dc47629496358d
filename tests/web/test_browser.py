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
from tests.web.accessible import faults
from tests.web.door import PASSWORD, house
from tests.web.serving import served
from tracktwo.model import Act, Document, Extraction, Stance, StanceValue
from tracktwo.model.levels import Clearance
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record
from tracktwo.web.viewer import Role

#: A browser on a slow machine that is busy needs minutes for what takes seconds.
pytestmark = pytest.mark.timeout(1800)

#: Where no Chromium is installed these tests are left out, unless this says ``required``.
SWITCH = "TRACKTWO_TEST_BROWSER"
#: What a page may take, in milliseconds, on a slow machine that is busy with other tests; only a failure waits so long.
PATIENCE = 120_000

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
    "/search?q=border&party=RUR",
    "/review",
    "/review/people",
    "/judgements",
    "/judgements/conflicts",
    "/judgements/exchange",
    "/hand-out",
    "/settings",
    "/settings/levels",
    "/settings/lexicon",
    "/settings/lexicon/movements",
    "/settings/issues",
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


def expect_in_view(place: Locator) -> None:
    """A place is where the reader looks, without scrolling; a browser goes there some time after it has the page."""
    expect(place).to_be_in_viewport(ratio=1)


def expect_keys(page: Page) -> None:
    """The page listens for single keys: a browser runs what listens some time after it shows the page."""
    expect(page.get_by_text("Keys are on")).to_be_visible()


def row(page: Page, words: str) -> Locator:
    return page.get_by_role("row").filter(has_text=words)


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Record").get_by_role("link", name=name).click()


def brief(page: Page) -> str:
    """The brief of the one dialogue there is."""
    go(page, "Dialogues")
    page.get_by_role("cell").get_by_role("link", name="ELB-RUR-I").click()
    expect(page.get_by_role("heading", name="Evidence")).to_be_visible()
    page.wait_for_load_state()
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
    expect(page.get_by_role("status")).to_contain_text("All 1 done")

    go(page, "Statements")
    row(page, SAID).locator(".c-citation a").click()
    cited = page.locator("#cited")
    expect(cited).to_contain_text(SAID)
    expect_in_view(cited)
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
    assert SAID in brief(page)


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
    expect_in_view(page.locator(":focus"))
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
    expect(page.locator(".done")).to_contain_text("Accepted")
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
    people = [a.get_attribute("href") or "" for a in page.locator("td.c-name a").all()[:2]]
    one, other = (address.rpartition("/")[2] for address in people)
    both = f"/review/same?one={one}&other={other}"
    preview = f"/settings/levels/preview?what={document.rpartition('/')[2].partition('?')[0]}&level=chatham"
    own = [f"{people[0]}/who", both, preview]
    return [document, entry, *tabs, one_round, f"{dialogue}/issues", issue, people[0], *own]


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
    expect(page.locator(".done")).to_contain_text("Rejected")
    expect(page.locator(f'.queue form[action="{asked}"]')).to_have_count(0)
    expect(page.get_by_role("heading", name="Review")).to_be_visible()


def test_no_page_shuts_anybody_out(opened: Callable[..., Page]) -> None:
    page = opened("/", bypass_csp=True)
    found = {}
    for path in (*PAGES, *inner_pages(page)):
        page.goto(path)
        if told := faults(page):
            found[path] = told
    assert found == {}


def test_the_queue_is_gone_through_with_single_keys(opened: Callable[..., Page]) -> None:
    page = opened("/review")
    expect_keys(page)
    current = page.locator(".queue > li.current .says")
    first, second = (page.locator(".queue .says").nth(n).inner_text() for n in range(2))
    expect(current).to_have_text(first)
    page.keyboard.press("j")
    expect(current).to_have_text(second)
    page.keyboard.press("k")
    page.keyboard.press("r")
    expect(page.locator(".done")).to_contain_text("Rejected")
    expect(page.locator(".queue .says").first).to_have_text(second)
    expect_keys(page)
    page.keyboard.press("u")
    expect(page.locator(".done")).to_contain_text("Taken back")
    expect(page.locator(".queue .says").first).to_have_text(first)
    expect_keys(page)

    page.keyboard.press("c")
    page.wait_for_url("**/entries/**")
    expect_keys(page)
    page.keyboard.press("c")
    expect(page.locator(".fields input:visible").first).to_be_focused()
    # In a field a key is a letter.
    page.keyboard.type("ar")
    expect(page.locator(".fields input:visible").first).to_have_value(re.compile("ar"))
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Back", exact=True).click()
    page.wait_for_url("**/review*")
    expect_keys(page)

    page.get_by_text("Keys are on").click()
    expect(page.get_by_text("Keys are off")).to_be_visible()
    page.keyboard.press("a")
    page.reload()
    expect(page.get_by_text("Keys are off")).to_be_visible()
    expect(page.locator(".queue .says").first).to_have_text(first)


def test_a_search_is_narrowed_down_and_leads_to_its_highlight(opened: Callable[..., Page]) -> None:
    page = opened("/search?q=border")
    facet = page.locator(".facets section").filter(has_text="Side").locator("li").first
    count = int(facet.locator(".count").inner_text())
    facet.get_by_role("link").click()
    expect(page.locator(".chips a")).to_have_count(1)
    page.wait_for_load_state()
    found = {a.get_attribute("href") for a in page.locator(".hits .where a[href^='/entries/']").all()}
    assert len(found) == count
    page.locator(".hits .snippet a").first.click()
    cited = page.locator("#cited")
    expect(cited).to_contain_text("border")
    expect_in_view(cited)
    page.go_back()
    expect(page.locator(".chips a")).to_have_count(1)
    page.locator(".chips a").click()
    expect(page.locator(".chips")).to_have_count(0)


def test_two_people_are_merged_and_come_apart_again(opened: Callable[..., Page]) -> None:
    page = opened("/people")
    names = page.locator("td.c-name a")
    before = names.count()
    one, other = ((names.nth(n).get_attribute("href") or "").rpartition("/")[2] for n in range(2))
    page.goto(f"/review/same?one={one}&other={other}")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    expect_keys(page)
    page.keyboard.press("s")
    expect(page.locator(".done")).to_contain_text("Said to be the same people")
    go(page, "People")
    expect(names).to_have_count(before - 1)
    page.go_back()
    page.get_by_role("button", name="Undo").click()
    go(page, "People")
    expect(names).to_have_count(before)


def test_without_script_the_page_tells_by_itself_when_all_is_read(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"{REPORT}Of part {name}.\n", encoding="utf-8")
    page = opened("/add", java_script_enabled=False)
    page.get_by_label("Files").set_input_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    page.get_by_role("main").get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_contain_text("All 2 done")
    page.get_by_role("link", name="one.txt").click()
    expect(page.locator(".text")).to_contain_text("Of part one.")


def test_files_are_dropped_on_the_page(opened: Callable[..., Page]) -> None:
    page = opened("/add")
    dropped = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["Mira Vance (RUR): the border is quiet."], "dropped.txt", {type: "text/plain"}));
            return data;
        }"""
    )
    page.dispatch_event("main", "drop", {"dataTransfer": dropped})
    page.get_by_role("main").get_by_role("button", name="Add").click()
    expect(page.locator(".told")).to_contain_text("dropped.txt: new")


def test_the_whole_record_is_handed_out(opened: Callable[..., Page]) -> None:
    page = opened("/hand-out")
    page.get_by_role("button", name="Make the export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Download")).click()
    assert download.value.suggested_filename.startswith("record-")


def test_a_reader_does_not_find_a_confidential_delegate(
    browser: Browser, made: Path, tmp_path: Path, quick_passwords: None
) -> None:
    record, accounts = Path(shutil.copy(made, tmp_path / "talks.db")), tmp_path / "accounts.db"
    name, minutes = "Quill Tarnow", tmp_path / "minutes.txt"
    minutes.write_text(f"Minutes.\n{name} (ELB): the border should stay shut until June.\n", encoding="utf-8")
    with Record.open(record) as opened:
        list(add_sources(opened, [str(minutes)], Options(), SIDES))
    server = house(record, accounts)
    server.account("Cora", Role.CONVENOR, Clearance.EVERYTHING)
    server.account("Rolf", Role.READER, Clearance.PUBLIC)
    expect.set_options(timeout=PATIENCE)
    with served(record, accounts) as address:

        def log_in(name: str) -> Page:
            page = browser.new_context(base_url=address).new_page()
            page.set_default_timeout(PATIENCE)
            page.goto("/")
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("main").get_by_role("button", name="Log in").click()
            expect(page.get_by_role("navigation", name="Record")).to_be_visible()
            return page

        convenor = log_in("Cora")
        convenor.goto(f"/statements?person={name}")
        document = convenor.locator("tbody tr .c-citation a").first.get_attribute("href") or ""
        convenor.goto("/settings/levels")
        convenor.get_by_label("Document, round or entry").fill(document.rpartition("/")[2].partition("?")[0])
        convenor.get_by_role("combobox", name="Level").first.select_option("chatham")
        convenor.get_by_role("button", name="Show what it would withhold").click()
        expect(convenor.get_by_role("heading", name="For a reader cleared for public")).to_be_visible()
        convenor.get_by_role("button", name="Set to chatham").click()
        expect(convenor.locator(".done")).to_contain_text("Given a level: chatham")
        convenor.goto(f"/search?q={name}")
        expect(convenor.locator(".hits")).to_contain_text(name)

        reader = log_in("Rolf")
        for path in (
            f"/search?q={name}",
            f"/people?person={name}",
            "/people",
            "/statements",
            "/dialogues",
            document,
        ):
            reader.goto(path)
            assert name not in reader.locator("main").inner_text().replace(f"{name}: search", ""), path
        reader.goto(f"/statements.json?person={name}")
        assert name not in reader.locator("body").inner_text()
        for path in ("/review", "/settings/levels", "/judgements", "/add", "/settings"):
            reader.goto(path)
            expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile("did not work|Not found"))
