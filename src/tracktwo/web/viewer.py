"""Who looks at a page, what they may do, and the gate that opens for them. How they log in is the door's business."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request

from tracktwo.model.levels import Clearance
from tracktwo.record import Gate, Memory, Record
from tracktwo.settling import settle
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


#: Seconds that a person waits whose judgement comes while something else is written. What is worked out for a whole
#: record after it was brought up to date takes more than ten on a busy machine, and nobody should have to try again.
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking."""

    name: str
    role: Role
    clearance: Clearance

    def may(self, role: Role) -> bool:
        """Whether the viewer may do what ``role`` may."""
        return self.role.rank >= role.rank

    @property
    def sees_everything(self) -> bool:
        """Whether nothing is withheld from the viewer."""
        return self.clearance is Clearance.EVERYTHING

    @property
    def may_judge(self) -> bool:
        """Whether the viewer may judge entries: an editor from whom nothing is withheld.

        Judgements stand on entries as they are in the record; whoever sees only what is left of one judges another.
        """
        return self.may(Role.EDITOR) and self.sees_everything


class NotLoggedInError(Exception):
    """Nobody is logged in, and the server asks for an account."""


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency of routes that lets through whoever may do what a role may."""

    role: Role

    def __call__(self, request: Request) -> None:
        """Refuse others.

        Raises:
            HTTPException: 403, with what to do.
        """
        viewer = viewer_of(request)
        if not viewer.may(self.role):
            raise HTTPException(
                403,
                f"For this an account needs the role of {self.role.value} or above, and yours has that of "
                f"{viewer.role.value}. Ask whoever keeps the accounts.",
            )


def needs(role: Role) -> Any:
    """Say that a route is for accounts of a role and above: ``dependencies=[needs(Role.EDITOR)]``."""
    return Depends(Needs(role))


def settings_of(request: Request) -> Settings:
    """What the server was started with."""
    settings: Settings = request.app.state.settings
    return settings


def viewer_of(request: Request) -> Viewer:
    """Who is asking: whoever the door let in, by a session or a token; without accounts the one user of this machine.

    Raises:
        NotLoggedInError: nobody is logged in.
    """
    known = getattr(request.state, "viewer", None)
    if isinstance(known, Viewer):
        return known
    settings = settings_of(request)
    if settings.accounts is not None:
        raise NotLoggedInError
    return Viewer(settings.author, Role.ADMINISTRATOR, Clearance.EVERYTHING)


def record_of(request: Request) -> Iterator[Record]:
    """The record, opened for this request; what of it is worked out or given out is kept account of by the app."""
    memory: Memory = request.app.state.memory
    watch = getattr(request.state, "watch", None)
    where = settings_of(request).record
    with Record.open(where, memory=memory, watch=watch, patience=_PATIENCE) as record:
        yield record


def gate_of(
    request: Request,
    record: Annotated[Record, Depends(record_of)],
    viewer: Annotated[Viewer, Depends(viewer_of)],
) -> Iterator[Gate]:
    """The one way to read: through the gate, with the viewer's clearance.

    What was added or judged a moment ago may not have been brought together with the rest yet; whoever comes first
    does it, since working everything out from the claims takes longer by far.
    """
    request.state.came = time.monotonic()
    settle(record, viewer.clearance)
    with record.reading(viewer.clearance) as gate:
        request.app.state.ahead.notice(gate.clearance, gate.stamp)
        yield gate


ViewerHere = Annotated[Viewer, Depends(viewer_of)]
RecordHere = Annotated[Record, Depends(record_of)]
GateHere = Annotated[Gate, Depends(gate_of)]
