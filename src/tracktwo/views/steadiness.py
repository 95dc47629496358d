"""Continuity, networks and issues as tables.

Lays out what the analyses found, with citations in every row that rests on a document; finds nothing itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from tracktwo.analysis.breaks import Suspension, suspensions
from tracktwo.analysis.contacts import (
    Occasion,
    attendance,
    expected_by,
    gaps_between,
    occasions_of,
    plans_of,
    rate,
    undated,
    usual_gap,
)
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import IssueName, is_vague, name_issues, tree
from tracktwo.analysis.networks import Normalisation, Tie, affiliations, citation_of, likenesses, ties
from tracktwo.model import Citation, Entry, Stance, Statement
from tracktwo.record import Gate
from tracktwo.views.ledgers import Marks, Row
from tracktwo.views.tables import Cell, Column, Table
from tracktwo.views.wording import date_in_words
from tracktwo.views.writing import on_one_line

#: Phrases of documents that show what an issue is about, the shortest; JSON and CSV have them all.
_MOST_WORDS = 8

_CONTINUITY = (
    Column("what"), Column("track"), Column("from"), Column("to"), Column("days"), Column("number"),
    Column("words", share=4), Column("told_by"), Column("of"), Column("citation"),
    Column("citations", is_shown=False), Column("claims", is_shown=False),
)  # fmt: skip


def continuity_table(gate: Gate, dossiers: Sequence[Dossier], as_of: date) -> Table:
    """Gaps, suspensions with causes and incidents, plans, carriers and rates, track by track."""
    rows: list[Row] = []
    for dossier in dossiers:
        rows += _Rows(dossier, Marks(gate, dossier), as_of).all()
    return Table(_CONTINUITY, tuple(rows), "too little is told to speak of continuity")


class _Rows:
    """The rows of one dialogue."""

    def __init__(self, dossier: Dossier, marks: Marks, as_of: date) -> None:
        self._dossier, self._marks, self._as_of = dossier, marks, as_of
        self._track = dossier.series.track.value if dossier.series.track else None
        self._occasions = occasions_of(dossier, as_of)

    def all(self) -> Iterator[Row]:
        yield from self._gaps()
        for suspension in suspensions(self._dossier):
            yield from self._suspension(suspension)
        yield from self._plans()
        yield from self._people()
        yield from self._counts()

    def _row(self, what: str, entries: Iterable[Entry[Any]] = (), **cells: Cell) -> Row:
        own = list(entries)
        cited = [c for e in own for c in _evidence(e)]
        values: dict[str, Cell] = {
            "what": what, "track": self._track, **cells,
            "citation": self._marks.mark(cited[0]) if cited else None,
            "citations": self._marks.marks(cited), "claims": tuple(dict.fromkeys(e.id for e in own)),
        }  # fmt: skip
        return tuple(values.get(column.name) for column in _CONTINUITY)

    def _gaps(self) -> Iterator[Row]:
        for gap in gaps_between(self._occasions):
            words = f"{gap.before.name} – {gap.after.name}"
            ends = (*gap.before.entries[:1], *gap.after.entries[:1])
            yield self._row(
                "gap", ends, words=words, days=gap.days,
                **{"from": gap.before.last.isoformat(), "to": gap.after.first.isoformat()},
            )  # fmt: skip

    def _suspension(self, suspension: Suspension) -> Iterator[Row]:
        start = suspension.start
        differing = (
            f"accounts differ on when: {', '.join(suspension.since)}" if len(suspension.since) > 1 else ""
        )
        end = "" if suspension.is_over else "no resumption told"
        words = "; ".join(w for w in (differing, end) if w) or None
        told = (*suspension.told, *suspension.resumed)
        yield self._row("suspension", told, words=words, **{"from": start, "to": suspension.end})
        for cause in suspension.causes:
            yield self._row("cause", (cause.entry,), of=start, words=cause.words, told_by=cause.told_by)
        for incident in suspension.incidents:
            words = on_one_line(incident.first.claim.what[0].exact)
            yield self._row("incident", incident.entries, of=start, words=words, **{"from": incident.when})

    def _plans(self) -> Iterator[Row]:
        for plan in plans_of(self._dossier, self._as_of):
            yield self._row(
                "plan", plan.entries, words=f"{plan.name}: {plan.kept.value}", days=plan.slip,
                **{"from": plan.announced, "to": plan.held},
            )  # fmt: skip

    def _people(self) -> Iterator[Row]:
        for one in attendance(self._occasions):
            what = "carrier" if len(one.occasions) > 1 else "person"
            words = f"{one.person.name}: {one.bearing.value}"
            first, last = one.occasions[0].first.isoformat(), one.occasions[-1].last.isoformat()
            at = [e for o in one.occasions for e in o.entries[:1]]
            yield self._row(
                what, at, words=words, number=len(one.occasions), told_by=one.person.party,
                **{"from": first, "to": last},
            )  # fmt: skip

    def _counts(self) -> Iterator[Row]:
        held = [o for o in self._occasions if o.is_round]
        yield self._row("rounds held", _firsts(held), number=len(held))
        yield self._row("contacts held", _firsts(self._occasions), number=len(self._occasions))
        yield self._row("contacts without a date", number=undated(self._dossier))
        now = rate(self._occasions, self._as_of)
        before = ", ".join(map(str, now.before)) or "no earlier year"
        usual = f"usual {now.usual:g}" if now.usual is not None else "nothing to compare with"
        yield self._row(
            "contacts in the last year", _firsts(self._occasions), number=now.now,
            words=f"{usual}; the years before: {before}",
        )  # fmt: skip
        for what, own in (("usual gap of contacts", self._occasions), ("usual gap of rounds", held)):
            yield from self._usual(what, own)

    def _usual(self, what: str, own: Sequence[Occasion]) -> Iterator[Row]:
        usual, by = usual_gap(gaps_between(own)), expected_by(own)
        if usual is None or by is None:
            return
        day = by.isoformat()
        late = "that day has passed" if by < self._as_of else "not yet"
        words = f"the next by {date_in_words(day)}: {late}"
        yield self._row(what, _firsts(own), days=usual, words=words, to=day)


def ties_table(gate: Gate, dossier: Dossier) -> Table:
    """Who met whom and who addressed whom."""
    marks = Marks(gate, dossier)
    columns = (
        Column("kind"), Column("who", share=2), Column("party"), Column("whom", share=2), Column("their_party"),
        Column("documents"), Column("sentence", share=4), Column("citation"),
        Column("citations", is_shown=False), Column("claims", is_shown=False),
    )  # fmt: skip
    rows = tuple(_tie_row(tie, marks) for tie in ties(dossier))
    return Table(columns, rows, "no document tells of anybody meeting or addressing somebody")


def _tie_row(tie: Tie, marks: Marks) -> Row:
    cited = citation_of(tie)
    every = [c for e in tie.entries for c in _evidence(e)]
    return (
        tie.kind.value, tie.source.name, tie.source.party, tie.target.name, tie.target.party, tie.weight,
        marks.sentence(cited), marks.mark(cited), marks.marks(every), tuple(e.id for e in tie.entries),
    )  # fmt: skip


def affiliations_table(gate: Gate, dossier: Dossier) -> Table:
    """The two-mode network: sides and issues, with how often each is for and against."""
    marks = Marks(gate, dossier)
    columns = (
        Column("party"), Column("issue", share=2), Column("for"), Column("against"), Column("balance"),
        Column("citations", share=1), Column("claims", is_shown=False),
    )  # fmt: skip
    rows = tuple(
        (
            a.party, a.issue, a.in_favour, a.against, a.balance, marks.marks(t.citation for t in a.told),
            tuple(e.id for t in a.told for e in t.entries),
        )
        for a in affiliations(dossier)
    )  # fmt: skip
    return Table(columns, rows, "no side is for or against anything")


def likenesses_table(gate: Gate, dossier: Dossier, normalisation: Normalisation) -> Table:
    """How often two sides say the same and the opposite, as Discourse Network Analyzer counts it."""
    marks = Marks(gate, dossier)
    columns = (
        Column("party"), Column("other"), Column("congruence"), Column("conflict"), Column("subtract"),
        Column("normalisation"), Column("issues", share=2), Column("citations", is_shown=False),
        Column("claims", is_shown=False),
    )  # fmt: skip
    own = affiliations(dossier)
    rows = []
    for one in likenesses(own, normalisation):
        both = [a for a in own if a.party in (one.one, one.other) and a.issue in one.issues]
        told = [t for a in both for t in a.told]
        rows.append(
            (
                one.one, one.other, round(one.congruence, 4), round(one.conflict, 4), round(one.subtract, 4),
                normalisation.value, one.issues, marks.marks(t.citation for t in told),
                tuple(e.id for t in told for e in t.entries),
            )
        )  # fmt: skip
    return Table(columns, tuple(rows), "no two sides have stated anything")


def issues_table(gate: Gate, *, everything: bool = False, unnamed: bool = False) -> Table:
    """The issues of a record: those of the tree, and the documents' own that wait for a name."""
    stances, said = gate.claims(Stance), gate.claims(Statement)
    phrases = {e.claim.issue for e in stances} | {i for e in said for i in e.claim.issues}
    names = name_issues(phrases)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for phrase, name in names.items():
        groups[name.name].append(phrase)
    columns = (
        Column("issue", share=2), Column("named"), Column("under", share=1), Column("stances"), Column("statements"),
        Column("parties", share=1), Column("words", share=3), Column("proposition", share=2),
        Column("phrases", is_shown=False), Column("citations", is_shown=False), Column("claims", is_shown=False),
    )  # fmt: skip
    by_issue: defaultdict[str, list[Entry[Stance]]] = defaultdict(list)
    for entry in stances:
        by_issue[names[entry.claim.issue].name].append(entry)
    spoken: defaultdict[str, int] = defaultdict(int)
    for statement in said:
        for issue in {names[i].name for i in statement.claim.issues}:
            spoken[issue] += 1
    about = {n.name: n for n in names.values()}
    if everything:
        about = {n: IssueName(n, under=node.under) for n, node in tree().items()} | about
    rows = [
        _issue_row(about[name], groups[name], by_issue[name], spoken[name], gate)
        for name in about
        if not (unnamed and about[name].is_known)
        and (everything or _is_issue(about[name], len(by_issue[name]), spoken[name]))
    ]
    ordered = sorted(rows, key=lambda r: (-_number(r[3]), -_number(r[4]), str(r[0])))
    return Table(columns, tuple(ordered), "no issue is spoken of")


