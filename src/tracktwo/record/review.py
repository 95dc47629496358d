"""What all judgements of a record come to together: who is whom, what is kept, where people differ, what waits.

Effects on single claims are written beside these by ``effects``; what is read here is worked out when asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from tracktwo.model import Claim
from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct, Thing
from tracktwo.model.rulings import Rulings
from tracktwo.record import tables
from tracktwo.record.asking import batches, starts_with
from tracktwo.record.effects import apply_corrections
from tracktwo.record.entries import Flag
from tracktwo.record.judgements import judgement_from, load, load_about
from tracktwo.record.levels import documents_of_round
from tracktwo.record.marks import SHORT, digits_of
from tracktwo.record.opinions import Conflict, conflicts_on, effect_of, rulings_on, standing
from tracktwo.record.rows import claim_from, document_from
from tracktwo.record.targets import find_targets, references, with_versions

_ON_FULFILMENT = frozenset({JudgementAct.FULFILS, JudgementAct.CORRECT, JudgementAct.UNDO})
_ON_IDENTITY = frozenset({JudgementAct.SAME, JudgementAct.DISTINCT, JudgementAct.CORRECT, JudgementAct.UNDO})
_ON_ENTRIES = frozenset({JudgementAct.ACCEPT, JudgementAct.REJECT, JudgementAct.CORRECT})

_CHANGED = "its words were changed in a later version of the page"
_GONE = "its words are gone from the later version of the page"


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Whether a commitment was kept, as people say."""

    #: Id of the commitment.
    commitment: str
    #: met, partly or not.
    verdict: str
    #: What it was kept by: the id of an entry or a citation mark; None where nobody says.
    by: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """A judgement that has no effect in this record, and why; it waits."""

    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True)
class PastReading:
    """One reading of a document, as history keeps it."""

    made_by: str
    #: ISO 8601 in UTC.
    at: str
    added: int
    renewed: int
    retired: int


