"""The whole pipeline held to the expected entries of the examples.

A strong entry that is missed fails. Medium and weak ones are counted, and the count may not fall below the floor
that stands in their file; ``python -m tests.examples`` prints them all and, with ``--pin``, raises the floors.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.examples.expectations import Page, is_met, load_pages
from tests.examples.reading import printed_for

# The first test reads all documents of the examples, under a minute on a free core.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PAGES = load_pages()
each_page = pytest.mark.parametrize("page", PAGES, ids=[f"{p.example}/{p.path.stem}" for p in PAGES])


@each_page
@pytest.mark.usefixtures("reader")
def test_strong_expectations_are_met(page: Page):
    printed = printed_for(page)
    missed = [str(e) for e in page.expectations if e.quality == "strong" and not is_met(e, printed)]
    assert not missed, "\n".join([f"{page.example}/{page.document.name}", *missed])


@each_page
@pytest.mark.usefixtures("reader")
def test_the_others_do_not_fall_below_their_floor(page: Page):
    printed = printed_for(page)
    met: Counter[Any] = Counter(e.quality for e in page.expectations if is_met(e, printed))
    fallen = {quality: (met[quality], floor) for quality, floor in page.floor.items() if met[quality] < floor}
    assert not fallen, f"{page.document.name}: met and floor by quality: {fallen}"
