"""Edges of the learned spans: a span neither stops in the middle of a name or noun phrase nor ends with a loose word.

The reader labels word by word, so that a span may stop at "the House Foreign" or at "the minister and". Only edges
move, by a few words; whether an attribution is right is not asked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import conjuncts, relation
from tracktwo.extraction.cues import CueClass, entry_of_verb
from tracktwo.extraction.drafts import Draft, Spans, span_of_tokens, tokens_in
from tracktwo.model import Span

#: Relations of words before the noun that they belong to.
_BEFORE_NOUN = frozenset({"compound", "amod", "det", "nummod", "flat", "goeswith"})
#: How far the noun may stand behind a span that stops before it, in words.
_REACH = 4
#: Tags of words that need something behind them.
_LOOSE = frozenset({"CC", "WDT", "WP", "WP$", "PRP$", "DT"})
#: Marks that may stand inside a noun phrase.
_INNER_MARKS = frozenset("-‐‑–'’\"“”/&.")


def with_clean_edges(draft: Draft, doc: Doc) -> Draft:
    """``draft`` with the ends of its source, cue and content moved to the ends of phrases."""
    source = _mended(
        _before_own_verb(_behind_participle(_own_source(draft, doc), doc), doc),
        doc,
        (*draft.cue, *draft.content),
    )
    source = _with_participle(source, (*draft.cue, *draft.content), doc)
    source = tuple(_without_possessive(s, doc) for s in _with_partners(source, draft, doc))
    # A cue may end in "that" or "to", which open its content.
    cue = _mended(draft.cue, doc, (*draft.source, *draft.content), loose=True)
    content = _mended(
        _before_turn(_before_second_verb(draft, doc), draft, doc), doc, (*draft.source, *draft.cue)
    )
    if (source, cue, content) == (draft.source, draft.cue, draft.content):
        return draft
    return replace(draft, source=source, cue=cue, content=content, cue_tokens=tokens_in(doc, cue))


def without_second_statements(drafts: Sequence[Draft], doc: Doc) -> list[Draft]:
    """Cut contents off where the same source goes on to say something else, which is a draft of its own.

    "We stress that the way is open and urge Baku to return" makes two statements beside each other, not one
    inside the other.
    """
    return [_cut(d, [o for o in drafts if o is not d and _goes_on(d, o)], doc) for d in drafts]


def _goes_on(draft: Draft, other: Draft) -> bool:
    if not draft.source or not other.cue or draft.source != other.source:
        return False
    start, end = draft.content[0].start, draft.content[-1].end
    outside = all(s.end <= start or s.start >= end for s in draft.source)
    return outside and any(s.contains(other.cue[0]) for s in draft.content) and other.cue != draft.cue


def _cut(draft: Draft, others: Sequence[Draft], doc: Doc) -> Draft:
    if not others:
        return draft
    stop = min(o.cue[0].start for o in others)
    spans: list[Span] = []
    for span in draft.content:
        if span.start >= stop:
            break
        tokens = [t for t in tokens_in(doc, (span,)) if t.idx < stop]
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].tag_ in ("CC", "RB")):
            tokens.pop()
        if tokens and not (len(tokens) == 1 and tokens[0].tag_ in ("CC", "RB")):
            spans.append(Span(span.start, min(span.end, span_of_tokens(tokens).end)))
    return replace(draft, content=tuple(spans)) if spans else draft


def _mended(spans: Spans, doc: Doc, others: Sequence[Span], *, loose: bool = False) -> Spans:
    if not spans:
        return spans
    *first, last = spans
    tokens = [t for t in tokens_in(doc, (last,)) if t.idx >= last.start]
    if not tokens or tokens[-1].idx + len(tokens[-1]) > last.end:
        return spans
    end = _phrase_end(tokens[-1])
    if end is not None:
        wider = Span(last.start, end.idx + len(end))
        if not any(wider.overlaps(o) for o in (*others, *first)):
            return (*first, wider)
    kept = list(tokens)
    while len(kept) > 1 and not loose and _is_loose(kept[-1]):
        kept.pop()
    if len(kept) == len(tokens):
        return spans
    while len(kept) > 1 and kept[-1].is_punct and kept[-1].text in ",;":
        kept.pop()
    return (*first, Span(last.start, span_of_tokens(kept).end))


def _before_second_verb(draft: Draft, doc: Doc) -> Spans:
    """The content without what the speaker does next: "opposed the test and warned its neighbour"."""
    verb = draft.verb
    if verb is None or verb.pos_ != "VERB":
        return draft.content
    following = [
        c for c in verb.children
        if relation(c) == "conj" and c.pos_ == "VERB" and c.tag_ == verb.tag_ and c.i > verb.i
    ]  # fmt: skip
    for second in following:
        opening = [c for c in second.children if relation(c) == "cc" and c.i < second.i]
        if not opening or any(relation(c) == "nsubj" for c in second.children):
            continue
        cut = opening[0].idx
        for number, span in enumerate(draft.content):
            if span.start < cut < span.end and span.start > verb.idx:
                kept = [t for t in tokens_in(doc, (Span(span.start, cut),)) if t.idx < cut]
                while kept and kept[-1].is_punct and kept[-1].text in ",;–—-":
                    kept.pop()
                if kept:
                    return (*draft.content[:number], Span(span.start, span_of_tokens(kept).end))
    return draft.content


def _before_turn(content: Spans, draft: Draft, doc: Doc) -> Spans:
    """The content without what the speaker did not say: "confirmed that talks had begun but disputed the place".

    Behind "but" a plain past of speaking without a subject goes on with a report in the past, and not with a clause
    whose own verb stands behind "had" or "would".
    """
    verb = draft.verb
    if verb is None or verb.tag_ != "VBD" or not content or content[-1].start < verb.idx:
        return content
    tokens = tokens_in(doc, content[-1:])
    for token in tokens:
        if token.tag_ != "VBD" or relation(token) != "conj" or token.head not in tokens:
            continue
        opening = next((c for c in token.children if c.lower_ == "but" and c.i == token.i - 1), None)
        told = entry_of_verb(token).kind is CueClass.SPEECH and not any(
            relation(c) == "nsubj" for c in token.children
        )
        backshifted = any(
            relation(c) == "aux" and c.lower_ in ("had", "would", "could") for c in token.head.children
        )
        if opening is None or not told or not backshifted:
            continue
        kept = [t for t in tokens if t.i < opening.i]
        while kept and kept[-1].is_punct:
            kept.pop()
        if kept:
            return (*content[:-1], Span(content[-1].start, span_of_tokens(kept).end))
    return content


def _phrase_end(token: Token) -> Token | None:
    """The last word of the noun phrase in which a span stops, where that lies right behind."""
    end = token
    if relation(token) in _BEFORE_NOUN and 0 < token.head.i - token.i <= _REACH:
        between = token.doc[token.i + 1 : token.head.i]
        if all(_is_inside_phrase(t, token.head) for t in between):
            end = token.head
    while end.i + 1 < len(token.doc):
        following = end.nbor()
        if relation(following) != "flat" or following.head.i > end.i or following.is_space:
            break
        end = following
    return end if end.i != token.i and end.sent.start == token.sent.start else None


def _is_inside_phrase(token: Token, noun: Token) -> bool:
    if token.is_space or (token.is_punct and token.text not in _INNER_MARKS):
        return False
    return token.head.i == noun.i or token.is_punct or relation(token) in _BEFORE_NOUN


def _is_loose(token: Token) -> bool:
    """Whether a word at the end of a span belongs to what stands behind it."""
    if token.tag_ == "CC":
        return token.head.i > token.i
    if token.tag_ == "IN" and relation(token) in ("case", "mark"):
        return token.head.i > token.i
    return token.tag_ in _LOOSE and token.head.i > token.i


def _own_source(draft: Draft, doc: Doc) -> Spans:
    """ "X and Y discussed trade, noting that …": whoever discussed notes, and not somebody of the sentence before."""
    verb = draft.verb
    if verb is not None and len(draft.source) == 1:
        relative = _in_relative(verb, draft.source[0])
        if relative is not None:
            return (relative,)
    if verb is None or verb.tag_ != "VBG" or relation(verb) != "advcl" or len(draft.source) != 1:
        return draft.source
    tokens = tokens_in(doc, draft.source)
    subject = next((c for c in verb.head.children if relation(c) == "nsubj" and c.i < verb.i), None)
    if subject is None or not tokens or tokens[-1].i >= verb.sent.start:
        return draft.source
    phrase = [t for t in subject.subtree if t.i < verb.head.i]
    span = span_of_tokens(phrase)
    return draft.source if any(span.overlaps(o) for o in (*draft.cue, *draft.content)) else (span,)


def _before_own_verb(source: Spans, doc: Doc) -> Spans:
    """A source that runs on over its own verb of saying, "the minister told the premier", without what follows."""
    tokens = tokens_in(doc, source[:1])
    for token in tokens[1:]:
        told = token.tag_ in ("VBD", "VBZ") and entry_of_verb(token).kind is CueClass.SPEECH
        if len(source) == 1 and told and any(relation(c) == "nsubj" and c in tokens for c in token.children):
            return (Span(source[0].start, span_of_tokens([t for t in tokens if t.i < token.i]).end),)
    return source


def _behind_participle(source: Spans, doc: Doc) -> Spans:
    """ "Brokered by the Kenyan minister, X, the foreign ministers of Chad and Niger": the latter speak."""
    tokens = tokens_in(doc, source[:1])
    if len(source) != 1 or not tokens or tokens[0].tag_ not in ("VBN", "VBG") or tokens[0].i + 1 >= len(doc):
        return source
    behind = [
        tokens[n + 1 :] for n, t in enumerate(tokens[:-1]) if t.text == "," and tokens[n + 1].pos_ != "CCONJ"
    ]
    begun = [b for b in behind if b[0].tag_ in ("DT", "PRP$", "PRP")] or behind[-1:]
    return (Span(begun[0][0].idx, source[0].end),) if begun else source


def _in_relative(verb: Token, source: Span) -> Span | None:
    """ "A foundation whose director, Ana Souza, would say only": the director speaks, and not the foundation."""
    subject = next((c for c in verb.children if relation(c) == "nsubj" and c.i < verb.i), None)
    if subject is None or not source.start < subject.idx < source.end:
        return None
    whose = next((c for c in subject.children if c.lower_ == "whose"), None)
    if whose is None:
        return None
    words = [t for t in subject.subtree if whose.i < t.i < verb.i and t.idx < source.end]
    while words and words[-1].is_punct:
        words.pop()
    return span_of_tokens(words) if words else None


def _with_partners(source: Spans, draft: Draft, doc: Doc) -> Spans:
    """ "Kenya and Uganda failed to agree but promised to talk": both promised, and not the first alone."""
    verb = draft.verb
    if verb is None or verb.pos_ != "VERB" or len(source) != 1:
        return source
    tokens = tokens_in(doc, source)
    while relation(verb) in ("conj", "xcomp") and not any(relation(c) == "nsubj" for c in verb.children):
        if verb.head.i == verb.i:
            break
        verb = verb.head
    subject = next((c for c in verb.children if relation(c) == "nsubj" and c in tokens), None)
    if subject is None or not tokens or tokens[-1].i > verb.i:
        return source
    others = [t for t in conjuncts(subject) if t.i > tokens[-1].i and t.i < verb.i]
    joined = others and others[0].i - tokens[-1].i <= _REACH
    wider = Span(source[0].start, others[-1].idx + len(others[-1])) if joined else source[0]
    return source if any(wider.overlaps(o) for o in (*draft.cue, *draft.content)) else (wider,)


def _with_participle(source: Spans, others: Spans, doc: Doc) -> Spans:
    """A source that stops in "an official, briefing" goes on to the end of what the official does."""
    tokens = tokens_in(doc, source[-1:]) if source else []
    if len(tokens) < 2:
        return source
    verb = next((t for t in (tokens[-1], tokens[-1].head) if t in tokens and t.tag_ == "VBG"), None)
    if (
        verb is None
        or relation(verb) != "acl"
        or verb.nbor(-1).text != ","
        or verb.right_edge.i <= tokens[-1].i
    ):
        return source
    last = verb.right_edge
    while last.is_punct and last.i > verb.i:
        last = last.nbor(-1)
    wider = Span(source[-1].start, last.idx + len(last))
    return source if any(wider.overlaps(o) for o in others) else (*source[:-1], wider)


def _without_possessive(span: Span, doc: Doc) -> Span:
    tokens = tokens_in(doc, (span,))
    if len(tokens) > 1 and tokens[-1].tag_ == "POS":
        return Span(span.start, span_of_tokens(tokens[:-1]).end)
    return span
