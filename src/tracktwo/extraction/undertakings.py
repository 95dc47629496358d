"""Clauses in which somebody undertakes something: "would help facilitate", "agreed to open", "is restarting".

It reads form and words only; who undertakes it for which party is settled in :mod:`commitments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    clause_head,
    clause_span,
    is_negated,
    is_passive,
    is_predicate,
    is_read,
    markers,
    objects_of,
    obliques_of,
    relation,
    subjects_of,
    subtree_span,
)
from tracktwo.extraction.standing import Standing, auxiliaries, modal_of, standing_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Strength


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One undertaking: what is to be done, by whom, and the verb or noun that undertakes it."""

    #: The verb of what is to be done, or the noun that is promised.
    action: Token
    by: tuple[Token, ...]
    strength: Strength
    #: The verb or noun of undertaking, None where a modal alone tells it.
    governor: Token | None = None
    #: Told by the report itself or only hoped, so less sure.
    is_weak: bool = False
    #: Nobody is named because all sides do: "it was agreed to hold".
    is_joint: bool = False

    @property
    def what_span(self) -> tuple[int, int]:
        """Offsets of what is undertaken: from the verb to the end of its clause, or the noun phrase."""
        if not is_predicate(self.action):
            return subtree_span(self.action)
        start, end = clause_span(self.action)
        first = next(
            (c for c in self.action.children if c.lower_ == "not" and c.i < self.action.i), self.action
        )
        return max(start, min(first.idx, end - 1)), _with_mark(self.action, end)

    @property
    def evidence_span(self) -> tuple[int, int]:
        """Offsets of the clause with its subject."""
        top = self.governor if self.governor is not None and is_predicate(self.governor) else self.action
        if not is_predicate(top):
            top = clause_head(top)
        start, end = clause_span(top)
        own = clause_span(self.action) if is_predicate(self.action) else subtree_span(self.action)
        start = min(start, own[0])
        joined = re.match(r"(?:that|which|who|and|but)\s+", top.doc.text[start:end])
        return start + (joined.end() if joined else 0), _with_mark(self.action, max(end, own[1]))


def _with_mark(token: Token, end: int) -> int:
    """``end`` with the closing quotation mark right behind it, if the words before it opened one."""
    text = token.doc.text
    while end > token.idx + 1 and text[end - 1] in ".,;" and text[end - 3 : end - 2] != ".":
        end -= 1
    opened = text[token.idx : end]
    behind = text[end : end + 1]
    return end + 1 if (behind == '"' and opened.count('"') % 2) or (behind == "”" and "“" in opened) else end


def find_undertakings(doc: Doc) -> Iterator[Undertaking]:
    """All undertakings in what is read, in order of the text, goodwill and forecasts left out."""
    for token in doc:
        if not is_read(token) or token.sent.text.rstrip("\"”’' ").endswith("?"):
            continue
        found = None
        if token.pos_ == "VERB":
            found = _by_governor(token) or _by_modal(token) or _by_progress(token) or _by_object(token)
        elif token.pos_ == "NOUN":
            found = _promised_noun(token)
        if found is not None and not is_goodwill(found.action) and (found.by or found.is_joint):
            yield found


def is_goodwill(action: Token) -> bool:
    """Whether what is undertaken says no more than that relations shall be good.

    A verb of goodwill with a general object or none; a step, a sum or a number makes it concrete.
    """
    words = [t for t in action.subtree if t.i >= action.i]
    lemmas = {lemma_of(t) for t in words}
    if any(_is_measure(t) for t in words):
        return False
    verbs = [
        action,
        *(c for c in action.subtree if c.pos_ == "VERB" and relation(c) in ("xcomp", "conj", "advcl", "obl")),
    ]
    if lemma_of(action) in _words("empty") or _points_back(action):
        return True
    if lemma_of(action) not in _words("goodwill_verbs"):
        return action.pos_ == "NOUN" and lemma_of(action) in _words("goodwill_objects")
    if lemmas & _words("step_nouns") and not lemmas & {
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
        lemma_of(t) in _words("goodwill_objects") or t.pos_ == "PRON" for t in objects
    ) or _touches_relations(objects)


