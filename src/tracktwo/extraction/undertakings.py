"""Clauses in which somebody undertakes something: "would help facilitate", "agreed to open", "is restarting".

It reads form and words only; who undertakes it for which party is settled in :mod:`commitments`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    is_negated,
    is_passive,
    is_read,
    markers,
    objects_of,
    obliques_of,
    relation,
    subjects_of,
)
from tracktwo.extraction.commissive_clauses import (
    commissive_section,
    commissive_words,
    condition_of,
    doers,
    hopes_for_others,
    is_agent,
    is_forecast,
    is_no_undertaking,
    is_only_contact,
)
from tracktwo.extraction.goodwill import is_concrete_step, is_goodwill, is_measure
from tracktwo.extraction.offers import by_being_to, by_readiness, is_settled_passive, of_the_speaker
from tracktwo.extraction.standing import Standing, auxiliaries, modal_of, standing_of
from tracktwo.extraction.undertaking import Undertaking
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Strength

#: How many words behind its first verb a coordinated one may stand and share its subject.
_NEAR = 15


def find_undertakings(doc: Doc) -> Iterator[Undertaking]:
    """All undertakings in what is read, in order of the text, goodwill and forecasts left out."""
    for token in doc:
        if not is_read(token) or token.sent.text.rstrip("\"”’' ").endswith("?"):
            continue
        found = None
        if token.pos_ == "VERB":
            found = (
                _by_governor(token)
                or _by_modal(token)
                or by_readiness(token)
                or by_being_to(token)
                or _by_progress(token)
                or _by_object(token)
                or of_the_speaker(token)
            )
        elif token.pos_ == "NOUN":
            found = _promised_noun(token)
        if found is None or is_goodwill(found.action):
            continue
        if found.is_joint or found.is_speakers or any(is_agent(t) for t in found.by):
            yield found


def _by_modal(verb: Token) -> Undertaking | None:
    """ "we will continue this dialogue", "Islamabad would help"."""
    modal = modal_of(verb)
    if modal not in ("will", "shall", "would") or is_negated(verb) or relation(verb) in ("advcl", "acl"):
        return None
    if any(c.lower_ == "been" for c in verb.children):  # "we'd been working"
        return None
    if is_no_undertaking(verb) or is_forecast(verb) or not _has_near_subject(verb) or _is_journey(verb):
        return None
    if modal == "would" and relation(verb) not in ("ccomp", "conj", "parataxis", "ROOT"):
        return None
    standing = standing_of(verb)
    if standing not in (Standing.PLANNED, Standing.CONDITIONAL) or is_only_contact(verb):
        return None
    by = doers(verb)
    if _is_to_listeners(verb, by):
        return None
    if not by and any(c.dep_ == "nsubj:pass" for c in verb.children):
        return None
    reported = relation(verb) == "ccomp" or any(t.lower_ in commissive_words("first_person") for t in by)
    strength = Strength.PLEDGED if reported else Strength.PLANNED
    condition = condition_of(verb, verb, strictly=modal != "would")
    if standing is not Standing.CONDITIONAL and condition is None and not is_concrete_step(verb):
        return None
    if modal == "would" and condition is None and relation(verb) == "ROOT" and reported:
        return None  # "we would be sending a message": what one's own "would" comes to is no undertaking
    if standing is Standing.CONDITIONAL or condition is not None:
        strength = Strength.CONDITIONAL
    return Undertaking(verb, by, strength, is_weak=not reported)


def _is_journey(verb: Token) -> bool:
    """ "will start his trip in Chile": an itinerary, which is a planned contact and no promise."""
    journeys = lexicon.load("governors")["journeys"]
    return lemma_of(verb) in commissive_words("travelling") and any(
        lemma_of(c) in journeys for c in verb.children if relation(c) in ("obj", "obl")
    )


def _is_to_listeners(verb: Token, by: Sequence[Token]) -> bool:
    """ "I would invite you to look at the statement": what a speaker does to those who listen."""
    spoken = any(t.lower_ in commissive_words("first_person") for t in by)
    told = [c for c in verb.children if relation(c) in ("obj", "iobj")]
    return spoken and any(t.lower_ == "you" for t in told)


def _has_near_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own, or is coordinated with one close by that has."""
    if any(relation(c) in ("nsubj", "csubj", "expl") for c in verb.children):
        return True
    return relation(verb) == "conj" and verb.i - verb.head.i <= _NEAR and _has_near_subject(verb.head)


def _by_governor(verb: Token) -> Undertaking | None:
    """ "agreed to open", "pledged that it would withdraw", "hopes to sign"."""
    if relation(verb) not in ("xcomp", "ccomp", "advcl", "obl") or verb.head.i == verb.i:
        return None
    head = verb.head
    strength = _strength_of(head)
    if _is_past_aim(head) or (strength is Strength.HOPED and hopes_for_others(verb, head)):
        return None
    if strength is None or is_negated(head) or standing_of(head) is Standing.NEGATED:
        return None
    if is_negated(verb) and strength is not Strength.PLEDGED:
        return None
    loose = strength is Strength.HOPED or lemma_of(head) in commissive_words("vague")
    if loose and not is_concrete_step(verb):
        return None
    if lemma_of(head) == "expect" and not is_passive(head):
        return None
    infinitive = "to" in markers(verb) and verb.tag_ in ("VB", "VBG")
    modal = modal_of(verb) in ("will", "would", "shall")
    if not (infinitive or modal) or (is_no_undertaking(verb) and not infinitive):
        return None
    contact = is_only_contact(verb) and not is_settled_passive(verb, head)
    if contact and not _is_agreed_meeting(verb, strength):
        return None
    if standing_of(head) in (Standing.POSSIBLE,) or (
        relation(verb) == "advcl" and strength is not Strength.PLEDGED
    ):
        return None
    if standing_of(head) is Standing.CONDITIONAL:
        strength = Strength.CONDITIONAL
    by = doers(verb) if modal else subjects_of(head)
    if modal and is_settled_passive(verb, head):
        by = subjects_of(head)
    joint = is_passive(head) and any(c.lower_ == "it" for c in head.children)  # "it was agreed to hold"
    return Undertaking(verb, by, strength, head, is_weak=strength is Strength.HOPED, is_joint=joint)


