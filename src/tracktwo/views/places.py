"""Places in documents as people read them: search hits in context, and a citation with what rests on it.

What is found, and what may be seen of it, is decided by the gate.
"""

from collections.abc import Sequence
from typing import Any

from tracktwo.model import Claim
from tracktwo.model.printed import claim_to_json
from tracktwo.record import ClaimEntry, DocumentEntry, Gate, Hit, Place
from tracktwo.views.describing import describe, named
from tracktwo.views.naming import first_mark, judged_as, short_id
from tracktwo.views.tables import Cell, Column, Table

#: Set around the cited words in plain text.
FROM, TO = "⟦", "⟧"


def concordance(gate: Gate, hits: Sequence[Hit]) -> str:
    """One paragraph a hit: citation, date and document, who says it, and the words in their context."""
    if not hits:
        return "nothing found\n"
    return "\n".join(_hit(gate, hit) for hit in hits)


def hits_table(gate: Gate, hits: Sequence[Hit]) -> Table:
    """Hits for JSON and CSV."""
    names = ("citation", "published", "title", "speaker", "party", "act", "claim", "left", "match", "right",
             "is_exact", "document")  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for hit in hits:
        said: tuple[Cell, ...] = (None, None, None, None)
        if hit.statement:
            claim = hit.statement.claim
            said = (claim.speaker, claim.party, claim.act.value, hit.statement.id)
        found: tuple[Cell, ...] = (hit.left, hit.match, hit.right, hit.is_exact)
        about = (_mark(gate, hit), hit.document.published, hit.document.name)
        rows.append((*about, *said, *found, hit.document.id))
    return Table(tuple(Column(name) for name in names), tuple(rows))


def place_to_text(gate: Gate, place: Place, context: int) -> str:
    """A cited place: its document, the words with ``context`` characters on either side, the entries."""
    entry = place.entry
    about = (
        ("title", entry.title),
        ("publisher", entry.publisher),
        ("published", entry.published and f"{entry.published} (from {entry.published_from.value})"),
        ("source", _source(entry)),
        ("document", f"{entry.id} ({entry.kind.value}, characters {place.start}–{place.end})"),
    )
    lines = [f"{name:<10} {value or 'not known'}" for name, value in about]
    lines += ["", _in_context(place, context), ""]
    if not place.claims:
        lines.append("no entry rests on these words" if place.entry.claims else "the document has no entries")
    lines += [
        f"{first_mark(gate, e.claim)}  {short_id(e.id)}  {describe(e.claim)}{_judged(e)}"
        for e in place.claims
    ]
    return "\n".join(lines) + "\n"


def _source(entry: DocumentEntry) -> str:
    is_withheld = entry.id.startswith("opaque:")
    return entry.url or entry.path or ("withheld" if is_withheld else "standard input")


def place_to_json(gate: Gate, place: Place, context: int) -> dict[str, Any]:
    """The same for a program."""
    first, last = _window(place, context)
    text = place.document.text
    entry = place.entry
    return {
        "document": {
            "id": entry.id, "title": entry.title, "publisher": entry.publisher, "published": entry.published,
            "published_from": entry.published_from.value, "path": entry.path, "url": entry.url,
        },
        "span": [place.start, place.end],
        "before": text[first : place.start],
        "exact": text[place.start : place.end],
        "after": text[place.end : last],
        "claims": [
            {"id": e.id, "class": e.kind, **claim_to_json(e.claim), "judged": list(judged_as(e))}
            for e in place.claims
        ],
    }  # fmt: skip


def _hit(gate: Gate, hit: Hit) -> str:
    said = hit.statement.claim if hit.statement else None
    who = f" · {named(said.speaker, said.party)}, {said.act.value}" if said else ""
    head = f"{_mark(gate, hit)} · {hit.document.published or 'undated'} · {hit.document.name}{who}"
    return f"{head}\n  {hit.left}{FROM}{hit.match}{TO}{hit.right}\n"


def _mark(gate: Gate, hit: Hit) -> str:
    return f"{gate.short(hit.document.id)}:{hit.start}-{hit.end}"


def _judged(entry: ClaimEntry[Claim]) -> str:
    return "".join(f" [{word}]" for word in judged_as(entry))


def _window(place: Place, context: int) -> tuple[int, int]:
    """So much text around the place, out to the edge of a word."""
    text = place.document.text
    first, last = max(0, place.start - context), min(len(text), place.end + context)
    while 0 < first < place.start and not text[first - 1].isspace():
        first += 1
    while place.end < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last


def _in_context(place: Place, context: int) -> str:
    first, last = _window(place, context)
    text = place.document.text
    before, after = text[first : place.start].lstrip(), text[place.end : last].rstrip()
    opening = "… " if text[:first].strip() else ""
    closing = " …" if text[last:].strip() else ""
    return f"{opening}{before}{FROM}{text[place.start : place.end]}{TO}{after}{closing}"