def _is_issue(about: IssueName, stances: int, spoken: int) -> bool:
    """Whether it is worth listing: of the tree, or named by words that say what, and not in one statement alone.

    Nobody can be for or against "efforts", and what one statement alone has is mostly a passing phrase.
    """
    return about.is_known or (not is_vague(about) and (stances > 0 or spoken > 1))


def _issue_row(
    about: IssueName, phrases: Sequence[str], own: Sequence[Entry[Stance]], spoken: int, gate: Gate
) -> Row:
    node = tree().get(about.name)
    parties = sorted({p for e in own for p in e.claim.party.split("+")})
    return (
        about.name, about.is_known, about.under, len(own), spoken, tuple(parties),
        tuple(sorted(phrases, key=lambda p: (len(p), p))[:_MOST_WORDS]), node.proposition if node else None,
        tuple(sorted(phrases)),
        tuple(gate.mark(e.claim.evidence[0]) for e in own), tuple(e.id for e in own),
    )  # fmt: skip


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _firsts(occasions: Iterable[Occasion]) -> list[Entry[Any]]:
    return [o.entries[0] for o in occasions]


def _evidence(entry: Entry[Any]) -> tuple[Citation, ...]:
    claim = entry.claim
    found: tuple[Citation, ...] = getattr(claim, "evidence", ()) or getattr(claim, "content", ())
    return found[:1]
