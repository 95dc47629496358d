"""The issue that a way from a word of stance leads to: of the tree, or in the text's own words, or none.

It names single ways; how a way is found and which side it is of stands in :mod:`issue_paths` and :mod:`leanings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import phrase_tokens, preposition_of, relation
from tracktwo.extraction.issues import clean_phrase, core_of, is_broad, is_named_by, is_thing, known_issues
from tracktwo.extraction.named_steps import (
    attempted_words,
    claimed_words,
    is_between_sides,
    is_claimed,
    is_of_sides,
    is_strife,
    strife_ended,
    with_step,
)
from tracktwo.extraction.outright import outright_issue, with_deed
from tracktwo.extraction.specified import is_own_step, is_specified, specified_phrase, specified_words
from tracktwo.extraction.stance_words import (
    is_firm,
    is_reversing,
    polarity_of,
    takes_preposition,
    words_of_stances,
)
from tracktwo.extraction.wordings import forms_of

#: How plainly a side is taken on an issue in the text's own words by a word that leaves no doubt.
OUTRIGHT = 0.9


@dataclass(frozen=True, slots=True)
class Leaning:
    """For or against one issue. ``weight`` is how plainly it is said, 0 to 1; ``place`` the word's index."""

    is_for: bool
    issue: str
    #: What two leanings on the same issue share, however it is worded.
    topic: str
    is_known: bool
    weight: float
    place: int
    #: Whether the word that it begins with leaves no doubt that a side is taken.
    is_outright: bool = False


def leaning_on(
    path: Sequence[Token], is_for: bool, weight: float, inside: set[int] | None, *, sure: bool = False
) -> Leaning | None:
    target = path[-1]
    if target.pos_ in ("PRON", "VERB", "NUM") or target.ent_type_ in ("PERSON", "DATE", "MONEY"):
        return None
    act = _act_named(path)
    if act is not None:  # "agreed to cease fire": the two words together are the issue
        return Leaning(is_for ^ is_reversing(path[-2]), act, act, True, weight, path[0].i)
    attempted = attempted_words(path)
    if attempted is not None:
        return Leaning(is_for, attempted, attempted.casefold(), False, 0.8 * weight, path[0].i)
    known = _known([t for t in core_of(phrase_tokens(target)) if inside is None or t.i in inside])
    if not known or is_broad(known[0]):
        known = _known(_path_words(path, inside)) or known or _known(_compact(target))
    if not known and not is_thing(target) and not is_specified(target) and not is_strife(target):
        return None
    if not known and (
        target.lemma_.casefold() in words_of_stances("leading")
        or forms_of(target) & words_of_stances("light")
    ):
        known = _known([t for t in target.subtree if inside is None or t.i in inside])
    if known and _ends_by_name(path, known[0], inside):
        is_for = not is_for
    if (
        known
        and forms_of(target) & words_of_stances("talks_of_sides")
        and not is_named_by(known[0], core_of(phrase_tokens(target)), target)
        and not is_named_by(known[0], _path_words(path, inside), target)
    ):
        known = ()  # "does not plan talks on its nuclear programme"
    if known and is_for and known[0] in words_of_stances("evils"):
        return None  # "support for the victims of the crackdown"
    if known and known[0] in words_of_stances("only_of_others") and _is_owned(target):
        known = ()  # "Chad withdraws its troops": no foreign troops to it
    harmful = bool(forms_of(target) & words_of_stances("harms"))
    if known and not is_for and known[0] in words_of_stances("goods"):
        known = ()  # "condemned the attack on its sovereignty"
    if (
        known
        and forms_of(target) & words_of_stances("plights")
        and not is_named_by(known[0], core_of(phrase_tokens(target)), target)
    ):
        known = ()  # "address the refugee crisis"
    if is_for and harmful:
        return None  # "recognise the growing cyber threats"
    words = forms_of(path[0]).union(*(forms_of(t) for t in path))
    if known and known[0] in words_of_stances("general_issues") and words & words_of_stances("goodwill"):
        return None
    if not known and polarity_of(target, "nouns") is not None:
        return None  # "underscored its rejection of": a stance is no issue
    own = (
        claimed_words(target)
        or specified_words(target)
        or clean_phrase([t for t in specified_phrase(target) if inside is None or t.i in inside])
    )
    firm = sure or is_firm(path) or _is_condemned(path[0]) or is_own_step(target, path)
    if known and not is_broad(known[0]) and not firm and not _names_issue(target, path, known[0], inside):
        return None
    if known and known[0] in words_of_stances("general_issues") and not firm:
        return None
    if known and not is_broad(known[0]):
        return Leaning(is_for, known[0], known[0], True, weight, path[0].i)
    step = bool(forms_of(target) & words_of_stances("steps"))
    if not known and not is_for and (strife := strife_ended(path)) is not None:
        return Leaning(False, strife, strife.casefold(), False, weight, path[0].i)
    if (_is_loose(path) and not sure) or (not known and forms_of(target) & words_of_stances("plights")):
        return None
    if (
        own is None
        or not (step or is_thing(target) or is_specified(target))
        or own.casefold() in words_of_stances("virtues")
        or (
            forms_of(target) & words_of_stances("virtues")
            and not is_claimed(target)
            and not is_between_sides(target)
        )
    ):
        return None
    if forms_of(target) & words_of_stances("light") and not step:
        return None
    if " " not in own and not step and forms_of(target) & words_of_stances("empty_alone"):
        return None  # "find a solution"
    if (
        not known
        and " " not in own
        and any(c.lower_ in words_of_stances("pointing") for c in target.children)
    ):
        return None  # "an end to such strikes": told before, and not by this word
    if " " not in own and forms_of(target) & words_of_stances("empty_steps"):
        return None  # "his immediate release"
    open_to = weight >= 1.0 or bool(forms_of(path[0]) & words_of_stances("open_to"))
    if not firm and not (step and (known or (open_to and is_of_sides(target)))):
        return None  # "welcomed", "stressed the importance of" take no side on anything in general
    if (
        not known
        and (target.pos_ == "PROPN" or forms_of(target) & words_of_stances("no_issues"))
        and not is_specified(target)
        and not (" " in own and target.lower_ in words_of_stances("named_issues"))
    ):
        return None
    if open_to and step and is_of_sides(target):
        weight = 1.0  # "open to talks with Ghana"
    own = with_step(own, target, path) if known else with_deed(with_step(own, target, path), path, inside)
    topic = f"{known[0]}: {target.lemma_.casefold()}" if known else own.casefold()
    return Leaning(is_for, own, topic, bool(known), weight if known or sure else 0.8 * weight, path[0].i)


