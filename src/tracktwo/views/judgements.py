"""Judgements, conflicts and the history of an entry as people read them, and as programs do."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracktwo.errors import UsageError
from tracktwo.model import Claim
from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct
from tracktwo.model.printed import claim_to_json
from tracktwo.record import ClaimEntry, Conflict, Gate, Matter, Review
from tracktwo.record.opinions import standing
from tracktwo.views.describing import describe
from tracktwo.views.naming import first_mark, short_id
from tracktwo.views.tables import Cell, Column, Table

#: How many digits of a judgement's id are shown.
SHOWN = 8

_DID = {
    JudgementAct.ACCEPT: "accepted",
    JudgementAct.REJECT: "rejected",
    JudgementAct.CORRECT: "corrected",
    JudgementAct.SAME: "said to be the same",
    JudgementAct.DISTINCT: "said to be different",
    JudgementAct.LEVEL: "given a level",
    JudgementAct.FULFILS: "said whether it was kept",
    JudgementAct.UNDO: "taken back",
}
#: What holds while people contradict one another, by what they differ on.
MEANWHILE = {
    Matter.ENTRY: "until one is taken back, neither holds: the entry stands as it is read, marked as disputed",
    Matter.FIELD: "until one is taken back, neither holds: the field stands as it was read",
    Matter.IDENTITY: "until one is taken back, they are kept apart",
    Matter.LEVEL: "until one is taken back, the more confidential level holds",
    Matter.FULFILMENT: "until one is taken back, neither holds",
}


def says(judgement: Judgement) -> str:
    """What a judgement says, besides whom it is about: ``corrected: party is PAK``."""
    said, did = judgement.says, _DID[judgement.act]
    match judgement.act:
        case JudgementAct.CORRECT:
            return f"{did}: {said['field']} is {value_in_words(said['value'])}"
        case JudgementAct.SAME | JudgementAct.DISTINCT:
            return f"{did} {said['as']}"
        case JudgementAct.LEVEL:
            return f"{did}: {said['level']}"
        case JudgementAct.FULFILS:
            return f"said to be {'kept in part' if said['verdict'] == 'partly' else _kept(said['verdict'])}"
        case JudgementAct.UNDO:
            return f"{did}: judgement {(judgement.subject.judgement or '')[:SHOWN]}"
        case _:
            return did


def signed(judgement: Judgement) -> str:
    """A judgement in one line: ``5ac3e1f0  2031-01-01 12:00  Ada  accepted (reason)``."""
    when = judgement.made[:16].replace("T", " ")
    why = f" ({judgement.reason})" if judgement.reason else ""
    return f"{judgement.id[:SHOWN]}  {when}  {judgement.author}  {says(judgement)}{why}"


def judgements_table(gate: Gate, review: Review, judgements: Sequence[Judgement]) -> Table:
    """Judgements with what became of them."""
    holding = {j.id for j in review.standing}
    waiting = {p.judgement.id: p.reason for p in review.pending()}
    disputed = {j.id for conflict in review.conflicts() for j in conflict.judgements}
    overtaken = {p.judgement.id: p.reason for p in review.overtaken()}
    columns = (
        Column("judgement"), Column("made"), Column("author", share=1), Column("says", share=2),
        Column("about", share=3), Column("reason", share=2), Column("state", share=1),
        Column("id", is_shown=False), Column("entries", is_shown=False), Column("act", is_shown=False),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for judgement in judgements:
        state = "holds" if judgement.id in holding else "taken back"
        if judgement.id in waiting:
            state = f"waits: {waiting[judgement.id]}"
        elif judgement.id in disputed:
            state = "in conflict"
        elif judgement.id in overtaken:
            state = f"holds for the text before: {overtaken[judgement.id]}"
        about = "; ".join(_about(gate, judgement))
        names = tuple(ref.claim for ref in judgement.subject.refs)
        when = judgement.made[:16].replace("T", " ")
        rows.append((
            judgement.id[:SHOWN], when, judgement.author, says(judgement), about, judgement.reason, state,
            judgement.id, names, judgement.act.value,
        ))  # fmt: skip
    return Table(columns, tuple(rows), "no judgements")


def conflicts_to_text(gate: Gate, conflicts: Iterable[Conflict]) -> str:
    """One paragraph a contradiction: what it is about, who says what, and what holds meanwhile."""
    found = ["\n".join(_conflict(gate, conflict)) + "\n" for conflict in conflicts]
    return "\n".join(found) if found else "no conflicts\n"


def conflicts_to_json(conflicts: Iterable[Conflict]) -> list[dict[str, Any]]:
    """The same for a program."""
    return [
        {
            "matter": c.matter.value, "about": list(c.about), "field": c.field, "meanwhile": MEANWHILE[c.matter],
            "judgements": [{"id": j.id, "author": j.author, "made": j.made, "says": says(j)} for j in c.judgements],
        }
        for c in conflicts
    ]  # fmt: skip


def history_to_text(gate: Gate, review: Review, entry: ClaimEntry[Claim]) -> str:
    """Everything that happened to an entry: read, judged, corrected, upheld."""
    title = entry.document.title or entry.document.url or entry.document.path or "standard input"
    lines = [
        f"{short_id(entry.id)}  {describe(entry.claim)}",
        f"  in {first_mark(gate, entry.claim)} {title}",
        "",
    ]
    lines += [f"  {line}" for line in _came(review, entry)]
    judgements = review.on_claim(entry.id)
    lines += ["", "judgements:" if judgements else "nobody judged it"]
    undone = _undone_by(review.everything)
    for judgement in judgements:
        lines.append(f"  {signed(judgement)}")
        lines += [
            f"            taken back by {u.author}, {u.id[:SHOWN]}" for u in undone.get(judgement.id, ())
        ]
    lines += ["", *_now(review, entry)]
    own = [c for c in review.conflicts() if entry.id in c.about]
    lines += ["", "conflicts:", *(line for c in own for line in _conflict(gate, c))] if own else []
    return "\n".join(lines) + "\n"


def history_to_json(gate: Gate, review: Review, entry: ClaimEntry[Claim]) -> dict[str, Any]:
    """The same for a program."""
    holding = {j.id for j in review.standing}
    return {
        "entry": entry.id, "class": entry.kind, "citation": first_mark(gate, entry.claim),
        "document": entry.document.id,
        "added": entry.added, "made_by": entry.made_by, "retired": entry.retired, "verdict": entry.verdict,
        "is_corrected": entry.is_corrected, "is_upheld": entry.is_upheld, "level": entry.level.value,
        "now": claim_to_json(entry.claim), "as_read": claim_to_json(review.as_read(entry.id)),
        "readings": [
            {"made_by": r.made_by, "at": r.at, "added": r.added, "renewed": r.renewed, "retired": r.retired}
            for r in review.readings_of(entry.document.id)
        ],
        "judgements": [
            {"id": j.id, "act": j.act.value, "author": j.author, "made": j.made, "reason": j.reason,
             "payload": j.says or None, "holds": j.id in holding, "undoes": j.subject.judgement}
            for j in review.on_claim(entry.id)
        ],
        "conflicts": conflicts_to_json(c for c in review.conflicts() if entry.id in c.about),
    }  # fmt: skip


def _came(review: Review, entry: ClaimEntry[Claim]) -> list[str]:
    lines = [f"came into the record {entry.added} by {entry.made_by}"]
    # The reading that made it is the first that did not come before it; the others are later ones.
    later = [r for r in review.readings_of(entry.document.id) if r.at >= entry.added][1:]
    lines += [
        f"its document was read again {r.at} by {r.made_by}: {r.added} added, {r.retired} no longer made"
        for r in later
    ]
    if entry.retired:
        by = next((r.made_by for r in later if r.at == entry.retired), "a later reading")
        lines.append(f"no longer made since {entry.retired}, when {by} read the document")
    return lines


def _now(review: Review, entry: ClaimEntry[Claim]) -> list[str]:
    if entry.verdict == "rejected":
        state = "rejected: lists and briefs leave it out"
    elif entry.is_upheld:
        state = "upheld by a person alone: the last reading does not make it"
    elif entry.retired:
        state = "no longer made: lists and briefs leave it out"
    else:
        state = "current"
    marked = f", {entry.verdict}" if entry.verdict not in (None, "rejected") else ""
    lines = [f"now: {state}{marked}"]
    later = [short_id(name) for name in review.meant_by(entry.id)]
    lines += (
        [f"  what was judged of it holds for {', '.join(later)}, which was read in its place"]
        if later
        else []
    )
    was, now = (claim_to_json(c) for c in (review.as_read(entry.id), entry.claim))
    if entry.is_corrected:
        changed = [name for name in now if name not in ("confidence", "nested_in") and was[name] != now[name]]
        lines += [
            f"  {name}: {value_in_words(now[name])}, read as {value_in_words(was[name])}" for name in changed
        ]
    return lines


def _conflict(gate: Gate, conflict: Conflict) -> list[str]:
    about = [_named(gate, name) for name in conflict.about]
    what = f", on {conflict.field}" if conflict.field else ""
    head = f"{conflict.matter.value}{what}: {about[0]}"
    more = [f"{' ' * len(conflict.matter.value)}  {name}" for name in about[1:]]
    return [head, *more, *(f"  {signed(j)}" for j in conflict.judgements), f"  {MEANWHILE[conflict.matter]}"]


def _about(gate: Gate, judgement: Judgement) -> list[str]:
    subject = judgement.subject
    if subject.document is not None:
        try:
            return [_named(gate, subject.document)]
        except UsageError:
            return [subject.document[7:19]]
    return [_ref(gate, ref) for ref in subject.refs]


def _ref(gate: Gate, ref: ClaimRef) -> str:
    try:
        return _named(gate, ref.claim)
    except UsageError:
        said = ", ".join(value for _, value in ref.says)
        return f"{short_id(ref.claim)} ({ref.kind}: {said[:60]})"


def _named(gate: Gate, name: str) -> str:
    if name.startswith("sha256:"):
        entry = gate.entry(name)
        return f"{entry.short} ({entry.name})"
    found = gate.claim(name)
    return f"{short_id(found.id)} ({describe(found.claim)[:100]}) in {first_mark(gate, found.claim)}"


def _undone_by(judgements: Iterable[Judgement]) -> Mapping[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for judgement in standing(judgements):
        if judgement.subject.judgement is not None:
            found.setdefault(judgement.subject.judgement, []).append(judgement)
    return found


def _kept(verdict: str) -> str:
    return "kept" if verdict == "met" else "not kept"


def value_in_words(value: Any) -> str:
    """A field's value in words."""
    if value in (None, [], ""):
        return "unknown"
    if isinstance(value, dict):
        named = [str(v) for k, v in value.items() if v not in (None, []) and k != "party"]
        party = f" ({value['party']})" if value.get("party") else ""
        return f"{', '.join(named)}{party}".strip()
    if isinstance(value, list):
        is_span = len(value) == 2 and all(isinstance(n, int) for n in value)
        return f"{value[0]}-{value[1]}" if is_span else "; ".join(map(value_in_words, value))
    return str(value)
