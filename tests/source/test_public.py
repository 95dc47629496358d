"""What a server fetches for its users is of the public internet: no name, notation or redirect leads inside."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from tracktwo.errors import UnreadableSourceError
from tracktwo.source import public
from tracktwo.source.fetching import fetch
from tracktwo.source.raw import SourceOptions

GUARDED = SourceOptions(is_public_only=True, timeout=60)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1", "255.255.255.255",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not public.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is(address: str) -> None:
    assert public.is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]"]
)
def test_no_notation_of_this_machine_is_asked(host: str, server: "Server") -> None:
    with pytest.raises(UnreadableSourceError, match="not asked by the server"):
        fetch(f"http://{host}:{server.port}/", GUARDED)
    assert server.asked == []


def test_a_redirect_to_the_inside_is_not_followed(server: "Server", monkeypatch: pytest.MonkeyPatch) -> None:
    # The first address counts as public here, so that there is one to redirect from.
    monkeypatch.setattr(public, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(UnreadableSourceError, match="not asked by the server"):
        fetch(f"http://127.0.0.1:{server.port}/away", GUARDED)
    assert server.asked == ["/away"]


def test_a_name_that_leads_outside_and_inside_is_not_asked(
    server: "Server", monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(*_: object, **__: object) -> list[Any]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, server.port))
            for address in ("93.184.216.34", "127.0.0.1")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(UnreadableSourceError, match="not asked by the server"):
        fetch(f"http://rebound.example:{server.port}/", GUARDED)
    assert server.asked == []


def test_a_public_address_is_fetched_under_its_own_name(
    server: "Server", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "is_public", lambda _: True)
    assert fetch(f"http://localhost:{server.port}/", GUARDED).body == b"hello"
    assert server.hosts == [f"localhost:{server.port}"]


def test_an_answer_that_takes_too_long_is_given_up(server: "Server") -> None:
    with pytest.raises(UnreadableSourceError, match="takes too long"):
        fetch(f"http://127.0.0.1:{server.port}/", SourceOptions(patience=-1))


class Server(HTTPServer):
    """Answers, and remembers what it was asked."""

    asked: list[str]
    hosts: list[str]

    @property
    def port(self) -> int:
        return self.server_address[1]


class _Answering(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.hosts.append(str(self.headers["Host"]))
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.2:{self.server.port}/inside")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), _Answering)
    made.asked, made.hosts = [], []
    Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()
