"""A provider that people may log in with instead of a password (OpenID Connect). Written out below."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for people."""

    label: str
