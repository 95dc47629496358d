"""Words that tell of a change in a dialogue: "restarting a strategic dialogue", "a breakdown in the talks".

It finds the words and how they stand to fact; whose dialogue it is and what follows is for :mod:`states`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    antecedent_of,
    is_passive,
    is_predicate,
    markers,
    objects_of,
    obliques_of,
    phrase_span,
    phrase_tokens,
    preposition_of,
    relation,
    subjects_of,
)
from tracktwo.extraction.standing import Standing, standing_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Change

#: Behind these words stand the sides, who are no part of a dialogue's name.
_SIDES_BEHIND = re.compile(r"\s(?:between|with|among)\s")
#: How far behind "breakdown in" the noun of the dialogue may stand.
_REACH = 9


@dataclass(frozen=True, slots=True)
class ChangeMention:
    """One mention of a change."""

    change: Change
    standing: Standing
    #: The verb, noun or adjective of change.
    trigger: Token
    #: The noun of the dialogue.
    noun: Token
    is_verb: bool
    #: The dialogue is the verb's subject ("talks collapsed"), so that nobody is told to have done it.
    is_subject: bool = False

    @property
    def beside(self) -> tuple[Token, ...]:
        """Heads of the phrases with, between and among under the dialogue or its verb."""
        heads = (self.noun, self.trigger) if self.is_verb else (self.noun,)
        helped = any(
            lemma_of(child) in _section("third_roles") and preposition_of(child) == "as"
            for h in heads for o in obliques_of(h) for child in (o.token, *o.token.children)
        )  # fmt: skip
        wanted = ("between", "among", "of") if helped else ("with", "between", "among", "of")
        return tuple(o.token for h in heads for o in obliques_of(h, *wanted))

    @property
    def of_helpers(self) -> frozenset[int]:
        """Indices of the words before the noun that say who helps the sides to talk: "the EU-facilitated dialogue"."""
        told = [c for c in self.noun.children if c.tag_ == "VBN" and lemma_of(c) in _section("helping")]
        doc = self.noun.doc
        joined = [doc[i] for c in told if c.i > 1 and doc[c.i - 1].text in "-–" for i in (c.i - 1, c.i - 2)]
        return frozenset(t.i for t in (*joined, *(t for c in told for t in c.subtree)) if t.i < self.noun.i)

    @property
    def is_settled(self) -> bool:
        """Whether a change to come is settled: "agreed to resume", not "hopes to resume"."""
        token = self.trigger
        while relation(token) in ("xcomp", "ccomp", "advcl", "conj") and token.head.i != token.i:
            token = token.head
            if lemma_of(token) in _section("settling"):
                return True
        return False

    @property
    def is_attempt(self) -> bool:
        """Whether somebody only tries: "tried to revive the talks"."""
        return relation(self.trigger) == "xcomp" and lemma_of(self.trigger.head) in _section("attempting")

    @property
    def is_postponement(self) -> bool:
        """Whether one meeting is put off, and no dialogue broken off: "the meeting has been postponed"."""
        one = lemma_of(self.noun) in _section("single_meetings")
        return self.is_verb and one and _entry_of(self.trigger) in _section("putting_off")

    @property
    def dialogue_name(self) -> str | None:
        """The dialogue's own words without article and quotation marks, where they say more than "talks"."""
        if lemma_of(self.noun) in _section("single_meetings") or lemma_of(self.noun) in _section("tables"):
            return None
        start, end = phrase_span(self.noun)
        words = " ".join(self.noun.doc.text[start:end].split())
        words = _SIDES_BEHIND.split(words)[0].removeprefix("of ")
        kept = [
            w
            for w in words.replace('"', "").replace("“", "").replace("”", "").split()
            if w.lower() not in _empty()
        ]
        return " ".join(kept) if len(kept) > 1 else None


