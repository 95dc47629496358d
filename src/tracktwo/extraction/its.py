"""Whose "its delegates" are: of the country that their own sentence is about, or the one before it.

Only where one country could be meant; people's "his" and "her" are for :mod:`tracktwo.extraction.coreference`.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from tracktwo.extraction.clauses import relation
from tracktwo.extraction.parties import Kind, find_namings

_STATES = (Kind.NAME, Kind.MOVEMENT, Kind.ORGANISATION)


def owner_by_its(head: Token, tokens: Sequence[Token]) -> str | None:
    """The party of "its" before ``head``: the subject told of last, in the sentence of ``head`` or the one before."""
    its = next((c for c in head.children if c.lower_ == "its" and c in tokens), None)
    if its is None:
        return None
    begin = head.sent.start
    own = _subject_party(head.doc[begin : its.i])
    if own is not None or _names_any(head.doc[begin : its.i]):
        return own
    before = head.doc[begin - 1].sent if begin else None
    return None if before is None else _subject_party(before)


def _subject_party(words: TokenSpan) -> str | None:
    """The one country or body that is a subject among some words."""
    found: list[str] = []
    for token in words:
        if relation(token) == "nsubj" and token.pos_ == "PROPN":
            phrase = [t for t in token.subtree if words.start <= t.i <= token.i]
            namings = find_namings(token.doc[phrase[0].i : token.i + 1].text)
            found += [n.party for n in namings if n.party and n.kind in _STATES]
    return found[-1] if len(set(found)) == 1 else None


def _names_any(words: TokenSpan) -> bool:
    return any(n.party for n in find_namings(words.text))
