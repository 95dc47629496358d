"""The position ledger: what each side said on each issue over time, and how that moved.

A movement compares a stance with the one before it by value and by wording. Silence is told only of a side that
went on speaking of other things; why a side moved, or fell silent, is not known here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from tracktwo.analysis.acts_shown import shown_by_acts, speakers_of
from tracktwo.analysis.days import named_day
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import IssueName, is_vague, name_issues
from tracktwo.analysis.once import once
from tracktwo.analysis.own_matters import is_of_the_talks
from tracktwo.analysis.sentences import sentence_around
from tracktwo.analysis.stances_told import REPORTED, Movement, Position, Told, moved
from tracktwo.analysis.strength import strength_of
from tracktwo.model import (
    Act,
    Citation,
    Engagement,
    Entry,
    Modality,
    Round,
    Span,
    Stance,
    StanceValue,
    Statement,
    Status,
)
from tracktwo.model.dates import Edtf, first_day

__all__ = ["Ledger", "Movement", "Position", "Told", "days_told", "moved", "position_ledger"]

#: A side has fallen silent on an issue when it spoke of other things on so many later days, the last of them so
#: long after. Set on the development cases of tests/cases/positions.yaml.
FEWEST_DAYS = 3
SILENCE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All positions of a dialogue's sides."""

    parties: tuple[str, ...]
    #: By issue, those most spoken of first, then in the order of the parties.
    positions: tuple[Position, ...]
    #: How every phrase of the stances was named.
    names: Mapping[str, IssueName]

    @property
    def issues(self) -> tuple[IssueName, ...]:
        """The issues, most spoken of first."""
        found: dict[str, IssueName] = {}
        for position in self.positions:
            found.setdefault(position.issue.name, replace(position.issue, turned=False))
        return tuple(found.values())


@once
def position_ledger(dossier: Dossier, until: date | None = None, also_named: Iterable[str] = ()) -> Ledger:
    """Lay out the stances of a dialogue's sides.

    Args:
        dossier: the dialogue, as far as the gate lets the reader see it.
        until: leave out what was published on a later day; None for everything.
        also_named: further phrases for issues, which are to share the names of the stances'.
    """
    # What statements are about is named with the rest, so that an issue has one name in every view.
    about = (i for known in dossier.statements for s in known.entries for i in s.claim.issues)
    own = {*(e.claim.issue for e in dossier.stances), *about}
    names = name_issues({*own, *also_named})
    # Further phrases mostly change no name of these.
    return Ledger(dossier.series.parties, _positions(dossier, until, {p: names[p] for p in own}), names)


def _is_theirs(entry: Entry[Stance], sides: tuple[str, ...]) -> bool:
    told = entry.claim
    return is_of_the_talks(entry.document, told.evidence[0], (told.party or "").split("+"), sides)


@once
def _positions(dossier: Dossier, until: date | None, names: Mapping[str, IssueName]) -> tuple[Position, ...]:
    statements = [s for known in dossier.statements for s in known.entries if _is_by(s, until)]
    said, days = _Statements(statements, dossier), days_told(dossier)
    stances = [e for e in dossier.stances if _is_by(e, until)]
    stances += shown_by_acts(dossier, names, statements)
    one_text = _one_text(dossier)
    by_place: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    parties, carried = dossier.series.parties, dossier.carried
    for entry in stances:
        theirs = carried.piece(("theirs", parties), (entry,), partial(_is_theirs, entry, parties))
        if not theirs or is_vague(names[entry.claim.issue]):
            continue
        told = _told(entry, names[entry.claim.issue], said, days.get(entry.document.id))
        for party in told.jointly:
            if party in parties:
                side = carried.piece(("side", party), (told,), partial(replace, told, party=party))
                by_place[told.issue.name, party].append(side)
    counts: defaultdict[str, int] = defaultdict(int)
    for (issue, _), own in by_place.items():
        counts[issue] += len(own)
    order = list(dossier.series.parties)
    places = sorted(by_place, key=lambda p: (-counts[p[0]], p[0], order.index(p[1])))
    found: list[Position] = []
    for place in places:
        held = by_place[place]
        what = ("position", tuple(one_text(t.entry.document.id) for t in held))
        position = dossier.carried.piece(what, held, partial(_position, held, one_text))
        dated = [t for t in position.told if t.movement is not Movement.UNDATED]
        silence = said.after(dated[-1]) if dated else ()
        found.append(replace(position, silence=silence) if silence else position)
    return tuple(found)


