"""Namesakes of one side told apart by time and walk of life. Which names are alike is decided elsewhere."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from tracktwo.lexicon import load
from tracktwo.model import Entry, Person
from tracktwo.resolution.generations import GENERATION, generations_apart, year_of
from tracktwo.resolution.posts import is_former, office_words

#: Years without a word of somebody after which a document of that name tells of another person. Careers in
#: diplomacy span forty years, but not with thirty silent ones.
SILENCE = 30
#: An official who left office may be called an analyst as soon as this many years later.
CAREER = 2

Entries = tuple[Entry[Person], ...]


def namesakes_apart(entries: Sequence[Entry[Person]]) -> tuple[Entries, ...]:
    """Take apart what names alone put together: people of two ages, an official and a reporter of one name, a commander
    and a minister, father and son.

    The outcome depends on name, side, office and year of publication only; the order of ``entries`` is kept.
    """
    apart = (part for era in _eras(entries) for some in _walks(era) for part in _soldiers_apart(some))
    walks = (walk for some in apart for walk in _judges_apart(some))
    return tuple(part for walk in walks for part in generations_apart(walk))


def _eras(entries: Sequence[Entry[Person]]) -> list[Entries]:
    years = sorted({year for e in entries if (year := year_of(e)) is not None})
    starts = [b for a, b in pairwise(years) if b - a > SILENCE]
    if not starts:
        return [tuple(entries)]
    # Without a date nobody can say whose time it is: those stay by themselves.
    eras = [tuple(e for e in entries if _era(e, starts) == n) for n in (*range(len(starts) + 1), None)]
    return [era for era in eras if era]


def _era(entry: Entry[Person], starts: Sequence[int]) -> int | None:
    year = year_of(entry)
    return None if year is None else sum(year >= start for start in starts)


def _walks(entries: Entries) -> list[Entries]:
    """Those who hold no office, apart where somebody else of the name is in office at the time."""
    outside = [e for e in entries if _is_outside(e.claim.office)]
    left_out = {e.id for e in outside}
    in_office = [e for e in entries if e.claim.office and e.id not in left_out]
    clash = {e.id for e in outside if any(_at_one_time(e, other) for other in in_office)}
    if not clash:
        return [entries]
    return [tuple(e for e in entries if (e.id in clash) == is_apart) for is_apart in (False, True)]


def _soldiers_apart(entries: Entries) -> list[Entries]:
    """Commanders apart from ministers of the time, but of defence, and from officials of long before.

    Officers come to rule states, and so presidents and heads of governments of the time may be the same.
    """
    soldiers = [e for e in entries if _is_soldier(e.claim.office)]
    theirs = {e.id for e in soldiers}
    others = [e for e in entries if e.claim.office and e.id not in theirs]
    if not soldiers or not others or any(_is_both(e.claim.office) for e in others):
        return [entries]
    if not all(_are_two(a, b) for a in soldiers for b in others):
        return [entries]
    return [tuple(e for e in entries if (e.id in theirs) == is_apart) for is_apart in (False, True)]


def _judges_apart(entries: Entries) -> list[Entries]:
    """Judges and prosecutors apart from ambassadors of the same years, where nobody is called anything else."""
    bench = [e for e in entries if _is_of("bench", e.claim.office)]
    sitting = {e.id for e in bench}
    others = [e for e in entries if e.claim.office and e.id not in sitting]
    if not bench or not others or not all(_is_of("posted", e.claim.office) for e in others):
        return [entries]
    if not all(_within_a_year(a, b) for a in bench for b in others):
        return [entries]
    return [tuple(e for e in entries if (e.id in sitting) == is_apart) for is_apart in (False, True)]


@cache
def _is_of(kind: str, office: str | None) -> bool:
    """Whether an office that is held now has one of the words of a kind."""
    said = office or ""
    return not is_former(said) and not _office_kind(kind).isdisjoint(office_words(said))


def _within_a_year(one: Entry[Person], other: Entry[Person]) -> bool:
    a, b = year_of(one), year_of(other)
    return a is not None and b is not None and abs(a - b) <= 1


def _are_two(soldier: Entry[Person], other: Entry[Person]) -> bool:
    a, b = year_of(soldier), year_of(other)
    if a is None or b is None:
        return False
    is_civil = not _civil().isdisjoint(office_words(other.claim.office or ""))
    return (abs(a - b) <= 1 and is_civil) or a - b >= GENERATION


@cache
def _is_soldier(office: str | None) -> bool:
    said = office_words(office or "")
    is_theirs = not _soldiers().isdisjoint(said) or any(own <= said for own in _soldiers_together())
    return is_theirs and not is_former(office or "") and not _is_both(office)


@cache
def _is_both(office: str | None) -> bool:
    """Whether an office is over soldiers without being a soldier's, or former: a minister of defence, of the army."""
    said = office_words(office or "")
    is_over = not _of_arms().isdisjoint(said) and not {"minister", "secretary"}.isdisjoint(said)
    return is_over or is_former(office or "")


def _at_one_time(one: Entry[Person], other: Entry[Person]) -> bool:
    a, b = year_of(one), year_of(other)
    return a is not None and b is not None and abs(a - b) <= CAREER


@cache
def _is_outside(office: str | None) -> bool:
    """Whether an office is none: a reporter, a player. Former officials and those who do both stay officials."""
    said = (office or "").casefold().split()
    return bool(said) and said[-1] in _other_walks() and not {"former", "and", "&"} & set(said)


@cache
def _soldiers() -> frozenset[str]:
    return frozenset(load("office_words")["soldiers"])


@cache
def _soldiers_together() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(own) for own in load("office_words")["soldiers_together"])


@cache
def _office_kind(kind: str) -> frozenset[str]:
    return frozenset(load("office_words")[kind])


@cache
def _of_arms() -> frozenset[str]:
    return frozenset(load("office_words")["of_arms"])


@cache
def _civil() -> frozenset[str]:
    return frozenset(load("office_words")["civil"])


@cache
def _other_walks() -> frozenset[str]:
    return frozenset(load("other_walks"))
