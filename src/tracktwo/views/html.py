"""A brief as one self-contained HTML file that prints well: no script, nothing loaded from elsewhere."""

from markupsafe import Markup, escape

from tracktwo.views.lines import Brief, Line, Quote
from tracktwo.views.notes import Notes, in_marks
from tracktwo.views.templating import template
from tracktwo.views.wording import date_in_words, unbroken


def to_html(brief: Brief) -> str:
    """Write ``brief`` as HTML; each citation mark links to its sentence and back."""
    notes = Notes(brief)
    return template("brief.html.j2").render(
        brief=brief,
        notes=notes,
        seen=_Seen(),
        text=_text,
        in_marks=in_marks,
        date=date_in_words,
        css=Markup(template("brief.css").render()),
    )


def _text(line: Line, notes: Notes) -> Markup:
    """The words of a line with quoted ones in quotation marks."""
    return Markup("").join(
        Markup('<span class="q">{}</span>').format(notes.quoted(part.citation))
        if isinstance(part, Quote)
        else escape(unbroken(part.text))
        for part in line.parts
    )


class _Seen:
    """Which notes were mentioned already: the first mention is where the way back leads."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()

    def take(self, number: int) -> bool:
        """Whether this is the first mention of a note."""
        is_first = number not in self._numbers
        self._numbers.add(number)
        return is_first
