"""What no single document says: people, dialogues, rounds, positions, convergence, promises, changes, comparisons."""

from typing import Annotated

from pydantic import Field

from tracktwo.analysis.changes import About
from tracktwo.analysis.commitments import Status as PromiseStatus
from tracktwo.analysis.comparison import Verdict
from tracktwo.analysis.convergence import Relation
from tracktwo.analysis.ledger import Movement
from tracktwo.analysis.meeting_words import Meeting
from tracktwo.model import Modality, StanceValue, Status, Strength
from tracktwo.views.exports.occasions import Kind
from tracktwo.web.api.shapes.claims import AnyEntry, RoundEntry, StatementEntry
from tracktwo.web.api.shapes.evidence import Citation, ClaimId, Date, DocumentNamed, Party, Shape

Citations = tuple[Citation, ...]
Count = Annotated[int, Field(ge=0)]


class Person(Shape):
    """A person with what all documents together say."""

    id: ClaimId
    """Id of the latest entry that names the person: the address holds as long as a document says so."""
    name: str
    """The fullest name."""
    names: tuple[str, ...]
    """All names that documents give."""
    party: Party | None
    """The side."""
    offices: tuple[str, ...]
    """Offices as given, the most frequent first."""
    functions: tuple[str, ...]
    """What the person did at rounds."""
    documents: Count
    """How many documents name the person."""
    first: str | None
    """First possible day of what is told, ISO 8601."""
    last: str | None
    """Last possible day."""
    citation: Citation | None
    """The latest place that names the person."""
    page: Annotated[str, Field(examples=["/people/5ac3e1f0b8d94c27"])]
    """The person's page."""


class Tenure(Shape):
    """An office over the time in which documents give it."""

    office: str
    """The office."""
    party: Party | None
    """The side it belongs to."""
    first: str
    """First day on which a document gives it."""
    last: str
    """Last such day."""
    citations: Citations
    """The places."""


class PersonWhole(Shape):
    """A person with offices over time; what else is told has lists of its own."""

    name: str
    """The fullest name."""
    names: tuple[str, ...]
    """All names that documents give."""
    party: Party | None
    """The side."""
    offices: tuple[Tenure, ...]
    """Offices over time."""
    mentions: Count
    """How many entries name the person; their list is at this address with /mentions."""
    rounds: Count
    """How many accounts of rounds tell that the person was there: /rounds."""
    contacts: Count
    """How many accounts of contacts tell that the person had a part in them: /engagements."""
    statements: Count
    """How many statements of the person are reported: /statements."""


class Dialogue(Shape):
    """A series of talks with what all documents together say."""

    key: Annotated[str, Field(examples=["PAK-USA-I"])]
    """The key by which the dialogue is asked for."""
    name: str | None
    """Its name, where any document gives one."""
    names: tuple[str, ...]
    """All names that documents give."""
    parties: tuple[Party, ...]
    """The sides."""
    track: Annotated[str | None, Field(examples=["I", "II"])]
    """I officials, II unofficial talks of either kind."""
    convenors: tuple[str, ...]
    """Who holds it."""
    rounds: Count
    """How many rounds are told of."""
    documents: Count
    """How many documents tell of it."""
    first: str | None
    """First possible day of what is told, ISO 8601."""
    last: str | None
    """Last possible day."""
    last_change: Annotated[str | None, Field(examples=["resumed 2013-08-01"])]
    """The change of state told of last, and when."""
    citation: Citation | None
    """The latest place that tells of it."""
    page: Annotated[str, Field(examples=["/dialogues/PAK-USA-I"])]
    """The dialogue's page."""


