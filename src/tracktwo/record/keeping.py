"""Keeps what readers of a clearance see up to date, in the transaction that settles who is whom.

What is kept equals what is worked out from the record at that clearance: of documents from which something is withheld
only those are gone through that changed, or of which something else is withheld than before. Nobody reads it once the
record is in another state than the one it was made for.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Protocol

from sqlalchemy import Connection, delete, insert, select

from tracktwo.lexicon import sources
from tracktwo.model.judgement import Thing
from tracktwo.model.levels import Clearance
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.cases import Called, fewest_of, other_names
from tracktwo.record.identities import WHOLE, PeopleShelf
from tracktwo.record.levels import Restrictions, find_restrictions
from tracktwo.record.people_resolver import PeopleResolver
from tracktwo.record.review import Review
from tracktwo.record.series_shelf import SeriesResolver, SeriesShelf
from tracktwo.record.shadow import View, shown_of
from tracktwo.record.shown_rows import write_shown
from tracktwo.record.spaces import PREFIX, Space
from tracktwo.record.state import State, state_of

#: The modules, and the word lists, by which it is decided what is left of a document.
_MODULES = (
    "cases", "extracts", "facets", "giveaways", "letters", "redacting", "redaction", "rows", "shadow", "shown_rows",
    "withholding",
)  # fmt: skip
_LEXICONS = ("countries", "function_words", "movements", "offices", "organisations", "withholding")


class Resolver(PeopleResolver, SeriesResolver, Protocol):
    """What says who is whom; handed in, since that is not the record's work."""


@dataclass(frozen=True, slots=True)
class _Note:
    """By what, and for which state of the record, something was kept."""

    made_by: str
    fewest: int
    state: State


def kept_space(connection: Connection, clearance: Clearance) -> Space | None:
    """What is kept for a clearance, if it is that of the record as the connection sees it."""
    noted = _noted(connection, clearance)
    if noted is None or noted != _Note(version(), fewest_of(connection), state_of(connection)):
        return None
    return Space(connection, clearance)


def is_wanting(connection: Connection, clearance: Clearance) -> bool:
    """Whether something is withheld from a clearance, and what it sees is not kept as the record is now."""
    if clearance is Clearance.EVERYTHING or kept_space(connection, clearance) is not None:
        return False
    return bool(find_restrictions(connection).touched(clearance))


def in_use(connection: Connection) -> frozenset[Clearance]:
    """The clearances for which something is kept."""
    return frozenset(c for c in Clearance if _noted(connection, c) is not None)


def keep(
    connection: Connection,
    clearances: Collection[Clearance],
    resolver: Resolver,
    changed: Collection[int],
    *,
    anew: bool,
) -> None:
    """Bring up to date what is kept for some clearances; who is whom in the whole record is settled before.

    Args:
        connection: in a transaction that holds the write lock.
        clearances: those for which it is kept, or is to be from now on.
        resolver: says who is whom.
        changed: documents (numbers) that changed since this was last done.
        anew: whether the rules of the resolver have changed.
    """
    wanted = [c for c in clearances if c is not Clearance.EVERYTHING]
    if not wanted:
        return
    restrictions, called = find_restrictions(connection), other_names(connection)
    bases = _bases(connection, restrictions, called)
    for clearance in wanted:
        _Keeping(connection, clearance, restrictions, bases).refresh(resolver, changed, anew=anew)


def note_state(connection: Connection, clearances: Collection[Clearance]) -> None:
    """Note, as the last thing of a transaction, that what is kept for these clearances is that of the record now."""
    note = _Note(version(), fewest_of(connection), state_of(connection))
    value = json.dumps({"made_by": note.made_by, "fewest": note.fewest, "state": note.state})
    for clearance in clearances:
        if _noted(connection, clearance) is not None:
            _set_note(connection, clearance, value)


