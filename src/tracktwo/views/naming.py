"""Finds the entry that a person names: by its id, by its citation, or by both citation and class.

``1f3a9c0d`` are first digits of the entry's id as lists print it, ``3f2a9c1b:1056-1180`` is its citation, and
``3f2a9c1b:1056-1180/statement`` says which of several entries is meant that rest on these words.
"""

import re
from collections.abc import Iterable

from tracktwo.errors import UsageError
from tracktwo.model import CLAIM_CLASSES, Claim, Entry
from tracktwo.model.fingerprints import main_citations
from tracktwo.record import ClaimEntry, Gate
from tracktwo.views.describing import describe

#: Fewest digits of an id by which an entry can be named.
FEWEST = 6
#: How many digits of an id are shown.
SHOWN = 12

_ID = re.compile(rf"[0-9a-fA-F]{{{FEWEST},64}}")
#: Class by the names that people give it: "people" and "person", "rounds" and "round".
_CLASSES = {name.casefold(): cls for cls in CLAIM_CLASSES for name in (cls.KEY, cls.__name__, cls.KEY[:-1])}


def find_entry(gate: Gate, words: str) -> ClaimEntry[Claim]:
    """The entry that the words name.

    Raises:
        UsageError: they name none, or several; the message lists these.
    """
    mark, _, named = words.strip().strip("[]").partition("/")
    if _ID.fullmatch(mark) and not named:
        return gate.claim(mark)
    if ":" not in mark:
        raise UsageError(
            f"{words!r} names no entry: give {FEWEST} or more digits of its id, or its citation, such as "
            "3f2a9c1b:1056-1180; tracktwo show CITATION prints the ids of what rests on a place"
        )
    place = gate.place(mark)
    found = [e for e in place.claims if not named or isinstance(e.claim, _class(named))]
    exact = [
        e for e in found if any((c.start, c.end) == (place.start, place.end) for c in main_citations(e.claim))
    ]
    found = exact or found
    if not found:
        raise UsageError(f"no {named or 'entry'} rests on {mark}; tracktwo show {mark} prints what does")
    if len(found) > 1:
        raise UsageError(f"several entries rest on {mark}; name one of them by its id: {_listed(found)}")
    return found[0]


def find_entries(gate: Gate, names: Iterable[str]) -> tuple[ClaimEntry[Claim], ...]:
    """The entries that the words name, each once.

    Raises:
        UsageError: some words name no entry, or several.
    """
    found = {e.id: e for e in (find_entry(gate, words) for words in names)}
    return tuple(found.values())


def short_id(entry_id: str) -> str:
    """The id of an entry as it is shown, and by which :func:`find_entry` finds it."""
    return entry_id[:SHOWN]


def judged_as(entry: ClaimEntry[Claim]) -> tuple[str, ...]:
    """What people made of an entry, in words: accepted, rejected, disputed, corrected, upheld, and its flag."""
    said = (
        entry.verdict,
        "corrected" if entry.is_corrected else None,
        "upheld by people alone" if entry.is_upheld else None,
        entry.flag,
    )
    return tuple(word for word in said if word)


def _class(named: str) -> type[Claim]:
    cls = _CLASSES.get(named.casefold())
    if cls is None:
        raise UsageError(
            f"{named!r} is no class of entries; these are: {', '.join(c.KEY for c in CLAIM_CLASSES)}"
        )
    return cls


def _listed(entries: Iterable[ClaimEntry[Claim]]) -> str:
    return "; ".join(f"{short_id(e.id)} ({describe(e.claim)[:80]})" for e in entries)


def entry_mark(gate: Gate, entry: Entry[Claim]) -> str:
    """The mark of an entry's first words, or of its document where it cites none."""
    return first_mark(gate, entry.claim) or gate.short(entry.document.id)


def first_mark(gate: Gate, claim: Claim) -> str:
    """The mark of a claim's first words; empty where it cites none."""
    return next((gate.mark(citation) for citation in main_citations(claim)), "")
