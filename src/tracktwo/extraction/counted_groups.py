"""Whom "the three countries", "the four ministers" or "the ministers" of a list told before stand for.

It counts named parties only; who two people are that were last told of is for :mod:`coreference`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Doc, Span, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import conjuncts, preposition_of, relation
from tracktwo.extraction.parties import join_parties, party_of_words

#: How many words back "the ministers of Chad and Niger" are "the ministers".
_NEAR = 60
#: How many sides talks have where nothing else is told.
_SIDES = 2


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


def parties_of_like_group(noun: Token, after: int = -1) -> str | None:
    """The parties of the last ones of that office before, told of with theirs: "the ministers of Chad, Niger and Mali".

    Of two, far back, who the sides of the talks are tells more. Only those behind token ``after`` are looked at.
    """
    for token in reversed(noun.doc[after + 1 : noun.i]):
        if token.tag_ not in ("NNS", "NNPS") or token.lemma_ != noun.lemma_:
            continue
        listed = parties_of_list(token)
        if listed is not None:
            return listed if listed.count("+") >= _SIDES or noun.i - token.i < _NEAR else None
    return None


def parties_of_list(noun: Token) -> str | None:
    """The parties of people told of together by their countries: "the ministers of Chad, Y, and Niger, X"."""
    named = [
        t
        for c in noun.children
        if relation(c) in ("nmod", "amod") and (c.i < noun.i or preposition_of(c) in ("of", "from"))
        for t in conjuncts(c)
    ]
    parties = {p for t in named if t.ent_type_ != "PERSON" and (p := _party_of(t)) is not None}
    return join_parties(sorted(parties)) if len(parties) > 1 else None


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
