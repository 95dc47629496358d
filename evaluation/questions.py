"""What a large record is asked when it is measured: lists, searches, briefs and pages, with words that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from starlette.testclient import TestClient

from evaluation.generated import COMMON, RARE
from tracktwo.analysis.opening import find_dossier
from tracktwo.model import Statement
from tracktwo.model.levels import Clearance
from tracktwo.record import Filter, Gate, cursor_of
from tracktwo.views import lists
from tracktwo.views.brief import make_brief
from tracktwo.views.markdown import to_markdown
from tracktwo.web.ahead import Ahead
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role, Viewer, viewer_of

Ask = Callable[[Gate], Any]
Asked = tuple[str, Ask]

#: Places among the dialogues, in portions of all of them, those with most documents first.
_PLACES = (("smallest", 1.0), ("median", 0.5), ("ninth in ten", 0.1), ("largest", 0.0))


@dataclass(frozen=True, slots=True)
class Words:
    """What of a record the questions are about."""

    mark: str
    claim: str
    #: A word that stands in some documents.
    word: str
    person: str
    party: str
    #: Keys of dialogues, by what they are called here.
    dialogues: tuple[tuple[str, str], ...]
    #: Behind which a page far back begins.
    document: str
    statement: str


def words_of(gate: Gate) -> Words:
    """Look for what can be asked about, of what the gate's reader sees."""
    (hit,) = gate.search(COMMON, limit=1)
    kept = gate.kept
    assert kept is not None, "the record has not been settled"
    series = kept.series(Filter())
    middle = gate.documents(Filter(limit=1, since="2012"))[-1]
    said = gate.claims(Statement, Filter(limit=1, since="2012"))[-1]
    return Words(
        mark=f"{gate.short(hit.document.id)}:{hit.start}-{hit.end}",
        claim=gate.claims(Statement, Filter(limit=1))[0].id,
        word=(hit.document.title or "").split()[-2],
        person=kept.people(Filter(limit=200))[-1].name,
        party=series[0].parties[0],
        dialogues=tuple((what, series[round((len(series) - 1) * at)].key) for what, at in _PLACES),
        document=cursor_of(middle),
        statement=cursor_of(said),
    )


def questions(words: Words, *, are_kept: bool = True) -> Iterator[Asked]:
    """Everything that is asked, by name. Whole lists are left out where they are not kept for the reader."""
    if are_kept:
        yield "people", _listed(_people)
    yield "people, first 50", _listed(_people, limit=50)
    yield "people of a party, first 50", _listed(_people, party=words.party, limit=50)
    yield "people by name", _listed(_people, person=words.person.split()[-1], limit=50)
    yield "people since 2015, first 50", _listed(_people, since="2015", limit=50)
    yield "dialogues", _listed(_dialogues)
    yield "documents, first 50", _listed(lists.documents, limit=50)
    yield "documents, 50 far back", _listed(lists.documents, limit=50, after=words.document)
    yield "statements, first 50", _listed(lists.statements, limit=50)
    yield "statements, 50 far back", _listed(lists.statements, limit=50, after=words.statement)
    yield "statements of a party, first 50", _listed(lists.statements, party=words.party, limit=50)
    yield "statements of a person, first 50", _listed(lists.statements, person=words.person, limit=50)
    yield "rounds, first 50", _listed(lists.rounds, limit=50)
    yield "engagements, first 50", _listed(lists.engagements, limit=50)
    yield "commitments, first 50", _listed(lists.commitments, limit=50)
    yield "place of a mark", lambda gate: (gate.place(words.mark),)
    yield from _searches(words)
    for what, key in words.dialogues:
        yield f"brief, {what} dialogue", _brief(key)
        yield f"dossier, {what} dialogue", _dossier(key)


def _searches(words: Words) -> Iterator[Asked]:
    for what, said in (
        ("a very common word", COMMON),
        ("a common word", words.word),
        ("a rare word", RARE),
        ("two very common words", f"{COMMON} held"),
        ("a phrase", '"was held"'),
        ("a phrase with a number", '"Round 3 of"'),
        ("a common and a rare word", f"{COMMON} {RARE}"),
        ("a beginning", f"{RARE[:6]}*"),
        ("words that never meet", f"{words.word} {RARE} nonesuch"),
    ):
        yield f"search, {what}", _search(said, Filter())
    yield "search, a party's statements", _search(words.word, Filter(party=words.party))


def pages(words: Words, clearance: Clearance) -> Iterator[tuple[str, str]]:
    """Pages of the server, as (name, address)."""
    for name in ("dialogues", "people", "documents", "statements", "rounds", "commitments"):
        yield f"page, {name}", f"/{name}"
    yield "page, statements far back", f"/statements?after={words.statement}"
    yield "page, a search", f"/search?q={words.word}"
    yield "page, a document", f"/documents/{words.mark.partition(':')[0]}"
    yield "page, an entry", f"/entries/{words.claim}"
    if clearance is Clearance.EVERYTHING:
        yield "page, to be reviewed", "/review"
    for what, key in words.dialogues[1:]:
        yield f"page, {what} dialogue", f"/dialogues/{key}"
    _, largest = words.dialogues[-1]
    for sheet in ("rounds", "timeline", "positions", "convergence", "promises", "continuity", "speakers"):
        yield f"page, its {sheet}", f"/dialogues/{largest}/{sheet}"
    # Last, since it has a thread of its own work out how every dialogue stands.
    yield "page, home", "/"


@contextmanager
def served(where: str, clearance: Clearance) -> Iterator[TestClient]:
    """The server over a record, for a reader of that clearance.

    It works nothing out ahead: that would be counted to the answers that are measured meanwhile.
    """
    app = create_app(Settings(record=where))
    app.state.ahead = Ahead(where, app.state.memory, is_asked=False)
    role = Role.EDITOR if clearance is Clearance.EVERYTHING else Role.READER
    app.dependency_overrides[viewer_of] = lambda: Viewer("somebody", role, clearance)
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def _listed(make_list: Callable[[Gate, Filter], Any], **filter: Any) -> Ask:
    return lambda gate: make_list(gate, replace(Filter(), **filter)).rows


def _people(gate: Gate, filter: Filter) -> Any:
    return lists.people(gate, filter, whole=False)


def _dialogues(gate: Gate, filter: Filter) -> Any:
    return lists.dialogues(gate, filter, whole=False)


def _search(said: str, filter: Filter) -> Ask:
    return lambda gate: gate.search(said, filter, limit=50)


def _brief(key: str) -> Ask:
    def ask(gate: Gate) -> Any:
        made = make_brief(gate, key, None)
        to_markdown(made)
        return find_dossier(gate, key).documents

    return ask


def _dossier(key: str) -> Ask:
    return lambda gate: find_dossier(gate, key).documents
