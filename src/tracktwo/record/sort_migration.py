"""The step to records whose lists can be put in order by names, sides and confidence, frozen as of its version."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, text

SORTS = (
    "ALTER TABLE documents ADD COLUMN called VARCHAR(200) /*C*/ DEFAULT '' NOT NULL",
    "CREATE INDEX documents_by_name ON documents (called, number)",
    "CREATE INDEX claims_by_confidence ON claims (kind, confidence, document, seq)",
)

_LAST = "\uffff"
#: Rows taken at once.
_AT_ONCE = 2_000
_CALL = text("UPDATE documents SET called = :called WHERE number = :number")
_PUT = text("INSERT INTO facets (claim, field, value) VALUES (:claim, :field, :value)")


def fill_places(connection: Connection) -> None:
    """Give every document and claim of an older record its place in the new orders."""
    rows = connection.execute(text("SELECT number, title, url, path FROM documents")).all()
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        named = [{"number": r.number, "called": _called(r.title, r.url, r.path)} for r in some]
        connection.execute(_CALL, named)
    asked = text(
        "SELECT number, kind, COALESCE(corrected, payload) AS says FROM claims WHERE number > :after AND "
        "kind IN ('statements', 'engagements', 'rounds', 'commitments') ORDER BY number LIMIT :most"
    )
    after = -1
    while found := connection.execute(asked, {"after": after, "most": _AT_ONCE}).all():
        after = found[-1].number
        places = [
            {"claim": row.number, "field": f"{row.kind} by {by}", "value": (value or _LAST)[:400]}
            for row in found
            for by, value in _places(row.kind, json.loads(row.says))
        ]
        connection.execute(_PUT, places)


def _places(kind: str, says: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    if kind == "statements":
        yield "party", says.get("party")
        yield "name", _fold(says.get("speaker"))
    elif kind == "rounds":
        dialogue = says.get("dialogue") or {}
        yield "party", next(iter(dialogue.get("parties") or ()), None)
        yield "name", _fold(dialogue.get("name"))
    elif kind == "engagements":
        people = [*(says.get("who") or ()), *(says.get("with") or ())]
        yield "party", next((one["party"] for one in people if one.get("party")), None)
    else:
        yield "party", next(iter(says.get("by") or ()), None)


def _called(title: str | None, url: str | None, path: str | None) -> str:
    return _fold(title or url or PurePath(path or "").name or "(standard input)")[:200]


def _fold(words: str | None) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", words or "") if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
