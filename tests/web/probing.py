"""Asks every address that the app has, with everything that somebody might try who wants to know what is withheld.

The routes are those that the app has at the moment: one whose parameters nothing here knows makes the test fail.
"""

import html
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlencode

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx import Response

from tests.record.levelled import runs_in
from tests.record.outputs import unpacked
from tests.writable import WRITABLE
from tracktwo.record.letters import plain
from tracktwo.web.sheets import SHEETS
from tracktwo.web.writers import WRITERS

#: Stands in answers for what was asked.
GUESS = "GUESS"
#: Words and digits that are nowhere in any record.
NOBODY, NOTHING = "Zwqx Vvkwfj", "c0ffee"

#: Pages that say something about whoever asks, with times in them, and nothing of the record.
OF_ONESELF = ("/account", "/login", "/login/elsewhere", "/login/back")


@dataclass(frozen=True)
class Known:
    """What somebody tries: ids that are shown to them, and ids and names that are not."""

    documents: tuple[str, ...]
    claims: tuple[str, ...]
    keys: tuple[str, ...]
    judgements: tuple[str, ...] = ()
    #: What is guessed, as it stands in the record.
    hidden: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """All that is called by an id."""
        return frozenset((*self.documents, *self.claims, *self.keys, *self.judgements))

    def values(self, name: str, path: str) -> tuple[str, ...] | None:
        """What to put in place of a parameter of a path; None for one that nobody has thought of."""
        ids = (*self.documents, *self.claims, *self.judgements, NOTHING, NOBODY)
        known = {
            "name": ids, "claim": ids, "entry": ids, "document": ids, "judgement": ids, "round": ids,
            "person": ids, "commitment": ids, "promise": ids, "text": ids, "mark": ids,
            "key": (*self.keys, NOTHING), "dialogue": (*self.keys, NOTHING),
            "sheet": tuple(f"{s}{suffix}" for s in SHEETS for suffix in ("", ".json", ".csv")),
            "ledger": (*SHEETS, "positions", "convergence", "promises", "commitments", "continuity"),
            "format": WRITABLE, "kind": tuple(WRITERS), "form": ("full", "one-page"),
            "job": (NOTHING, "0" * 16), "upload": ("0" * 16, NOTHING), "number": ("1", "2"),
            "issue": ("ferry line", NOBODY), "suffix": ("json", "csv"),
            "path": ("app.css",),
        }  # fmt: skip
        if path.startswith("/settings/lexicon/"):
            return ("offices", NOTHING)
        if path in ("/{name}", "/{name}.csv", "/{name}.json"):
            return (
                "dialogues",
                "rounds",
                "people",
                "statements",
                "engagements",
                "commitments",
                "documents",
                NOTHING,
            )
        return known.get(name)


@dataclass(frozen=True)
class Address:
    """One of the app's routes."""

    path: str
    methods: frozenset[str]
    route: APIRoute

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters in its path."""
        return tuple(re.findall(r"\{(\w+)(?::\w+)?\}", self.path))

    @property
    def query(self) -> tuple[str, ...]:
        """Names of those behind the question mark."""
        found: dict[str, None] = {}
        for one in _every(self.route.dependant, "query_params"):
            shape = getattr(one.field_info, "annotation", None)
            inner = getattr(shape, "model_fields", None)
            names = [f.alias or n for n, f in inner.items()] if inner else [one.alias]
            found |= dict.fromkeys(names)
        return tuple(found)

    @property
    def body(self) -> tuple[str, ...]:
        """Names of the fields of a form that is sent there."""
        return tuple(one.alias for one in _every(self.route.dependant, "body_params"))


def _every(dependant: Dependant, which: str) -> Iterator[Any]:
    """The parameters of a route and of all that it depends on."""
    yield from getattr(dependant, which)
    for one in dependant.dependencies:
        yield from _every(one, which)


def addresses(routes: Sequence[Any], prefix: str = "") -> Iterator[Address]:
    """Every route of an app, those of parts of it included."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield Address(prefix + route.path, frozenset(route.methods), route)
        elif hasattr(route, "original_router"):
            inside = prefix + getattr(route.include_context, "prefix", "")
            yield from addresses(route.original_router.routes, inside)
        elif getattr(route, "routes", None):
            yield from addresses(route.routes, prefix + route.path)


