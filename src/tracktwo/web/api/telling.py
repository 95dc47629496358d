"""Puts what the gate gives into the shapes of the interface, every citation with its words and its page."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast

from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import Citation, Claim, Document, Entry
from tracktwo.record import ClaimEntry, DocumentEntry, Gate, Hit
from tracktwo.views.describing import describe, main_citations
from tracktwo.web.addresses import entry_url, place_url
from tracktwo.web.api.shapes import claims, dialogues, documents, evidence

_CLASSES: Mapping[str, type[claims.Entry]] = {
    "people": claims.PersonEntry,
    "statements": claims.StatementEntry,
    "stances": claims.StanceEntry,
    "engagements": claims.EngagementEntry,
    "rounds": claims.RoundEntry,
    "states": claims.StateEntry,
    "commitments": claims.CommitmentEntry,
    "incidents": claims.IncidentEntry,
    "ideas": claims.IdeaEntry,
}


class Teller:
    """Tells of what one gate gives. Made for one answer, like the gate."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def citation(self, citation: Citation) -> evidence.Citation:
        """A citation with its words, its mark and its page."""
        mark = self._gate.mark(citation)
        return evidence.Citation(
            document=citation.document,
            start=citation.start,
            end=citation.end,
            exact=citation.exact,
            mark=mark,
            page=place_url(mark),
        )

    def citations(self, found: Iterable[Citation]) -> tuple[evidence.Citation, ...]:
        """Several citations, each once."""
        return tuple(self.citation(c) for c in dict.fromkeys(found))

    def named(self, document: Document | DocumentEntry) -> evidence.DocumentNamed:
        """A document, as entries name it."""
        return evidence.DocumentNamed(**self._named(document))

    def document(self, entry: DocumentEntry) -> documents.Document:
        """A document without its text."""
        return documents.Document(**self._document(entry))

    def whole(
        self, entry: DocumentEntry, document: Document, own: Iterable[ClaimEntry[Any]]
    ) -> documents.WholeDocument:
        """A document with its text and all that it says."""
        passages = tuple(
            documents.Passage(start=p.span.start, end=p.span.end, role=p.role, is_read=p.is_read)
            for p in document.passages
        )
        said = cast(tuple[claims.AnyEntry, ...], self.entries(own))
        return documents.WholeDocument(
            **self._document(entry), text=document.text, passages=passages, entries=said
        )

    def hit(self, hit: Hit) -> dialogues.Hit:
        """A place that a search found."""
        document = self._gate.document(hit.document.id)
        return dialogues.Hit(
            document=self.named(hit.document),
            citation=self.citation(document.cite(hit.start, hit.end)),
            left=hit.left,
            right=hit.right,
            is_exact=hit.is_exact,
            statement=self.entry(hit.statement) if hit.statement else None,
        )

    def entry(self, entry: Entry[Any]) -> Any:
        """An entry, in the shape of its kind."""
        claim: Claim = entry.claim
        cited = main_citations(claim)
        found = entry if isinstance(entry, ClaimEntry) else None
        assert found is not None, "the gate gives entries with all that the record knows"
        return _CLASSES[claim.KEY].model_validate({
            "kind": claim.KEY,
            "id": found.id,
            "document": self.named(found.document),
            "says": describe(claim),
            "citation": self.citation(cited[0]) if cited else None,
            "page": entry_url(found.id),
            "confidence": round(claim.confidence, 4),
            "level": found.level,
            "verdict": found.verdict,
            "is_corrected": found.is_corrected,
            "flag": found.flag,
            "earliest": found.earliest,
            "latest": found.latest,
            "added": found.added,
            "retired": found.retired,
            "made_by": found.made_by,
            "nested_in": found.nested_in,
            "claim": {f.name.rstrip("_"): self._printed(getattr(claim, f.name)) for f in _own(claim)},
        })  # fmt: skip

    def entries(self, found: Iterable[Entry[Any]]) -> tuple[Any, ...]:
        """Several entries, in their order."""
        return tuple(self.entry(one) for one in found)

    def _named(self, document: Document | DocumentEntry) -> dict[str, Any]:
        short = self._gate.short(document.id)
        return {
            "id": document.id,
            "short": short,
            "title": document.title,
            "publisher": document.publisher,
            "published": document.published,
            "page": place_url(short),
        }

    def _document(self, entry: DocumentEntry) -> dict[str, Any]:
        own = (f for f in documents.Document.model_fields if f not in evidence.DocumentNamed.model_fields)
        return self._named(entry) | {name: getattr(entry, name) for name in own}

    def _printed(self, value: Any) -> Any:
        if isinstance(value, Citation):
            return self.citation(value)
        if isinstance(value, Enum) or not is_dataclass(value):
            return tuple(map(self._printed, value)) if isinstance(value, tuple) else value
        return {f.name.rstrip("_"): self._printed(getattr(value, f.name)) for f in fields(value)}


def sentence(document: Document, citation: Citation) -> str:
    """The sentence around a citation, on one line."""
    span = sentence_around(document.text, citation.start, citation.end)
    return " ".join(document.text[span.start : span.end].split())


def _own(claim: Claim) -> Iterable[Any]:
    return (f for f in fields(claim) if f.name != "confidence")
