"""The words that report: which entry of the lexicon of reporting verbs a cue is.

It says what kind of report a cue makes and what act it has of its own; whether it is denied or supposed is
decided in ``modality``, and what is reported in ``reported`` and ``statements``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.wordings import Phrases
from tracktwo.model import Act


class CueClass(StrEnum):
    """What kind of report a cue makes."""

    SPEECH = "speech"
    TALKS = "talks"
    STAND = "stand"
    THOUGHT = "thought"
    EVIDENCE = "evidence"
    #: A noun that reports ("in a statement", "the emphasis was on").
    NOUN = "noun"
    #: "according to".
    PREPOSITION = "preposition"
    #: Not in the lexicon.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CueEntry:
    """What the lexicon says of a cue."""

    kind: CueClass
    phrase: str
    #: The act of the verb itself, or None where the content decides.
    act: Act | None = None
    #: Where its content may stand: clause, quotation, object, infinitive.
    takes: frozenset[str] = frozenset()


UNKNOWN = CueEntry(CueClass.UNKNOWN, "")
#: Of two entries for the same words the more telling wins.
_ORDER = (
    CueClass.SPEECH,
    CueClass.TALKS,
    CueClass.STAND,
    CueClass.THOUGHT,
    CueClass.EVIDENCE,
    CueClass.NOUN,
    CueClass.PREPOSITION,
)


def entry_of(cue: Sequence[Token]) -> CueEntry:
    """The entry for a cue: the longest phrase in its words, an act of its own before none."""
    hits = _verbs().find(cue)
    best = max(hits, key=lambda h: (h.size, -h.start), default=None)
    if best is None:
        return UNKNOWN
    entries = [_entries()[h.key] for h in hits if h.phrase == best.phrase and h.start == best.start]
    return _merged(best.phrase, entries)


def entry_of_verb(verb: Token) -> CueEntry:
    """The entry for a verb in running text, with the particle or preposition that goes with it."""
    end = min(verb.i + 4, len(verb.doc))
    hits = [h for h in _verbs().find(list(verb.doc[verb.i : end])) if h.start == verb.i]
    best = max(hits, key=lambda h: h.size, default=None)
    if best is None:
        return UNKNOWN
    return _merged(best.phrase, [_entries()[h.key] for h in hits if h.phrase == best.phrase])


def _merged(phrase: str, entries: Sequence[CueEntry]) -> CueEntry:
    kind = min((e.kind for e in entries), key=_ORDER.index)
    act = next((e.act for e in entries if e.act is not None), None)
    takes = frozenset().union(*(e.takes for e in entries if e.kind is kind))
    return CueEntry(kind, phrase, act, takes)


def words_of(name: str) -> frozenset[str]:
    """One plain list of the lexicon: "meeting", "naming", "addressees", "prepositions"."""
    return _plain(name)


@cache
def _plain(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("reporting_verbs")[name])


@cache
def _entries() -> dict[str, CueEntry]:
    data = lexicon.load("reporting_verbs")
    found: dict[str, CueEntry] = {}
    for number, group in enumerate(data["groups"]):
        act = None if group["act"] is None else Act(group["act"])
        found[f"g{number}"] = CueEntry(CueClass(group["class"]), "", act, frozenset(group["takes"]))
    found["nouns"] = CueEntry(CueClass.NOUN, "")
    found["prepositions"] = CueEntry(CueClass.PREPOSITION, "")
    return found


@cache
def _verbs() -> Phrases:
    data = lexicon.load("reporting_verbs")
    table = {f"g{number}": [str(v) for v in group["verbs"]] for number, group in enumerate(data["groups"])}
    table["nouns"] = [str(n) for n in data["nouns"]["speech"]]
    table["prepositions"] = [str(p) for p in data["prepositions"]]
    return Phrases(table)
