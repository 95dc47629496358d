"""Puts the interface together: its operations, its problems, its OpenAPI document, and the page that tells of it.

The document is made of the operations themselves; nothing in it is written twice.
"""

import json
import re
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response

from tracktwo import __version__
from tracktwo.web.api import adding, entries, exporting, judging, reading, talks
from tracktwo.web.api.operations import UnchangedError, held, tagged, unchanged
from tracktwo.web.api.problems import KINDS, Problem, described, handle_problems
from tracktwo.web.rendering import page
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import ViewerHere

PATH = "/api/v1"

#: Groups of operations in the order of the page.
TAGS = {
    "Documents": "What was published, with its canonical text.",
    "Entries": "What documents say, each with its words: one entry for each document's account.",
    "Dialogues": "What no single document says: rounds, positions, convergence, promises, changes.",
    "People": "People across documents.",
    "Search": "Places where words stand.",
    "Judgements": "What people decided about entries; it outranks what was read.",
    "Adding": "Documents on their way into the record.",
    "Export": "Files for other programs and for meetings.",
    "Server": "What this server is.",
}
_ABOUT = (
    "The record of a dialogue as JSON. Every entry carries its citation: the document, the place in its text in code "
    "points, the exact words, and the page on which they are highlighted. Answers hold what the one who asks may see; "
    "what is withheld and what does not exist are answered alike. Dates are EDTF, sides alpha-3 codes or names."
)
_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token that an account made: with the scope read or write, and as much of the record as the "
    "account sees.",
}  # fmt: skip

#: Schemas of one name in several modules, by what the framework calls them.
_NAMES = {
    "tracktwo__analysis__commitments__Status": "PromiseStatus",
    "tracktwo__model__claims__Status": "Status",
    "tracktwo__model__claims__Form": "ContactForm",
    "Form-Input": "ContactForm",
    "Form-Output": "ContactForm",
    "Status-Input": "Status",
    "Status-Output": "Status",
    "tracktwo__views__forms__Form": "BriefForm",
}
_GENERIC = re.compile(r"(Page|Listing)_(\w+?)_")

router = APIRouter()


@router.get("/api")
def telling(request: Request, viewer: ViewerHere) -> HTMLResponse:
    """The page that tells of the interface, its operations and its problems."""
    document = document_of(request.app.state.api)
    kinds = [(status, name, meaning) for status, (name, meaning) in sorted(KINDS.items())]
    return page(
        request, viewer, "api.html", document=document, groups=_groups(document), kinds=kinds, root=PATH
    )


def mount(app: FastAPI, settings: Settings) -> None:
    """Add the interface and its page to an app."""
    api = FastAPI(
        title="TrackTwo",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    # Who is asking, the record and the inbox are those of the app.
    api.state = app.state
    app.state.api = api
    handle_problems(api)
    api.add_exception_handler(UnchangedError, _unchanged)
    for routes in (reading.router, entries.router, talks.router):
        api.include_router(routes, dependencies=[Depends(unchanged)])
    for routes in (judging.router, adding.router, adding.of_bytes, exporting.router):
        api.include_router(routes)
    api.state.has_accounts = settings.accounts is not None
    api.add_api_route("/openapi.json", _document, include_in_schema=False)
    app.include_router(router)
    app.mount(PATH, api, name="api")


def document_of(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the interface."""
    if api.openapi_schema is None:
        api.openapi_schema = _described(api)
    return api.openapi_schema


def _document(request: Request) -> Response:
    return tagged(request, JSONResponse(document_of(request.app)))


async def _unchanged(_: Request, error: Exception) -> Response:
    assert isinstance(error, UnchangedError)
    return held(error.tag)


def _described(api: FastAPI) -> dict[str, Any]:
    """The document as it is made of the routes, with problems as they are answered, and the need for a token."""
    document = get_openapi(
        title=api.title,
        version=api.version,
        summary="The record of a dialogue, with the sentence behind every line",
        description=api.description,
        routes=api.routes,
        tags=[{"name": name, "description": words} for name, words in TAGS.items()],
        servers=[{"url": PATH}],
    )
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    told = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(told.pop("$defs", {}), Problem=told)
    for path in document["paths"].values():
        for method, operation in path.items():
            _complete(method, operation, api.state.has_accounts)
    if api.state.has_accounts:
        document["components"]["securitySchemes"] = {"token": _TOKEN}
        document["security"] = [{"token": []}]
    return _plainly_named(document)


def _plainly_named(document: dict[str, Any]) -> dict[str, Any]:
    """The document with names of schemas that a client's programmer would choose."""
    text = json.dumps(document, ensure_ascii=False)
    for name in document["components"]["schemas"]:
        plain = _NAMES.get(name) or _GENERIC.sub(r"\1Of\2", name)
        text = text.replace(f'"{name}": {{', f'"{plain}": {{').replace(
            f'schemas/{name}"', f'schemas/{plain}"'
        )
    found: dict[str, Any] = json.loads(text)
    return found


def _complete(method: str, operation: dict[str, Any], has_accounts: bool) -> None:
    """Describe what any operation may answer besides its own."""
    answers = operation["responses"]
    statuses = [422, 503]
    statuses += [401, 429] if has_accounts else []
    statuses += [400] if "requestBody" in operation else []
    for status in statuses:
        answers[str(status)] = described(status)
    if method == "get" and "application/json" in answers["200"].get("content", {}):
        answers["200"]["headers"] = {
            "ETag": {
                "description": "Changes when the answer does; send it back as If-None-Match.",
                "schema": {"type": "string"},
            }
        }
        answers["304"] = {"description": "The answer is the one that the client has already."}
    if method == "post":
        done = next(status for status in ("201", "202") if status in answers)
        answers[done]["headers"] = {
            "Location": {"description": "Where to ask for it.", "schema": {"type": "string"}}
        }
    operation["responses"] = dict(sorted(answers.items()))


def _groups(document: dict[str, Any]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The operations as the page lists them: by tag, each with its address and conditions."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in TAGS}
    for path, operations in document["paths"].items():
        for method, one in operations.items():
            found[one["tags"][0]].append({
                "method": method.upper(),
                "path": path,
                "id": one["operationId"],
                "summary": one["summary"],
                "description": one.get("description", ""),
                "parameters": one.get("parameters", []),
                "takes": ", ".join(one.get("requestBody", {}).get("content", {})),
            })  # fmt: skip
    return [(name, TAGS[name], operations) for name, operations in found.items()]
