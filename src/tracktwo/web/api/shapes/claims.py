"""Entries of the record: what one document says, by kind, each field with its words.

Fields are those that ``tracktwo extract`` prints (docs/extract.md); a citation stands here with its words and not only
as a place. A test holds these classes against those of ``tracktwo.model``.
"""

from typing import Annotated, Literal

from pydantic import Field

from tracktwo.model import (
    Act,
    Change,
    Form,
    Modality,
    StanceValue,
    StatementKind,
    Status,
    Strength,
    Track,
)
from tracktwo.web.api.shapes.evidence import (
    Citation,
    ClaimId,
    Confidence,
    Date,
    DocumentNamed,
    LevelOf,
    Page,
    Party,
    Shape,
)

Citations = tuple[Citation, ...]
Words = tuple[str, ...]
#: The kinds of entries, by the names of their lists.
Kind = Literal[
    "people", "statements", "stances", "engagements", "rounds", "states", "commitments", "incidents", "ideas"
]


class PersonClaim(Shape):
    """A person whom the document names."""

    name: Annotated[str, Field(examples=["Gulnar Sabir"])]
    """The fullest name in the document."""
    office: str | None
    """The office, as the document gives it."""
    party: Party | None
    """The side that the person belongs to."""
    function: str | None
    """What the person did at a round: delegate, discussant, chair, chief guest …"""
    mentions: Citations
    """Every place that names the person."""


class StatementClaim(Shape):
    """Somebody said something."""

    speaker: str | None
    """Full name, or the words of the text where a body or both sides speak; null where it stays open."""
    party: Party | None
    """The side that the speaker spoke for."""
    source: Citations
    """The words that name the speaker."""
    cue: Citations
    """The words that say that something was said."""
    content: Citations
    """What was said; several places where something else stands between."""
    kind: StatementKind
    """Whether the words are the speaker's own."""
    act: Act
    """What the statement does, in PLOVER's terms."""
    modality: Modality
    """Whether it is told as made, denied, or only supposed."""
    addressee: str | None
    """To whom it was said."""
    nested_in: int | None
    """Which of the document's statements it is reported inside, counted from 0."""
    issues: Words
    """What it is about."""


class StanceClaim(Shape):
    """A side for or against something."""

    party: Party
    """The side."""
    issue: str
    """What it is for or against, in the words of the document."""
    stance: StanceValue
    """How it stands."""
    evidence: Citations
    """The words that show it."""


class Participant(Shape):
    """Somebody at a contact: a person, or a side or body as a whole."""

    name: str | None
    """The name; null for a side as a whole."""
    party: Party | None
    """The side."""


class EngagementClaim(Shape):
    """A contact: a meeting, call, visit, press conference, signing, round."""

    form: Form
    """What sort of contact."""
    who: tuple[Participant, ...]
    """The one side of it."""
    with_: Annotated[tuple[Participant, ...], Field(alias="with")]
    """The other side of it."""
    when: Date | None
    """When."""
    where: str | None
    """Where, in the words of the document."""
    country: str | None
    """The country, as an alpha-3 code."""
    status: Status
    """Whether it took place."""
    evidence: Citations
    """The words that tell of it."""


class DialogueNamed(Shape):
    """A series of talks as one document names it."""

    name: str | None
    """Its name, if the document gives one."""
    parties: tuple[Party, ...]
    """The sides."""
    track: Track | None
    """I officials, 1.5 officials unofficially with experts, II non-officials."""
    also_track: Track | None
    """Another track that the document names too."""


class Delegate(Shape):
    """A person at a round."""

    name: str
    """The name."""
    party: Party | None
    """The side."""
    function: str
    """delegate, discussant, chair …"""


class Attendance(Shape):
    """Others at a round, who are not named."""

    count: int | None
    """How many."""
    backgrounds: Words
    """Who they were, in the words of the document."""


class RoundClaim(Shape):
    """One document's account of one convening of a dialogue."""

    dialogue: DialogueNamed
    """Whose round it is."""
    ordinal: int | None
    """Which one it is by number."""
    when: Date | None
    """When."""
    where: str | None
    """The town."""
    country: str | None
    """The country, as an alpha-3 code."""
    venue: str | None
    """The building or institute."""
    theme: str | None
    """What it was held under."""
    sessions: Words
    """Items of its programme."""
    convenors: Words
    """Who held it."""
    partners: Words
    """Who helped to hold it."""
    sponsors: Words
    """Who paid for it."""
    delegates: tuple[Delegate, ...]
    """Who was there by name."""
    others: Attendance | None
    """Who else was there."""
    working_groups: Words
    """Groups that worked beside it."""
    status: Status
    """Whether it took place."""
    implied: bool
    """Whether only a contact is told of, which nothing calls a round."""
    evidence: Citations
    """The words that tell of it."""


