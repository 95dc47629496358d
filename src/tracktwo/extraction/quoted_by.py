"""Statements of whom others quote: "…," the spokesman was quoted as saying by the agency.

The learned attributions take whoever quotes, or nobody, for the source; here it is who was quoted. Who quotes is no
speaker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from tracktwo.extraction.clauses import is_passive, phrase_span, relation
from tracktwo.extraction.cues import words_of
from tracktwo.extraction.drafts import Draft, Origin, span_of_tokens
from tracktwo.extraction.meeting_voice import clause_words, trimmed
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Span

_PROBABILITY = 0.8


def with_quoted_voices(drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts``, those with a cue like "was quoted as saying" made the words of whom it is said of."""
    return [_quoted(d) for d in drafts]


def _quoted(draft: Draft) -> Draft:
    voice = None if draft.verb is None else quoted_voice(draft.verb)
    if voice is None:
        return draft
    act, probability = draft.act, max(draft.probability, _PROBABILITY)
    return replace(voice, act=act, act_probability=draft.act_probability, probability=probability)


def quoted_voice(verb: Token) -> Draft | None:
    """The draft of "X was quoted as saying that …" or "…, X was quoted as saying"; None for any other verb."""
    if verb.tag_ not in ("VBN", "VBD") or not forms_of(verb) & words_of("quoting") or not is_passive(verb):
        return None
    subjects = [c for c in verb.children if c.dep_ == "nsubj:pass" and c.i < verb.i]
    saying = next((c for c in verb.children if c.tag_ == "VBG" and forms_of(c) & words_of("speaking")), None)
    if not subjects or saying is None:
        return None
    source = Span(*phrase_span(subjects[-1]))
    content = _content(verb, saying, source)
    if content is None or source.overlaps(content):
        return None
    first = min((c.i for c in verb.children if relation(c) == "aux"), default=verb.i)
    spans = (verb.doc[first : verb.i + 1], verb.doc[saying.left_edge.i : saying.i + 1])
    cue = tuple(Span(s.start_char, s.end_char) for s in spans)
    words = tuple(t for s in spans for t in s)
    return Draft((source,), cue, (content,), _PROBABILITY, Origin.SYNTAX, cue_tokens=words)


def _content(verb: Token, saying: Token, source: Span) -> Span | None:
    """The clause behind "saying", or what stands before whom it is said of."""
    clause = next((c for c in saying.children if relation(c) == "ccomp" and c.i > saying.i), None)
    if clause is not None:
        return clause_words(clause)
    before = [t for t in verb.sent if t.idx < source.start and not t.is_space]
    while before and before[-1].is_punct:
        before.pop()
    while before and before[0].is_punct:
        before.pop(0)
    return span_of_tokens(before) if before and trimmed(before) is not None else None
