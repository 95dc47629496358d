"""What reading a document again would change, as a person reads it: one line an entry, with its citation."""

from collections.abc import Iterable, Iterator
from typing import Any

from tracktwo.model import Citation, Entry
from tracktwo.model.fingerprints import main_citations
from tracktwo.model.printed import claim_to_json
from tracktwo.record import Gate
from tracktwo.rereading import Changed, Comparison
from tracktwo.views.describing import describe, words_of
from tracktwo.views.judgements import value_in_words


def to_text(gate: Gate, comparison: Comparison) -> str:
    """A document with everything that would be added (+), go (−), change (~) or come back (↺)."""
    entry = comparison.document
    lines = [f"{entry.short}  {entry.name}", f"  read by {entry.made_by}, now by {comparison.made_by}"]
    notes = dict(comparison.notes)
    marked = [
        *(("+", e) for e in comparison.added),
        *(("−", e) for e in comparison.gone),
        *(("↺", e) for e in comparison.back),
    ]
    for sign, made in marked:
        lines.append(f"  {sign} {_described(gate, made)}{_note(notes, made.id)}")
    for changed in comparison.changed:
        lines.append(f"  ~ {_described(gate, changed.now)}{_note(notes, changed.was.id, changed.now.id)}")
        lines += [f"      {line}" for line in _fields(changed)]
    return "\n".join(lines) + "\n"


def summary(comparisons: Iterable[Comparison], refused: int) -> str:
    """How much the documents say otherwise, whether or not it was written."""
    found = list(comparisons)
    differing = [c for c in found if not c.is_same]
    added, gone, changed, back = (
        sum(len(getattr(c, name)) for c in differing) for name in ("added", "gone", "changed", "back")
    )
    lines = [
        f"{len(found):,} read again: {len(found) - len(differing):,} say what they said, "
        f"{len(differing):,} something else",
        f"{added:>8,} entries added",
        f"{gone:>8,} no longer made",
        f"{changed:>8,} made otherwise",
        f"{back:>8,} made again",
    ]
    lines += [f"{refused:>8,} documents could not be read"] if refused else []
    return "\n".join(lines) + "\n"


def _described(gate: Gate, made: Entry[Any]) -> str:
    mark = next((gate.mark(citation) for citation in main_citations(made.claim)), "")
    return f"{describe(made.claim)} [{mark}]"


def _note(notes: dict[str, str], *ids: str) -> str:
    return "".join(f" ({notes[name]})" for name in ids if name in notes)


def _fields(changed: Changed) -> Iterator[str]:
    before, after = claim_to_json(changed.was.claim), claim_to_json(changed.now.claim)
    for name in changed.fields:
        was, now = (
            _words(made, name) or value_in_words(value)
            for made, value in ((changed.was, before[name]), (changed.now, after[name]))
        )
        yield f"{name}: {was} → {now}"


def _words(made: Entry[Any], name: str) -> str | None:
    """The words of a field that cites."""
    cited = getattr(made.claim, name, ())
    if isinstance(cited, tuple) and cited and all(isinstance(item, Citation) for item in cited):
        return f"“{words_of(cited)}”"
    return None
