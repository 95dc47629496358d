"""What the judgements of several people on one claim come to: pure functions from judgements to effects.

Each person's latest word on a matter is that person's view; clocks of different people are never compared. Where
views contradict one another none of them holds, the contradiction is named, and what is said of the claim
besides still holds. Where judgements are kept, and which claim they mean by now, is decided elsewhere.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import Any, TypeVar

from tracktwo.model.judgement import Judgement, JudgementAct, Thing, canonical
from tracktwo.model.levels import Level
from tracktwo.model.rulings import Pair, Rulings, pair

K = TypeVar("K", bound=Hashable)


class Verdict(StrEnum):
    """What people think of a claim."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    #: Somebody accepts or corrects what somebody else rejects, or two correct one field differently.
    DISPUTED = "disputed"


class Matter(StrEnum):
    """What people contradict one another about."""

    #: Whether an entry is right at all.
    ENTRY = "entry"
    #: What a field of it has to say.
    FIELD = "field"
    #: Whether two entries tell of the same.
    IDENTITY = "identity"
    #: Who may see it.
    LEVEL = "level"
    #: Whether a commitment was kept.
    FULFILMENT = "fulfilment"


@dataclass(frozen=True, slots=True)
class Effect:
    """What the judgements on one claim, or on one document, come to."""

    verdict: Verdict | None = None
    #: Values of corrected fields as JSON, by field; those that are disputed are left out.
    corrections: tuple[tuple[str, str], ...] = ()
    #: Whether anybody corrects a field of it, disputed corrections included.
    is_corrected: bool = False
    #: The most confidential level that anybody sets; None where nobody does.
    level: Level | None = None
    #: Whether a commitment was kept, and by what, as JSON; None where nobody says or people differ.
    fulfilment: str | None = None

    @property
    def values(self) -> tuple[tuple[str, Any], ...]:
        """The corrections with their values."""
        return tuple((field, json.loads(value)) for field, value in self.corrections)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Judgements that contradict one another."""

    matter: Matter
    #: Ids of the claims, or of the document, that they are about.
    about: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    #: The field, where it is about one.
    field: str | None = None


#: Nobody judged it.
NO_EFFECT = Effect()


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that are not taken back, by an undoing that is itself not taken back; in order of their making."""
    by_id = {j.id: j for j in judgements}
    undone_by: defaultdict[str, list[str]] = defaultdict(list)
    for name, judgement in by_id.items():
        if judgement.subject.judgement is not None:
            undone_by[judgement.subject.judgement].append(name)
    holds: dict[str, bool] = {}
    for start in by_id:
        # Not by recursion: a chain of undoings can be as long as an imported file.
        waiting = [start]
        while waiting:
            name = waiting[-1]
            open_undoings = [u for u in undone_by[name] if u not in holds]
            if open_undoings and name not in holds:
                waiting += open_undoings
                continue
            waiting.pop()
            holds[name] = not any(holds[u] for u in undone_by[name])
    return tuple(sorted((j for name, j in by_id.items() if holds[name]), key=lambda j: j.order))


def effect_of(judgements: Sequence[Judgement]) -> Effect:
    """What standing judgements on one claim, or one document, come to together."""
    views = _views(judgements, _ON_ENTRY)
    rejects = {author for author, j in views.items() if j.act is JudgementAct.REJECT}
    keeps = views.keys() - rejects
    fields = {
        field: {canonical(j.says["value"]) for j in by_author.values()}
        for field, by_author in _corrections(judgements, rejects).items()
    }
    disputed = bool(rejects and keeps) or any(len(values) > 1 for values in fields.values())
    verdict = None
    if disputed:
        verdict = Verdict.DISPUTED
    elif rejects:
        verdict = Verdict.REJECTED
    elif any(_accepts(judgements, author) for author in keeps):
        verdict = Verdict.ACCEPTED
    levels = [Level(j.says["level"]) for j in _views(judgements, {JudgementAct.LEVEL}).values()]
    kept = {j.payload for j in _views(judgements, {JudgementAct.FULFILS}).values()}
    return Effect(
        verdict,
        tuple(sorted((field, min(values)) for field, values in fields.items() if len(values) == 1)),
        bool(fields),
        max(levels, default=None),
        kept.pop() if len(kept) == 1 else None,
    )


def conflicts_on(about: str, judgements: Sequence[Judgement]) -> tuple[Conflict, ...]:
    """The contradictions among standing judgements on one claim or document."""
    found: list[Conflict] = []
    views = _views(judgements, _ON_ENTRY)
    rejects = {author for author, j in views.items() if j.act is JudgementAct.REJECT}
    if rejects and views.keys() - rejects:
        found.append(Conflict(Matter.ENTRY, (about,), _in_order(views.values())))
    for field, by_author in sorted(_corrections(judgements, rejects).items()):
        if len({j.payload for j in by_author.values()}) > 1:
            found.append(Conflict(Matter.FIELD, (about,), _in_order(by_author.values()), field))
    for matter, act in ((Matter.LEVEL, JudgementAct.LEVEL), (Matter.FULFILMENT, JudgementAct.FULFILS)):
        latest = _views(judgements, {act})
        if len({j.payload for j in latest.values()}) > 1:
            found.append(Conflict(matter, (about,), _in_order(latest.values())))
    return tuple(found)


