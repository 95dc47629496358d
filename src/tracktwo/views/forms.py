"""The forms of a brief by name, so that the command line can list them without loading what lays them out."""

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
