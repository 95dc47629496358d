"""Reads official registers of travels and visits: XML of the US Office of the Historian, and a CSV of any government.

A format is a pair of functions in ``FORMATS``. Registers are no documents: they are not archived and not read
for claims.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from anyascii import anyascii
from lxml import etree

from tracktwo.errors import MissingSourceError, SourceError, UnreadableSourceError
from tracktwo.lexicon import load
from tracktwo.model.register import RegisterEntry

#: The columns of a register in CSV; those with a star must be there and filled.
CSV_COLUMNS = ("person*", "party", "start*", "end", "country*", "place", "remarks", "number")

_HISTORIAN = "US Office of the Historian"


@dataclass(frozen=True, slots=True)
class RegisterFormat:
    """One way in which registers are written down."""

    name: str
    #: Whether a file is of this format, by its bytes.
    fits: Callable[[bytes], bool]
    #: Its entries; takes the bytes and the file's name. Raises UnreadableSourceError.
    read: Callable[[bytes, str], Iterator[RegisterEntry]]


def read_registers(paths: Iterator[Path] | list[Path]) -> Iterator[RegisterEntry | SourceError]:
    """The entries of every file, those of folders too; a file that cannot be read comes as an error.

    A journey that a register lists twice comes once.
    """
    seen: set[str] = set()
    for path in paths:
        if not path.exists():
            yield MissingSourceError(f"there is no file or folder {path}")
            continue
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            try:
                for entry in list(read_register(file.read_bytes(), str(file))):
                    if entry.id not in seen:
                        seen.add(entry.id)
                        yield entry
            except SourceError as error:
                yield error
            except OSError as error:
                yield UnreadableSourceError(f"{file} cannot be read: {error.strerror}")


def read_register(raw: bytes, name: str) -> Iterator[RegisterEntry]:
    """The entries of one file.

    Raises:
        UnreadableSourceError: it is of no known format, or damaged; the message names the line.
    """
    for one in FORMATS:
        if one.fits(raw):
            return one.read(raw, name)
    known = ", ".join(one.name for one in FORMATS)
    raise UnreadableSourceError(f"{name} is no register of a known format ({known})")


def _historian_travels(raw: bytes, name: str) -> Iterator[RegisterEntry]:
    for trip in _elements(raw, name, "trip"):
        country = _text(trip, "country")
        yield _entry(
            name,
            trip.sourceline,
            register=f"{_HISTORIAN}, travels",
            number=_text(trip, "id"),
            person=_text(trip, "name"),
            party="USA",
            start=_text(trip, "start-date"),
            end=_text(trip, "end-date"),
            country=country_code(country),
            country_name=country,
            place=_text(trip, "locale"),
            remarks=_text(trip, "remarks"),
        )


def _historian_visits(raw: bytes, name: str) -> Iterator[RegisterEntry]:
    for visit in _elements(raw, name, "visit"):
        home = _text(visit, "from")
        yield _entry(
            name,
            visit.sourceline,
            register=f"{_HISTORIAN}, visits",
            number=_text(visit, "id"),
            person=_text(visit, "visitor"),
            party=country_code(home) or home or None,
            start=_text(visit, "start-date"),
            end=_text(visit, "end-date"),
            country="USA",
            country_name="United States",
            remarks=_text(visit, "description"),
        )


def _csv(raw: bytes, name: str) -> Iterator[RegisterEntry]:
    try:
        rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), strict=True)
        for row in rows:
            cell = {
                (k or "").strip().casefold(): (v or "").strip() for k, v in row.items() if isinstance(v, str)
            }
            country = cell.get("country", "")
            party = cell.get("party", "")
            yield _entry(
                name,
                rows.line_num,
                register=Path(name).stem,
                number=cell.get("number", ""),
                person=cell.get("person", ""),
                party=country_code(party) or party or None,
                start=cell.get("start", ""),
                end=cell.get("end") or cell.get("start", ""),
                country=country_code(country),
                country_name=country,
                place=cell.get("place", ""),
                remarks=cell.get("remarks", ""),
            )
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnreadableSourceError(f"{name} is no CSV in UTF-8: {error}") from error


def _fits_csv(raw: bytes) -> bool:
    first = raw.decode("utf-8-sig", "replace").partition("\n")[0]
    header = {cell.strip().strip('"').casefold() for cell in first.split(",")}
    return {name.rstrip("*") for name in CSV_COLUMNS if name.endswith("*")} <= header


#: Formats in the order in which they are tried.
FORMATS = (
    RegisterFormat(
        "travels of the US Office of the Historian", lambda raw: b"<trips" in raw[:2000], _historian_travels
    ),
    RegisterFormat("visits to the US, of the same", lambda raw: b"<visits" in raw[:2000], _historian_visits),
    RegisterFormat(f"CSV with the columns {', '.join(CSV_COLUMNS)}", _fits_csv, _csv),
)


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of a country by code or name, also in the ways of registers.

    These are "Korea, South", "Siam (Thailand)" and "Poland (government-in-exile)"; None for any other name.
    """
    outside, _, inside = name.partition("(")
    return next((code for words in (outside, inside.rstrip(") ")) if (code := _known_country(words))), None)


def _known_country(words: str) -> str | None:
    plain = _folded(words)
    after, _, before = plain.partition(", ")
    return _countries().get(plain) or (_countries().get(f"{before} {after}") if before else None)


def _folded(words: str) -> str:
    return " ".join(anyascii(words).casefold().split()).removeprefix("the ")


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, about in load("countries").items():
        for word in (code, about["name"], about.get("long"), *about.get("also", ())):
            if word:
                found.setdefault(_folded(str(word)), code)
    return found


def _entry(name: str, line: int, **about: Any) -> RegisterEntry:
    for field in ("person", "start", "end", "country_name"):
        if not about[field]:
            raise UnreadableSourceError(f"{name}, line {line}: the entry has no {field.partition('_')[0]}")
    for field in ("start", "end"):
        try:
            date.fromisoformat(about[field])
        except ValueError as error:
            raise UnreadableSourceError(
                f"{name}, line {line}: {about[field]!r} is no day; write it as 2013-08-01"
            ) from error
    if about["end"] < about["start"]:
        raise UnreadableSourceError(f"{name}, line {line}: it ends ({about['end']}) before it starts")
    return RegisterEntry(**about)


def _elements(raw: bytes, name: str, tag: str) -> list[Any]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return list(etree.fromstring(raw, parser).iter(tag))
    except etree.XMLSyntaxError as error:
        raise UnreadableSourceError(f"{name} is damaged XML: {error}") from error


def _text(element: Any, tag: str) -> str:
    return " ".join("".join(element.findtext(tag) or "").split())
