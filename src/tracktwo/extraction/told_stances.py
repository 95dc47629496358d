"""Stances that are told of a side outside of what it says: "Chad opposed the dam", "Ghana's refusal to sign".

Who stands for it is the subject of the clause, or whose support or opposition it is by the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import (
    clause_span,
    conjuncts,
    is_passive,
    is_read,
    phrase_span,
    relation,
    subjects_of,
    subtree_span,
)
from tracktwo.extraction.drafts import covered, words_at
from tracktwo.extraction.held_stances import find_held
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.leanings import leanings_told
from tracktwo.extraction.outright import words_of_outright
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.stance_claims import OWN_WORDS, Told, stance_of
from tracktwo.extraction.stance_words import words_of_stances
from tracktwo.extraction.voices import Voice
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Document, Span, Statement

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: How often what is told as a fact is right (`python -m evaluation claims`).
_OF_FACT = 0.7


def stances_told(
    document: Document, doc: Doc, actors: Actors, statements: Sequence[Statement]
) -> Iterator[Told]:
    """ "Washington and Islamabad supported the opening of …": told as a fact, one stance for each side."""
    told = [c.span for s in statements if s.party is not None for c in (*s.content, *s.cue)]
    for word in doc:
        if word.pos_ not in ("VERB", "ADJ", "NOUN") or not is_read(word) or is_passive(word):
            continue
        if covered([Span(word.idx, word.idx + len(word.text))], told):
            continue
        subjects = _own_subjects(word) or _makers(word)
        parties = _parties(subjects, actors) if subjects else []
        if not parties or (
            len(parties) == 1 and "+" not in parties[0] and any(_ends_a_list(t) for t in subjects)
        ):
            continue  # nobody, or one of several whose list was not understood
        voice = Voice(None, "+".join(sorted({p for party in parties for p in party.split("+")})), actors)
        start, end = clause_span(word)
        for leaning in leanings_told(word, voice):
            probability = _OF_FACT * (1.0 if leaning.is_known else OWN_WORDS)
            for party in parties:
                yield stance_of(party, leaning, (document.cite(start, end),), probability)


def stances_held(
    document: Document, doc: Doc, actors: Actors, statements: Sequence[Statement]
) -> Iterator[Told]:
    """ "called to reaffirm its commitment to the truce": held by a side, where nothing is reported."""
    told = [c.span for s in statements if s.party is not None for c in (*s.content, *s.cue)]
    for party, leaning, noun in find_held(doc, actors, told):
        probability = _OF_FACT * (1.0 if leaning.is_known else OWN_WORDS)
        yield stance_of(party, leaning, (document.cite(*subtree_span(noun)),), probability)


def _ends_a_list(subject: Token) -> bool:
    before = subject.doc[max(subject.sent.start, subject.left_edge.i - 1) : subject.i]
    return any(t.dep_ == "cc" for t in before) or any(relation(c) in ("cc", "conj") for c in subject.children)


def _makers(word: Token) -> tuple[Token, ...]:
    """Who makes something conditional: "Ghana made the signing of a pact conditional on a vote"."""
    if not forms_of(word) & words_of_outright("conditional"):
        return ()
    verb = next((t for t in word.ancestors if t.pos_ == "VERB"), None)
    return _own_subjects(verb) if verb is not None else ()


def _own_subjects(verb: Token) -> tuple[Token, ...]:
    """Subjects of the verb itself: one inherited from another clause is too often misread."""
    own = any(relation(c) == "nsubj" for c in verb.children) or relation(verb) == "conj"
    return subjects_of(verb) if own else _subject_before(verb)


def _subject_before(verb: Token) -> tuple[Token, ...]:
    """The noun right before a finite verb where "after X and Y supported …" was misread as a phrase "after X"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == verb.sent.start:
        return ()
    noun = verb.nbor(-1)
    while relation(noun) in ("conj", "flat", "compound") and noun.head.i < verb.i:
        noun = noun.head
    opens = any(c.i < noun.i and c.lower_ in words_of_stances("subordinators") for c in noun.children)
    return conjuncts(noun) if opens and noun.pos_ in ("PROPN", "NOUN", "PRON") else ()


def _parties(subjects: Sequence[Token], actors: Actors) -> list[str]:
    found: list[str] = []
    for subject in subjects:
        span = (subject.idx, subject.idx + len(subject.text))
        actor = actors.at(*span)
        party = actor.party if actor is not None else None
        if party is None and is_joint(subject.text):
            party = actors.party_of(Span(*span))
        if party is None and forms_of(subject) & words_of_outright("for_their_side"):
            party = party_of_words(words_at(subject.doc, *phrase_span(subject)))
        if party and party not in found:
            found.append(party)
    return found
