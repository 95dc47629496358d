"""Connections to addresses of the public internet only, whatever name or redirect leads elsewhere.

A server that fetches for others could be made to ask what only it can reach. Each name is looked up once, and the
address that was checked is the one that is asked. What is done with the answer is decided in ``fetching``.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from tracktwo.errors import UnreadableSourceError

#: Addresses of the new kind that a network translates into such of the old kind (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address, as numbers, is of the public internet, and of nobody's own network or machine."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        # The address of the old kind that stands inside one of the new decides.
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _TRANSLATED:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


class _Guarded(HTTPConnection):
    """A connection that is made to a public address, or not at all."""

    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _GuardedTls(HTTPSConnection):
    """The same with TLS."""

    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTls


def public_pool(**options: object) -> PoolManager:
    """A manager of such connections; options are those of urllib3's."""
    pool = PoolManager(**options)  # type: ignore[arg-type]
    pool.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
    return pool


def _connected(connection: HTTPConnection) -> socket.socket:
    """A socket to the public address of a connection's host.

    Raises:
        UnreadableSourceError: the host has an address that is not public.
    """
    host, port = connection.host, connection.port or connection.default_port
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(map(is_public, addresses)):
        raise UnreadableSourceError(
            f"{host}: an address inside a network or of this machine is not asked by the server; open the page "
            "in your browser, save it and add the file"
        )
    try:
        return create_connection(
            (addresses[0], port), connection.timeout, socket_options=connection.socket_options
        )
    except OSError as error:
        raise NewConnectionError(connection, f"no connection to {host}: {error}") from error
