"""``make screenshots``: every page over the fictional example and over records at their ends, with and without
accounts, at two widths, light and dark and as printed, and the guide's pictures.

Shows only; whether the pages are right is the tests' business. The pages go to ``.screenshots/``, which is not
kept; the guide's pictures to ``docs/pictures/``.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.web.door import PASSWORD, house
from tests.web.extremes import make_extremes
from tests.web.serving import served
from tracktwo.model.levels import Clearance
from tracktwo.web import interim
from tracktwo.web.viewer import Role

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "ilvar-dialogue"
PLACE = ROOT / ".screenshots"
PICTURES = ROOT / "docs" / "pictures"
WIDTHS = (1280, 390)
#: Width and height of the guide's pictures, in pixels, and how many bytes each may take.
PICTURE, MOST_BYTES = (1280, 820), 150_000
#: The pages that the guide shows.
SHOWN = ("home", "dialogue", "document", "round", "positions", "promise", "compare", "review")
#: The pages of the other records, and which of them.
LISTS = ("dialogues", "rounds", "people", "statements", "engagements", "commitments", "documents")
EMPTY = ("/", "/people", "/statements", "/documents", "/dialogues", "/compare", "/review", "/search?q=none")


def main() -> None:
    """Make the records, take the pictures, and say where they are."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir()
    os.environ["TRACKTWO_LEXICON"] = str(EXAMPLE / "lexicon")
    # Whole pages, and not what is told until they are made.
    interim.PATIENCE = 600.0
    record = Path(sys.argv[1]) if len(sys.argv) > 1 else make_record()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        with served(record) as address:
            pages = find_pages(browser.new_page(base_url=address))
            take_all(browser, address, pages, PLACE)
            if len(sys.argv) == 1:
                take_for_guide(browser, address, pages)
        take_accounts(browser, record)
        if len(sys.argv) == 1:
            take_extremes(browser)
        browser.close()
    print(f"{len(list(PLACE.rglob('*.png')))} pictures are in {PLACE.relative_to(ROOT)}")


def take_accounts(browser: Browser, record: Path) -> None:
    """The pages that there are with accounts only, and what a reader sees of a page with confidential entries."""
    copy, accounts = PLACE / "levelled.db", PLACE / "accounts.db"
    shutil.copy(record, copy)
    server = house(copy, accounts)
    for name, role, clearance in (
        ("Mara Vance", Role.ADMINISTRATOR, Clearance.EVERYTHING),
        ("ثریا خانزادہ", Role.CONVENOR, Clearance.CHATHAM),
        ("Tomas Ilk", Role.READER, Clearance.PUBLIC),
    ):
        server.account(name, role, clearance)
    place = PLACE / "accounts"
    place.mkdir()
    with served(copy, accounts) as address:
        take_all(browser, address, {"login": "/login"}, place)
        keeper, keeps = log_in(browser, address, "Mara Vance")
        document, other = (row["document"] for row in keeper.request.get("/documents.json?limit=2").json())
        set_level(keeper, document, "chatham")
        set_level(keeper, other, "off-record")
        keeper.goto("/account")
        keeper.get_by_label("What for").fill("nightly export")
        keeper.get_by_role("button", name="Make a token").click()
        keeper.locator(".shown-once").wait_for()
        keeper.screenshot(path=place / "token-1280-light.png")
        pages = {
            "accounts": "/accounts",
            "account": "/account",
            "audit": "/audit",
            "audit-narrow": "/audit?act=level",
            "levels": "/settings/levels",
            "confidential": f"/documents/{document}",
            "api": "/api",
        }
        take_all(browser, address, pages, place, keeps)
        _, reads = log_in(browser, address, "Tomas Ilk")
        pages = {"home": "/", "withheld": f"/documents/{document}", "refused": "/review", "own": "/account"}
        take_all(browser, address, {f"reader-{name}": path for name, path in pages.items()}, place, reads)


def log_in(browser: Browser, address: str, name: str) -> tuple[Page, StorageState]:
    """A page in which an account is logged in, and the cookies that let others be."""
    page = browser.new_context(base_url=address, viewport={"width": WIDTHS[0], "height": 1400}).new_page()
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.get_by_role("navigation", name="Record").wait_for()
    return page, page.context.storage_state()


def set_level(page: Page, document: str, level: str) -> None:
    """Say how confidential a document is, as a convenor does."""
    page.goto("/settings/levels")
    page.get_by_label("Document, round or entry").fill(document)
    page.get_by_role("combobox", name="Level").first.select_option(level)
    page.get_by_role("button", name="Show what it would withhold").click()
    page.get_by_role("button", name=f"Set to {level}").click()
    page.locator(".done").wait_for()


def take_extremes(browser: Browser) -> None:
    """The pages of records at their ends."""
    for name, record in make_extremes(PLACE / "records").items():
        with served(record) as address:
            if name == "large":
                pages = dict(find_pages(browser.new_page(base_url=address), "border"))
                pages |= extreme_documents(browser.new_page(base_url=address))
                pages["list-deep"] = "/statements?party=IND"
            else:
                pages = {re.sub(r"\W+", "-", path).strip("-") or "home": path for path in EMPTY}
            place = PLACE / name
            place.mkdir()
            take_all(browser, address, pages, place)


def extreme_documents(page: Page) -> Mapping[str, str]:
    """The longest document, and the one that is not in English."""
    rows = page.request.get("/documents.json?limit=1000").json()
    longest = max(rows, key=lambda row: row["claims"])
    return {
        "transcript": f"/documents/{longest['document']}",
        **{
            f"language-{row['language']}": f"/documents/{row['document']}"
            for row in rows
            if row["language"] != "en"
        },
    }


