"""Fills in templates. Dates, names and citations come from one set of filters, and look the same everywhere."""

from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from tracktwo import __version__
from tracktwo.record.marks import parse_mark
from tracktwo.views.wording import date_in_words, party_name
from tracktwo.web import forms
from tracktwo.web.viewer import Role, Viewer, settings_of


def page(request: Request, viewer: Viewer, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page made of a template; every template has ``viewer``, ``settings`` and ``path``."""
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
            **values,
        )
    )
    response = HTMLResponse(html, status_code=status)
    forms.keep_cookie(request, response)
    return response


def place_url(mark: str) -> str:
    """Where a citation mark leads: to its sentence, highlighted in its document."""
    taken = parse_mark(mark)
    if taken.start is None:
        return f"/documents/{quote(taken.prefix)}"
    return f"/documents/{quote(taken.prefix)}?at={taken.start}-{taken.end}#cited"


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
    environment.filters["party"] = party_name
    environment.filters["place_url"] = place_url
    environment.filters["heading"] = lambda name: name.replace("_", " ")
    return environment