@dataclass
class Probe:
    """Asks as one reader, and keeps what came back."""

    client: TestClient
    token: dict[str, str]
    seen: dict[str, str] = field(default_factory=dict)

    def ask(self, url: str, *asked: str) -> str:
        """An answer as text, with its status and headers, and ``GUESS`` in place of what was asked."""
        headers = self.token if url.startswith("/api/v1") else {}
        return shown(self.client.get(url, headers=headers), asked)


def visits(found: Sequence[Address], known: Known) -> Iterator[str]:
    """Each route with everything that fits its path.

    Of two parameters the second takes every value with the first value of the first, and with each of the others a
    third of them in turn: what fits together is led to as well, which is followed elsewhere.
    """
    for address in found:
        fitting = [known.values(p, address.path) or () for p in address.parameters]
        if len(fitting) < 2:
            yield from (filled(address, values) for values in product(*fitting))
            continue
        for n, first in enumerate(fitting[0]):
            rest = tuple(product(*fitting[1:]))
            yield from (filled(address, (first, *more)) for more in (rest[n % 3 :: 3] if n else rest))


def filled(address: Address, values: Sequence[str]) -> str:
    """The address with its parameters filled in."""
    path = address.path
    for name, value in zip(address.parameters, values, strict=True):
        path = re.sub(rf"\{{{name}(?::\w+)?\}}", lambda _, v=value: quote(v, safe=":-."), path, count=1)
    return path


def first_visit(address: Address, known: Known) -> str:
    """One address of a route at which something is to be seen."""
    return filled(address, [(known.values(p, address.path) or ("",))[0] for p in address.parameters])


def with_query(url: str, name: str, value: str) -> str:
    """An address with one thing asked."""
    return f"{url}?{urlencode({name: value, **_needed(url, name)})}"


def _needed(url: str, name: str) -> dict[str, str]:
    """What an address cannot do without, beside what is tried."""
    if url.endswith(("/search", "/search.json", "/search.csv")) and name != "q":
        return {"q": "quota"}
    return {"limit": "100"} if name == "cursor" else {}


def shown(answer: Response, asked: Sequence[str] = ()) -> str:
    """All of an answer that whoever asked can see."""
    # Word files hold the moment at which they were made.
    own = (*_OWN, "etag") if answer.content[:2] == b"PK" else _OWN
    headers = [
        f"{name}: {unquote(value)}" for name, value in sorted(answer.headers.items()) if name not in own
    ]
    text = "\n".join([str(answer.status_code), *headers, "", read(answer.content)])
    text = re.sub(r'(name="form_token" value=")[0-9a-f]{64}', r"\1", text)
    for value in asked:
        for form in forms_of(value):
            text = text.replace(form, GUESS)
    # Words with an apostrophe are said back in other quotation marks.
    text = re.sub(rf"""(\\*["'’‘]){GUESS}(\\*["'’‘])""", GUESS, text)
    # How long an answer is follows from what was asked.
    return re.sub(r"content-length: \d+", "", text) if asked else text


#: Headers that tell of the moment or the browser only.
_OWN = ("date", "set-cookie")


@cache
def forms_of(value: str) -> tuple[str, ...]:
    """The ways in which what was asked may be said back."""
    forms = {
        value,
        quote(value),
        quote(value, safe=""),
        quote_plus(value),
        html.escape(value),
        json.dumps(value)[1:-1],
    }
    forms |= {value.removeprefix("sha256:"), str(value.lower()), value.capitalize()}
    forms |= {html.escape(form, quote=True) for form in set(forms)}
    forms |= {
        str(html.escape(f)).replace("&#x27;", "&#39;") for f in (value, value.lower(), value.capitalize())
    }
    short = value.removeprefix("sha256:")
    if re.fullmatch(r"[0-9a-f]{20,}", short):
        forms |= {short[:16]}
    return tuple(sorted((f for f in forms if f), key=len, reverse=True))


def read(content: bytes) -> str:
    """A file as text."""
    if content[:5] == b"%PDF-":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content[:4] == b"PAR1":
        from pyarrow import parquet

        return str(parquet.read_table(io.BytesIO(content)).to_pylist())
    text = unpacked(content)
    if "\\u" in text:
        text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    return html.unescape(text)


def leaks(text: str, secret: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The withheld words in a text."""
    return runs_in(plain(text), secret)


def links(text: str) -> Iterator[str]:
    """Where a page leads inside the app."""
    for found in re.findall(r'(?:href|src)="(/[^"#]*)', text):
        yield html.unescape(found)
