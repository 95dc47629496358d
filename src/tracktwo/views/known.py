"""The lists of people and of dialogues: what several documents tell of one is one row, with a citation.

Who is whom is decided in resolution. A record keeps what came of it; where it does not have that, or not for
this reader, it is worked out here from the claims that the gate gives.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tracktwo.model import Claim, Entry, Person, Round, StateChange
from tracktwo.model.judgement import Thing
from tracktwo.record import (
    Brief,
    Filter,
    Gate,
    Kept,
    PersonEntry,
    SeriesEntry,
    cursor_of,
    days_of,
    people_place,
    series_place,
)
from tracktwo.views.fields import Field, hidden
from tracktwo.views.naming import entry_mark
from tracktwo.views.ordering import PEOPLE_SORTS, SERIES_SORTS, in_order, page_in_order
from tracktwo.views.paging import page_of
from tracktwo.views.tables import Column, Table

if TYPE_CHECKING:
    from tracktwo.resolution.dialogues import Series
    from tracktwo.resolution.people import KnownPerson

Entries = Sequence[Entry[Any]]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The claims that tell of one person or dialogue, the latest last."""

    claims: tuple[str, ...]
    citations: tuple[str, ...]


def people(gate: Gate, filter: Filter, whole: bool = True) -> Table:
    """People across documents, those whom most documents name first, with the latest citation.

    The filter chooses people; what is shown of one is all that the reader may know. Without ``whole`` the
    columns that only JSON and CSV show hold the first claim and no more, which is quicker.
    """
    kept = gate.kept
    if kept is not None:
        found, after = _people_in_order(gate, kept, filter) if filter.sort else page_of(kept.people, filter)
        if whole:
            told = kept.accounts_of_people([p.number for p in found])
            accounts = {number: _accounts(own) for number, own in told.items()}
        else:
            accounts = {p.number: Accounts((p.first_claim,), ()) for p in found if p.first_claim}
    else:
        found, accounts, after = _people_from_claims(gate, filter)
    table = _table(_PERSON, found, [accounts.get(p.number, _NONE) for p in found], "no people")
    return replace(table, after=after)


def dialogues(gate: Gate, filter: Filter, whole: bool = True) -> Table:
    """Series of talks across documents, those that most documents tell of first; otherwise as :func:`people`."""
    kept = gate.kept
    if kept is not None:
        found, after = _series_in_order(kept, filter) if filter.sort else page_of(kept.series, filter)
        if whole:
            told = kept.accounts_of_series([s.number for s in found])
            accounts = {number: _accounts(own) for number, own in told.items()}
        else:
            first = kept.first_of_series([s.number for s in found])
            accounts = {number: Accounts((claim,), ()) for number, claim in first.items()}
    else:
        found, accounts, after = _series_from_claims(gate, filter)
    table = _table(_SERIES, found, [accounts.get(s.number, _NONE) for s in found], "no dialogues")
    return replace(table, after=after)


_NONE = Accounts((), ())


def _people_in_order(gate: Gate, kept: Kept, filter: Filter) -> tuple[tuple[PersonEntry, ...], str | None]:
    """A page of the people in the order that is asked for. The order of everybody is worked out once."""
    ordered = gate.remembered(
        ("people in order", filter.sort, filter.falls),
        lambda: in_order(kept.briefs_of_people(), filter.sort, PEOPLE_SORTS, falls=filter.falls),
    )
    fitting = kept.numbers_of_people(filter)
    numbers, after = page_in_order((p for p in ordered if fitting is None or p.number in fitting), filter)
    return kept.people_of_numbers(numbers), after


def _series_in_order(kept: Kept, filter: Filter) -> tuple[tuple[SeriesEntry, ...], str | None]:
    fitting = {s.number: s for s in kept.series(replace(filter, sort=None, limit=None, after=None))}
    briefs = (one for one in kept.briefs_of_series() if one.number in fitting)
    numbers, after = page_in_order(in_order(briefs, filter.sort, SERIES_SORTS, falls=filter.falls), filter)
    return tuple(fitting[number] for number in numbers), after


