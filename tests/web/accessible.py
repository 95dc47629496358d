"""What axe-core finds that shuts somebody out of a page, in the colours of day and of night."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: The only rule whose answer depends on colours.
_OF_COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


def faults(page: Page, *, also_dark: bool = True) -> list[str]:
    """What is serious or critical on a page as it is shown: every rule, and that of colours in dark too."""
    page.emulate_media(color_scheme="light")
    found = _serious(page, None)
    if also_dark:
        page.emulate_media(color_scheme="dark")
        found += [f"in dark: {fault}" for fault in _serious(page, _OF_COLOURS)]
        page.emulate_media(color_scheme="light")
    return found


def _serious(page: Page, options: dict[str, list[str]] | None) -> list[str]:
    found = (Axe().run(page, options=options) if options else Axe().run(page)).response["violations"]
    return [
        f"{one['id']} at {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
