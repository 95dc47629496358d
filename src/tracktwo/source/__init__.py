"""From bytes to documents: files, folders, addresses and feeds become canonical text with passages marked.

`gather` yields what the user named, byte for byte; `derive` makes a document of one of them, the same one every
time. Nothing is stored here, and what a document says is not looked at.
"""

from tracktwo.source.deriving import derive
from tracktwo.source.gathering import count, gather, refuse_nothing
from tracktwo.source.media import MediaType
from tracktwo.source.raw import RawSource, SetAside, SourceOptions

__all__ = [
    "MediaType",
    "RawSource",
    "SetAside",
    "SourceOptions",
    "count",
    "derive",
    "gather",
    "refuse_nothing",
]
