"""Lines of a brief as HTML, with the numbers of the notes that they rest on.

A large dialogue has thousands of them, which a template takes three times as long for.
"""

from markupsafe import Markup, escape

from tracktwo.views.lines import Line, Quote
from tracktwo.views.notes import Notes


class LinesShown:
    """The lines of one brief."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def __call__(self, line: Line) -> Markup:
        """One line: own words, quoted ones between quotation marks, links to its notes."""
        shown = [
            f'<span class="q">{escape(self._notes.quoted(part.citation))}</span>'
            if isinstance(part, Quote)
            else str(escape(part.text))
            for part in line.parts
        ]
        numbers = self._notes.of(line)
        if numbers:
            links = (f'<a href="#e{n}" aria-label="evidence {n}">{n}</a>' for n in numbers)
            shown.append(f"<sup>{', '.join(links)}</sup>")
        return Markup("".join(shown))
