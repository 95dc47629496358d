"""Where a side stands by what it rules out or makes a condition: "there will be no talks", "not until the port opens".

It reads single predicates of what somebody says; words that take a side by themselves are read in :mod:`leanings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tracktwo.extraction.clauses import (
    is_negated,
    markers,
    obliques_of,
    preposition_of,
    relation,
    subjects_of,
)
from tracktwo.extraction.issue_naming import Leaning
from tracktwo.extraction.issue_paths import all_governed, all_towards
from tracktwo.extraction.outright import words_of_outright
from tracktwo.extraction.stance_words import asks, is_reversing, polarity_of, words_of_stances
from tracktwo.extraction.standing import modal_of
from tracktwo.extraction.veridicality import is_turned
from tracktwo.extraction.voices import Side, Voice
from tracktwo.extraction.wordings import forms_of

_THINGS = ("NOUN", "PROPN")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


def ruled_out_in(token: Token, inside: set[int], voice: Voice) -> Iterator[Leaning]:
    """What a predicate rules out, makes a condition or calls harmful, in what ``voice`` says."""
    if not token.sent.text.rstrip("\"”’' ").endswith("?"):
        found = [x for x in _ruled_out(token, inside, voice) if _says_enough(x)]
        if found and is_turned(token, inside) is False:
            yield from found


def _says_enough(leaning: Leaning) -> bool:
    """Whether an issue is known or told in more than one word: no "guard", "date", "focus"."""
    return leaning.is_known or " " in leaning.issue


def _ruled_out(token: Token, inside: set[int], voice: Voice) -> Iterator[Leaning]:
    yield from _of_existence(token, inside)
    yield from _of_predicate_noun(token, inside, voice)
    if forms_of(token) & words_of_outright("conditional"):  # now and then taken for a verb
        yield from all_governed(token, True, 1.0, inside, outright=True)
    if token.pos_ == "VERB":
        yield from _of_harm(token, inside)
        if _is_barred(token):
            yield from _towards(_undergoing(token), is_reversing(token), inside, token)
        if asks(token) and is_negated(token):
            yield from _towards(token, True, inside, token)
        if voice.side_of_subjects(subjects_of(token)) is Side.OWN:
            yield from refused_by(token, inside)
            yield from _of_condition(token, inside)


def ruled_out_of(token: Token, inside: set[int], voice: Voice) -> Iterator[Leaning]:
    """What a side rules out by a predicate of its own that is told as a fact: "Chad will not sign"."""
    yield from (x for x in _told_ruled_out(token, inside, voice) if _says_enough(x))


def _told_ruled_out(token: Token, inside: set[int], voice: Voice) -> Iterator[Leaning]:
    yield from _of_predicate_noun(token, inside, voice)
    if forms_of(token) & words_of_outright("conditional"):  # now and then taken for a verb
        yield from all_governed(token, True, 1.0, inside, outright=True)
    if token.pos_ == "VERB" and voice.side_of_subjects(subjects_of(token)) is Side.OWN:
        yield from refused_by(token, inside)
        yield from _of_condition(token, inside)


def conditions_in(content: Sequence[Token], voice: Voice) -> list[Leaning]:
    """What a side makes the condition of its own step: "we are ready to talk if the troops leave"."""
    inside = {t.i for t in content}
    found: list[Leaning] = []
    for token in content:
        if token.pos_ in ("VERB", "ADJ") and voice.side_of_subjects(subjects_of(token)) is Side.OWN:
            found += _of_condition(token, inside)
    return found


def refused_by(verb: Token, inside: set[int] | None) -> Iterator[Leaning]:
    """ "will not take part in the talks", "has no plans to sign": what whoever is the subject does not do."""
    if is_negated(verb) and forms_of(verb) & words_of_outright("only_denied"):
        yield from all_governed(verb, False, 1.0, inside, sure=True, outright=True)
        return
    if is_negated(verb) and _until(verb):
        return  # "will not return until …": it is the condition that is wanted
    if is_negated(verb) and forms_of(verb) & words_of_outright("not_giving_way"):
        yield from all_governed(verb, True, 1.0, inside, sure=True, outright=True)
        return
    if modal_of(verb) in words_of_stances("possible_at_all") and is_negated(verb):
        if forms_of(verb) & (words_of_stances("refused_steps") | words_of_outright("refused")):
            yield from all_towards(verb, True, 1.0, inside, verb, sure=True, outright=True)
        return
    for thing in (c for c in verb.children if relation(c) == "obj" and c.i > verb.i):
        if (is_negated(thing) or is_negated(verb)) and forms_of(thing) & words_of_outright("only_denied"):
            yield from all_governed(thing, False, 1.0, inside, sure=True, outright=True)


def _towards(thing: Token | None, is_for: bool, inside: set[int] | None, governor: Token) -> list[Leaning]:
    if thing is None:
        return []
    return all_towards(thing, is_for, 1.0, inside, governor, sure=True, outright=True)


def _of_existence(be: Token, inside: set[int]) -> Iterator[Leaning]:
    """ "There will be no talks", "there is no need for a third party", "there is no alternative to the treaty"."""
    if not any(relation(c) == "expl" for c in be.children):
        return
    thing = next((c for c in be.children if relation(c) == "nsubj" and c.pos_ == "NOUN"), None)
    if thing is None or not (is_negated(be) or is_negated(thing)):
        return
    if forms_of(thing) & words_of_outright("no_other"):
        yield from all_governed(thing, True, 1.0, inside, outright=True)
    elif polarity_of(thing, "nouns"):
        yield from all_governed(thing, False, 1.0, inside, outright=True)
    elif modal_of(be) in words_of_stances("possible_at_all") and not forms_of(thing) & words_of_outright(
        "not_ruled_out"
    ):
        yield from _towards(thing, False, inside, be)


def _of_predicate_noun(noun: Token, inside: set[int], voice: Voice) -> Iterator[Leaning]:
    """ "We are against the corridor", "they are in favour of a union"."""
    beside = (t for c in noun.children for t in (c, *c.children))
    if noun.pos_ not in _THINGS or not any(relation(t) == "cop" for t in beside):
        return
    if voice.side_of_subjects(subjects_of(noun)) is not Side.OWN:
        return
    case = preposition_of(noun).rpartition(" ")[2]  # the verb "to be" may be taken for a part of it
    if case == "against":
        yield from _towards(noun, is_negated(noun), inside, noun)
    elif case == "in" and forms_of(noun) & words_of_outright("favour"):
        yield from all_governed(noun, not is_negated(noun), 1.0, inside, outright=True)


def _is_barred(verb: Token) -> bool:
    """ "The union cannot be established": what is said to be impossible because somebody does not want it."""
    barring = modal_of(verb) in words_of_outright("barring_modals") and is_negated(verb)
    return barring and bool(forms_of(verb) & words_of_outright("barred")) and _undergoing(verb) is not None


def _undergoing(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "nsubj:pass" and c.pos_ in _THINGS), None)


def _of_harm(verb: Token, inside: set[int]) -> Iterator[Leaning]:
    """ "New sanctions would hamper the talks": what is said to do harm to what is good."""
    if not forms_of(verb) & words_of_outright("harming") or is_negated(verb) or "if" in markers(verb):
        return
    thing = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if thing is None or thing.pos_ != "NOUN" or thing.ent_type_:
        return
    yield from all_towards(thing, False, 1.0, inside, verb, outright=True)


def _until(main: Token) -> bool:
    phrases = obliques_of(main, *words_of_outright("until"))
    clauses = (c for c in main.children if relation(c) == "advcl")
    return any(set(markers(c)) & words_of_outright("until") for c in clauses) or any(
        p.token.ent_type_ != "DATE" for p in phrases
    )


def _of_condition(main: Token, inside: set[int]) -> Iterator[Leaning]:
    """ "will not return until the crew is free", "only if the siege ends", "ready to sign once the port is open"."""
    steps = [main, *(c for c in main.children if relation(c) in ("xcomp", "advcl") and c.pos_ == "VERB")]
    for step in steps:
        for clause in (c for c in step.children if relation(c) == "advcl" and c.pos_ in ("VERB", "ADJ")):
            if not _is_wanted(clause, main, steps):
                continue
            undergoing = _undergoing(clause)
            if undergoing is not None:  # "until the sanctions are lifted"
                yield from _towards(undergoing, not is_reversing(clause), inside, main)
            else:  # a negated clause turns itself round on the way
                yield from _towards(clause, not is_negated(clause), inside, main)
    for phrase in obliques_of(main, *words_of_outright("until")) if is_negated(main) else ():
        if phrase.token.ent_type_ != "DATE":
            yield from _towards(phrase.token, True, inside, main)


def _is_wanted(clause: Token, main: Token, steps: Sequence[Token]) -> bool:
    """Whether a clause is a condition that a side makes of its own step, and no occasion of what it threatens."""
    marks = set(markers(clause)) | {c.lower_ for c in clause.children if c.i < clause.i and c.tag_ == "WRB"}
    if is_negated(main):
        return bool(marks & words_of_outright("until")) or ("if" in marks and is_negated(clause))
    if is_negated(clause) or (main.pos_ != "ADJ" and modal_of(main) not in ("will", "can", "shall")):
        return False  # "would", "could": a threat as often as an offer
    if any(c.lower_ == "only" for c in main.children):
        return bool(marks & words_of_outright("only_once"))
    own = [t for t in steps if t.i == main.i or relation(t) == "xcomp"]
    taken = any(forms_of(t) & words_of_outright("steps_on_condition") for t in own)
    return taken and bool(marks & words_of_outright("once"))
