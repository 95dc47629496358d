"""From a read document to the claims it makes: pure functions, no storage, no other document.

``actors | times | rounds | is it about a dialogue | statements | stances | engagements | states | commitments |
incidents | ideas``: each finder is given what the earlier ones found. A document that is about no dialogue between
parties has its statements if it is about public affairs, with the speakers of a transcript, and nothing else.

The finders bring the reader's library with them, which takes seconds to load; whoever needs no more than the
grammar of dates does not wait for it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracktwo.extraction.extracting import VERSION, extract

__all__ = ["VERSION", "extract"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tracktwo.extraction import extracting

    return getattr(extracting, name)
