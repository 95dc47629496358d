"""Nouns that are a contact ("talks", "a phone call", "his visit"): form, standing, and where to look for who.

It looks at words and relations only; who the words stand for is decided in :mod:`attendees`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    NOMINAL,
    clause_head,
    conjuncts,
    is_negated,
    is_predicate,
    markers,
    preposition_of,
    relation,
    subjects_of,
)
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.standing import Standing, fell_through, standing_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Form

#: How many words before a noun of contact words for a plan may stand.
_AHEAD = 15
#: How many words a phrase has at most before its noun.
_PHRASE = 6


@dataclass(frozen=True, slots=True)
class NounContext:
    """What the sentence tells of a contact noun."""

    standing: Standing
    predicate: Token
    #: Nouns and verbs whose "with", "between" and "in" phrases belong to the contact.
    hosts: tuple[Token, ...]
    #: Whose contact it is by possessive or compound: "Diallo's talks", "Modi-Xi meeting".
    owners: tuple[Token, ...]
    #: Subjects of the verb that holds it, or of the clause that it stands in.
    subjects: tuple[Token, ...]
    #: A verb of holding governs it, so that its subject takes part.
    is_held: bool
    owned: bool
    #: "their meeting": the owners are those told of before.
    owned_by_pronoun: bool


def form_of_noun(noun: Token) -> Form | None:
    """The form of contact that ``noun`` stands for, None where it stands for none."""
    lemma = lemma_of(noun)
    name = _forms().get(lemma)
    before = _words_before(noun)
    if name is None or relation(noun) in ("compound", "flat", "amod"):
        return None
    if any(word in _section("no_contact") for word in before):
        return None
    for form, modifiers in _section("modifiers").items():
        if any(word in modifiers for word in before):
            return Form(form)
    if lemma == "conference":
        return None
    if name == "call" and (preposition_of_complement(noun) == "for" or "to" in _infinitive(noun)):
        return None
    if name in ("press-conference", "call") and lemma in _section("needs_modifier"):
        return None
    return Form(name)


def context_of(noun: Token) -> NounContext:
    """Gather what the sentence tells of the contact noun ``noun``."""
    top = _outermost(noun)
    scheduled = _on_schedule(noun)
    owners = tuple(
        t
        for n in {noun, top, *([scheduled] if scheduled else [])}
        for c in n.children
        if c.dep_ == "nmod:poss"
        for t in conjuncts(c)
    ) + tuple(_compound_owners(noun))
    head, kind = top.head, relation(top)
    hosts: list[Token] = [noun] if noun.i == top.i else [noun, top]
    subjects: tuple[Token, ...] = ()
    held = False
    if kind == "obj" and is_predicate(head):
        held = lemma_of(head) in _section("holding")
        hosts += [head] if held else []
        subjects = subjects_of(head)
    elif kind == "nsubj" and is_predicate(head):
        if lemma_of(head) in _section("happening"):
            hosts.append(head)
            subjects = _agents(head)
            held = bool(subjects)
    elif kind in ("obl", "nmod", "advcl") or (is_predicate(top) and kind != "conj"):
        clause = top if is_predicate(top) else clause_head(head)
        if preposition_of(top) in _section("within") or clause.i == top.i:
            subjects = subjects_of(clause)
            held = lemma_of(head) in _section("holding") or clause.i == top.i or _is_there_for(clause, top)
            if kind == "obl" and lemma_of(head) in _section("holding"):
                hosts.append(head)
    pronoun = any(o.pos_ == "PRON" for o in owners)
    return NounContext(
        _standing(noun, top), clause_head(top), tuple(hosts), owners, subjects, held, bool(owners), pronoun
    )


def _is_there_for(clause: Token, noun: Token) -> bool:
    """ "The leaders of X and Y were in Lima for talks": with each other, being there for them."""
    be = [t for t in (clause, *clause.children) if t.lower_ in ("was", "were", "is", "are")]
    return (
        preposition_of(noun) == "for"
        and bool(be)
        and any(c.ent_type_ in ("LOCATION", "FACILITY") for c in (clause, *clause.children))
    )


def is_plain(noun: Token) -> bool:
    """Whether the noun is too general to be one contact unless both sides are told beside it."""
    return lemma_of(noun) in _section("general") or noun.tag_ in ("NNS", "NNPS")


def preposition_of_complement(noun: Token) -> str:
    """The preposition of the first phrase after ``noun``: "call for restraint" gives ``for``."""
    after = [c for c in noun.children if c.i > noun.i and relation(c) in ("nmod", "obl", "acl")]
    return preposition_of(after[0]) if after else ""


def _infinitive(noun: Token) -> tuple[str, ...]:
    return tuple(
        m.lower_ for c in noun.children if relation(c) == "acl" for m in c.children if relation(m) == "mark"
    )


def _outermost(noun: Token) -> Token:
    """Climb over nouns that only measure or place a contact: "a round of talks", "on the sidelines of"."""
    top = noun
    while relation(top) == "conj" and top.head.pos_ in NOMINAL:
        top = top.head
    while relation(top) == "nmod" and lemma_of(top.head) in _section("transparent"):
        top = top.head
    return top


def _standing(noun: Token, top: Token) -> Standing:
    if any(c.dep_ == "acl" and c.tag_ == "VBN" and lemma_of(c) == "hold" for c in noun.subtree):
        return Standing.ACTUAL if not is_negated(noun) else Standing.NEGATED  # "a meeting held in Islamabad"
    told = _told_standing(noun, top)
    if told is Standing.ACTUAL and (
        _is_prepared(noun) or _is_expected(top) or _on_schedule(noun) is not None
    ):
        return Standing.PLANNED
    if told is Standing.ACTUAL and _is_due(noun):
        return Standing.CANCELLED if fell_through(noun) else Standing.PLANNED
    return told


def _is_prepared(noun: Token) -> bool:
    """Whether it is told right before what a contact is to come for: "the venue for the second meeting"."""
    if _ahead_of().search(noun.doc[noun.sent.start : noun.i].text):
        return True
    before = [t for t in noun.doc[max(noun.sent.start, noun.i - _PHRASE) : noun.i] if t.i < noun.i]
    word = next((t for t in reversed(before) if t.pos_ == "ADP"), None)
    if word is None or word.lower_ != "for" or word.i == noun.sent.start:
        return False
    return lemma_of(word.nbor(-1)) in _section("preparing")


@cache
def _ahead_of() -> re.Pattern[str]:
    """Words right before a contact's phrase that put all else before it: "in the run-up to President X's visit"."""
    words = "|".join(re.escape(w) for w in _section("ahead_of"))
    return re.compile(rf"\b(?:{words}) (?:[\w’'.-]+ ){{0,5}}?[\w’'.-]*\s?$")