class _Keeping:
    """What is kept for one clearance, while it is brought up to date."""

    def __init__(
        self,
        connection: Connection,
        clearance: Clearance,
        restrictions: Restrictions,
        bases: Mapping[int, str],
    ) -> None:
        self._connection = connection
        self._clearance = clearance
        self._restrictions = restrictions
        self._bases = bases
        self._space = Space(connection, clearance)

    def refresh(self, resolver: Resolver, changed: Collection[int], *, anew: bool) -> None:
        """Take in what changed."""
        touched = self._restrictions.touched(self._clearance)
        noted = _noted(self._connection, self._clearance)
        if not touched:
            self._forget(is_there=noted is not None)
            return
        self._space.create()
        fewest = fewest_of(self._connection)
        is_begun = noted is not None and (noted.made_by, noted.fewest) == (version(), fewest)
        if not is_begun or anew or len(changed) > WHOLE:
            # From the whole record only what is withheld differs: quicker than working everything out from claims.
            self._withdraw(self._before())
            self._space.copy_identities()
            changed = ()
        moved = self._redact(touched, frozenset(changed), View(self._clearance, fewest))
        affected = sorted(self._with_ruled(moved | set(changed)))
        PeopleShelf(self._space.ground, resolver).refresh(affected)
        SeriesShelf(self._space.ground, resolver).refresh(affected)
        if noted is None:
            # Filled in once the transaction has named the state of the record.
            _set_note(self._connection, self._clearance, "{}")

    def _redact(self, touched: frozenset[int], changed: frozenset[int], view: View) -> set[int]:
        """Make anew what is left of documents where that may have changed, and return all that are seen otherwise."""
        before = self._before()
        new = {n for n in touched if n in changed or before.get(n) != self._bases[n]}
        gone = before.keys() - touched
        self._withdraw({n: before[n] for n in before.keys() & (new | gone)})
        rows = [{"document": number, "basis": self._bases[number]} for number in sorted(new)]
        if rows:
            self._connection.execute(insert(self._space.withheld), rows)
        for about, shown, known in shown_of(self._connection, self._restrictions, view, new):
            write_shown(self._space.own, shown, about, {known[name]: n for name, n in about.claims.items()})
        return new | gone

    def _before(self) -> dict[int, str]:
        withheld = self._space.withheld
        return {row.document: row.basis for row in self._connection.execute(select(withheld))}

    def _withdraw(self, documents: Mapping[int, str]) -> None:
        self._space.remove(documents)
        withheld = self._space.withheld
        for some in batches(sorted(documents)):
            self._connection.execute(delete(withheld).where(withheld.c.document.in_(some)))

    def _with_ruled(self, documents: set[int]) -> set[int]:
        """Documents with those that people ruled on together with them: a ruling counts only where both are seen."""
        review, found = Review(self._connection), set(documents)
        of: dict[str, int] = {}
        pairs = [
            pair
            for thing in (Thing.PEOPLE, Thing.DIALOGUES, Thing.ROUNDS)
            for rulings in (review.rulings(thing),)
            for pair in (*rulings.same, *rulings.distinct)
        ]
        claims = tables.claims.c
        for some in batches(sorted({name for pair in pairs for name in pair})):
            asked = select(claims.id, claims.document).where(claims.id.in_(some))
            of |= {row.id: row.document for row in self._connection.execute(asked)}
        for pair in pairs:
            both = {of[name] for name in pair if name in of}
            if not both.isdisjoint(documents):
                found |= both
        return found

    def _forget(self, *, is_there: bool) -> None:
        """Nothing is withheld from the clearance any more: it is given what is kept of the whole record."""
        if is_there:
            self._withdraw(self._before())
            self._space.forget_identities()
            meta = tables.meta
            self._connection.execute(delete(meta).where(meta.c.name == f"{PREFIX}{self._clearance.value}"))


@cache
def version() -> str:
    """First digits of the SHA-256 of the modules and word lists, the user's own included, that decide what is left."""
    here = files(__package__)
    texts = [here.joinpath(f"{name}.py").read_bytes() for name in _MODULES]
    texts += [text for name in _LEXICONS for text in sources(name)]
    return sha256(b"".join(sha256(text).digest() for text in texts)).hexdigest()[:16]


def _bases(connection: Connection, restrictions: Restrictions, called: Called) -> dict[int, str]:
    """What decides, besides a document itself, what is left of it; for all that are above public in any part."""
    claims = tables.claims.c
    names: dict[int, set[tuple[str, ...]]] = {}
    for some in batches(sorted(called)):
        for row in connection.execute(select(claims.id, claims.document).where(claims.id.in_(some))):
            names.setdefault(row.document, set()).add((row.id, *sorted(called[row.id])))
    found: dict[int, str] = {}
    for number in restrictions.levels.keys() | restrictions.entries.keys():
        sides = restrictions.participants.get(number, {})
        what = (
            restrictions.level(number).value,
            sorted(names.get(number, ())),
            sorted((party, sorted(who)) for party, who in sides.items()),
        )
        found[number] = sha256(json.dumps(what).encode()).hexdigest()
    return found


def _noted(connection: Connection, clearance: Clearance) -> _Note | None:
    meta = tables.meta.c
    value = connection.scalar(select(meta.value).where(meta.name == f"{PREFIX}{clearance.value}"))
    if value is None:
        return None
    told = json.loads(value)
    return _Note(told.get("made_by", ""), told.get("fewest", 0), tuple(told.get("state", ())))


def _set_note(connection: Connection, clearance: Clearance, value: str) -> None:
    meta, name = tables.meta, f"{PREFIX}{clearance.value}"
    connection.execute(delete(meta).where(meta.c.name == name))
    connection.execute(insert(meta).values(name=name, value=value))
