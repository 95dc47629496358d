"""Documents, with and without their text, and uploads on their way into the record."""

from typing import Annotated

from pydantic import Field

from tracktwo.model import DateOrigin, DocumentKind, PassageRole
from tracktwo.model.levels import Level
from tracktwo.pipeline import Outcome
from tracktwo.record import ReadState
from tracktwo.web.api.shapes.claims import AnyEntry
from tracktwo.web.api.shapes.evidence import DocumentId, DocumentNamed, LevelOf, Shape


class Document(DocumentNamed):
    """A document without its text."""

    published_from: DateOrigin
    """Where the date of publication was taken from."""
    language: Annotated[str, Field(examples=["en"])]
    """Language of the text, ISO 639-1."""
    credits: tuple[str, ...]
    """Agencies that the text is credited to."""
    kind: DocumentKind
    """What sort of text it is."""
    path: str | None
    """The file's name, as whoever added it gave it."""
    url: str | None
    """The address that it was fetched from."""
    derived_by: str
    """What derived the canonical text from the bytes."""
    state: ReadState
    """Whether its claims were looked for."""
    reason: str | None
    """Why not, where they were not."""
    is_dialogue_report: bool
    """Whether it tells of a dialogue between parties at all."""
    made_by: str
    """What read it."""
    added: str
    """When it came into the record, ISO 8601 in UTC."""
    claims: Annotated[int, Field(ge=0)]
    """How many entries now rest on it."""
    level: LevelOf
    earlier: DocumentId | None
    """The version of the same address that was found before."""
    later: DocumentId | None
    """The version that was found after it."""


class Passage(Shape):
    """A stretch of the text with one role."""

    start: Annotated[int, Field(ge=0)]
    """First code point, counted from 0."""
    end: Annotated[int, Field(ge=0)]
    """The code point after the last one."""
    role: PassageRole
    """What it is there for."""
    is_read: bool
    """Whether entries are made of its words."""


class WholeDocument(Document):
    """A document with its canonical text and all that it says."""

    text: str
    """The canonical text; offsets count its code points."""
    passages: tuple[Passage, ...]
    """Stretches with a role; text outside of them is body."""
    entries: tuple[AnyEntry, ...]
    """What the document says, kind by kind."""


class Text(Shape):
    """A text to be added."""

    text: Annotated[str, Field(min_length=1, max_length=5_000_000)]
    """The text; of a web page its HTML."""
    name: Annotated[str, Field(min_length=1, max_length=255, examples=["statement.txt"])] = "text.txt"
    """What to call it, as a file would be called."""
    published: Annotated[str | None, Field(max_length=40, examples=["2013-08-02"])] = None
    """When it was published, EDTF, where the text does not say it."""
    level: Level | None = None
    """How confidential it is; public if left out."""


class Address(Shape):
    """An address to be fetched and added."""

    url: Annotated[
        str,
        Field(pattern=r"^https?://[^\s/]+", max_length=2000, examples=["https://ministry.example/readout"]),
    ]
    """The address; it is fetched once, by the server."""
    published: Annotated[str | None, Field(max_length=40, examples=["2013-08-02"])] = None
    """When it was published, EDTF, where the page does not say it."""
    level: Level | None = None
    """How confidential it is; public if left out."""


class Upload(Shape):
    """One document on its way into the record. It was kept before this was answered, and is not lost any more."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$", examples=["9f86d081884c7d65"])]
    """The upload's id."""
    name: str
    """The name it was sent under, or the address."""
    author: str
    """Who sent it."""
    is_done: bool
    """Whether it has been read, or could not be."""
    outcome: Outcome | None
    """What became of it; null while it waits or is being read."""
    reason: str | None
    """Why it was set aside or not read."""
    claims: Annotated[int, Field(ge=0)]
    """How many entries it added."""
    status: Annotated[str, Field(examples=["/api/v1/uploads/9f86d081884c7d65"])]
    """Where to ask again."""
