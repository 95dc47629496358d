"""TrackTwo keeps the record of a dialogue between governments, with the sentence behind every line.

``tracktwo.read`` reads one text, ``tracktwo.open`` opens a record; see :mod:`tracktwo.interface`. What they are to a
type checker stands in ``__init__.pyi``.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_INTERFACE = {
    "open": "interface",
    "read": "interface",
    "Brief": "answers",
    "Reading": "answers",
    "Rows": "answers",
}


def __getattr__(name: str) -> Any:
    """Load the interface when it is first asked for: importing the package costs nothing, and the wings that need
    its version depend on nothing above them."""
    if name not in _INTERFACE:
        raise AttributeError(f"module 'tracktwo' has no attribute {name!r}")
    return getattr(import_module(f"tracktwo.{_INTERFACE[name]}"), name)
