"""What a person decided about entries of a record: a frozen value with who, when and why.

Judgements are only ever added; taking one back is a judgement too. Each names the claims that it is about in a
way that finds them in another record and after a re-reading. What several judgements come to is decided in
the record, not here.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class JudgementAct(StrEnum):
    """What a judgement does."""

    #: The entry is right.
    ACCEPT = "accept"
    #: The entry is wrong.
    REJECT = "reject"
    #: One field of the entry has another value.
    CORRECT = "correct"
    #: The entries tell of one person, dialogue, round, engagement or statement.
    SAME = "same"
    #: The entries of one group tell of another one than the entries of each other group.
    DISTINCT = "distinct"
    #: The entries, or a whole document, may be shown to so many.
    LEVEL = "level"
    #: Whether a commitment was kept.
    FULFILS = "fulfils"
    #: An earlier judgement holds no longer.
    UNDO = "undo"


class Thing(StrEnum):
    """What entries of several documents can be the same of, with the name of its list."""

    PEOPLE = "people"
    DIALOGUES = "dialogues"
    ROUNDS = "rounds"
    ENGAGEMENTS = "engagements"
    STATEMENTS = "statements"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Classes of the claims that tell of such a thing."""
        return ("rounds", "states") if self is Thing.DIALOGUES else (self.value,)


@dataclass(frozen=True, slots=True, order=True)
class ClaimRef:
    """A claim as judgements name it: by its id and, where that is gone, by where it stands and what it says."""

    claim: str
    document: str
    kind: str
    #: Places of the main citations, code points of the document's text.
    at: tuple[tuple[int, int], ...] = ()
    #: The fields by which the same claim is known again, as (name, value).
    says: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a judgement is about: groups of claims, or one document, or one judgement."""

    groups: tuple[tuple[ClaimRef, ...], ...] = ()
    document: str | None = None
    judgement: str | None = None

    @property
    def refs(self) -> tuple[ClaimRef, ...]:
        """The claims of all groups."""
        return tuple(ref for group in self.groups for ref in group)

    def to_json(self) -> dict[str, Any]:
        """As it is kept and exported; what does not apply is left out."""
        if self.judgement is not None:
            return {"judgement": self.judgement}
        if self.document is not None:
            return {"document": self.document}
        return {"claims": [[_ref_to_json(ref) for ref in group] for group in self.groups]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Subject":
        """The subject of JSON that :meth:`to_json` made; foreign JSON goes through the record's exchange."""
        return cls(
            groups=tuple(tuple(map(_ref_from_json, group)) for group in kept.get("claims", ())),
            document=kept.get("document"),
            judgement=kept.get("judgement"),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person."""

    act: JudgementAct
    subject: Subject
    author: str
    #: When, ISO 8601 in UTC with microseconds, so that an author's judgements have an order.
    made: str
    reason: str | None = None
    #: What it says besides its act, as canonical JSON: a field with its value, a level; ``null`` for some.
    payload: str = "null"

    @property
    def id(self) -> str:
        """SHA-256 of everything above: the same judgement imported twice is one."""
        content = [self.act, self.subject.to_json(), self.payload, self.author, self.made, self.reason]
        return hashlib.sha256(canonical(content).encode()).hexdigest()

    @property
    def says(self) -> dict[str, Any]:
        """The payload, taken apart."""
        found = json.loads(self.payload)
        return found if isinstance(found, dict) else {}

    @property
    def thing(self) -> Thing:
        """What entries are the same of, or different ones of."""
        return Thing(self.says["as"])

    @property
    def order(self) -> tuple[str, str]:
        """Later judgements of one author outrank earlier ones in this order."""
        return self.made, self.id


def canonical(value: Any) -> str:
    """JSON with one spelling for one value: keys sorted, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def moment(at: datetime) -> str:
    """A time as judgements carry it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _ref_to_json(ref: ClaimRef) -> dict[str, Any]:
    return {
        "claim": ref.claim,
        "document": ref.document,
        "kind": ref.kind,
        "at": [list(place) for place in ref.at],
        "says": dict(ref.says),
    }


def _ref_from_json(kept: dict[str, Any]) -> ClaimRef:
    return ClaimRef(
        claim=kept["claim"],
        document=kept["document"],
        kind=kept["kind"],
        at=tuple((start, end) for start, end in kept["at"]),
        says=tuple(sorted(kept["says"].items())),
    )
