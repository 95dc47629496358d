"""Writes what is shown of each person, from how often documents say it. Who is whom is settled before."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, insert, select

from tracktwo.record import identity_tables as kept
from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.ground import Ground
from tracktwo.record.people_resolver import PeopleResolver
from tracktwo.record.rows import Values


def describe(ground: Ground, resolver: PeopleResolver, people: Sequence[int]) -> None:
    """Write what is shown of these people; those whom nobody names any more are dropped."""
    connection = ground.identities
    for some in batches(people):
        connection.execute(delete(kept.people).where(kept.people.c.number.in_(some)))
        rows = list(_people_rows(ground, resolver, some))
        if rows:
            connection.execute(insert(kept.people), rows)


def _people_rows(ground: Ground, resolver: PeopleResolver, people: Sequence[int]) -> Iterator[Values]:
    connection = ground.identities
    mentions, names = kept.mentions.c, kept.known_names.c
    said = (
        select(mentions.person, names.name, names.party, mentions.office, mentions.function, func.count())
        .join(kept.known_names, names.number == mentions.name)
        .where(mentions.person.in_(people))
        .group_by(mentions.person, names.name, names.party, mentions.office, mentions.function)
    )
    counted: defaultdict[int, tuple[Counter[str], ...]] = defaultdict(
        lambda: (Counter(), Counter(), Counter(), Counter())
    )
    for person, *values, count in connection.execute(said):
        for counter, value in zip(counted[person], values, strict=True):
            if value:
                counter[value] += count
    total = (
        select(
            mentions.person, func.count().label("claims"),
            func.count(mentions.document.distinct()).label("documents"),
            func.min(mentions.earliest).label("earliest"), func.max(mentions.latest).label("latest"),
        )
        .where(mentions.person.in_(people)).group_by(mentions.person)
    )  # fmt: skip
    cited = latest_citations(ground, kept.mentions, mentions.person, people)
    first = _first_claims(ground, people)
    for row in connection.execute(total).all():
        names_of, parties, offices, functions = counted[row.person]
        shown = resolver.describe(names_of, parties, offices)
        in_order = sorted(functions, key=lambda f: (-functions[f], f))
        yield {
            "number": row.person, "name": shown.name, "party": shown.party, "names": _json(shown.names),
            "offices": _json(shown.offices), "functions": _json(in_order), "claims": row.claims,
            "documents": row.documents, "earliest": row.earliest, "latest": row.latest,
            "first_claim": first.get(row.person),
        } | cited[row.person]  # fmt: skip


def _first_claims(ground: Ground, people: Sequence[int]) -> dict[int, str]:
    """For each of these people the id of the claim that came into the record first."""
    claims, mentions = tables.claims.c, kept.mentions.c
    place = func.row_number().over(partition_by=mentions.person, order_by=(mentions.document, mentions.claim))
    ranked = (
        select(mentions.person, mentions.claim, place.label("place"))
        .where(mentions.person.in_(people))
        .subquery()
    )
    asked = select(ranked.c.person, claims.id).join(tables.claims, claims.number == ranked.c.claim)
    return {row.person: row.id for row in ground.rows(asked.where(ranked.c.place == 1))}


def latest_citations(
    ground: Ground, members: Table, of: ColumnElement[Any], numbers: Sequence[int]
) -> dict[int, Values]:
    """For people, or series, the first citation of the claim that tells of what is latest."""
    claims, cited, documents = tables.claims.c, tables.citations.c, tables.documents.c
    day = func.coalesce(members.c.latest, "")
    place = func.row_number().over(partition_by=of, order_by=(day.desc(), claims.id.desc()))
    about = members.c.claim, members.c.document, day.label("day"), claims.id, place.label("place")
    ranked = (
        select(of.label("number"), *about)
        .join(tables.claims, claims.number == members.c.claim)
        .where(of.in_(numbers))
        .subquery()
    )
    asked = (
        select(ranked, documents.id.label("cited"), cited.start, cited.end)
        .join(tables.documents, documents.number == ranked.c.document)
        .join(tables.citations, and_(cited.claim == ranked.c.claim, cited.seq == 0), isouter=True)
        .where(ranked.c.place == 1)
    )
    # Each part has its own latest one.
    in_order = sorted(ground.rows(asked), key=lambda row: (row.day, row.id))
    return {
        row.number: {"cited": row.cited, "start": row.start or 0, "end": row.end or 0} for row in in_order
    }


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