def _is_measure(token: Token) -> bool:
    """A day, a sum or a count of things, but not "the two countries" or "the 200-year friendship"."""
    if token.ent_type_ in ("MONEY", "DATE") and not token.is_stop:
        return True
    return relation(token) == "nummod" and lemma_of(token.head) not in _words("uncounted")


def _complements(verb: Token) -> list[Token]:
    """Objects of a verb, and what its prepositions other than of time and place bring in."""
    found = list(objects_of(verb))
    found += [o.token for o in obliques_of(verb, "on", "for", "to", "toward", "towards", "against")]
    return found


def _touches_relations(objects: list[Token]) -> bool:
    general = {"relation", "relationship", "tie", "cooperation", "partnership", "friendship", "bond"}
    return all(any(lemma_of(t) in general for t in o.subtree) for o in objects[:1])


def _is_concrete(action: Token) -> bool:
    return any(c.pos_ == "VERB" and lemma_of(c) not in _words("goodwill_verbs") for c in action.children)


def _points_back(action: Token) -> bool:
    """ "will continue to do so": another clause holds what is undertaken."""
    return any(
        lemma_of(t) == "do" and t.i + 1 < len(t.doc) and t.nbor().lower_ in _words("empty")
        for t in action.subtree
    )


def _by_modal(verb: Token) -> Undertaking | None:
    """ "we will continue this dialogue", "Islamabad would help"."""
    modal = modal_of(verb)
    if modal not in ("will", "shall", "would") or is_negated(verb) or relation(verb) in ("advcl", "acl"):
        return None
    if lemma_of(verb) in _words("no_undertaking") or _is_forecast(verb):
        return None
    if modal == "would" and relation(verb) not in ("ccomp", "conj", "parataxis", "ROOT"):
        return None
    standing = standing_of(verb)
    if standing not in (Standing.PLANNED, Standing.CONDITIONAL) or _is_only_contact(verb):
        return None
    by = _doers(verb)
    if not by and any(c.dep_ == "nsubj:pass" for c in verb.children):
        return None
    reported = relation(verb) == "ccomp" or any(t.lower_ in _words("first_person") for t in by)
    strength = Strength.PLEDGED if reported else Strength.PLANNED
    if standing is Standing.CONDITIONAL:
        strength = Strength.CONDITIONAL
    return Undertaking(verb, by, strength, is_weak=not reported)


def _doers(verb: Token) -> tuple[Token, ...]:
    """The subjects of a reported clause; a bare "it" or "they" is who reports it ("Turkey pledged that it would")."""
    own = subjects_of(verb)
    pronouns = all(t.pos_ == "PRON" and t.lower_ not in _words("first_person") for t in own)
    if own and pronouns and relation(verb) == "ccomp":
        return subjects_of(verb.head) or own
    return own


def _by_governor(verb: Token) -> Undertaking | None:
    """ "agreed to open", "pledged that it would withdraw", "hopes to sign"."""
    if relation(verb) not in ("xcomp", "ccomp", "advcl", "obl") or verb.head.i == verb.i:
        return None
    head = verb.head
    strength = _strength_of(head)
    if strength is None or is_negated(head) or standing_of(head) is Standing.NEGATED:
        return None
    if is_negated(verb) and strength is not Strength.PLEDGED:
        return None
    infinitive = "to" in markers(verb) and verb.tag_ in ("VB", "VBG")
    modal = modal_of(verb) in ("will", "would", "shall")
    if not (infinitive or modal) or (lemma_of(verb) in _words("no_undertaking") and not infinitive):
        return None
    if _is_only_contact(verb):
        return None
    if standing_of(head) in (Standing.POSSIBLE,) or (
        relation(verb) == "advcl" and strength is not Strength.PLEDGED
    ):
        return None
    if standing_of(head) is Standing.CONDITIONAL:
        strength = Strength.CONDITIONAL
    by = _doers(verb) if modal else subjects_of(head)
    joint = is_passive(head) and any(c.lower_ == "it" for c in head.children)  # "it was agreed to hold"
    return Undertaking(verb, by, strength, head, is_weak=strength is Strength.HOPED, is_joint=joint)


