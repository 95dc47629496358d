"""Keeps series of talks up to date as documents come and go: which accounts tell of which dialogue.

Which accounts tell of one dialogue is handed in, since that is resolution's work. It depends on accounts with
the same parties, and on those of the same name with some of these parties or some more; only these are asked
about when documents change.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from tracktwo.model import Document, Entry, Round, StateChange
from tracktwo.model.judgement import Thing
from tracktwo.model.printed import claim_from_json
from tracktwo.model.rulings import Rulings
from tracktwo.record import identity_tables as kept
from tracktwo.record import tables
from tracktwo.record.asking import batches, claims_where
from tracktwo.record.entries import Filter
from tracktwo.record.facets import fold
from tracktwo.record.ground import Ground
from tracktwo.record.identities import WHOLE
from tracktwo.record.rows import KINDS, Values
from tracktwo.record.state import note_changed

_KINDS = (Round.KEY, StateChange.KEY)

#: The name in ``meta`` of the highest number that any series ever had.
_LAST = "last series"


@dataclass(frozen=True, slots=True)
class FoundSeries:
    """A series of talks as resolution has it."""

    key: str
    name: str | None
    names: tuple[str, ...]
    parties: tuple[str, ...]
    convenors: tuple[str, ...]
    track: str | None
    #: How many rounds the accounts come to.
    rounds: int
    #: Ids of the claims that tell of it.
    claims: tuple[str, ...]


class SeriesResolver(Protocol):
    """Which accounts tell of which dialogue: the work of the resolution wing."""

    def link(
        self,
        rounds: Sequence[Entry[Round]],
        states: Sequence[Entry[StateChange]],
        rulings: Rulings,
        of_rounds: Rulings,
    ) -> Sequence[FoundSeries]:
        """The series that these accounts tell of. Entries come without cited words and texts."""


class SeriesShelf:
    """Which claims tell of which series; inside a transaction that holds the write lock."""

    def __init__(self, ground: Ground, resolver: SeriesResolver) -> None:
        self._ground = ground
        self._connection = ground.identities
        self._resolver = resolver

    def refresh(self, documents: Sequence[int], *, anew: bool = False) -> None:
        """Take in what these documents (numbers) say now; ``anew`` where the rules have changed since."""
        tellings = kept.tellings.c
        parties: set[str] = set()
        old: set[int] = set()
        for some in batches(documents):
            asked = select(tellings.parties).distinct().where(tellings.document.in_(some))
            parties |= set(self._connection.scalars(asked))
            members = kept.series_members.c
            old |= set(
                self._connection.scalars(select(members.series).distinct().where(members.document.in_(some)))
            )
            self._connection.execute(delete(kept.tellings).where(tellings.document.in_(some)))
            rows = self._said(some)
            parties |= {row["parties"] for row in rows}
            if rows:
                self._connection.execute(insert(kept.tellings), rows)
        if anew or len(documents) > WHOLE:
            parties |= set(self._connection.scalars(select(tellings.parties).distinct()))
            old = set(self._connection.scalars(select(kept.series.c.number)))
        else:
            parties, old = self._with_touched(parties, old)
        self._replace(sorted(parties), old)

    def _said(self, documents: Sequence[int]) -> list[Values]:
        claims = tables.claims.c
        asked = select(
            claims.number,
            claims.document,
            claims.kind,
            func.coalesce(claims.corrected, claims.payload).label("says"),
        ).where(claims.kind.in_(_KINDS), claims.document.in_(documents), *claims_where(Filter()))
        found = []
        for row in self._ground.rows(asked):
            says = json.loads(row.says)
            about = (
                says["dialogue"]
                if row.kind == Round.KEY
                else {"name": says["dialogue"], "parties": says["parties"]}
            )
            parties = "+".join(sorted(about["parties"]))
            called = fold(about["name"] or "")
            found.append(
                {"claim": row.number, "document": row.document, "parties": parties, "called": called}
            )
        return found

    def _with_touched(self, parties: set[str], series: set[int]) -> tuple[set[str], set[int]]:
        """The parties of every table that these can touch, and the series that are there now."""
        tellings, members = kept.tellings.c, kept.series_members.c
        tables_found, series_found = set(parties), set(series)
        while parties or series:
            near = self._parties_near(parties)
            there: set[int] = set()
            for some in batches(sorted(parties)):
                asked = select(members.series).distinct().join(kept.tellings, tellings.claim == members.claim)
                there |= set(self._connection.scalars(asked.where(tellings.parties.in_(some))))
            for numbers in batches(sorted(series)):
                # What people joined is at several tables.
                told = (
                    select(tellings.parties)
                    .distinct()
                    .join(kept.series_members, tellings.claim == members.claim)
                )
                near |= set(self._connection.scalars(told.where(members.series.in_(numbers))))
            parties, series = near - tables_found, there - series_found
            tables_found |= parties
            series_found |= series
        return tables_found, series_found

    def _parties_near(self, parties: Collection[str]) -> set[str]:
        """Parties of dialogues of the same name, of which some are the same, and one side has more."""
        tellings, found = kept.tellings.c, set()
        for some in batches(sorted(parties)):
            called = (
                select(tellings.called).distinct().where(tellings.parties.in_(some), tellings.called != "")
            )
            for names in batches(sorted(self._connection.scalars(called))):
                others = select(tellings.parties).distinct().where(tellings.called.in_(names))
                found |= {
                    p for p in self._connection.scalars(others) if any(_is_part(p, own) for own in some)
                }
        return found

    def _replace(self, parties: Sequence[str], old: set[int]) -> None:
        tellings = kept.tellings.c
        rows = [row for some in batches(parties) for row in self._accounts(tellings.parties.in_(some))]
        own = {row.id: row for row in rows}
        # A change of state has the track of the rounds beside it, wherever these belong.
        beside = sorted({row.document for row in rows if row.kind == StateChange.KEY})
        for some in batches(beside):
            rows += [row for row in self._accounts(tellings.document.in_(some)) if row.id not in own]
        entries = {row.id: _entry(row) for row in rows}
        rounds = [e for e in entries.values() if isinstance(e.claim, Round)]
        states = [e for e in entries.values() if isinstance(e.claim, StateChange) and e.id in own]
        rulings, of_rounds = self._ground.rulings(Thing.DIALOGUES), self._ground.rulings(Thing.ROUNDS)
        found = self._resolver.link(rounds, states, rulings, of_rounds)
        before = self._documents_of(old)
        # A number is given to no other series later: what was worked out of one is known by it.
        last = self._last_number()
        for numbers in batches(sorted(old)):
            self._connection.execute(
                delete(kept.series_members).where(kept.series_members.c.series.in_(numbers))
            )
            self._connection.execute(delete(kept.series).where(kept.series.c.number.in_(numbers)))
        kept_now = [one for one in found if any(claim in own for claim in one.claims)]
        self._write(kept_now, {r.id: r for r in rows}, last)
        after = {own[claim].document for one in kept_now for claim in one.claims if claim in own}
        # Whether a document tells of any dialogue may depend on what others say.
        note_changed(self._connection, before ^ after)

    def _documents_of(self, series: Collection[int]) -> set[int]:
        members = kept.series_members.c
        return {
            number
            for some in batches(sorted(series))
            for number in self._connection.scalars(
                select(members.document).distinct().where(members.series.in_(some))
            )
        }

    def _last_number(self) -> int:
        """The highest number that any series ever had."""
        meta = tables.meta.c
        noted = self._connection.scalar(select(meta.value).where(meta.name == _LAST))
        return max(int(noted or 0), self._connection.scalar(select(func.max(kept.series.c.number))) or 0)

    def _accounts(self, holds: ColumnElement[bool]) -> list[Row[Any]]:
        claims, documents = tables.claims.c, tables.documents.c
        asked = (
            select(
                claims.number, claims.id, claims.kind, func.coalesce(claims.corrected, claims.payload).label("says"),
                claims.earliest, claims.latest, claims.document, documents.id.label("of"), documents.published,
            )
            .join(kept.tellings, kept.tellings.c.claim == claims.number)
            .join(tables.documents, documents.number == claims.document)
            .where(holds)
        )  # fmt: skip
        return self._ground.rows(asked)

    def _write(self, found: Sequence[FoundSeries], rows: Mapping[str, Row[Any]], number: int) -> None:
        members: list[Values] = []
        about: list[Values] = []
        for one in found:
            number += 1
            own = [rows[claim] for claim in one.claims]
            same = [
                ("claim", "number"),
                ("document", "document"),
                ("earliest", "earliest"),
                ("latest", "latest"),
            ]
            members += [{"series": number} | {to: getattr(row, of) for to, of in same} for row in own]
            latest = max(own, key=lambda r: (r.latest or "", r.id))
            about.append({
                "number": number, "key": one.key, "name": one.name, "names": _json(one.names),
                "parties": _json(one.parties), "convenors": _json(one.convenors), "track": one.track,
                "rounds": one.rounds, "documents": len({r.document for r in own}),
                "earliest": min((r.earliest for r in own if r.earliest), default=None),
                "latest": max((r.latest for r in own if r.latest), default=None),
                "last_change": _last_change(own), "cited": latest.of, "shown": latest.number,
            })  # fmt: skip
        self._note_last(number)
        places = self._places([row["shown"] for row in about])
        if about:
            for row in about:
                row["start"], row["end"] = places.get(row.pop("shown"), (0, 0))
            self._connection.execute(insert(kept.series), about)
            self._connection.execute(insert(kept.series_members), members)

    def _note_last(self, number: int) -> None:
        meta = tables.meta
        noted = update(meta).where(meta.c.name == _LAST).values(value=str(number))
        if not self._connection.execute(noted).rowcount:
            self._connection.execute(insert(meta).values(name=_LAST, value=str(number)))

    def _places(self, claims: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Where the first citation of each claim stands."""
        cited, found = tables.citations.c, {}
        for some in batches(claims):
            asked = select(cited.claim, cited.start, cited.end).where(cited.claim.in_(some), cited.seq == 0)
            found.update({row.claim: (row.start, row.end) for row in self._ground.rows(asked)})
        return found


def _entry(row: Row[Any]) -> Entry[Any]:
    document = Document(row.of, "", "", published=row.published)
    printed = json.loads(row.says) | {"evidence": []}
    return Entry(row.id, claim_from_json(KINDS[row.kind], printed, document), document)


def _last_change(rows: Sequence[Row[Any]]) -> str | None:
    """The change of state told of last, and when."""
    dated = sorted((row for row in rows if row.kind == StateChange.KEY and row.latest), key=lambda r: r.id)
    if not dated:
        return None
    last = max(dated, key=lambda r: r.latest)
    says = json.loads(last.says)
    return f"{says['change']} {says['when'] or last.latest}"


def _json(values: Sequence[str]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _is_part(one: str, other: str) -> bool:
    a, b = set(one.split("+")), set(other.split("+"))
    return a < b or b < a