class DialogueWhole(Shape):
    """One dialogue, with the documents that tell of it."""

    key: Annotated[str, Field(examples=["PAK-USA-I"])]
    """The key by which the dialogue is asked for."""
    name: str
    """Its name, or its parties."""
    parties: tuple[Party, ...]
    """The sides."""
    track: Annotated[str | None, Field(examples=["I", "II"])]
    """I officials, II unofficial talks of either kind."""
    convenors: tuple[str, ...]
    """Who holds it."""
    documents: tuple[DocumentNamed, ...]
    """The documents that tell of it, oldest first."""
    states: tuple[AnyEntry, ...]
    """What became of it, as documents tell it."""
    rounds: Count
    """How many rounds there are; their list is at the address of the dialogue with /rounds."""
    people: Count
    """How many people these documents name."""
    statements: Count
    """How many statements they report, each counted once."""
    page: Annotated[str, Field(examples=["/dialogues/PAK-USA-I"])]
    """The dialogue's page."""


class Convening(Shape):
    """One round of a dialogue, with every document's account of it side by side."""

    name: Annotated[str, Field(examples=["Round 2"])]
    """How lists call it."""
    status: Status
    """Held if any document saw it held."""
    dates: tuple[Date, ...]
    """Its dates as documents give them, the most frequent first."""
    places: tuple[str, ...]
    """Its places, likewise."""
    numbers: tuple[str, ...]
    """Its numbers, likewise."""
    convenors: tuple[str, ...]
    """Who held it, likewise."""
    sponsors: tuple[str, ...]
    """Who paid for it, likewise."""
    accounts: tuple[RoundEntry, ...]
    """Every document's account."""


class Told(Shape):
    """What one side said on one issue, once, with all documents that tell of it."""

    issue: str
    """The issue, as a proposition that a side can be for or against."""
    under: str | None
    """The wider issue."""
    is_named: bool
    """Whether the issue has a place in the tree of issues; else it has the documents' words."""
    party: Party
    """The side."""
    date: Date | None
    """When it was told first."""
    stance: StanceValue
    """How the side stood."""
    strength: Annotated[str, Field(examples=["tentative", "plain", "firm", "absolute"])]
    """How firm the wording is."""
    movement: Movement
    """What it did to the stance before it."""
    speaker: str | None
    """Who said it; null where it is told as a fact."""
    modality: Modality | None
    """Whether it was said outright, denied or only supposed."""
    jointly: tuple[Party, ...]
    """The sides that stated it together, where they did."""
    silent_since: Date | None
    """The day of this stance, where the side spoke of other things only ever since."""
    sentence: str
    """The sentence around the words, on one line."""
    citations: Citations
    """The words, one citation for each document, the first told first."""
    claims: tuple[ClaimId, ...]
    """The entries that it rests on."""


class Side(Shape):
    """What one side last said on an issue in a period."""

    party: Party
    """The side."""
    last: Told | None
    """Its last words; null where it said nothing."""


class Agreement(Shape):
    """A sentence that says itself that the sides agree or differ."""

    kind: Meeting
    """Whether they agree, differ, or have come nearer to one another without agreeing as yet."""
    agrees: bool
    """Whether ``kind`` is agree; false also where they have come nearer only."""
    party: Party | None
    """Whose word it is, where it is somebody's."""
    citation: Citation
    """The sentence."""


class Sheet(Shape):
    """One issue in one period, the sides next to each other."""

    issue: str
    """The issue."""
    under: str | None
    """The wider issue."""
    period: Annotated[str, Field(examples=["Round 2", "2013", "whole time"])]
    """The stretch of time."""
    start: str | None
    """Its first day, ISO 8601; null where it has none."""
    end: str | None
    """The day after its last one."""
    relation: Relation
    """Where the sides meet."""
    sides: tuple[Side, ...]
    """Their last words."""
    agreements: tuple[Agreement, ...]
    """What is said outright of their agreement or difference."""


class Shown(Shape):
    """A place in a later document that tells what became of a promise, or may."""

    outcome: Annotated[str | None, Field(examples=["met", "partly met"])]
    """What it shows."""
    date: Date | None
    """When."""
    citation: Citation
    """The words."""
    claim: ClaimId | None
    """The entry, where one rests on them."""