class StateClaim(Shape):
    """A dialogue proposed, scheduled, started, suspended, resumed or concluded."""

    dialogue: str | None
    """Its name, if the document gives one."""
    parties: tuple[Party, ...]
    """The sides."""
    change: Change
    """What became of it."""
    when: Date | None
    """When."""
    cause: str | None
    """Why, in the words of the document."""
    evidence: Citations
    """The words that tell of it."""


class CommitmentClaim(Shape):
    """Who owes what to whom by when."""

    by: tuple[Party, ...]
    """Who undertakes it."""
    to: tuple[Party, ...]
    """To whom."""
    what: Citations
    """What is undertaken."""
    due: Date | None
    """By when."""
    due_text: str | None
    """The same in the words of the document."""
    strength: Strength
    """How firmly."""
    evidence: Citations
    """The words around it."""


class IncidentClaim(Shape):
    """An event that strained, broke, forced or eased a dialogue."""

    what: Citations
    """What happened."""
    when: Date | None
    """When."""
    where: str | None
    """Where."""
    effect: str | None
    """What it did to the dialogue."""
    evidence: Citations
    """The words that tell of it."""


class IdeaClaim(Shape):
    """Something put forward at a round of Track 1.5 or II."""

    what: Citations
    """What was put forward."""
    evidence: Citations
    """The words around it."""


class Entry(Shape):
    """A claim of one document, with what the record knows about it."""

    id: ClaimId
    """The entry's id, made of what it says and of its document."""
    document: DocumentNamed
    """The document that says it."""
    says: Annotated[str, Field(examples=["commitment (pledged): XLS: to reopen the Karsun crossing"])]
    """The entry in a line of plain words."""
    citation: Citation | None
    """The words that stand for it as a whole."""
    page: Annotated[str, Field(examples=["/entries/5ac3e1f0b8d94c27"])]
    """The page of this server with the entry and its history."""
    confidence: Confidence
    """How likely a careful reader would make the same entry, as far as the extractor can tell."""
    level: LevelOf
    verdict: Literal["accepted", "rejected", "disputed"] | None
    """What people's judgements come to; null where nobody judged it."""
    is_corrected: bool
    """Whether the claim stands here as people corrected it."""
    flag: Literal["text-changed", "text-vanished", "found-again"] | None
    """What became of its words in a later version of the document; null where there is none."""
    earliest: str | None
    """First possible day of what is told, else of publication, ISO 8601."""
    latest: str | None
    """Last possible day, likewise."""
    added: str
    """When it came into the record, ISO 8601 in UTC."""
    retired: str | None
    """When a later reading of the document did not make it any more."""
    made_by: str
    """What read it: names and versions of reading model and extractor."""
    nested_in: ClaimId | None
    """Id of the statement that this one is reported inside."""


class PersonEntry(Entry):
    """An entry that names a person."""

    kind: Literal["people"]
    """What sort of entry this is."""
    claim: PersonClaim
    """What it says."""


class StatementEntry(Entry):
    """An entry of a statement."""

    kind: Literal["statements"]
    """What sort of entry this is."""
    claim: StatementClaim
    """What it says."""


class StanceEntry(Entry):
    """An entry of a stance."""

    kind: Literal["stances"]
    """What sort of entry this is."""
    claim: StanceClaim
    """What it says."""


class EngagementEntry(Entry):
    """An entry of a contact."""

    kind: Literal["engagements"]
    """What sort of entry this is."""
    claim: EngagementClaim
    """What it says."""


class RoundEntry(Entry):
    """An entry of a round."""

    kind: Literal["rounds"]
    """What sort of entry this is."""
    claim: RoundClaim
    """What it says."""


class StateEntry(Entry):
    """An entry of a change of a dialogue's state."""

    kind: Literal["states"]
    """What sort of entry this is."""
    claim: StateClaim
    """What it says."""


class CommitmentEntry(Entry):
    """An entry of a commitment."""

    kind: Literal["commitments"]
    """What sort of entry this is."""
    claim: CommitmentClaim
    """What it says."""


class IncidentEntry(Entry):
    """An entry of an incident."""

    kind: Literal["incidents"]
    """What sort of entry this is."""
    claim: IncidentClaim
    """What it says."""


class IdeaEntry(Entry):
    """An entry of an idea."""

    kind: Literal["ideas"]
    """What sort of entry this is."""
    claim: IdeaClaim
    """What it says."""


AnyEntry = Annotated[
    PersonEntry
    | StatementEntry
    | StanceEntry
    | EngagementEntry
    | RoundEntry
    | StateEntry
    | CommitmentEntry
    | IncidentEntry
    | IdeaEntry,
    Field(discriminator="kind"),
]


class Entries(Page[AnyEntry]):
    """Some of a list of entries of any kind, and where it goes on."""