def _position(own: Sequence[Told], one_text: Callable[[str], str]) -> Position:
    """Where a side stands on an issue, but for whether it has fallen silent since."""
    folded = _folded(sorted(own, key=_in_time), one_text)
    dated = [t for t in folded if _is_dated(t)]
    undated = [replace(t, movement=Movement.UNDATED) for t in folded if not _is_dated(t)]
    moves = [replace(now, movement=moved(before, now)) for before, now in pairwise(dated)]
    told = (*dated[:1], *moves, *undated)
    return Position(own[0].party, replace(own[0].issue, turned=False), told)


def _folded(own: Sequence[Told], one_text: Callable[[str], str]) -> list[Told]:
    """The same stance in reprints, or worded alike on one day, as one.

    A report without a date, of what took place on a day or before, joins the one that is dated right after that day.
    """
    homes: dict[tuple[object, ...], int] = {}
    found: list[Told] = []
    for told in sorted(own, key=_is_open):
        words = " ".join(told.citation.exact.casefold().split())
        keys: list[tuple[object, ...]] = [
            (told.value, "text", one_text(told.entry.document.id)),
            (told.value, "words", words),
        ]
        if told.speaker:
            keys.append((told.value, told.speaker, told.day or told.entry.document.id))
        home = next((homes[k] for k in keys if k in homes), None)
        if home is None and _is_open(told):
            home = next((n for n, one in enumerate(found) if _reports(told, one)), None)
        if home is None:
            home = len(found)
            found.append(told)
        else:
            found[home] = replace(found[home], entries=(*found[home].entries, *told.entries))
        for key in keys:
            homes.setdefault(key, home)
    return sorted(found, key=_in_time)


def _is_open(told: Told) -> bool:
    """Whether it is only known after which day it was told."""
    return bool(told.day) and str(told.day).endswith("/..")


def _reports(told: Told, dated: Told) -> bool:
    """Whether a stance told after a day may be the one that the same speaker took by a report of these days."""
    if told.value is not dated.value or told.speaker is None or told.speaker != dated.speaker:
        return False
    after, day = first_day(told.day), first_day(dated.day)
    return after is not None and day is not None and timedelta() <= day - after <= REPORTED


@once
def days_told(dossier: Dossier) -> dict[str, str]:
    """When each document was published; of one without a date, the last day of what it tells of as held, or later.

    What has taken place cannot be told before it: "2022-10-12/.." says no more than that. Where nothing is told as
    held on a day, the day in the title stands for it: "Notes of the news conference, 12 October 2022".
    """
    found = {d.id: d.published for d in dossier.documents if d.published}
    contacts: list[tuple[str, Engagement | Round]] = [
        *((e.document.id, e.claim) for k in dossier.engagements for e in k.entries),
        *((e.document.id, e.claim) for k in dossier.rounds for e in k.entries),
    ]
    after: defaultdict[str, list[date]] = defaultdict(list)
    for document, told in contacts:
        last = _last_day(told.when) if told.status is Status.HELD else None
        if last and document not in found:
            after[document].append(last)
    told_by_contents = {*found, *after}
    for undated in dossier.documents:
        day = named_day(undated.title) if undated.title and undated.id not in told_by_contents else None
        if day is not None:
            after[undated.id].append(day)
    return found | {document: f"{max(own).isoformat()}/.." for document, own in after.items()}


def _told(entry: Entry[Stance], issue: IssueName, said: "_Statements", day: str | None) -> Told:
    claim, cited = entry.claim, entry.claim.evidence[0]
    statement = said.around(cited, claim.party)
    speaker = said.name_of(statement) if statement else None
    make = partial(_make_told, entry, issue, statement, speaker, day)
    return said.carried.piece(("told", issue, speaker, day), (entry, statement), make)


