"""The rounds of a dialogue as tables: all of them, and one with its programme, delegations and accounts.

What the documents say of a round stands side by side; nobody's account is preferred here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.periods import round_name
from tracktwo.errors import UsageError
from tracktwo.model import Entry, Round, Statement
from tracktwo.record import Gate
from tracktwo.resolution.rounds import KnownRound
from tracktwo.views.describing import words_of
from tracktwo.views.naming import entry_mark
from tracktwo.views.tables import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Convening:
    """One round with what the documents tell of it."""

    known: KnownRound
    name: str
    #: Titles of sessions and themes in the order of the documents, each once.
    programme: tuple[str, ...]
    delegations: Table
    accounts: Table
    #: What the documents that tell of this round report as said, by whomever and wherever.
    statements: Table


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
        _delegations(gate, known),
        _accounts(gate, known),
        _statements(gate, dossier, known),
    )


def _delegations(gate: Gate, known: KnownRound) -> Table:
    told: dict[tuple[str | None, str], list[tuple[str, Entry[Round]]]] = {}
    for entry in known.entries:
        for one in entry.claim.delegates:
            told.setdefault((one.party, one.name), []).append((one.function, entry))
    rows: list[tuple[Cell, ...]] = [
        (
            party,
            person,
            tuple(dict.fromkeys(function for function, _ in own)),
            _marks(gate, (entry for _, entry in own)),
        )
        for (party, person), own in sorted(told.items(), key=lambda pair: (pair[0][0] or "~", pair[0][1]))
    ]
    columns = tuple(map(Column, ("party", "delegate", "function", "citations")))
    return Table(columns, tuple(rows), "no document names who was there")


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


def _statements(gate: Gate, dossier: Dossier, known: KnownRound) -> Table:
    documents = {e.document.id for e in known.entries}
    said = [e for s in dossier.statements for e in s.entries if e.document.id in documents]
    ordered = sorted(said, key=_as_reported)
    rows = tuple(
        (
            e.claim.speaker,
            e.claim.party,
            e.claim.act.value,
            words_of(e.claim.content),
            entry_mark(gate, e),
            e.id,
        )
        for e in ordered
    )
    names = ("speaker", "party", "act", "content", "citation")
    return Table((*map(Column, names), Column("claim", False)), rows, "these documents quote nobody")


def _as_reported(entry: Entry[Statement]) -> tuple[str, str, int]:
    return entry.document.published or "9", entry.document.id, entry.claim.content[0].start


def _marks(gate: Gate, entries: Iterable[Entry[Round]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry_mark(gate, e) for e in entries))
