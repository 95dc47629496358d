"""A brief as PDF, set by WeasyPrint from the page that the HTML format makes. The extra ``pdf`` holds it."""

from typing import cast

from tracktwo.errors import UsageError
from tracktwo.views.html import to_html
from tracktwo.views.lines import Brief


def to_pdf(brief: Brief) -> bytes:
    """Write ``brief`` as PDF.

    Raises:
        UsageError: WeasyPrint, or Pango which it draws with, is not installed.
    """
    try:
        import weasyprint
    except ModuleNotFoundError as error:
        raise UsageError("PDF needs the package weasyprint: pip install 'tracktwo[pdf]'") from error
    except OSError as error:
        raise UsageError(
            "PDF needs the library Pango; install it (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0) "
            "or write HTML or DOCX"
        ) from error
    return cast(bytes, weasyprint.HTML(string=to_html(brief)).write_pdf())
