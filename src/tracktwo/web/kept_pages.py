"""Keeps what pages of a dialogue show, as HTML: it is given again until something changes that the dialogue rests on.

Only what is the same for all who may see the same is kept; the frame around it, with who is logged in and the tokens
of forms, is made for each answer. A template of which something is kept knows neither.
"""

import json
import zlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.opening import of_dialogue
from tracktwo.analysis.storing import A_DOCUMENT, kept_page_of_dialogue, page_of_dialogue
from tracktwo.record import Gate
from tracktwo.views.brief.phrasing import title_of_talks
from tracktwo.web.interim import is_there, large_dialogue, while_made
from tracktwo.web.rendering import page, rendered
from tracktwo.web.sheets import SHEETS
from tracktwo.web.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DialoguePage:
    """A page about a dialogue."""

    template: str
    #: All of the address that ``make`` goes by besides the key.
    what: Hashable
    #: What the template shows besides what all these pages do, as one sees it on a day.
    make: Callable[[Dossier, date], Mapping[str, Any]]
    #: Whether it is what its address shows without any word of whoever asks, and worth storing.
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What a template makes of a page besides its frame."""

    title: Markup
    section: Markup
    main: Markup

    @classmethod
    def read(cls, packed: bytes) -> "Kept":
        """A page as :meth:`packed` packs it."""
        return cls(*map(Markup, json.loads(zlib.decompress(packed))))

    @property
    def packed(self) -> bytes:
        """Packed: pages of many rows are mostly repetition."""
        return zlib.compress(json.dumps((self.title, self.section, self.main)).encode(), 1)


def about(dossier: Dossier, key: str) -> dict[str, Any]:
    """What every page about a dialogue shows of it."""
    return {
        "key": key,
        "title": title_of_talks(dossier),
        "sheets": tuple(SHEETS),
        "sides": dossier.series.parties,
    }


def keep(gate: Gate, key: str, asked: DialoguePage, today: date | None = None) -> bytes:
    """The page without its frame, packed as it is kept. What depends on the day is made anew when it is another.

    Raises:
        UsageError: there is no such dialogue.
    """

    def made(dossier: Dossier, today: date) -> bytes:
        values = {**about(dossier, key), **asked.make(dossier, today)}
        return Kept(*map(Markup, rendered(asked.template, values))).packed

    return page_of_dialogue(gate, key, _name(asked), today or date.today(), made, is_stored=asked.is_usual)


def answer(
    request: Request, viewer: Viewer, gate: Gate, key: str, page_of: Callable[[Gate], DialoguePage]
) -> HTMLResponse:
    """The whole page; of a large dialogue of which it must be made first, after a moment, what is soon told of it.

    ``page_of`` says which page it is, for the gate by which it is made.

    Raises:
        UsageError: there is no such dialogue.
    """
    asked = page_of(gate)
    series = large_dialogue(gate, key)
    packed = _kept(gate, key, asked) if series is not None else None
    if series is not None and packed is not None:
        is_there(request, viewer, gate, series, _name(asked))
    elif series is not None:

        def work(own: Gate, go_on: Callable[[], None]) -> None:
            wanted = page_of(own)

            def told(dossier: Dossier, today: date) -> Mapping[str, Any]:
                go_on()
                return wanted.make(dossier, today)

            keep(own, key, replace(wanted, make=told))

        waiting = while_made(request, viewer, gate, series, _name(asked), work)
        if waiting is not None:
            return waiting
    kept = Kept.read(packed if packed is not None else keep(gate, key, asked))
    return page(request, viewer, "kept.html", title=kept.title, section_name=kept.section, main=kept.main)


def _kept(gate: Gate, key: str, asked: DialoguePage) -> bytes | None:
    """The page as it is kept, if it need not be made."""
    return kept_page_of_dialogue(gate, key, _name(asked), date.today())


def _name(asked: DialoguePage) -> tuple[Hashable, ...]:
    return "page", asked.template, asked.what


def text_of_dialogue(gate: Gate, key: str, what: Hashable, make: Callable[[Dossier], str]) -> bytes:
    """A text about a dialogue, kept like a page."""

    def made(dossier: Dossier) -> bytes:
        return zlib.compress(make(dossier).encode(), 1)

    asked = ("text", what, date.today())
    return zlib.decompress(of_dialogue(gate, key, asked, made, lambda one: len(one) / A_DOCUMENT))