def find_changes(tokens: Iterable[Token]) -> Iterator[ChangeMention]:
    """All mentions of a change in a dialogue, in order of the text."""
    for token in tokens:
        if relation(token) == "amod":
            yield from _of_adjective(token)
        elif token.pos_ in ("NOUN", "ADJ", "PROPN") and token.lower_ in _section("standing_still"):
            yield from _of_standstill(token)
        elif token.pos_ == "VERB":
            yield from _of_verb(token)
        elif token.pos_ == "NOUN":
            yield from _of_noun(token)


def is_dialogue(noun: Token) -> bool:
    """Whether ``noun`` names talks between parties."""
    lemma = lemma_of(noun)
    before = {lemma_of(t) for t in phrase_tokens(noun) if t.i < noun.i}
    before |= {t.lower_ for t in noun.doc[max(0, noun.i - 1) : noun.i]}
    if noun.pos_ not in ("NOUN", "PROPN") or before & set(_section("no_dialogue")):
        return False
    if lemma in _section("dialogues"):
        return True
    return lemma in _section("processes") and bool(before & set(_section("of_talks")))


def change_of_verb(verb: Token) -> Change | None:
    """The change that ``verb`` makes to a dialogue that is its object or subject."""
    name = _verbs().get(_entry_of(verb))
    return Change(name) if name else None


def _entry_of(verb: Token) -> str:
    """The verb as the lexicon writes it, with its particle: "break off", "walk out"."""
    lemma = lemma_of(verb)
    particles = [c.lower_ for c in verb.children if c.dep_ == "compound:prt" or relation(c) == "advmod"]
    particles += [preposition_of(c).split(" ")[0] for c in verb.children]  # "walked out of the talks"
    return next((f"{lemma} {p}" for p in particles if f"{lemma} {p}" in _verbs()), lemma)


def _of_verb(verb: Token) -> Iterator[ChangeMention]:
    change = change_of_verb(verb)
    if change is None:
        return
    if change is Change.STARTED and any(c.lower_ in ("again", "anew", "afresh") for c in verb.children):
        change = Change.RESUMED
    lemma = lemma_of(verb)
    intransitive = _entry_of(verb) in _section("intransitive")
    done = [t for t in _undergoers(verb) if is_dialogue(t)]
    if change is Change.PROPOSED and lemma in _section("only_with_preposition"):
        done = []  # "called the talks a success" calls for none
    shares = [t for t in objects_of(verb) if lemma_of(t) in _section("shares")]
    done = done or [o.token for t in shares for o in obliques_of(t, "in") if is_dialogue(o.token)]
    if not done:
        done = [
            o.token
            for o in obliques_of(verb, "from", "out of", "of", "to", "for", "in", "into")
            if is_dialogue(o.token) or lemma_of(o.token) in _section("tables")
        ]
        if lemma in ("fail", "stop", "set") or (done and not _takes(lemma, done[0])):
            done = []
    for noun in done[:1]:
        if change is Change.PROPOSED or not (intransitive and relation(noun) == "obj"):
            yield ChangeMention(change, _standing(verb), verb, noun, is_verb=True)
        return
    for child in (antecedent_of(c) for c in verb.children if c.dep_ == "nsubj"):
        if is_dialogue(child) and change in (
            Change.STARTED, Change.RESUMED, Change.SUSPENDED, Change.CONCLUDED
        ):  # fmt: skip
            yield ChangeMention(change, _standing(verb), verb, child, is_verb=True, is_subject=True)


def _undergoers(verb: Token) -> tuple[Token, ...]:
    """To what it is done; a passive verb behind "and" has the subject of the one before it."""
    done = objects_of(verb)
    if not done and relation(verb) == "conj" and is_passive(verb):
        return tuple(antecedent_of(t) for t in subjects_of(verb.head))
    return done


def _takes(lemma: str, noun: Token) -> bool:
    """Whether the verb's phrase with this preposition means the dialogue itself."""
    prepositions = _section("with_preposition").get(lemma, ())
    return preposition_of(noun) in prepositions


