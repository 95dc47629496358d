"""Nouns that are an issue only by the words beside them: "flow data", "notice of releases", "figures on the trade".

It looks at single noun phrases; whether anybody is for or against them is followed in :mod:`leanings`.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tracktwo.extraction.clauses import phrase_tokens, preposition_of, relation
from tracktwo.extraction.issues import is_thing
from tracktwo.extraction.stance_words import words_of_stances
from tracktwo.extraction.wordings import forms_of

#: How far back the fuller words for "the data" may stand, in tokens.
_REACH = 600


def is_specified(noun: Token) -> bool:
    """Whether a noun that says nothing by itself ("data", "notice") is told more closely, here or before."""
    if not forms_of(noun) & words_of_stances("with_a_word"):
        return False
    return bool(_beside(noun)) or bool(_behind(noun)) or _fuller(noun) is not None


def specified_phrase(noun: Token) -> Sequence[Token]:
    """The noun's phrase, with what tells it more closely where the tree hangs that elsewhere or it stands before."""
    phrase = list(phrase_tokens(noun))
    if not forms_of(noun) & words_of_stances("with_a_word"):
        return phrase
    if _beside(noun):
        return phrase
    behind = _behind(noun)
    if behind:
        return sorted({t.i: t for t in (*phrase, *behind)}.values(), key=lambda t: t.i)
    fuller = _fuller(noun)
    return phrase if fuller is None else [*_beside(fuller), fuller]


def specified_words(noun: Token) -> str | None:
    """The noun with what it is of or on, "figures on the flow"; None where it is told otherwise."""
    if not forms_of(noun) & words_of_stances("with_a_word") or _beside(noun):
        return None
    behind = _behind(noun)
    if not behind:
        return None
    return " ".join(noun.doc[noun.i : behind[0].head.i + 1].text.split())


def is_own_step(noun: Token, path: Sequence[Token]) -> bool:
    """Whether a commitment is to a step that is told in full: "commitment to the weekly exchange of flow data"."""
    if not any(forms_of(t) & words_of_stances("binding") for t in path[:-1]):
        return False
    if not forms_of(noun) & words_of_stances("steps"):
        return False
    told = [c for c in noun.children if relation(c) == "nmod" and preposition_of(c) == "of"]
    return any(
        (is_thing(c) or is_specified(c)) and not forms_of(c) & words_of_stances("virtues") for c in told
    )


def _beside(noun: Token) -> list[Token]:
    """Nouns right before it: "flow data"."""
    return [c for c in noun.children if c.i < noun.i and relation(c) == "compound" and c.pos_ == "NOUN"]


def _behind(noun: Token) -> list[Token]:
    """The phrase with "of" or "on" that follows it at once."""
    end = max(t.i for t in [noun, *(c for c in noun.children if relation(c) in ("compound", "flat"))])
    if end + 1 >= len(noun.doc):
        return []
    mark = noun.doc[end + 1]
    if mark.lower_ not in words_of_stances("specified_after") or relation(mark) != "case":
        return []
    thing = mark.head
    if thing.head.i not in (noun.i, noun.head.i):
        return []
    return [mark, *(t for t in phrase_tokens(thing) if t.i > mark.i)]


def _fuller(noun: Token) -> Token | None:
    """The same noun with a word beside it, told before: "the data" after "daily flow data"."""
    if not any(c.lower_ in ("the", "these", "those", "this") for c in noun.children if c.i < noun.i):
        return None
    lemma = noun.lemma_.casefold()
    for token in reversed(noun.doc[max(0, noun.i - _REACH) : noun.i]):
        if token.pos_ == "NOUN" and token.lemma_.casefold() == lemma and _beside(token):
            return token
    return None
