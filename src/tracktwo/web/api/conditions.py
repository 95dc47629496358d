"""What lists can be narrowed down by, kind by kind; each says what it means and refuses what it cannot be."""

from typing import Annotated

from fastapi import Request
from pydantic import AfterValidator, Field

from tracktwo.errors import UsageError
from tracktwo.model import Act, Change, Form, StanceValue, Status, Strength
from tracktwo.model.dates import Edtf, is_edtf
from tracktwo.record import Filter, Gate
from tracktwo.web.api.paging import Paged, behind


def _a_day(words: str) -> str:
    if not is_edtf(words) or Edtf.parse(words).bounds()[0] is None:
        raise ValueError("no day of the calendar: write YYYY, YYYY-MM or YYYY-MM-DD")
    return words


#: A year, a month or a day.
Day = Annotated[
    str,
    Field(
        pattern=r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", examples=["2013-08-02", "2013"]
    ),
    AfterValidator(_a_day),
]
Words = Annotated[str, Field(min_length=1, max_length=200)]
DocumentName = Annotated[
    str, Field(pattern=r"^((sha256|opaque):)?[0-9a-f]{4,64}$", examples=["3f2a9c1b"], max_length=71)
]


class Dated(Paged):
    """Conditions on days."""

    since: Day | None = None
    """Told of, or published, on that day or later; a year or month counts from its first day."""
    until: Day | None = None
    """Told of, or published, on that day or earlier; a year or month counts to its last day."""


class OfParty(Dated):
    """Conditions on sides and days."""

    party: Annotated[Words | None, Field(examples=["PAK"])] = None
    """Alpha-3 code or name of a side; what several do jointly counts for each."""


class Narrowed(OfParty):
    """Conditions on entries of any kind."""

    issue: Annotated[Words | None, Field(examples=["border"])] = None
    """An issue or words of it."""
    dialogue: Annotated[Words | None, Field(examples=["Strategic Dialogue"])] = None
    """The name of a dialogue as documents give it, or words of it."""
    document: DocumentName | None = None
    """A document's id or first digits of it."""

    def what(self) -> str | None:
        """The value of the entry's own kind."""
        return None

    def who(self) -> str | None:
        """A name."""
        return None

    def how(self) -> str | None:
        """Whether something took place."""
        return None


class Claims(Narrowed):
    """Conditions on entries of several kinds."""

    person: Annotated[Words | None, Field(examples=["Sartaj Aziz"])] = None
    """Any of the names that an entry holds, or words of it."""
    value: Annotated[Words | None, Field(examples=["PLEDGE", "meeting", "suspended"])] = None
    """The value of the entry's own kind: act, form, change, strength or stance."""
    status: Status | None = None
    """Whether a contact or round took place."""

    def what(self) -> str | None:
        return self.value

    def who(self) -> str | None:
        return self.person

    def how(self) -> str | None:
        return self.status


class Statements(Narrowed):
    """Conditions on statements."""

    speaker: Annotated[Words | None, Field(examples=["Sartaj Aziz"])] = None
    """The speaker's name or words of it; whom it was said to counts too."""
    act: Act | None = None
    """What the statement does."""

    def what(self) -> str | None:
        return self.act

    def who(self) -> str | None:
        return self.speaker


class Stances(Narrowed):
    """Conditions on stances."""

    stance: StanceValue | None = None
    """How the side stands."""

    def what(self) -> str | None:
        return self.stance


class Engagements(Narrowed):
    """Conditions on contacts."""

    person: Annotated[Words | None, Field(examples=["Sartaj Aziz"])] = None
    """The name of somebody who had a part in it, or words of it."""
    form: Form | None = None
    """What sort of contact."""
    status: Status | None = None
    """Whether it took place."""

    def what(self) -> str | None:
        return self.form

    def who(self) -> str | None:
        return self.person

    def how(self) -> str | None:
        return self.status


class Rounds(Narrowed):
    """Conditions on accounts of rounds."""

    person: Annotated[Words | None, Field(examples=["Sartaj Aziz"])] = None
    """The name of somebody who was there, or words of it."""
    status: Status | None = None
    """Whether it took place."""

    def who(self) -> str | None:
        return self.person

    def how(self) -> str | None:
        return self.status


class States(Narrowed):
    """Conditions on changes of a dialogue's state."""

    change: Change | None = None
    """What became of the dialogue."""

    def what(self) -> str | None:
        return self.change


class Commitments(Narrowed):
    """Conditions on commitments."""

    strength: Strength | None = None
    """How firmly it is undertaken."""

    def what(self) -> str | None:
        return self.strength


class Documents(Narrowed):
    """Conditions on documents: published within the days, with an entry that the other conditions let through."""

    person: Annotated[Words | None, Field(examples=["Sartaj Aziz"])] = None
    """Any of the names that an entry holds, or words of it."""

    def who(self) -> str | None:
        return self.person


class People(OfParty):
    """Conditions on people."""

    person: Annotated[Words | None, Field(examples=["Aziz"])] = None
    """A name or words of it."""


def filter_of(request: Request, gate: Gate, asked: Narrowed) -> Filter | None:
    """What the gate is asked for; None where nothing can fit."""
    documents: tuple[str, ...] = ()
    if asked.document is not None:
        try:
            documents = (gate.entry(asked.document).id,)
        except UsageError:
            return None
    return Filter(
        party=asked.party,
        person=asked.who(),
        issue=asked.issue,
        dialogue=asked.dialogue,
        what=asked.what(),
        status=asked.how(),
        since=asked.since,
        until=asked.until,
        documents=documents,
        limit=asked.limit,
        after=behind(request, asked),
    )
