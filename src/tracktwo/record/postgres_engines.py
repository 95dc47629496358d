"""Connections to records in PostgreSQL: kept from one opening of a record to the next, as long as anybody has it open.

A server has its record open as long as it runs, so that its requests find connections that are made, and statements
that have been put in SQL before. What is asked, and what errors mean, is decided elsewhere.
"""

import os
from functools import lru_cache
from threading import Lock
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Engine, create_engine

#: Seconds to wait for a server to answer, where the address does not say.
_CONNECTING = 10
#: So many connections are kept while nobody needs them; as many as are needed are made.
_IDLE = 8


class Engines:
    """The connections to one address, for all openings of its record in this process, of whatever thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._openings = 0
        self._lock = Lock()
        #: Whether something was found out about the database that holds as long as anybody has it open.
        self.is_checked = False
        # Each connection is asked for a sign of life before it is used: the server may have been started anew, or may
        # have let go of it. There is no bound: a request that has one connection may need another to write.
        self.engine: Engine = create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            pool_size=_IDLE,
            max_overflow=-1,
            pool_pre_ping=True,
            use_native_hstore=False,
        )

    def open(self) -> None:
        """Somebody opens the record."""
        with self._lock:
            self._openings += 1

    def close(self) -> None:
        """Somebody is done with it; the last one closes the connections, and what is known of SQL stays."""
        with self._lock:
            self._openings -= 1
            if not self._openings:
                self.is_checked = False
                self.engine.dispose()

    def _connect(self) -> "psycopg.Connection[Any]":
        about = conninfo_to_dict(self._url)
        more: dict[str, Any] = {"client_encoding": "utf8"}
        if "connect_timeout" not in about:
            more["connect_timeout"] = _CONNECTING
        if "application_name" not in about:
            more["application_name"] = "tracktwo"
        return psycopg.connect(self._url, **more)


def engines_of(url: str) -> Engines:
    """Those of an address."""
    # A connection belongs to the process that made it, also where that one is copied.
    return _engines_of(url, os.getpid())


@lru_cache(maxsize=64)
def _engines_of(url: str, process: int) -> Engines:
    return Engines(url)
