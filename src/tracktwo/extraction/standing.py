"""How what a predicate tells stands to fact: done, planned, called off, denied, conditional or only possible.

It reads form and governing words (``lexicon/governors.yaml``); what the predicate means is not its concern.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    is_finite,
    is_headline_subject,
    is_negated,
    is_predicate,
    markers,
    relation,
)
from tracktwo.extraction.veridicality import is_turned
from tracktwo.extraction.word_forms import lemma_of

#: Parts of speech of words that turn against a plan: "but", "until", "before".
_TURNING = frozenset({"CCONJ", "SCONJ"})
#: How many words behind such a word what became of the plan is told.
_REACH = 12


class Standing(StrEnum):
    """How what a predicate tells stands to fact."""

    ACTUAL = "actual"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    NEGATED = "negated"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"


def auxiliaries(predicate: Token) -> tuple[str, ...]:
    """Lemmas of the auxiliaries of a predicate, ``will`` also for "'ll", in order."""
    forms = _mapping("auxiliary_forms")
    return tuple(
        forms.get(child.lower_, lemma_of(child)) for child in predicate.children if relation(child) == "aux"
    )


def modal_of(predicate: Token) -> str | None:
    """The modal verb of a predicate, or that of the predicate it is coordinated with."""
    modals = _words("modals")
    own = next((a for a in auxiliaries(predicate) if a in modals), None)
    if own is None and relation(predicate) == "conj" and not is_finite(predicate):
        return modal_of(predicate.head)
    return own


def standing_of(predicate: Token) -> Standing:
    """How what ``predicate`` tells stands to fact, from its own form and from what governs it.

    "met" is actual; "will meet", "is due to meet", "looks forward to meeting" are planned; "refused to meet"
    is negated; "could meet", "wants to meet" possible; "would meet if …" conditional. In reported speech
    "would" is the future ("said it would help").
    """
    standing = _standing(predicate, 0)
    if standing is Standing.PLANNED and (fell_through(predicate) or _was_dropped(predicate)):
        return Standing.CANCELLED
    if standing in (Standing.ACTUAL, Standing.PLANNED):
        turned = is_turned(predicate, as_fact=True)
        if turned:
            return Standing.NEGATED
        if turned is None and relation(predicate) == "acl":
            return Standing.POSSIBLE  # "reports that they met"
    return standing


def _is_to(predicate: Token) -> bool:
    """Whether a form of "be" stands before "to" and somebody is its subject: "the two are to meet"."""
    to = next((c for c in predicate.children if c.lower_ == "to" and relation(c) == "mark"), None)
    if to is None or to.i < 1 or lemma_of(to.nbor(-1)) not in _words("be"):
        return False
    subject = next((c for c in predicate.children if relation(c) == "nsubj" and c.i < to.i), None)
    return subject is not None and lemma_of(subject) not in _words("aims")


def _is_unfulfilled(predicate: Token) -> bool:
    """ "The ministers were to have met": what is told did not happen then."""
    auxiliary = [c.lower_ for c in predicate.children if relation(c) == "aux" or c.dep_ == "cop"]
    return "to" in markers(predicate) and "have" in auxiliary and bool({"was", "were"} & set(auxiliary))


def fell_through(predicate: Token) -> bool:
    """Whether the sentence goes on that a plan came to nothing: "was due to meet her, but the visit was put off"."""
    end = predicate.sent.end
    turns = [
        t.i for t in predicate.doc[predicate.i : end] if t.lower_ in _words("turns") and t.pos_ in _TURNING
    ]
    if not turns:
        return False
    after = [t for t in predicate.doc[turns[0] + 1 : min(end, turns[0] + _REACH)] if t.pos_ == "VERB"]
    return any(_is_called_off(t) for t in after[:1])


def _was_dropped(predicate: Token) -> bool:
    """ "Hale, who had been scheduled to fly to Lima, cancelled the trip": told of whoever was to do it."""
    relative = next((t for t in (predicate, *predicate.ancestors) if t.dep_ == "acl:relcl"), None)
    if relative is None:
        return False
    subject = relative.head
    verb = subject.head
    drops = relation(subject) == "nsubj" and verb.pos_ == "VERB" and verb.i > predicate.i
    return drops and _is_called_off(verb) and not is_negated(verb)


def _is_called_off(verb: Token) -> bool:
    particles = [c.lower_ for c in verb.children if c.dep_ == "compound:prt" or c.lower_ == "off"]
    listed = _words("cancelled") | _words("moved")
    return (
        is_negated(verb)
        or lemma_of(verb) in listed
        or any(f"{lemma_of(verb)} {p}" in listed for p in particles)
    )


def _standing(predicate: Token, depth: int) -> Standing:
    if is_negated(predicate):
        return Standing.NEGATED
    if predicate.sent.text.rstrip("\"”’' ").endswith("?"):
        return Standing.POSSIBLE
    marks = markers(predicate)
    if _is_unfulfilled(predicate):
        return Standing.CANCELLED
    if "to" in marks and predicate.tag_ == "VB" and _is_to(predicate):
        return Standing.PLANNED  # "is to meet", wherever the tree hangs it
    if any(m in _words("conditional_marks") for m in marks):
        return Standing.CONDITIONAL
    if "without" in marks:
        return Standing.NEGATED
    when = {*marks, *(c.lower_ for c in predicate.children if c.tag_ == "WRB")}
    if predicate.tag_ in ("VBZ", "VBP") and when & _words("until_then") and modal_of(predicate) is None:
        return Standing.PLANNED  # "until the summit takes place", "before they meet"
    modal = modal_of(predicate)
    if modal in _words("future_modals") and _is_at_any_time(predicate):
        return Standing.POSSIBLE
    if modal in _words("future_modals"):
        return Standing.CONDITIONAL if _has_condition(predicate) else Standing.PLANNED
    if modal is not None:
        return Standing.POSSIBLE
    if depth > 6 or predicate.head.i == predicate.i:
        return Standing.PLANNED if "to" in marks and predicate.tag_ == "VB" else Standing.ACTUAL
    if is_finite(predicate) and "to" not in marks:
        return _embedded(predicate, depth)
    return _governed(predicate, marks, depth)


def _embedded(predicate: Token, depth: int) -> Standing:
    """A finite clause is as it says, unless it is the content of a wish or a denial."""
    if relation(predicate) == "ccomp":
        kind = _governor_kind(predicate.head)
        if kind in (Standing.POSSIBLE, Standing.NEGATED):
            return kind
    if relation(predicate) == "conj" and is_predicate(predicate.head):
        outer = _standing(predicate.head, depth + 1)
        return outer if outer is Standing.CONDITIONAL else Standing.ACTUAL
    return Standing.ACTUAL


def _governed(predicate: Token, marks: Iterable[str], depth: int) -> Standing:
    head = predicate.head
    if lemma_of(head) == "go" and head.tag_ == "VBG" and "to" in marks:
        return Standing.PLANNED if _standing(head, depth + 1) is Standing.ACTUAL else Standing.POSSIBLE
    outer = _standing(head, depth + 1) if is_predicate(head) or head.pos_ == "AUX" else Standing.ACTUAL
    if relation(predicate) == "conj":
        # "have agreed to a ceasefire and start talks": what was agreed to as well
        bare = predicate.tag_ in ("VB", "VBP") and outer is Standing.ACTUAL
        return Standing.PLANNED if bare and _governor_kind(head) is Standing.PLANNED else outer
    kind = _governor_kind(head)
    if kind is not None:
        if is_negated(head) or outer is Standing.NEGATED:
            return Standing.NEGATED
        return kind if outer in (Standing.ACTUAL, Standing.PLANNED) else outer
    if "to" in marks and predicate.tag_ == "VB":
        if head.tag_ == "VBN" and head.dep_ == "acl" and relation(predicate) == "advcl":
            return Standing.POSSIBLE  # "a process led by X to negotiate with Y"
        if is_headline_subject(head):
            return Standing.PLANNED
        if head.lower_ == "here":
            return Standing.ACTUAL  # "we are here today to launch the dialogue"
        if lemma_of(head) in _words("be") or head.pos_ not in ("VERB", "AUX"):
            return (
                Standing.PLANNED
                if outer is Standing.ACTUAL and lemma_of(head) in _words("be")
                else Standing.POSSIBLE
            )
        return outer
    return outer


def _governor_kind(head: Token) -> Standing | None:
    lemma = lemma_of(head)
    particles = [
        c.lower_ for c in head.children if c.dep_ == "compound:prt" or c.lower_ in ("forward", "off", "out")
    ]
    for name in ("planned", "cancelled", "negated", "possible"):
        listed = _words(name)
        if lemma in listed or head.lower_ in listed or any(f"{lemma} {p}" in listed for p in particles):
            return Standing(name)
    return None


def _is_at_any_time(predicate: Token) -> bool:
    """ "Would meet him any time, anywhere": an offer, and no plan."""
    words = [t.lower_ for t in predicate.doc[predicate.i : predicate.sent.end]]
    return bool(set(words) & _words("anytime")) or ("any", "time") in pairwise(words)


def _has_condition(predicate: Token) -> bool:
    return any(
        relation(c) == "advcl" and any(m in _words("conditional_marks") for m in markers(c))
        for c in predicate.children
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("governors")[name])


@cache
def _mapping(name: str) -> dict[str, str]:
    return dict(lexicon.load("governors")[name])