class Promise(Shape):
    """Who owes what to whom by when, with all that is told of it up to the day asked for."""

    status: PromiseStatus
    """How it stands on that day."""
    by: tuple[Party, ...]
    """Who undertook it."""
    to: tuple[Party, ...]
    """To whom."""
    what: Citations
    """What was undertaken."""
    strength: Strength
    """How firmly."""
    promised: Date | None
    """When the document that tells of it first was published."""
    due: Date | None
    """When it is due by the latest version of it."""
    slipped_from: tuple[Date, ...]
    """Earlier days for which it was promised."""
    settled_by: Shown | None
    """What "met" or "partly met" rests on."""
    ended_by: Shown | None
    """What it was dropped or superseded by."""
    proposals: tuple[Shown, ...]
    """Later places that may tell of it as kept; a person says whether one does."""
    is_confirmed: bool
    """Whether a person has said what became of it."""
    score: Annotated[int | None, Field(ge=0, le=3)]
    """Implementation on the scale of the Peace Accords Matrix; null for what was replaced."""
    sentence: str
    """The sentence around the words, on one line."""
    claims: tuple[ClaimId, ...]
    """The entries that tell of it, the first told first."""


class Changed(Shape):
    """One thing that changed between two days."""

    about: About
    """What it is a change of."""
    date: Date | None
    """When."""
    party: Party | None
    """The side or sides."""
    what: str
    """The issue, the words of the promise, the form of the contact, the name."""
    change: Annotated[str, Field(examples=["reversed", "promised", "suspended"])]
    """What became of it."""
    before: str | None
    """How it was before."""
    citations: Citations
    """The words that show it."""
    claims: tuple[ClaimId, ...]
    """The entries that it rests on."""


class Changes(Shape):
    """What changed after one day and until another."""

    after: str
    """The day after which changes count, ISO 8601."""
    until: str
    """The last day."""
    items: tuple[Changed, ...]
    """The changes, by kind and day."""


class Occasion(Shape):
    """Something that happened, once, with every document's account."""

    kind: Kind
    """A round, another contact, an incident or a change of state."""
    title: str
    """What to call it."""
    date: Date | None
    """The date given most often."""
    where: str | None
    """Where."""
    status: Status
    """Whether it took place."""
    citations: Citations
    """The words that tell of it, one citation for each account."""
    claims: tuple[ClaimId, ...]
    """The entries."""


class Fact(Shape):
    """What two documents tell of the occasion itself."""

    name: Annotated[str, Field(examples=["day", "place", "form"])]
    """What it is about."""
    verdict: Verdict
    """How the two stand to one another."""
    first: tuple[str, ...]
    """What the first says."""
    second: tuple[str, ...]
    """What the second says."""
    entries: tuple[AnyEntry, ...]
    """The entries that say it."""


class Matter(Shape):
    """One matter of which both documents tell, or one alone."""

    issue: str | None
    """What it is about."""
    verdict: Verdict
    """How the two stand to one another."""
    why: str | None
    """What a contradiction lies in."""
    first: AnyEntry | None
    """What the first says."""
    second: AnyEntry | None
    """What the second says."""


class Comparison(Shape):
    """Two documents side by side."""

    first: DocumentNamed
    """The one."""
    second: DocumentNamed
    """The other."""
    facts: tuple[Fact, ...]
    """What they tell of the occasion."""
    matters: tuple[Matter, ...]
    """What was said, by issue, those that both name first."""


class Hit(Shape):
    """A place where the words stand."""

    document: DocumentNamed
    """The document."""
    citation: Citation
    """The place and its words."""
    left: str
    """Text before it, on one line."""
    right: str
    """Text after it."""
    is_exact: bool
    """Whether the words stand exactly as asked, next to one another."""
    statement: StatementEntry | None
    """The statement that the place lies in."""
