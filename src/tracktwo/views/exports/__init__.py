"""The record in the forms that other programs read: one module a format, all over one selection of entries."""

from collections.abc import Callable
from importlib import import_module

from tracktwo.errors import UsageError
from tracktwo.views.exports.selection import Selection
from tracktwo.views.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "Selection", "export"]


def export(name: str, selection: Selection) -> bytes:
    """Write ``selection`` in the format called ``name``.

    Raises:
        UsageError: there is no such format, or the extra that it needs is not installed.
    """
    chosen = FORMATS.get(name)
    if chosen is None:
        raise UsageError(f"there is no export format {name!r}; choose one of: {', '.join(FORMATS)}")
    try:
        module = import_module(f"tracktwo.views.exports.{chosen.module}")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the format {name} needs the package {error.name}: pip install 'tracktwo[{chosen.extra}]'"
        ) from error
    write: Callable[[Selection], bytes] = getattr(module, chosen.function)
    return write(selection)
