"""Harms told without a verb of attack: a named case that kept both sides busy, people who drowned or died.

Whether they count as an incident of the talks is decided in :mod:`incidents`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import antecedent_of, objects_of, phrase_span, relation
from tracktwo.extraction.drafts import words_at
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.standing import Standing, standing_of
from tracktwo.extraction.times import time_of
from tracktwo.extraction.word_forms import lemma_of

if TYPE_CHECKING:
    from tracktwo.extraction.times import Time


def cases_of_trouble(verb: Token) -> Iterator[Token]:
    """A named case that kept both sides busy: "the case of X, which occupied the two governments"."""
    if verb.pos_ != "VERB" or lemma_of(verb) not in _words("troubling") or not _is_told_as_past(verb):
        return
    if not any(is_joint(words_at(t.doc, *phrase_span(t))) for t in objects_of(verb)):
        return
    for subject in (antecedent_of(c) for c in verb.children if relation(c) == "nsubj"):
        noun = subject.head if relation(subject) == "nmod" and subject.pos_ == "PROPN" else subject
        named = any(
            t.pos_ == "PROPN" for c in noun.children if relation(c) in ("nmod", "compound") for t in c.subtree
        )
        if lemma_of(noun) in _words("cases") and named:
            yield noun


def has_victims(verb: Token, times: Sequence[Time], doc: Doc) -> bool:
    """A harm without a doer on a page about talks broken off: "Three people drowned in … on 5 February"."""
    if verb.pos_ != "VERB" or lemma_of(verb) not in _words("perishing") or not _is_told_as_past(verb):
        return False
    counted = any(
        relation(c) == "nummod" for t in verb.children if relation(t) == "nsubj" for c in t.children
    )
    time = time_of(times, doc, verb.idx, verb.idx + len(verb))
    return counted and time is not None and time.edtf is not None


def _is_told_as_past(verb: Token) -> bool:
    forms = {verb.tag_, *(c.tag_ for c in verb.children if relation(c) == "aux")}
    return standing_of(verb) is Standing.ACTUAL and (
        "VBD" in forms or ("VBN" in forms and "VBG" not in forms)
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("incidents")[name])
