"""How prominent people already mentioned are: where, as a subject or not, inside which quotation.

What follows from it for a pronoun is decided in :mod:`tracktwo.extraction.coreference`.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

_OPENING, _CLOSING, _EITHER = frozenset("“«"), frozenset("”»"), frozenset({'"', "''", "``"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A reference already passed: whom, where, and how prominent."""

    person: int
    token: int
    sentence: int
    subject: bool
    quoted: bool
    #: Quotations begun before it, to tell one from the next.
    quotation: int
    #: Whether the words before it are its own: "Chile would sign, Paredes said".
    teller: bool = False


def most_prominent(here: list[Seen], back: int) -> int | None:
    """Of the people of one sentence the last subject; without one the only person, else nobody."""
    tellers = [s for s in here if s.teller]
    if tellers and back:
        return tellers[-1].person
    subjects = [s for s in here if s.subject]
    if subjects:
        return subjects[0].person if back else subjects[-1].person
    people = {s.person for s in here}
    return here[-1].person if len(people) == 1 else None


def quotations_of(doc: Doc) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside; a paragraph's end closes one."""
    numbers, number, inside = [], 0, False
    text = doc.text  # joined anew from all tokens at each asking
    for token in doc:
        opens = token.text in _OPENING or (token.text in _EITHER and not inside)
        closes = inside and (token.text in _CLOSING or token.text in _EITHER)
        if opens and not inside:
            number, inside = number + 1, True
        elif closes:
            inside = False
        numbers.append(number if inside else 0)
        if "\n\n" in token.text or "\n\n" in token.whitespace_:
            inside = False
        if token.i + 1 < len(doc) and "\n\n" in text[token.idx + len(token) : doc[token.i + 1].idx]:
            inside = False
    return numbers
