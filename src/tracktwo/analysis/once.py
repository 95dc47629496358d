"""Works out each analysis of a dossier once: several sections of a brief, and several pages, ask for the same ones.

Whether two dossiers are alike is not asked: what was worked out is kept with the dossier it was worked out from.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from tracktwo.analysis.dossier import Dossier
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
        known = dossier.worked_out
        if asked in known:
            found: R = known[asked]
            return found
        found = analysis(dossier, *args, **kwargs)
        if len(known) < MOST:
            known[asked] = found
        return found

    return kept


def _key(value: Any) -> Hashable:
    """What tells an argument from others."""
    if isinstance(value, Mapping):
        return ("mapping", frozenset(value.items()))
    if isinstance(value, list | set):
        return (type(value).__name__, tuple(value) if isinstance(value, list) else frozenset(value))
    if isinstance(value, Iterator):
        raise TypeError("what can be gone through once only is not told from others by its value")
    key: Hashable = value
    return key
