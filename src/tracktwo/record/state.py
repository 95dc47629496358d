"""Tells whether a record has changed: a name for its state that every transaction which writes makes anew.

What changed is not told.
"""

from secrets import token_hex

from sqlalchemy import Connection, func, insert, select, update

from tracktwo.record import tables

#: What differs whenever anything in the record may differ.
State = tuple[str | int, ...]


def renew_state(connection: Connection) -> None:
    """Note, in the transaction that changes something, that the record is another from then on.

    A name drawn by chance, and no number: a record that was restored from a copy and changed otherwise since is in
    another state than the one that was lost.
    """
    meta, name = tables.meta, token_hex(8)
    if not connection.execute(update(meta).where(meta.c.name == "state").values(value=name)).rowcount:
        connection.execute(insert(meta).values(name="state", value=name))


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
