"""What is exported: entries that the gate has let through, with their documents. Every format reads only this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from tracktwo.analysis.dossier import Dossier, Ruled, nobody_ruled
from tracktwo.model import Claim, Document, Entry
from tracktwo.model.printed import citations_of
from tracktwo.model.span import Citation

C = TypeVar("C", bound=Claim)


@dataclass(frozen=True, slots=True)
class Selection:
    """Entries in the order of the record and the documents that they cite."""

    entries: tuple[Entry[Any], ...]
    documents: tuple[Document, ...]
    #: The day from which commitments are seen; None for today.
    as_of: date | None = None
    #: Key of the one dialogue that is asked for; None for all.
    series: str | None = None
    #: What people ruled to be the same, or not.
    rulings: Ruled = nobody_ruled

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry[Any]],
        documents: Iterable[Document] = (),
        as_of: date | None = None,
        series: str | None = None,
        rulings: Ruled = nobody_ruled,
    ) -> "Selection":
        """Select ``entries``; their documents are added to those given, each once, by date and id."""
        held = tuple(entries)
        known = {d.id: d for d in (*documents, *(e.document for e in held))}
        ordered = tuple(sorted(known.values(), key=lambda d: (d.published or "9999", d.id)))
        return cls(held, ordered, as_of, series, rulings)

    @classmethod
    def of_dossier(
        cls,
        dossier: Dossier,
        entries: Iterable[Entry[Any]],
        as_of: date | None = None,
        rulings: Ruled = nobody_ruled,
    ) -> "Selection":
        """Select those of ``entries`` that one dialogue's documents make."""
        own = {d.id for d in dossier.documents}
        return cls.of([e for e in entries if e.document.id in own], (), as_of, dossier.series.key, rulings)

    def of_kind(self, kind: type[C]) -> tuple[Entry[C], ...]:
        """The entries of one class of claim."""
        return tuple(e for e in self.entries if isinstance(e.claim, kind))


def first_citation(entry: Entry[Any]) -> Citation | None:
    """The place that stands for a claim: of its content or evidence, not of its source or cue."""
    cited = citations_of(entry.claim)
    telling = [c for name, c in cited if name in ("content", "evidence", "what", "mentions")]
    return telling[0] if telling else (cited[0][1] if cited else None)


def mark_of(citation: Citation) -> str:
    """A citation as ``tracktwo show`` takes it."""
    return f"{citation.document.rpartition(':')[2][:16]}:{citation.start}-{citation.end}"


def address_of(document: Document) -> str:
    """Where the document stands: its address, else a name made of its hash."""
    return document.url or f"urn:{document.id}"
