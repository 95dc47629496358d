"""Whom "the three countries" or "the four ministers" stand for: the last list in the text of just so many parties.

It counts named parties only; who two people are that were last told of is for :mod:`coreference`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Doc, Span, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import conjuncts, relation
from tracktwo.extraction.parties import join_parties, party_of_words


def count_told(phrase: Span) -> int | None:
    """How many a phrase tells of: 3 for "the three guarantor countries"; None for fewer than three or no number."""
    return next((n for t in phrase if (n := _numbers().get(t.lower_)) is not None), None)


def listed_parties(doc: Doc, before: int, count: int) -> str | None:
    """The parties of the last coordination of ``count`` different ones that ends before token ``before``."""
    for token in reversed(doc[:before]):
        if relation(token) == "conj" or not any(relation(c) == "conj" for c in token.children):
            continue
        listed = [t for t in conjuncts(token) if t.i < before]
        parties = {_party_of(t) for t in listed}
        if len(listed) == count and len(parties) == count and None not in parties:
            return join_parties(sorted(p for p in parties if p))
    return None


def _party_of(token: Token) -> str | None:
    """The party that one member of a list names, by its own words and those right before it."""
    own = [c for c in token.children if c.i < token.i and relation(c) in ("compound", "amod", "flat", "nmod")]
    words = token.doc[min([token.i, *(c.left_edge.i for c in own)]) : token.i + 1].text
    party = party_of_words(words)
    return None if party is None or "+" in party else party


@cache
def _numbers() -> Mapping[str, int]:
    numbers: Mapping[str, int] = {str(k): int(v) for k, v in lexicon.load("references")["counts"].items()}
    return numbers
