"""What is only goodwill: "will further strengthen relations", "will continue to work closely". No step, no promise.

Who would do it and how firmly is not looked at.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import markers, objects_of, obliques_of, relation
from tracktwo.extraction.commissive_clauses import commissive_words
from tracktwo.extraction.ordinals import ordinal_of
from tracktwo.extraction.word_forms import lemma_of


def is_goodwill(action: Token) -> bool:
    """Whether what is undertaken says no more than that relations shall be good.

    A verb of goodwill with a general object or none; a step, a sum or a number makes it concrete.
    """
    if _is_of_words(action):
        return True
    if _convenes_next(action):
        return False
    words = [t for t in action.subtree if t.i >= action.i]
    lemmas = {lemma_of(t) for t in words}
    if any(is_measure(t) for t in words):
        return False
    verbs = [
        action,
        *(c for c in action.subtree if c.pos_ == "VERB" and relation(c) in ("xcomp", "conj", "advcl", "obl")),
    ]
    if lemma_of(action) in commissive_words("empty") or _points_back(action):
        return True
    if lemma_of(action) not in commissive_words("goodwill_verbs"):
        return action.pos_ == "NOUN" and lemma_of(action) in commissive_words("goodwill_objects")
    if _only_goes_on(action):
        return True
    if lemmas & commissive_words("step_nouns") and not lemmas & {
        "relation",
        "relationship",
        "tie",
        "cooperation",
        "partnership",
    }:
        return False
    objects = [t for verb in verbs for t in _complements(verb)]
    if not objects:
        return not _is_concrete(action)
    return all(
        lemma_of(t) in commissive_words("goodwill_objects") or t.pos_ == "PRON" for t in objects
    ) or _touches_relations(objects)


def _is_of_words(action: Token) -> bool:
    """ "will deliver remarks on Thursday", "will play a key role": nothing is done, whatever the day."""
    things = [t for t in objects_of(action) if relation(t) in ("obj", "conj")]
    return bool(things) and all(lemma_of(t) in commissive_words("only_words") for t in things)


def _convenes_next(action: Token) -> bool:
    """ "hold the annual consultations", "convene a fourth meeting": one that is told apart from talking in general."""
    if lemma_of(action) not in commissive_words("convening"):
        return False
    return any(
        lemma_of(t) in commissive_words("convened")
        and any(
            c.lower_ in commissive_words("next_ones") or ordinal_of(c.text) is not None
            for c in t.children
            if relation(c) == "amod"
        )
        for t in objects_of(action)
    )


def is_concrete_step(action: Token) -> bool:
    """Whether an undertaking names a step: a sum, a number, a day, something convened or set up, a thing let go."""
    behind = [t for t in action.subtree if t.i > action.i]
    if any(is_measure(t) for t in behind) or is_due(action) or _is_to_come_again(action):
        return True
    verbs = [action]
    for verb in verbs:
        verbs += [
            c
            for c in verb.children
            if c.i > verb.i
            and c.pos_ == "VERB"
            and (
                relation(c) in ("xcomp", "ccomp")
                or (relation(c) == "advcl" and c.tag_ == "VBG" and "in" in markers(c))
            )
        ]
    if any(lemma_of(v) in commissive_words("speakers_steps") and objects_of(v) for v in verbs):
        return True
    things = [
        t for v in verbs for t in (*objects_of(v), *(o.token for o in obliques_of(v, "to", "for", "with")))
    ]
    nouns = commissive_words("step_nouns") | commissive_words("convened")
    return any(lemma_of(t) in nouns for t in things if t.pos_ in ("NOUN", "PROPN"))


def is_due(action: Token) -> bool:
    """Whether it is to be done by, before or within a time: "before the end of the year"."""
    told = obliques_of(action, "by", "before", "within", "until")
    return any(lemma_of(o.token) in lexicon.load("governors")["time_heads"] for o in told)


def _is_to_come_again(action: Token) -> bool:
    """ "will put it again in the spring": the same once more, at a time."""
    if not any(c.lower_ == "again" for c in action.children):
        return False
    told = obliques_of(action, "in", "on", "at", "during", "")
    return any(lemma_of(o.token) in lexicon.load("governors")["time_heads"] for o in told)


def _only_goes_on(action: Token) -> bool:
    """ "will continue to work with", "keep pressing": what is done already, and goes on."""
    if lemma_of(action) not in commissive_words("going_on"):
        return False
    return any(relation(c) in ("xcomp", "advcl", "ccomp") and c.pos_ == "VERB" for c in action.children)


def is_measure(token: Token) -> bool:
    """A day, a sum or a count of things, but not "the two countries" or "the 200-year friendship"."""
    if token.ent_type_ in ("MONEY", "DATE") and not token.is_stop:
        return True
    return relation(token) == "nummod" and lemma_of(token.head) not in commissive_words("uncounted")


def _complements(verb: Token) -> list[Token]:
    """Objects of a verb, and what its prepositions other than of time and place bring in."""
    found = list(objects_of(verb))
    found += [o.token for o in obliques_of(verb, "on", "for", "to", "toward", "towards", "against")]
    return found


def _touches_relations(objects: list[Token]) -> bool:
    general = {"relation", "relationship", "tie", "cooperation", "partnership", "friendship", "bond"}
    return all(any(lemma_of(t) in general for t in o.subtree) for o in objects[:1])


def _is_concrete(action: Token) -> bool:
    return any(
        c.pos_ == "VERB" and relation(c) != "conj" and lemma_of(c) not in commissive_words("goodwill_verbs")
        for c in action.children
    )


def _points_back(action: Token) -> bool:
    """ "will continue to do so": another clause holds what is undertaken."""
    return any(
        lemma_of(t) == "do" and t.i + 1 < len(t.doc) and t.nbor().lower_ in commissive_words("empty")
        for t in action.subtree
    )
