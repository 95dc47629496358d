"""Nothing has happened yet on a day after the page that tells of it: what is told as held then is planned.

Which day a text means, and how its words stand to fact, is decided elsewhere; here the two are held together.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from tracktwo.model import Change, Engagement, Round, StateChange, Status
from tracktwo.model.dates import Edtf, is_edtf

#: Pages are dated west of what they report: a day later is still the same one.
_SLACK = timedelta(1)
_DONE = frozenset({Change.STARTED, Change.RESUMED, Change.CONCLUDED})


def planned_engagements(found: Iterable[Engagement], published: str | None) -> tuple[Engagement, ...]:
    """Contacts, those of days to come as planned."""
    return tuple(
        replace(e, status=Status.PLANNED) if e.status is Status.HELD and _is_to_come(e.when, published) else e
        for e in found
    )


def planned_rounds(found: Iterable[Round], published: str | None) -> tuple[Round, ...]:
    """Rounds, those of days to come as planned."""
    return tuple(
        replace(r, status=Status.PLANNED) if r.status is Status.HELD and _is_to_come(r.when, published) else r
        for r in found
    )


def scheduled_states(found: Iterable[StateChange], published: str | None) -> tuple[StateChange, ...]:
    """What became of talks; what is to begin or end on a day to come is scheduled, each once."""
    told = [
        replace(s, change=Change.SCHEDULED) if s.change in _DONE and _is_to_come(s.when, published) else s
        for s in found
    ]
    kept: list[StateChange] = []
    for state in told:
        known = (state.change, state.dialogue, state.when)
        if state.change is Change.SCHEDULED and any((s.change, s.dialogue, s.when) == known for s in kept):
            continue
        kept.append(state)
    return tuple(kept)


def is_past(when: str | None, published: str | None) -> bool:
    """Whether a time was over when the page was published, so that nothing is due by it."""
    if not when or not published or not is_edtf(when) or not is_edtf(published):
        return False
    last, page = Edtf.parse(when).end, Edtf.parse(published).start
    told = last.latest() if last is not None else None
    now = page.earliest() if page is not None else None
    return told is not None and now is not None and told < now


def _is_to_come(when: str | None, published: str | None) -> bool:
    if not when or not published or not is_edtf(when) or not is_edtf(published):
        return False
    first, page = Edtf.parse(when).start, Edtf.parse(published).end
    begins = first.earliest() if first is not None else None
    told: date | None = page.latest() if page is not None else None
    return begins is not None and told is not None and begins > told + _SLACK
