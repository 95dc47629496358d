"""Reads what Markdown marks: headings, lists, front matter. The text itself is the file's, unchanged.

Markup characters stay in the canonical text; nothing is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import yaml

from tracktwo.model import Passage, PassageRole, Span
from tracktwo.model.dates import is_edtf
from tracktwo.source.draft import Draft

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<front>.*?\r?\n)---[ \t]*(?:\r?\n|$)", re.DOTALL)
_ROLES = {
    "heading_open": PassageRole.TITLE,
    "fence": PassageRole.BOILERPLATE,
    "html_block": PassageRole.BOILERPLATE,
    "hr": PassageRole.BOILERPLATE,
    "bullet_list_open": PassageRole.BODY,
    "ordered_list_open": PassageRole.BODY,
}


@dataclass(frozen=True, slots=True)
class _Front:
    end: int
    fields: dict[str, Any]


def read_markdown(text: str) -> Draft:
    """Mark the parts of a decoded Markdown file by its markup, and read its front matter."""
    from markdown_it import MarkdownIt

    front = _front_matter(text)
    marks = [Passage(Span(0, front.end), PassageRole.BOILERPLATE)] if front.end else []
    starts = _line_starts(text[front.end :], front.end)
    covered = front.end
    tokens = MarkdownIt("commonmark").enable("table").parse(text[front.end :])
    for token in tokens:
        role = _ROLES.get(token.type)
        if role is None or token.map is None:
            continue
        start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
        if start >= covered and end > start:
            marks.append(Passage(Span(start, end), role))
            covered = end
    return Draft(
        text,
        f"markdown-it-py {version('markdown-it-py')}",
        tuple(marks),
        title=_line(front.fields.get("title")) or _first_heading(tokens),
        publisher=_line(front.fields.get("publisher")),
        url=_line(front.fields.get("url")),
        published=_day(front.fields.get("date") or front.fields.get("published")),
    )


def _first_heading(tokens: Sequence[Token]) -> str | None:
    """The words of the first heading, if nothing but it begins the text."""
    if not tokens or tokens[0].type != "heading_open":
        return None
    return _line("".join(child.content for child in tokens[1].children or ()))


def _front_matter(text: str) -> _Front:
    match = _FRONT.match(text)
    if match is None:
        return _Front(0, {})
    try:
        fields = yaml.safe_load(match.group("front"))
    except yaml.YAMLError:
        return _Front(0, {})
    return _Front(match.end(), fields) if isinstance(fields, dict) else _Front(0, {})


def _line_starts(text: str, offset: int) -> list[int]:
    """Where each line starts, as the parser counts lines, with the end of the text as the last."""
    return [offset, *(offset + m.end() for m in re.finditer(r"\r\n|\n|\r", text)), offset + len(text)]


def _line(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if isinstance(value, str) else None


def _day(value: Any) -> str | None:
    written = str(value)[:10] if value is not None else ""
    return written if is_edtf(written) else None