def make_record() -> Path:
    """A record of the fictional example."""
    record = PLACE / "ilvar.db"
    environment = {**os.environ, "TRACKTWO_LEXICON": str(EXAMPLE / "lexicon")}
    command = [Path(sys.executable).with_name("tracktwo"), "add", "--record", record]
    documents = EXAMPLE / "documents"
    for given in ([documents / "19-visit.txt", "--published", "2023-04-19"], [documents]):
        subprocess.run([*command, *given], check=True, env=environment, stdout=subprocess.DEVNULL)
    return record


def find_pages(page: Page, sought: str = "crossing") -> Mapping[str, str]:
    """One page of each kind, found as a reader finds them; ``sought`` is a word to search for."""

    def first(path: str, wanted: str) -> str:
        page.goto(path)
        return page.locator(wanted).first.get_attribute("href") or ""

    def fullest(path: str, wanted: str, told: str) -> str:
        """Of the pages that links lead to, the one with most in it."""
        page.goto(path)
        found = {}
        for address in [str(a.get_attribute("href")) for a in page.locator(wanted).all()][:30]:
            page.goto(address)
            found[address] = page.locator(told).count()
        return max(found, key=lambda address: found[address])

    dialogue = first("/dialogues", ".c-key a")
    cited = first(f"{dialogue}/positions", ".cite")
    page.goto("/documents")
    one, other = alike(page)
    ledgers = (
        "rounds",
        "timeline",
        "positions",
        "convergence",
        "promises",
        "continuity",
        "people",
        "speakers",
        "sources",
        "download",
    )
    return {
        "home": "/",
        "dialogue": dialogue,
        **{name: f"{dialogue}/{name}" for name in ledgers},
        "round": fullest(f"{dialogue}/rounds", ".c-round a", ".c-citation a"),
        "issue": fullest(f"{dialogue}/issues", ".issues a", ".timesides .sentence"),
        "promise": fullest(f"{dialogue}/promises", ".c-what a", "blockquote"),
        "person": first("/people", "td.c-name a"),
        "document": cited,
        "entry": first("/statements", ".c-content a"),
        "compare": f"/compare?first={one}&second={other}",
        "compare-none": "/compare",
        "search": f"/search?q={sought}",
        "search-none": "/search?q=nowhere",
        "review": "/review",
        "review-people": "/review/people",
        "same": same_people(page),
        "who": f"{first('/people', 'td.c-name a')}/who",
        "judgements": "/judgements",
        "conflicts": "/judgements/conflicts",
        "exchange": "/judgements/exchange",
        "add": "/add",
        "hand-out": "/hand-out",
        "api": "/api",
        "settings": "/settings",
        "settings-levels": "/settings/levels",
        "settings-preview": f"/settings/levels/preview?what={one}&level=chatham",
        "settings-lexicon": "/settings/lexicon",
        "settings-movements": "/settings/lexicon/movements",
        "settings-issues": "/settings/issues",
        **{f"list-{name}": f"/{name}" for name in LISTS},
        "nothing": "/nothing-here",
    }


def same_people(page: Page) -> str:
    """The page on which two people are held against each other."""
    page.goto("/people")
    one, other = (str(a.get_attribute("href")) for a in page.locator("td.c-name a").all()[:2])
    return f"/review/same?one={one.rpartition('/')[2]}&other={other.rpartition('/')[2]}"


def alike(page: Page) -> tuple[str, str]:
    """Two documents to compare: readouts of one meeting where there are two, else any."""
    rows = page.request.get("/documents.json?limit=200").json()
    read = [row for row in rows if row["state"] == "read"] or rows
    told = [row for row in read if row["kind"] == "readout"][-2:]
    one, other = told if len(told) == 2 else (*read, *read)[:2]
    return one["document"], other["document"]


def take_all(
    browser: Browser,
    address: str,
    pages: Mapping[str, str],
    place: Path,
    cookies: StorageState | None = None,
) -> None:
    """Every page at every width, light and dark, and as printed; the first screens of it."""
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": 1400},
                color_scheme="light" if scheme == "light" else "dark",
                storage_state=cookies,
            )
            page = context.new_page()
            for name, path in pages.items():
                page.goto(path)
                page.screenshot(path=place / f"{name}-{width}-{scheme}.png")
            context.close()
    printed = browser.new_context(
        base_url=address, viewport={"width": 794, "height": 1123}, storage_state=cookies
    ).new_page()
    printed.emulate_media(media="print")
    for name, path in pages.items():
        printed.goto(path)
        printed.screenshot(path=place / f"{name}-print.png")


def take_for_guide(browser: Browser, address: str, pages: Mapping[str, str]) -> None:
    """The guide's pictures, small."""
    PICTURES.mkdir(exist_ok=True)
    context = browser.new_context(
        base_url=address,
        viewport={"width": PICTURE[0], "height": PICTURE[1]},
        color_scheme="light",
    )
    page = context.new_page()
    for name in SHOWN:
        page.goto(pages[name])
        while page.get_by_text("being worked out").count():
            page.wait_for_timeout(500)
            page.reload()
        picture = Image.open(io.BytesIO(page.screenshot()))
        # Pages have few colours; with 64 of them no difference is seen, and a picture takes a third of the room.
        small = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
        target = PICTURES / f"{name}.png"
        small.save(target, optimize=True)
        if target.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{target.relative_to(ROOT)} is larger than {MOST_BYTES} bytes")


if __name__ == "__main__":
    main()
