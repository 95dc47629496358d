"""Tells whether a record has changed, by a name for its state that every transaction which writes makes anew, and which
documents changed since it was in another state.

What of them changed is not told.
"""

from collections.abc import Collection
from secrets import token_hex

from sqlalchemy import Connection, delete, func, insert, literal, select, union, update

from tracktwo.record import tables
from tracktwo.record.asking import batches
from tracktwo.record.moment_tables import changed_documents, moments

#: What differs whenever anything in the record may differ.
State = tuple[str | int, ...]

#: So many moments are remembered; whoever asks about one before them is told that it is not known.
KEPT = 10_000


def renew_state(connection: Connection) -> None:
    """Note, in the transaction that changes something, that the record is another from then on.

    A name drawn by chance, and no number alone: a record that was restored from a copy and changed otherwise since is
    in another state than the one that was lost.
    """
    meta, number = tables.meta, _next_moment(connection)
    name = f"{number}:{token_hex(8)}"
    if not connection.execute(update(meta).where(meta.c.name == "state").values(value=name)).rowcount:
        connection.execute(insert(meta).values(name="state", value=name))
    connection.execute(delete(moments).where(moments.c.number <= number - KEPT))
    connection.execute(insert(moments).values(number=number, name=name))


def note_changed(connection: Connection, documents: Collection[int]) -> None:
    """Note, in such a transaction, that anything of these documents (numbers) changed: their words, what is read from
    them, what is judged of it, or who may see them."""
    numbers, moment = tables.documents.c.number, _next_moment(connection)
    for some in batches(sorted(set(documents))):
        connection.execute(delete(changed_documents).where(changed_documents.c.document.in_(some)))
        new = select(numbers, literal(moment)).where(numbers.in_(some))
        connection.execute(insert(changed_documents).from_select(["document", "moment"], new))


def state_of(connection: Connection) -> State:
    """The state of the record as a connection sees it."""
    meta = tables.meta.c
    named = ("secret", "state")
    about = {
        row.name: row.value
        for row in connection.execute(select(meta.name, meta.value).where(meta.name.in_(named)))
    }
    # Also numbers of what is only ever added to, for whoever writes past this package.
    counted = (tables.documents, tables.claims, tables.readings, tables.judgements)
    numbers = (connection.scalar(select(func.max(table.c.number))) or 0 for table in counted)
    return (*(about.get(name, "") for name in named), *numbers)


def changed_since(connection: Connection, before: State, most: int) -> frozenset[str] | None:
    """Ids of the documents that changed since the record was in another state.

    None where that is not known, or they are more than ``most``.
    """
    secret, name, *numbers = before[:6]
    if secret != state_of(connection)[0] or not name:
        return None
    number = int(str(name).partition(":")[0])
    if connection.scalar(select(moments.c.name).where(moments.c.number == number)) != name:
        return None
    ids = tables.documents.c
    last_document, last_claim, _, last_judgement = numbers
    changed = union(
        select(ids.id).join(changed_documents, changed_documents.c.document == ids.number)
        .where(changed_documents.c.moment > number),
        # And of whoever writes past this package.
        select(ids.id).where(ids.number > last_document),
        select(ids.id).where(
            ids.number.in_(select(tables.claims.c.document).where(tables.claims.c.number > last_claim))
        ),
        select(ids.id).where(
            ids.id.in_(select(tables.judged.c.about).where(tables.judged.c.judgement > last_judgement))
        ),
    )  # fmt: skip
    found = list(connection.scalars(changed.limit(most + 1)))
    return frozenset(found) if len(found) <= most else None


def _next_moment(connection: Connection) -> int:
    """The number of the moment at hand; nobody else takes it while the lock is held."""
    return int(connection.scalar(select(func.max(moments.c.number))) or 0) + 1
