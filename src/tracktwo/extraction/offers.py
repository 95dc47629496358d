"""Undertakings without a verb of undertaking: "ready to return once …", "are to sign", "would be lifted by May".

Who the speaker of an agentless one is, is settled in :mod:`commitments`.
"""

from __future__ import annotations

from spacy.tokens import Token

from tracktwo.extraction.clauses import (
    is_negated,
    is_passive,
    markers,
    objects_of,
    obliques_of,
    relation,
    subjects_of,
)
from tracktwo.extraction.commissive_clauses import (
    commissive_words,
    condition_of,
    doers,
    is_agent,
    is_forecast,
    is_no_undertaking,
    is_only_contact,
)
from tracktwo.extraction.goodwill import is_due
from tracktwo.extraction.standing import modal_of
from tracktwo.extraction.undertaking import Undertaking
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Strength


def by_being_to(verb: Token) -> Undertaking | None:
    """ "the ministers are to sign a protocol on Wednesday": what is arranged."""
    being = [c for c in verb.children if relation(c) in ("aux", "cop") and c.tag_ in ("VBZ", "VBP", "VBD")]
    if verb.tag_ != "VB" or "to" not in markers(verb) or not being or lemma_of(being[-1]) != "be":
        return None
    if relation(verb) not in ("ROOT", "ccomp", "conj", "parataxis") or is_negated(verb) or is_passive(verb):
        return None
    if being[-1].i > verb.i or verb.i - being[-1].i > 3 or is_forecast(verb):
        return None
    if being[-1].tag_ == "VBD" and relation(verb) != "ccomp":
        return None
    if is_only_contact(verb) or is_no_undertaking(verb):
        return None
    return Undertaking(verb, doers(verb), Strength.PLANNED)


def by_readiness(verb: Token) -> Undertaking | None:
    """ "is ready to return to the table once the crew are free": an offer under a condition."""
    head = verb.head
    if relation(verb) not in ("xcomp", "ccomp", "advcl", "acl") or "to" not in markers(verb):
        return None
    if (
        lemma_of(head) not in commissive_words("readiness")
        or is_negated(head)
        or not condition_of(verb, head)
    ):
        return None
    by = subjects_of(head) or subjects_of(head.head)
    return Undertaking(verb, by, Strength.CONDITIONAL, head, is_weak=True)


def of_the_speaker(verb: Token) -> Undertaking | None:
    """ "the limits would be lifted by May", "the crossing will reopen on 1 June": a step without who takes it."""
    if modal_of(verb) not in ("will", "would", "shall") or is_negated(verb) or is_forecast(verb):
        return None
    if lemma_of(verb) not in commissive_words("speakers_steps"):
        return None
    if relation(verb) not in ("ccomp", "parataxis", "ROOT", "conj"):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj:pass", "nsubj")), None)
    if subject is None or not _is_thing(subject) or objects_of(verb) not in ((), (subject,)):
        return None
    if obliques_of(verb, "by") and any(
        o.token.ent_type_ != "DATE" and is_agent(o.token) for o in obliques_of(verb, "by")
    ):
        return None
    condition = condition_of(verb, verb) is not None
    dated = any(t.ent_type_ == "DATE" for t in verb.subtree if t.i > verb.i)
    if not condition and not dated and not is_due(verb):
        return None
    strength = Strength.CONDITIONAL if condition else Strength.PLANNED
    return Undertaking(verb, (), strength, is_weak=True, is_speakers=True)


def is_settled_passive(verb: Token, head: Token) -> bool:
    """ "agreed that the fourth round would be held in May": by whoever agreed, and a step though it is a meeting."""
    if lemma_of(head) not in commissive_words("settling") or not is_passive(verb):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj:pass"), None)
    agent = any(is_agent(o.token) and o.token.ent_type_ != "DATE" for o in obliques_of(verb, "by"))
    return subject is not None and not is_agent(subject) and not agent


def _is_thing(subject: Token) -> bool:
    """Whether a subject is no agent: "the limits", "the first of them"."""
    if subject.pos_ == "NOUN":
        return not is_agent(subject) and lemma_of(subject) not in commissive_words("people")
    return subject.pos_ in ("ADJ", "NUM") and bool(obliques_of(subject, "of"))
