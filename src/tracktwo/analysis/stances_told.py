"""What a side said on an issue, and what each stance did to the one before it.

A movement compares value and wording; why a side moved is not known here.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from tracktwo.analysis.issue_tree import IssueName
from tracktwo.analysis.likeness import stem, words_of
from tracktwo.analysis.moves_told import Move, move_told
from tracktwo.analysis.sentences import sentence_around
from tracktwo.analysis.strength import Strength
from tracktwo.lexicon import load
from tracktwo.model import Citation, Entry, Stance, StanceValue, Statement
from tracktwo.model.dates import first_day

#: Reports of what one speaker said appear within so many days.
REPORTED = timedelta(days=2)


class Movement(StrEnum):
    """What a stance did to the one before it."""

    FIRST_STATED = "first stated"
    REPEATED = "repeated"
    HARDENED = "hardened"
    SOFTENED = "softened"
    REVERSED = "reversed"
    #: Told the other way round on the same day: a difference between accounts or speakers, no movement.
    BOTH_WAYS = "told both ways"
    #: The day is not told, so that nothing is before or after it.
    UNDATED = "date not told"
    #: Only of a position as a whole: nothing more was said, while the side spoke of other things.
    FELL_SILENT = "fell silent"

    @property
    def is_change(self) -> bool:
        """Whether the side has moved."""
        return self in (Movement.HARDENED, Movement.SOFTENED, Movement.REVERSED)


@dataclass(frozen=True, slots=True)
class Told:
    """One stance of one side, with all documents that tell of it."""

    party: str
    issue: IssueName
    #: For or against the issue as the ledger names it, whichever way round the document puts it.
    value: StanceValue
    strength: Strength
    #: The claims, the first told first; the others repeat it.
    entries: tuple[Entry[Stance], ...]
    #: The statement that it was read from, if any.
    said: Entry[Statement] | None
    #: Who said it, by the fullest name that the record knows; None where it is told as a fact.
    speaker: str | None
    #: All sides that stated it in the same words; more than one for a joint statement.
    jointly: tuple[str, ...]
    #: When it was published first, EDTF; of a document without a date, the day of the contact that it tells of, or
    #: later: ``2022-10-12/..``.
    day: str | None = None
    movement: Movement = Movement.FIRST_STATED

    @property
    def entry(self) -> Entry[Stance]:
        """The first claim of it."""
        return self.entries[0]

    @property
    def citation(self) -> Citation:
        """The words that hold the stance."""
        return self.entry.claim.evidence[0]

    @property
    def is_from_act(self) -> bool:
        """Whether the document shows no stance itself, and the act of the statement does."""
        return self.said is not None and self.entry.id == self.said.id

    @property
    def is_joint(self) -> bool:
        """Whether several sides stated it in the same words."""
        return len(self.jointly) > 1


@dataclass(frozen=True, slots=True)
class Position:
    """One side on one issue: everything it said, oldest first; what has no date comes last."""

    party: str
    issue: IssueName
    told: tuple[Told, ...]
    #: Statements on other things after the last stance, where they amount to silence on this one.
    silence: tuple[Entry[Statement], ...] = ()

    @property
    def last(self) -> Told:
        """The latest stance whose day is told, else the last one of all."""
        return next((t for t in reversed(self.told) if t.movement is not Movement.UNDATED), self.told[-1])

    @property
    def movement(self) -> Movement:
        """What became of the position last."""
        return Movement.FELL_SILENT if self.silence else self.last.movement


#: What a sentence that tells of a movement itself makes of a stance that points the same way as before.
_OUTRIGHT: dict[Move | None, Movement] = {
    Move.GIVING_WAY: Movement.SOFTENED,
    Move.HARDENING: Movement.HARDENED,
    Move.HOLDING: Movement.REPEATED,
}


def moved(before: Told, now: Told) -> Movement:
    """Compare a stance with the one before it."""
    if before.value is not now.value:
        if before.day == now.day:
            return Movement.BOTH_WAYS
        if now.value is StanceValue.MIXED:
            return Movement.SOFTENED
        return Movement.HARDENED if before.value is StanceValue.MIXED else Movement.REVERSED
    outright = _outright(now) if before.day != now.day else None
    if outright is not None:
        return outright
    # Two speakers on one day word one position in two ways, and so do two reports of one speaker's words, some of
    # which come a day or two later: that is no movement.
    if before.strength is now.strength or before.day == now.day or _is_of_one_occasion(before, now):
        return Movement.REPEATED
    # The words of a joint text are no side's own: that they are a step firmer or weaker shows no movement of a side.
    if (before.is_joint or now.is_joint) and abs(now.strength - before.strength) == 1:
        return Movement.REPEATED
    # Who demanded a thing and welcomes that the other side grants it has not given way.
    if now.strength < before.strength and _welcomes(now):
        return Movement.REPEATED
    return Movement.HARDENED if now.strength > before.strength else Movement.SOFTENED


def _outright(now: Told) -> Movement | None:
    """What the sentence of a stance tells of a movement itself."""
    move = move_told(_sentence(now))
    if move is Move.CLEARING:
        return Movement.HARDENED if now.value is StanceValue.FOR else Movement.SOFTENED
    return _OUTRIGHT.get(move)


def _sentence(told: Told) -> str:
    """The sentence that holds the stance."""
    span = sentence_around(told.entry.document.text, told.citation.start, told.citation.end)
    return told.entry.document.text[span.start : span.end]


def _welcomes(told: Told) -> bool:
    """Whether the stance is worded as a welcome."""
    return any(stem(w) in _welcoming() for w in words_of(_sentence(told)))


@cache
def _welcoming() -> frozenset[str]:
    return frozenset(stem(str(w)) for w in load("stance_strength")["welcoming"])


def _is_of_one_occasion(before: Told, now: Told) -> bool:
    """Whether two documents may report the same words: one speaker, some days apart."""
    if now.speaker is None or now.speaker != before.speaker or now.entry.document == before.entry.document:
        return False
    one, other = first_day(before.day), first_day(now.day)
    return one is not None and other is not None and other - one <= REPORTED
