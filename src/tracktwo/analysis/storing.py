"""Gives pages of a dialogue from the record where they are stored and hold, else from the dialogue's dossier.

Whether a page holds is asked of what the dialogue rests on, so that nothing of the dialogue itself is read for it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from tracktwo.analysis.basis import Basis
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.looking_day import LookingDay
from tracktwo.analysis.opening import _find, _opened, find_dossier
from tracktwo.record import Gate, SeriesEntry, State, StoredPage

#: Bytes, packed, that weigh as much as one document that is held in memory.
A_DOCUMENT = 50_000


def page_of_dialogue(
    gate: Gate,
    words: str,
    what: Hashable,
    today: date,
    make: Callable[[Dossier, date], bytes],
    *,
    is_stored: bool = True,
) -> bytes:
    """A page of a dialogue, found by ``words``, as one sees it today; kept, and stored, as long as it holds.

    ``make`` makes it of the dossier and the day, and must use no other day; ``what`` says which page it is, by its
    spelling. With ``is_stored`` it is looked for in the record, and stored there.

    Raises:
        UsageError: there is no such dialogue, or the words fit several.
    """
    kept = gate.kept
    if kept is None:
        return gate.remembered(
            ("page of", words, what, today), lambda: make(find_dossier(gate, words), today), _weight
        )
    day, found = LookingDay.of(today).plain, _find(gate, kept, words)

    def afresh() -> _Page:
        opened, looking = _opened(gate, kept, found), LookingDay.of(day)
        page = make(opened.dossier, looking)
        return _Page(opened.basis, looking.last, page)

    def made() -> _Page:
        if not is_stored:
            return afresh()
        page = _stored(gate, found, what, day)
        if page is None:
            with gate.giving() as given:
                page = afresh()
            stored = StoredPage(page.basis.written, page.last, page.packed)
            gate.store(found.key, (found.number, what), day, stored, given)
        return page

    page = gate.remembered(
        _name(found, what, day), made, lambda page: _weight(page.packed), _holding(gate, found)
    )
    if isinstance(today, LookingDay):
        today.note(page.last)
    return page.packed


def kept_page_of_dialogue(gate: Gate, words: str, what: Hashable, today: date) -> bytes | None:
    """What :func:`page_of_dialogue` would give, if it need not be made; else None.

    Raises:
        UsageError: there is no such dialogue, or the words fit several.
    """
    kept = gate.kept
    if kept is None:
        packed: bytes | None = gate.recalled(("page of", words, what, today), lambda value, since: False)
        return packed
    found = _find(gate, kept, words)
    name, holds = _name(found, what, today), _holding(gate, found)
    page: _Page | None = gate.recalled(name, holds)
    if page is None:
        stored = _stored(gate, found, what, today)
        if stored is None:
            return None
        # The next reader need not look for it in the record, nor prove anew that it holds. It is read once more, so
        # that what it was made of is noted for him as well.
        page = gate.remembered(
            name,
            lambda: _stored(gate, found, what, today) or stored,
            lambda one: _weight(one.packed),
            holds,
        )
    return page.packed


def series_of_dialogue(gate: Gate, words: str) -> SeriesEntry | None:
    """What the record keeps of a dialogue, found by ``words``, of which nothing needs to be worked out; None where it
    keeps none.

    Raises:
        UsageError: there is no such dialogue, or the words fit several.
    """
    kept = gate.kept
    return _find(gate, kept, words) if kept is not None else None


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with what it rests on, and the last day on which it is the same."""

    basis: Basis
    last: date
    packed: bytes


def _stored(gate: Gate, found: SeriesEntry, what: Hashable, today: date) -> _Page | None:
    def holds(basis: str, since: State) -> bool:
        return Basis.read(basis).holds(gate, found.number, since)

    page = gate.stored(found.key, (found.number, what), today, holds)
    return _Page(Basis.read(page.basis), page.until, page.packed) if page is not None else None


def _holding(gate: Gate, found: SeriesEntry) -> Callable[[_Page, State], bool]:
    return lambda page, since: page.basis.holds(gate, found.number, since)


def _name(found: SeriesEntry, what: Hashable, today: date) -> Hashable:
    return "page of dialogue", found.key, what, today


def _weight(page: bytes) -> float:
    return len(page) / A_DOCUMENT
