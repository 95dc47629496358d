"""The pieces of a document, joined, are its text, and each says which claims rest on it."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from tests.making import document
from tracktwo.model import Idea, Passage, PassageRole, Span
from tracktwo.record import ClaimEntry
from tracktwo.web.highlights import cut

TEXT = "The sides met. They agreed — at last — on monitors. Back to top."
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
    # A citation has no space at its edges.
    lambda span: span[0] < span[1] and TEXT[slice(*span)] == TEXT[slice(*span)].strip()
)


@given(st.lists(SPANS, max_size=6), st.none() | SPANS, st.booleans())
def test_pieces_are_the_text_and_know_what_rests_on_them(
    spans: list[tuple[int, int]], asked: tuple[int, int] | None, has_furniture: bool
) -> None:
    doc = document(TEXT)
    if has_furniture:
        span = Span(TEXT.index("Back"), len(TEXT))
        doc = dataclasses.replace(doc, passages=(Passage(span, PassageRole.BOILERPLATE),))
    claims = [
        ClaimEntry(str(n), Idea(what=(doc.cite(*span),), evidence=(doc.cite(*span),)), doc)
        for n, span in enumerate(spans)
    ]
    pieces = cut(doc, claims, asked)
    assert "".join(piece.text for piece in pieces) == TEXT
    for piece in pieces:
        end = piece.start + len(piece.text)
        assert set(piece.claims) == {
            str(n) for n, (a, b) in enumerate(spans) if a <= piece.start and end <= b
        }
        assert piece.is_asked == (asked is not None and asked[0] <= piece.start and end <= asked[1])
        assert piece.is_read or (has_furniture and piece.start >= TEXT.index("Back"))
    assert sum(piece.is_first_asked for piece in pieces) == (asked is not None)
