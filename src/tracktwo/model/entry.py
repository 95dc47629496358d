"""A claim as the record holds it: with its identity and the document that makes it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from tracktwo.model.claims import Claim
from tracktwo.model.document import Document

C = TypeVar("C", bound=Claim, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[C]):
    """One claim of one document. Analyses and views work on entries, never on bare claims."""

    #: Content hash of document, class of claim and fields: the same claim read twice has the same id.
    id: str
    claim: C
    document: Document
