"""From a word that takes a side down to the issue that it governs: "oppose" + "an end to" + X is for X.

It follows the tree and names the issue; which words take a side, and whose side that is, is for :mod:`leanings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from tracktwo.extraction.clauses import (
    antecedent_of,
    is_negated,
    markers,
    obliques_of,
    preposition_of,
    relation,
)
from tracktwo.extraction.issue_naming import OUTRIGHT, Leaning, leaning_on, outright_leaning
from tracktwo.extraction.issues import known_issues
from tracktwo.extraction.named_steps import is_attempt
from tracktwo.extraction.outright import is_taken_outright, told_words, words_of_outright
from tracktwo.extraction.stance_words import is_reversing, polarity_of, words_of_stances
from tracktwo.extraction.wordings import forms_of

_DEEPEST = 5


def governed(
    word: Token, is_for: bool, weight: float, inside: set[int] | None, *, sure: bool = False
) -> Leaning | None:
    """The leaning on what ``word`` governs: its object, complement or the noun under its preposition."""
    return next(iter(all_governed(word, is_for, weight, inside, sure=sure)), None)


def all_governed(
    word: Token,
    is_for: bool,
    weight: float,
    inside: set[int] | None,
    *,
    sure: bool = False,
    outright: bool = False,
) -> list[Leaning]:
    """The leanings on all that ``word`` governs: "support A and the release of B"."""
    target = blamed_for(word) or _target(word)
    if target is None:
        return []
    done = _wanted_done(word, target)
    if done is not None:
        return all_towards(target, is_for ^ is_reversing(done), weight, inside, word)
    return all_towards(target, is_for, weight, inside, word, sure=sure, outright=outright)


def _wanted_done(word: Token, thing: Token) -> Token | None:
    """ "wanted drone strikes stopped": what is to be done to the thing that is wanted."""
    if word.pos_ != "VERB" or relation(thing) != "obj" or not forms_of(word) & words_of_stances("wanting"):
        return None
    below = [*thing.children, *word.children]
    return next(
        (c for c in below if c.tag_ == "VBN" and c.i > thing.i and relation(c) in ("acl", "xcomp")), None
    )


def _target(word: Token) -> Token | None:
    children = [c for c in word.children if c.i > word.i]
    undergoing = next(
        (c for c in word.children if c.dep_ == "nsubj:pass" and c.pos_ in ("NOUN", "PROPN")), None
    )
    if undergoing is not None and word.pos_ == "VERB" and relation(word) != "advcl":
        return undergoing  # "that the rights of herders are recognised in the law"
    for wanted in ("obj", "xcomp", "ccomp"):
        hit = next((c for c in children if relation(c) == wanted), None)
        if hit is not None and not (wanted == "obj" and _is_person_asked(hit, children)):
            return (_kept_from(hit, children) or hit) if wanted == "obj" else hit
    relative = next((c for c in word.children if relation(c) == "obj" and c.tag_ in ("WDT", "WP")), None)
    if relative is not None and word.pos_ == "VERB" and antecedent_of(relative).pos_ in ("NOUN", "PROPN"):
        return antecedent_of(relative)  # "a treaty that Chad refuses to sign"
    obliques = obliques_of(word, *sorted(words_of_stances("governed_after")))
    nominal = next((o.token for o in obliques if o.token.i > word.i and o.token.ent_type_ != "DATE"), None)
    if nominal is not None:
        return nominal
    clause = next((c for c in children if relation(c) in ("advcl", "acl")), None)
    return clause or (_behind_object(word) if word.pos_ == "NOUN" else None)


def blamed_for(verb: Token) -> Token | None:
    """ "condemned Chad for closing the port": what somebody is blamed for."""
    if verb.pos_ != "VERB" or not any(relation(c) == "obj" and c.pos_ == "PROPN" for c in verb.children):
        return None
    if forms_of(verb) & words_of_outright("asked_for"):  # "urged Chad for a plan"
        return next((o.token for o in obliques_of(verb, "for") if o.token.i > verb.i), None)
    if not forms_of(verb) & words_of_outright("blaming"):
        return None
    clauses = (c for c in verb.children if relation(c) == "advcl" and c.tag_ == "VBG")
    return next((c for c in clauses if "for" in markers(c)), None)


def _kept_from(thing: Token, children: Sequence[Token]) -> Token | None:
    """ "ban the firms from carrying crude": what somebody is kept from doing."""
    below = [*children, *thing.children]
    return next((c for c in below if c.tag_ == "VBG" and c.i > thing.i and "from" in markers(c)), None)


def _is_person_asked(thing: Token, children: Sequence[Token]) -> bool:
    """ "urged the minister to stop …": the infinitive is what is asked."""
    return any(relation(c) == "xcomp" and c.i > thing.i and c.tag_ != "VBN" for c in children)


def towards(
    target: Token,
    is_for: bool,
    weight: float,
    inside: set[int] | None,
    governor: Token,
    *,
    sure: bool = False,
) -> Leaning | None:
    """The first of :func:`all_towards`, None where the first way leads to no issue."""
    way = next(_ways(target, is_for, inside, [governor]), None)
    return leaning_on(way[0], way[1], weight, inside, sure=sure) if way is not None else None


def all_towards(
    target: Token,
    is_for: bool,
    weight: float,
    inside: set[int] | None,
    governor: Token,
    *,
    sure: bool = False,
    outright: bool = False,
) -> list[Leaning]:
    """Follow what only leads on ("the importance of", "an end to") down to the issues, coordinated ones each.

    ``sure`` says that a side is taken whatever the issue is, as by what is promised or asked for; ``outright`` that
    it is taken so plainly that the text's own words are the issue where no other is found.
    """
    found: list[Leaning | None] = []
    for path, value in _ways(target, is_for, inside, [governor]):
        leaning = leaning_on(path, value, weight, inside, sure=sure)
        plainly = outright or is_taken_outright(path)
        if leaning is None and plainly:
            leaning = outright_leaning(path, value, inside)
        elif leaning is not None and plainly:
            own = not leaning.is_known and told_words(path[-1], inside) is not None
            weight = max(leaning.weight, OUTRIGHT) if own else leaning.weight
            leaning = replace(leaning, weight=weight, is_outright=True)
        found.append(leaning)
    return [x for x in found if x is not None]


_Way = tuple[list[Token], bool]


def _ways(target: Token, is_for: bool, inside: set[int] | None, path: list[Token]) -> Iterator[_Way]:
    for thing in _coordinated(target):
        if inside is None or thing.i in inside:
            yield from _way(thing, is_for, inside, [*path, thing])


def _way(target: Token, is_for: bool, inside: set[int] | None, path: list[Token]) -> Iterator[_Way]:
    if (is_negated(target) and target.pos_ == "VERB") or "without" in markers(target):
        is_for = not is_for
    if is_reversing(target) or _is_opposing(target):
        is_for = not is_for
    elif target.pos_ in ("NOUN", "PROPN") and not _leads_on(target):
        yield path, is_for
        return
    elif target.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ"):
        return
    further = _target(target) if target.pos_ in ("VERB", "ADJ") else _led_to(target)
    if further is None or len(path) > _DEEPEST:
        yield path, is_for
        return
    if target.pos_ == "NOUN" and preposition_of(further) == "against" and not is_reversing(target):
        is_for = not is_for  # "support for the efforts against the disease"
    yield from _ways(further, is_for, inside, path)


def _coordinated(target: Token) -> list[Token]:
    """``target`` and what stands beside it in the same form: "to free the crew and open the port"."""
    found = [target]
    for child in target.children:
        if relation(child) != "conj" or child.i < target.i:
            continue
        both_things = target.pos_ in ("NOUN", "PROPN") and child.pos_ in ("NOUN", "PROPN")
        both_acts = target.pos_ == child.pos_ == "VERB" and target.tag_ == child.tag_ in ("VB", "VBG")
        if both_things or (both_acts and not any(relation(c) == "nsubj" for c in child.children)):
            found += _coordinated(child)
    return found


def _is_opposing(verb: Token) -> bool:
    """ "urged them to reject the offer": what others shall be against."""
    return verb.pos_ == "VERB" and polarity_of(verb, "verbs") is False


def _leads_on(noun: Token) -> bool:
    if is_attempt(noun):
        return not known_issues([c for c in noun.children if c.i < noun.i] + [noun])
    if forms_of(noun) & words_of_outright("passed_through") and _led_to(noun) is not None:
        return True
    if not forms_of(noun) & words_of_stances("light"):
        return False
    specific = any(relation(c) in ("compound", "amod") and c.pos_ == "NOUN" for c in noun.children)
    return not specific and complement_of(noun) is not None


def _led_to(noun: Token) -> Token | None:
    """What a noun leads on to: what is proposed or asked for before who has put it forward."""
    if forms_of(noun) & words_of_outright("passed_through"):
        told = (
            c for c in noun.children if c.i > noun.i and relation(c) in ("acl", "ccomp") and c.tag_ != "VBN"
        )
        clause = next((c for c in told if c.dep_ != "acl:relcl"), None)
        return clause or complement_of(noun)
    return complement_of(noun)


def complement_of(noun: Token) -> Token | None:
    for child in noun.children:
        if child.i > noun.i and relation(child) in ("nmod", "acl"):
            if relation(child) == "nmod" and preposition_of(child) not in words_of_stances("leads_on_after"):
                continue
            return child
    return _behind_object(noun)


def _behind_object(noun: Token) -> Token | None:
    """What follows a noun that turns round or leads on, hung on the verb: "put an end to raids"."""
    if relation(noun) != "obj" or noun.i + 1 >= len(noun.doc):
        return None
    if not is_reversing(noun) and not forms_of(noun) & words_of_stances("light"):
        return None
    mark = noun.doc[noun.i + 1]
    if relation(mark) != "case" or mark.lower_ not in words_of_stances("leads_on_after"):
        return None
    return mark.head if mark.head.head.i == noun.head.i else None
