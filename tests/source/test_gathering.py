"""Files, folders, standard input, addresses and feeds become raw sources, lazily and in order."""

from __future__ import annotations

import gzip
import io
import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.source.making import PAGE, only, taken
from tracktwo.errors import MissingSourceError, OversizedSourceError, UnreadableSourceError
from tracktwo.model import DateOrigin
from tracktwo.source import MediaType, RawSource, SetAside, SourceOptions, count, derive, gather

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Tessia Herald</title>
<item><title>Norland and Sudovia agree to meet again</title><link>{base}/page</link>
<pubDate>Tue, 14 May 2019 08:30:00 GMT</pubDate>
<description>&lt;p&gt;The ministers of Norland and Sudovia agreed on a third round.&lt;/p&gt;</description></item>
<item><title>Dam reopened</title><link>{base}/gone</link>
<description>Norland reopened the upper dam on Friday, its ministry said in Havn.</description></item>
</channel></rss>
"""


class Herald(BaseHTTPRequestHandler):
    """A newspaper's server on the loopback interface."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/page")
            self.end_headers()
        elif self.path == "/circle":
            self.send_response(302)
            self.send_header("Location", "/circle")
            self.end_headers()
        elif self.path == "/page":
            self.answer(PAGE.encode(), "text/html; charset=utf-8")
        elif self.path == "/latin":
            self.answer(
                "Žagros spoke in Tessia, and Čermak replied.".encode("cp1250"), "text/plain; charset=cp1250"
            )
        elif self.path == "/feed":
            base = f"http://{self.headers['Host']}"
            self.answer(FEED.format(base=base).encode(), "application/rss+xml")
        elif self.path == "/big":
            self.answer(b"a" * 2_000_000, "text/plain")
        elif self.path == "/broken":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"only this")
        elif self.path == "/refused":
            self.send_error(503)
        else:
            self.send_error(404)

    def answer(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@pytest.fixture
def herald() -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Herald)
    server.asked = []  # type: ignore[attr-defined]
    server.base = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_folder_is_read_through_in_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.txt", "a/.hidden.txt", ".git/config.txt", "c.md", "picture.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Words of {name} alone.")
    found = list(gather([str(tmp_path)]))
    names = [Path(str(s.name)).relative_to(tmp_path).as_posix() for s in found]
    assert names == ["c.md", "picture.jpg", "a/one.txt", "b/two.txt"]
    assert [isinstance(s, RawSource) for s in found] == [True, False, True, True]
    assert count([str(tmp_path)]) == len(found)


def test_gathering_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The first note.")
    stream = gather([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert isinstance(next(stream), RawSource)
    (tmp_path / "b.txt").write_text("The second note, written after the first was taken.")
    assert isinstance(next(stream), RawSource)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("0a1b2c", "Norland and Sudovia met in Tessia.", MediaType.PLAIN),
        ("Briefing No. 12", "Norland and Sudovia met in Tessia.", MediaType.PLAIN),
        ("page", PAGE, MediaType.HTML),
        ("page.HTM", PAGE, MediaType.HTML),
        ("saved.txt", "<p>is what he wrote on the board</p>", MediaType.PLAIN),
        ("message", "From: a@b.example\nTo: c@d.example\nSubject: Maps\n\nHere they are.", MediaType.MAIL),
        ("notes.markdown", "# Notes", MediaType.MARKDOWN),
    ],
)
def test_the_form_of_a_file(tmp_path: Path, name: str, content: str, expected: MediaType) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    source = only(tmp_path / name)
    assert isinstance(source, RawSource)
    assert source.media_type is expected


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Norland and Sudovia met.\r\n")))
    (source,) = gather(["-"])
    assert isinstance(source, RawSource)
    assert source.name is None
    assert derive(source).text == "Norland and Sudovia met.\r\n"


def test_gzip_around_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    assert taken(tmp_path / "page.html.gz").text == taken(tmp_path / "page.html").text


