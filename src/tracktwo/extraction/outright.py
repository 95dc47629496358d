"""Issues in the text's own words where a side is taken outright: "rejected talks on the lake", "refuses to withdraw".

It words what the way from such a word leads to; whose stance it is, and which way the way turns, is found elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import is_negated, markers, phrase_tokens, preposition_of, relation
from tracktwo.extraction.issues import clean_phrase, core_of
from tracktwo.extraction.office_words import head_class
from tracktwo.extraction.stance_words import (
    asks,
    is_reversing,
    opens_entry,
    polarity_of,
    words_of_stances,
)
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.extraction.wordings import forms_of

#: Such an issue is told with so many words at most.
_LONGEST = 8
_MARKS = '“”"«»'
_QUOTES = str.maketrans("", "", _MARKS)
_THINGS = ("NOUN", "PROPN")
_NO_THINGS = ("PERSON", "DATE", "MONEY", "NORP")


def is_taken_outright(path: Sequence[Token]) -> bool:
    """Whether the word that the way begins with leaves no doubt: "rejects", "demands", "is ready to reopen"."""
    first, last = path[0], path[-1]
    if first.pos_ == "VERB" and (asks(first) or _is_aim(first)):
        return False  # whom that is asked of is known to the one who asks
    if any(opens_entry(first, str(e)) for e in words_of_outright("taking")):
        return True
    if is_negated(first) and forms_of(first) & words_of_outright("taking_denied"):
        return True
    if not any(opens_entry(first, str(e)) for e in words_of_outright("inclining")):
        return False
    if last.i == path[1].i and forms_of(first) & words_of_outright("at_once"):
        return True
    talks = bool(forms_of(last) & _of_stances("talks_of_sides"))
    verbs = [t for t in path[1:] if t.pos_ == "VERB"]
    if not verbs:
        return talks
    if talks and any(forms_of(t) & words_of_outright("steps_with_talks") for t in verbs):
        return True
    return any(forms_of(t) & words_of_outright("steps") for t in verbs)


def _is_aim(verb: Token) -> bool:
    """ "Funds to support the growers": what something is for, and nothing that a side says."""
    if not forms_of(verb) & words_of_outright("aims"):
        return False
    return relation(verb) in ("advcl", "acl", "xcomp", "conj") and verb.tag_ in ("VB", "VBG")


def outright_issue(
    path: Sequence[Token], inside: set[int] | None, *, loosely: bool = False
) -> tuple[str, bool] | None:
    """The words of the issue that a way leads to, and whether they hold a word that had turned the way round.

    Arguments:
        path: from the word of stance to the noun or verb where the way ends.
        inside: indices of the tokens that may be used, None for all.
        loosely: whether the way leads over a purpose or a circumstance, so that its last noun is not what is meant.
    """
    last = path[-1]
    if last.pos_ == "VERB":
        words = done_words(last, inside)
        return (words, _turns(last)) if words is not None and len(path) > 1 else None
    words = None if loosely else told_words(last, inside)
    if words is not None:
        return words, False
    if len(path) < 2:
        return None
    before = path[-2]
    if before.pos_ == "VERB" and forms_of(last) & _of_stances("talks_of_sides") and not _turns(before):
        going = forms_of(before) & (words_of_outright("steps_with_talks") | words_of_outright("steps"))
        if going:
            return " ".join([lemma_of(before), *preposition_of(last).split(), last.text]), False
    if before.pos_ == "NOUN" and is_reversing(before):
        words = told_words(before, inside)  # "the withdrawal of foreign forces"
        return (words, True) if words is not None and " " in words else None
    opposing = not is_reversing(before) and polarity_of(before, "verbs") is False
    if before.pos_ == "VERB" and not opposing and (len(path) > 2 or asks(before)):
        words = done_words(before, inside)  # "stop occupying new areas"
        return (words, _turns(before)) if words is not None else None
    return None


def told_words(noun: Token, inside: set[int] | None = None) -> str | None:
    """A noun phrase as an issue, if it says by its own words what it is: "unilateral action by Ghana"."""
    if noun.pos_ not in _THINGS or noun.ent_type_ in _NO_THINGS or noun.pos_ == "PROPN":
        return _told_name(noun)
    pair = _pair(noun)
    if pair is not None:
        return pair
    empty = head_class(lemma_of(noun)) is not None or forms_of(noun) & _of_stances("no_issues", "generic")
    if empty and not forms_of(noun) & words_of_outright("tellable"):
        return None
    phrase = [t for t in core_of(phrase_tokens(noun)) if inside is None or t.i in inside]
    words = clean_phrase(_unquoted(phrase, noun))
    words = words.translate(_QUOTES) if words is not None else None
    if words is None or any(
        t.ent_type_ == "DATE" and t.text == words.split()[-1] for t in phrase_tokens(noun)
    ):
        return None
    if forms_of(noun) & _of_stances("talks_of_sides") and " " not in words:
        return _talks_to(noun)
    if forms_of(noun) & _of_stances("virtues") and not _is_specific(noun):
        return None
    of = (c for c in noun.children if relation(c) == "nmod" and preposition_of(c) == "of")
    if any(forms_of(c) & _of_stances("virtues") and not _is_specific(c) for c in of):
        return None  # "the expansion of friendship"
    return words if " " in words and _says_what(noun) else None


def _unquoted(phrase: Sequence[Token], noun: Token) -> list[Token]:
    """A phrase without quotation marks before its noun: "Ghana's “maximalist” claims"."""
    return [t for t in phrase if t.i > noun.i or t.text not in _MARKS]


def done_words(verb: Token, inside: set[int] | None = None) -> str | None:
    """What is done, from the verb to what it is done to: "return to the table", "disengage from the ridge"."""
    if forms_of(verb) & words_of_outright("empty_verbs"):
        return None
    things = (c for c in verb.children if c.i > verb.i and _is_done_to(c, verb))
    thing = next((c for c in things if c.pos_ in _THINGS and c.ent_type_ not in _NO_THINGS), None)
    if thing is None:
        return lemma_of(verb) if forms_of(verb) & words_of_outright("telling_alone") else None
    if (inside is not None and thing.i not in inside) or not _is_plain(verb, thing):
        return None
    words = [t for t in phrase_tokens(thing) if t.i > verb.i]
    last = _end_of(words, thing)
    told = verb.doc[verb.i + 1 : last + 1].text.split()
    if any(mark in "".join(told) for mark in '"“”;:()'):
        return None
    if verb.doc[last].ent_type_ == "DATE" or len(told) >= _LONGEST:
        return None
    return " ".join([lemma_of(verb), *told])


def _is_plain(verb: Token, thing: Token) -> bool:
    """Whether a verb says with its object what is meant: "open the port", but not "improve services"."""
    told = {relation(c) for c in verb.children}
    if "iobj" in told or any(c.pos_ == "ADJ" and relation(c) == "xcomp" for c in verb.children):
        return False  # "give you a date", "hold them accountable"
    if forms_of(thing) & _of_stances("virtues") and not _is_specific(thing):
        return False
    if forms_of(thing) & _of_stances("plights"):
        return False
    if forms_of(verb) & words_of_outright("steps_with_anything") or thing.pos_ == "PROPN":
        return not forms_of(thing) & _of_stances("no_issues")
    empty = forms_of(thing) & _of_stances("no_issues", "generic") - words_of_outright("tellable")
    return not empty and _says_what(thing)


def _is_done_to(thing: Token, verb: Token) -> bool:
    if relation(thing) != "obl":
        return relation(thing) == "obj" and not preposition_of(thing)
    preposition = preposition_of(thing)
    if preposition == "in":
        return bool(forms_of(verb) & words_of_outright("done_in"))
    if preposition == "with":
        return bool(forms_of(verb) & words_of_outright("done_with_somebody"))
    return preposition in words_of_outright("done_with")


def with_deed(words: str, path: Sequence[Token], inside: set[int] | None) -> str:
    """The issue with what is done to it, where that is no mere support of it: "cede the island", "empty the dam"."""
    thing, deed = path[-1], path[-2] if len(path) > 1 else path[-1]
    if deed.pos_ != "VERB" or _turns(deed) or polarity_of(deed, "verbs") or thing.head.i != deed.i:
        return words
    if thing.dep_ == "nsubj:pass":
        return f"{words} {deed.lower_}" if not forms_of(deed) & words_of_outright("empty_verbs") else words
    spoken = relation(thing) == "obl" and forms_of(deed) & words_of_outright("done_with_somebody")
    if len(path) < 3 or (relation(thing) != "obj" and not spoken):
        return words
    return done_words(deed, inside) or words


@cache
def words_of_outright(name: str) -> frozenset[str]:
    """One plain list of ``lexicon/outright.yaml``."""
    return frozenset(str(w) for w in lexicon.load("outright")[name])


@cache
def _of_stances(*names: str) -> frozenset[str]:
    return frozenset().union(*(words_of_stances(name) for name in names))


def _turns(verb: Token) -> bool:
    return is_reversing(verb) or polarity_of(verb, "verbs") is False


def _told_name(noun: Token) -> str | None:
    """A name with a common noun as its last word: "the Association of Serb Municipalities" is none of a country."""
    if noun.pos_ != "PROPN" or noun.ent_type_ in ("PERSON", "LOCATION", "NORP"):
        return None
    if not forms_of(noun) & words_of_outright("named_bodies"):
        return None
    return clean_phrase(core_of(phrase_tokens(noun)))


def _pair(noun: Token) -> str | None:
    """ "any third party": words that are an issue only together, with what they are to do."""
    before = noun.nbor(-1).lower_ if noun.i > 0 else ""
    if f"{before} {lemma_of(noun)}" not in words_of_outright("pairs"):
        return None
    step = next((c for c in noun.children if relation(c) == "acl" and "to" in markers(c)), None)
    end = f" to {lemma_of(step)}" if step is not None else ""
    return f"{before} {noun.text}{end}"


def _talks_to(noun: Token) -> str | None:
    """ "talks to discuss the region's status"."""
    step = next((c for c in noun.children if relation(c) == "acl" and "to" in markers(c)), None)
    words = done_words(step) if step is not None else None
    return f"{noun.text} to {words}" if words is not None else None


def _is_specific(noun: Token) -> bool:
    """ "Its water rights", "cooperation with Chad": a good in general told more closely."""
    return any(relation(c) == "compound" for c in noun.children) or _names_somebody(noun)


def _names_somebody(noun: Token) -> bool:
    return any(
        t.ent_type_ or t.pos_ == "PROPN"
        for c in noun.children
        if relation(c) != "nmod" or preposition_of(c) != "in"
        for t in phrase_tokens(c)
        if t.i != noun.i and relation(c) in ("nmod", "compound", "amod")
    )


def _says_what(noun: Token) -> bool:
    """Whether a word beside the noun tells which: no article, number or "new"."""
    opening = _of_stances("opening_words") | words_of_outright("telling_nothing")
    return any(
        t.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and not forms_of(t) & opening
        for t in phrase_tokens(noun)
        if t.i != noun.i
    )


def _end_of(words: Sequence[Token], thing: Token) -> int:
    """The last token of a phrase up to what only says where or when."""
    kept = [t.i for t in core_of(list(words))]
    end = thing.i
    while end + 1 in kept and end - thing.i < _LONGEST:
        end += 1
    while end > thing.i and thing.doc[end].pos_ not in (*_THINGS, "VERB"):
        end -= 1
    return end
