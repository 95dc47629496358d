"""One document: its canonical text with the claims highlighted in place, passages that are not read dimmed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from tracktwo.errors import UsageError
from tracktwo.model import CLAIM_CLASSES, Claim, Person
from tracktwo.record import ClaimEntry, DocumentEntry, Gate
from tracktwo.source.fetching import is_address
from tracktwo.views.describing import main_citations, words_of
from tracktwo.views.headlines import headline, kind_of
from tracktwo.web.highlights import cut
from tracktwo.web.rendering import page
from tracktwo.web.scripts import direction_of
from tracktwo.web.viewer import GateHere, ViewerHere

router = APIRouter()

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
#: Characters of a claim's words that the list beside the text shows; the text itself shows all.
SHOWN = 140
#: Characters by which the direction of a text is told.
SAMPLE = 5_000
#: Versions of one page that are listed; who fetched it more often finds the others from the last one listed.
MOST_VERSIONS = 30


@dataclass(frozen=True, slots=True)
class Resting:
    """A claim as the card over its words and the list beside the text show it."""

    id: str
    kind: str
    says: str
    #: Its words, cut short where they are long; empty for a person, whose name says it.
    words: str
    #: Where its words begin, for a link; None where it cites none.
    at: str | None
    flag: str | None
    #: Whether a mark under the words is enough, as for a name.
    is_thin: bool


@router.get("/documents/{name}")
def document(
    request: Request, viewer: ViewerHere, gate: GateHere, name: str, at: Annotated[str | None, Query()] = None
) -> HTMLResponse:
    """A document; with ``at``, the place of a citation is marked and scrolled to."""
    entry = gate.entry(name)
    found = gate.document(entry.id)
    claims = gate.claims_of(entry.id)
    resting = {claim.id: _resting(claim) for claim in claims}
    return page(
        request,
        viewer,
        "document.html",
        entry=entry,
        is_link=entry.url is not None and is_address(entry.url),
        pieces=cut(found, claims, _asked(at, len(found.text))),
        direction=direction_of(found.text[:SAMPLE]),
        resting=resting,
        # Names are marked by a line under them, and do not make a place darker.
        depth=lambda ids: sum(not resting[one].is_thin for one in ids),
        groups=tuple(_groups(claims, resting)),
        versions=_versions(gate, entry),
    )


def _asked(at: str | None, length: int) -> tuple[int, int] | None:
    if at is None:
        return None
    match = _AT.fullmatch(at)
    if match is None or not int(match[1]) < int(match[2]) <= length:
        raise UsageError(f"{at!r} is no place in this document")
    return int(match[1]), int(match[2])


def _resting(entry: ClaimEntry[Claim]) -> Resting:
    cited = main_citations(entry.claim)
    is_person = isinstance(entry.claim, Person)
    words = "" if is_person else words_of(cited)
    if len(words) > SHOWN:
        words = f"{words[:SHOWN].rsplit(' ', 1)[0]} …"
    at = f"{cited[0].start}-{cited[0].end}" if cited else None
    return Resting(
        entry.id, kind_of(entry.claim), headline(entry.claim), words, at, entry.flag, is_thin=is_person
    )


def _groups(
    claims: Sequence[ClaimEntry[Claim]], resting: Mapping[str, Resting]
) -> Iterable[tuple[str, list[Resting]]]:
    """The claims by class, in the order of the text."""
    for cls in CLAIM_CLASSES:
        own = sorted((e for e in claims if type(e.claim) is cls), key=_place)
        if own:
            yield cls.KEY, [resting[e.id] for e in own]


def _place(entry: ClaimEntry[Claim]) -> tuple[int, int]:
    cited = main_citations(entry.claim)
    return (cited[0].start, cited[0].end) if cited else (0, 0)


def _versions(gate: Gate, entry: DocumentEntry) -> tuple[DocumentEntry, ...]:
    """All texts that were found at the address of a document, the first one first; empty where it is the only one."""
    before: list[DocumentEntry] = []
    at = entry
    while at.earlier is not None and len(before) < MOST_VERSIONS:
        at = gate.entry(at.earlier)
        before.append(at)
    after: list[DocumentEntry] = []
    at = entry
    while at.later is not None and len(after) < MOST_VERSIONS:
        at = gate.entry(at.later)
        after.append(at)
    return (*reversed(before), entry, *after) if before or after else ()
