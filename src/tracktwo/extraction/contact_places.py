"""Places in a read Doc: whether a word names one, its words, its country, and which one a contact is told to be in.

What a place is to a party (its capital, its government's name) is not looked at: :mod:`parties` knows that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import relation, sentence_tokens
from tracktwo.extraction.parties import country_of_place
from tracktwo.extraction.word_forms import lemma_of

_LABELS = frozenset({"LOCATION", "FACILITY", "GPE", "LOC", "FAC"})
_PLACING = frozenset({"in", "at", "inside", "near", "outside"})
#: ", D.C.", ", Costa Rica": the larger place behind a smaller one.
_LARGER = re.compile(r",\s+(?:[A-Z][\w.’'-]*)(?:\s+[A-Z][\w.’'-]*)*")


def is_place(token: Token) -> bool:
    """Whether ``token`` is in the name of a place."""
    if token.ent_type_ in _LABELS:
        return True
    return token.pos_ == "PROPN" and not token.ent_type_ and country_of(token) is not None


def country_of(token: Token) -> str | None:
    """The country in which the place named at ``token`` lies, as ISO alpha-3."""
    if token.ent_type_ not in _LABELS and (token.pos_ not in ("PROPN", "NOUN") or token.ent_type_):
        return None
    start, end = place_span(token)
    return country_of_place(" ".join(token.doc.text[start:end].split()))


def place_words(token: Token) -> str:
    """The name of the place at ``token``, without article."""
    start, end = place_span(token)
    words = " ".join(token.doc.text[start:end].split())
    return re.sub(r"^(?:the|The)\s+", "", words)


def place_span(token: Token) -> tuple[int, int]:
    """Offsets of the name of the place at ``token``, the larger place behind it included ("Washington, D.C.")."""
    doc = token.doc
    start, end = token.idx, token.idx + len(token)
    named = next((e for e in doc.ents if e.start <= token.i < e.end and e.label_ in _LABELS), None)
    if named is not None:
        start, end = named.start_char, named.end_char
    else:
        parts = [
            token,
            *(c for c in token.children if relation(c) in ("flat", "compound") and c.pos_ == "PROPN"),
        ]
        start = min(t.idx for t in parts)
        end = max(t.idx + len(t) for t in parts)
    larger = _LARGER.match(doc.text, end, _before_month(doc.text, end))
    if larger is None or larger.end() > token.sent.end_char:
        return start, end
    behind = doc.char_span(larger.start() + 2, larger.end(), alignment_mode="expand")
    if behind is None or not any(t.ent_type_ in _LABELS for t in behind):
        return start, end
    own = country_of_place(doc.text[start:end])
    other = country_of_place(doc.text[larger.start() + 2 : larger.end()])
    stops = larger.end() - (
        doc.text[larger.end() - 1] == "." and not larger.group().endswith(("D.C.", "U.S."))
    )
    return (start, stops) if other and own in (None, other) else (start, end)


def _before_month(text: str, at: int) -> int:
    """Where a month begins behind a place, "Yerevan, Armenia June 6"; a place does not run on into it."""
    found = _month().search(text, at, at + 60)
    return found.start() if found else len(text)


@cache
def _month() -> re.Pattern[str]:
    names = [name for names in lexicon.load("times")["months"].values() for name in names]
    return re.compile(rf"\s+(?:{'|'.join(re.escape(n.title()) for n in names)})\b\.?\s+\d")


def places_of(trigger: Token, predicate: Token) -> Iterator[Token]:
    """Places "in" or "at" which what ``trigger`` tells is set, nearest first.

    A place counts if it hangs on the trigger, or on what stands between it and its clause's predicate, with no
    other clause between; the trees of long titles are too loose to ask for more.
    """
    first, last = sentence_tokens(trigger)
    near = [
        t for t in trigger.doc[first:last] if is_place(t) and _is_set(t) and _reaches(t, trigger, predicate)
    ]
    # a building says less than the city behind it
    yield from sorted(near, key=lambda t: (t.ent_type_ == "FACILITY", t.i < trigger.i, abs(t.i - trigger.i)))


def _is_set(token: Token) -> bool:
    """Whether the place stands right behind "in" or "at", an article or the like between."""
    doc, index = token.doc, token.i - 1
    while index >= token.sent.start and doc[index].tag_ in ("DT", "JJ", "NNP", "NNPS", "PRP$", "POS"):
        if doc[index].ent_type_ not in (*_LABELS, "") and doc[index].tag_ != "DT":
            break
        index -= 1
    return index >= token.sent.start and doc[index].lower_ in _PLACING


def _reaches(token: Token, trigger: Token, predicate: Token) -> bool:
    here = token
    for _ in range(12):
        if here.i in (trigger.i, predicate.i):
            return True
        if here.head.i == here.i:
            return (
                here.sent.start != trigger.sent.start
            )  # the rest of a sentence that the reader broke in two
        if not (here.i == token.i or _is_between(here)):
            return False
        here = here.head
    return False


def _is_between(token: Token) -> bool:
    """Whether a place may hang on ``token`` and still be that of a contact: a name, a day, "the sidelines"."""
    return bool(token.ent_type_) or token.pos_ == "PROPN" or lemma_of(token) in _between()


@cache
def _between() -> frozenset[str]:
    return frozenset((*lexicon.load("contacts")["settings"], *lexicon.load("contacts")["people"]))
