"""What brought something about, as a text tells it: "X after Y", "Y led to X", "among what led to X was Y".

It finds the words of a cause; whether the cause is an incident, and what it did, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    NOMINAL,
    clause_span,
    conjuncts,
    is_predicate,
    markers,
    preposition_of,
    relation,
    subtree_span,
)
from tracktwo.extraction.word_forms import lemma_of

#: How many words behind a verb its "after" may stand.
_REACH = 12


def causes_of(event: Token) -> tuple[Token, ...]:
    """Heads of the phrases and clauses told as causes of ``event``, a verb or noun, in order of the text."""
    direct = [*_beside(event), *_behind(event)] or _following(event)
    found = {t.i: t for cause in direct for t in conjuncts(cause)}
    return tuple(found[i] for i in sorted(found))


def causal_verb_over(event: Token) -> Token | None:
    """The verb that makes ``event`` its effect: "led to a breakdown", "caused relations to falter"."""
    token = event
    while relation(token) in ("conj", "nmod", "compound") and token.head.i != token.i:
        token = token.head
    verb = token.head
    if relation(token) == "acl" and relation(verb) == "obj" and lemma_of(verb.head) in _words("causal_verbs"):
        return verb.head  # "caused relations to falter", the infinitive hung on its noun
    if relation(token) in ("obj", "xcomp", "ccomp", "advcl") or (
        relation(token) == "obl" and preposition_of(token) in ("to", "in", "into", "about")
    ):
        return verb if verb.i != token.i and lemma_of(verb) in _words("causal_verbs") else None
    return None


def cause_span(cause: Token) -> tuple[int, int]:
    """Offsets of the words of a cause, without the word that joins it."""
    if is_predicate(cause) and not _has_copula(cause):
        start, end = clause_span(cause)
        first = cause.left_edge
        if first.idx == start and (
            relation(first) in ("mark", "case") or first.lower_ in _words("causal_marks")
        ):
            start = first.nbor().idx
        return start, end
    dropped = {
        t.i for c in cause.children if relation(c) in ("case", "mark", "conj", "cc") for t in c.subtree
    }
    copula = max((c.i for c in cause.children if relation(c) == "cop" and c.i < cause.i), default=-1)
    kept = [t for t in cause.subtree if t.i not in dropped and t.i > copula]
    if not kept:
        return subtree_span(cause)
    while len(kept) > 1 and relation(kept[-1]) == "punct":
        kept.pop()
    while len(kept) > 1 and relation(kept[0]) in ("punct", "cc"):
        kept.pop(0)
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def _beside(event: Token) -> Iterator[Token]:
    # "broke off talks with X over Y": what is said of the object may be said of the verb
    objects = [c for c in event.children if event.pos_ == "VERB" and relation(c) == "obj"]
    for child in (*event.children, *(g for o in objects for g in o.children)):
        kind = relation(child)
        if kind in ("advcl", "conj", "parataxis") and _is_joined_by_cause(child):
            yield child
        if kind not in ("obl", "nmod") or child.pos_ not in NOMINAL or _is_time(child):
            continue
        if preposition_of(child) in _words("causal_prepositions") and child.ent_type_ != "DATE":
            yield child


def _following(event: Token) -> list[Token]:
    """The phrase right behind "after" or "over" that follows a verb, where the tree hangs it elsewhere."""
    if event.pos_ != "VERB":
        return []
    for token in event.doc[event.i + 1 : min(event.i + _REACH, event.sent.end)]:
        if token.pos_ == "VERB" or token.text in (",", ";", "."):
            break
        if token.lower_ in _words("firmly_causal") and token.head.i > token.i:
            cause = token.head
            return [cause] if cause.pos_ == "NOUN" and not _is_time(cause) else []
    return []


def _is_joined_by_cause(clause: Token) -> bool:
    """Whether a causal word joins the clause, also where the parser made it a part of its first phrase."""
    if not is_predicate(clause):
        return False
    first = clause.left_edge
    return bool(set(markers(clause)) & _words("causal_marks")) or first.lower_ in _words("causal_marks")


def _behind(event: Token) -> Iterator[Token]:
    verb = causal_verb_over(event)
    if verb is None:
        return
    if verb.dep_.endswith(":relcl"):
        antecedent = verb.head
        if lemma_of(antecedent) in _words("announcing"):
            yield from _equated(antecedent)
        else:
            yield antecedent
        return
    for child in verb.children:
        if relation(child) in ("nsubj", "csubj"):
            yield child


def _equated(noun: Token) -> Iterator[Token]:
    """The other side of "among the incidents … was X", "one of the reasons … was X"."""
    top = noun
    while top.head.i != top.i and not _has_copula(top):
        top = top.head
    if not _has_copula(top):
        return
    if top.i == noun.i:
        yield from (c for c in top.children if relation(c) == "nsubj")
    else:
        yield top


def _has_copula(token: Token) -> bool:
    return any(relation(c) == "cop" for c in token.children)


def _is_time(token: Token) -> bool:
    return lemma_of(token) in _words("time_nouns") or (token.like_num and not list(token.children))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("state_changes")[name])
