"""What reading a record gives back: documents, claims, search hits, set-asides. Frozen values, no behaviour.

Each claim comes with its typed value from the ground floor, whose citations were proved again when it was
read. Which entries a reader may see is the gate's business.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from tracktwo.model import Claim, DateOrigin, Document, DocumentKind, Statement
from tracktwo.model.entry import Entry
from tracktwo.model.levels import Level

C = TypeVar("C", bound=Claim, covariant=True)


class ReadState(StrEnum):
    """Whether the claims of a document were looked for."""

    READ = "read"
    #: Archived and listed, but not read; the entry says why.
    KEPT = "kept"


class Sort(StrEnum):
    """What a list is put in order by, where not by its own order. Which list knows which, ``sorting`` says."""

    #: Of a person, a speaker, a dialogue; of a document its title.
    NAME = "name"
    #: The side, by its name in words; of several the first.
    PARTY = "party"
    #: How sure the extractor was.
    CONFIDENCE = "confidence"
    #: How many documents tell of a person or dialogue, and how many rounds of a dialogue.
    DOCUMENTS = "documents"
    ROUNDS = "rounds"
    #: The first and the last day on which anything is told of them.
    FIRST = "first"
    LAST = "last"


class Flag(StrEnum):
    """What became of a claim when a later version of its text was fetched from the same address."""

    #: Its words were changed, or stand in a text that no longer says so.
    TEXT_CHANGED = "text-changed"
    TEXT_VANISHED = "text-vanished"
    #: A later version makes it again, and it counts there.
    FOUND_AGAIN = "found-again"


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document without its text, as lists show it."""

    id: str
    #: Unambiguous first digits of the hash, eight or more.
    short: str
    title: str | None
    publisher: str | None
    #: EDTF, or None.
    published: str | None
    published_from: DateOrigin
    language: str
    credits: tuple[str, ...]
    kind: DocumentKind
    path: str | None
    url: str | None
    derived_by: str
    state: ReadState
    reason: str | None
    is_dialogue_report: bool
    made_by: str
    #: When it came into the record, ISO 8601 in UTC.
    added: str
    #: How many claims now rest on it.
    claims: int
    #: How confidential it is, the rounds it tells of included.
    level: Level = Level.PUBLIC
    #: Id of the version before it and of the one after it that were found at the same address.
    earlier: str | None = None
    later: str | None = None

    @property
    def name(self) -> str:
        """The title, else where it came from."""
        return self.title or self.url or self.path or "(standard input)"


@dataclass(frozen=True, slots=True)
class ClaimEntry(Entry[C], Generic[C]):
    """A claim of one document, with what the record knows about it."""

    #: Place among the document's claims of this kind; what ``Statement.nested_in`` counts.
    seq: int = 0
    made_by: str = ""
    #: When it came into the record, ISO 8601 in UTC.
    added: str = ""
    #: None, or when a later reading of the document no longer made this claim.
    retired: str | None = None
    #: Id of the statement that this one is reported inside.
    nested_in: str | None = None
    #: First and last possible day of what is told, else of publication; None where the document does not say.
    earliest: str | None = None
    latest: str | None = None
    #: What people's judgements come to: ``accepted``, ``rejected``, ``disputed``, or None without any.
    verdict: str | None = None
    #: Whether ``claim`` is as people corrected it, and not as it was read.
    is_corrected: bool = False
    #: The most confidential level of the entry itself, its document and the round that it is told of.
    level: Level = Level.PUBLIC
    #: None, or why the words it rests on stand no longer: ``text-changed`` or ``text-vanished``.
    flag: str | None = None

    @property
    def kind(self) -> str:
        """The key of the claim's class, such as ``statements``."""
        return self.claim.KEY

    @property
    def is_upheld(self) -> bool:
        """Whether only people still make this claim, since the last reading did not."""
        return self.retired is not None and (self.verdict in ("accepted", "disputed") or self.is_corrected)


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person with what all documents together say, as lists show it."""

    number: int
    #: The fullest name, and among equals the most frequent one.
    name: str
    names: tuple[str, ...]
    party: str | None
    offices: tuple[str, ...]
    functions: tuple[str, ...]
    #: How many claims and documents name the person.
    claims: int
    documents: int
    #: First and last possible day of what is told, ISO 8601.
    first: str | None
    last: str | None
    #: Mark of the latest place.
    citation: str
    #: Id of the claim that came into the record first of those that name the person, where that is kept.
    first_claim: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """A series of talks with what all documents together say, as lists show it."""

    number: int
    key: str
    name: str | None
    names: tuple[str, ...]
    parties: tuple[str, ...]
    convenors: tuple[str, ...]
    #: I, or II for unofficial talks of either kind.
    track: str | None
    rounds: int
    documents: int
    first: str | None
    last: str | None
    #: The change of state told of last, and when.
    last_change: str | None
    citation: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Of a person or a series what it can be put in order by, and no more, so that very many are soon at hand."""

    number: int
    #: What tells it from others of the same name.
    key: str
    name: str | None
    parties: tuple[str, ...]
    documents: int
    #: Of a series.
    rounds: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """One claim that tells of a person or a series."""

    claim: str
    #: Mark of the first words that it rests on.
    citation: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What claims to give back; every condition that is given must hold."""

    #: ISO alpha-3 or name; joint statements count for each of their parties.
    party: str | None = None
    #: Any of the names a claim holds, or words of it, compared without case and accents.
    person: str | None = None
    #: An issue or words of it, likewise.
    issue: str | None = None
    #: The name of a dialogue as a document gives it, or words of it, likewise.
    dialogue: str | None = None
    #: Value of the claim's own kind: form, act, change, strength, stance.
    what: str | None = None
    status: str | None = None
    #: The publisher of the document, as it stands there.
    publisher: str | None = None
    #: Only documents that tell of rounds or changes of this dialogue, by the whole of a name that one gives it.
    talks: str | None = None
    #: EDTF date or ISO day: told of, or published, on that day or later.
    since: str | None = None
    until: str | None = None
    documents: tuple[str, ...] = ()
    #: Also those that a later reading no longer made.
    with_retired: bool = False
    #: Also those that people rejected.
    with_rejected: bool = False
    limit: int | None = None
    #: What the list is put in order by; None for its own order, which for claims and documents is that of their days.
    sort: Sort | None = None
    #: In falling order; what has no day, name or side stands last all the same.
    falls: bool = False
    #: Only what stands behind the entry of which ``cursor_of`` made this, in the order of the list.
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where searched words stand: code points of the document's text."""

    document: DocumentEntry
    start: int
    end: int
    #: Text before, at and after the place, on one line, cut at word boundaries.
    left: str
    match: str
    right: str
    #: Whether the words stand exactly as asked, next to one another.
    is_exact: bool
    #: The statement in whose content the place lies.
    statement: ClaimEntry[Statement] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A cited place, looked up: the document and the claims that rest on it."""

    entry: DocumentEntry
    document: Document
    start: int
    end: int
    claims: tuple[ClaimEntry[Claim], ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """What some reader sees of a document: all of it, or an extract."""

    document: DocumentEntry
    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be taken in."""

    source: str
    reason: str
    added: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the record that does not hold."""

    document: str
    what: str
    #: Id of the claim, where it is about one.
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds."""

    documents: int
    read: int
    kept: int
    set_aside: int
    #: Current claims by kind, in printing order.
    claims: tuple[tuple[str, int], ...] = field(default=())
