"""What a server was started with."""

import hashlib
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from tracktwo.errors import UsageError

if TYPE_CHECKING:
    from tracktwo.web.oidc_settings import Provider

#: Names of this machine.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
#: Addresses that stand for all of a machine's.
_ALL = ("0.0.0.0", "::", "")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the app runs."""

    #: A path or a ``postgresql://`` address.
    record: str
    host: str = "127.0.0.1"
    port: int = 8080
    #: File of the accounts; None for one user who sees and may do everything, on this machine only.
    accounts: Path | None = None
    #: Name under which the one user judges.
    author: str = "local user"
    #: Names under which browsers reach the server, besides its address.
    allowed_hosts: tuple[str, ...] = ()
    #: Addresses of reverse proxies whose word counts on who asks, and whether by https.
    proxies: tuple[str, ...] = ()
    #: Whether cookies are sent by https only, also where the server itself is asked by http.
    secure_cookies: bool = False
    #: A provider that people may log in with instead of a password.
    provider: "Provider | None" = None

    @property
    def inbox(self) -> Path:
        """The folder that keeps uploads until they are read: beside a record in one file, else in the user's own."""
        if self.record.startswith(("postgresql:", "postgresql+", "postgres:")):
            name = hashlib.sha256(self.record.encode()).hexdigest()[:16]
            return Path.home() / ".local" / "share" / "tracktwo" / f"inbox-{name}"
        return Path(f"{self.record}.inbox")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names under which the server answers; to no other, so that no page of another site can reach it under a
        name of its own (DNS rebinding), and no answer is made for somebody else's address."""
        own = f"[{self.host}]" if ":" in self.host else self.host
        return tuple(
            dict.fromkeys((*LOOPBACK, *([own] if self.host not in _ALL else []), *self.allowed_hosts))
        )

    def __post_init__(self) -> None:
        if self.accounts is None:
            self._check_without_accounts()
        elif self.host in _ALL and not self.allowed_hosts:
            raise UsageError(
                f"{self.host or 'this'} stands for every address of this machine: say with --allowed-host NAME under "
                "which name browsers reach it"
            )

    def _check_without_accounts(self) -> None:
        if not is_loopback(self.host):
            raise UsageError(
                f"{self.host} can be reached from other machines: give --accounts FILE, so that nobody reads the "
                "record without an account, or leave --host out"
            )
        for option, given in (
            ("--allowed-host", self.allowed_hosts),
            ("--behind-proxy", self.proxies),
            ("--oidc", self.provider),
        ):
            if given:
                raise UsageError(f"{option} is for a server with accounts: give --accounts FILE too")


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
