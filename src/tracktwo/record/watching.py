"""Notes what is given out of a record that is above public, for whoever has to account for who saw it.

It withholds nothing and decides nothing: what a reader may see is decided in the gate. What is left of a document for
a reader who may not see it in full is not noted.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tracktwo.model.judgement import Judgement
from tracktwo.model.levels import Level

#: What was given: a document and, where it was not the document itself, one of its claims. Without a document:
#: something that was made of much of the record at once, by the name of what it is.
Given = tuple[str | None, str | None]


class Watch:
    """Collects what was given out, each thing once, until it is taken."""

    def __init__(self) -> None:
        self._given: dict[Given, Level] = {}
        self._judged: list[Judgement] = []

    def note(self, document: str | None, level: Level, what: str | None = None) -> None:
        """Something was given out; ``what`` is the claim of the document, or the name of what was made."""
        if level is not Level.PUBLIC:
            self._given[document, what] = level

    def note_all(self, given: Mapping[Given, Level]) -> None:
        """The same for many."""
        self._given.update(given)

    def note_judged(self, judgement: Judgement) -> None:
        """Somebody judged something."""
        self._judged.append(judgement)

    def take(self) -> Mapping[Given, Level]:
        """What was given out since the last time."""
        given, self._given = self._given, {}
        return given

    def take_judged(self) -> Iterator[Judgement]:
        """What was judged since the last time."""
        judged, self._judged = self._judged, []
        yield from judged

    @contextmanager
    def apart(self) -> Iterator[dict[Given, Level]]:
        """Collect what is given meanwhile by itself as well, so that it can be noted again for the next reader."""
        before = self._given
        own: dict[Given, Level] = {}
        self._given = own
        try:
            yield own
        finally:
            # The very dictionary of before: whoever collects around this one holds it.
            before.update(own)
            self._given = before
