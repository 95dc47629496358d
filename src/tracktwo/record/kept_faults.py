"""Proves what a record keeps for clearances again: against what is left of its documents, and whom its claims name.

It repairs nothing; what nobody reads, because it lags behind the record, is not looked at.
"""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from tracktwo.model import Person
from tracktwo.record import identity_tables as kept
from tracktwo.record import tables
from tracktwo.record.asking import claims_where
from tracktwo.record.cases import fewest_of
from tracktwo.record.changes import payload_of
from tracktwo.record.entries import Fault, Filter
from tracktwo.record.keeping import in_use, kept_space
from tracktwo.record.levels import Restrictions, find_restrictions
from tracktwo.record.shadow import View, shown_of
from tracktwo.record.spaces import Space


def faults_kept(connection: Connection) -> Iterator[Fault]:
    """What is kept for some clearance and is not what that clearance may see, or not all of it."""
    restrictions = find_restrictions(connection)
    for clearance in sorted(in_use(connection)):
        space = kept_space(connection, clearance)
        if space is None:
            continue
        yield from _faults_of_extracts(space, restrictions)
        if _named(space) != _kept_names(space):
            yield Fault(
                "", f"the people that readers of level {clearance} are shown are not those they may know of"
            )


def _faults_of_extracts(space: Space, restrictions: Restrictions) -> Iterator[Fault]:
    documents, claims = tables.documents.c, tables.claims.c
    touched = restrictions.touched(space.clearance)
    if set(space.connection.scalars(select(space.withheld.c.document))) != touched:
        yield Fault(
            "", f"it is not noted which documents readers of level {space.clearance} may not see in full"
        )
    for about, shown, _ in shown_of(
        space.connection, restrictions, View(space.clearance, fewest_of(space.connection))
    ):
        text = space.own.scalar(select(documents.text).where(documents.number == about.number))
        rows = space.own.execute(select(claims.id, claims.payload).where(claims.document == about.number))
        own = {(row.id, row.payload) for row in rows}
        left = {(entry.id, payload_of(entry.claim, entry.nested_in)) for entry in shown.entries}
        if text != shown.document.text or own != left:
            what = f"what readers of level {space.clearance} are shown of it is not what is left of it"
            yield Fault(about.id, f"{what}; read it again, and it is made anew")


def _named(space: Space) -> set[tuple[int, str, str | None]]:
    """Whom the claims name that the clearance sees."""
    claims = tables.claims.c
    says = func.coalesce(claims.corrected, claims.payload).label("says")
    asked = select(claims.number, says).where(claims.kind == Person.KEY, *claims_where(Filter()))
    told = ((row.number, json.loads(row.says)) for row in space.ground.rows(asked))
    return {(number, says["name"], says.get("party")) for number, says in told}


def _kept_names(space: Space) -> set[tuple[int, str, str | None]]:
    names, mentions = kept.known_names.c, kept.mentions.c
    asked = select(mentions.claim, names.name, names.party).join(
        kept.known_names, names.number == mentions.name
    )
    return {(row.claim, row.name, row.party) for row in space.open.execute(asked)}
