"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tracktwo.errors import SourceError
from tracktwo.model import Document
from tracktwo.source import MediaType, RawSource, derive

_LINES = st.sampled_from(
    [
        "Skip links", "Leave a comment", "Breaking News", "(Photo: Tessia Herald)", "By Marta Ilves", "Related Stories",
        "With reporting by the Tessia Agency", "May 14, 2019", "© 2019 Tessia Herald. All rights reserved.", "Q    Why?",
        "MS. KVIST: No comment.", "Session I: Water", "Talks resume in Port Ansel", "", "  ", "\t", "***", "1.", "–",
        "The ministers of Norland and Sudovia met in Tessia on Tuesday and spoke for three hours of the river.",
        "He said no.", "The two sides agreed on the following:", "decades.Skip links", "\ufeff", "\u2028", "🕊 ا ب",
    ]
)  # fmt: skip
_PAGES = st.lists(_LINES, max_size=25).map("\n".join) | st.lists(_LINES, max_size=12).map("\r\n\r\n".join)
_TEXTS = st.text(max_size=400) | _PAGES


def derived(source: RawSource) -> Document | None:
    """The document of a source, or None where it is refused by a message that names it."""
    try:
        return derive(source)
    except SourceError as error:
        if source.label not in str(error):
            raise AssertionError(f"the message does not name its source: {error}") from error
        return None


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_plain_text_is_the_file_and_passages_lie_in_order_within_it(text: str) -> None:
    source = RawSource(text.encode("utf-8", "replace"), "note.txt", media_type=MediaType.PLAIN)
    document = derived(source)
    if document is None:
        return
    assert document.text == source.raw.decode("utf-8")
    at = 0
    for passage in document.passages:
        assert at <= passage.span.start < passage.span.end <= len(document.text)
        at = passage.span.end
    covered = "".join(document.text[p.span.start : p.span.end] for p in document.passages)
    assert sum(map(str.isalnum, covered)) == sum(map(str.isalnum, document.text)), "a word has no role"
    assert derive(source) == document


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(list(MediaType)))
def test_any_bytes_give_a_document_or_a_reason(raw: bytes, media_type: MediaType) -> None:
    source = RawSource(raw, "thing", media_type=media_type)
    document = derived(source)
    if document is None:
        return
    assert document.text.strip()
    assert derive(source) == document


@settings(max_examples=60, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=15))
def test_a_page_gives_a_document_with_passages_in_order_or_a_reason(lines: list[str]) -> None:
    html = (
        "<html><body><article><h1>Talks</h1>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</article></body></html>"
    )
    try:
        document = derive(RawSource(html.encode(), "page.html", media_type=MediaType.HTML))
    except SourceError:
        return
    ends = [0]
    for passage in document.passages:
        assert ends[-1] <= passage.span.start < passage.span.end <= len(document.text)
        ends.append(passage.span.end)
    assert not any("\U00100000" <= c <= "\U0010fffd" for c in document.text)