def _make_told(
    entry: Entry[Stance],
    issue: IssueName,
    statement: Entry[Statement] | None,
    speaker: str | None,
    day: str | None,
) -> Told:
    claim, cited = entry.claim, entry.claim.evidence[0]
    span = sentence_around(entry.document.text, cited.start, cited.end)
    words = entry.document.text[span.start : span.end]
    act = statement.claim.act if statement else Act.STATE
    modality = statement.claim.modality if statement else Modality.ACTUAL
    return Told(
        party=claim.party,
        issue=issue,
        value=_turned(claim.stance) if issue.turned else claim.stance,
        strength=strength_of(words, act, modality),
        entries=(entry,),
        said=statement,
        speaker=speaker,
        jointly=tuple(claim.party.split("+")),
        day=day,
    )


def _turned(value: StanceValue) -> StanceValue:
    return {StanceValue.FOR: StanceValue.AGAINST, StanceValue.AGAINST: StanceValue.FOR}.get(value, value)


class _Statements:
    """The statements of a dossier, to find the one around cited words and those after a day."""

    def __init__(self, entries: Sequence[Entry[Statement]], dossier: Dossier) -> None:
        self._speakers = speakers_of(dossier)
        self.carried = dossier.carried
        #: By party, its statements in the order of their ids, with the days of their documents.
        self._days: dict[str, list[tuple[Entry[Statement], date]]] = {}
        self._held: defaultdict[str, list[Entry[Statement]]] = defaultdict(list)
        self._by_party: defaultdict[str, list[Entry[Statement]]] = defaultdict(list)
        for entry in entries:
            self._held[entry.document.id].append(entry)
            for party in (entry.claim.party or "").split("+"):
                self._by_party[party].append(entry)

    def name_of(self, entry: Entry[Statement]) -> str | None:
        """The speaker by the fullest name that the record knows."""
        return self._speakers.find(entry.claim)[0]

    def around(self, cited: Citation, party: str) -> Entry[Statement] | None:
        """The statement whose content the cited words belong to, the side's own rather than another's."""
        beside = [e for e in self._held[cited.document] if _covers(e.claim, cited.span)]
        return min(beside, key=lambda e: (e.claim.party != party, _length(e), e.id), default=None)

    def after(self, last: Told) -> tuple[Entry[Statement], ...]:
        """The side's statements after its last stance, where they amount to silence on the issue; else none."""
        end = _last_day(last.day)
        if last.party not in self._days:
            own = sorted(self._by_party[last.party], key=lambda e: e.id)
            self._days[last.party] = [(e, d) for e in own if (d := first_day(e.document.published))]
        later = {d: e for e, d in self._days[last.party] if end and d > end}
        if end is None or len(later) < FEWEST_DAYS or max(later) - end < SILENCE:
            return ()
        return tuple(later[d] for d in sorted(later))


def _covers(said: Statement, span: Span) -> bool:
    return any(c.span.overlaps(span) for c in said.content)


def _length(entry: Entry[Statement]) -> int:
    return sum(c.end - c.start for c in entry.claim.content)


def _one_text(dossier: Dossier) -> Callable[[str], str]:
    """What stands for a document and for all that repeat its text."""
    first = {d: min(group) for group in dossier.witnesses.groups for d in group}
    return lambda document: first.get(document, document)


def _is_by(entry: Entry[Stance] | Entry[Statement], until: date | None) -> bool:
    first = first_day(entry.document.published)
    return until is None or first is None or first <= until


def _is_dated(told: Told) -> bool:
    return first_day(told.day) is not None


def _last_day(edtf: str | None) -> date | None:
    end = Edtf.parse(edtf).bounds()[1] if edtf else None
    return end - timedelta(days=1) if end else None


def _in_time(told: Told) -> tuple[date, str, int, str]:
    return first_day(told.day) or date.max, told.entry.document.id, told.citation.start, told.entry.id
