"""``make screenshots``: every page over the fictional example and over records at their ends, at two widths, light
and dark and as printed, and the guide's pictures.

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
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.extremes import make_extremes
from tests.web.serving import served

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
EMPTY = ("/", "/people", "/statements", "/documents", "/dialogues", "/compare", "/review", "/search?q=none")


def main() -> None:
    """Make the records, take the pictures, and say where they are."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir()
    os.environ["TRACKTWO_LEXICON"] = str(EXAMPLE / "lexicon")
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
        if len(sys.argv) == 1:
            take_extremes(browser)
        browser.close()
    print(f"{len(list(PLACE.rglob('*.png')))} pictures are in {PLACE.relative_to(ROOT)}")


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
        "search": f"/search?q={sought}",
        "review": "/review",
        "add": "/add",
        **{f"list-{name}": f"/{name}" for name in ("people", "statements", "commitments", "documents")},
        "nothing": "/nothing-here",
    }


def alike(page: Page) -> tuple[str, str]:
    """Two documents to compare: readouts of one meeting where there are two, else any."""
    rows = page.request.get("/documents.json?limit=200").json()
    read = [row for row in rows if row["state"] == "read"] or rows
    told = [row for row in read if row["kind"] == "readout"][-2:]
    one, other = told if len(told) == 2 else (*read, *read)[:2]
    return one["document"], other["document"]


def take_all(browser: Browser, address: str, pages: Mapping[str, str], place: Path) -> None:
    """Every page at every width, light and dark, and as printed; the first screens of it."""
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": 1400},
                color_scheme="light" if scheme == "light" else "dark",
            )
            page = context.new_page()
            for name, path in pages.items():
                page.goto(path)
                page.screenshot(path=place / f"{name}-{width}-{scheme}.png")
            context.close()
    printed = browser.new_context(base_url=address, viewport={"width": 794, "height": 1123}).new_page()
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
