"""The lists of the command line: documents, people, statements, engagements, rounds, dialogues, commitments.

Each asks the gate and makes one table with a citation in every row. Claims have a row for each document's
account; which people and which dialogues of several documents are one is decided in resolution.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from tracktwo.model import Claim, Commitment, Engagement, Entry, Person, Round, StateChange, Statement
from tracktwo.record import DocumentEntry, Filter, Gate, Unread, days_of
from tracktwo.resolution.dialogues import Series, link_dialogues
from tracktwo.resolution.people import link_people
from tracktwo.resolution.rounds import link_rounds
from tracktwo.views.describing import main_citations, participants, words_of
from tracktwo.views.tables import Cell, Column, Table

T = TypeVar("T")
Group = tuple[Entry[Any], ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """A column with what stands in it. Columns that are not shown are in JSON and CSV only."""

    name: str
    get: Callable[[Any], Cell]
    share: int = 0
    is_shown: bool = True


def _hidden(name: str, get: Callable[[Any], Cell]) -> _Field:
    return _Field(name, get, is_shown=False)


_DOCUMENT = (
    _Field("document", lambda d: d.short),
    _Field("published", lambda d: d.published),
    _Field("title", lambda d: d.name, share=3),
    _Field("publisher", lambda d: d.publisher, share=1),
    _Field("kind", lambda d: d.kind.value),
    _Field("language", lambda d: d.language),
    _Field("state", lambda d: d.state.value),
    _Field("claims", lambda d: d.claims),
    _hidden("reason", lambda d: d.reason),
    _hidden("published_from", lambda d: d.published_from.value),
    _hidden("credits", lambda d: d.credits),
    _hidden("is_dialogue_report", lambda d: d.is_dialogue_report),
    _hidden("path", lambda d: d.path),
    _hidden("url", lambda d: d.url),
    _hidden("id", lambda d: d.id),
    _hidden("added", lambda d: d.added),
    _hidden("made_by", lambda d: d.made_by),
)
_SET_ASIDE = (
    _Field("source", lambda u: u.source, share=1),
    _Field("reason", lambda u: u.reason, share=2),
    _Field("added", lambda u: u.added),
)
_STATEMENT = (
    _Field("published", lambda e: e.document.published),
    _Field("speaker", lambda e: e.claim.speaker, share=1),
    _Field("party", lambda e: e.claim.party),
    _Field("act", lambda e: e.claim.act.value),
    _Field("content", lambda e: words_of(e.claim.content), share=4),
    _Field("issues", lambda e: e.claim.issues, share=1),
    _hidden("kind", lambda e: e.claim.kind.value),
    _hidden("cue", lambda e: words_of(e.claim.cue)),
    _hidden("modality", lambda e: e.claim.modality.value),
    _hidden("addressee", lambda e: e.claim.addressee),
    _hidden("nested_in", lambda e: e.nested_in),
)
_ENGAGEMENT = (
    _Field("when", lambda e: e.claim.when),
    _Field("form", lambda e: e.claim.form.value),
    _Field("who", lambda e: participants(e.claim.who), share=2),
    _Field("with", lambda e: participants(e.claim.with_), share=2),
    _Field("where", lambda e: e.claim.where, share=1),
    _Field("country", lambda e: e.claim.country),
    _Field("status", lambda e: e.claim.status.value),
    _hidden("words", lambda e: words_of(e.claim.evidence)),
    _hidden("published", lambda e: e.document.published),
)
_ROUND = (
    _Field("when", lambda e: e.claim.when),
    _Field("dialogue", lambda e: e.claim.dialogue.name, share=2),
    _Field("round", lambda e: e.claim.ordinal),
    _Field("parties", lambda e: e.claim.dialogue.parties),
    _Field("track", lambda e: e.claim.dialogue.track and e.claim.dialogue.track.value),
    _Field("where", lambda e: e.claim.where or e.claim.country, share=1),
    _Field("status", lambda e: e.claim.status.value),
    _Field("theme", lambda e: e.claim.theme, share=2),
    _hidden("delegates", lambda e: tuple(d.name for d in e.claim.delegates)),
    _hidden("sessions", lambda e: e.claim.sessions),
    _hidden("convenors", lambda e: e.claim.convenors),
    _hidden("partners", lambda e: e.claim.partners),
    _hidden("sponsors", lambda e: e.claim.sponsors),
    _hidden("words", lambda e: words_of(e.claim.evidence)),
    _hidden("published", lambda e: e.document.published),
)
_COMMITMENT = (
    _Field("due", lambda e: e.claim.due or e.claim.due_text),
    _Field("by", lambda e: e.claim.by),
    _Field("to", lambda e: e.claim.to),
    _Field("strength", lambda e: e.claim.strength.value),
    _Field("what", lambda e: words_of(e.claim.what), share=1),
    _Field("published", lambda e: e.document.published),
    _hidden("due_text", lambda e: e.claim.due_text),
)
_PERSON = (
    _Field("name", lambda p: p.name, share=2),
    _Field("party", lambda p: p.party),
    _Field("offices", lambda p: p.offices, share=3),
    _Field("documents", lambda p: len(p.documents)),
    _Field("first", lambda p: _first(p.entries)),
    _Field("last", lambda p: _last(p.entries)),
    _hidden("names", lambda p: p.names),
    _hidden("functions", lambda p: _each(e.claim.function for e in p.entries)),
)
_DIALOGUE = (
    _Field("key", lambda s: s.key),
    _Field("dialogue", lambda s: s.name or "(unnamed)", share=2),
    _Field("parties", lambda s: s.parties),
    _Field("track", lambda s: s.track and s.track.value),
    _Field("rounds", lambda s: len(link_rounds(s.rounds))),
    _Field("last_change", lambda s: _last_change(s)),
    _Field("first", lambda s: _first((*s.rounds, *s.states))),
    _Field("last", lambda s: _last((*s.rounds, *s.states))),
    _Field("documents", lambda s: len(s.documents)),
    _hidden("names", lambda s: s.names),
    _hidden("convenors", lambda s: s.convenors),
)


def documents(gate: Gate, filter: Filter) -> Table:
    """Documents by date of publication."""
    found: tuple[DocumentEntry, ...] = gate.documents(filter)
    return _table(_DOCUMENT, found, "no documents")


def set_asides(gate: Gate) -> Table:
    """Sources that could not be taken in, and why."""
    found: tuple[Unread, ...] = gate.set_asides()
    return _table(_SET_ASIDE, found, "nothing was set aside")


def statements(gate: Gate, filter: Filter) -> Table:
    """Who said what, by date."""
    return _claims(gate, _STATEMENT, gate.claims(Statement, filter), "no statements")


def engagements(gate: Gate, filter: Filter) -> Table:
    """Meetings, calls, visits and other contacts, by date."""
    return _claims(gate, _ENGAGEMENT, gate.claims(Engagement, filter), "no engagements")


def rounds(gate: Gate, filter: Filter) -> Table:
    """Rounds by date, with one row for each document's account of one."""
    told = [e for e in gate.claims(Round, replace(filter, limit=None)) if not e.claim.implied]
    return _claims(gate, _ROUND, tuple(told[: filter.limit]), "no rounds")


