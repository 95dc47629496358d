"""Who looks at a page, and the gate that opens for them. Accounts and logins are another module's business."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request

from tracktwo.model.levels import Clearance
from tracktwo.record import Gate, Record
from tracktwo.web.settings import Settings


class Role(StrEnum):
    """What an account may do; each may also do what those before it may."""

    READER = "reader"
    #: Adds documents and judges entries.
    EDITOR = "editor"
    #: Sets attribution levels.
    CONVENOR = "convenor"
    #: Keeps accounts and settings.
    ADMINISTRATOR = "administrator"

    @property
    def rank(self) -> int:
        """Place in the order of powers."""
        return list(Role).index(self)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking."""

    name: str
    role: Role
    clearance: Clearance

    def may(self, role: Role) -> bool:
        """Whether the viewer may do what ``role`` may."""
        return self.role.rank >= role.rank


def settings_of(request: Request) -> Settings:
    """What the server was started with."""
    settings: Settings = request.app.state.settings
    return settings


def viewer_of(request: Request) -> Viewer:
    """Who is asking: without accounts the one user of this machine."""
    return Viewer(settings_of(request).author, Role.ADMINISTRATOR, Clearance.EVERYTHING)


def record_of(request: Request) -> Iterator[Record]:
    """The record, opened for this request."""
    with Record.open(settings_of(request).record) as record:
        yield record


def gate_of(
    record: Annotated[Record, Depends(record_of)], viewer: Annotated[Viewer, Depends(viewer_of)]
) -> Iterator[Gate]:
    """The one way to read: through the gate, with the viewer's clearance."""
    with record.reading(viewer.clearance) as gate:
        yield gate


ViewerHere = Annotated[Viewer, Depends(viewer_of)]
RecordHere = Annotated[Record, Depends(record_of)]
GateHere = Annotated[Gate, Depends(gate_of)]
