"""Lists a part at a time: where the next part begins stands in an opaque cursor.

A cursor belongs to the list and the conditions that it was given for, and says nothing that the reader has not seen.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from tracktwo.errors import UsageError
from tracktwo.web.api.problems import ProblemError
from tracktwo.web.api.shapes.evidence import Page

#: Entries of a part, unless another number is asked for, and most of them.
USUAL, MOST = 50, 500
#: Rows that can be passed over in a list that has no other way to go on.
FURTHEST = 100_000


class Paged(BaseModel):
    """What every list can be asked for. Conditions that the list does not know are refused."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    limit: Annotated[int, Field(ge=1, le=MOST)] = USUAL
    """How many to give at most."""
    cursor: Annotated[str | None, Field(max_length=2_000)] = None
    """Where to go on: of the answer before, the cursor in its "next"."""


def behind(request: Request, asked: Paged) -> str | None:
    """What the gate takes to go on behind the last entry of the part before; None for the beginning.

    Raises:
        ProblemError: it is no cursor of this list.
    """
    place = _place(request, asked)
    if place is None or isinstance(place, str):
        return place
    raise foreign()


@contextmanager
def going_on(asked: Paged) -> Iterator[None]:
    """Whatever the gate does not know in what goes on from a cursor, is the cursor's fault.

    Raises:
        ProblemError: it is no cursor of this list.
    """
    try:
        yield
    except UsageError as error:
        if asked.cursor is None:
            raise
        raise foreign() from error


def start_of(request: Request, asked: Paged) -> int:
    """How many rows the cursor passes over, in a list that is gone on with by number.

    Raises:
        ProblemError: it is no cursor of this list.
    """
    place = _place(request, asked)
    if place is None:
        return 0
    if type(place) is int and 0 < place <= FURTHEST:
        return place
    raise foreign()


def page(request: Request, asked: Paged, items: Sequence[Any], place: str | int | None) -> Page[Any]:
    """One part of a list; ``place`` is where the next one begins, None where there is none."""
    following = None
    if place is not None:
        cursor = json.dumps([_name(request, asked), place], separators=(",", ":"))
        given = [(key, value) for key, value in request.query_params.multi_items() if key != "cursor"]
        packed = base64.urlsafe_b64encode(cursor.encode()).decode("ascii")
        following = f"{request.url.path}?{urlencode([*given, ('cursor', packed)])}"
    return Page[Any](items=tuple(items), next=following)


def numbered(request: Request, asked: Paged, start: int, found: Sequence[Any]) -> Page[Any]:
    """The same of a list that is gone on with by number; ``found`` begins at ``start`` and has one row more, if any."""
    more = len(found) > asked.limit and start + asked.limit <= FURTHEST
    return page(request, asked, found[: asked.limit], start + asked.limit if more else None)


def foreign() -> ProblemError:
    """The problem of a cursor that is not of the list."""
    detail = (
        "The cursor is not of this list with these conditions. Take it from the answer before, unchanged."
    )
    return ProblemError(422, detail, [("query.cursor", "no cursor of this list")])


def _place(request: Request, asked: Paged) -> Any:
    if asked.cursor is None:
        return None
    try:
        name, place = json.loads(base64.urlsafe_b64decode(asked.cursor.encode("ascii")))
    except (ValueError, TypeError) as error:
        raise foreign() from error
    if name != _name(request, asked):
        raise foreign()
    return place


def _name(request: Request, asked: Paged) -> str:
    """What tells lists apart: the address and the conditions, but not how many are asked for at once."""
    conditions = asked.model_dump(mode="json", exclude={"limit", "cursor"})
    whole = json.dumps([request.url.path, conditions], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
