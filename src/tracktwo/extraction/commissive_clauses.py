"""What a clause of undertaking must be like: who can undertake, what is a forecast, what is only a contact.

It reads single clauses; which of them undertake something is decided in :mod:`undertakings` and :mod:`offers`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import markers, objects_of, obliques_of, relation, subjects_of
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.office_words import head_class
from tracktwo.extraction.word_forms import lemma_of


def is_agent(subject: Token) -> bool:
    """Whether a subject can undertake anything: a name, a pronoun, an office or a side, and no thing of theirs."""
    if subject.pos_ in ("PROPN", "PRON", "X"):
        return True
    lemma = lemma_of(subject)
    return head_class(lemma) is not None or lemma in commissive_words("agents") or is_joint(subject.text)


def is_no_undertaking(verb: Token) -> bool:
    """Whether a verb tells of a state, a result or a move rather than of a step that is undertaken."""
    return lemma_of(verb) in commissive_words("no_undertaking") and not _has_object(
        verb, "only_without_object"
    )


def _has_object(verb: Token, name: str) -> bool:
    return lemma_of(verb) in commissive_words(name) and any(relation(c) == "obj" for c in verb.children)


def doers(verb: Token) -> tuple[Token, ...]:
    """The subjects of a reported clause; a bare "it" or "they" is who reports it ("Turkey pledged that it would")."""
    own = subjects_of(verb)
    pronouns = all(t.pos_ == "PRON" and t.lower_ not in commissive_words("first_person") for t in own)
    if own and pronouns and relation(verb) == "ccomp":
        return subjects_of(verb.head) or own
    return own


def hopes_for_others(verb: Token, head: Token) -> bool:
    """ "I hope that they will show restraint": no undertaking of whoever hopes, nor of them."""
    own = [c for c in verb.children if relation(c) == "nsubj"]
    hoping = [c for c in head.children if relation(c) == "nsubj"]
    return bool(own) and not (
        own[0].pos_ == "PRON" and hoping and own[0].lower_ in ("it", "they", "he", "she", "we")
    )


def condition_of(verb: Token, head: Token, *, strictly: bool = False) -> Token | None:
    """The clause under which something is undertaken, hung on the verb or on what governs it.

    ``strictly`` leaves out clauses that may only tell when: "when", "after", "until".
    """
    marks = commissive_words("strict_condition_marks" if strictly else "condition_marks")
    for clause in (*verb.subtree, *head.children):
        if relation(clause) != "advcl":
            continue
        if set(markers(clause)) & marks or clause.left_edge.lower_ in marks:
            return clause
    return None


def is_only_contact(verb: Token) -> bool:
    """Whether people will only meet; to hold a further round of a dialogue is more than that."""
    if lemma_of(verb) not in commissive_words("only_contact") or _has_object(verb, "only_without_object"):
        return False
    if lemma_of(verb) not in commissive_words("convening"):
        return True
    objects = objects_of(verb)
    convened = [t for t in objects if lemma_of(t) in commissive_words("convened")]
    counterparts = [o for t in (verb, *convened) for o in obliques_of(t, "with")]
    return not objects or (bool(convened) and bool(counterparts))


def is_forecast(verb: Token) -> bool:
    """Whether the clause is what somebody believes, fears or demands, not what its subject undertakes."""
    token = verb
    while relation(token) == "conj":
        token = token.head
    if relation(token) not in ("ccomp", "acl", "advcl", "xcomp", "csubj"):
        return False
    if relation(token) == "ccomp" and lemma_of(token.head) in commissive_section("verbs")["hoped"]:
        return hopes_for_others(token, token.head)
    return lemma_of(token.head) in commissive_words("forecasting")


@cache
def commissive_words(name: str) -> frozenset[str]:
    """One plain list of ``lexicon/commissives.yaml``."""
    return frozenset(str(w) for w in lexicon.load("commissives")[name])


def commissive_section(name: str) -> Any:
    """One section of ``lexicon/commissives.yaml`` as it stands there."""
    return lexicon.load("commissives")[name]
