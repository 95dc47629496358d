"""Lists a part at a time: where the next part begins stands in an opaque cursor.

A cursor belongs to the list and the conditions that it was given for, and says nothing that the reader has not seen.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from tracktwo.web.api.problems import ProblemError
from tracktwo.web.api.shapes.evidence import Page

#: Entries of a part, unless another number is asked for, and most of them.
USUAL, MOST = 50, 500
#: Rows that can be passed over.
FURTHEST = 1_000_000


class Paged(BaseModel):
    """What every list can be asked for. Conditions that the list does not know are refused."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    limit: Annotated[int, Field(ge=1, le=MOST)] = USUAL
    """How many to give at most."""
    cursor: Annotated[str | None, Field(max_length=400)] = None
    """Where to go on: of the answer before, the cursor in its ``next``."""


def start_of(request: Request, asked: Paged) -> int:
    """How many rows the cursor passes over.

    Raises:
        ProblemError: it is no cursor of this list.
    """
    if asked.cursor is None:
        return 0
    try:
        name, start = json.loads(base64.urlsafe_b64decode(asked.cursor.encode("ascii")))
    except (ValueError, TypeError) as error:
        raise _foreign() from error
    if name != _name(request, asked) or type(start) is not int or not 0 < start <= FURTHEST:
        raise _foreign()
    return start


def page(request: Request, asked: Paged, start: int, found: Sequence[Any]) -> Page[Any]:
    """One part of a list. ``found`` has one row more than was asked for, where there are more."""
    items = tuple(found[: asked.limit])
    following = None
    if len(found) > asked.limit:
        cursor = json.dumps([_name(request, asked), start + asked.limit], separators=(",", ":"))
        given = [(key, value) for key, value in request.query_params.multi_items() if key != "cursor"]
        place = base64.urlsafe_b64encode(cursor.encode()).decode("ascii")
        following = f"{request.url.path}?{urlencode([*given, ('cursor', place)])}"
    return Page[Any](items=items, next=following)


def _name(request: Request, asked: Paged) -> str:
    """What tells lists apart: the address and the conditions, but not how many are asked for at once."""
    conditions = asked.model_dump(mode="json", exclude={"limit", "cursor"})
    whole = json.dumps([request.url.path, conditions], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def _foreign() -> ProblemError:
    detail = (
        "The cursor is not of this list with these conditions. Take it from the answer before, unchanged."
    )
    return ProblemError(422, detail, [("query.cursor", "no cursor of this list")])
