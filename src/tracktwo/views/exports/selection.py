"""What is exported: entries that the gate has let through, with their documents. Every format reads only this.

A selection can be gone through again and again, class by class. One of entries at hand holds them; one of a whole
record (:mod:`tracktwo.views.exports.selecting`) asks for them portion by portion, so that a record larger than memory
can be written out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from tracktwo.analysis.commitments import Ruling
from tracktwo.analysis.dossier import Dossier, Ruled, nobody_ruled, open_dossiers
from tracktwo.model import CLAIM_CLASSES, Claim, DateOrigin, Document, DocumentKind, Entry
from tracktwo.model.printed import citations_of
from tracktwo.model.span import Citation

C = TypeVar("C", bound=Claim)


class About(Protocol):
    """What a document is known by, without its text."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...
    @property
    def published_from(self) -> DateOrigin: ...
    @property
    def credits(self) -> tuple[str, ...]: ...
    @property
    def language(self) -> str: ...
    @property
    def kind(self) -> DocumentKind: ...
    @property
    def path(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...


class Source(Protocol):
    """Where the entries of a selection come from."""

    def of_kind(self, kind: type[C]) -> Iterable[Entry[C]]:
        """The entries of one class of claim, always in the same order."""
        ...

    def documents(self) -> Iterable[About]:
        """The documents that they cite, by date and id."""
        ...

    def text_of(self, document: About) -> Document:
        """A document with its text."""
        ...

    def dossiers(self) -> Iterable[Dossier]:
        """A dossier for each dialogue, those with most documents first."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """Entries at hand, in the order of the record, with the documents that they cite."""

    entries: tuple[Entry[Any], ...]
    held: tuple[Document, ...]
    rulings: Ruled = nobody_ruled

    def of_kind(self, kind: type[C]) -> tuple[Entry[C], ...]:
        """The entries of one class of claim."""
        return tuple(e for e in self.entries if isinstance(e.claim, kind))

    def documents(self) -> tuple[Document, ...]:
        """The documents."""
        return self.held

    def text_of(self, document: About) -> Document:
        """The document itself, which has its text."""
        assert isinstance(document, Document)
        return document

    def dossiers(self) -> tuple[Dossier, ...]:
        """The dialogues that these entries alone tell of."""
        return open_dossiers(self.held, self.entries, self.rulings)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is exported, and how it is to be seen."""

    source: Source
    #: The day from which commitments are seen; None for today.
    as_of: date | None = None
    #: The one dialogue that is asked for; None for all.
    dossier: Dossier | None = None
    #: What people ruled to be the same, or not.
    rulings: Ruled = nobody_ruled
    #: What people said of commitments, by the id of the claim.
    judged: Mapping[str, Ruling] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry[Any]],
        documents: Iterable[Document] = (),
        as_of: date | None = None,
        dossier: Dossier | None = None,
        rulings: Ruled = nobody_ruled,
        judged: Mapping[str, Ruling] | None = None,
    ) -> "Selection":
        """Select ``entries``; their documents are added to those given, each once, by date and id."""
        held = tuple(entries)
        known = {d.id: d for d in (*documents, *(e.document for e in held))}
        ordered = tuple(sorted(known.values(), key=by_date))
        return cls(Held(held, ordered, rulings), as_of, dossier, rulings, judged or {})

    @property
    def documents(self) -> Iterable[About]:
        """The documents that the entries cite."""
        return self.source.documents()

    def of_kind(self, kind: type[C]) -> Iterable[Entry[C]]:
        """The entries of one class of claim."""
        return self.source.of_kind(kind)

    def entries(self) -> Iterator[Entry[Any]]:
        """All entries, class by class."""
        for kind in CLAIM_CLASSES:
            yield from self.of_kind(kind)

    def dossiers(self) -> Iterable[Dossier]:
        """The dialogue that is asked for, or each that the entries tell of."""
        return (self.dossier,) if self.dossier else self.source.dossiers()


def by_date(document: About) -> tuple[str, str]:
    """The order of documents: by publication, those without a date last."""
    return document.published or "9999", document.id


def first_citation(entry: Entry[Any]) -> Citation | None:
    """The place that stands for a claim: of its content or evidence, not of its source or cue."""
    cited = citations_of(entry.claim)
    telling = [c for name, c in cited if name in ("content", "evidence", "what", "mentions")]
    return telling[0] if telling else (cited[0][1] if cited else None)


def mark_of(citation: Citation) -> str:
    """A citation as ``tracktwo show`` takes it."""
    return f"{citation.document.rpartition(':')[2][:16]}:{citation.start}-{citation.end}"


def address_of(document: About) -> str:
    """Where the document stands: its address, else a name made of its hash."""
    return document.url or f"urn:{document.id}"
