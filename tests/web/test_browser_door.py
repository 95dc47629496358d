"""Logging in and the pages of accounts in Debian's Chromium: by keyboard, on a phone, readable by everybody."""

# A fixture of another module is a parameter here.
# ruff: noqa: F811
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.accessible import faults
from tests.web.door import PASSWORD, house
from tests.web.serving import served
from tests.web.test_browser import PATIENCE, browser  # noqa: F401 - a fixture
from tracktwo.model.levels import Clearance
from tracktwo.web.viewer import Role

pytestmark = pytest.mark.timeout(1800)

PATHS = ("/account", "/accounts", "/audit")


@pytest.fixture
def address(record_path: Path, tmp_path: Path, quick_passwords: None) -> Iterator[str]:
    """A server with an administrator and a reader whose name is written from right to left."""
    made = house(record_path, tmp_path / "accounts.db")
    made.account("Mara", Role.ADMINISTRATOR, Clearance.EVERYTHING)
    made.account("ثریا خانزادہ")
    with served(record_path, tmp_path / "accounts.db") as address:
        yield address


def begin(browser: Browser, address: str, **ways: object) -> Page:
    """The login, to which an address inside has led."""
    page = browser.new_context(base_url=address, **ways).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.goto("/statements?party=ELB")
    return page


def test_somebody_logs_in_by_keyboard_works_without_script_and_logs_out(
    browser: Browser,
    address: str,
) -> None:
    page = begin(browser, address, java_script_enabled=False)
    # The browser sets the focus with the first frame it draws, which may come after the page has loaded.
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Mara")
    page.keyboard.press("Tab")
    page.keyboard.type("not this one at all")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("That name and password do not go together.")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/statements?party=ELB")
    page.goto("/account")
    page.get_by_label("What for").fill("nightly")
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator(".shown-once code").first).to_contain_text("tracktwo_")
    page.goto("/accounts")
    page.get_by_role("combobox", name="Role").first.select_option("editor")
    page.get_by_role("button", name="Change ثریا خانزادہ").click()
    expect(page.locator(".accounts")).to_contain_text("editor, cleared for public")
    page.goto("/audit?act=account")
    expect(page.locator(".log")).to_contain_text("has the role of editor, not of reader")
    page.locator(".out").get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
    page.go_back()
    # What the browser shows again is asked for again.
    page.reload()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_accounts_shuts_anybody_out(browser: Browser, address: str, width: int) -> None:
    page = begin(browser, address, viewport={"width": width, "height": 800})
    assert faults(page) == []
    page.get_by_label("Name").fill("Mara")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.wait_for_url("**/statements?party=ELB")
    for path in PATHS:
        page.goto(path)
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
