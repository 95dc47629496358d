"""The names of a record with the groups that resolution put them in, as it looks them up and changes them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from tracktwo.record import identity_tables as kept
from tracktwo.record.asking import batches
from tracktwo.record.facets import fold

#: A name with the party that a document gives it.
Key = tuple[str, str | None]

#: Terms are cut to what PostgreSQL can hold in an index.
_TERM = 400


@dataclass(frozen=True, slots=True)
class NameHome:
    """Names of one person as far as names can tell."""

    full: tuple[Key, ...]
    shorter: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name as it is kept."""

    number: int
    key: Key
    home: int | None
    is_full: bool


class NameShelf:
    """The names of a record with their groups, as resolution looks them up."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def with_terms(self, found_by: Collection[str]) -> Iterable[Key]:
        """Names of several words that have one of these terms."""
        return self._found([term[:_TERM] for term in found_by])

    def single(self, spelt: Collection[str]) -> Iterable[Key]:
        """Names of one word, by that word's spelling."""
        return self._found([f"|{word}"[:_TERM] for word in spelt])

    def still(self, names: Collection[Key]) -> Iterable[Key]:
        """Those of the names that are there."""
        return [row.key for row in self.rows(names)]

    def homes_of_words(self, homes: Collection[int], gone: Collection[str] = ()) -> set[int]:
        """The groups that have a word in common with these, where somebody is called by that word alone.

        Args:
            homes: groups of names.
            gone: what names were looked up by that are there no longer.
        """
        names, terms = kept.known_names.c, kept.name_terms.c
        of_names = select(terms.term).distinct().join(kept.known_names, names.number == terms.name)
        words = {term[1:] for term in gone if term[:1] in (".", "|")}
        for some in batches(sorted(homes)):
            is_word = or_(terms.term.startswith("."), terms.term.startswith("|"))
            words |= {
                term[1:] for term in self._connection.scalars(of_names.where(names.home.in_(some), is_word))
            }
        single = self._homes_with([f"|{word}" for word in words])
        called = [f".{word}" for word in words if f"|{word}" in single]
        fuller = self._homes_with(called)
        return {home for found in (*single.values(), *fuller.values()) for home in found}

    def _homes_with(self, found_by: Sequence[str]) -> dict[str, set[int]]:
        """For each of these terms that names have, the groups of these names."""
        names, terms = kept.known_names.c, kept.name_terms.c
        found: defaultdict[str, set[int]] = defaultdict(set)
        for some in batches(sorted(found_by)):
            asked = (
                select(terms.term, names.home)
                .distinct()
                .join(kept.known_names, names.number == terms.name)
                .where(terms.term.in_(some), names.home.is_not(None))
            )
            for row in self._connection.execute(asked):
                found[row.term].add(row.home)
        return found

    def rows(self, names: Collection[Key]) -> list[NameRow]:
        """Those of these names that are there."""
        known, wanted = kept.known_names, set(names)
        found = []
        for some in batches(sorted({name for name, _ in wanted})):
            for row in self._connection.execute(select(known).where(known.c.name.in_(some))):
                if (row.name, row.party) in wanted:
                    found.append(NameRow(row.number, (row.name, row.party), row.home, row.is_full))
        return found

    def everything(self) -> list[Key]:
        """Every name."""
        known = kept.known_names.c
        return [(row[0], row[1]) for row in self._connection.execute(select(known.name, known.party))]

    def look_up_by(self, terms_of: Callable[[str], Collection[str]]) -> None:
        """Have every name looked up by what it is looked up by now."""
        known = kept.known_names.c
        names = self._connection.execute(select(known.number, known.name)).all()
        self._connection.execute(delete(kept.name_terms))
        self._add_terms((row.number, terms_of(row.name)) for row in names)

    def _add_terms(self, terms_of: Iterable[tuple[int, Collection[str]]]) -> None:
        rows = [
            {"term": term, "name": number}
            for number, terms in terms_of
            for term in {t[:_TERM] for t in terms}
        ]
        if rows:
            self._connection.execute(insert(kept.name_terms), rows)

    def add(self, names: Mapping[Key, Collection[str]]) -> None:
        """Add names, with what they are looked up by, in no group yet."""
        if not names:
            return
        number = self._connection.scalar(select(func.max(kept.known_names.c.number))) or 0
        rows, terms = [], []
        for (name, party), found_by in names.items():
            number += 1
            sides = [party, *party.split("+")] if party else []
            rows.append({
                "number": number, "name": name, "party": party, "searched": f" {fold(name)} ",
                "sides": f" {' '.join(map(fold, dict.fromkeys(sides)))} ", "home": None, "is_full": False,
            })  # fmt: skip
            terms.append((number, found_by))
        self._connection.execute(insert(kept.known_names), rows)
        self._add_terms(terms)

    def drop_unused(self, numbers: Collection[int]) -> list[NameRow]:
        """Drop those of these names that no document gives any more, and return them."""
        known, gone = kept.known_names, []
        used = select(kept.mentions.c.claim).where(kept.mentions.c.name == known.c.number).exists()
        for some in batches(sorted(numbers)):
            for row in self._connection.execute(select(known).where(known.c.number.in_(some), ~used)):
                gone.append(NameRow(row.number, (row.name, row.party), row.home, row.is_full))
        for some in batches([row.number for row in gone]):
            self._connection.execute(delete(kept.name_terms).where(kept.name_terms.c.name.in_(some)))
            self._connection.execute(delete(known).where(known.c.number.in_(some)))
        return gone

    def settle(self, homes: Sequence[NameHome]) -> frozenset[int]:
        """Put names in these groups, and return the groups that they were in and are in."""
        rows = {row.key: row for row in self.rows([k for h in homes for k in (*h.full, *h.shorter)])}
        before = {row.home for row in rows.values() if row.home is not None}
        highest = self._connection.scalar(select(func.max(kept.known_names.c.home))) or 0
        # A surname may leave a group that the others stay in.
        taken = self._homes_beside(before, {row.number for row in rows.values()})
        changes, numbers = [], set(before)
        for home in homes:
            own = [rows[key] for key in (*home.full, *home.shorter)]
            free = sorted({row.home for row in own if row.home is not None} - taken)
            number = free[0] if free else highest + 1
            highest = max(highest, number)
            taken.add(number)
            numbers.add(number)
            changes += [
                {"own": row.number, "now": number, "full": row.key in set(home.full)}
                for row in own
                if (row.home, row.is_full) != (number, row.key in home.full)
            ]
        if changes:
            self._connection.execute(
                update(kept.known_names)
                .where(kept.known_names.c.number == bindparam("own"))
                .values(home=bindparam("now"), is_full=bindparam("full")),
                changes,
            )
        return frozenset(numbers)

    def _homes_beside(self, homes: Collection[int], names: Collection[int]) -> set[int]:
        """Those of the groups that hold other names (numbers) than these."""
        known, found = kept.known_names.c, set()
        for some in batches(sorted(homes)):
            for row in self._connection.execute(select(known.number, known.home).where(known.home.in_(some))):
                if row.number not in names:
                    found.add(row.home)
        return found

    def _found(self, terms: Sequence[str]) -> list[Key]:
        names, found_by = kept.known_names.c, kept.name_terms.c
        found: list[Key] = []
        for some in batches(sorted(set(terms))):
            asked = (
                select(names.name, names.party)
                .distinct()
                .join(kept.name_terms, found_by.name == names.number)
            )
            found += [
                (row[0], row[1]) for row in self._connection.execute(asked.where(found_by.term.in_(some)))
            ]
        return found
