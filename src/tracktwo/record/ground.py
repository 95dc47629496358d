"""What people and series of talks are worked out from, and where that is kept: the whole record, or what one clearance
sees of it.

A claim is found in exactly one part of a ground. Who is whom is decided elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select

from tracktwo.model.judgement import Thing
from tracktwo.model.rulings import Rulings
from tracktwo.record.review import Review


@dataclass(frozen=True, slots=True)
class Ground:
    """Connections through which identities and the claims that they rest on are found."""

    #: Each gives the tables of identities, and one part of the documents and claims. No two have a claim in common.
    parts: Sequence[Connection]
    #: Which entries of these parts people say are the same, and which are not.
    rulings: Callable[[Thing], Rulings]

    @property
    def identities(self) -> Connection:
        """For questions that ask for no document and no claim."""
        return self.parts[0]

    def rows(self, asked: Select[Any]) -> list[Any]:
        """The rows of a selection that finds each row through one document or claim, from all parts, in no order."""
        return [row for part in self.parts for row in part.execute(asked)]

    def values(self, asked: Select[Any]) -> list[Any]:
        """The first column of the same."""
        return [value for part in self.parts for value in part.scalars(asked)]


def whole(connection: Connection) -> Ground:
    """The whole record."""
    return Ground((connection,), Review(connection).rulings)
