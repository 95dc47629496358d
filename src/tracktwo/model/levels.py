"""Attribution levels of what is said, and the clearance of whoever reads it. What they withhold is decided elsewhere.

The levels are those of the trade: on the record, on background (the side may be named, the person not), under the
Chatham House Rule (neither identity nor affiliation may be revealed), and off the record.
"""

from enum import StrEnum

#: Stands in redacted text for words that are withheld.
WITHHELD = "[withheld]"
#: Stands in redacted text between passages that are shown, for what is not shown at all.
LEFT_OUT = "[…]"
#: Who is said to have said what a reader may not know the speaker of.
SOMEBODY = "a participant"


class Level(StrEnum):
    """How confidential something is; ordered from ``PUBLIC`` to ``OFF_RECORD``, and not as words are."""

    PUBLIC = "public"
    #: What was said may be used with the side that said it, but without person and office.
    BACKGROUND = "background"
    #: What was said may be used, but neither who said it nor for whom.
    CHATHAM = "chatham"
    #: Nothing may be used, not even that there is something.
    OFF_RECORD = "off-record"

    @property
    def rank(self) -> int:
        """Place in the order, 0 for public."""
        return _ORDER.index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < Level(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Level(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Level(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Level(other).rank


_ORDER = tuple(Level)


class Clearance(StrEnum):
    """The most confidential level that a reader may see in full."""

    PUBLIC = "public"
    BACKGROUND = "background"
    CHATHAM = "chatham"
    EVERYTHING = "off-record"

    def sees(self, level: Level) -> bool:
        """Whether nothing of that level is withheld from the reader."""
        return level <= Level(self.value)

    @property
    def withheld(self) -> tuple[Level, ...]:
        """The levels above it, in order."""
        return tuple(level for level in Level if not self.sees(level))
