"""From a word that takes a side down to the issue that it governs: "oppose" + "an end to" + X is for X.

It follows the tree and names the issue; which words take a side, and whose side that is, is for :mod:`leanings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    is_negated,
    markers,
    obliques_of,
    phrase_tokens,
    preposition_of,
    relation,
)
from tracktwo.extraction.issues import clean_phrase, core_of, is_broad, is_named_by, is_thing, known_issues
from tracktwo.extraction.named_steps import (
    attempted_words,
    claimed_words,
    is_attempt,
    is_between_sides,
    is_claimed,
    is_of_sides,
    is_strife,
    strife_ended,
    with_step,
)
from tracktwo.extraction.specified import is_own_step, is_specified, specified_phrase, specified_words
from tracktwo.extraction.stance_words import (
    is_firm,
    is_reversing,
    polarity_of,
    takes_preposition,
    words_of_stances,
)
from tracktwo.extraction.wordings import forms_of

_DEEPEST = 5


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


def governed(
    word: Token, is_for: bool, weight: float, inside: set[int] | None, *, sure: bool = False
) -> Leaning | None:
    """The leaning on what ``word`` governs: its object, complement or the noun under its preposition."""
    return next(iter(all_governed(word, is_for, weight, inside, sure=sure)), None)


def all_governed(
    word: Token, is_for: bool, weight: float, inside: set[int] | None, *, sure: bool = False
) -> list[Leaning]:
    """The leanings on all that ``word`` governs: "support A and the release of B"."""
    target = _target(word)
    if target is None:
        return []
    done = _wanted_done(word, target)
    if done is not None:
        return all_towards(target, is_for ^ is_reversing(done), weight, inside, word)
    return all_towards(target, is_for, weight, inside, word, sure=sure)


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
    obliques = obliques_of(word, *sorted(words_of_stances("governed_after")))
    nominal = next((o.token for o in obliques if o.token.i > word.i and o.token.ent_type_ != "DATE"), None)
    if nominal is not None:
        return nominal
    clause = next((c for c in children if relation(c) in ("advcl", "acl")), None)
    return clause or (_behind_object(word) if word.pos_ == "NOUN" else None)


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
    return _leaning(way[0], way[1], weight, inside, sure=sure) if way is not None else None


def all_towards(
    target: Token,
    is_for: bool,
    weight: float,
    inside: set[int] | None,
    governor: Token,
    *,
    sure: bool = False,
) -> list[Leaning]:
    """Follow what only leads on ("the importance of", "an end to") down to the issues, coordinated ones each.

    ``sure`` says that a side is taken whatever the issue is, as by what is promised or asked for.
    """
    found = [
        _leaning(path, value, weight, inside, sure=sure)
        for path, value in _ways(target, is_for, inside, [governor])
    ]
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
    further = _target(target) if target.pos_ in ("VERB", "ADJ") else complement_of(target)
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
        return True
    if not forms_of(noun) & words_of_stances("light"):
        return False
    specific = any(relation(c) in ("compound", "amod") and c.pos_ == "NOUN" for c in noun.children)
    return not specific and complement_of(noun) is not None


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


def _leaning(
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
    if known and is_for and known[0] in words_of_stances("evils"):
        return None  # "support for the victims of the crackdown"
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
    own = with_step(own, target, path)
    topic = f"{known[0]}: {target.lemma_.casefold()}" if known else own.casefold()
    return Leaning(is_for, own, topic, bool(known), weight if known or sure else 0.8 * weight, path[0].i)


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
