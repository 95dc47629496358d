"""One undertaking as words of a text: what is to be done, by whom, and where the words stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from tracktwo.extraction.clauses import clause_head, clause_span, is_predicate, relation, subtree_span
from tracktwo.model import Strength


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking: what is to be done, by whom, and the verb or noun that undertakes it."""

    #: The verb of what is to be done, or the noun that is promised.
    action: Token
    by: tuple[Token, ...]
    strength: Strength
    #: The verb or noun of undertaking, None where a modal alone tells it.
    governor: Token | None = None
    #: Told by the report itself or only hoped, so less sure.
    is_weak: bool = False
    #: Nobody is named because all sides do: "it was agreed to hold".
    is_joint: bool = False
    #: Nobody is named, so that it is whoever says so: "the limits would be lifted".
    is_speakers: bool = False

    @property
    def what_span(self) -> tuple[int, int]:
        """Offsets of what is undertaken: from the verb to the end of its clause, or the noun phrase."""
        if not is_predicate(self.action):
            return _without_preposition(self.action)
        start, end = clause_span(self.action)
        first = next(
            (c for c in self.action.children if c.lower_ == "not" and c.i < self.action.i), self.action
        )
        first = _thing_done(self.action) or first
        return max(start, min(first.idx, end - 1)), _with_mark(self.action, _without_blanks(self.action, end))

    @property
    def evidence_span(self) -> tuple[int, int]:
        """Offsets of the clause with its subject."""
        top = self.governor if self.governor is not None and is_predicate(self.governor) else self.action
        if not is_predicate(top):
            top = clause_head(top)
        start, end = clause_span(top)
        own = clause_span(self.action) if is_predicate(self.action) else subtree_span(self.action)
        start = min(start, own[0])
        joined = re.match(r"(?:that|which|who|and|but)\s+", top.doc.text[start:end])
        return start + (joined.end() if joined else 0), _with_mark(self.action, max(end, own[1]))


def _thing_done(action: Token) -> Token | None:
    """The first word of what a passive is about, which says what is undertaken: "the fourth round would be held"."""
    thing = next((c for c in action.children if c.dep_ == "nsubj:pass" and c.pos_ in ("NOUN", "PROPN")), None)
    return thing.left_edge if thing is not None and thing.left_edge.tag_ not in ("WDT", "WP") else None


def _without_preposition(noun: Token) -> tuple[int, int]:
    start, end = subtree_span(noun)
    end = max(end, _end_of_sum(noun))
    first = noun.left_edge
    return (first.nbor().idx if relation(first) == "case" and first.head.i == noun.i else start), end


def _end_of_sum(noun: Token) -> int:
    """The end of what a sum is for, where the tree hangs that on the verb: "$300 million in new assistance"."""
    last = noun.right_edge
    sums = any(t.ent_type_ == "MONEY" for t in noun.subtree)
    if not sums or last.i + 1 >= len(noun.doc):
        return 0
    mark = last.nbor()
    thing = mark.head
    if (
        mark.lower_ not in ("in", "of", "for")
        or relation(mark) != "case"
        or thing.i <= mark.i
        or thing.ent_type_ == "DATE"
    ):
        return 0
    end: int = subtree_span(thing)[1]
    return end


def _without_blanks(token: Token, end: int) -> int:
    """``end`` before the white space that the last sentence of a paragraph ends with."""
    inside = token.doc.text[token.idx : end]
    return end - (len(inside) - len(inside.rstrip()))


def _with_mark(token: Token, end: int) -> int:
    """``end`` with the closing quotation mark right behind it, if the words before it opened one."""
    text = token.doc.text
    while end > token.idx + 1 and text[end - 1] in ".,;" and text[end - 3 : end - 2] != ".":
        end -= 1
    opened = text[token.idx : end]
    behind = text[end : end + 1]
    return end + 1 if (behind == '"' and opened.count('"') % 2) or (behind == "”" and "“" in opened) else end
