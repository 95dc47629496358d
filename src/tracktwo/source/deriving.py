"""Derives the document of a raw source: the same document from the same source, every time, on every machine.

Nothing is fetched and no clock is read. Each form is drawn by its own module; what follows is the same for all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from tracktwo.errors import EmptySourceError, UnreadableSourceError
from tracktwo.model import DateOrigin, Document, Passage, PassageRole
from tracktwo.source.credits import find_credits
from tracktwo.source.dating import published_in_address, published_in_text
from tracktwo.source.decoding import declared_in_html, decode, unpack
from tracktwo.source.draft import Draft
from tracktwo.source.kinds import kind_of
from tracktwo.source.language import language_of
from tracktwo.source.media import MediaType
from tracktwo.source.passages import find_passages
from tracktwo.source.publishing import publisher_at, publisher_in
from tracktwo.source.raw import RawSource, SourceOptions

T = TypeVar("T", str, str | None)

#: What no database takes as text: NUL, and halves of characters that UTF-16 writes in two. One is put in the place of
#: one, so that places in the text stay where they are.
_UNSOUND = re.compile("[\0\ud800-\udfff]")


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
    document = _finished(source, replace(draft, text=_sound(draft.text)), chosen)
    title, publisher, url = map(_sound, (document.title, document.publisher, document.url))
    return replace(document, title=title, publisher=publisher, url=url)


def _sound(words: T) -> T:
    """Words with a sign for "not a character" where there is none; None where there are none."""
    return _UNSOUND.sub("\ufffd", words) if words else words


def _draft(source: RawSource, raw: bytes, options: SourceOptions) -> Draft:
    match source.media_type:
        case MediaType.PLAIN:
            return Draft(decode(raw, source.label, source.charset), "plain text")
        case MediaType.HTML:
            from tracktwo.source.pages import draw_page

            page = decode(raw, source.label, source.charset or declared_in_html(raw))
            return draw_page(page, source.label, source.url)
        case MediaType.MARKDOWN:
            from tracktwo.source.markdown import read_markdown

            return read_markdown(decode(raw, source.label, source.charset))
        case MediaType.PDF:
            from tracktwo.source.pdf import draw_pdf

            return draw_pdf(raw, source.label)
        case MediaType.DOCX:
            from tracktwo.source.word import draw_word

            return draw_word(raw, source.label, options.max_bytes)
        case MediaType.MAIL:
            from tracktwo.source.mail import draw_mail

            return draw_mail(raw, source.label)
    raise UnreadableSourceError(
        f"{source.label}: {source.media_type} is not derived on its own; gather it first"
    )


def _finished(source: RawSource, draft: Draft, options: SourceOptions) -> Document:
    """Add to a draft what is found in the same way whatever form it came in."""
    text = draft.text
    title = draft.title or source.title
    passages = find_passages(text, draft.marks, title)
    credits = find_credits(text, passages)
    published, origin = _published(source, draft, passages, options)
    title = title or _headline(text, passages)
    return Document(
        id=source.id,
        text=text,
        derived_by=draft.derived_by,
        passages=passages,
        path=source.name,
        url=source.url or draft.url,
        title=title,
        publisher=draft.publisher
        or source.publisher
        or publisher_at(source.url or draft.url)
        or publisher_in(text, passages),
        published=published,
        published_from=origin,
        language=language_of(_read_text(text, passages)),
        credits=credits,
        kind=kind_of(text, passages, title, credits),
    )


def _published(
    source: RawSource, draft: Draft, passages: tuple[Passage, ...], options: SourceOptions
) -> tuple[str | None, DateOrigin]:
    """The publication date, and which of the places it may stand in gave it."""
    if options.published:
        return options.published, DateOrigin.OPTION
    if stated := draft.published or source.published:
        return stated, DateOrigin.METADATA
    addressed = next(filter(None, map(published_in_address, (source.url, draft.url, source.name))), None)
    written = published_in_text(draft.text, passages)
    # An address that gives only the month is made exact by a date line of that month.
    if addressed and not (written and len(addressed) < len(written) and written.startswith(addressed)):
        return addressed, DateOrigin.URL
    return written, DateOrigin.TEXT if written else DateOrigin.NONE


def _headline(text: str, passages: tuple[Passage, ...]) -> str | None:
    """The headline that the text itself has, if it has one before its body."""
    for passage in passages:
        if passage.role is PassageRole.BODY:
            return None
        if passage.role is PassageRole.TITLE:
            return " ".join(text[passage.span.start : passage.span.end].split())
    return None


def _read_text(text: str, passages: tuple[Passage, ...]) -> str:
    body = "\n".join(text[p.span.start : p.span.end] for p in passages if p.role is PassageRole.BODY)
    return body or text
