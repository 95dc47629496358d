"""Judgements as they are given, and as they are made: one class an act."""

from typing import Annotated, Any, Literal

from pydantic import Field

from tracktwo.model.judgement import JudgementAct, Thing
from tracktwo.model.levels import Level
from tracktwo.web.api.shapes.evidence import DocumentId, Shape

Reason = Annotated[str | None, Field(max_length=10_000, examples=["the report names the other minister"])]
#: First digits of an entry's id, or all of them.
Claim = Annotated[str, Field(pattern=r"^[0-9a-f]{6,64}$", examples=["5ac3e1f0b8d94c27"])]
Claims = Annotated[tuple[Claim, ...], Field(min_length=2, max_length=200)]
JudgementId = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{64}$",
        examples=["b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184"],
    ),
]
As = Annotated[Thing | None, Field(examples=["people"])]
Name = Annotated[str, Field(min_length=4, max_length=100)]


class Accept(Shape):
    """An entry is right; it stays also if a later reading does not make it."""

    act: Literal["accept"]
    """What is done."""
    claim: Claim
    """The entry."""
    reason: Reason = None
    """Why, for the history."""


class Reject(Shape):
    """An entry is wrong; lists and briefs leave it out."""

    act: Literal["reject"]
    """What is done."""
    claim: Claim
    """The entry."""
    reason: Reason = None
    """Why, for the history."""


class Correct(Shape):
    """One field of an entry has another value, which is checked against the document first."""

    act: Literal["correct"]
    """What is done."""
    claim: Claim
    """The entry."""
    field: Annotated[str, Field(min_length=1, max_length=60, examples=["party", "dialogue.name"])]
    """The field, as entries have it; parts of a field with a point."""
    value: Annotated[str | None, Field(max_length=10_000, examples=["PAK"])]
    """The value as people write it: lists by semicolons, citations as places or words; null for unknown."""
    reason: Reason = None
    """Why, for the history."""


class Merge(Shape):
    """Entries tell of one person, dialogue, round, contact or statement."""

    act: Literal["same"]
    """What is done."""
    claims: Claims
    """The entries."""
    as_: Annotated[As, Field(alias="as")] = None
    """What they tell of; may be left out where their kind says it."""
    reason: Reason = None
    """Why, for the history."""


class Distinct(Shape):
    """Each of these entries tells of another person, dialogue, round, contact or statement."""

    act: Literal["distinct"]
    """What is done."""
    claims: Claims
    """The entries."""
    as_: Annotated[As, Field(alias="as")] = None
    """What they tell of; may be left out where their kind says it."""
    reason: Reason = None
    """Why, for the history."""


class Split(Shape):
    """These entries stay together, and do not belong with the others of their person, dialogue, round …"""

    act: Literal["split"]
    """What is done."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1, max_length=200)]
    """The entries to take out."""
    as_: Annotated[As, Field(alias="as")] = None
    """What they tell of; may be left out where their kind says it."""
    reason: Reason = None
    """Why, for the history."""


class Fulfils(Shape):
    """Whether a commitment was kept, and by what."""

    act: Literal["fulfils"]
    """What is done."""
    claim: Claim
    """The commitment."""
    verdict: Literal["met", "partly", "not"]
    """Whether it was kept."""
    by: Annotated[str | None, Field(max_length=200, examples=["3f2a9c1b:1056-1180"])] = None
    """What shows it: an entry's id or a citation mark."""
    reason: Reason = None
    """Why, for the history."""


class SetLevel(Shape):
    """How confidential an entry, a round with all that was said at it, or a document is. Needs a convenor."""

    act: Literal["level"]
    """What is done."""
    claim: Claim | None = None
    """The entry; give this or a document."""
    document: Annotated[Name | None, Field(examples=["3f2a9c1b"])] = None
    """The document; give this or an entry."""
    level: Level
    """How confidential it is."""
    reason: Reason = None
    """Why, for the history."""


Judging = Annotated[
    Accept | Reject | Correct | Merge | Distinct | Split | Fulfils | SetLevel, Field(discriminator="act")
]


class Judgement(Shape):
    """One decision of one person."""

    id: JudgementId
    """Its id, made of everything in it."""
    act: JudgementAct
    """What it does. A split is kept as "distinct"."""
    author: str
    """Whose it is."""
    made: str
    """When, ISO 8601 in UTC."""
    says: Annotated[str, Field(examples=["corrected: party is PAK"])]
    """What it says in words, besides whom it is about."""
    reason: str | None
    """Why."""
    claims: tuple[tuple[str, ...], ...]
    """Ids of the entries that it is about, in groups; of entries that a later reading replaced, the former ids."""
    document: DocumentId | None
    """The document that it is about."""
    undoes: JudgementId | None
    """The judgement that it takes back."""
    payload: dict[str, Any] | None
    """What it says, as it is kept: field and value, level, verdict, or what entries are the same of."""