def commitments(gate: Gate, filter: Filter) -> Table:
    """What was promised, by the day it is due."""
    return _claims(gate, _COMMITMENT, gate.claims(Commitment, filter), "no commitments")


def people(gate: Gate, filter: Filter) -> Table:
    """People across documents, those whom most documents name first, with the latest citation."""
    known = link_people(gate.claims(Person, replace(filter, limit=None)))
    return _groups(gate, _PERSON, known[: filter.limit], lambda p: p.entries, "no people")


def dialogues(gate: Gate, filter: Filter) -> Table:
    """Series of talks across documents, those that most documents tell of first."""
    whole = replace(filter, limit=None)
    known = link_dialogues(gate.claims(Round, whole), gate.claims(StateChange, whole))
    return _groups(gate, _DIALOGUE, known[: filter.limit], lambda s: (*s.rounds, *s.states), "no dialogues")


def _table(fields: tuple[_Field, ...], found: Iterable[Any], empty: str) -> Table:
    columns = tuple(Column(field.name, field.is_shown, field.share) for field in fields)
    return Table(columns, tuple(tuple(field.get(one) for field in fields) for one in found), empty)


def _claims(gate: Gate, fields: tuple[_Field, ...], entries: Group, empty: str) -> Table:
    proof = (
        _Field("citation", lambda e: _mark(gate, e)),
        _hidden("confidence", lambda e: e.claim.confidence),
        _hidden("claim", lambda e: e.id),
        _hidden("document", lambda e: e.document.id),
        _hidden("title", lambda e: e.document.title),
    )
    return _table(fields + proof, entries, empty)


def _groups(
    gate: Gate, fields: tuple[_Field, ...], found: Iterable[T], entries: Callable[[T], Group], empty: str
) -> Table:
    """A table of what several claims tell of: the latest of them, and in JSON and CSV all, as citations."""

    def marks(one: T) -> tuple[str, ...]:
        return tuple(_mark(gate, e) for e in sorted(entries(one), key=lambda e: (_last((e,)) or "", e.id)))

    proof = (_Field("citation", lambda one: marks(one)[-1]), _hidden("citations", marks))
    return _table(fields + proof, found, empty)


def _mark(gate: Gate, entry: Entry[Claim]) -> str:
    citations = main_citations(entry.claim)
    return gate.mark(citations[0]) if citations else gate.short(entry.document.id)


def _last_change(series: Series) -> str | None:
    dated = [(_last((e,)), e.claim) for e in series.states if _last((e,))]
    day, last = max(dated, key=lambda pair: pair[0] or "", default=(None, None))
    return f"{last.change.value} {last.when or day}" if last else None


def _first(entries: Group) -> str | None:
    days = (days_of(e.claim, e.document.published).earliest for e in entries)
    return min((day for day in days if day), default=None)


def _last(entries: Group) -> str | None:
    days = (days_of(e.claim, e.document.published).latest for e in entries)
    return max((day for day in days if day), default=None)


def _each(values: Iterable[str | None]) -> tuple[str, ...]:
    """Different values, most frequent first, then as they came."""
    return tuple(value for value, _ in Counter(v for v in values if v).most_common())
