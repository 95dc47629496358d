"""What a brief is asked for: its form, from which day, for which side."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """The forms of a brief that ministries use."""

    #: Two pages before a meeting.
    SCENE_SETTER = "scene-setter"
    FULL = "full"
    #: Issue by issue, the sides next to each other.
    CONVERGENCE = "convergence"
    #: Who owes what.
    FOLLOW_UP = "follow-up"
    #: Notes on the people across the table.
    BIOGRAPHIES = "biographies"

    @property
    def heading(self) -> str:
        """As a heading names it."""
        return _TITLES[self]


_TITLES = {
    Form.SCENE_SETTER: "Scene-setter",
    Form.FULL: "Brief",
    Form.CONVERGENCE: "Convergence sheet",
    Form.FOLLOW_UP: "Follow-up list",
    Form.BIOGRAPHIES: "Biographical notes",
}


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What a brief looks back from, since when things count as new, and whom it is for."""

    #: The day on which commitments are judged overdue.
    as_of: date
    #: Documents published on this day or later are new.
    since: date | None = None
    form: Form = Form.FULL
    #: The reader's own side, which is not across the table; None for neither.
    side: str | None = None
