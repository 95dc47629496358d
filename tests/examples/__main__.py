"""Prints how far the pipeline meets the examples' expected entries: ``python -m tests.examples [--pin] [WORDS]``.

WORDS keeps the pages whose path contains them. ``--pin`` writes today's counts of medium and weak entries that
are met as the floors, where they are higher; it never lowers one.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from tests.examples.expectations import QUALITIES, Page, is_met, load_pages
from tests.examples.reading import printed_for


def main(arguments: list[str]) -> None:
    """Print misses by page and counts by quality and claim."""
    pin = "--pin" in arguments
    words = [a for a in arguments if not a.startswith("--")]
    of: Counter[tuple[str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    for page in load_pages():
        if not all(w in str(page.path) for w in words):
            continue
        printed = printed_for(page)
        missed = [e for e in page.expectations if not is_met(e, printed)]
        for expectation in page.expectations:
            key = (expectation.quality, expectation.claim)
            of[key] += 1
            met[key] += expectation not in missed
        if missed:
            print(f"\n{page.example}/{page.path.stem}")
            print(*(f"  {e}" for e in missed), sep="\n")
        if pin:
            _pin(page, Counter(e.quality for e in page.expectations if e not in missed))
    print()
    for quality in QUALITIES:
        claims = sorted({c for q, c in of if q == quality})
        parts = ", ".join(f"{c} {met[quality, c]}/{of[quality, c]}" for c in claims)
        all_met, all_of = (sum(n[quality, c] for c in claims) for n in (met, of))
        print(f"{quality}: {all_met} of {all_of} met ({parts})")


def _pin(page: Page, met: Counter[str]) -> None:
    floor = {q: max(met[q], page.floor.get(q, 0)) for q in ("medium", "weak")}
    line = f"floor: {{medium: {floor['medium']}, weak: {floor['weak']}}}"
    written = page.path.read_text(encoding="utf-8")
    page.path.write_text(re.sub(r"(?m)^floor: .*$", line, written, count=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
