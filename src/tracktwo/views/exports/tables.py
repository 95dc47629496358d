"""All claims as CSV tables in one zip, with a data dictionary: for R, Stata and spreadsheets.

One table a class of claim and one of documents; lists are joined with ``; ``; spans are ``start-end`` in code points.
"""

import csv
import io
import zipfile
from dataclasses import fields
from typing import Any

from tracktwo.model import CLAIM_CLASSES, Claim, Document
from tracktwo.model.printed import citations_of, claim_to_json
from tracktwo.views.exports.selection import Selection

_FIRST = ("id", "document")
_DOCUMENT = (
    "id", "title", "publisher", "published", "published_from", "language", "kind", "credits", "url", "path"
)  # fmt: skip
#: A cell that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: A fixed time, so that the same record gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(selection: Selection) -> bytes:
    """A zip of ``documents.csv``, one table a class of claim, and ``dictionary.csv``."""
    tables = {"documents": _table(_DOCUMENT, [_document(d) for d in selection.documents])}
    for kind in CLAIM_CLASSES:
        header = columns_of(kind)
        rows = [_row(header, e.id, e.document.id, e.claim) for e in selection.of_kind(kind)]
        tables[kind.KEY] = _table(header, rows)
    tables["dictionary"] = _table(("table", "column", "meaning"), _dictionary())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", _EPOCH), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def columns_of(kind: type[Claim]) -> tuple[str, ...]:
    """The columns of one table: the claim's fields, the cited words after the spans."""
    names = [f.name.rstrip("_") for f in fields(kind) if f.name != "confidence"]
    return (*_FIRST, *names, "words", "confidence")


def _row(header: tuple[str, ...], name: str, document: str, claim: Claim) -> list[str]:
    printed = claim_to_json(claim)
    words = " … ".join(c.exact for role, c in citations_of(claim) if role not in ("source", "cue"))
    values = {**printed, "id": name, "document": document, "words": words}
    return [_cell(values.get(column)) for column in header]


def _document(document: Document) -> list[str]:
    return [_cell(getattr(document, column)) for column in _DOCUMENT]


def _cell(value: Any) -> str:
    text = _text(value)
    return "'" + text if text.startswith(_FORMULA) else text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        if len(value) == 2 and all(isinstance(x, int) for x in value):
            return f"{value[0]}-{value[1]}"
        return "; ".join(_text(v) for v in value)
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_text(v)}" for k, v in value.items() if v not in (None, [], ""))
    return str(value)


def _table(header: tuple[str, ...], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


_MEANINGS = {
    "id": "content hash of the claim: the same claim read twice has the same",
    "document": "sha256 of the document's bytes; joins documents.csv",
    "words": "the cited words, letter by letter, parts joined by an ellipsis",
    "confidence": "calibrated probability that a careful reader would make the same claim",
    "party": "ISO 3166-1 alpha-3 or name; several joined by + act jointly",
    "when": "EDTF: what is not known stays X or an interval",
    "due": "EDTF",
}


def _dictionary() -> list[list[str]]:
    rows = []
    for kind in CLAIM_CLASSES:
        for column in columns_of(kind):
            rows.append(
                [
                    kind.KEY,
                    column,
                    _MEANINGS.get(column, "as tracktwo extract prints it; see docs/extract.md"),
                ]
            )
    return rows