def test_a_source_comes_back_from_what_the_record_keeps(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    source = only(tmp_path / "page.html.gz")
    assert isinstance(source, RawSource)
    kept = json.loads(json.dumps(source.to_json()))
    again = RawSource.from_json(kept | {"of a later version": 1}, source.raw)
    assert again == source
    assert derive(again) == derive(source)


def test_an_address(herald: Any) -> None:
    source = only(f"{herald.base}/page")
    assert isinstance(source, RawSource)
    assert (source.raw, source.charset) == (PAGE.encode(), "utf-8")
    document = derive(source)
    assert document.path == f"{herald.base}/page"
    assert document.title == "Norland and Sudovia agree to meet again"
    assert herald.asked == ["/page"]


def test_a_redirect_is_followed_and_kept(herald: Any) -> None:
    source = only(f"{herald.base}/moved")
    assert isinstance(source, RawSource)
    assert source.name == f"{herald.base}/moved"
    assert source.url == f"{herald.base}/page"


def test_the_encoding_a_server_declares(herald: Any) -> None:
    assert taken(f"{herald.base}/latin").text == "Žagros spoke in Tessia, and Čermak replied."


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("/gone", MissingSourceError, "404"),
        ("/refused", UnreadableSourceError, "503"),
        ("/circle", UnreadableSourceError, "too many redirects"),
        ("/big", OversizedSourceError, "more than"),
        ("/broken", UnreadableSourceError, "broke off"),
    ],
)
def test_an_address_that_does_not_give_a_page(
    herald: Any, path: str, error: type[Exception], says: str
) -> None:
    found = only(herald.base + path, SourceOptions(max_bytes=1_000_000, timeout=60))
    assert isinstance(found, SetAside)
    assert isinstance(found.error, error)
    assert says in str(found.error)
    assert herald.base + path in str(found.error)


def test_an_address_where_nobody_answers() -> None:
    found = only("http://127.0.0.1:9/page", SourceOptions(timeout=60))
    assert isinstance(found, SetAside)
    assert isinstance(found.error, MissingSourceError)
    assert "cannot be reached" in str(found.error)


def test_a_feed_named_by_address_brings_the_pages_it_links_to(herald: Any) -> None:
    first, second = gather([f"{herald.base}/feed"])
    assert isinstance(first, RawSource)
    assert isinstance(second, SetAside)
    assert first.raw == PAGE.encode()
    assert derive(first).url == f"{herald.base}/page"
    assert herald.asked == ["/feed", "/page", "/gone"]


def test_a_feed_in_a_file_fetches_nothing(herald: Any, tmp_path: Path) -> None:
    (tmp_path / "herald.rss").write_text(FEED.format(base=herald.base), encoding="utf-8")
    first, second = gather([str(tmp_path / "herald.rss")])
    assert herald.asked == []
    assert isinstance(first, RawSource)
    assert isinstance(second, RawSource)
    document = derive(first)
    assert "agreed on a third round." in document.text
    assert document.title == "Norland and Sudovia agree to meet again"
    assert document.publisher == "Tessia Herald"
    assert (document.published, document.published_from) == ("2019-05-14", DateOrigin.METADATA)
    assert document.url == f"{herald.base}/page"
    assert derive(second).text.endswith(
        "Norland reopened the upper dam on Friday, its ministry said in Havn."
    )


def test_a_feed_that_breaks_off_gives_its_whole_entries(tmp_path: Path) -> None:
    whole = FEED.format(base="http://herald.example")
    (tmp_path / "herald.rss").write_text(whole[: whole.index("its ministry")], encoding="utf-8")
    first, second = gather([str(tmp_path / "herald.rss")])
    assert isinstance(first, RawSource)
    assert isinstance(second, SetAside)
    assert "after 1 entries" in str(second.error)


def test_an_atom_feed(tmp_path: Path) -> None:
    (tmp_path / "tessia.atom").write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Tessia Institute</title><entry><title>Third round</title>"
        "<link href='https://institute.example/3'/><published>2019-10-05T09:00:00Z</published>"
        "<content type='text'>The third round was held in Port Ansel.</content></entry></feed>"
    )
    document = taken(tmp_path / "tessia.atom")
    assert (document.text, document.published) == ("The third round was held in Port Ansel.", "2019-10-05")
