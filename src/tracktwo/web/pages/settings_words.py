"""The word lists and the issue tree: what is shipped, what was added here, and a place to add more."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import yaml
from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracktwo import lexicon
from tracktwo.analysis.issue_tree import in_tree, is_vague, name_issues, tree
from tracktwo.errors import LexiconError
from tracktwo.issue_file import check_issues
from tracktwo.lexicon import additions
from tracktwo.record import Gate
from tracktwo.web import forms
from tracktwo.web.makings import Making, Makings
from tracktwo.web.rendering import page
from tracktwo.web.viewer import GateHere, Role, Viewer, ViewerHere, needs

router = APIRouter(dependencies=[needs(Role.ADMINISTRATOR)])

#: Unknown issues that are offered for naming.
_OFFERED = 60
#: Phrases among which they are looked for, those most spoken of.
_AMONG = 600

#: What they are kept under; and seconds for which the page waits for them to be counted.
_UNNAMED = ("unnamed issues",)
PATIENCE = 0.1

_Words = Annotated[str, Form(max_length=additions.MOST_BYTES)]


@dataclass(frozen=True, slots=True)
class Listed:
    """A word list, as the overview shows it."""

    name: str
    purpose: str
    shipped: int
    own: int


@router.get("/settings")
def settings(request: Request, viewer: ViewerHere, gate: GateHere) -> HTMLResponse:
    """What can be set, and how it stands."""
    return page(
        request,
        viewer,
        "settings.html",
        restricted=len(gate.restricted_documents()) + len(gate.restricted_entries()),
        lists=_lists(),
        issues=len(tree()),
        folder=additions.folder(),
    )


@router.get("/settings/lexicon")
def word_lists(request: Request, viewer: ViewerHere) -> HTMLResponse:
    """All word lists."""
    return page(request, viewer, "settings-lexicon.html", lists=_lists(), folder=additions.folder())


@router.get("/settings/lexicon/{name}")
def word_list(
    request: Request, viewer: ViewerHere, name: str, saved: Annotated[str, Query(max_length=1)] = ""
) -> HTMLResponse:
    """One word list: as it is shipped, and what was added, to be edited."""
    return _editor(request, viewer, name, _own(name), is_saved=bool(saved))


@router.post("/settings/lexicon/{name}")
def save_list(
    request: Request, viewer: ViewerHere, name: str, text: _Words = "", form_token: _Words = ""
) -> Response:
    """Keep additions to a word list, if they are some."""
    forms.check(request, form_token)
    _own(name)
    written = text.replace("\r\n", "\n")
    try:
        _check(name, written)
        _keep(request, name, written)
    except LexiconError as error:
        return _editor(request, viewer, name, written, fault=str(error))
    return RedirectResponse(f"/settings/lexicon/{name}?saved=1", status_code=303)


@router.get("/settings/issues")
def issue_tree(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    q: Annotated[str, Query(max_length=200)] = "",
    name: Annotated[str, Query(max_length=200)] = "",
    saved: Annotated[str, Query(max_length=1)] = "",
) -> HTMLResponse:
    """The issue tree, and what is spoken of that it has no name for."""
    return _tree(request, viewer, gate, q=q, phrase=name, is_saved=bool(saved))


@router.post("/settings/issues")
def name_issue(
    request: Request,
    viewer: ViewerHere,
    gate: GateHere,
    issue: _Words,
    words: _Words = "",
    under: _Words = "",
    proposition: _Words = "",
    turned: _Words = "",
    form_token: _Words = "",
) -> Response:
    """Give an issue a name, or more words: it is added to one's own ``issues.yaml``."""
    forms.check(request, form_token)
    given = {
        "issue": issue.strip(), "words": words, "under": under.strip(), "proposition": proposition.strip(),
        "turned": turned,
    }  # fmt: skip
    try:
        if not given["issue"]:
            raise LexiconError("give the issue a name")
        text = _with_issue(additions.own_text("issues"), given)
        _check("issues", text)
        _keep(request, "issues", text)
    except LexiconError as error:
        return _tree(request, viewer, gate, phrase=words, fault=str(error), given=given)
    return RedirectResponse("/settings/issues?saved=1", status_code=303)


def _editor(
    request: Request, viewer: Viewer, name: str, text: str, fault: str = "", *, is_saved: bool = False
) -> HTMLResponse:
    return page(
        request,
        viewer,
        "settings-list.html",
        status=400 if fault else 200,
        name=name,
        purpose=additions.purpose(name),
        text=text,
        shipped=additions.shipped_text(name),
        folder=additions.folder(),
        fault=fault,
        is_saved=is_saved,
    )


