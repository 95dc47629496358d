"""Answers for a page of a large dialogue that nobody has made yet: what is soon told of it, and that more is coming.

Whoever asks waits for a moment first; then he is given a page that looks again by itself until the page is there. It is
made of what is asked of the record for this very answer, and kept nowhere. Small dialogues are simply waited for.
"""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date

from fastapi import Request
from fastapi.responses import HTMLResponse

from tracktwo.analysis.storing import series_of_dialogue
from tracktwo.model import Track
from tracktwo.record import Filter, Gate, SeriesEntry
from tracktwo.views import lists
from tracktwo.views.brief.phrasing import title_of_series
from tracktwo.views.tables import Table
from tracktwo.web.makings import Making, Makings
from tracktwo.web.rendering import page
from tracktwo.web.sheets import SHEETS
from tracktwo.web.tables import ShownTable, shown
from tracktwo.web.viewer import Viewer

#: Documents that tell of a dialogue from which on its pages take longer than somebody should wait for; of an official
#: one, which has others that only name its people.
LARGE, LARGE_OFFICIAL = 100, 20
#: Seconds after the question came in for which a page of a large dialogue is waited for, and the fewest that it has.
PATIENCE, FEWEST = 0.15, 0.05
#: Seconds after which a browser without script is to look again.
AGAIN = 2
#: Latest documents, and accounts of rounds, that are told meanwhile; and what of them the page tells anyway.
DOCUMENTS, ACCOUNTS = 12, 6
_KNOWN = ("dialogue", "parties", "track", "kind", "state")
#: What is done first of all, and then.
_READING = "what its documents say is being read and linked"
_MAKING = "what they say is linked; the page is being made of it"

#: What makes something of a gate, and says meanwhile that it has come to making the page itself.
Work = Callable[[Gate, Callable[[], None]], object]


def is_large(series: SeriesEntry) -> bool:
    """Whether pages of a dialogue are made ahead of whoever asks for them, and by and by where they are not."""
    return series.documents >= (LARGE_OFFICIAL if series.track == Track.I else LARGE)


def large_dialogue(gate: Gate, key: str) -> SeriesEntry | None:
    """What the record keeps of a dialogue, if it is a large one.

    Raises:
        UsageError: there is no such dialogue.
    """
    found = series_of_dialogue(gate, key)
    return found if found is not None and is_large(found) else None


def while_made(
    request: Request, viewer: Viewer, gate: Gate, series: SeriesEntry, what: Hashable, work: Work
) -> HTMLResponse | None:
    """The page that is shown while ``work`` is done; None where that is done, or whoever asks should do it himself.

    ``work`` is done beside the answers, with a gate of its own, once for all readers of this clearance who wait for
    ``what``: the spelling of the page, with its dialogue.

    Raises:
        Exception: what went wrong with it, as if it had been done here.
    """

    def told(own: Gate, making: Making) -> None:
        def go_on() -> None:
            making.stage = _MAKING

        making.stage = _READING
        work(own, go_on)

    # Asked for first: while something is worked out, each question to the record takes longer.
    soon = _soon_told(gate, series)
    making = _makings(request).find(
        gate.clearance, _asked(series, what), viewer.name, told, "others are being made before it"
    )
    if making is None or making.wait(max(FEWEST, PATIENCE - _spent(request))):
        return None
    making.told.add(viewer.name)
    return _page(request, viewer, series, making, soon)


def is_there(request: Request, viewer: Viewer, gate: Gate, series: SeriesEntry, what: Hashable) -> None:
    """Note that the viewer is given what he may have been told is coming."""
    _makings(request).is_given(gate.clearance, _asked(series, what), viewer.name)


def _asked(series: SeriesEntry, what: Hashable) -> Hashable:
    return series.key, what, date.today()


def _makings(request: Request) -> Makings:
    makings: Makings = request.app.state.makings
    return makings


def _spent(request: Request) -> float:
    """Seconds since the question came in."""
    came = getattr(request.state, "came", None)
    return time.monotonic() - came if isinstance(came, float) else 0.0


def _soon_told(gate: Gate, series: SeriesEntry) -> dict[str, ShownTable | None]:
    """The latest rounds and documents of a dialogue, as the record has them now."""
    kept = gate.kept
    own = kept.documents_of_series(series.number) if kept is not None else ()
    latest = Filter(documents=own, limit=DOCUMENTS, falls=True)
    return {
        "rounds": _short(lists.rounds(gate, replace(latest, limit=ACCOUNTS))) if own else None,
        "documents": _short(lists.documents(gate, latest)) if own else None,
    }


def _short(table: Table) -> ShownTable:
    columns = tuple(replace(c, is_shown=c.is_shown and c.name not in _KNOWN) for c in table.columns)
    return shown(replace(table, columns=columns))


def _page(
    request: Request,
    viewer: Viewer,
    series: SeriesEntry,
    making: Making,
    soon: Mapping[str, ShownTable | None],
) -> HTMLResponse:
    path = request.url.path.rstrip("/")
    last = path.rpartition("/")[2]
    answer = page(
        request,
        viewer,
        "interim.html",
        status=202,
        key=series.key,
        title=title_of_series(series),
        sheets=tuple(SHEETS),
        here=last if last in SHEETS else "brief" if path.count("/") < 3 else "",
        sides=series.parties,
        series=series,
        making=making,
        again=AGAIN,
        **soon,
    )
    answer.headers["Retry-After"] = str(AGAIN)
    return answer