def outright_leaning(path: Sequence[Token], is_for: bool, inside: set[int] | None) -> Leaning | None:
    """The leaning on what the text's own words say at the end of a way that begins outright, None if nothing."""
    told = outright_issue(path, inside, loosely=_is_loose(path))
    if told is None:
        return None
    words, turned = told
    if is_for ^ turned and forms_of(path[-1]) & (words_of_stances("harms") | words_of_stances("plights")):
        return None
    return Leaning(is_for ^ turned, words, words.casefold(), False, OUTRIGHT, path[0].i, is_outright=True)


def _is_owned(noun: Token) -> bool:
    """ "Its troops", "government forces": of a side by the words, and not foreign."""
    words = [t for t in phrase_tokens(noun) if t.i != noun.i]
    if any(t.lower_ in words_of_stances("foreign_words") for t in words):
        return False
    return any(t.tag_ == "PRP$" or t.lower_ in words_of_stances("own_bodies") for t in words)


def _is_loose(path: Sequence[Token]) -> bool:
    """Whether the way to the issue leads over a purpose, or over what something is done with, by or in."""
    for word, thing in pairwise(path):
        if word.pos_ not in ("VERB", "ADJ") or thing.head.i != word.i:
            continue
        if relation(thing) == "advcl":
            return True
        loose = preposition_of(thing) if relation(thing) == "obl" else ""
        if loose in words_of_stances("loosely_after") and not takes_preposition(word, loose):
            return True
    return False


def _ends_by_name(path: Sequence[Token], name: str, inside: set[int] | None) -> bool:
    """Whether the noun that turns round is itself of the issue's name: "an immediate cessation of hostilities"."""
    words = _path_words(path, inside)
    turning = {t.i for t in path[1:-1] if t.pos_ == "NOUN" and is_reversing(t)}
    return bool(turning) and name in known_issues(words) and name not in known_issues(
        [t for t in words if t.i not in turning]
    )  # fmt: skip


def _act_named(path: Sequence[Token]) -> str | None:
    """An issue of the tree that a verb and its object name together: "cease fire", "ease tensions"."""
    if len(path) < 2 or path[-2].pos_ != "VERB" or path[-1].head.i != path[-2].i:
        return None
    thing = _compact(path[-1])
    names = set(known_issues([path[-2], *thing])) - set(known_issues(thing))
    return next(iter(sorted(names & words_of_stances("acts_as_issues"))), None)


def _is_condemned(word: Token) -> bool:
    """ "the strikes are unacceptable": what is said against an issue itself takes a side."""
    if not any(relation(c) == "cop" for c in word.children):
        return False
    against = lexicon.load("stances")["predicates"]["against"]
    return any(str(entry).split()[-1] in forms_of(word) for entry in against)


def _names_issue(target: Token, path: Sequence[Token], name: str, inside: set[int] | None) -> bool:
    """Whether the word leant on is itself of the issue: "the truce", "its implementation", not "the embassy team"."""
    if is_named_by(name, core_of(phrase_tokens(target)), target):
        return True
    leading = [t for t in path[1:] if t.pos_ == "NOUN"]
    leads = all(forms_of(t) & (words_of_stances("light") | words_of_stances("leading") | words_of_stances("steps"))
                for t in leading if t.i != target.i)  # fmt: skip
    own = forms_of(target) & (
        words_of_stances("light") | words_of_stances("leading") | words_of_stances("steps")
    )
    return leads and (bool(own) or is_named_by(name, _path_words(path, inside), target))


def _path_words(path: Sequence[Token], inside: set[int] | None) -> list[Token]:
    """The words on the way to the issue: "continuity of engagement" names more than "engagement"."""
    words = {t.i: t for node in path[1:] if node.pos_ == "NOUN" for t in core_of(phrase_tokens(node))}
    return [words[i] for i in sorted(words) if inside is None or i in inside]


def _compact(noun: Token) -> list[Token]:
    """A noun with the words right before it: "drone strikes", without what follows."""
    return [c for c in noun.children if c.i < noun.i and relation(c) in ("compound", "amod", "nmod")] + [noun]


def _known(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Issues of the tree in ``tokens``, narrow ones first; places are none."""
    names = [name for name in known_issues(tokens) if name not in words_of_stances("places")]
    return tuple(sorted(names, key=is_broad))
