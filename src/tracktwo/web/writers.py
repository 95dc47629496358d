"""What writes a brief, by the suffix of its file. Each library is loaded when it is first asked for."""

from collections.abc import Callable, Mapping

from tracktwo.views.brief import Brief


def _markdown(brief: Brief) -> bytes:
    from tracktwo.views.markdown import to_markdown

    return to_markdown(brief).encode()


def _html(brief: Brief) -> bytes:
    from tracktwo.views.html import to_html

    return to_html(brief).encode()


def _docx(brief: Brief) -> bytes:
    from tracktwo.views.docx import to_docx

    return to_docx(brief)


def _pdf(brief: Brief) -> bytes:
    from tracktwo.views.pdf import to_pdf

    return to_pdf(brief)


#: By suffix: what a page calls it, and what writes it.
WRITERS: Mapping[str, tuple[str, Callable[[Brief], bytes]]] = {
    "docx": ("Word", _docx),
    "pdf": ("PDF", _pdf),
    "html": ("HTML", _html),
    "md": ("Markdown", _markdown),
}
