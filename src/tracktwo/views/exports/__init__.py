"""The record in the forms that other programs read: one module a format, all over one selection of entries."""

import io
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from tracktwo.errors import UsageError
from tracktwo.views.exports.selecting import select, select_dialogue
from tracktwo.views.exports.selection import Selection
from tracktwo.views.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "Selection", "export", "select", "select_dialogue", "write"]


def write(name: str, selection: Selection, out: BinaryIO) -> None:
    """Write ``selection`` in the format called ``name`` to ``out``, from its beginning to its end.

    Raises:
        UsageError: there is no such format, the extra that it needs is not installed, or the format cannot hold so
            much; what was written until then is to be thrown away.
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
    writer: Callable[[Selection, BinaryIO], None] = getattr(module, chosen.function)
    writer(selection, out)


def export(name: str, selection: Selection) -> bytes:
    """The same as bytes.

    Raises:
        UsageError: as :func:`write` does.
    """
    out = io.BytesIO()
    write(name, selection, out)
    return out.getvalue()
