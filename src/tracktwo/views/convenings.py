"""The rounds of a dialogue as tables: all of them, and one with its programme, delegations and accounts.

What the documents say of a round stands side by side; nobody's account is preferred here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import round_name
from tracktwo.errors import UsageError
from tracktwo.model import Entry, Round, Statement
from tracktwo.record import Gate
from tracktwo.resolution.accounts import Account
from tracktwo.resolution.rounds import KnownRound
from tracktwo.views.describing import words_of
from tracktwo.views.naming import entry_mark
from tracktwo.views.tables import Cell, Column, Table

#: Characters from one session's title to the next that hold more than a list of titles, and characters of a line
#: beside the title in it.
ACCOUNT, BESIDE = 300, 30


@dataclass(frozen=True, slots=True)
class Value:
    """What some documents say in one field, with the place in each of them."""

    words: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing about a round, such as its day; with several values the accounts differ."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Convening:
    """One round with what the documents tell of it."""

    known: KnownRound
    name: str
    #: Titles of sessions and themes in the order of the documents, each once.
    programme: tuple[str, ...]
    #: What the documents say of it, field by field, each value with the documents that give it.
    told: tuple[Field, ...]
    #: By party, in the order of the dialogue's parties; None for those whose side is not told.
    delegations: tuple[tuple[str | None, Table], ...]
    accounts: Table
    #: What the documents that tell of this round report as said, by the session under whose title the words stand;
    #: None for those that stand under none.
    sessions: tuple[tuple[str | None, Table], ...]


def rounds_table(gate: Gate, dossier: Dossier) -> Table:
    """Each round once, with every document's date and place of it."""
    names = ("round", "when", "status", "where", "delegates", "documents", "citations")
    rows = tuple(
        (
            round_name(known),
            tuple(a.value for a in known.dates),
            known.status.value,
            tuple(a.value for a in known.places),
            len({d.name for e in known.entries for d in e.claim.delegates}),
            len({e.document.id for e in known.entries}),
            _marks(gate, known.entries),
            tuple(e.id for e in known.entries),
        )
        for known in dossier.rounds
    )
    return Table((*map(Column, names), Column("claims", False)), rows, "no document tells of a round")


def convening_of(gate: Gate, dossier: Dossier, name: str) -> Convening:
    """The round that a claim tells of.

    Args:
        gate: read access to the record.
        dossier: the dialogue that the round belongs to.
        name: id of a claim that tells of it, or first digits of that.

    Raises:
        UsageError: no round of this dialogue has such a claim, or several have.
    """
    fitting = [k for k in dossier.rounds if any(e.id.startswith(name) for e in k.entries)]
    if len(fitting) != 1 or len(name) < 8:
        raise UsageError(f"no round of {dossier.name} is told of by {name!r}")
    known = fitting[0]
    claims = [e.claim for e in known.entries]
    programme = dict.fromkeys(
        words for c in claims for words in (*filter(None, (c.theme,)), *c.sessions, *c.working_groups)
    )
    return Convening(
        known,
        round_name(known),
        tuple(programme),
        _told(gate, known),
        _delegations(gate, dossier, known),
        _accounts(gate, known),
        _sessions(gate, dossier, known),
    )


#: What is laid side by side, by name; dates and days are EDTF.
_FIELDS: tuple[tuple[str, Callable[[KnownRound], tuple[Account[Round], ...]]], ...] = (
    ("state", lambda k: k.accounts(lambda r: r.status.value)),
    ("when", lambda k: k.dates),
    ("announced for", lambda k: k.announced),
    ("where", lambda k: k.places),
    ("venue", lambda k: k.accounts(lambda r: r.venue)),
    ("number", lambda k: k.ordinals),
    ("theme", lambda k: k.accounts(lambda r: r.theme)),
    ("convened by", lambda k: k.convenors),
    ("with", lambda k: k.accounts(lambda r: ", ".join(r.partners) or None)),
    ("paid for by", lambda k: k.sponsors),
    ("others there", lambda k: k.accounts(_others)),
)


def _told(gate: Gate, known: KnownRound) -> tuple[Field, ...]:
    found = []
    for name, accounts in _FIELDS:
        values = tuple(Value(a.value, _marks(gate, a.entries)) for a in accounts(known))
        if values:
            found.append(Field(name, values))
    return tuple(found)


def _others(told: Round) -> str | None:
    """Those who are counted and not named."""
    if told.others is None:
        return None
    number = str(told.others.count) if told.others.count else "some"
    return f"{number} {', '.join(told.others.backgrounds)}".strip()


