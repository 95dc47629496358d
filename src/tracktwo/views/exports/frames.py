"""Claims as plain tables with typed columns and a data dictionary: what CSV, Excel, Parquet and pandas are made of.

One table a class of claim, one of documents, and long ones of who was at an engagement or a round. Values are as
``tracktwo extract`` prints them; nothing is merged across documents.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache, partial
from importlib.resources import files
from typing import Any

import yaml

from tracktwo.model import (
    CLAIM_CLASSES,
    Claim,
    Delegate,
    Engagement,
    Entry,
    Participant,
    Round,
)
from tracktwo.model.printed import citations_of, claim_to_json
from tracktwo.record import days_of
from tracktwo.views.exports.selection import About, Selection, first_citation, mark_of


class Type(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "true or false"
    #: Texts.
    LIST = "list of texts"
    #: Pairs of code point offsets.
    SPANS = "list of start-end"


@dataclass(frozen=True, slots=True)
class Column:
    """One column with its meaning."""

    name: str
    type: Type
    meaning: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One table."""

    name: str
    columns: tuple[Column, ...]
    #: Rows that can be gone through again and again, and are made as one goes.
    rows: Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that are made anew each time somebody goes through them."""

    make: Callable[[], Iterable[tuple[Any, ...]]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.make())


_DOCUMENT = (
    "id", "title", "publisher", "published", "published_from", "language", "kind", "credits", "url", "path"
)  # fmt: skip
#: Columns of every claim, before and after its own.
_BEFORE = ("id", "document", "citation", "published", "earliest", "latest")
_AFTER = ("words", "confidence", "made_by", "verdict")

_SPANS = {"mentions", "source", "cue", "content", "evidence", "what"}
_LISTS = {
    "credits", "issues", "who", "with", "sessions", "convenors", "partners", "sponsors", "delegates",
    "working_groups", "parties", "by", "to",
}  # fmt: skip
_OTHERS = {
    "ordinal": Type.INTEGER, "confidence": Type.NUMBER, "implied": Type.FLAG, "earliest": Type.TEXT,
}  # fmt: skip


def frames(selection: Selection) -> tuple[Frame, ...]:
    """All tables, those without rows included, so that a reader always finds the same ones."""
    claims = [claims_frame(kind, partial(selection.of_kind, kind)) for kind in CLAIM_CLASSES]
    return (
        _frame("documents", _DOCUMENT, lambda: map(_document_row, selection.documents)),
        *claims,
        _frame("participants", ("engagement", "side", "name", "party"), lambda: _participants(selection)),
        _frame("delegates", ("round", "name", "party", "function"), lambda: _delegates(selection)),
    )


def claims_frame(kind: type[Claim], entries: Callable[[], Iterable[Entry[Any]]]) -> Frame:
    """The table of one class of claim; ``entries`` gives its entries each time they are asked for."""
    names = (*_BEFORE, *own_columns(kind), *_AFTER)
    return _frame(kind.KEY, names, lambda: (_claim_row(names, entry) for entry in entries()))


def own_columns(kind: type[Claim]) -> tuple[str, ...]:
    """The columns of one class of claim besides those that all have."""
    names = [f.name.rstrip("_") for f in fields(kind) if f.name != "confidence"]
    if kind is Round:
        names[:1] = ["dialogue", "parties", "track", "also_track"]
    return tuple(names)


def dictionary(made: Iterable[Frame]) -> Frame:
    """The data dictionary: a row for each column of the tables."""
    columns = (
        Column("table", Type.TEXT, "name of the table"),
        Column("column", Type.TEXT, "name of the column"),
        Column("type", Type.TEXT, "what stands in it"),
        Column("meaning", Type.TEXT, "what it means"),
    )
    rows = tuple((f.name, c.name, c.type.value, c.meaning) for f in made for c in f.columns)
    return Frame("dictionary", columns, rows)


def _frame(name: str, columns: Iterable[str], rows: Callable[[], Iterable[tuple[Any, ...]]]) -> Frame:
    made = tuple(Column(c, type_of(name, c), meaning_of(name, c)) for c in columns)
    return Frame(name, made, _Rows(rows))


def type_of(table: str, column: str) -> Type:
    """The type of a column."""
    if column in _OTHERS:
        return _OTHERS[column]
    if column in _LISTS:
        return Type.LIST
    return Type.SPANS if column in _SPANS else Type.TEXT


def meaning_of(table: str, column: str) -> str:
    """What a column means.

    Raises:
        KeyError: the dictionary has no entry for it.
    """
    known = _meanings()
    own: str | None = known.get(table, {}).get(column)
    return own or known["all"][column]


@cache
def _meanings() -> dict[str, dict[str, str]]:
    text = files("tracktwo.views.exports").joinpath("dictionary.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def _document_row(document: About) -> tuple[Any, ...]:
    return tuple(getattr(document, column) for column in _DOCUMENT)


def _claim_row(names: tuple[str, ...], entry: Entry[Any]) -> tuple[Any, ...]:
    cited = first_citation(entry)
    days = days_of(entry.claim, entry.document.published)
    words = " … ".join(c.exact for role, c in citations_of(entry.claim) if role not in ("source", "cue"))
    verdict = getattr(entry, "verdict", None)
    values = _own_values(entry) | {
        "id": entry.id,
        "document": entry.document.id,
        "citation": mark_of(cited) if cited else None,
        "published": entry.document.published,
        "earliest": days.earliest,
        "latest": days.latest,
        "words": words,
        "made_by": getattr(entry, "made_by", None) or None,
        "verdict": str(verdict) if verdict else None,
    }
    return tuple(values[name] for name in names)


def _own_values(entry: Entry[Any]) -> dict[str, Any]:
    claim = entry.claim
    values = claim_to_json(claim)
    for name, value in values.items():
        if name in _SPANS:
            values[name] = tuple((start, end) for start, end in value)
        elif name in _LISTS and value is not None:
            values[name] = tuple(map(str, value))
    match claim:
        case Engagement():
            values["who"] = tuple(map(_called, claim.who))
            values["with"] = tuple(map(_called, claim.with_))
        case Round():
            values |= _round_values(claim)
    if "nested_in" in values:
        values["nested_in"] = getattr(entry, "nested_in", None)
    return values


def _round_values(told: Round) -> dict[str, Any]:
    about = told.dialogue
    count = str(told.others.count) if told.others and told.others.count else None
    others = (count, *told.others.backgrounds) if told.others else ()
    return {
        "dialogue": about.name,
        "parties": about.parties,
        "track": about.track.value if about.track else None,
        "also_track": about.also_track.value if about.also_track else None,
        "delegates": tuple(
            f"{_called(d)[:-1]}, {d.function})" if d.party else d.name for d in told.delegates
        ),
        "others": ", ".join(filter(None, others)) or None,
    }


def _called(who: Participant | Delegate) -> str:
    if who.name and who.party:
        return f"{who.name} ({who.party})"
    return who.name or who.party or ""


def _participants(selection: Selection) -> Iterable[tuple[Any, ...]]:
    for entry in selection.of_kind(Engagement):
        sides: tuple[tuple[str, Callable[[Engagement], tuple[Participant, ...]]], ...] = (
            ("who", lambda e: e.who),
            ("with", lambda e: e.with_),
        )
        for side, read in sides:
            for person in read(entry.claim):
                yield entry.id, side, person.name, person.party


def _delegates(selection: Selection) -> Iterable[tuple[Any, ...]]:
    for entry in selection.of_kind(Round):
        for person in entry.claim.delegates:
            yield entry.id, person.name, person.party, person.function