def _of_noun(noun: Token) -> Iterator[ChangeMention]:
    name = _nouns().get(lemma_of(noun))
    if name is None:
        return
    told = [o.token for o in obliques_of(noun, "of", "in", "to", "for") if is_dialogue(o.token)]
    for dialogue in told[:1] or _dialogue_behind(noun):
        yield ChangeMention(Change(name), _noun_standing(noun), noun, dialogue, is_verb=False)


def _dialogue_behind(noun: Token) -> list[Token]:
    """The dialogue right behind "breakdown in", where the tree has hung it elsewhere."""
    behind = noun.doc[noun.i + 1 : min(noun.i + _REACH, noun.sent.end)]
    if not behind or behind[0].lower_ not in ("in", "of"):
        return []
    for token in behind[1:]:
        if token.pos_ == "NOUN" and is_dialogue(token):
            return [token]
        if token.pos_ not in ("DET", "ADJ", "PROPN", "NOUN", "PUNCT", "SYM", "NUM") or token.text == ",":
            break
    return []


def _of_standstill(word: Token) -> Iterator[ChangeMention]:
    """ "The dialogue has been in abeyance", "the talks are on hold"."""
    if not any(c.lower_ in ("in", "on", "at") and relation(c) == "case" for c in word.children):
        return
    told = word if any(relation(c) == "cop" for c in word.children) else word.head
    for child in told.children:
        if child.dep_ in ("nsubj", "nsubj:pass") and is_dialogue(child):
            yield ChangeMention(
                Change.SUSPENDED, standing_of(told), word, child, is_verb=False, is_subject=True
            )


def _of_adjective(word: Token) -> Iterator[ChangeMention]:
    if relation(word) != "amod" or not is_dialogue(word.head):
        return
    for name, adjectives in _section("adjectives").items():
        if word.lower_ in adjectives:
            yield ChangeMention(Change(name), Standing.ACTUAL, word, word.head, is_verb=False)


def _standing(verb: Token) -> Standing:
    if set(markers(verb)) & set(_section("not_yet")):
        return Standing.CONDITIONAL  # "before it returns to the talks"
    standing = standing_of(verb)
    hoped = relation(verb) == "ccomp" and lemma_of(verb.head) in _section("hoped_under")
    return Standing.CONDITIONAL if hoped and standing is Standing.PLANNED else standing


def _noun_standing(noun: Token) -> Standing:
    """A noun of change is a fact unless it is wished: "called for the resumption of talks"."""
    head = noun.head
    before = noun.doc[max(noun.sent.start, noun.left_edge.i - 1) : noun.i]
    if any(t.lower_ in _section("denied_by") for t in before):
        return Standing.NEGATED  # "the opening of a chapter, not the resumption of the talks"
    if relation(noun) in ("obj", "obl", "nmod", "ccomp") and head.i != noun.i:
        lemma = lemma_of(head)
        if lemma in _governors("possible") or lemma in _section("wishing"):
            return Standing.POSSIBLE
        if lemma in _governors("negated"):
            return Standing.NEGATED
        if lemma in _governors("planned"):
            return Standing.PLANNED
    return standing_of(head) if is_predicate(head) and relation(noun) in ("obj", "nsubj") else Standing.ACTUAL


@cache
def _verbs() -> dict[str, str]:
    return {verb: name for name, verbs in lexicon.load("state_changes")["verbs"].items() for verb in verbs}


@cache
def _nouns() -> dict[str, str]:
    return {noun: name for name, nouns in lexicon.load("state_changes")["nouns"].items() for noun in nouns}


def _section(name: str) -> Any:
    return lexicon.load("state_changes")[name]


@cache
def _empty() -> frozenset[str]:
    return frozenset(lexicon.load("state_changes")["empty_words"])


@cache
def _governors(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("governors")[name])
