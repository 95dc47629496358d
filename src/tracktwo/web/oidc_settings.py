"""What is known of an OpenID provider: a TOML file, read when the server starts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance
from tracktwo.web.viewer import Role

#: Where the client's secret may stand instead of the file, which is easily handed on.
SECRET = "TRACKTWO_OIDC_SECRET"

_NEEDED = ("issuer", "client_id", "redirect")
_KNOWN = frozenset(
    (
        *_NEEDED,
        "label",
        "client_secret",
        "scopes",
        "name_claim",
        "role_claim",
        "roles",
        "default_role",
        "clearance",
    )
)


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for people, and what their word means here."""

    issuer: str
    client_id: str
    #: Address of this server's ``/login/back``, as the provider knows it.
    redirect: str
    client_secret: str | None = None
    #: How the login page calls it.
    label: str = "single sign-on"
    scopes: tuple[str, ...] = ("openid", "profile")
    #: The claim that an account is called after.
    name_claim: str = "preferred_username"
    #: The claim that roles are told from, with dots between the names of claims inside claims.
    role_claim: str = "groups"
    #: Roles by the claim's values.
    roles: tuple[tuple[str, Role], ...] = ()
    #: The role of whoever has none of these values; None lets nobody else in.
    default_role: Role | None = None
    #: What new accounts are cleared for.
    clearance: Clearance = Clearance.PUBLIC

    def role_of(self, claims: Mapping[str, Any]) -> Role | None:
        """The highest role that the claims of somebody give; None where they give none."""
        found: Any = claims
        for name in self.role_claim.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        values = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        roles = [role for value, role in self.roles if value in values]
        return max(roles, key=lambda role: role.rank, default=self.default_role)


def read_provider(path: Path, environment: Mapping[str, str]) -> Provider:
    """The provider that a file tells of.

    Raises:
        UsageError: the file cannot be read, or lacks something, or says what is not known.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no TOML: {error}") from error
    missing = [name for name in _NEEDED if not isinstance(told.get(name), str) or not told[name]]
    if missing:
        raise UsageError(f"{path} does not say {', '.join(missing)}: see docs/serving.md")
    unknown = sorted(told.keys() - _KNOWN)
    if unknown:
        raise UsageError(f"{path} says {', '.join(unknown)}, which nobody knows: see docs/serving.md")
    for name in ("issuer", "redirect"):
        _check_address(path, name, told[name])
    try:
        return _provider(told, environment)
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: {error}") from error


def _provider(told: Mapping[str, Any], environment: Mapping[str, str]) -> Provider:
    default = told.get("default_role")
    words = {name: told[name] for name in ("label", "name_claim", "role_claim") if name in told}
    if "scopes" in told:
        words["scopes"] = tuple(dict.fromkeys(("openid", *told["scopes"])))
    return Provider(
        told["issuer"].rstrip("/"),
        told["client_id"],
        told["redirect"],
        environment.get(SECRET) or told.get("client_secret"),
        roles=tuple((str(value), Role(role)) for value, role in told.get("roles", {}).items()),
        default_role=Role(default) if default else None,
        clearance=Clearance(told.get("clearance", Clearance.PUBLIC.value)),
        **words,
    )


def _check_address(path: Path, name: str, address: str) -> None:
    parts = urlsplit(address)
    is_near = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or parts.scheme not in ("https", *(["http"] if is_near else [])):
        raise UsageError(f"{path}: {name} is to be an address that begins with https://, not {address!r}")