def _is_past_aim(head: Token) -> bool:
    """ "was preparing to commit", "we have sought to provide": what was aimed at, told as past."""
    if lemma_of(head) not in commissive_words("aims"):
        return False
    if head.tag_ in ("VBN", "JJ") and any(relation(c) == "cop" for c in head.children):
        return True
    told = relation(head) == "ccomp" and head.tag_ == "VBD"  # "said it planned to" says that it plans to
    past = head.tag_ in ("VBD", "VBN") or any(
        c.tag_ == "VBD" or lemma_of(c) == "have" for c in head.children if relation(c) in ("aux", "cop")
    )
    expected = is_passive(head)  # "is expected to", "was due to": others' plan for it
    return past and not told and not expected


def _by_progress(verb: Token) -> Undertaking | None:
    """ "Washington is restarting a dialogue", "is sending a delegation": under way or next."""
    if verb.tag_ != "VBG" or lemma_of(verb) not in commissive_words("stepping"):
        return None
    finite = [c for c in verb.children if relation(c) == "aux" and lemma_of(c) == "be"]
    if not finite or not any(c.tag_ in ("VBZ", "VBP") for c in finite) or is_negated(verb):
        return None
    if set(auxiliaries(verb)) & {"will", "would", "may", "might", "could"} or not objects_of(verb):
        return None
    if relation(verb) not in ("ROOT", "ccomp", "conj", "parataxis") or is_forecast(verb):
        return None
    return Undertaking(verb, subjects_of(verb), Strength.PLANNED)


def _by_object(verb: Token) -> Undertaking | None:
    """ "pledged $40 million in aid", "agreed on a roadmap"."""
    lemma = lemma_of(verb)
    strength = next(
        (Strength(n) for n, verbs in commissive_section("with_object").items() if lemma in verbs), None
    )
    if strength is None or standing_of(verb) is not Standing.ACTUAL:
        return None
    prepositions = commissive_section("object_prepositions").get(lemma, ())
    objects = [c for c in verb.children if relation(c) == "obj"]
    objects += [o.token for o in obliques_of(verb, *prepositions)] if prepositions else []
    steps = [t for t in objects if any(lemma_of(w) in commissive_words("step_nouns") for w in _close(t))]
    return Undertaking(steps[0], subjects_of(verb), strength, verb) if steps else None


def _promised_noun(noun: Token) -> Undertaking | None:
    """ "announced plans to open", "its commitment to withdraw" as the object of a verb that tells it."""
    strength = next(
        (Strength(n) for n, nouns in commissive_section("nouns").items() if lemma_of(noun) in nouns), None
    )
    head = noun.head
    if strength is None or relation(noun) != "obj" or lemma_of(head) not in commissive_words("telling"):
        return None
    if standing_of(head) is not Standing.ACTUAL:
        return None
    for child in noun.children:
        if relation(child) == "acl" and "to" in markers(child):
            if lemma_of(child) in commissive_words("only_contact") or child.pos_ != "VERB":
                return None
            if lemma_of(child) in commissive_words("refusing"):
                return None  # "its decision to reject the proposal"
            if lemma_of(noun) in commissive_words("vague") and not is_concrete_step(child):
                return None
            if lemma_of(head) in commissive_words("repeating") and not _is_step(child):
                return None  # "reaffirmed its commitment to fight extremism"
            owners = tuple(c for c in noun.children if c.dep_ == "nmod:poss" and c.pos_ != "PRON")
            return Undertaking(child, owners or subjects_of(head), strength, head, is_weak=True)
    return None


def _is_agreed_meeting(verb: Token, strength: Strength) -> bool:
    """ "agreed to meet again in October", "agreed to hold a third round": a next step, and not only a contact."""
    convened = lemma_of(verb) in commissive_words("convening") and any(
        lemma_of(t) in commissive_words("convened") for t in objects_of(verb)
    )
    if strength is Strength.PLEDGED and convened:
        return True
    again = any(t.lower_ == "again" for t in verb.children)
    return strength is Strength.PLEDGED and again and any(t.ent_type_ == "DATE" for t in verb.subtree)


def _is_step(action: Token) -> bool:
    return any(lemma_of(t) in commissive_words("step_nouns") or is_measure(t) for t in action.subtree)


def _close(noun: Token) -> list[Token]:
    return [
        noun,
        *(
            t
            for c in noun.children
            if relation(c) in ("compound", "amod", "nummod", "nmod")
            for t in c.subtree
        ),
    ]


def _strength_of(head: Token) -> Strength | None:
    lemma = lemma_of(head)
    if any(c.lower_ == "forward" for c in head.children):
        return None
    return next((Strength(n) for n, verbs in commissive_section("verbs").items() if lemma in verbs), None)
