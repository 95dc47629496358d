"""The lists of the command line: documents, people, statements, engagements, rounds, dialogues, commitments.

Each asks the gate and makes one table with a citation in every row. Claims have a row for each document's
account; the lists of people and dialogues, which have one for all accounts, are in ``known``.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tracktwo.analysis.corroboration import corroborate
from tracktwo.model import Commitment, Engagement, Entry, Round, Statement
from tracktwo.record import ClaimEntry, DocumentEntry, Filter, Gate, Unread
from tracktwo.views.describing import participants, words_of
from tracktwo.views.fields import Field, hidden
from tracktwo.views.known import dialogues as dialogues
from tracktwo.views.known import people as people
from tracktwo.views.naming import entry_mark, judged_as
from tracktwo.views.paging import page_of
from tracktwo.views.tables import Table

Group = tuple[Entry[Any], ...]


_DOCUMENT = (
    Field("document", lambda d: d.short),
    Field("published", lambda d: d.published),
    Field("title", lambda d: d.name, share=3),
    Field("publisher", lambda d: d.publisher, share=1),
    Field("kind", lambda d: d.kind.value),
    Field("language", lambda d: d.language),
    Field("state", lambda d: d.state.value),
    Field("claims", lambda d: d.claims),
    hidden("reason", lambda d: d.reason),
    hidden("published_from", lambda d: d.published_from.value),
    hidden("credits", lambda d: d.credits),
    hidden("is_dialogue_report", lambda d: d.is_dialogue_report),
    hidden("path", lambda d: d.path),
    hidden("url", lambda d: d.url),
    hidden("id", lambda d: d.id),
    hidden("added", lambda d: d.added),
    hidden("made_by", lambda d: d.made_by),
)
_SET_ASIDE = (
    Field("source", lambda u: u.source, share=1),
    Field("reason", lambda u: u.reason, share=2),
    Field("added", lambda u: u.added),
)
_STATEMENT = (
    Field("published", lambda e: e.document.published),
    Field("speaker", lambda e: e.claim.speaker, share=1),
    Field("party", lambda e: e.claim.party),
    Field("act", lambda e: e.claim.act.value),
    Field("content", lambda e: words_of(e.claim.content), share=4),
    Field("issues", lambda e: e.claim.issues, share=1),
    hidden("kind", lambda e: e.claim.kind.value),
    hidden("cue", lambda e: words_of(e.claim.cue)),
    hidden("modality", lambda e: e.claim.modality.value),
    hidden("addressee", lambda e: e.claim.addressee),
    hidden("nested_in", lambda e: e.nested_in),
)
_ENGAGEMENT = (
    Field("when", lambda e: e.claim.when),
    Field("form", lambda e: e.claim.form.value),
    Field("who", lambda e: participants(e.claim.who), share=2),
    Field("with", lambda e: participants(e.claim.with_), share=2),
    Field("where", lambda e: e.claim.where, share=1),
    Field("country", lambda e: e.claim.country),
    Field("status", lambda e: e.claim.status.value),
    hidden("words", lambda e: words_of(e.claim.evidence)),
    hidden("published", lambda e: e.document.published),
)
_ROUND = (
    Field("when", lambda e: e.claim.when),
    Field("dialogue", lambda e: e.claim.dialogue.name, share=2),
    Field("round", lambda e: e.claim.ordinal),
    Field("parties", lambda e: e.claim.dialogue.parties),
    Field("track", lambda e: e.claim.dialogue.track and e.claim.dialogue.track.value),
    Field("where", lambda e: e.claim.where or e.claim.country, share=1),
    Field("status", lambda e: e.claim.status.value),
    Field("theme", lambda e: e.claim.theme, share=2),
    hidden("delegates", lambda e: tuple(d.name for d in e.claim.delegates)),
    hidden("sessions", lambda e: e.claim.sessions),
    hidden("convenors", lambda e: e.claim.convenors),
    hidden("partners", lambda e: e.claim.partners),
    hidden("sponsors", lambda e: e.claim.sponsors),
    hidden("words", lambda e: words_of(e.claim.evidence)),
    hidden("published", lambda e: e.document.published),
)
_COMMITMENT = (
    Field("due", lambda e: e.claim.due or e.claim.due_text),
    Field("by", lambda e: e.claim.by),
    Field("to", lambda e: e.claim.to),
    Field("strength", lambda e: e.claim.strength.value),
    Field("what", lambda e: words_of(e.claim.what), share=1),
    Field("published", lambda e: e.document.published),
    hidden("due_text", lambda e: e.claim.due_text),
)


def documents(gate: Gate, filter: Filter) -> Table:
    """Documents by date of publication."""
    found, after = page_of(lambda more: gate.documents(more), filter)
    # Shown only where a text was fetched again and had changed.
    changed = any(d.earlier or d.later for d in found)
    version = Field("version", lambda d: _version(gate, d), is_shown=changed)
    return replace(_table((*_DOCUMENT, version), found, "no documents"), after=after)


def _version(gate: Gate, document: DocumentEntry) -> str | None:
    """Which other texts from the same address it is a version of."""
    after = f"after {gate.short(document.earlier)}" if document.earlier else None
    before = f"replaced by {gate.short(document.later)}" if document.later else None
    return "; ".join(filter(None, (after, before))) or None


def set_asides(gate: Gate) -> Table:
    """Sources that could not be taken in, and why."""
    found: tuple[Unread, ...] = gate.set_asides()
    return _table(_SET_ASIDE, found, "nothing was set aside")


def statements(gate: Gate, filter: Filter) -> Table:
    """Who said what, by date."""
    found, after = page_of(lambda more: gate.claims(Statement, more), filter)
    return replace(_claims(gate, _STATEMENT, found, "no statements"), after=after)


def engagements(gate: Gate, filter: Filter) -> Table:
    """Meetings, calls, visits and other contacts, by date."""
    found, after = page_of(lambda more: gate.claims(Engagement, more), filter)
    # Most records hold no register: nobody is looked for in none.
    register = gate.register()
    findings = corroborate(found, register).findings if register else ()
    said = {finding.contact.id: finding.verdict.value for finding in findings}
    by_register = Field("register", lambda e: said.get(e.id), is_shown=bool(said))
    return replace(_claims(gate, (*_ENGAGEMENT, by_register), found, "no engagements"), after=after)


def rounds(gate: Gate, filter: Filter) -> Table:
    """Rounds by date, with one row for each document's account of one."""
    found, after = page_of(lambda more: _outright(gate, more), filter)
    return replace(_claims(gate, _ROUND, found, "no rounds"), after=after)