def _accounts(found: Iterable[Any]) -> Accounts:
    known = tuple(found)
    return Accounts(tuple(a.claim for a in known), tuple(a.citation for a in known))


def _people_from_claims(
    gate: Gate, filter: Filter
) -> tuple[tuple[PersonEntry, ...], dict[int, Accounts], str | None]:
    from tracktwo.resolution.people import link_people

    known = link_people(gate.claims(Person), gate.rulings(Thing.PEOPLE))
    chosen = _chosen(gate, Person, filter)
    first = _first_behind(gate, known, None if filter.sort else people_place(filter))
    fitting = [
        (number, p)
        for number, p in enumerate(known)
        if number >= first and (chosen is None or any(e.id in chosen for e in p.entries))
    ]
    shown, after = fitting[: filter.limit], None
    if filter.sort:
        ordered = in_order((_brief(*one) for one in fitting), filter.sort, PEOPLE_SORTS, falls=filter.falls)
        numbers, after = page_in_order(ordered, filter)
        shown = [(number, known[number]) for number in numbers]
    accounts = {number: _told(gate, p.entries) for number, p in shown}
    found = tuple(
        PersonEntry(
            number, p.name, p.names, p.party, p.offices, _each(e.claim.function for e in p.entries),
            len(p.entries), len(p.documents), _first(p.entries), _last(p.entries), accounts[number].citations[-1],
        )
        for number, p in shown
    )  # fmt: skip
    if found and not filter.sort and len(fitting) > len(found):
        after = cursor_of(found[-1])
    return found, accounts, after


def _brief(number: int, person: "KnownPerson") -> Brief:
    parties = (person.party,) if person.party else ()
    entries = sorted(person.entries, key=lambda e: (_last((e,)) or "", e.id))
    documents = len(person.documents)
    return Brief(number, entries[-1].id, person.name, parties, documents, 0, _first(entries), _last(entries))


def _first_behind(gate: Gate, known: "Sequence[KnownPerson]", place: tuple[int, str, str, str] | None) -> int:
    """The first person, by place among them, who stands behind the one of whom a cursor was made."""
    if place is None:
        return 0
    *about, citation = place
    keys = [(-len(p.documents), p.name, p.party or "") for p in known]
    namesakes = [n for n, key in enumerate(keys) if key == tuple(about)]
    own = (n for n in namesakes if _told(gate, known[n].entries).citations[-1] == citation)
    # Somebody who was settled anew since is looked for before all of the same name.
    return next((n + 1 for n in own), sum(key < tuple(about) for key in keys))


def _series_from_claims(
    gate: Gate, filter: Filter
) -> tuple[tuple[SeriesEntry, ...], dict[int, Accounts], str | None]:
    from tracktwo.resolution.dialogues import link_dialogues
    from tracktwo.resolution.rounds import link_rounds

    known = link_dialogues(gate.claims(Round), gate.claims(StateChange), gate.rulings(Thing.DIALOGUES))
    of_rounds = gate.rulings(Thing.ROUNDS)
    days = replace(filter, party=None)
    chosen = [_chosen(gate, kind, days) for kind in (Round, StateChange)]
    place = None if filter.sort else series_place(filter)
    fitting = [
        (s, entries)
        for s in known
        if filter.party is None or filter.party.casefold() in map(str.casefold, s.parties)
        for entries in [(*s.rounds, *s.states)]
        if chosen[0] is None or any(e.id in (own or ()) for e in entries for own in chosen)
        if place is None or (-len(s.documents), s.key) > place
    ]

    def rounds(one: "Series") -> int:
        return len(link_rounds([e for e in one.rounds if not e.claim.implied], of_rounds))

    shown, after = fitting[: filter.limit], None
    if filter.sort:
        briefs = (
            Brief(n, s.key, s.name, s.parties, len(s.documents), rounds(s), _first(entries), _last(entries))
            for n, (s, entries) in enumerate(fitting)
        )
        ordered = in_order(briefs, filter.sort, SERIES_SORTS, falls=filter.falls)
        numbers, after = page_in_order(ordered, filter)
        shown = [fitting[number] for number in numbers]
    accounts = {number: _told(gate, entries) for number, (_, entries) in enumerate(shown)}
    found = tuple(
        SeriesEntry(
            number, s.key, s.name, s.names, s.parties, s.convenors, s.track and s.track.value, rounds(s),
            len(s.documents), _first(entries), _last(entries), _last_change(s.states), accounts[number].citations[-1],
        )
        for number, (s, entries) in enumerate(shown)
    )  # fmt: skip
    if found and not filter.sort and len(fitting) > len(found):
        after = cursor_of(found[-1])
    return found, accounts, after


