"""Biographical notes: for each person the offices told, rounds and contacts, and own words, each with its place.

Offices are given as documents have them; one spelt in several ways is given once. What is not told is not guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import Citation, Engagement, Entry, Statement, StatementKind, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.people import KnownPerson, find_person
from tracktwo.views.brief.people import Seat, by_presence, others_than, seats_of
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    dated,
    evidence_of,
    evidence_of_all,
    labelled,
    line_of,
    listed,
    remark,
    without_stop,
)
from tracktwo.views.brief.posts import Post, posts_of
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words, party_name

#: People of a side with a biographical note.
_MOST_NOTES = 20
#: A person's own words shown in a note, the latest ones; people whom a note names as met, and days for each.
_MOST_WORDS, _MOST_MET, _MOST_DAYS = 3, 8, 4
#: Reported words are shown with their sentence unless it has more characters.
_LONGEST = 220
#: A statement of fewer words says too little to be shown by itself.
_FEWEST_WORDS = 4


def biography_sections(dossier: Dossier, side: str | None) -> Iterable[Section]:
    """One section a side, with a note on each of its people."""
    said, seats = _words_by_person(dossier), seats_of(dossier)
    for party in others_than(side, dossier):
        own = by_presence([p for p in dossier.people if p.party == party], dossier)
        lines = [
            line
            for p in own[:_MOST_NOTES]
            for line in _note(p, said.get(p.name, ()), seats.get(p.name, ()), dossier)
        ]
        silent = [p.name for p in own[:_MOST_NOTES] if not said.get(p.name)]
        if silent and lines:
            lines.append(remark(f"No words of their own in these documents: {listed(silent)}."))
        if len(own) > _MOST_NOTES:
            rest = listed([p.name for p in own[_MOST_NOTES:][:30]])
            lines.append(remark(f"Named less often: {rest}."))
        yield Section(party_name(party), tuple(lines), "No document names anybody of this side.")


def _note(
    person: KnownPerson, said: Sequence[Entry[Statement]], seats: Sequence[Seat], dossier: Dossier
) -> Iterable[Line]:
    yield replace(line_of(person.name, evidence=evidence_of_all(person.entries, 1)), is_head=True)
    posts = posts_of(person)
    yield from (_post_line(post) for post in posts)
    if not posts:
        yield remark("Office not told.", depth=1)
    spelt = [n for n in person.names[1:] if not _is_part(n, person.name)]
    if spelt:
        own = [e for e in person.entries if e.claim.name in spelt]
        yield line_of(f"Also written {listed(spelt)}.", evidence=evidence_of_all(own, 3), depth=1)
    yield from _rounds_of(seats, dossier)
    yield from _contacts_of(person, dossier)
    chosen = [(entry, _shown(entry)) for entry in said[:_MOST_WORDS]]
    for entry, shown in chosen:
        others = (other for one, other in chosen if one is not entry and other.document == shown.document)
        if not any(o.start <= shown.start and shown.end <= o.end and o != shown for o in others):
            when = dated(entry.document.published)
            yield line_of(f"Said ({when}): ", shown, evidence=(entry.claim.content[0],), depth=1)


def _shown(entry: Entry[Statement]) -> Citation:
    """What somebody said: a quotation as it is, reported words with their sentence, which has the verb; so too the
    rest of a quotation that was broken off."""
    document, cited = entry.document, entry.claim.content[0]
    if entry.claim.kind is not StatementKind.DIRECT or cited.exact[:1].islower():
        span = sentence_around(document.text, cited.start, cited.end)
        if span.end - span.start <= _LONGEST:
            return document.cite(span.start, span.end)
    return without_stop(cited, document) if cited.exact.endswith(",") else cited


def _post_line(post: Post) -> Line:
    shown = [e for e in post.entries if e.claim.office == post.office] or post.entries
    ordered = sorted(shown, key=lambda e: (e.document.published or "", e.id))
    ends = tuple(dict.fromkeys((ordered[0], ordered[-1])))
    return line_of(
        f"{capitalised(post.office)} ({_span(post.days)}).", evidence=evidence_of_all(ends), depth=1
    )


def _span(days: Sequence[date]) -> str:
    if not days:
        return "as told in an undated document"
    one, other = date_in_words(days[0].isoformat()), date_in_words(days[-1].isoformat())
    return f"as told on {one}" if one == other else f"as told from {one} to {other}"


def _is_part(name: str, full: str) -> bool:
    """Whether a name is only a part of the full one, such as the family name."""
    return set(name.casefold().split()) <= set(full.casefold().split())


def _rounds_of(seats: Sequence[Seat], dossier: Dossier) -> Iterable[Line]:
    """The rounds somebody was at, or was named for, each once."""
    for seat in {id(seat.known): seat for seat in reversed(seats)}.values():
        held = "At" if seat.known.held else "Named for"
        line = f"{held} {labelled(seat.known, dossier.states)} ({seat.function})."
        yield line_of(line, evidence=evidence_of(seat.entry), depth=1)


def _contacts_of(person: KnownPerson, dossier: Dossier) -> Iterable[Line]:
    """Whom they met or called outside the rounds, in one line: each person once, with the days, the latest first."""
    met: dict[str, list[tuple[str | None, Entry[Engagement]]]] = {}
    for known in reversed(dossier.engagements):
        if known.status is not Status.HELD:
            continue
        told = known.first
        sides = ([p for p in told.who if p.name], [p for p in told.with_ if p.name])
        here = next((n for n, side in enumerate(sides) if _is_among(person, side, dossier)), None)
        if here is None:
            continue
        # Where nobody stands on the other side, those named together met one another.
        across = sides[1 - here] or [p for p in sides[here] if p.name not in person.names]
        day = known.dates[0].value if known.dates else None
        for other in across:
            full = find_person(other.name or "", other.party, dossier.people)
            name = full.name if full else other.name or ""
            if name != person.name:
                met.setdefault(name, []).append((day, known.entries[0]))
    if met:
        shown = list(met.items())[:_MOST_MET]
        evidence: list[Citation] = [c for _, own in shown for _, e in own for c in evidence_of(e)]
        whom = "; ".join(f"{name}{_days([day for day, _ in own])}" for name, own in shown)
        yield line_of(f"In contact with {whom}.", evidence=evidence, depth=1)


def _is_among(person: KnownPerson, side: Sequence[object], dossier: Dossier) -> bool:
    for one in side:
        name, party = getattr(one, "name", None), getattr(one, "party", None)
        if name in person.names or find_person(name or "", party, dossier.people) is person:
            return True
    return False


def _days(given: Sequence[str | None]) -> str:
    days = dict.fromkeys(day for day in given if day)
    # Of a month in which a day is told, the month adds nothing.
    told = [day for day in days if not any(other != day and other.startswith(day) for other in days)]
    told.sort(key=lambda day: Edtf.parse(day).sort_key(), reverse=True)
    shown = [date_in_words(day) for day in told[:_MOST_DAYS]]
    if len(told) > _MOST_DAYS:
        shown.append(counted(len(told) - _MOST_DAYS, "earlier day"))
    return f" ({listed(shown)})" if shown else " (day not told)"


def _words_by_person(dossier: Dossier) -> Mapping[str, Sequence[Entry[Statement]]]:
    """What each person said in so many words, the latest first; of several reports the first."""
    found: dict[str, list[Entry[Statement]]] = {}
    for known in dossier.statements:
        entry = min(known.entries, key=lambda e: (e.document.published or "~", e.id))
        said = entry.claim
        person = find_person(said.speaker, said.party, dossier.people) if said.speaker else None
        if person and len(said.content[0].exact.split()) >= _FEWEST_WORDS:
            found.setdefault(person.name, []).append(entry)
    for own in found.values():
        own.sort(key=lambda e: (e.document.published or "", e.id), reverse=True)
    return found
