"""When and where one contact is told to be, from its own clause.

Places of other clauses and of the document as a whole are not looked at here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import sentence_tokens
from tracktwo.extraction.contact import Contact
from tracktwo.extraction.contact_places import country_of, place_words, places_of
from tracktwo.extraction.times import time_of

if TYPE_CHECKING:
    from tracktwo.extraction.times import Time


@dataclass(frozen=True, slots=True)
class Setting:
    """When (EDTF), where (the words of the text) and in which country (ISO alpha-3)."""

    when: str | None = None
    where: str | None = None
    country: str | None = None


def _time_in_rest(trigger: Token, times: Sequence[Time]) -> Time | None:
    """The one time in the rest of a sentence that the reader broke in two."""
    first, last = sentence_tokens(trigger)
    if (first, last) == (trigger.sent.start, trigger.sent.end):
        return None
    start, end = trigger.doc[first].idx, trigger.doc[last - 1].idx
    inside = [t for t in times if start <= t.span.start < end and t.edtf is not None]
    return inside[0] if len(inside) == 1 else None


def setting_of(contact: Contact, times: Sequence[Time], doc: Doc) -> Setting:
    """When and where ``contact`` is told to be."""
    trigger = contact.trigger
    time = time_of(times, doc, trigger.idx, trigger.idx + len(trigger)) or _time_in_rest(trigger, times)
    when = time.edtf if time is not None and time.relation is None else None
    place = contact.visited or next(places_of(trigger, contact.predicate), None)
    if place is None:
        return Setting(when)
    return Setting(when, place_words(place), country_of(place))
