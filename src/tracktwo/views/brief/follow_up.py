"""Sections on promises: who owes what to whom by when, and how it stands."""

from collections.abc import Iterable, Sequence

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.fulfilment import is_past_form
from tracktwo.analysis.likeness import content_words
from tracktwo.analysis.own_matters import is_of_the_talks
from tracktwo.analysis.promises import Due, Promise, promises
from tracktwo.analysis.versions import words_of_promise
from tracktwo.lexicon import load
from tracktwo.model import Citation, Commitment
from tracktwo.views.brief.options import BriefOptions
from tracktwo.views.brief.phrasing import (
    capitalised,
    dated,
    evidence_of,
    label,
    line_of,
    sides,
    without_stop,
)
from tracktwo.views.lines import Grid, Line, Row, Section
from tracktwo.views.wording import date_in_words, due_in_words

#: A promise without a day and with fewer words that say something is left out of briefs; the ledger has it.
_FEWEST = 2
#: Fewer words than these, with a preposition among them, are shown with their clause: "arrive in March" leaves open
#: who does.
_FEW = 4
#: A clause of more characters is not shown in place of the words of a promise.
_LONGEST = 240

_NOTHING = "No document tells of a commitment of either side."

#: How a promise stands, as a heading and in one line.
STANDING = {
    Due.OVERDUE: "overdue as far as these documents tell",
    Due.OPEN: "open",
    Due.SLIPPED: "promised again for a later time",
    Due.UNDATED: "open, no date given",
    Due.PERHAPS_MET: "perhaps met, to be confirmed",
    Due.MET: "met, as confirmed",
    Due.DROPPED: "dropped",
    Due.SUPERSEDED: "replaced by another promise",
}


def telling_promises(dossier: Dossier, options: BriefOptions) -> tuple[Promise, ...]:
    """The promises whose words say what is promised: "answer" without a day is nothing that could be followed up."""
    found = promises(dossier, options.as_of, options.rulings)
    theirs = (p for p in found if _is_theirs(p, dossier.series.parties))
    return tuple(p for p in theirs if p.due_date or p.account or _says_enough(p))


def _is_theirs(promise: Promise, parties: tuple[str, ...]) -> bool:
    """Whether it is promised to a side, or is no matter of talks with somebody else."""
    told, document = promise.entry.claim, promise.entry.document
    return bool(set(told.to) & set(parties)) or is_of_the_talks(document, told.what[0], told.by, parties)


def _says_enough(promise: Promise) -> bool:
    return len(content_words(words_of_promise(promise.entry.claim.what))) >= _FEWEST


def commitments_section(dossier: Dossier, options: BriefOptions) -> Section:
    """All promises, by how they stand."""
    found = telling_promises(dossier, options)
    lines: list[Line] = []
    for due, heading in STANDING.items():
        own = [p for p in found if p.due is due]
        if own:
            lines.append(label(capitalised(heading)))
            lines += [promise_line(p) for p in own]
    return Section("Commitments", tuple(lines), _NOTHING)


def promise_line(promise: Promise) -> Line:
    """One promise: by whom to whom, the words, when it was made and due, and what may have settled it."""
    told = promise.entry.claim
    return line_of(
        f"{_who(told)}: ",
        _what(promise),
        f" – {_made(promise)}{_due(promise)}{_settled(promise)}.",
        evidence=_evidence(promise),
        depth=1,
    )


def follow_up_sections(dossier: Dossier, options: BriefOptions) -> Iterable[Section]:
    """A list for each side that owes something, the others' first where it is known whom the brief is for."""
    found = telling_promises(dossier, options)
    owing = {p.entry.claim.by for p in found}
    order = sorted(owing, key=lambda by: (options.side in by, len(by), by))
    if not found:
        yield Section("What was promised", (), _NOTHING)
    for by in order:
        yield _list(by, [p for p in found if p.entry.claim.by == by])


def _list(by: Sequence[str], own: Sequence[Promise]) -> Section:
    ranked = sorted(own, key=lambda p: (list(STANDING).index(p.due), p.due_date or "~"))
    rows = tuple(_row(p) for p in ranked)
    return Section(
        f"Owed by {sides(by)}", (), _NOTHING, Grid(("What", "Due", "How it stands"), rows, is_list=True)
    )


def _row(promise: Promise) -> Row:
    told = promise.entry.claim
    to = f"To {sides(told.to)}: " if told.to else ""
    what = line_of(to, _what(promise), f" ({_made(promise)})", evidence=_evidence(promise))
    due = line_of(due_in_words(promise.due_date) if promise.due_date else "–", evidence=())
    return Row(what, ((due,), tuple(_standing_lines(promise))))


def _standing_lines(promise: Promise) -> Iterable[Line]:
    """How it stands, and the words that tell so."""
    yield line_of(f"{capitalised(STANDING[promise.due])}{_slipped(promise)}", evidence=())
    if promise.account:
        cited = promise.account.citation
        when = f" ({date_in_words(promise.account.day)})" if promise.account.day else ""
        yield line_of(cited, when, evidence=[cited])


def _what(promise: Promise) -> Citation:
    """The words that say what is promised; with their clause where they begin with no verb one could do, or do not say
    of what.

    "Completed by May" leaves open what; "the transfer would be completed by May" does not.
    """
    told, document = promise.entry.claim, promise.entry.document
    what, clause = told.what[0], told.evidence[0]
    words = what.exact.split()
    is_passive = bool(words) and is_past_form(words[0].casefold())
    holds = clause.start <= what.start and what.end <= clause.end
    leaves_open = is_passive or (
        len(words) < _FEW
        and any(w.casefold() in load("function_words") or any(c.isdigit() for c in w) for w in words)
    )
    shown = clause if leaves_open and holds and len(clause.exact) <= _LONGEST else what
    return without_stop(shown, document)


def _who(told: Commitment) -> str:
    return f"{sides(told.by)}{f' to {sides(told.to)}' if told.to else ''}"


def _made(promise: Promise) -> str:
    return f"{promise.entry.claim.strength.value}, {dated(promise.entry.document.published)}"


def _due(promise: Promise) -> str:
    return f"; due {due_in_words(promise.due_date)}" if promise.due_date else ""


def _settled(promise: Promise) -> str:
    """What later documents tell that bears on the promise."""
    moved, later = _slipped(promise), promise.account
    if later is None:
        return moved
    when = date_in_words(later.day) if later.day else ""
    if promise.due is Due.PERHAPS_MET:
        return f"{moved}; what is told{f' of {when}' if when else ''} may be what was promised"
    return f"{moved}; as told{f', {when}' if when else ''}"


def _slipped(promise: Promise) -> str:
    return f"; promised again for {date_in_words(promise.slips[-1].to_due)}" if promise.slips else ""


def _evidence(promise: Promise) -> tuple[Citation, ...]:
    found = tuple(c for e in (promise.entry, *promise.repeated) for c in evidence_of(e))
    return (*found, *((promise.account.citation,) if promise.account else ()))
