"""Deriving stays fast enough for folders of thousands: measured in processor time, with room to spare."""

from __future__ import annotations

import time

from tests.slowness import slowness
from tests.source.making import PAGE
from tracktwo.source import MediaType, RawSource, derive


def test_a_hundred_pages_take_seconds() -> None:
    paragraph = "<p>Officials from both sides are to settle the agenda by June, the ministry said. {}</p>"
    pages = [
        PAGE.replace("<p>No.</p>", "".join(paragraph.format(f"{n}-{k}") for k in range(10))).encode()
        for n in range(100)
    ]
    derive(RawSource(pages[0], media_type=MediaType.HTML))  # libraries and lexicons are loaded once
    begun = time.process_time()
    for page in pages:
        derive(RawSource(page, media_type=MediaType.HTML))
    spent = time.process_time() - begun
    assert spent < 10 * slowness(), (
        f"{spent:.1f} s for 100 pages; 499 readouts of 2 to 35 KB took 4 s when this was written"
    )
