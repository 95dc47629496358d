"""How dates, parties and acts are written for readers, the same everywhere. Decides nothing about content."""

import re
from collections.abc import Sequence

from tracktwo.model.dates import Edtf, PartialDate
from tracktwo.views.writing import in_order

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


_DAY = re.compile(rf"(\d) ({'|'.join(_MONTHS)}|documents?|rounds?|months?|independent)\b")

#: Parts of a year in EDTF level 2, as far as reports name them.
_PARTS = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter", 33: "the first quarter of",
    34: "the second quarter of", 35: "the third quarter of", 36: "the last quarter of",
    40: "the first half of", 41: "the second half of",
}  # fmt: skip


def party_name(party: str | None) -> str:
    """A party's name for its code; several joined by ``+`` are joined by "and". Unknown stays unknown."""
    if not party:
        return "side not told"
    # The command line prints its help without reading a lexicon.
    from tracktwo.lexicon.parties import party_words

    return party_words(party)


def date_in_words(edtf: str | None) -> str:
    """An EDTF date as a person would write it, saying what is not told."""
    if not edtf:
        return "date not told"
    when = Edtf.parse(edtf)
    if not when.is_interval:
        return _one(when.start)
    if when.start is None or when.end is None:
        return f"until {_one(when.end)}" if when.start is None else f"from {_one(when.start)}"
    return _range(when.start, when.end)


def due_in_words(edtf: str) -> str:
    """A date as a limit: an interval without a beginning is "by" its end."""
    return date_in_words(edtf).replace("until ", "by ", 1)


def unbroken(text: str) -> str:
    """Own words for print: no line ends between a day and its month, or a number and what it counts, and what follows a
    name in Arabic script stays behind it."""
    return in_order(_DAY.sub("\\1\u00a0\\2", text))


def _one(day: PartialDate | None) -> str:
    if day is None:
        return "an open date"
    return _hedged(day, _plain(day))


def _hedged(day: PartialDate, words: str) -> str:
    return f"about {words}" if day.approximate else words


def _plain(day: PartialDate) -> str:
    words = [str(int(day.day))] if day.day and "X" not in day.day else []
    if day.month and "X" not in day.month:
        words.append(_month(int(day.month)))
    if "X" not in day.year:
        words.append(day.year)
    elif day.year.endswith("X") and "X" not in day.year[:3]:
        words.append(f"the {day.year[:3]}0s")
    known = " ".join(words)
    return known if day.has_year else f"{known} (year not told)".strip()


def _month(number: int) -> str:
    return _MONTHS[number - 1] if number <= 12 else _PARTS.get(number, f"part {number} of")


def _range(start: PartialDate, end: PartialDate) -> str:
    first, last = _plain(start).split(" "), _plain(end).split(" ")
    return _hedged(start if start.approximate else end, _joined(first, last))


def _joined(first: Sequence[str], last: Sequence[str]) -> str:
    # 5 April 2017 – 6 April 2017 is written 5–6 April 2017.
    common = 0
    while common < min(len(first), len(last)) - 1 and first[-1 - common] == last[-1 - common]:
        common += 1
    head = first[: len(first) - common] if common else first
    dash = "–" if len(head) == 1 and len(last) - common == 1 else " – "
    return " ".join(head) + dash + " ".join(last)
