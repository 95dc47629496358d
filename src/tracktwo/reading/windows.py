"""Where to cut a long text into windows that the encoder can hold, and which words each window answers for.

Windows overlap, so that every word is read with words on both sides of it; no word is left out. A cut prefers the
start of a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

#: Pieces in one window, the two special ones included: what the model was trained on.
WINDOW_PIECES = 256
#: Pieces that neighbouring windows share.
OVERLAP_PIECES = 48


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first` to `last` are read together; the answers for `keep_first` to `keep_last` are kept."""

    first: int
    last: int
    keep_first: int
    keep_last: int


def cut_windows(
    sizes: Sequence[int],
    paragraph_starts: frozenset[int],
    limit: int = WINDOW_PIECES,
    overlap: int = OVERLAP_PIECES,
) -> list[Window]:
    """Return windows over words of `sizes` pieces each, whose kept parts cover every word exactly once.

    `paragraph_starts` are word indices. No word may have more than `limit` - `overlap` - 2 pieces.
    """
    if not sizes:
        return []
    sums = [0, *accumulate(sizes)]
    room, total = limit - 2, sums[-1]
    if total <= room:
        return [Window(0, len(sizes), 0, len(sizes))]
    # Even windows cost less than full ones and a short last one, and give the last more to go by.
    count = -(-(total - overlap) // (room - overlap))
    size = min(room, -(-(total + (count - 1) * overlap) // count) + 8)
    windows: list[Window] = []
    first = keep_first = 0
    while True:
        last = first
        while last < len(sizes) and sums[last + 1] - sums[first] <= size:
            last += 1
        if last == len(sizes):
            windows.append(Window(first, last, keep_first, last))
            return windows
        following = last
        while following > first + 1 and sums[last] - sums[following - 1] <= overlap:
            following -= 1
        keep_last = _middle(following, last, keep_first, paragraph_starts)
        windows.append(Window(first, last, keep_first, keep_last))
        first, keep_first = following, keep_last


def _middle(low: int, high: int, least: int, paragraph_starts: frozenset[int]) -> int:
    """Choose where one window's answers end: a paragraph start in the overlap if there is one, else its middle."""
    middle = max((low + high + 1) // 2, least + 1)
    starts = [i for i in range(low, high + 1) if i in paragraph_starts and i > least]
    return min(starts, key=lambda i: abs(i - middle), default=middle)
