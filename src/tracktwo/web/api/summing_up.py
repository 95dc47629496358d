"""Puts what analyses found into the shapes of the interface: people, dialogues, ledgers, comparisons.

Finds nothing itself; every line carries its citations with their words.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tracktwo.analysis.accounts_told import Account
from tracktwo.analysis.agreement import Meeting
from tracktwo.analysis.changes import Changed
from tracktwo.analysis.commitments import Owed
from tracktwo.analysis.comparison import Comparison, Fact, Line
from tracktwo.analysis.convergence import Sheet
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import Position, Told
from tracktwo.analysis.periods import round_name
from tracktwo.record import Gate, parse_mark
from tracktwo.resolution.rounds import KnownRound
from tracktwo.resolution.tenures import tenures_of
from tracktwo.views.describing import main_citations
from tracktwo.views.exports.occasions import Occasion
from tracktwo.views.profiles import Profile
from tracktwo.views.tables import Cell, Table
from tracktwo.web.addresses import entry_url
from tracktwo.web.api.shapes import dialogues as shapes
from tracktwo.web.api.shapes import evidence
from tracktwo.web.api.telling import Teller, sentence

Row = Mapping[str, Any]


def rows_of(table: Table) -> tuple[dict[str, Cell], ...]:
    """The rows of a table by the names of its columns."""
    names = [column.name for column in table.columns]
    return tuple(dict(zip(names, row, strict=True)) for row in table.rows)


# ── people and dialogues ───────────────────────────────────────────────────────────────────────────────────


def person_told(gate: Gate, row: Row) -> shapes.Person:
    """A row of the list of people."""
    own = ("name", "names", "party", "offices", "functions", "documents", "first", "last")
    claim = row["claims"][-1]
    page = entry_url(claim).replace("/entries/", "/people/")
    return shapes.Person(
        id=claim, citation=_at(gate, row["citation"]), page=page, **{name: row[name] for name in own}
    )


def profile_told(gate: Gate, profile: Profile) -> shapes.PersonWhole:
    """A person with all that is told of them."""
    teller, person = Teller(gate), profile.person
    offices = tuple(
        shapes.Tenure(
            office=t.office,
            party=t.party,
            first=t.first.isoformat(),
            last=t.last.isoformat(),
            citations=teller.citations(c for e in t.entries for c in main_citations(e.claim)[:1]),
        )
        for t in tenures_of([person])
    )
    return shapes.PersonWhole(
        name=person.name,
        names=person.names,
        party=person.party,
        offices=offices,
        mentions=len(person.entries),
        rounds=len(accounts_of(profile, "rounds")),
        contacts=len(accounts_of(profile, "engagements")),
        statements=len(accounts_of(profile, "statements")),
    )


def accounts_of(profile: Profile, what: str) -> tuple[str, ...]:
    """Ids of the entries of one kind that tell of a person, in order of time, each once."""
    if what == "mentions":
        return tuple(e.id for e in profile.person.entries)
    table = {"rounds": profile.rounds, "engagements": profile.contacts, "statements": profile.statements}[
        what
    ]
    return tuple(dict.fromkeys(str(row["claim"]) for row in rows_of(table)))


def dialogue_told(gate: Gate, row: Row) -> shapes.Dialogue:
    """A row of the list of dialogues."""
    own = (
        "key", "names", "parties", "track", "convenors", "rounds", "documents", "first", "last", "last_change",
    )  # fmt: skip
    return shapes.Dialogue(
        name=row["names"][0] if row["names"] else None,
        citation=_at(gate, row["citation"]),
        page=f"/dialogues/{row['key']}",
        **{name: row[name] for name in own},
    )


def dossier_told(gate: Gate, dossier: Dossier) -> shapes.DialogueWhole:
    """One dialogue with its documents."""
    teller, series = Teller(gate), dossier.series
    return shapes.DialogueWhole(
        key=series.key,
        name=dossier.name,
        parties=series.parties,
        track=series.track,
        convenors=series.convenors,
        documents=tuple(map(teller.named, dossier.documents)),
        states=teller.entries(dossier.states),
        rounds=len(dossier.rounds),
        people=len(dossier.people),
        statements=len(dossier.statements),
        page=f"/dialogues/{series.key}",
    )


def round_told(gate: Gate, known: KnownRound) -> shapes.Convening:
    """One round with every account of it."""
    return shapes.Convening(
        name=round_name(known),
        status=known.status,
        dates=tuple(a.value for a in known.dates),
        places=tuple(a.value for a in known.places),
        numbers=tuple(a.value for a in known.ordinals),
        convenors=tuple(a.value for a in known.convenors),
        sponsors=tuple(a.value for a in known.sponsors),
        accounts=Teller(gate).entries(known.entries),
    )


def occasion_told(gate: Gate, one: Occasion) -> shapes.Occasion:
    """Something that happened, with every account of it."""
    cited = (c for e in one.entries for c in main_citations(e.claim)[:1])
    return shapes.Occasion(
        kind=one.kind,
        title=one.title,
        date=str(one.when) if one.when else None,
        where=one.where,
        status=one.status,
        citations=Teller(gate).citations(cited),
        claims=tuple(e.id for e in one.entries),
    )


# ── ledgers ────────────────────────────────────────────────────────────────────────────────────────────────


def position_told(gate: Gate, position: Position) -> Iterable[shapes.Told]:
    """Everything that one side said on one issue."""
    for told in position.told:
        is_silent = told is position.last and bool(position.silence)
        yield told_told(gate, told, told.day if is_silent else None)


def told_told(gate: Gate, told: Told, silent_since: str | None = None) -> shapes.Told:
    """One stance with all documents that tell of it."""
    said = told.said.claim if told.said else None
    return shapes.Told(
        issue=told.issue.name,
        under=told.issue.under,
        is_named=told.issue.is_known,
        party=told.party,
        date=told.day,
        stance=told.value,
        strength=told.strength.word,
        movement=told.movement,
        speaker=told.speaker,
        modality=said.modality if said else None,
        jointly=told.jointly if told.is_joint else (),
        silent_since=silent_since,
        sentence=sentence(told.entry.document, told.citation),
        citations=Teller(gate).citations(main_citations(e.claim)[0] for e in told.entries),
        claims=tuple(e.id for e in told.entries),
    )


def sheet_told(gate: Gate, sheet: Sheet) -> shapes.Sheet:
    """One issue in one period."""
    teller = Teller(gate)
    return shapes.Sheet(
        issue=sheet.issue.name,
        under=sheet.issue.under,
        period=sheet.period.name,
        start=sheet.period.start.isoformat() if sheet.period.start else None,
        end=sheet.period.end.isoformat() if sheet.period.end else None,
        relation=sheet.relation,
        sides=tuple(
            shapes.Side(party=s.party, last=told_told(gate, s.told[-1]) if s.told else None)
            for s in sheet.sides
        ),
        agreements=tuple(
            shapes.Agreement(
                kind=a.kind,
                agrees=a.kind is Meeting.AGREE,
                party=a.party,
                citation=teller.citation(a.citation),
            )
            for a in sheet.agreements
        ),
    )


def promise_told(gate: Gate, owed: Owed) -> shapes.Promise:
    """One promise with what became of it."""
    claim, teller = owed.entry.claim, Teller(gate)
    return shapes.Promise(
        status=owed.status,
        by=claim.by,
        to=claim.to,
        what=teller.citations(claim.what),
        strength=claim.strength,
        promised=owed.entry.document.published,
        due=owed.due,
        slipped_from=tuple(slip.from_due for slip in owed.slips),
        settled_by=_shown(teller, owed.settled_by),
        ended_by=_shown(teller, owed.ended_by),
        proposals=tuple(s for p in owed.proposals if (s := _shown(teller, p))),
        is_confirmed=owed.is_confirmed,
        score=owed.score,
        sentence=sentence(owed.entry.document, claim.what[0]),
        claims=tuple(e.id for e in owed.claims),
    )


def change_told(gate: Gate, change: Changed) -> shapes.Changed:
    """One change with what it rests on."""
    return shapes.Changed(
        about=change.about,
        date=change.day,
        party=change.party,
        what=change.what,
        change=change.change,
        before=change.before,
        citations=Teller(gate).citations(change.citations),
        claims=tuple(e.id for e in change.entries),
    )


# ── two documents ──────────────────────────────────────────────────────────────────────────────────────────


def comparison_told(gate: Gate, found: Comparison) -> shapes.Comparison:
    """Two documents side by side."""
    teller = Teller(gate)
    return shapes.Comparison(
        first=teller.named(found.first),
        second=teller.named(found.second),
        facts=tuple(_fact(teller, fact) for fact in found.facts),
        matters=tuple(_matter(teller, line) for line in found.lines),
    )


def _fact(teller: Teller, fact: Fact) -> shapes.Fact:
    return shapes.Fact(
        name=fact.name, verdict=fact.verdict, first=fact.first, second=fact.second,
        entries=teller.entries(fact.entries),
    )  # fmt: skip


def _matter(teller: Teller, line: Line) -> shapes.Matter:
    first, second = (teller.entry(e) if e else None for e in (line.first, line.second))
    return shapes.Matter(issue=line.issue, verdict=line.verdict, why=line.why, first=first, second=second)


def _shown(teller: Teller, account: Account | None) -> shapes.Shown | None:
    if account is None:
        return None
    return shapes.Shown(
        outcome=account.outcome.value if account.outcome else None,
        date=account.day,
        citation=teller.citation(account.citation),
        claim=account.entry.id if account.entry else None,
    )


def _at(gate: Gate, mark: str) -> evidence.Citation | None:
    """A mark with its words; None where it names a whole document."""
    taken = parse_mark(mark)
    if taken.start is None or taken.end is None:
        return None
    return Teller(gate).citation(gate.document(taken.prefix).cite(taken.start, taken.end))
