"""Support or opposition that a side is told to hold where nothing is reported: "called to reaffirm U.S. support for X".

It looks at nouns of stance under verbs of telling outside of statements; what is said is read in :mod:`stances`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.attendees import attendees_of
from tracktwo.extraction.clauses import is_negated, is_read, relation, subjects_of, subtree_span
from tracktwo.extraction.drafts import covered, words_at
from tracktwo.extraction.issue_naming import Leaning
from tracktwo.extraction.issue_paths import all_governed
from tracktwo.extraction.leanings import owner_of
from tracktwo.extraction.outright import words_of_outright
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.stance_words import polarity_of, weight_of, words_of_stances
from tracktwo.extraction.standing import Standing, standing_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Span

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

_DENIED = (Standing.NEGATED, Standing.CANCELLED, Standing.CONDITIONAL)


def find_held(doc: Doc, actors: Actors, told: Sequence[Span]) -> Iterator[tuple[str, Leaning, Token]]:
    """The side, what it leans for or against, and the noun that says so.

    Arguments:
        doc: a read document.
        actors: who its noun phrases stand for.
        told: what its statements cover, which is left out here.
    """
    for noun in doc:
        if (
            noun.pos_ != "NOUN"
            or not is_read(noun)
            or covered([Span(noun.idx, noun.idx + len(noun.text))], told)
        ):
            continue
        value = polarity_of(noun, "nouns")
        if value is not None and (side := _owner_outright(noun)) is not None:
            for leaning in all_governed(noun, value, 1.0, None, outright=True):
                yield side, leaning, noun
            continue
        verb = _teller(noun) if value is not None else None
        if value is None or verb is None or is_negated(noun) or is_negated(verb):
            continue
        if standing_of(verb) in _DENIED:
            continue
        party = _holder(noun, verb, actors)
        if party is not None:
            for leaning in all_governed(noun, value, weight_of(noun), None):
                yield party, leaning, noun


def _owner_outright(noun: Token) -> str | None:
    """Whose refusal or demand it is by the words, whatever is told of it: "Chad's refusal to sign delayed it"."""
    if is_negated(noun) or not forms_of(noun) & words_of_outright("owned"):
        return None
    owner = owner_of(noun)
    if owner is None or owner.pos_ == "PRON":
        return None
    return party_of_words(words_at(owner.doc, *subtree_span(owner)).removesuffix("'s").removesuffix("’s"))


def _teller(noun: Token) -> Token | None:
    """The verb that tells of it: "to reaffirm the support", "to convey thanks and the concern"."""
    first = noun
    while relation(first) == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    verb = first.head
    told = relation(first) == "obj" and verb.pos_ == "VERB"
    return verb if told and lemma_of(verb) in words_of_stances("telling_of_stances") else None


def _holder(noun: Token, verb: Token, actors: Actors) -> str | None:
    """Whose it is: the side named before it if that is of those who tell, else theirs."""
    tellers = {p for a in attendees_of(subjects_of(verb), actors) for p in a.parties}
    owner = owner_of(noun)
    named = None
    if owner is not None and owner.pos_ != "PRON":
        named = party_of_words(
            words_at(owner.doc, *subtree_span(owner)).removesuffix("'s").removesuffix("’s")
        )
    if named is not None:
        return named if set(named.split("+")) <= tellers or not tellers else None
    if owner is not None and owner.pos_ not in ("PRON", "DET") and not _is_body(owner):
        return None
    return "+".join(sorted(tellers)) or None


def _is_body(owner: Token) -> bool:
    return lemma_of(owner) in words_of_stances("own_bodies")
