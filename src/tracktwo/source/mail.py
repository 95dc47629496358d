"""Draws the text out of an e-mail message, by the standard library.

The plain part is taken before the HTML part. Attachments are named, not read: save them and give them as files.
"""

from __future__ import annotations

import platform
import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from tracktwo.errors import EmptySourceError, UnreadableSourceError
from tracktwo.model import Passage, PassageRole, Span
from tracktwo.source.decoding import declared_in_html, decode
from tracktwo.source.draft import Draft
from tracktwo.source.pages import draw_page

#: What stands under a message and belongs to another: a signature, or the message it answers.
_UNDER = re.compile(
    r"^(?:-- ?$|-{3,} ?(?:original|forwarded) message.*$|_{10,}$|On .{5,120} wrote:$|>)", re.M | re.I
)


def draw_mail(raw: bytes, label: str) -> Draft:
    """Draw the text out of a message.

    Raises:
        EmptySourceError: it has no text, only attachments or nothing.
        UnreadableSourceError: it is no message, or its text cannot be decoded.
    """
    try:
        return _drawn(raw, label)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        # The standard library meets damaged headers with whatever its inner code stumbles on.
        raise UnreadableSourceError(f"{label}: damaged message ({error}); save it again as .eml") from error


def _drawn(raw: bytes, label: str) -> Draft:
    message = message_from_bytes(raw, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableSourceError(f"{label}: no e-mail message, it has no headers; save it again as .eml")
    parts = [message, *(message.iter_attachments() if message.is_multipart() else ())]
    attached = [name for name in (part.get_filename() for part in parts) if name]
    draft = _body(message, label, attached)
    subject = " ".join(str(message["Subject"] or "").split()) or None
    return _with_subject(draft, subject, attached, _day(message))


def _body(message: EmailMessage, label: str, attached: list[str]) -> Draft:
    part = message.get_body(preferencelist=("plain", "html"))
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes) or not content.strip():
        held = (
            f", only attachments ({', '.join(attached)}); save them and give them as files"
            if attached
            else ""
        )
        raise EmptySourceError(f"{label}: a message with no text{held or '; nothing to read'}")
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        return draw_page(decode(content, label, charset or declared_in_html(content)), label)
    text = decode(content, label, charset).replace("\r\n", "\n").strip("\n")
    under = _UNDER.search(text)
    marks = (
        (Passage(Span(under.start(), len(text)), PassageRole.BOILERPLATE),) if under and under.start() else ()
    )
    return Draft(text, f"email {platform.python_version()}", marks)


def _with_subject(draft: Draft, subject: str | None, attached: list[str], day: str | None) -> Draft:
    """Put the subject above the text as its title, and the names of attachments below as a note."""
    above = f"{subject}\n\n" if subject else ""
    below = f"\n\n[Attached, not read: {', '.join(attached)}]" if attached else ""
    marks = [Passage(Span(p.span.start + len(above), p.span.end + len(above)), p.role) for p in draft.marks]
    if subject:
        marks.insert(0, Passage(Span(0, len(subject)), PassageRole.TITLE))
    end = len(above) + len(draft.text)
    if below:
        marks.append(Passage(Span(end + 2, end + len(below)), PassageRole.BOILERPLATE))
    text = above + draft.text + below
    return replace(draft, text=text, marks=tuple(marks), title=subject, published=day or draft.published)


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return None
