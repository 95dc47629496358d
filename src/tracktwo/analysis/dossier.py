"""Everything that the record holds on one dialogue, brought together: the ground on which analyses stand.

Takes entries that the record's gate has let through and decides only which of them belong to which dialogue.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar

from tracktwo.analysis.carried import Carried
from tracktwo.analysis.sides_named import last_word, names_every_party, parties_of_names
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
from tracktwo.model.printed import first_place
from tracktwo.resolution.again import Again
from tracktwo.resolution.dialogues import Series, link_dialogues
from tracktwo.resolution.engagements import KnownEngagement, link_engagements
from tracktwo.resolution.people import KnownPerson, find_person, link_people
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
    #: What it was linked by, for when a few of its entries have changed.
    again: Again | None = field(default=None, compare=False, repr=False)
    #: What analyses found in it, kept by :mod:`tracktwo.analysis.once`; a changed copy begins without any.
    carried: Carried = field(default_factory=Carried, init=False, compare=False, repr=False)

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
    """All that the record holds, with the dialogues that it tells of, and what each of them is looked up by.

    A record of many dialogues is gone through once for all of them.
    """

    documents: Mapping[str, Document]
    series: tuple[Series, ...]
    ruled: Ruled
    by_document: Mapping[str, Sequence[Entry[Any]]]
    #: Documents with each set of parties that met, by party.
    contacts: Mapping[str, Sequence[tuple[frozenset[str], str]]]
    #: Documents whose people bear a last word, by that word.
    naming: Mapping[str, Collection[str]]
    #: Documents that tell of a round or a state of any dialogue.
    claimed: frozenset[str]

    @classmethod
    def of(cls, documents: Iterable[Document], entries: Iterable[Entry[Any]], ruled: Ruled) -> "_Shelf":
        held = tuple(entries)
        linked = link_dialogues(of_kind(held, Round), of_kind(held, StateChange), ruled(Thing.DIALOGUES))
        by_document: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
        contacts: defaultdict[str, set[tuple[frozenset[str], str]]] = defaultdict(set)
        naming: defaultdict[str, set[str]] = defaultdict(set)
        for entry in held:
            by_document[entry.document.id].append(entry)
            if isinstance(entry.claim, Engagement):
                met = frozenset(_at_table(entry.claim))
                for party in met:
                    contacts[party].add((met, entry.document.id))
            elif isinstance(entry.claim, Person):
                naming[last_word(entry.claim.name)].add(entry.document.id)
        claimed = frozenset(document for one in linked for document in one.documents)
        given = {d.id: d for d in documents}
        ordered = {party: sorted(own, key=lambda c: c[1]) for party, own in contacts.items()}
        return cls(given, linked, ruled, by_document, ordered, naming, claimed)

    def dossier(self, series: Series) -> Dossier:
        """The dossier of one of the dialogues."""
        wanted = sorted({*series.documents, *self._unclaimed(series)} & self.by_document.keys())
        own = [self.documents.get(d, self.by_document[d][0].document) for d in wanted]
        return make_dossier(series, own, [e for d in wanted for e in self.by_document[d]], self.ruled)

    def _unclaimed(self, series: Series) -> set[str]:
        """Documents that tell of no round but of contacts between the parties, or of people of every party whom the
        dialogue's own documents know: the official dialogue's."""
        if series.track is not Track.I:
            return set()
        sides = set(series.parties)
        rarest = min((self.contacts.get(p, ()) for p in series.parties), key=len, default=())
        met = {document for table, document in rarest if sides <= table}
        own = [e for d in series.documents for e in self.by_document.get(d, ())]
        known = parties_of_names(series.parties, of_kind(own, Person))
        near = {d for name in known for d in self.naming.get(name, ())} - self.claimed - met
        texts = (self.by_document[d][0].document for d in near)
        naming = {d.id for d in texts if names_every_party(d.text, known, series.parties)}
        return (met | naming) - self.claimed


def of_kind(entries: Iterable[Entry[Any]], kind: type[Claim]) -> tuple[Entry[Any], ...]:
    """The entries of claims of one class."""
    return tuple(e for e in entries if isinstance(e.claim, kind))


def make_dossier(
    series: Series,
    documents: Iterable[Document],
    entries: Iterable[Entry[Any]],
    ruled: Ruled = nobody_ruled,
    before: Again | None = None,
) -> Dossier:
    """Make the dossier of a dialogue from its documents and all that these say.

    ``before`` is what a dossier was linked by whose entries are mostly the very same.
    """
    own = tuple(sorted(documents, key=lambda d: (d.published or "", d.id)))
    again = Again(before)
    kinds = _by_kind(own, entries, again)
    told = _RoundsTold.of(series.rounds)
    contacts = [e for e in kinds[Engagement] if e.claim.form is not Form.ROUND]
    engagements = link_engagements(contacts, ruled(Thing.ENGAGEMENTS), again)
    people = link_people(kinds[Person], ruled(Thing.PEOPLE), again)
    of_rounds = ruled(Thing.ROUNDS)
    return Dossier(
        series=series,
        documents=own,
        witnesses=find_witnesses(own, again),
        rounds=again.of("rounds", series.rounds, lambda: link_rounds(series.rounds, of_rounds), of_rounds),
        people=people,
        statements=link_statements(kinds[Statement], ruled(Thing.STATEMENTS), again),
        engagements=tuple(e for e in engagements if _is_contact(e, series, people, told)),
        stances=tuple(e for e in kinds[Stance] if _speaks_for(e.claim.party, series)),
        states=tuple(sorted(series.states, key=_told)),
        commitments=tuple(kinds[Commitment]),
        incidents=tuple(kinds[Incident]),
        ideas=tuple(kinds[Idea]),
        again=again,
    )


def _by_kind(
    documents: Iterable[Document], entries: Iterable[Entry[Any]], again: Again
) -> Mapping[type[Claim], list[Entry[Any]]]:
    """Entries by their classes: oldest document first, and within a document in the order of the text."""
    by_document: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
    for entry in entries:
        by_document[entry.document.id].append(entry)
    kinds: defaultdict[type[Claim], list[Entry[Any]]] = defaultdict(list)
    for document in documents:
        own = by_document.get(document.id, [])
        for entry in again.of("told", own, partial(_as_told, own)):
            kinds[type(entry.claim)].append(entry)
    return kinds


def _is_contact(
    known: KnownEngagement, series: Series, people: tuple[KnownPerson, ...], told: "_RoundsTold"
) -> bool:
    """Whether this is a contact of the parties besides the rounds, and not a round told once more.

    The side of people whom the document gives none is taken from the dialogue's other documents.
    """
    if not known.parties & set(series.parties) and not sides_known(known, people) & set(series.parties):
        return False
    return not all(map(told.tell_of, known.entries))


def sides_known(known: KnownEngagement, people: tuple[KnownPerson, ...]) -> frozenset[str]:
    """The sides of those who took part, by all that the record knows of them."""
    named = {(p.name, p.party) for e in known.entries for p in (*e.claim.who, *e.claim.with_) if p.name}
    found = (find_person(name or "", party, people) for name, party in named)
    return known.parties | {person.party for person in found if person and person.party}


@dataclass(frozen=True, slots=True)
class _RoundsTold:
    """The accounts of a dialogue's rounds, by the document that each stands in, and the times that they give."""

    by_document: Mapping[str, Sequence[Entry[Round]]]
    times: frozenset[str | None]

    @classmethod
    def of(cls, rounds: Iterable[Entry[Round]]) -> "_RoundsTold":
        by_document: dict[str, list[Entry[Round]]] = {}
        for told in rounds:
            if not told.claim.implied:
                by_document.setdefault(told.document.id, []).append(told)
        return cls(by_document, frozenset(e.claim.when for own in by_document.values() for e in own))

    def tell_of(self, contact: Entry[Engagement]) -> bool:
        """Whether a contact without named people is a round that the same words, or the same day, tell of."""
        if not self.times or any(p.name for p in (*contact.claim.who, *contact.claim.with_)):
            return False
        return contact.claim.when is None or contact.claim.when in self.times or self._by_same_words(contact)

    def _by_same_words(self, contact: Entry[Engagement]) -> bool:
        return any(
            a.span.overlaps(b.span)
            for told in self.by_document.get(contact.document.id, ())
            for a in told.claim.evidence
            for b in contact.claim.evidence
        )


def is_contact_of(contact: Engagement, parties: Iterable[str]) -> bool:
    """Whether people of all these parties took part."""
    return set(parties) <= _at_table(contact)


def _at_table(contact: Engagement) -> set[str]:
    return {code for p in (*contact.who, *contact.with_) if p.party for code in p.party.split("+")}


def _speaks_for(party: str, series: Series) -> bool:
    return bool(set(party.split("+")) & set(series.parties))


def _as_told(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """What one document says, in the order of its text."""
    return sorted(entries, key=lambda e: (first_place(e.claim), e.id))


def _told(entry: Entry[StateChange]) -> tuple[str, str]:
    return entry.claim.when or entry.document.published or "", entry.id
