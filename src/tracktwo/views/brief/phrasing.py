"""The parts that lines of a brief are made of."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import when_held, where_held
from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import Change, Citation, Document, Entry, StateChange
from tracktwo.record import SeriesEntry
from tracktwo.resolution.dialogues import Series
from tracktwo.resolution.rounds import KnownRound
from tracktwo.views.lines import Line, Quote, Words
from tracktwo.views.lines import words as own_words
from tracktwo.views.wording import date_in_words, party_name

#: Fewer words than these are shown with their sentence, unless it has more characters than so many.
_FEWEST_WORDS, _LONGEST = 5, 200
#: Two full stops at the end of a line, but not the three of an omission.
_TWO_STOPS = re.compile(r"(?<!\.)\.\.$")


def line_of(*parts: str | Citation, evidence: Iterable[Citation], depth: int = 0) -> Line:
    """A line of own words and quoted ones, in which one full stop never follows another."""
    made: list[Words | Quote] = []
    for before, part in zip((None, *parts), parts, strict=False):
        if isinstance(part, Citation):
            made.append(Quote(part))
            continue
        # A quoted sentence ends with its own stop, and so does "Washington, D.C."
        has_stop = isinstance(before, Citation) and before.exact.rstrip()[-1:] in (".", "!", "?")
        text = _TWO_STOPS.sub(".", part.removeprefix(".") if has_stop else part)
        if text:
            made.append(own_words(text))
    return Line(tuple(made), tuple(dict.fromkeys(evidence)), depth)


def label(text: str) -> Line:
    """A line that names what the lines under it are about."""
    return Line((own_words(f"{text}:"),))


def remark(text: str, depth: int = 0) -> Line:
    """A line that says what is not told, and so rests on nothing."""
    return Line((own_words(text),), depth=depth)


def evidence_of(entry: Entry[Any]) -> tuple[Citation, ...]:
    """The first citation of a claim's evidence, or of its content or mentions."""
    claim = entry.claim
    for name in ("evidence", "content", "mentions"):
        found: tuple[Citation, ...] = getattr(claim, name, ())
        if found:
            return found[:1]
    return ()


def evidence_of_all(entries: Iterable[Entry[Any]], most: int | None = None) -> tuple[Citation, ...]:
    """The first citations of several claims, of ``most`` of them at most."""
    return tuple(c for e in tuple(entries)[:most] for c in evidence_of(e))


def told_in(published: str | None) -> str:
    return f"on {date_in_words(published)}" if published else "in an undated document"


def dated(published: str | None) -> str:
    """A date of publication where no preposition fits."""
    return date_in_words(published) if published else "undated"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def counted(number: int, noun: str) -> str:
    plural = noun + ("es" if noun.endswith("s") else "s")
    return f"1 {noun}" if number == 1 else f"{number} {plural}"


def length_of(days: int) -> str:
    """A stretch of time in days or months."""
    if days < 60:
        return counted(days, "day")
    return f"about {counted(round(days / 30.4), 'month')}"


def listed(items: Sequence[str]) -> str:
    """Items with commas and an "and" before the last."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def sides(parties: Sequence[str]) -> str:
    """Parties by name, joined by "and"."""
    return listed([party_name(party) for party in parties])


def told_at(entry: Entry[Any]) -> tuple[str, int, str]:
    """Where an entry stands in the order of telling: by publication, then by place in the text."""
    cited = evidence_of(entry)
    return entry.document.published or "", cited[0].start if cited else 0, entry.id


def title_of_talks(dossier: Dossier) -> str:
    """The dialogue's name; with its parties where the name is a mere description, or there is none."""
    return title_of_series(dossier.series)


def title_of_series(series: Series | SeriesEntry) -> str:
    """The same of what is known of a dialogue without its documents."""
    name, parties = series.name, " – ".join(party_name(p) for p in series.parties)
    if not name:
        return f"Talks {parties}"
    return name if name != name.casefold() else f"{parties}: {name}"


def numbered(known: KnownRound) -> str:
    """A round by its number, with the other numbers that documents give it."""
    if not known.ordinals:
        return "a round without a number"
    first, *others = (a.value for a in known.ordinals)
    return f"round {first}" + (f" (also numbered {', '.join(others)})" if others else "")


def labelled(subject: KnownRound | Change, states: Iterable[Entry[StateChange]] = ()) -> str:
    """Name a round by number, place and date, as far as they are told, or a change of state."""
    if isinstance(subject, Change):
        return f"the change to {subject.value}"
    parts = [numbered(subject)]
    places = where_held(subject)
    if places:
        parts.append(places[0].value)
    when = when_held(subject, states) or subject.when
    if when is not None:
        parts.append(date_in_words(when.text))
    return ", ".join(parts)


def quoted_in(entry: Entry[Any], words: str) -> str | Citation:
    """Words that a claim took from its sentence, as a quotation; as own words where they do not stand there so."""
    for cited in evidence_of(entry):
        whole = sentence_around(entry.document.text, cited.start, cited.end)
        at = entry.document.text.find(words, whole.start, whole.end) if words else -1
        if at >= 0:
            return entry.document.cite(at, at + len(words))
    return own_words(words).text


def in_full(cited: Citation, document: Document) -> Citation:
    """Cited words that can stand by themselves: a piece of a quotation with its sentence, unless that is long."""
    if len(cited.exact.split()) < _FEWEST_WORDS and not cited.exact.endswith((".", "!", "?")):
        span = sentence_around(document.text, cited.start, cited.end)
        if span.end - span.start <= _LONGEST:
            return document.cite(span.start, span.end)
    return without_stop(cited, document) if cited.exact.endswith(",") else cited


def without_stop(cited: Citation, document: Document) -> Citation:
    """Cited words without the full stop or comma at their end, to stand in the middle of a line."""
    bare = cited.exact.rstrip(".,;: \n")
    return document.cite(cited.start, cited.start + len(bare)) if bare else cited
