"""What one document says, as claims. Each is a frozen value whose citations are proved when it is made.

Names, parties and dates are normalised here; the words they were read from stand beside them as citations.
A ``party`` is an ISO 3166-1 alpha-3 code, or the name of a party that is no state, or several of these joined
by ``+`` in alphabetical order where they speak or act jointly. Dates are EDTF. Resolution across documents
is not done here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tracktwo.model.span import Citation

Citations = tuple[Citation, ...]


class Act(StrEnum):
    """What a statement does: the root events of PLOVER, with PLEDGE and STATE, which PLOVER lacks."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    PLEDGE = "PLEDGE"
    STATE = "STATE"


class StatementKind(StrEnum):
    """How a statement's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Modality(StrEnum):
    """Whether a statement is told as made, denied, or only supposed."""

    ACTUAL = "actual"
    NEGATED = "negated"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"


class StanceValue(StrEnum):
    """Where a party stands on an issue in one statement."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"


class Form(StrEnum):
    """The form of an engagement."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    PRESS_CONFERENCE = "press-conference"
    ROUND = "round"
    SIGNING = "signing"
    OTHER = "other"


class Status(StrEnum):
    """Whether an engagement or round took place."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Track(StrEnum):
    """Who talks: officials, officials unofficially with experts, or non-officials."""

    I = "I"  # noqa: E741 - the field's own name
    ONE_AND_A_HALF = "1.5"
    II = "II"


class Change(StrEnum):
    """A change in the state of a dialogue."""

    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    STARTED = "started"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CONCLUDED = "concluded"


class Strength(StrEnum):
    """How firmly a commitment is undertaken."""

    PLEDGED = "pledged"
    PLANNED = "planned"
    HOPED = "hoped"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every claim has: the words behind it, and how sure the extractor is."""

    #: The key under which ``tracktwo extract`` prints claims of this class.
    KEY: ClassVar[str] = ""

    #: Calibrated probability that a careful reader would make the same claim, 0 to 1.
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Claim):
    """A person whom the document names."""

    KEY: ClassVar[str] = "people"
    name: str
    office: str | None = None
    party: str | None = None
    #: delegate, discussant, chair, chief guest … at a round.
    function: str | None = None
    mentions: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Claim):
    """An attribution with its speaker resolved. ``source`` and ``cue`` may be empty, ``content`` never is."""

    KEY: ClassVar[str] = "statements"
    #: Full name, or the words of the text where a body or both sides speak; None where it stays open.
    speaker: str | None
    party: str | None = None
    source: Citations = ()
    cue: Citations = ()
    content: Citations
    kind: StatementKind
    act: Act = Act.STATE
    modality: Modality = Modality.ACTUAL
    addressee: str | None = None
    #: Index, among the document's statements, of the one that this one is reported inside.
    nested_in: int | None = None
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Claim):
    """A party for or against something, in one statement."""

    KEY: ClassVar[str] = "stances"
    party: str
    issue: str
    stance: StanceValue
    evidence: Citations


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody at an engagement: a named person, or a side or body by its party."""

    name: str | None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement(Claim):
    """A contact: a meeting, call, visit, press conference, signing, round."""

    KEY: ClassVar[str] = "engagements"
    form: Form
    who: tuple[Participant, ...]
    with_: tuple[Participant, ...] = ()
    when: str | None = None
    where: str | None = None
    country: str | None = None
    status: Status = Status.HELD
    evidence: Citations


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A series of talks as one document names it."""

    name: str | None
    parties: tuple[str, ...] = ()
    track: Track | None = None
    also_track: Track | None = None


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person at a round, with party and function there."""

    name: str
    party: str | None = None
    function: str = "delegate"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Others at a round who are not named."""

    count: int | None = None
    backgrounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Claim):
    """One convening of a dialogue, held, planned or cancelled."""

    KEY: ClassVar[str] = "rounds"
    dialogue: Dialogue
    ordinal: int | None = None
    when: str | None = None
    where: str | None = None
    country: str | None = None
    #: The building or institute where it was held.
    venue: str | None = None
    theme: str | None = None
    sessions: tuple[str, ...] = ()
    convenors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    delegates: tuple[Delegate, ...] = ()
    others: Attendance | None = None
    working_groups: tuple[str, ...] = ()
    status: Status = Status.HELD
    #: Whether only a contact of the two sides is told of, which nothing calls a round: the entry says whose talks
    #: a document is about, and no view counts it as a round.
    implied: bool = False
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange(Claim):
    """A dialogue proposed, scheduled, started, suspended, resumed or concluded, and why."""

    KEY: ClassVar[str] = "states"
    dialogue: str | None
    parties: tuple[str, ...] = ()
    change: Change
    when: str | None = None
    cause: str | None = None
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Claim):
    """Who owes what to whom by when."""

    KEY: ClassVar[str] = "commitments"
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    what: Citations
    due: str | None = None
    due_text: str | None = None
    strength: Strength = Strength.PLEDGED
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Claim):
    """An event that strained, broke, forced or eased a dialogue."""

    KEY: ClassVar[str] = "incidents"
    what: Citations
    when: str | None = None
    where: str | None = None
    effect: str | None = None
    evidence: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea(Claim):
    """Something put forward at a round of Track 1.5 or II."""

    KEY: ClassVar[str] = "ideas"
    what: Citations
    evidence: Citations


#: The classes of claim in the order in which ``tracktwo extract`` prints them.
CLAIM_CLASSES: tuple[type[Claim], ...] = (
    Person, Statement, Stance, Engagement, Round, StateChange, Commitment, Incident, Idea,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one document says."""

    #: Whether the document is about a dialogue between parties at all.
    is_dialogue_report: bool
    people: tuple[Person, ...] = ()
    statements: tuple[Statement, ...] = ()
    stances: tuple[Stance, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    rounds: tuple[Round, ...] = ()
    states: tuple[StateChange, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    incidents: tuple[Incident, ...] = ()
    ideas: tuple[Idea, ...] = ()
    #: Names and versions of what made these claims: reading model and extractor.
    made_by: str = ""

    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order of :data:`CLAIM_CLASSES`."""
        return tuple(claim for cls in CLAIM_CLASSES for claim in getattr(self, cls.KEY))
