"""The parts that lines of a brief are made of."""

from collections.abc import Iterable
from typing import Any

from tracktwo.model import Change, Citation, Entry
from tracktwo.resolution.rounds import KnownRound
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


def told_at(entry: Entry[Any]) -> tuple[str, int, str]:
    """Where an entry stands in the order of telling: by publication, then by place in the text."""
    cited = evidence_of(entry)
    return entry.document.published or "", cited[0].start if cited else 0, entry.id


def numbered(known: KnownRound) -> str:
    """A round by its number, with the other numbers that documents give it."""
    first, *others = (a.value for a in known.ordinals) if known.ordinals else ("number not told",)
    named = f"round {first}" if known.ordinals else f"round, {first}"
    return named + (f" (also numbered {', '.join(others)})" if others else "")


def labelled(subject: KnownRound | Change) -> str:
    """Name a round by number, place and date, as far as they are told, or a change of state."""
    if isinstance(subject, Change):
        return f"the change to {subject.value}"
    parts = [numbered(subject)]
    if subject.places:
        parts.append(subject.places[0].value)
    if subject.dates:
        parts.append(date_in_words(subject.dates[0].value))
    return ", ".join(parts)