def _delegations(gate: Gate, dossier: Dossier, known: KnownRound) -> tuple[tuple[str | None, Table], ...]:
    told: dict[str | None, dict[str, list[tuple[str, Entry[Round]]]]] = {}
    for entry in known.entries:
        for one in entry.claim.delegates:
            told.setdefault(one.party, {}).setdefault(one.name, []).append((one.function, entry))
    columns = tuple(map(Column, ("delegate", "function", "citations")))
    order = [*dossier.series.parties, *sorted(p for p in told if p and p not in dossier.series.parties), None]
    found = []
    for party in order:
        rows: list[tuple[Cell, ...]] = [
            (person, tuple(dict.fromkeys(f for f, _ in own)), _marks(gate, (entry for _, entry in own)))
            for person, own in sorted(told.get(party, {}).items())
        ]
        if rows or party in dossier.series.parties:
            found.append((party, Table(columns, tuple(rows), "no document names anybody of this side")))
    return tuple(found)


def _accounts(gate: Gate, known: KnownRound) -> Table:
    rows = tuple(
        (
            e.document.title or e.document.url or gate.short(e.document.id),
            e.document.published,
            e.claim.status.value,
            e.claim.ordinal,
            e.claim.when,
            e.claim.where or e.claim.country,
            e.claim.venue,
            e.claim.convenors,
            e.claim.partners,
            e.claim.sponsors,
            len(e.claim.delegates),
            entry_mark(gate, e),
            e.id,
        )
        for e in sorted(known.entries, key=lambda e: (e.document.published or "9", e.id))
    )
    names = (
        "title", "published", "status", "number", "when", "where", "venue", "convenors", "partners", "sponsors",
        "delegates", "citation",
    )  # fmt: skip
    columns = tuple(Column(name, _is_told(rows, place)) for place, name in enumerate(names))
    return Table((*columns, Column("claim", False)), rows, "no document tells of it")


def _is_told(rows: Iterable[tuple[Cell, ...]], place: int) -> bool:
    """Whether any account says something in a column: what nobody tells takes no room on a page."""
    return any(row[place] not in (None, (), 0) for row in rows)


def _sessions(gate: Gate, dossier: Dossier, known: KnownRound) -> tuple[tuple[str | None, Table], ...]:
    documents = {e.document.id for e in known.entries}
    said = [e for s in dossier.statements for e in s.entries if e.document.id in documents]
    titles = _titles(known)
    by_session: dict[str | None, list[Entry[Statement]]] = {}
    for entry in sorted(said, key=_as_reported):
        by_session.setdefault(_session_of(entry, titles), []).append(entry)
    order = [
        t for t in dict.fromkeys(title for own in titles.values() for _, title in own) if t in by_session
    ]
    return tuple(
        (title, _statements(gate, by_session[title])) for title in (*order, None) if title in by_session
    )


def _titles(known: KnownRound) -> dict[str, list[tuple[int, str]]]:
    """Where each session's account begins, for documents that give one under the title of each."""
    found: dict[str, list[tuple[int, str]]] = {}
    for entry in known.entries:
        text = entry.document.text
        # A programme is listed first, and the account of each session comes after it: the last place counts.
        places = sorted((text.rfind(title), title) for title in entry.claim.sessions)
        own = [(at, title) for at, title in places if at >= 0 and _is_heading(text, at, title)]
        if any(after[0] - before[0] > ACCOUNT for before, after in pairwise(own)):
            found[entry.document.id] = own
    return found


def _is_heading(text: str, at: int, title: str) -> bool:
    """Whether a title has a line to itself, but for a number or the word for a session."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at + len(title))
    line = text[start : end if end >= 0 else len(text)]
    return len(line.strip()) <= len(title) + BESIDE


def _session_of(entry: Entry[Statement], titles: Mapping[str, list[tuple[int, str]]]) -> str | None:
    start = entry.claim.content[0].start
    before = [title for at, title in titles.get(entry.document.id, ()) if at <= start]
    return before[-1] if before else None


def _statements(gate: Gate, said: Iterable[Entry[Statement]]) -> Table:
    rows = tuple(
        (
            e.claim.speaker,
            e.claim.party,
            e.claim.act.value,
            words_of(e.claim.content),
            entry_mark(gate, e),
            e.id,
        )
        for e in said
    )
    names = ("speaker", "party", "act", "content", "citation")
    return Table((*map(Column, names), Column("claim", False)), rows, "these documents quote nobody")


def _as_reported(entry: Entry[Statement]) -> tuple[str, str, int]:
    return entry.document.published or "9", entry.document.id, entry.claim.content[0].start


def _marks(gate: Gate, entries: Iterable[Entry[Round]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry_mark(gate, e) for e in entries))
