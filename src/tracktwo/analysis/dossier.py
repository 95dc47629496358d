"""Everything that the record holds on one dialogue, brought together: the ground on which analyses stand.

Takes entries that the record's gate has let through and decides only which of them belong to which dialogue.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

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
from tracktwo.model.judgement import Thing
from tracktwo.model.printed import citations_of
from tracktwo.resolution.dialogues import Series, link_dialogues
from tracktwo.resolution.engagements import KnownEngagement, link_engagements
from tracktwo.resolution.people import KnownPerson, link_people
from tracktwo.resolution.reprints import Witnesses, find_witnesses
from tracktwo.resolution.rounds import KnownRound, link_rounds
from tracktwo.resolution.rulings import NONE, Rulings
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
    #: What analyses found in it, kept by :mod:`tracktwo.analysis.once`; a changed copy begins without any.
    worked_out: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The dialogue's own name, or its parties where no document names it."""
        return _name(self.series)


#: Which entries people ruled to be one, and which to be several, by what they tell of.
Ruled = Callable[[Thing], Rulings]


class Described(Protocol):
    """What a dialogue can be named by."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def parties(self) -> tuple[str, ...]: ...
    @property
    def convenors(self) -> tuple[str, ...]: ...


D = TypeVar("D", bound=Described)


def nobody_ruled(thing: Thing) -> Rulings:
    """No rulings on anything."""
    return NONE


def open_dossiers(
    documents: Iterable[Document], entries: Iterable[Entry[Any]], ruled: Ruled = nobody_ruled
) -> tuple[Dossier, ...]:
    """Make a dossier for each dialogue in the record, those with most documents first."""
    shelf = _Shelf.of(documents, entries, ruled)
    return tuple(shelf.dossier(one) for one in shelf.series)


def open_dossier(
    words: str | None,
    documents: Iterable[Document],
    entries: Iterable[Entry[Any]],
    ruled: Ruled = nobody_ruled,
) -> Dossier:
    """Make the dossier of the one dialogue that ``words`` name; the others are not worked out.

    Raises:
        UsageError: as :func:`find_series` does.
    """
    shelf = _Shelf.of(documents, entries, ruled)
    return shelf.dossier(find_series(words, shelf.series))


def find_series(words: str | None, series: Sequence[D]) -> D:
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


def _described(series: Described) -> str:
    words = (series.key, *series.names, *series.parties, *series.convenors)
    return " ".join(words).casefold().replace("-", " ")


def _name(series: Described) -> str:
    return series.name or " – ".join(series.parties)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """All that the record holds, in order, with the dialogues that it tells of."""

    documents: tuple[Document, ...]
    entries: tuple[Entry[Any], ...]
    series: tuple[Series, ...]
    ruled: Ruled

    @classmethod
    def of(cls, documents: Iterable[Document], entries: Iterable[Entry[Any]], ruled: Ruled) -> "_Shelf":
        held = tuple(entries)
        linked = link_dialogues(of_kind(held, Round), of_kind(held, StateChange), ruled(Thing.DIALOGUES))
        return cls(tuple(documents), held, linked, ruled)

    def dossier(self, series: Series) -> Dossier:
        """The dossier of one of the dialogues."""
        wanted = set(series.documents) | _unclaimed(series, self.series, self.entries)
        own = [d for d in self.documents if d.id in wanted]
        return make_dossier(series, own, [e for e in self.entries if e.document.id in wanted], self.ruled)


def of_kind(entries: Iterable[Entry[Any]], kind: type[Claim]) -> tuple[Entry[Any], ...]:
    """The entries of claims of one class."""
    return tuple(e for e in entries if isinstance(e.claim, kind))


def make_dossier(
    series: Series,
    documents: Iterable[Document],
    entries: Iterable[Entry[Any]],
    ruled: Ruled = nobody_ruled,
) -> Dossier:
    """Make the dossier of a dialogue from its documents and all that these say."""
    own = tuple(sorted(documents, key=lambda d: (d.published or "", d.id)))
    inside = tuple(sorted(entries, key=_as_told))
    contacts = (e for e in of_kind(inside, Engagement) if e.claim.form is not Form.ROUND)
    engagements = link_engagements(contacts, ruled(Thing.ENGAGEMENTS))
    return Dossier(
        series=series,
        documents=own,
        witnesses=find_witnesses(own),
        rounds=link_rounds(series.rounds, ruled(Thing.ROUNDS)),
        people=link_people(of_kind(inside, Person), ruled(Thing.PEOPLE)),
        statements=link_statements(of_kind(inside, Statement), ruled(Thing.STATEMENTS)),
        engagements=tuple(e for e in engagements if _is_contact(e, series)),
        stances=tuple(e for e in of_kind(inside, Stance) if _speaks_for(e.claim.party, series)),
        states=tuple(sorted(series.states, key=_told)),
        commitments=of_kind(inside, Commitment),
        incidents=of_kind(inside, Incident),
        ideas=of_kind(inside, Idea),
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
    met = {e.document.id for e in of_kind(entries, Engagement) if is_contact_of(e.claim, series.parties)}
    own = set(series.documents)
    people = of_kind(entries, Person)
    known = parties_of_names(series.parties, [e for e in people if e.document.id in own])
    others = {e.document.id: e.document for e in people if last_word(e.claim.name) in known}
    naming = {d.id for d in others.values() if names_every_party(d, known, series.parties)}
    return (met | naming) - claimed


def is_contact_of(contact: Engagement, parties: Iterable[str]) -> bool:
    """Whether people of all these parties took part."""
    return set(parties) <= _at_table(contact)


def parties_of_names(sides: Collection[str], people: Iterable[Entry[Person]]) -> dict[str, str]:
    """For last words of names that people of one side alone bear: which side that is."""
    known: dict[str, set[str]] = {}
    for entry in people:
        party = entry.claim.party
        if party is not None and party in sides:
            known.setdefault(last_word(entry.claim.name), set()).add(party)
    return {name: next(iter(parties)) for name, parties in known.items() if len(parties) == 1}


def last_word(name: str) -> str:
    """The last word of a name, mostly the family name; the name itself where there is no word."""
    return (name.split() or [name])[-1]


def names_every_party(document: Document, known: Mapping[str, str], sides: Iterable[str]) -> bool:
    """Whether a document names somebody of every side. Those who are only spoken of are no people of a document:
    they are looked for in its words."""
    words = set(re.findall(r"\w[\w'’-]*", document.text))
    return {known[name] for name in words & known.keys()} >= set(sides)


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