def _tree(
    request: Request,
    viewer: Viewer,
    gate: GateHere,
    q: str = "",
    phrase: str = "",
    fault: str = "",
    given: dict[str, str] | None = None,
    *,
    is_saved: bool = False,
) -> HTMLResponse:
    nodes = tree()
    own = additions.parsed(additions.own_text("issues") or "{}") or {}
    shown = [
        node
        for node in nodes.values()
        if not q or any(q.casefold() in word.casefold() for word in (node.name, *node.words))
    ]
    return page(
        request,
        viewer,
        "settings-issues.html",
        status=400 if fault else 200,
        roots=[node for node in shown if node.under is None or q],
        under={name: [n for n in shown if n.under == name] for name in nodes},
        names=tuple(nodes),
        own=set(own),
        unnamed=_unnamed_soon(request, viewer, gate),
        q=q,
        phrase=phrase,
        fault=fault,
        given=given or {"issue": phrase, "words": phrase, "under": "", "proposition": "", "turned": ""},
        is_saved=is_saved,
        folder=additions.folder(),
    )


def _unnamed_soon(request: Request, viewer: Viewer, gate: GateHere) -> tuple[dict[str, Any], ...] | None:
    """What has no name, as the record is now; None where that is still being counted, as in a large record."""
    known: tuple[dict[str, Any], ...] | None = gate.recalled(_UNNAMED, lambda value, since: False)
    if known is not None:
        return known

    def work(own: Gate, _: Making) -> None:
        own.remembered(_UNNAMED, lambda: _unnamed(own))

    makings: Makings = request.app.state.makings
    making = makings.find(gate.clearance, _UNNAMED, viewer.name, work, "counting")
    if making is None or making.wait(PATIENCE):
        return gate.remembered(_UNNAMED, lambda: _unnamed(gate))
    making.told.add(viewer.name)
    return None


def _unnamed(gate: Gate) -> tuple[dict[str, Any], ...]:
    """Issues that the tree does not have, those that are most spoken of first; those alike together."""
    spoken = dict(gate.values("issue")[:_AMONG])
    names = name_issues([phrase for phrase in spoken if in_tree(phrase) is None])
    counted: Counter[str] = Counter()
    phrases: defaultdict[str, list[str]] = defaultdict(list)
    for phrase, name in names.items():
        counted[name.name] += spoken[phrase]
        phrases[name.name].append(phrase)
    under = {name.name: name.under or "" for name in names.values()}
    return tuple(
        {"issue": issue, "count": count, "words": "; ".join(sorted(phrases[issue])), "under": under[issue]}
        for issue, count in counted.most_common(_OFFERED)
        # Of many, what is said once only is mostly a passing phrase.
        if (count > 1 or len(counted) <= _OFFERED) and not is_vague(names[phrases[issue][0]])
    )


def _with_issue(text: str, given: dict[str, str]) -> str:
    """The additions with one issue more, or with more words for one; comments in the file stay."""
    parts: dict[str, Any] = {"words": _split(given["words"]) or [given["issue"]]}
    for name in ("under", "proposition"):
        if given[name]:
            parts[name] = given[name]
    if _split(given["turned"]):
        parts["turned"] = _split(given["turned"])
    try:
        own = additions.parsed(text or "{}") or {}
    except yaml.YAMLError as error:
        raise LexiconError("your issues.yaml is no YAML; mend it under Word lists first") from error
    known = own.get(given["issue"]) if isinstance(own, dict) else None
    if known is None:
        line = yaml.safe_dump(
            {given["issue"]: parts}, allow_unicode=True, default_flow_style=None, width=10_000
        )
        return f"{text.rstrip()}\n{line}" if text.strip() else line
    if not isinstance(known, dict):
        raise LexiconError(
            f"{given['issue']} has no words in your issues.yaml; mend it under Word lists first"
        )
    joined = known | parts
    for name in ("words", "turned"):
        if name in known and name in parts:
            joined[name] = [*known[name], *(w for w in parts[name] if w not in known[name])]
    own[given["issue"]] = joined
    return str(
        yaml.safe_dump(own, allow_unicode=True, default_flow_style=None, width=10_000, sort_keys=False)
    )


def _keep(request: Request, name: str, text: str) -> None:
    """Keep additions, and have everything that follows made of them.

    Raises:
        LexiconError: they cannot be written.
    """
    additions.keep(name, text)
    additions.renew()
    request.app.state.memory.forget()


def _split(words: str) -> list[str]:
    return [one.strip() for one in words.replace("\n", ";").replace(",", ";").split(";") if one.strip()]


def _check(name: str, text: str) -> None:
    """Whether additions can be used; for issues, whether the tree still grows.

    Raises:
        LexiconError: they cannot; the message begins with the line that is wrong.
    """
    additions.checked(name, text)
    if name == "issues":
        for fault in check_issues(text):
            raise LexiconError(str(fault))


def _own(name: str) -> str:
    """The additions to a list.

    Raises:
        HTTPException: 404, there is no such list.
    """
    if name not in lexicon.names():
        raise HTTPException(404)
    return additions.own_text(name)


def _lists() -> Sequence[Listed]:
    found = []
    for name in lexicon.names():
        try:
            own = additions.parsed(additions.own_text(name) or "{}") or {}
        except yaml.YAMLError:
            own = {}
        shipped = additions.parsed(additions.shipped_text(name))
        found.append(Listed(name, additions.purpose(name), len(shipped), len(own)))
    return found
