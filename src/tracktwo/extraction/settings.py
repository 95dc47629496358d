"""When and where one contact is told to be, from its own clause.

Places of other clauses and of the document as a whole are not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import clause_head, conjuncts, obliques_of, phrase_span, relation
from tracktwo.extraction.contacts import Contact, country_of, is_place
from tracktwo.extraction.times import time_of

if TYPE_CHECKING:
    from tracktwo.extraction.times import Time

_PLACING = ("in", "at", "on", "near", "outside")


@dataclass(frozen=True, slots=True)
class Setting:
    """When (EDTF), where (the words of the text) and in which country (ISO alpha-3)."""

    when: str | None = None
    where: str | None = None
    country: str | None = None


def setting_of(contact: Contact, times: Sequence[Time], doc: Doc) -> Setting:
    """When and where ``contact`` is told to be."""
    trigger = contact.trigger
    time = time_of(times, doc, trigger.idx, trigger.idx + len(trigger))
    when = time.edtf if time is not None and time.relation is None else None
    place = contact.visited or next(_places(contact), None)
    if place is None:
        return Setting(when)
    return Setting(when, _words(place), country_of(place))


def _places(contact: Contact) -> Iterator[Token]:
    """Heads of phrases of place, nearest first: of the trigger, of what holds it, of its clause."""
    trigger, predicate = contact.trigger, contact.predicate
    taken = {t.i for a in contact.attendees for t in a.token.subtree}
    for head in _heads(trigger, predicate):
        for oblique in obliques_of(head, *_PLACING):
            token = oblique.token
            if is_place(token):
                yield token
            elif token.i not in taken or relation(token) == "obl":
                # "at the palace in Rabat", "on the sidelines of the summit in Lima"
                yield from _within(token)


def _heads(trigger: Token, predicate: Token) -> Iterator[Token]:
    seen: set[int] = set()
    token = trigger
    while token.i not in seen:
        seen.add(token.i)
        yield token
        if token.i == predicate.i:
            break
        token = token.head
    for child in trigger.children:  # "met with X today in Cairo" hung under today or X
        if relation(child) in ("obl", "obj", "advmod", "nmod") and child.i > trigger.i:
            yield from (t for t in conjuncts(child) if t.i not in seen)
    if predicate.i not in seen and clause_head(trigger).i == predicate.i:
        yield predicate


def _within(token: Token) -> Iterator[Token]:
    for oblique in obliques_of(token, *_PLACING, "of"):
        if is_place(oblique.token):
            yield oblique.token
        else:
            yield from (o.token for o in obliques_of(oblique.token, *_PLACING) if is_place(o.token))


def _words(place: Token) -> str:
    start, end = phrase_span(place)
    return " ".join(place.doc.text[start:end].split()).removeprefix("the ")