def _is_expected(noun: Token) -> bool:
    """ "Their second meeting, which is expected to take place in May": not held yet, whatever is told beside it."""
    relative = next((c for c in noun.children if c.dep_ == "acl:relcl"), None)
    if relative is None or not any(c.lower_ in ("which", "that") for c in relative.children):
        return False
    finite = [c.lower_ for c in relative.children if relation(c) in ("aux", "cop")]
    to_come = bool({"will", "is", "are"} & set(finite)) and standing_of(relative) is Standing.PLANNED
    due = lemma_of(relative) in _section("due") and any(relation(c) == "xcomp" for c in relative.children)
    return to_come or (due and bool({"is", "are"} & set(finite)))


def _on_schedule(noun: Token) -> Token | None:
    """The schedule that a contact is told to be on: "On the envoy's schedule were talks with the minister"."""
    for verb in (t for t in noun.doc[noun.sent.start : noun.i] if t.lower_ in ("is", "are", "was", "were")):
        on = noun.doc[noun.sent.start]
        named = [t for t in noun.doc[on.i + 1 : verb.i] if lemma_of(t) in _section("schedules")]
        if on.lower_ in ("on", "also") and named and named[-1].i == verb.i - 1:
            return named[-1]
    return None


def _is_due(noun: Token) -> bool:
    """Whether words for a plan stand right before: "was due to fly to Lima for talks", whatever the tree has."""
    for token in reversed(noun.doc[max(noun.sent.start, noun.i - _AHEAD) : noun.i]):
        if token.tag_ in ("VBD", "VBZ", "VBP") or token.text in (";", ":"):
            return False
        if token.lower_ in _section("due") and token.nbor().lower_ == "to":
            return token.i > 0 and token.nbor(-1).pos_ in ("AUX", "ADV")
    return False


def _told_standing(noun: Token, top: Token) -> Standing:
    if is_negated(noun) or is_negated(top):
        return Standing.NEGATED
    by_noun = _noun_governor(top)
    if by_noun is not None:
        return by_noun
    upcoming = {*_words_before(noun), *(c.lower_ for c in noun.children if c.i < noun.i)}
    own = Standing.PLANNED if upcoming & set(_section("upcoming")) else None
    kind, head = relation(top), top.head
    if kind == "nsubj" and head.lower_ in _section("off"):
        return Standing.CANCELLED  # "the visit is off"
    if is_predicate(top) and any(c.lower_ == "so" and c.i < top.i for c in top.children):
        return Standing.POSSIBLE  # "and so is the meeting": as what was told before
    if head.i == top.i and is_predicate(top):
        return own or standing_of(top)  # "this will be her first visit"
    told = is_predicate(head) or is_predicate(top) or relation(head) == "xcomp"
    if head.i == top.i or not told:
        return own or Standing.ACTUAL
    if is_predicate(top):
        return own or standing_of(top)
    if kind in ("obj", "nsubj") or top.dep_ == "nsubj:pass":
        return _as_argument(head, kind, own)
    if kind == "obl":
        return _as_adjunct(top, head, own)
    return own or Standing.ACTUAL