def _by_progress(verb: Token) -> Undertaking | None:
    """ "Washington is restarting a dialogue", "is sending a delegation": under way or next."""
    if verb.tag_ != "VBG" or lemma_of(verb) not in _words("stepping"):
        return None
    finite = [c for c in verb.children if relation(c) == "aux" and lemma_of(c) == "be"]
    if not finite or not any(c.tag_ in ("VBZ", "VBP") for c in finite) or is_negated(verb):
        return None
    if set(auxiliaries(verb)) & {"will", "would", "may", "might", "could"} or not objects_of(verb):
        return None
    if relation(verb) not in ("ROOT", "ccomp", "conj", "parataxis") or _is_forecast(verb):
        return None
    return Undertaking(verb, subjects_of(verb), Strength.PLANNED)


def _by_object(verb: Token) -> Undertaking | None:
    """ "pledged $40 million in aid", "agreed on a roadmap"."""
    lemma = lemma_of(verb)
    strength = next((Strength(n) for n, verbs in _section("with_object").items() if lemma in verbs), None)
    if strength is None or standing_of(verb) is not Standing.ACTUAL:
        return None
    prepositions = _section("object_prepositions").get(lemma, ())
    objects = [c for c in verb.children if relation(c) == "obj"]
    objects += [o.token for o in obliques_of(verb, *prepositions)] if prepositions else []
    steps = [t for t in objects if any(lemma_of(w) in _words("step_nouns") for w in _close(t))]
    return Undertaking(steps[0], subjects_of(verb), strength, verb) if steps else None


def _promised_noun(noun: Token) -> Undertaking | None:
    """ "announced plans to open", "its commitment to withdraw" as the object of a verb that tells it."""
    strength = next((Strength(n) for n, nouns in _section("nouns").items() if lemma_of(noun) in nouns), None)
    head = noun.head
    if strength is None or relation(noun) != "obj" or lemma_of(head) not in _words("telling"):
        return None
    if standing_of(head) is not Standing.ACTUAL:
        return None
    for child in noun.children:
        if relation(child) == "acl" and "to" in markers(child):
            if lemma_of(child) in _words("only_contact") or child.pos_ != "VERB":
                return None
            if lemma_of(head) in _words("repeating") and not _is_step(child):
                return None  # "reaffirmed its commitment to fight extremism"
            owners = tuple(c for c in noun.children if c.dep_ == "nmod:poss" and c.pos_ != "PRON")
            return Undertaking(child, owners or subjects_of(head), strength, head, is_weak=True)
    return None


def _is_only_contact(verb: Token) -> bool:
    """Whether people will only meet; to hold a further round of a dialogue is more than that."""
    if lemma_of(verb) not in _words("only_contact"):
        return False
    if lemma_of(verb) not in _words("convening"):
        return True
    objects = objects_of(verb)
    convened = [t for t in objects if lemma_of(t) in _words("convened")]
    counterparts = [o for t in (verb, *convened) for o in obliques_of(t, "with")]
    return not objects or (bool(convened) and bool(counterparts))


def _is_step(action: Token) -> bool:
    return any(lemma_of(t) in _words("step_nouns") or _is_measure(t) for t in action.subtree)


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
    return next((Strength(n) for n, verbs in _section("verbs").items() if lemma in verbs), None)


def _is_forecast(verb: Token) -> bool:
    """Whether the clause is what somebody believes, fears or demands, not what its subject undertakes."""
    token = verb
    while relation(token) == "conj":
        token = token.head
    if relation(token) not in ("ccomp", "acl", "advcl", "xcomp", "csubj"):
        return False
    return lemma_of(token.head) in _words("forecasting")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("commissives")[name])


def _section(name: str) -> Any:
    return lexicon.load("commissives")[name]
