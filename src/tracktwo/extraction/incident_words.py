"""Where the words of an incident stand: what happened, where, and what it did to the talks.

Which words tell of an incident at all is decided in :mod:`incidents`.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.causes import causal_verb_over, cause_span, causes_of
from tracktwo.extraction.clauses import CLAUSAL, clause_span, relation, subtree_span
from tracktwo.extraction.dialogue_changes import is_dialogue
from tracktwo.extraction.word_forms import lemma_of

#: How far behind "a breakdown in" the talks may stand.
_REACH = 9
_PLACING = ("in", "at", "near", "inside")


def shared_clause(verb: Token) -> list[Token]:
    """The clause with whose subject and day a coordinated verb goes on: "entered the port and seized a ship"."""
    head = verb.head
    if verb.pos_ != "VERB" or relation(verb) != "conj" or head.pos_ != "VERB":
        return []
    if any(relation(c) == "nsubj" for c in verb.children):
        return []
    return [t for t in head.subtree if t.i < verb.i]


def what_span(token: Token) -> tuple[int, int]:
    """The event's own words: a noun phrase with its clauses, or a clause without what caused it."""
    if token.pos_ != "VERB":
        return cause_span(token)
    start, end = clause_span(token)
    shared = shared_clause(token)
    if shared:
        start = min(start, shared[0].idx)
    start = _behind_dateline(token.doc.text, start, end)
    causes = [c for c in causes_of(token) if c.i > token.i]
    if causes:
        end = min(end, *(min(cause_span(c)[0], c.left_edge.idx) for c in causes))
    words = token.doc.text[start:end]
    trimmed = re.sub(r"^(?:(?:after|because|since|when|as|that|who|which|also|then|later)\s+)+", "", words)
    start += len(words) - len(trimmed)
    return start, start + len(trimmed.rstrip(" ,;\n"))


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where a clause begins that a dateline stands before: "PORT AVELA, 2 May — "."""
    if text[:start].rstrip(" ")[-1:] not in ("", "\n"):
        return start
    dateline = re.match(r"[^\n—–]{2,70}?\s[—–-]{1,2}\s", text[start:end])
    opens = dateline is not None and re.match(r"[A-Z][A-Z.'’ -]{2,}[,( ]", dateline[0]) is not None
    return start + dateline.end() if dateline is not None and opens else start


def effect_span(token: Token) -> tuple[int, int]:
    """What befell the talks: the verb that the cause governs and what follows, or the clause without its cause."""
    verb = causal_verb_over(token)
    if verb is not None:
        return verb.idx, max(subtree_span(token)[1], *(subtree_span(t)[1] for t in _touched(token)))
    start, end = clause_span(token) if token.pos_ == "VERB" else subtree_span(token)
    joined_by = re.match(r"(?:since|after|when|as|because|that|which|who)\s+", token.doc.text[start:end])
    start += joined_by.end() if joined_by else 0
    if any(c.dep_ == "nsubj" and lemma_of(c) in event_nouns() for c in token.children):
        start = token.idx
    before = [c.left_edge.idx for c in causes_of(token) if c.left_edge.i > token.i]
    joined = [
        m.idx
        for c in causes_of(token)
        for m in c.children
        if relation(m) in ("mark", "case") and m.i > token.i
    ]
    end = min([end, *before, *joined])
    return start, start + len(token.doc.text[start:end].rstrip(" ,;\n"))


def _touched(token: Token) -> list[Token]:
    """Where the effect tells of talks behind it: "a breakdown in the dialogue"."""
    return [t for t in token.sent if t.i > token.i and t.i - token.i < _REACH and is_dialogue(t)] or [token]


def place_of(token: Token, span: tuple[int, int]) -> str | None:
    """The place of an event: a location in its own words, not in a clause inside them."""
    for inner in token.subtree:
        if not span[0] <= inner.idx < span[1] or _is_in_clause_below(inner, token):
            continue
        if inner.ent_type_ == "LOCATION" and any(relation(c) == "case" and c.lower_ in _PLACING
                                                 for c in inner.children):  # fmt: skip
            return next((ent.text for ent in token.doc.ents if ent.start <= inner.i < ent.end), inner.text)
    return None


def _is_in_clause_below(inner: Token, token: Token) -> bool:
    while inner.i != token.i and inner.head.i != inner.i:
        if relation(inner) in CLAUSAL:
            return True
        inner = inner.head
    return False


@cache
def event_nouns() -> frozenset[str]:
    """Nouns of events that strain or ease talks, by ``lexicon/incidents.yaml``."""
    return frozenset(lexicon.load("incidents")["nouns"])
