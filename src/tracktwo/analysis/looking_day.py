"""The day from which one looks, which notes up to which later day whoever looks would find the same.

Most of what is told of a dialogue depends on the day in that it is compared with others: a promise is overdue, or not
yet. Such a comparison comes out the same until a known day. Whatever else the day is used for holds for that day alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

_DAY = timedelta(days=1)


class LookingDay(date):
    """A day that is equal to the date it was made of, and notes what it is used for.

    It knows of comparisons with dates and of its own methods; times of day are never compared with it.
    """

    _last = date.max

    @classmethod
    def of(cls, day: date) -> LookingDay:
        """That day, of which nothing was asked yet."""
        return cls(*_parts(day))

    @property
    def plain(self) -> date:
        """The day as a date that notes nothing."""
        return date(*_parts(self))

    @property
    def last(self) -> date:
        """The last day on which all that was asked until now would be answered the same."""
        return self._last

    def note(self, last: date) -> None:
        """What was found before, and is used, holds to that day."""
        self._last = min(self._last, last)

    def _note_today(self) -> None:
        self.note(self.plain)

    def _note_until(self, other: date, *, is_included: bool) -> None:
        """It is asked whether ``other`` is still to come; ``is_included``, whether it counts as to come itself."""
        day, own = date(*_parts(other)), self.plain
        if day > own or (is_included and day == own):
            self.note(day if is_included else day - _DAY)

    def __lt__(self, other: date) -> bool:
        self._note_until(other, is_included=False)
        return date.__lt__(self, other)

    def __ge__(self, other: date) -> bool:
        self._note_until(other, is_included=False)
        return date.__ge__(self, other)

    def __le__(self, other: date) -> bool:
        self._note_until(other, is_included=True)
        return date.__le__(self, other)

    def __gt__(self, other: date) -> bool:
        self._note_until(other, is_included=True)
        return date.__gt__(self, other)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, date):
            self._note_until(other, is_included=False)
            self._note_until(other, is_included=True)
        return date.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.plain)

    def __getattribute__(self, name: str) -> Any:
        if name not in _OWN:
            object.__getattribute__(self, "_note_today")()
        return object.__getattribute__(self, name)

    # What is asked by a sign or a function does not come by the name.
    def __sub__(self, other: Any) -> Any:
        self._note_today()
        return date.__sub__(self.plain, other)

    def __rsub__(self, other: Any) -> Any:
        self._note_today()
        return other - self.plain

    def __add__(self, other: timedelta) -> Any:
        self._note_today()
        return self.plain + other

    __radd__ = __add__

    def __str__(self) -> str:
        self._note_today()
        return str(self.plain)

    def __format__(self, form: str) -> str:
        self._note_today()
        return format(self.plain, form)

    def __repr__(self) -> str:
        self._note_today()
        return repr(self.plain)


#: What may be asked of the day without its being used.
_OWN = frozenset({"of", "plain", "last", "note", "_last", "_note_today", "_note_until", "__class__"})

_year, _month, _day = date.year.__get__, date.month.__get__, date.day.__get__


def _parts(day: date) -> tuple[int, int, int]:
    """Year, month and day, without the day's noting that it was asked."""
    return _year(day), _month(day), _day(day)
