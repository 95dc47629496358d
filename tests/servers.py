"""A PostgreSQL server to throw away: started in a folder of its own, for the length of a test run or a measurement.

It asks for no password, listens on a socket in its folder alone, and does not care for its data at a power cut.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import psycopg

_QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "listen_addresses=",
)


class NoServerError(Exception):
    """PostgreSQL's programs are not installed."""


def programs() -> Path:
    """The folder of PostgreSQL's programs, the newest where there are several.

    Raises:
        NoServerError: there is none.
    """
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    found = shutil.which("initdb") if not installed else str(installed[-1])
    if found is None:
        raise NoServerError("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    return Path(found).resolve().parent


class Server:
    """A running server, with a schema for each record that is asked for."""

    def __init__(self) -> None:
        folder = programs()
        self._folder = Path(tempfile.mkdtemp(prefix="tracktwo-postgresql-"))
        # The server refuses to run as root.
        self._as: dict[str, Any] = {"cwd": self._folder}
        if os.geteuid() == 0:
            self._as |= {"user": "nobody", "group": "nogroup"}
            shutil.chown(self._folder, "nobody", "nogroup")
        self._numbers = count(1)
        try:
            self._initialise(folder / "initdb")
            self._process = self._start(folder / "postgres")
            self._wait()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    @property
    def url(self) -> str:
        """The address of its one database."""
        return f"postgresql://tracktwo@/postgres?host={quote(str(self._folder), safe='')}"

    def new_record(self) -> str:
        """The address of a record that is not there yet."""
        schema = f"record_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}".encode())
        return f"{self.url}&options=-csearch_path%3D{schema}"

    def execute(self, url: str, statement: str) -> int:
        """Do something to a record behind its back; how many rows it was done to."""
        with psycopg.connect(url, autocommit=True) as connection:
            return connection.execute(statement.encode()).rowcount

    def close(self) -> None:
        """Stop it and take away its folder."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(60)
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """Cut all connections to it and stop it; its records stay."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(60)

    def start_again(self) -> None:
        """Start it after it was stopped."""
        self._process = self._start(programs() / "postgres")
        self._wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _initialise(self, program: Path) -> None:
        # Another order of words than SQLite's, so that what depends on it is noticed.
        command = [
            str(program),
            "-D",
            "data",
            "-U",
            "tracktwo",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
        ]
        english = ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"]
        for locale in (english, ["--locale=C.UTF-8"], ["--locale=C"]):
            shutil.rmtree(self._folder / "data", ignore_errors=True)
            done = subprocess.run(
                [*command, *locale], capture_output=True, text=True, check=False, **self._as
            )
            if done.returncode == 0:
                return
        raise RuntimeError(f"initdb failed: {done.stderr}")

    def _start(self, program: Path) -> "subprocess.Popen[bytes]":
        options = [word for setting in _QUICK for word in ("-c", setting)]
        command = [str(program), "-D", "data", "-k", str(self._folder), *options]
        log = (self._folder / "log").open("wb")
        return subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=_end_with_parent, **self._as)

    def _wait(self) -> None:
        for _ in range(300):
            if self._process.poll() is not None:
                break
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"the server did not start: {(self._folder / 'log').read_text()[-2000:]}")


def _end_with_parent() -> None:
    """Have the system stop the server when the tests are killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)
