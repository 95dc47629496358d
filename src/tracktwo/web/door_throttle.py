"""Slows down whoever guesses passwords: so many failures for one name, or from one address, in a while, and no more
are tried.

Names that nobody has are counted like others, so that nothing can be told from being slowed down.
"""

import hashlib
from datetime import timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, insert, select

from tracktwo.web import accounts_tables as tables
from tracktwo.web.accounts import fold_name
from tracktwo.web.accounts_file import AccountsFile, written

#: In which failures count.
WHILE = timedelta(minutes=15)
#: Failures for one name, from wherever: somebody who forgot the password needs a few.
FOR_A_NAME = 10
#: Failures from one address, for whichever names: an office behind one address has several people.
FROM_AN_ADDRESS = 50


class Throttle:
    """Counts log-ins in a file of accounts, so that neither a restart nor another process forgets them."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def admits(self, name: str, address: str) -> bool:
        """Whether a log-in may be tried now. It counts as failed until :meth:`succeeded` says otherwise, so that many
        at once are counted too."""
        failures = tables.failures.c
        keys = _of_name(name), _of_address(address)
        with self._file.writing() as connection:
            connection.execute(delete(tables.failures).where(failures.at < self._since()))
            for key, most in zip(keys, (FOR_A_NAME, FROM_AN_ADDRESS), strict=True):
                asked = select(func.count()).where(failures.key == key)
                if (connection.scalar(asked) or 0) >= most:
                    return False
            connection.execute(insert(tables.failures), [{"key": k, "at": self._file.now()} for k in keys])
        return True

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name, and the last one of the address: the others stay, since whoever has one
        account may guess at others."""
        failures = tables.failures.c
        last = select(func.max(failures.number)).where(failures.key == _of_address(address))
        with self._file.writing() as connection:
            connection.execute(delete(tables.failures).where(failures.number == last.scalar_subquery()))
            connection.execute(delete(tables.failures).where(failures.key == _of_name(name)))

    def _since(self) -> str:
        return written(self._file.clock() - WHILE)


def _of_name(name: str) -> str:
    return hashlib.sha256(f"name {fold_name(name)}".encode()).hexdigest()


def _of_address(address: str) -> str:
    """Of the long addresses one household has more than can be counted: their network counts."""
    try:
        known = ip_address(address)
    except ValueError:
        pass
    else:
        address = str(ip_network((known, 64), strict=False)) if known.version == 6 else address
    return hashlib.sha256(f"address {address}".encode()).hexdigest()
