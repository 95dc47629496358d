"""What a server was started with."""

import hashlib
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from tracktwo.errors import UsageError


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

    @property
    def inbox(self) -> Path:
        """The folder that keeps uploads until they are read: beside a record in one file, else in the user's own."""
        if self.record.startswith(("postgresql:", "postgresql+", "postgres:")):
            name = hashlib.sha256(self.record.encode()).hexdigest()[:16]
            return Path.home() / ".local" / "share" / "tracktwo" / f"inbox-{name}"
        return Path(f"{self.record}.inbox")

    def __post_init__(self) -> None:
        if self.accounts is None and not is_loopback(self.host):
            raise UsageError(
                f"{self.host} can be reached from other machines: give --accounts FILE, so that nobody reads the "
                "record without an account, or leave --host out"
            )


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
