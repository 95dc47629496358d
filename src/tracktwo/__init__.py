"""TrackTwo keeps the record of a dialogue between governments, with the sentence behind every line.

``tracktwo.read`` reads one text, ``tracktwo.open`` opens a record; see :mod:`tracktwo.interface`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracktwo.answers import Brief, Reading, Rows
    from tracktwo.interface import open, read

__version__ = "0.1.0"
__all__ = ["Brief", "Reading", "Rows", "__version__", "open", "read"]

_INTERFACE = {
    "open": "interface",
    "read": "interface",
    "Brief": "answers",
    "Reading": "answers",
    "Rows": "answers",
}


def __getattr__(name: str) -> Any:
    """Load the interface when it is first asked for, so that importing the package costs nothing."""
    if name not in _INTERFACE:
        raise AttributeError(f"module 'tracktwo' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"tracktwo.{_INTERFACE[name]}"), name)