def _chosen(gate: Gate, kind: type[Claim], filter: Filter) -> frozenset[str] | None:
    """Ids of the claims that a filter lets through; None where it lets all through."""
    narrowed = replace(filter, limit=None, after=None, sort=None, falls=False)
    return None if narrowed == Filter() else frozenset(e.id for e in gate.claims(kind, narrowed))


def _told(gate: Gate, entries: Entries) -> Accounts:
    ordered = sorted(entries, key=lambda e: (_last((e,)) or "", e.id))
    return Accounts(tuple(e.id for e in ordered), tuple(entry_mark(gate, e) for e in ordered))


_PERSON = (
    Field("name", attrgetter("name"), share=2),
    Field("party", attrgetter("party")),
    Field("offices", attrgetter("offices"), share=3),
    Field("documents", attrgetter("documents")),
    Field("first", attrgetter("first")),
    Field("last", attrgetter("last")),
    hidden("names", attrgetter("names")),
    hidden("functions", attrgetter("functions")),
)
_SERIES = (
    Field("key", lambda s: s.key),
    Field("dialogue", lambda s: s.name or "(unnamed)", share=2),
    Field("parties", lambda s: s.parties),
    Field("track", lambda s: s.track),
    Field("rounds", lambda s: s.rounds),
    Field("last_change", lambda s: s.last_change),
    Field("first", lambda s: s.first),
    Field("last", lambda s: s.last),
    Field("documents", lambda s: s.documents),
    hidden("names", lambda s: s.names),
    hidden("convenors", lambda s: s.convenors),
)


def _table(fields: Sequence[Field], found: Sequence[Any], told: Sequence[Accounts], empty: str) -> Table:
    columns = (
        *(field.column for field in fields),
        Column("citation"), Column("citations", False), Column("claims", False),
    )  # fmt: skip
    # Column by column, which is quicker than row by row for ten thousand rows.
    cells = ([*map(field.get, found)] for field in fields)
    proof = [one.citation for one in found], [own.citations for own in told], [own.claims for own in told]
    return Table(columns, tuple(zip(*cells, *proof, strict=True)), empty)


def _last_change(states: Sequence[Entry[StateChange]]) -> str | None:
    dated = [(_last((e,)), e.claim) for e in states if _last((e,))]
    day, last = max(dated, key=lambda pair: pair[0] or "", default=(None, None))
    return f"{last.change.value} {last.when or day}" if last else None


def _first(entries: Entries) -> str | None:
    days = (days_of(e.claim, e.document.published).earliest for e in entries)
    return min((day for day in days if day), default=None)


def _last(entries: Entries) -> str | None:
    days = (days_of(e.claim, e.document.published).latest for e in entries)
    return max((day for day in days if day), default=None)


def _each(values: Iterable[str | None]) -> tuple[str, ...]:
    """Different values, most frequent first."""
    counted = Counter(value for value in values if value)
    return tuple(sorted(counted, key=lambda value: (-counted[value], value)))
