"""The day that a sentence gives, where the claim that rests on it has none.

Only what the words say, seen from the day of publication; the grammar is extraction's own.
"""

from datetime import date
from functools import lru_cache

from tracktwo.model.dates import first_day


def day_told(sentence: str, published: str | None) -> str | None:
    """The day that a sentence tells a past deed of, if it names just one day; EDTF."""
    days = {d for _, d in _times(sentence, published) if "X" not in d and "/" not in d and len(d) == 10}
    if len(days) != 1:
        return None
    (day,) = days
    return day if published and day <= published[:10] else None


def since_told(words: str, published: str | None) -> str | None:
    """The time since which something has lasted: ``2010-10`` of "interrupted since October 2010"; EDTF."""
    found = [d.removesuffix("/..") for relation, d in _times(words, published) if relation == "since"]
    return found[0] if len(found) == 1 and "X" not in found[0] else None


def named_day(words: str) -> date | None:
    """The one day that words name with its year; None where they name none, or several."""
    days = {d for _, d in _times(words, None) if len(d) == 10 and "X" not in d and "/" not in d}
    return first_day(days.pop()) if len(days) == 1 else None


@lru_cache(maxsize=4096)
def _times(words: str, published: str | None) -> tuple[tuple[str | None, str], ...]:
    # Imported here: extraction brings its parser with it, which takes seconds that most questions need not wait.
    from tracktwo.extraction.moments import Moment, Tense, reference_day
    from tracktwo.extraction.time_grammar import find_expressions
    from tracktwo.extraction.time_resolution import resolve

    moment = Moment(reference_day(published), Tense.PAST)
    return tuple(
        (expression.relation, day)
        for expression in find_expressions(words, lambda _start, _end: True)
        if (day := resolve(expression, moment)) is not None
    )