def _outright(gate: Gate, filter: Filter) -> tuple[ClaimEntry[Round], ...]:
    """Rounds that are told of outright, and not only implied by a contact."""
    limit = filter.limit
    while True:
        found = gate.claims(Round, replace(filter, limit=limit))
        told = tuple(e for e in found if not e.claim.implied)
        if limit is None or len(found) < limit or len(told) >= (filter.limit or 0):
            return told[: filter.limit]
        # More have to be looked at to fill the list.
        limit *= 4


def commitments(gate: Gate, filter: Filter) -> Table:
    """What was promised, by the day it is due."""
    found, after = page_of(lambda more: gate.claims(Commitment, more), filter)
    return replace(_claims(gate, _COMMITMENT, found, "no commitments"), after=after)


def _table(fields: tuple[Field, ...], found: Iterable[Any], empty: str) -> Table:
    columns = tuple(field.column for field in fields)
    return Table(columns, tuple(tuple(field.get(one) for field in fields) for one in found), empty)


def _claims(gate: Gate, fields: tuple[Field, ...], entries: Group, empty: str) -> Table:
    # Shown only where somebody judged one of the entries.
    judged = any(judged_as(e) for e in entries if isinstance(e, ClaimEntry))
    proof = (
        Field("judged", lambda e: judged_as(e), is_shown=judged),
        Field("flag", lambda e: e.flag, is_shown=any(e.flag for e in entries if isinstance(e, ClaimEntry))),
        Field("citation", lambda e: entry_mark(gate, e)),
        hidden("confidence", lambda e: e.claim.confidence),
        hidden("claim", lambda e: e.id),
        hidden("document", lambda e: e.document.id),
        hidden("title", lambda e: e.document.title),
    )
    return _table(fields + proof, entries, empty)
