"""Everything that the record holds on one dialogue, brought together: the ground on which analyses stand.

Takes entries that the record's gate has let through and decides only which of them belong to which dialogue.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracktwo.errors import UsageError
from tracktwo.model import (
    Claim,
    Commitment,
    Document,
    Engagement,
    Entry,
    Form,
    Idea,
    Incident,
    Person,
    Round,
    Stance,
    StateChange,
    Statement,
    Track,
)
from tracktwo.model.printed import citations_of
from tracktwo.resolution.dialogues import Series, link_dialogues
from tracktwo.resolution.engagements import KnownEngagement, link_engagements
from tracktwo.resolution.people import KnownPerson, link_people
from tracktwo.resolution.reprints import Witnesses, find_witnesses
from tracktwo.resolution.rounds import KnownRound, link_rounds
from tracktwo.resolution.wordings import KnownStatement, link_statements


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dialogue with all that is known of it."""

    series: Series
    #: The documents that tell of this dialogue, oldest first; those without a date come first of all.
    documents: tuple[Document, ...]
    witnesses: Witnesses
    rounds: tuple[KnownRound, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    statements: tuple[KnownStatement, ...] = ()
    engagements: tuple[KnownEngagement, ...] = ()
    stances: tuple[Entry[Stance], ...] = ()
    states: tuple[Entry[StateChange], ...] = ()
    commitments: tuple[Entry[Commitment], ...] = ()
    incidents: tuple[Entry[Incident], ...] = ()
    ideas: tuple[Entry[Idea], ...] = ()

    @property
    def name(self) -> str:
        """The dialogue's own name, or its parties where no document names it."""
        return _name(self.series)


def open_dossiers(documents: Iterable[Document], entries: Iterable[Entry[Any]]) -> tuple[Dossier, ...]:
    """Make a dossier for each dialogue in the record, those with most documents first."""
    shelf = _Shelf.of(documents, entries)
    return tuple(_dossier(one, shelf) for one in shelf.series)


def open_dossier(words: str | None, documents: Iterable[Document], entries: Iterable[Entry[Any]]) -> Dossier:
    """Make the dossier of the one dialogue that ``words`` name; the others are not worked out.

    Raises:
        UsageError: as :func:`find_series` does.
    """
    shelf = _Shelf.of(documents, entries)
    return _dossier(find_series(words, shelf.series), shelf)


def find_series(words: str | None, series: Sequence[Series]) -> Series:
    """The dialogue that ``words`` name by key, name or parties; without words the first.

    Raises:
        UsageError: there is none, or the words fit several.
    """
    if not series:
        raise UsageError("the record holds no dialogue yet; add reports about talks with: tracktwo add PATH")
    if words is None:
        return series[0]
    wanted = words.casefold()
    exact = [s for s in series if wanted == s.key.casefold()]
    found = exact or [s for s in series if all(w in _described(s) for w in wanted.replace("-", " ").split())]
    if len(found) != 1:
        listed = "; ".join(f"{s.key} ({_name(s)})" for s in found or series)
        what = "fits several dialogues" if found else "is no dialogue of this record"
        raise UsageError(f"{words!r} {what}; name one of these by its key: {listed}")
    return found[0]


def _described(series: Series) -> str:
    words = (series.key, *series.names, *series.parties, *series.convenors)
    return " ".join(words).casefold().replace("-", " ")


def _name(series: Series) -> str:
    return series.name or " – ".join(series.parties)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All that the record holds, in order, with the dialogues that it tells of."""

    documents: tuple[Document, ...]
    entries: tuple[Entry[Any], ...]
    series: tuple[Series, ...]

    @classmethod
    def of(cls, documents: Iterable[Document], entries: Iterable[Entry[Any]]) -> "_Shelf":
        ordered = tuple(sorted(documents, key=lambda d: (d.published or "", d.id)))
        held = tuple(sorted(entries, key=_as_told))
        return cls(ordered, held, link_dialogues(_of(held, Round), _of(held, StateChange)))


def _of(entries: Iterable[Entry[Any]], kind: type[Claim]) -> tuple[Entry[Any], ...]:
    return tuple(e for e in entries if isinstance(e.claim, kind))


def _dossier(series: Series, shelf: _Shelf) -> Dossier:
    wanted = set(series.documents) | _unclaimed(series, shelf.series, shelf.entries)
    own = tuple(d for d in shelf.documents if d.id in wanted)
    inside = tuple(e for e in shelf.entries if e.document.id in wanted)
    contacts = (e for e in _of(inside, Engagement) if e.claim.form is not Form.ROUND)
    return Dossier(
        series=series,
        documents=own,
        witnesses=find_witnesses(own),
        rounds=link_rounds(series.rounds),
        people=link_people(_of(inside, Person)),
        statements=link_statements(_of(inside, Statement)),
        engagements=tuple(e for e in link_engagements(contacts) if _is_contact(e, series)),
        stances=tuple(e for e in _of(inside, Stance) if _speaks_for(e.claim.party, series)),
        states=tuple(sorted(series.states, key=_told)),
        commitments=_of(inside, Commitment),
        incidents=_of(inside, Incident),
        ideas=_of(inside, Idea),
    )


def _is_contact(known: KnownEngagement, series: Series) -> bool:
    """Whether this is a contact of the parties besides the rounds, and not a round told once more."""
    if not known.parties & set(series.parties):
        return False
    return not all(any(_tells_of(r, e) for r in series.rounds if not r.claim.implied) for e in known.entries)


def _tells_of(told: Entry[Round], contact: Entry[Engagement]) -> bool:
    """Whether a contact without named people is the round that the same words, or the same day, tell of."""
    if any(p.name for p in (*contact.claim.who, *contact.claim.with_)):
        return False
    same_words = told.document.id == contact.document.id and any(
        a.span.overlaps(b.span) for a in told.claim.evidence for b in contact.claim.evidence
    )
    return same_words or contact.claim.when is None or contact.claim.when == told.claim.when


def _unclaimed(series: Series, all_series: Sequence[Series], entries: Sequence[Entry[Any]]) -> set[str]:
    """Documents that tell of no round but of contacts between the parties, or of people of every party whom the
    dialogue's own documents know: the official dialogue's."""
    if series.track is not Track.I:
        return set()
    claimed = {document for other in all_series for document in other.documents}
    met = {
        e.document.id
        for e in _of(entries, Engagement)
        if set(series.parties) <= _at_table(e.claim) and e.document.id not in claimed
    }
    return met | (_naming_its_people(series, entries) - claimed)


def _naming_its_people(series: Series, entries: Sequence[Entry[Any]]) -> set[str]:
    """Documents that name, of every party, somebody whom a document of the dialogue names for it."""
    own, sides = set(series.documents), set(series.parties)
    people = [(e, e.claim.name.split()[-1]) for e in _of(entries, Person)]
    known: dict[str, set[str]] = {}
    for entry, name in people:
        if entry.document.id in own and entry.claim.party in sides:
            known.setdefault(name, set()).add(entry.claim.party)
    party_of = {name: parties.pop() for name, parties in known.items() if len(parties) == 1}
    # Those who are only spoken of are no people of a document: they are looked for in its words.
    others = {
        e.document.id: e.document for e, name in people if name in party_of and e.document.id not in own
    }
    found = set()
    for document in others.values():
        words = set(re.findall(r"\w[\w'’-]*", document.text))
        if {party for name, party in party_of.items() if name in words} >= sides:
            found.add(document.id)
    return found


def _at_table(contact: Engagement) -> set[str]:
    return {code for p in (*contact.who, *contact.with_) if p.party for code in p.party.split("+")}


def _speaks_for(party: str, series: Series) -> bool:
    return bool(set(party.split("+")) & set(series.parties))


def _as_told(entry: Entry[Any]) -> tuple[str, str, int, str]:
    """Oldest document first, and within a document in the order of the text."""
    places = [citation.start for _, citation in citations_of(entry.claim)]
    return entry.document.published or "", entry.document.id, min(places, default=0), entry.id


def _told(entry: Entry[StateChange]) -> tuple[str, str]:
    return entry.claim.when or entry.document.published or "", entry.id
