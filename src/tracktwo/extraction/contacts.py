"""Single mentions of contacts in a document, in order: verbs and nouns of meeting, calling, visiting, signing.

One mention may be incomplete ("after the talks", "Before their meeting"); :mod:`gatherings` puts mentions of the
same contact together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.clauses import read_tokens
from tracktwo.extraction.contact import Contact, without_tellers
from tracktwo.extraction.contact_nouns import contacts_of_noun
from tracktwo.extraction.contact_verbs import contacts_of_verb

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


def find_contacts(doc: Doc, actors: Actors) -> tuple[Contact, ...]:
    """All mentions of contacts in the passages that are read, in order of the text.

    Denied, wished and merely possible contacts are left out; planned and cancelled ones are kept as such.
    """
    found: list[Contact] = []
    for token in read_tokens(doc):
        if token.pos_ == "VERB" or token.tag_.startswith("VB"):
            found += contacts_of_verb(token, actors)
        elif token.pos_ in ("NOUN", "PROPN"):
            found += contacts_of_noun(token, actors)
    return tuple(_of_those_there(contact) for contact in found)


def _of_those_there(contact: Contact) -> Contact:
    """``contact`` without who only tells of it."""
    everybody = (*contact.who, *contact.with_)
    kept = without_tellers(everybody, contact.trigger)
    if len(kept) == len(everybody):
        return contact
    keys = {a.key for a in kept}
    who = tuple(a for a in contact.who if a.key in keys)
    return replace(contact, who=who, with_=tuple(a for a in contact.with_ if a.key in keys))


def mentions_in_order(contacts: Iterable[Contact]) -> Iterator[Contact]:
    """Complete mentions before those that point back, each group in order of the text."""
    yield from sorted(contacts, key=lambda c: (c.refers_back, c.trigger.i))
