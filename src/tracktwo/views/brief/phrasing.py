"""The parts that lines of a brief are made of."""

from collections.abc import Iterable
from typing import Any

from tracktwo.model import Citation, Entry
from tracktwo.views.lines import Line, Quote, words
from tracktwo.views.wording import date_in_words


def line_of(*parts: str | Citation, evidence: Iterable[Citation], depth: int = 0) -> Line:
    made = tuple(Quote(p) if isinstance(p, Citation) else words(p) for p in parts)
    return Line(made, tuple(dict.fromkeys(evidence)), depth)


def evidence_of(entry: Entry[Any]) -> tuple[Citation, ...]:
    """The first citation of a claim's evidence, or of its content or mentions."""
    claim = entry.claim
    for name in ("evidence", "content", "mentions"):
        found: tuple[Citation, ...] = getattr(claim, name, ())
        if found:
            return found[:1]
    return ()


def told_in(published: str | None) -> str:
    return f"on {date_in_words(published)}" if published else "in an undated document"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    plural = noun + ("es" if noun.endswith("s") else "s")
    return f"1 {noun}" if number == 1 else f"{number} {plural}"
