"""Which side the speakers of a transcript speak for, where nothing names it but what they say: "Kenya welcomes this".

Only words count that somebody says of the own side ("welcomes", "is ready", "thanks"), and only where all of a
speaker's point to one party. Who has a side already keeps it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import is_negated, relation
from tracktwo.extraction.drafts import words_at
from tracktwo.extraction.parties import Kind, find_namings
from tracktwo.extraction.transcripts import Turn, TurnRole
from tracktwo.extraction.wordings import forms_of


def sides_of_turns(turns: Sequence[Turn], doc: Doc) -> Mapping[str, str]:
    """The party for which each label speaks by its own words; labels as written, open ones left out."""
    told: dict[str, set[str]] = {}
    starts = [t.idx for t in doc]
    for turn in turns:
        if turn.role is not TurnRole.SPEAKER:
            continue
        label = words_at(doc, *turn.speaker)
        first, last = (bisect_left(starts, x) for x in turn.words)
        told.setdefault(label, set()).update(p for t in doc[first:last] if (p := _speaks_for(t)))
    return {label: next(iter(parties)) for label, parties in told.items() if len(parties) == 1}


def _speaks_for(subject: Token) -> str | None:
    """The party that is the subject of words by which a side speaks of itself."""
    if relation(subject) != "nsubj" or subject.pos_ != "PROPN":
        return None
    predicate = subject.head
    present = [t for t in (predicate, *predicate.children) if t.tag_ in ("VBZ", "VBP")]
    if not present or is_negated(predicate) or relation(predicate) not in ("ROOT", "conj", "parataxis"):
        return None
    if not forms_of(predicate) & _own_words():
        return None
    kept = [
        c for c in subject.children if relation(c) in ("compound", "amod", "flat", "det") or c.tag_ == "POS"
    ]
    words = " ".join(t.text for t in sorted([subject, *kept], key=lambda t: t.i))
    named = [n for n in find_namings(words) if n.party and n.kind is Kind.NAME]
    return named[0].party if len(named) == 1 else None


@cache
def _own_words() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("transcript_labels")["own_side"])
