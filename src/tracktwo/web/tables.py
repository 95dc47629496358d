"""A table as a page shows it: the columns that are shown, and where a cell leads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from tracktwo.views.tables import Cell, Table
from tracktwo.web.rendering import place_url

_MARK = re.compile(r"[0-9a-f]{8,64}(?::\d+-\d+)?")
#: Columns whose cells are citation marks.
_CITATIONS = re.compile(r"citations?|\w+_citation")


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: its words, and where each of them leads, if anywhere."""

    parts: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The columns and cells of a page."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    empty: str


def shown(table: Table) -> ShownTable:
    """Choose the columns that are shown and give citations, documents, people and dialogues their links."""
    places = [place for place, column in enumerate(table.columns) if column.is_shown]
    names = [table.columns[place].name for place in places]
    rows = (
        tuple(_cell(name, row[place]) for name, place in zip(names, places, strict=True))
        for row in table.rows
    )
    return ShownTable(tuple(names), tuple(rows), table.empty)


def _cell(name: str, cell: Cell) -> Shown:
    return Shown(tuple((word, _link(name, word)) for word in _words(cell)))


def _words(cell: Cell) -> Sequence[str]:
    if cell is None:
        return ()
    if isinstance(cell, bool):
        return ("yes" if cell else "no",)
    return cell if isinstance(cell, tuple) else (str(cell),)


def _link(name: str, word: str) -> str | None:
    if (_CITATIONS.fullmatch(name) or name == "document") and _MARK.fullmatch(word):
        return place_url(word)
    if name == "claim":
        return f"/entries/{quote(word)}"
    if name == "key":
        return f"/dialogues/{quote(word)}"
    if name in ("name", "speaker"):
        return f"/statements?{urlencode({'person': word})}"
    return None
