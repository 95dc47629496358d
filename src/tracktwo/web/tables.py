"""A table as a page shows it: the columns that are shown, and where a cell leads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from tracktwo.model.dates import is_edtf
from tracktwo.views.tables import Cell, Table
from tracktwo.views.wording import date_in_words
from tracktwo.web.rendering import place_url

_MARK = re.compile(r"[0-9a-f]{8,64}(?::\d+-\d+)?")
#: Columns whose cells are citation marks.
_CITATIONS = re.compile(r"citations?|\w+_citation")
#: Columns whose cells are dates.
_DATES = frozenset({"published", "when", "date", "due", "first", "last", "since", "until"})
#: Columns that stand for the whole entry, and lead to it.
_ENTRIES = frozenset({"content", "what", "form", "dialogue", "title"})
#: Digits of a claim's id in an address.
_DIGITS = 16


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


def shown(table: Table, dialogue: str | None = None) -> ShownTable:
    """Choose the columns that are shown and give citations, documents, people and entries their links.

    ``dialogue`` is the key of the dialogue that the table is of: its rounds and issues have pages of their own.
    """
    places = [place for place, column in enumerate(table.columns) if column.is_shown]
    names = [column.name for column in table.columns]
    rows = []
    for row in table.rows:
        values = dict(zip(names, row, strict=True))
        rows.append(tuple(_cell(names[place], values, dialogue) for place in places))
    return ShownTable(tuple(names[place] for place in places), tuple(rows), table.empty)


def _cell(name: str, values: Mapping[str, Cell], dialogue: str | None) -> Shown:
    return Shown(
        tuple((_said(name, word), _link(name, word, values, dialogue)) for word in _words(values[name]))
    )


def _said(name: str, word: str) -> str:
    if name == "last_change":
        change, _, day = word.partition(" ")
        return f"{change}, {date_in_words(day)}" if is_edtf(day) else word
    return date_in_words(word) if name in _DATES and is_edtf(word) else word


def _words(cell: Cell) -> Sequence[str]:
    if cell is None:
        return ()
    if isinstance(cell, bool):
        return ("yes" if cell else "no",)
    return cell if isinstance(cell, tuple) else (str(cell),)


def _link(name: str, word: str, values: Mapping[str, Cell], dialogue: str | None) -> str | None:
    if (_CITATIONS.fullmatch(name) or name == "document") and _MARK.fullmatch(word):
        return place_url(word)
    claim = _claim(values)
    if name == "claim":
        return f"/entries/{quote(word)}"
    if name == "key" or (name == "dialogue" and "key" in values):
        return f"/dialogues/{quote(str(values['key']))}"
    if name == "name" and claim:
        return f"/people/{claim}"
    if name in ("speaker", "delegate"):
        return f"/people?{urlencode({'person': word})}"
    if dialogue is not None and name == "round" and claim:
        return f"/dialogues/{quote(dialogue)}/rounds/{claim}"
    if dialogue is not None and name == "issue":
        return f"/dialogues/{quote(dialogue)}/issues?{urlencode({'issue': word})}"
    if name in _ENTRIES and isinstance(values.get("claim"), str):
        return f"/entries/{claim}"
    if name == "title" and "id" in values:
        return f"/documents/{quote(str(values['document']))}"
    return None


def _claim(values: Mapping[str, Cell]) -> str | None:
    """First digits of the claim that a row stands on; of several the first."""
    claim = values.get("claim") or values.get("claims")
    if isinstance(claim, tuple):
        claim = claim[0] if claim else None
    return claim[:_DIGITS] if isinstance(claim, str) else None
