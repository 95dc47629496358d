"""Derives the document of a raw source: the same document from the same source, every time, on every machine.

Nothing is fetched and no clock is read. Each form is drawn by its own module; what follows is the same for all.
"""

from __future__ import annotations

from tracktwo.errors import EmptySourceError, UnreadableSourceError
from tracktwo.model import Document
from tracktwo.source.decoding import declared_in_html, decode, unpack
from tracktwo.source.draft import Draft
from tracktwo.source.media import MediaType
from tracktwo.source.passages import find_passages
from tracktwo.source.raw import RawSource, SourceOptions


def derive(source: RawSource, options: SourceOptions | None = None) -> Document:
    """Make the document of one source.

    Raises:
        EmptySourceError: there is no text in it.
        UnreadableSourceError: it is damaged, encrypted, cut off or in no encoding that is known.
        OversizedSourceError: it unpacks to more than ``options.max_bytes``.
    """
    chosen = options or SourceOptions()
    if not source.raw:
        raise EmptySourceError(f"{source.label}: empty, 0 bytes; nothing to read")
    raw = unpack(source.raw, source.label, chosen.max_bytes) if source.packed else source.raw
    draft = _draft(source, raw, chosen)
    return _finished(source, draft, chosen)


def _draft(source: RawSource, raw: bytes, options: SourceOptions) -> Draft:
    match source.media_type:
        case MediaType.PLAIN:
            return Draft(decode(raw, source.label, source.charset), "plain text")
        case MediaType.HTML:
            from tracktwo.source.pages import draw_page

            page = decode(raw, source.label, source.charset or declared_in_html(raw))
            return draw_page(page, source.label, source.url)
    raise UnreadableSourceError(f"{source.label}: {source.media_type} is not derived on its own; gather it first")


def _finished(source: RawSource, draft: Draft, options: SourceOptions) -> Document:
    passages = find_passages(draft.text, draft.marks, draft.title)
    return Document(id=source.id, text=draft.text, derived_by=draft.derived_by, passages=passages,
                    path=source.name, url=source.url or draft.url, title=draft.title or source.title, publisher=draft.publisher or source.publisher)