class Review:
    """The judgements of a record as it is now, read once: all of them, or those on some documents."""

    def __init__(self, connection: Connection, documents: Collection[str] | None = None) -> None:
        self._connection = connection
        self._documents = documents

    def near(self, documents: Collection[str]) -> "Review":
        """The same for these documents, by their ids, and other versions of them only, which is quicker.

        What people ruled to be the same is read whole all the same: it may be contradicted from far away.
        """
        return Review(self._connection, with_versions(self._connection, documents))

    @cached_property
    def everything(self) -> tuple[Judgement, ...]:
        """Every judgement, those that were taken back included, oldest first."""
        whole = self._documents is None
        found = load(self._connection) if whole else load_about(self._connection, self._documents or ())
        return tuple(sorted(found, key=lambda j: j.order))

    @cached_property
    def standing(self) -> tuple[Judgement, ...]:
        """Those that hold, or would if nothing stood against them."""
        return standing(self.everything)

    def called(self, name: str) -> Judgement | None:
        """The judgement of that id, or of unambiguous first digits of it; None if there is none, or several."""
        kept = tables.judgements
        asked = select(kept).where(starts_with(kept.c.id, name.lower())).limit(2)
        rows = self._connection.execute(asked).all()
        return judgement_from(rows[0]) if len(rows) == 1 else None

    def rulings(self, thing: Thing) -> Rulings:
        """Which entries people say are the same, and which are not."""
        return self._ruled(thing)[0]

    def fulfilments(self) -> tuple[Fulfilment, ...]:
        """What people say of commitments, where they agree, in order of the commitments' ids."""
        # Loaded apart from the others, as rulings are: a brief asks for both.
        standing_now = standing(load(self._connection, _ON_FULFILMENT))
        said = [j for j in standing_now if j.act is JudgementAct.FULFILS]
        targets = find_targets(self._connection, standing_now, {ref for j in said for ref in j.subject.refs})
        by_claim: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
        for judgement in said:
            for ref in judgement.subject.refs:
                for claim in targets.get(ref, ()):
                    by_claim[claim][judgement.id] = judgement
        found = []
        for claim, own in sorted(by_claim.items()):
            if effect_of(tuple(own.values())).fulfilment is not None:
                what = max(own.values(), key=lambda j: j.order).says
                authors = tuple(sorted({j.author for j in own.values()}))
                found.append(Fulfilment(claim, what["verdict"], what["by"], authors))
        return tuple(found)

    def references(self, ids: Collection[str]) -> dict[str, ClaimRef]:
        """How judgements name the claims of these ids."""
        return references(self._connection, ids)

    def on_claim(self, claim: str) -> tuple[Judgement, ...]:
        """Every judgement on a claim, and every one that takes one of these back, oldest first."""
        about = {
            j.id
            for j in self.everything
            for r in j.subject.refs
            if claim == r.claim or claim in self._ever.get(r, ())
        }
        while True:
            more = {j.id for j in self.everything if j.subject.judgement in about} - about
            if not more:
                return tuple(j for j in self.everything if j.id in about)
            about |= more

    def meant_by(self, claim: str) -> tuple[str, ...]:
        """The claims for which what was judged of a claim holds by now, where a later reading made others of it."""
        found = {c for r, claims in self._ever.items() if r.claim == claim for c in claims}
        return tuple(sorted(found - {claim}))

    def readings_of(self, document: str) -> tuple[PastReading, ...]:
        """When a document was read, by what, and what came of it, oldest first."""
        readings = tables.readings.c
        asked = (
            select(tables.readings)
            .join(tables.documents, tables.documents.c.number == readings.document)
            .where(tables.documents.c.id == document)
            .order_by(readings.number)
        )
        return tuple(
            PastReading(row.made_by, row.at, row.added, row.renewed, row.retired)
            for row in self._connection.execute(asked)
        )

    def documents_of_round(self, claim: str) -> tuple[str, ...]:
        """Ids of the documents that a level on this round, named by the id of one account of it, would reach."""
        numbers = documents_of_round(self._connection, claim)
        documents = tables.documents.c
        return tuple(
            name
            for some in batches(numbers)
            for name in self._connection.scalars(select(documents.id).where(documents.number.in_(some)))
        )

    def payload_of(self, claim: str) -> str:
        """A claim as it was read, as canonical JSON."""
        claims = tables.claims.c
        return str(self._connection.scalars(select(claims.payload).where(claims.id == claim)).one())

    def as_read(self, claim: str) -> Claim:
        """A claim as it was read, without corrections."""
        claims, documents = tables.claims, tables.documents
        row = self._connection.execute(select(claims).where(claims.c.id == claim)).one()
        of = self._connection.execute(select(documents).where(documents.c.number == row.document)).one()
        return claim_from(row.kind, row.payload, row.confidence, document_from(of), None)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Every contradiction among judgements, in order of what they are about."""
        on_documents: defaultdict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.standing:
            if judgement.subject.document is not None:
                on_documents[judgement.subject.document].append(judgement)
        single = [*sorted(on_documents.items()), *sorted(self._by_claim.items())]
        found = [conflict for about, judgements in single for conflict in conflicts_on(about, judgements)]
        of_pairs = [conflict for thing in Thing for conflict in self._ruled(thing)[1]]
        # Accounts of one round that are told apart as dialogues show up as both: once is enough.
        return tuple(dict.fromkeys((*found, *of_pairs)))

    def pending(self) -> tuple[Pending, ...]:
        """Judgements that hold but mean nothing that this record has."""
        undone = {j.subject.judgement for j in self.everything if j.subject.judgement is not None}
        known = {j.id for j in self.everything} & undone
        documents = {ref.document for j in self.standing for ref in j.subject.refs}
        documents |= {j.subject.document for j in self.standing if j.subject.document is not None}
        present = self._present(sorted(documents))
        reasons = ((j, self._waits_for(j, known, present)) for j in self.standing)
        return tuple(Pending(judgement, reason) for judgement, reason in reasons if reason)

    def overtaken(self) -> tuple[Pending, ...]:
        """Judgements on entries whose words a later version of the page no longer has: they hold for the text before.

        What the later version says in other words is another entry, which nobody judged.
        """
        on_entries = [j for j in self.standing if j.act in _ON_ENTRIES]
        meant = {j.id: {c for ref in j.subject.refs for c in self._targets.get(ref, ())} for j in on_entries}
        flags = self._flags(sorted({claim for claims in meant.values() for claim in claims}))
        found = []
        for judgement in on_entries:
            own = {flags.get(claim) for claim in meant[judgement.id]}
            if own and own <= {Flag.TEXT_CHANGED, Flag.TEXT_VANISHED}:
                is_gone = own == {Flag.TEXT_VANISHED}
                found.append(Pending(judgement, _GONE if is_gone else _CHANGED))
        return tuple(found)

    def _flags(self, ids: Sequence[str]) -> dict[str, Flag | None]:
        claims = tables.claims.c
        return {
            row.id: Flag(row.flag) if row.flag else None
            for some in batches(ids)
            for row in self._connection.execute(select(claims.id, claims.flag).where(claims.id.in_(some)))
        }

    def _waits_for(self, judgement: Judgement, known: set[str], present: set[str]) -> str | None:
        subject = judgement.subject
        if subject.judgement is not None:
            return (
                None
                if subject.judgement in known
                else "the judgement that it takes back is not in the record"
            )
        named = [subject.document] if subject.document is not None else [r.document for r in subject.refs]
        for document in named:
            if document not in present:
                return f"the record lacks the document {digits_of(document)[:SHORT]}"
        for ref in subject.refs:
            if ref not in self._targets:
                places = ", ".join(f"{start}-{end}" for start, end in ref.at[:1])
                return (
                    f"no entry among the {ref.kind} of {digits_of(ref.document)[:SHORT]} is it (at {places})"
                )
        return self._unfit(judgement)

    def _unfit(self, judgement: Judgement) -> str | None:
        """Why a correction cannot be made, where it was checked against another version's claims."""
        if judgement.act is not JudgementAct.CORRECT:
            return None
        says = judgement.says
        claims, documents = tables.claims, tables.documents
        meant = [claim for ref in judgement.subject.refs for claim in self._targets[ref]]
        for row in self._connection.execute(select(claims).where(claims.c.id.in_(meant))).all():
            of = select(documents).where(documents.c.number == row.document)
            document = document_from(self._connection.execute(of).one())
            change = [(says["field"], says["value"])]
            if apply_corrections(row.kind, row.payload, document, change)[1]:
                return f"the {says['field']} of this entry cannot be {says['value']!r}"
        return None

    def _present(self, documents: Sequence[str]) -> set[str]:
        ids = tables.documents.c.id
        return {
            name
            for some in batches(documents)
            for name in self._connection.scalars(select(ids).where(ids.in_(some)))
        }

    @cached_property
    def _targets(self) -> dict[ClaimRef, tuple[str, ...]]:
        return find_targets(self._connection, [j for j in self.standing if j.subject.refs])

    @cached_property
    def _ever(self) -> dict[ClaimRef, tuple[str, ...]]:
        return find_targets(self._connection, [j for j in self.everything if j.subject.refs])

    @cached_property
    def _by_claim(self) -> dict[str, tuple[Judgement, ...]]:
        found: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
        for judgement in self.standing:
            for ref in judgement.subject.refs:
                for claim in self._targets.get(ref, ()):
                    found[claim][judgement.id] = judgement
        return {claim: tuple(judgements.values()) for claim, judgements in found.items()}

    @cached_property
    def _on_identity(self) -> tuple[Judgement, ...]:
        """What stands of judgements that say who is whom, and of corrections, by which entries are found again."""
        # Only these are loaded: a brief asks for rulings, and hand coding leaves an acceptance for every entry.
        return standing(load(self._connection, _ON_IDENTITY))

    def _ruled(self, thing: Thing) -> tuple[Rulings, tuple[Conflict, ...]]:
        if thing not in self._found:
            self._found[thing] = rulings_on(self._on_identity, thing, self._meant)
        return self._found[thing]

    def _meant(self, judgement: Judgement) -> Sequence[Sequence[str]]:
        targets = self._of_identity
        return [
            [claim for ref in group for claim in targets.get(ref, ())] for group in judgement.subject.groups
        ]

    @cached_property
    def _of_identity(self) -> dict[ClaimRef, tuple[str, ...]]:
        ruling = (j for j in self._on_identity if j.act in (JudgementAct.SAME, JudgementAct.DISTINCT))
        return find_targets(
            self._connection, self._on_identity, {ref for j in ruling for ref in j.subject.refs}
        )

    @cached_property
    def _found(self) -> dict[Thing, tuple[Rulings, tuple[Conflict, ...]]]:
        return {}
