"""Works out each analysis of a dossier once: several sections of a brief, and several pages, ask for the same ones.

What was worked out is kept with the dossier it was worked out from, and given again in one that was made from it after
a change, where all that the analysis read is the same. Whether other dossiers are alike is not asked.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from tracktwo.analysis.carried import Found, Noting, plain
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.looking_day import LookingDay
from tracktwo.lexicon.own import stamp

#: Of more sets of arguments than this, such as days from which one looks, nothing is kept.
MOST = 200

P = ParamSpec("P")
R = TypeVar("R")


def once(analysis: Callable[Concatenate[Dossier, P], R]) -> Callable[Concatenate[Dossier, P], R]:
    """Have an analysis keep what it finds with the dossier, for each set of its other arguments.

    It must give what nobody changes, and depend on nothing besides its arguments. Where one of these cannot be told
    from others by its value, nothing is kept.
    """

    @wraps(analysis)
    def kept(dossier: Dossier, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = (*map(_key, args), *((name, _key(kwargs[name])) for name in sorted(kwargs)))
            # Somebody may name an issue meanwhile.
            asked = (analysis, stamp("issues"), *given)
            hash(asked)
        except TypeError:
            return analysis(dossier, *args, **kwargs)
        carried = dossier.carried
        found = carried.found.get(asked)
        if found is None:
            found = _find(analysis, plain(dossier), asked, *args, **kwargs)
            if len(carried.found) < MOST:
                carried.found[asked] = found
        if isinstance(dossier, Noting):
            dossier.note(found.parts)
        for day in (*args, *kwargs.values()):
            if isinstance(day, LookingDay):
                day.note(found.last)
        value: R = found.value
        return value

    return kept


def _find(
    analysis: Callable[Concatenate[Dossier, P], Any],
    dossier: Dossier,
    asked: Hashable,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Found:
    """What an analysis finds, or found before in a dossier of which all that it read was the same."""
    known = dossier.carried.recall(asked, dossier)
    if known is not None:
        return known
    read: set[str] = set()
    days: list[LookingDay] = []

    def noting(value: Any) -> Any:
        if not isinstance(value, date) or isinstance(value, datetime):
            return value
        days.append(LookingDay.of(value))
        return days[-1]

    given = [noting(value) for value in args]
    named = {name: noting(value) for name, value in kwargs.items()}
    value = analysis(cast(Dossier, Noting(dossier, read)), *given, **named)
    return Found(value, frozenset(read), min((day.last for day in days), default=date.max))


def _key(value: Any) -> Hashable:
    """What tells an argument from others."""
    if isinstance(value, LookingDay):
        return value.plain
    if isinstance(value, Mapping):
        return ("mapping", frozenset(value.items()))
    if isinstance(value, list | set):
        return (type(value).__name__, tuple(value) if isinstance(value, list) else frozenset(value))
    if isinstance(value, Iterator):
        raise TypeError("what can be gone through once only is not told from others by its value")
    key: Hashable = value
    return key
