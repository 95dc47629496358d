"""Fills in templates. Dates, names and citations come from one set of filters, and look the same everywhere."""

import re
from collections.abc import Mapping
from functools import cache
from secrets import token_hex
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from tracktwo import __version__
from tracktwo.views.wording import date_in_words, party_name
from tracktwo.web import forms
from tracktwo.web.addresses import entry_url, place_url
from tracktwo.web.naming import round_in_words, with_party_names, without_folders
from tracktwo.web.scripts import direction_of, lang_of
from tracktwo.web.viewer import Role, Viewer, settings_of

__all__ = ["page", "place_url", "rendered"]

#: Between the parts of a page without its frame. Drawn by chance: no text of a document can hold it.
_BETWEEN = token_hex(16)

#: What HTML takes for a date.
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def page(request: Request, viewer: Viewer, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page made of a template; every template has ``viewer``, ``settings`` and ``path``.

    A page about one dialogue is given its parties as ``sides``, so that each has its colour and sign.
    """
    html = (
        _environment()
        .get_template(template)
        .render(
            viewer=viewer,
            form_token=forms.token_of(request),
            settings=settings_of(request),
            path=request.url.path,
            version=__version__,
            Role=Role,
            **{"sides": (), "layout": "base.html", **values},
        )
    )
    response = HTMLResponse(html, status_code=status)
    forms.keep_cookie(request, response)
    return response


def rendered(template: str, values: Mapping[str, Any]) -> tuple[str, str, str]:
    """Title, section and main part of a page, without the frame and what it knows of the viewer.

    The template extends ``layout``.
    """
    given = {"sides": (), **values, "layout": "unframed.html", "between": _BETWEEN}
    title, section, main = _environment().get_template(template).render(given).split(_BETWEEN)
    return title, section, main


def warm() -> None:
    """Read all templates, which the first answers of a server would wait for."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tracktwo.web"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["date"] = lambda edtf: date_in_words(edtf) if edtf else ""
    environment.tests["day"] = lambda edtf: _DAY.fullmatch(edtf) is not None
    environment.filters["party"] = party_name
    environment.filters["place_url"] = place_url
    environment.filters["entry_url"] = entry_url
    environment.filters["heading"] = lambda name: name.replace("_", " ")
    environment.filters["lang"] = lang_of
    environment.filters["dir"] = direction_of
    environment.filters["bare"] = without_folders
    environment.filters["parties"] = with_party_names
    environment.filters["round_name"] = round_in_words
    environment.filters["upper_first"] = lambda words: words[:1].upper() + words[1:]
    return environment
