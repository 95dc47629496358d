"""Keeps what pages of a dialogue show, as HTML: it is given again until something changes that the dialogue rests on.

Only what is the same for all who may see the same is kept; the frame around it, with who is logged in and the tokens
of forms, is made for each answer. A template of which something is kept knows neither.
"""

import zlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.opening import of_dialogue
from tracktwo.record import Gate
from tracktwo.views.brief.phrasing import title_of_talks
from tracktwo.web.rendering import page, rendered
from tracktwo.web.sheets import SHEETS
from tracktwo.web.viewer import Viewer

#: Bytes, packed, that weigh as much as one document that is held in memory.
_A_DOCUMENT = 50_000


@dataclass(frozen=True, slots=True)
class DialoguePage:
    """A page about a dialogue."""

    template: str
    #: All of the address that ``make`` goes by besides the key.
    what: Hashable
    #: What the template shows besides what all these pages do.
    make: Callable[[Dossier], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a template makes of a page besides its frame."""

    title: Markup
    section: Markup
    #: Packed: pages of many rows are mostly repetition.
    main: bytes

    @property
    def weight(self) -> float:
        """In documents."""
        return len(self.main) / _A_DOCUMENT


def about(dossier: Dossier, key: str) -> dict[str, Any]:
    """What every page about a dialogue shows of it."""
    return {
        "key": key,
        "title": title_of_talks(dossier),
        "sheets": tuple(SHEETS),
        "sides": dossier.series.parties,
    }


def keep(gate: Gate, key: str, asked: DialoguePage) -> Kept:
    """The page without its frame, as it is kept. Everything of today is made anew tomorrow.

    Raises:
        UsageError: there is no such dialogue.
    """

    def made(dossier: Dossier) -> Kept:
        values = {**about(dossier, key), **asked.make(dossier)}
        title, section, main = rendered(asked.template, values)
        return Kept(Markup(title), Markup(section), zlib.compress(main.encode(), 1))

    what = ("page", asked.template, asked.what, date.today())
    return of_dialogue(gate, key, what, made, lambda one: one.weight)


def answer(request: Request, viewer: Viewer, gate: Gate, key: str, asked: DialoguePage) -> HTMLResponse:
    """The whole page.

    Raises:
        UsageError: there is no such dialogue.
    """
    kept = keep(gate, key, asked)
    main = Markup(zlib.decompress(kept.main).decode())
    return page(request, viewer, "kept.html", title=kept.title, section_name=kept.section, main=main)


def text_of_dialogue(gate: Gate, key: str, what: Hashable, make: Callable[[Dossier], str]) -> bytes:
    """A text about a dialogue, kept like a page."""

    def made(dossier: Dossier) -> bytes:
        return zlib.compress(make(dossier).encode(), 1)

    asked = ("text", what, date.today())
    return zlib.decompress(of_dialogue(gate, key, asked, made, lambda one: len(one) / _A_DOCUMENT))
