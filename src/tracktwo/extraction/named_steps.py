"""How an issue is worded that needs more than its noun: "the war in Tigray", "the right to defend itself".

It words single nouns on the way from a word of stance; which way that leads is followed in :mod:`issue_paths`.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tracktwo.extraction.clauses import markers, obliques_of, phrase_tokens, preposition_of, relation
from tracktwo.extraction.stance_words import is_reversing, words_of_stances
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.extraction.wordings import forms_of

#: Such issues are told with so many words at most.
_LONGEST = 7


def is_claimed(noun: Token) -> bool:
    """ "Chad's right to defend itself": a right that is told, and not rights in general."""
    if not forms_of(noun) & words_of_stances("claimed"):
        return False
    return _to_do(noun) is not None or any(
        preposition_of(c) in ("to", "of") for c in noun.children if relation(c) == "nmod"
    )


def claimed_words(noun: Token) -> str | None:
    """A right to do something with what that is, up to where or when: "Chad's right to defend itself"."""
    step = _to_do(noun) if forms_of(noun) & words_of_stances("claimed") else None
    if step is None:
        return None
    thing = next((c for c in step.children if relation(c) == "obj"), step)
    last = max(t.i for t in (step, thing))
    first = next((c.left_edge for c in noun.children if c.dep_ == "nmod:poss" and c.pos_ != "PRON"), noun)
    words = noun.doc[first.i : last + 1].text.split()
    return " ".join(words) if len(words) <= _LONGEST else None


def is_strife(noun: Token) -> bool:
    """Whether a noun tells of fighting or the like, which is no issue by itself."""
    return bool(forms_of(noun) & words_of_stances("strife"))


def strife_ended(path: Sequence[Token]) -> str | None:
    """ "an end to the war in Tigray": what is to end, with where or between whom it is."""
    target = path[-1]
    if not is_strife(target) or not any(is_reversing(t) for t in path[:-1]):
        return None
    where = next(iter(obliques_of(target, "in", "between", "against")), None)
    if where is None:
        return None
    words = [target, *(t for t in phrase_tokens(where.token) if t.i > target.i)]
    start, end = target.idx, max(t.idx + len(t.text) for t in words)
    told = " ".join(target.doc.text[start:end].split())
    return told if len(told.split()) <= _LONGEST else None


def with_step(words: str, thing: Token, path: Sequence[Token]) -> str:
    """The issue with what is to be done to it, where that is a step: "release the seized vessels"."""
    verb = path[-2] if len(path) > 1 else thing
    if verb.pos_ != "VERB" or relation(thing) != "obj" or thing.head.i != verb.i or is_reversing(verb):
        return words
    return f"{lemma_of(verb)} {words}" if lemma_of(verb) in words_of_stances("steps_to_take") else words


def is_attempt(noun: Token) -> bool:
    """Whether a noun only leads on to what is to be done: "any attempt to close the port"."""
    return bool(forms_of(noun) & words_of_stances("attempts")) and _to_do(noun) is not None


def attempted_words(path: Sequence[Token]) -> str | None:
    """What is attempted, where it is done to people and so is no issue by its noun: "displace the Palestinians"."""
    thing, verb = path[-1], path[-2] if len(path) > 1 else path[-1]
    if verb.pos_ != "VERB" or relation(thing) != "obj" or is_reversing(verb):
        return None
    if not any(forms_of(t) & words_of_stances("attempts") for t in path[1:-2]):
        return None
    if not (thing.ent_type_ == "NORP" or forms_of(thing) & words_of_stances("no_issues")):
        return None
    words = thing.doc[verb.i : max(thing.i, verb.i) + 1].text.split()
    return " ".join(words) if len(words) <= _LONGEST else None


def is_between_sides(noun: Token) -> bool:
    """ "dialogue between the two Koreas": talks whose sides are told, which is more than dialogue in general."""
    if not forms_of(noun) & words_of_stances("talks_of_sides"):
        return False
    return any(
        preposition_of(c) in ("between", "with", "among")
        and any(t.pos_ == "PROPN" or t.ent_type_ for t in c.subtree)
        for c in noun.children
        if relation(c) == "nmod"
    )


def is_of_sides(noun: Token) -> bool:
    """Whether a step is told with whose or with whom it is: "the agreement between Mali and the bloc"."""
    naming = ("NORP", "LOCATION", "ORGANIZATION", "PERSON")
    return any(
        t.ent_type_ in naming
        for c in noun.children
        if relation(c) in ("nmod", "compound", "amod")
        for t in c.subtree
    )


def _to_do(noun: Token) -> Token | None:
    return next((c for c in noun.children if relation(c) == "acl" and "to" in markers(c)), None)