#: Which claims a judgement means by now, group by group.
Meant = Callable[[Judgement], Sequence[Sequence[str]]]


def rulings_on(
    judgements: Iterable[Judgement], thing: Thing, meant: Meant
) -> tuple[Rulings, tuple[Conflict, ...]]:
    """What standing judgements say of entries that tell of one sort of thing, as :func:`rulings_from` does.

    Whoever says that two accounts are of one round says that they are of one dialogue.
    """
    saying = {thing, Thing.ROUNDS} if thing is Thing.DIALOGUES else {thing}
    own = [
        j for j in judgements
        if j.act in (JudgementAct.SAME, JudgementAct.DISTINCT) and j.thing in saying
        and (j.thing is thing or j.act is JudgementAct.SAME)
    ]  # fmt: skip
    return rulings_from(own, meant)


def rulings_from(judgements: Iterable[Judgement], meant: Meant) -> tuple[Rulings, tuple[Conflict, ...]]:
    """What standing judgements say of pairs of entries, and where they contradict one another.

    Where one person says that two entries are the same and another that they are not, they are kept apart:
    two things shown as one mislead, one thing shown twice does not.
    """
    said: defaultdict[Pair, dict[str, Judgement]] = defaultdict(dict)
    for judgement in sorted(judgements, key=lambda j: j.order):
        for both in _pairs(judgement, meant(judgement)):
            said[both][judgement.author] = judgement
    distinct = frozenset(
        both for both, by_author in said.items() if _acts(by_author) & {JudgementAct.DISTINCT}
    )
    same = frozenset(both for both, by_author in said.items() if _acts(by_author) & {JudgementAct.SAME})
    rulings = Rulings(same, distinct)
    contradictory = rulings.suspended | rulings.distinct
    conflicts = []
    for clash in rulings.clashes:
        inside = [both for both in contradictory if clash.issuperset(both)]
        involved = (j for both in inside for j in said[both].values())
        conflicts.append(Conflict(Matter.IDENTITY, tuple(sorted(clash)), _in_order(involved)))
    return rulings, tuple(conflicts)


_ON_ENTRY = frozenset({JudgementAct.ACCEPT, JudgementAct.REJECT, JudgementAct.CORRECT})


def _views(judgements: Iterable[Judgement], acts: Iterable[JudgementAct]) -> dict[str, Judgement]:
    """Each author's latest judgement of these acts."""
    wanted = frozenset(acts)
    return _latest(judgements, lambda j: j.author if j.act in wanted else None)


def _latest(judgements: Iterable[Judgement], key: Callable[[Judgement], K | None]) -> dict[K, Judgement]:
    found: dict[K, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: j.order):
        name = key(judgement)
        if name is not None:
            found[name] = judgement
    return found


def _corrections(
    judgements: Sequence[Judgement], rejects: Iterable[str]
) -> Mapping[str, Mapping[str, Judgement]]:
    """For each field that is corrected: each author's latest correction, unless the author rejects it all."""
    silent = frozenset(rejects)
    corrects = [j for j in judgements if j.act is JudgementAct.CORRECT and j.author not in silent]
    found: defaultdict[str, dict[str, Judgement]] = defaultdict(dict)
    for (field, author), judgement in _latest(corrects, lambda j: (j.says["field"], j.author)).items():
        found[field][author] = judgement
    return found


def _accepts(judgements: Sequence[Judgement], author: str) -> bool:
    """Whether an author who keeps the entry said so since last rejecting it."""
    own = [
        j for j in judgements if j.author == author and j.act in (JudgementAct.ACCEPT, JudgementAct.REJECT)
    ]
    return bool(own) and max(own, key=lambda j: j.order).act is JudgementAct.ACCEPT


def _pairs(judgement: Judgement, groups: Sequence[Sequence[str]]) -> set[Pair]:
    if judgement.act is JudgementAct.SAME:
        members = sorted({name for group in groups for name in group})
        return {pair(a, b) for a, b in combinations(members, 2)}
    if judgement.act is JudgementAct.DISTINCT:
        return {
            pair(a, b) for one, other in combinations(groups, 2) for a, b in product(one, other) if a != b
        }
    return set()


def _acts(by_author: Mapping[str, Judgement]) -> set[JudgementAct]:
    return {j.act for j in by_author.values()}


def _in_order(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    return tuple(sorted({j.id: j for j in judgements}.values(), key=lambda j: j.order))
