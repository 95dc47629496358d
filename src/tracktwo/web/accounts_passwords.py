"""Passwords: which are taken, how they are kept, how one is checked without telling whether the account exists."""

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from tracktwo.errors import AccountsError

#: Code points of a password. Length is what counts (NIST SP 800-63B, 5.1.1.2): no kinds of characters are asked for.
FEWEST, MOST = 12, 1000

#: Each check takes 64 MB for about 50 ms; more at once than these wait.
_AT_ONCE = BoundedSemaphore(4)

_HASHER = PasswordHasher()


def check_rules(password: str, name: str) -> None:
    """See whether a password may be taken for the account of that name.

    Raises:
        AccountsError: it is too short or too long, or easily guessed by whoever knows the name; it says which.
    """
    if len(password) < FEWEST:
        raise AccountsError(f"a password has {FEWEST} characters or more; several words make a good one")
    if len(password) > MOST:
        raise AccountsError(f"a password has {MOST} characters or fewer")
    folded, own = _folded(password), _folded(name)
    if len(own) >= 3 and (own in folded or own[::-1] in folded):
        raise AccountsError("a password may not hold the name of its account")
    if len(set(folded)) < 5 or _is_repeated(folded):
        raise AccountsError("a password may not be a few characters over and over")


def hashed(password: str) -> str:
    """What is kept of a password: its argon2id hash with a salt of its own."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether a password is the one that was kept; takes as long where none was, or there is no such account."""
    with _AT_ONCE:
        try:
            matches = _HASHER.verify(kept or _nobodys(), _normal(password)[:MOST])
        except (Argon2Error, InvalidHashError):
            return False
    return matches and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    """A hash that nobody has, made with the same parameters as all others."""
    return _HASHER.hash(secrets.token_urlsafe(32))


def _normal(password: str) -> str:
    """The same characters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFKC", password)


def _folded(words: str) -> str:
    return "".join(c for c in _normal(words).casefold() if c.isalnum())


def _is_repeated(words: str) -> bool:
    return any(words == (words[:size] * len(words))[: len(words)] for size in range(1, len(words) // 3 + 1))
