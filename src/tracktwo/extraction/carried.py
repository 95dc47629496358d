"""What somebody said inside what an outlet reports: "Hale said that X, Radio Accra reported".

The trees of such sentences are seldom right, so that it goes by the order of words: a subject that is somebody, a verb
of speaking, and what is said behind or before it. Whose words they are is decided in :mod:`speakers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo.extraction.cues import CueClass, entry_of, entry_of_verb, words_of
from tracktwo.extraction.drafts import Draft, Origin, span_of_tokens, tokens_in
from tracktwo.extraction.outlets import only_carries
from tracktwo.extraction.wordings import forms_of

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: How often such drafts are right on development pages.
_CARRIED = 0.8
#: How many words a subject has at most, with its titles.
_SUBJECT = 14
#: How many words may stand behind a verb at the end: "announced on Friday evening".
_BEHIND = 4
#: A statement has more words than these.
_LEAST = 3
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def carried_drafts(doc: Doc, actors: Actors, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The statements inside what outlets report of which no draft tells yet."""
    for outer in drafts:
        if not (only_carries(outer, doc) or entry_of(outer.cue_tokens).kind is CueClass.PREPOSITION):
            continue
        if len(outer.content) != 1:
            continue
        inside = outer.content[0]
        if any(inside.contains(s) for d in drafts if d is not outer for s in d.cue):
            continue
        words = tokens_in(doc, outer.content)
        found = _opening(words, actors) or _closing(words, actors)
        if found is not None:
            yield found


def _opening(words: Sequence[Token], actors: Actors) -> Draft | None:
    """ "President Adu said he held talks": the first verb is one of speaking, and somebody stands before it."""
    at = next((n for n, t in enumerate(words[:_SUBJECT]) if t.pos_ in ("VERB", "AUX")), 0)
    subject, verb, said = words[:at], words[at], words[at + 1 :]
    if not subject or not _speaks(verb) or not _is_somebody(subject, actors):
        return None
    that = next((n for n, t in enumerate(said[:_BEHIND]) if t.lower_ == "that"), None)
    if forms_of(verb) & words_of("addressing"):
        if that is None:
            return None
        said = said[that:]
    if len(said) <= _LEAST or subject[-1].text == ",":
        return None
    return _draft(subject, verb, said)


def _closing(words: Sequence[Token], actors: Actors) -> Draft | None:
    """ "The talks ended without a deal, Minister Sabre announced": a verb of speaking ends it, behind a comma."""
    at = next((n for n in range(len(words) - 1, 0, -1) if words[n].pos_ in ("VERB", "AUX")), 0)
    verb = words[at]
    commas = [n for n in range(at) if words[n].text == ","]
    if not commas or len(words) - at > _BEHIND or not _speaks(verb):
        return None
    for comma in reversed(commas):
        subject = words[comma + 1 : at]
        said = words[:comma]
        if len(subject) > _SUBJECT or any(t.pos_ in ("VERB", "AUX") for t in subject):
            return None
        told = any(t.tag_ in (*_FINITE, "MD") for t in said)
        if subject and told and len(said) > _LEAST and _is_somebody(subject, actors):
            return _draft(subject, verb, said)
    return None


def _speaks(verb: Token) -> bool:
    return verb.tag_ in _FINITE and entry_of_verb(verb).kind is CueClass.SPEECH


def _is_somebody(subject: Sequence[Token], actors: Actors) -> bool:
    nominal = [t for t in subject if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return bool(nominal) and any(actors.at(t.idx, t.idx + len(t)) is not None for t in nominal)


def _draft(subject: Sequence[Token], verb: Token, said: Sequence[Token]) -> Draft:
    source, cue, content = span_of_tokens(subject), span_of_tokens([verb]), span_of_tokens(said)
    return Draft((source,), (cue,), (content,), _CARRIED, Origin.SYNTAX, cue_tokens=(verb,))
