"""Father and son of one name told apart: by what stands behind a name, and by years where one name says more.

Which names are alike is decided elsewhere. The outcome depends on name, office and year of publication only.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from tracktwo.model import Entry, Person
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.name_parts import Words, generation, without_muhammad, words
from tracktwo.resolution.names import is_shorter
from tracktwo.resolution.posts import Likeness, likeness

#: Years without a word after which a name without the middle name, or without "Jr.", may be the father's or the son's.
#: Of one person in public life hardly so many go by; between a father and a son in office at least a few more do.
GENERATION = 10

Entries = tuple[Entry[Person], ...]


def generations_apart(entries: Sequence[Entry[Person]]) -> tuple[Entries, ...]:
    """Take apart the generations of a family whom one name, or a shorter form of it, put together."""
    return tuple(part for some in _by_mark(entries) for part in _by_form(some))


def _by_mark(entries: Sequence[Entry[Person]]) -> list[Entries]:
    """Junior apart from senior; who is called neither goes with the one whom years and offices allow."""
    marks = {e.id: generation(e.claim.name) for e in entries}
    told = sorted({mark for mark in marks.values() if mark})
    if not told:
        return [tuple(entries)]
    marked = {mark: [e for e in entries if marks[e.id] == mark] for mark in told}
    home: dict[str, int] = {}
    for era in _eras([e for e in entries if marks[e.id] is None]):
        fitting = [mark for mark in told if _may_be_one(era, marked[mark])]
        home |= {e.id: fitting[0] for e in era if len(fitting) == 1}
    of = {e.id: marks[e.id] or home.get(e.id) for e in entries}
    parts = [tuple(e for e in entries if of[e.id] == mark) for mark in (*told, None)]
    return [part for part in parts if part]


def _may_be_one(plain: Entries, marked: Sequence[Entry[Person]]) -> bool:
    mine, theirs = ([y for e in some if (y := year_of(e)) is not None] for some in (plain, marked))
    if mine and theirs and min(abs(a - b) for a in mine for b in theirs) >= GENERATION:
        return False
    own, others = ({e.claim.office for e in some if e.claim.office} for some in (plain, marked))
    found = [likeness(a, b) for a in own for b in others]
    return not found or any(alike is not Likeness.OTHER for alike in found)


def _by_form(entries: Entries) -> list[Entries]:
    """Times of one name with a generation of silence between stay together only if one form of it bridges that."""
    forms = {e.id: without_muhammad(words(e.claim.name)) for e in entries}
    eras = _eras(entries)
    if len(eras) < 2 or not any(is_shorter(a, b) for a in set(forms.values()) for b in set(forms.values())):
        return [entries]
    of_era = [frozenset(forms[e.id] for e in era) for era in eras]
    pairs = [(a, b) for a, b in combinations(range(len(eras)), 2) if _bridged(of_era[a], of_era[b])]
    groups = connected(range(len(eras)), pairs)
    members = [{e.id for number in group for e in eras[number]} for group in groups]
    return [tuple(e for e in entries if e.id in own) for own in members]


def _bridged(ones: frozenset[Words], others: frozenset[Words]) -> bool:
    """Whether a name of one time says as much as one of the other."""
    return any(not is_shorter(a, b) and not is_shorter(b, a) for a in ones for b in others)


def _eras(entries: Sequence[Entry[Person]]) -> list[Entries]:
    """Entries by times between which a generation passed in silence; those without a date by themselves."""
    years = sorted({year for e in entries if (year := year_of(e)) is not None})
    starts = [b for a, b in pairwise(years) if b - a >= GENERATION]
    if not starts:
        return [tuple(entries)] if entries else []
    eras = [
        tuple(e for e in entries if (y := year_of(e)) is not None and sum(y >= s for s in starts) == number)
        for number in range(len(starts) + 1)
    ]
    undated = tuple(e for e in entries if year_of(e) is None)
    return [era for era in (*eras, undated) if era]


def year_of(entry: Entry[Person]) -> int | None:
    """The year in which the document that names somebody was published."""
    year = (entry.document.published or "")[:4]
    return int(year) if year.isdigit() else None
