"""Whether a clause is meant as it stands, by what it stands under: "it would be wrong to support the plan".

Clauses under verbs, adjectives and nouns that take them are followed upwards (Karttunen 1971; de Marneffe and others
2012). What denies the clause itself is left to whoever asks, and so is the speaker whose words these are.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import is_negated, markers, relation, subjects_of
from tracktwo.extraction.wordings import forms_of

#: By these a clause hangs on what takes it.
_TAKEN = ("xcomp", "ccomp", "csubj", "acl", "advcl")


def is_turned(predicate: Token, inside: set[int] | None = None, *, as_fact: bool = False) -> bool | None:
    """True where the contrary of a clause is meant, False where it is meant as it stands, None where neither is told.

    "not true that we back it" and "wrong to back it" are turned, "reports that we back it" are neither.

    Arguments:
        predicate: what is followed upwards.
        inside: indices of the tokens that are gone up to, None for all: words that tell who says it are not among them.
        as_fact: whether it is asked what happened, and not what is wanted: what was wrong to do was done.
    """
    contrary = _words("contrary") if as_fact else _words("contrary", "ill")
    shifting = _words("shifting", "shifting_facts") if as_fact else _words("shifting")
    turned = _is_of_nobody(predicate) or _is_no_longer(predicate)
    token = predicate
    while True:
        while relation(token) == "conj" and token.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            token = token.head
        if relation(token) not in _TAKEN or token.head.i == token.i:
            return turned
        marks = set(markers(token)) | {c.lower_ for c in token.children if c.i < token.i and c.dep_ != "obj"}
        if marks & _words("contrary_marks") and relation(token) == "advcl":
            return not turned
        if marks & _words("open_marks"):
            return None
        above = token.head
        if inside is not None and above.i not in inside:
            return None if forms_of(above) & _words("contrary") else turned
        if relation(token) == "advcl" and "to" not in marks:
            return turned  # what only stands beside: because, while, supporting
        if forms_of(above) & _words("open"):
            return None
        denied = is_negated(above) or _is_of_nobody(above) or _is_no_longer(above)
        if denied and not forms_of(above) & shifting:
            return None
        turned ^= denied ^ bool(forms_of(above) & contrary)
        token = above


def _is_of_nobody(predicate: Token) -> bool:
    """ "Neither we nor Chad back it", "none of us wants it"."""
    return any(
        s.lower_ in _words("nobodies") or (s.i < predicate.i and is_negated(s))
        for s in subjects_of(predicate)
    )


def _is_no_longer(predicate: Token) -> bool:
    return any(
        c.lower_ in _words("ended") and c.i > 0 and c.nbor(-1).lower_ in ("no", "any")
        for c in predicate.children
        if relation(c) == "advmod"
    )


@cache
def _words(*names: str) -> frozenset[str]:
    return frozenset(str(w) for name in names for w in lexicon.load("veridicality")[name])