def _as_argument(verb: Token, kind: str, own: Standing | None) -> Standing:
    lemma = lemma_of(verb)
    outer = standing_of(verb)
    if verb.tag_ == "VBG" and _is_only_thought_of(verb):
        return own or Standing.POSSIBLE
    if lemma in _section("going_on") and outer is Standing.PLANNED:
        return Standing.POSSIBLE  # "agreed to continue talks"
    if lemma in _section("changing"):
        return Standing.POSSIBLE  # the state of a dialogue, not a contact: "suspended the talks"
    particles = [c.lower_ for c in verb.children if c.dep_ == "compound:prt" or relation(c) == "advmod"]
    for standing in (Standing.CANCELLED, Standing.NEGATED, Standing.POSSIBLE, Standing.PLANNED):
        listed = _governors(standing.value)
        if lemma in listed or any(f"{lemma} {p}" in listed for p in particles):
            if lemma in _section("holding") and standing is Standing.POSSIBLE:
                break
            return standing if outer in (Standing.ACTUAL, Standing.PLANNED) else outer
    if kind == "nsubj" or lemma in _section("holding"):
        return own if own and outer is Standing.ACTUAL else outer
    return own or (outer if outer is Standing.PLANNED else Standing.ACTUAL)


def _is_only_thought_of(gerund: Token) -> bool:
    """ "An agreement on holding talks", "concerns before starting talks": nothing was held by that."""
    marks = set(markers(gerund))
    return bool(marks & set(_section("gerund_of"))) or (
        "before" in marks and lemma_of(gerund) in _section("opening")
    )


def _as_adjunct(top: Token, head: Token, own: Standing | None) -> Standing:
    preposition = preposition_of(top)
    lemma = lemma_of(head)
    if preposition == "to" and lemma in _section("leading_to") and head.tag_ != "VBD":
        return Standing.POSSIBLE  # "a text that leads to direct talks"
    if preposition in ("for", "to", "on", "about", "against") and lemma in _governors("possible"):
        return Standing.POSSIBLE
    if preposition == "for" and lemma in _governors("planned"):
        return Standing.PLANNED
    outer = standing_of(head) if is_predicate(head) or relation(head) == "xcomp" else Standing.ACTUAL
    if preposition in _section("before") and own is None:
        own = Standing.PLANNED if preposition.startswith(("ahead", "in advance", "on the eve")) else None
    if own is not None:
        return own
    if lemma in _section("holding") and outer is not Standing.ACTUAL:
        return outer
    ahead = outer in (Standing.PLANNED, Standing.CANCELLED) and preposition not in ("after", "following")
    return outer if ahead else Standing.ACTUAL


def _noun_governor(top: Token) -> Standing | None:
    """ "The prospect of talks", "an invitation to a meeting", "the cancellation of the visit"."""
    if relation(top) not in ("nmod", "acl"):
        return None
    for name, nouns in _section("noun_governors").items():
        if lemma_of(top.head) in nouns:
            return Standing(name)
    return None


def _compound_owners(noun: Token) -> list[Token]:
    return [
        c
        for c in noun.children
        if relation(c) in ("compound", "amod", "nmod")
        and c.i < noun.i
        and (c.pos_ == "PROPN" or c.tag_ == "JJ")
        and c.dep_ != "nmod:poss"
        and (c.text[:1].isupper() or "-" in c.text)
        and (c.ent_type_ != "ORGANIZATION" or party_of_words(c.text) is not None)  # not "the GERD talks"
    ]


def _agents(verb: Token) -> tuple[Token, ...]:
    if lemma_of(verb) in _section("arranged"):
        return ()
    return subjects_of(verb) if any(c.dep_ == "obl:agent" for c in verb.children) else ()


def _words_before(noun: Token) -> list[str]:
    """Lemmas of the words that stand before ``noun`` in its phrase, and pairs of them joined."""
    tokens = [
        t
        for c in noun.children
        if c.i < noun.i and relation(c) in ("compound", "amod", "nmod", "flat", "nummod")
        for t in c.subtree
    ]
    words = [lemma_of(t) for t in sorted(tokens, key=lambda t: t.i)]
    return words + [f"{a} {b}" for a, b in pairwise(words)]


@cache
def _forms() -> dict[str, str]:
    return {lemma: form for form, lemmas in lexicon.load("contacts")["nouns"].items() for lemma in lemmas}


def _section(name: str) -> Any:
    return lexicon.load("contacts")[name]


@cache
def _governors(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("governors")[name])
