"""Let another spaCy pipeline read a document in place of our syntax and entities.

It reads one paragraph at a time, so that none of its sentences crosses a blank line, and never a passage that is set
aside. Attributions stay ours; a pipeline without a parser or tagger leaves those attributes empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from tracktwo.reading.annotations import carry_attributions

_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")


def read_with(other: Language, own: Doc, aside: Sequence[tuple[int, int]], edges: Sequence[int]) -> Doc:
    """Return `own`'s text as `other` reads it, with `own`'s attributions."""
    text = own.text
    ends = {match.end() for match in _PARAGRAPH_END.finditer(text)}
    cuts = sorted({0, len(text), *ends, *(edge for edge in edges if 0 < edge < len(text))})
    parts = []
    for start, end in pairwise(cuts):
        part = text[start:end]
        skipped = any(low <= start < high for low, high in aside)
        doc = other.make_doc(part)
        parts.append(doc if skipped or not part.strip() else other(doc))
    if not parts:
        doc = other.make_doc(text)
    elif len(parts) == 1:
        doc = parts[0]
    else:
        doc = _join(parts)
    carry_attributions(own, doc)
    return doc


def _join(parts: list[Doc]) -> Doc:
    joined = Doc.from_docs(parts, ensure_whitespace=False)
    assert joined is not None
    return joined
