"""What stands in a column: its name, and how its cell is got from what a row is about.

Which columns a list has is said where the list is made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tracktwo.views.tables import Cell, Column


@dataclass(frozen=True, slots=True)
class Field:
    """A column with what stands in it. Columns that are not shown are in JSON and CSV only."""

    name: str
    get: Callable[[Any], Cell]
    share: int = 0
    is_shown: bool = True

    @property
    def column(self) -> Column:
        """The column without its cells."""
        return Column(self.name, self.is_shown, self.share)


def hidden(name: str, get: Callable[[Any], Cell]) -> Field:
    """A column that is not shown."""
    return Field(name, get, is_shown=False)
