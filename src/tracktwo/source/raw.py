"""What is taken in: a source's bytes with all that is needed to derive the same document from them again.

Nothing is read or decided here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tracktwo.errors import SourceError, UsageError
from tracktwo.model.dates import is_edtf
from tracktwo.source.media import MediaType

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How sources are gathered and derived.

    Raises:
        UsageError: ``published`` is no date in EDTF.
    """

    #: Publication date (EDTF) that the user gives for every source; it outranks what a source says of itself.
    published: str | None = None
    #: A source with more bytes than this, packed or unpacked, is refused.
    max_bytes: int = 100 * MEGABYTE
    #: Seconds to wait for an address to connect, and again between two pieces of its answer.
    timeout: float = 30.0
    #: Redirects that are followed from one address.
    max_redirects: int = 5
    #: Seconds that an address may take altogether.
    patience: float = 300.0
    #: Whether only addresses of the public internet are asked, by whatever names and redirects one comes to them.
    is_public_only: bool = False

    def __post_init__(self) -> None:
        if self.published is not None and not is_edtf(self.published):
            raise UsageError(
                f"{self.published!r} is no publication date; write it as 2013-08-02, 2013-08 or 2013 (EDTF)"
            )


@dataclass(frozen=True, slots=True)
class RawSource:
    """The bytes of one source as they came, and how they came."""

    raw: bytes
    #: The path or address as the user gave it; None for standard input.
    name: str | None = None
    #: The address the bytes were fetched from, after redirects, or that a feed gives for them.
    url: str | None = None
    #: What the bytes are, once unpacked.
    media_type: MediaType = MediaType.PLAIN
    #: Whether the bytes are gzip around what ``media_type`` names.
    packed: bool = False
    #: Encoding that the server declared, if any.
    charset: str | None = None
    #: What a feed says of its entry; the entry itself is believed first.
    title: str | None = None
    publisher: str | None = None
    published: str | None = None

    @property
    def id(self) -> str:
        """``sha256:`` and the hexadecimal digest under which the bytes are archived."""
        return "sha256:" + hashlib.sha256(self.raw).hexdigest()

    @property
    def label(self) -> str:
        """What to call this source in a message."""
        return self.name or self.url or "standard input"

    @property
    def is_fetched(self) -> bool:
        """Whether the bytes were fetched from ``url``; a feed that holds whole entries only names theirs."""
        return self.url is not None and not (self.name or "").endswith(f"#{self.url}")

    def to_json(self) -> dict[str, Any]:
        """Everything but the bytes."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "raw"} | {
            "media_type": self.media_type.value
        }

    @classmethod
    def from_json(cls, about: Mapping[str, Any], raw: bytes) -> RawSource:
        """Put the bytes back to what `to_json` printed; unknown keys are left alone."""
        known = {f.name for f in fields(cls)} - {"raw", "media_type"}
        kept = {key: value for key, value in about.items() if key in known}
        return cls(raw=raw, media_type=MediaType(about["media_type"]), **kept)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A source that could not be taken in, and why; the others go on."""

    name: str | None
    error: SourceError
