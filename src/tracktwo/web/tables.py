"""A table as a page shows it: the columns that are shown, how each word of a cell looks, and where it leads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

from tracktwo.model.dates import is_edtf
from tracktwo.views.tables import Cell, Table
from tracktwo.views.wording import date_in_words, party_name
from tracktwo.web.addresses import DIGITS, place_url
from tracktwo.web.naming import round_in_words, talks_name, with_party_names, without_folders

_MARK = re.compile(r"[0-9a-f]{8,64}(?::\d+-\d+)?")
#: Columns whose cells are citation marks.
_CITATIONS = re.compile(r"citations?|\w+_citation")
#: Columns whose cells are dates.
_DATES = frozenset(
    {"published", "when", "date", "due", "first", "second", "last", "since", "until", "from", "to"}
    | {"slipped_to", "settled_on", "of", "promised", "announced", "held_on", "expected_by", "broken_off"}
)
#: Kinds of what happened that were not planned, held or cancelled.
_NOT_HELD = ("incident", "state")
#: Columns whose cells are parties, by code or by name.
_PARTIES = frozenset({"party", "parties", "by", "to", "their_party", "told_by", "country"})
#: Columns whose cells are words of people and of documents, which may be in any script.
_WORDS = frozenset(
    {"name", "names", "speaker", "delegate", "with", "who", "content", "what", "title", "sentence", "words"}
    | {"occasion", "where", "office", "offices", "dialogue", "settled_by", "theme", "first", "second"}
)
#: Columns whose cells are somebody with their party's code behind the name.
_NAMED = frozenset({"with", "who", "whom", "first", "second"})
#: What stands in a cell of which nothing is known.
NOTHING: tuple[Cell, ...] = (None, (), "")
_CODE = re.compile(r"[A-Z]{3}(?:\+[A-Z]{3})*")
#: Columns that stand for the whole entry, and lead to it.
_ENTRIES = frozenset({"content", "what", "form", "dialogue", "title"})


class Look(StrEnum):
    """How a word of a cell is shown."""

    PLAIN = "plain"
    CITATION = "citation"
    DATE = "date"
    PARTY = "party"
    #: Of any script, and set apart from what stands around it.
    WORDS = "words"
    #: Said in place of what no document tells.
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a cell, or several that belong together: how it looks, and where it leads, if anywhere."""

    words: str
    link: str | None = None
    look: Look = Look.PLAIN
    #: The value behind the words: the code of a party, the notation of a date.
    value: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """The columns and cells of a page."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    empty: str


def shown(table: Table, dialogue: str | None = None) -> ShownTable:
    """Choose the columns that are shown and give citations, documents, people and entries their links.

    ``dialogue`` is the key of the dialogue that the table is of: its rounds, issues and promises have pages of their
    own, and columns in which nothing stands are left out of it, since what it is short of is told elsewhere.
    """
    places = [place for place, column in enumerate(table.columns) if column.is_shown]
    if dialogue is not None:
        places = [place for place in places if any(row[place] not in NOTHING for row in table.rows)]
    names = [column.name for column in table.columns]
    rows = []
    for row in table.rows:
        values = dict(zip(names, row, strict=True))
        rows.append(tuple(_cell(names[place], values, dialogue) for place in places))
    return ShownTable(tuple(names[place] for place in places), tuple(rows), table.empty)


def _cell(name: str, values: Mapping[str, Cell], dialogue: str | None) -> Shown:
    words = _words(values[name])
    if name == "when" and not words and is_edtf(str(values.get("published"))):
        # Such rows stand in order by the day on which the document told of them.
        return Shown((Part(f"told {date_in_words(str(values['published']))}", None, Look.UNTOLD),))
    if name == "status" and values.get("kind") in _NOT_HELD:
        return Shown(())
    if name == "confirmed" and values.get("settled_by", "") in NOTHING:
        # There is nothing yet that anybody could confirm.
        return Shown(())
    if name == "offices":
        words = _spelled_once(words)
    if name == "dialogue" and "parties" in values:
        words = [talks_name(word, _words(values["parties"])) for word in words]
    return Shown(tuple(_part(name, word, _link(name, word, values, dialogue)) for word in words))


def _spelled_once(words: Sequence[str]) -> Sequence[str]:
    """Offices that differ in capitals only as one, and in capitals throughout only where every document has it so."""
    found: dict[str, str] = {}
    for word in words:
        known = found.setdefault(word.casefold(), word)
        if known.isupper() and not word.isupper():
            found[word.casefold()] = word
    return tuple(found.values())


def _part(name: str, word: str, link: str | None) -> Part:
    if _CITATIONS.fullmatch(name) or (name == "document" and _MARK.fullmatch(word)):
        return Part(word, link, Look.CITATION)
    if name in _DATES and is_edtf(word):
        return Part(date_in_words(word), link, Look.DATE, word)
    if name in _PARTIES:
        return Part(party_name(word), link, Look.PARTY, word)
    if name == "last_change":
        change, _, day = word.partition(" ")
        return Part(f"{change}, {date_in_words(day)}" if is_edtf(day) else word, link)
    if name == "title":
        word = without_folders(word)
    if name == "round":
        word = round_in_words(word)
    if name in _NAMED:
        word = party_name(word) if _CODE.fullmatch(word) else with_party_names(word)
    return Part(word, link, Look.WORDS if name in _WORDS | _NAMED else Look.PLAIN)


def _words(cell: Cell) -> Sequence[str]:
    if cell is None:
        return ()
    if isinstance(cell, bool):
        return ("yes" if cell else "no",)
    if isinstance(cell, int):
        return (f"{cell:,}",)
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
    if dialogue is not None:
        own = _link_within(name, word, claim, values, quote(dialogue))
        if own is not None:
            return own
    if name in _ENTRIES and isinstance(values.get("claim"), str):
        return f"/entries/{claim}"
    if name == "title" and "id" in values:
        return f"/documents/{quote(str(values['document']))}"
    return None


def _link_within(name: str, word: str, claim: str | None, values: Mapping[str, Cell], key: str) -> str | None:
    """Where a cell of a dialogue's table leads within that dialogue."""
    if name == "round" and claim:
        return f"/dialogues/{key}/rounds/{claim}"
    if name == "issue":
        return f"/dialogues/{key}/issues?{urlencode({'issue': word})}"
    if name == "what" and claim and "strength" in values:
        return f"/dialogues/{key}/promises/{claim}"
    return None


def _claim(values: Mapping[str, Cell]) -> str | None:
    """First digits of the claim that a row stands on; of several the first."""
    claim = values.get("claim") or values.get("claims")
    if isinstance(claim, tuple):
        claim = claim[0] if claim else None
    return claim[:DIGITS] if isinstance(claim, str) else None
