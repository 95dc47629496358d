"""When and where one contact is told to be, from its own clause.

Places of other clauses and of the document as a whole are not looked at here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from tracktwo.extraction.clauses import markers, preposition_of, relation, sentence_tokens
from tracktwo.extraction.contact import Contact, section
from tracktwo.extraction.contact_places import country_of, place_words, places_of
from tracktwo.extraction.cues import CueClass, entry_of_verb
from tracktwo.extraction.times import time_of
from tracktwo.extraction.word_forms import lemma_of

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


def _is_beside(time: Time, trigger: Token, doc: Doc) -> bool:
    """Whether a time stands in a relative clause that the contact is not in: "X, who arrived on Monday, met Y"."""
    span = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None or not span.sent.start <= trigger.i < span.sent.end:
        return False
    above = [span.root, *span.root.ancestors]
    if (
        _is_of_saying(above, trigger)
        or _is_of_matter(above, trigger)
        or _is_of_what_came_before(time, above, trigger)
        or _is_of_another_clause(above, trigger)
        or _is_of_a_thing(span, trigger)
    ):
        return True
    clause = next((t for t in above if t.dep_ == "acl:relcl"), None)
    return clause is not None and clause.i != trigger.i and not clause.is_ancestor(trigger)


def _is_of_saying(above: Sequence[Token], trigger: Token) -> bool:
    """Whether a time is when somebody told of a contact: "the two are to meet, she said last week"."""
    verb = next((t for t in above[1:] if t.ent_type_ != "DATE"), None)
    if verb is None or verb.i == trigger.i or entry_of_verb(verb).kind is not CueClass.SPEECH:
        return False
    return verb.pos_ == "VERB" and verb.i > trigger.i and verb.is_ancestor(trigger)


def _is_of_what_came_before(time: Time, above: Sequence[Token], trigger: Token) -> bool:
    """ "her first visit after the start of her term in May": the month of something else."""
    if time.edtf is None or time.edtf.count("-") > 1:
        return False
    between = [t for t in above[1:] if t.i != trigger.i and trigger.i in {a.i for a in t.ancestors}]
    return any(
        t.pos_ == "NOUN"
        and t.ent_type_ != "DATE"
        and preposition_of(t) in ("after", "since", "before", "following")
        for t in between
    )


def _is_of_another_clause(above: Sequence[Token], trigger: Token) -> bool:
    """ "The first talks since Suga took office in September": when something before or after them was."""
    clause = next((t for t in above if t.dep_ == "advcl"), None)
    if clause is not None and clause.i != trigger.i and not clause.is_ancestor(trigger) and _is_apart(clause):
        return True
    # "agreed on Saturday to go on until the summit takes place": the Saturday is not the summit's
    own = next((t for t in (trigger, *trigger.ancestors) if t.dep_ == "advcl" and _is_apart(t)), None)
    later = preposition_of(trigger) in ("until", "before", "since") and above[0].i < trigger.i
    return (own is not None and own not in above) or (later and trigger not in above)


def _is_apart(clause: Token) -> bool:
    return bool({"since", "after", "before", "until"} & set(markers(clause)))


def _is_of_a_thing(span: Span, trigger: Token) -> bool:
    """ "Talks over the 2015 nuclear deal", "the June 12 summit": a time that stands before a noun is that noun's."""
    root, head = span.root, span.root.head
    if head.pos_ not in ("NOUN", "PROPN") or head.i <= root.i or head.i == trigger.i or span.start == 0:
        return False
    inside = relation(root) in ("compound", "nmod", "amod", "nummod", "flat") and head.ent_type_ != "DATE"
    before = span[0].nbor(-1).pos_ in ("DET", "PRON", "ADJ", "PART")
    return inside and before and not head.is_ancestor(trigger)


def _is_of_matter(above: Sequence[Token], trigger: Token) -> bool:
    """Whether a time dates what a contact is about: "met to discuss the April 19 agreement"."""
    head = next((t for t in above[1:] if t.ent_type_ != "DATE"), None)
    if head is None or head.pos_ != "NOUN" or head.i == trigger.i:
        return False
    if lemma_of(head) in section("settings") and lemma_of(head) not in section("documents"):
        return False
    clause = next((t for t in above if t.dep_ in ("advcl", "xcomp", "acl") and "to" in markers(t)), None)
    return clause is not None and clause.i != trigger.i and not clause.is_ancestor(trigger)


def setting_of(contact: Contact, times: Sequence[Time], doc: Doc) -> Setting:
    """When and where ``contact`` is told to be."""
    return setting_at(contact.trigger, contact.predicate, times, doc, contact.visited)


def setting_at(
    trigger: Token, predicate: Token, times: Sequence[Time], doc: Doc, visited: Token | None = None
) -> Setting:
    """When and where what ``trigger`` tells is set; ``visited`` is the place where that is told otherwise."""
    times = [t for t in times if not _is_beside(t, trigger, doc)]
    time = time_of(times, doc, trigger.idx, trigger.idx + len(trigger)) or _time_in_rest(trigger, times)
    when = time.edtf if time is not None and time.relation is None else None
    place = visited or next(places_of(trigger, predicate), None)
    if place is None:
        return Setting(when)
    return Setting(when, place_words(place), country_of(place))
