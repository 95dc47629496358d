"""Every source that cannot be read is set aside with a reason that names it, and the others go on."""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import os
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.slowness import slowness
from tests.source.making import PAGE, locked_pdf, only, pdf, word, zip_bomb
from tracktwo.errors import (
    EmptySourceError,
    MissingSourceError,
    OversizedSourceError,
    SourceError,
    UnreadableSourceError,
    UsageError,
)
from tracktwo.source import RawSource, SetAside, SourceOptions, derive, gather

LINE = "The delegations of Norland and Sudovia met in Tessia on Tuesday and spoke for three hours.\n"


def refusal(path: Path, error: type[SourceError]) -> str:
    """The message with which a source is refused, wherever on its way that happens."""
    source = only(path)
    if isinstance(source, SetAside):
        assert isinstance(source.error, error), source.error
        assert source.name == str(path)
        message = str(source.error)
    else:
        with pytest.raises(error) as caught:
            derive(source)
        message = str(caught.value)
    assert str(path) in message
    assert ";" in message, f"says nothing of what to do: {message}"
    return message


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "gone.txt", MissingSourceError)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a.eml", "a.md", "a.rss"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert "0 bytes" in refusal(tmp_path / name, EmptySourceError)


@pytest.mark.parametrize("text", [" \n\t\r\n ", "\ufeff", "\u00a0\n\u200b"])
def test_nothing_but_white_space(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert "white space" in refusal(tmp_path / "a.txt", EmptySourceError)


def test_binary_named_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 8)
    assert "binary" in refusal(tmp_path / "a.txt", UnreadableSourceError)


def test_an_unknown_extension(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(LINE)
    assert ".csv" in refusal(tmp_path / "a.csv", UnreadableSourceError)


def test_an_old_word_file_or_a_locked_one(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    assert "password" in refusal(tmp_path / "a.docx", UnreadableSourceError)


def test_a_zip_that_is_no_word_file(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("notes.txt", LINE)
    assert "no .docx file" in refusal(tmp_path / "a.docx", UnreadableSourceError)


def test_a_truncated_word_file(tmp_path: Path) -> None:
    whole = word([("Normal", LINE)])
    (tmp_path / "a.docx").write_bytes(whole[: len(whole) // 2])
    assert "truncated" in refusal(tmp_path / "a.docx", UnreadableSourceError)


def test_a_word_file_with_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word([]))
    assert "no text" in refusal(tmp_path / "a.docx", EmptySourceError)


def test_a_zip_bomb(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(zip_bomb(60))
    assert (tmp_path / "a.docx").stat().st_size < 1024 * 1024
    assert "zip bomb" in refusal(tmp_path / "a.docx", OversizedSourceError)


def test_a_locked_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(locked_pdf())
    assert "password" in refusal(tmp_path / "a.pdf", UnreadableSourceError)


def test_a_truncated_pdf(tmp_path: Path) -> None:
    whole = pdf([[LINE.strip()] * 30])
    (tmp_path / "a.pdf").write_bytes(whole[: len(whole) // 2])
    assert "truncated" in refusal(tmp_path / "a.pdf", UnreadableSourceError)


def test_a_damaged_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n" + os.urandom(64).hex().encode() * 20 + b"\n%%EOF\n")
    assert "PDF" in refusal(tmp_path / "a.pdf", SourceError)


def test_a_pdf_of_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[]]))
    assert "text recognition" in refusal(tmp_path / "a.pdf", EmptySourceError)


@pytest.mark.parametrize("share", [0.6, 0.75, 0.85])
def test_a_truncated_page(tmp_path: Path, share: float) -> None:
    (tmp_path / "a.html").write_text(PAGE[: int(len(PAGE) * share)], encoding="utf-8")
    assert "truncated" in refusal(tmp_path / "a.html", UnreadableSourceError)


def test_a_page_that_leaves_out_the_end_tags_it_may(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><title>Talks held in Tessia</title><body><p>{LINE}<p>{LINE.replace('three', 'two')}"
    (tmp_path / "a.html").write_text(page)
    source = only(tmp_path / "a.html")
    assert isinstance(source, RawSource)
    assert "spoke for two hours" in derive(source).text


def test_a_page_with_no_text(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><head><title>App</title></head><body><div id='root'></div><script>go()</script></body></html>"
    (tmp_path / "a.html").write_text(page)
    assert "no text" in refusal(tmp_path / "a.html", EmptySourceError)


def test_truncated_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(LINE.encode() * 200)[:-20])
    assert "truncated gzip" in refusal(tmp_path / "a.txt.gz", UnreadableSourceError)


def test_gzip_that_unpacks_to_too_much(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 3_000_000))
    found = list(gather([str(tmp_path / "a.txt.gz")], SourceOptions(max_bytes=1_000_000)))
    assert isinstance(found[0], SetAside)
    assert isinstance(found[0].error, OversizedSourceError)


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", never)
    assert "200 MB" in refusal(path, OversizedSourceError)


def test_text_that_mixes_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Žagros spoke first.\n".encode() + "Čermak replied.\n".encode("cp1250"))
    assert "mixed encodings" in refusal(tmp_path / "a.txt", UnreadableSourceError)


def test_text_cut_within_a_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(("Žagros spoke first. " * 3 + "Ž").encode()[:-1])
    assert "truncated" in refusal(tmp_path / "a.txt", UnreadableSourceError)


def test_text_that_is_not_in_the_encoding_its_mark_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe" + LINE.encode("utf-16-le")[:-1])
    assert "utf-16" in refusal(tmp_path / "a.txt", UnreadableSourceError)


def test_a_feed_that_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text("<rss version='2.0'><channel><title>Tessia</title><item><title>Ta")
    assert "broken" in refusal(tmp_path / "a.rss", UnreadableSourceError)


def test_xml_that_is_no_feed(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<?xml version='1.0'?><catalogue><entry>one</entry></catalogue>")
    assert "neither RSS nor Atom" in refusal(tmp_path / "a.xml", UnreadableSourceError)


def test_a_message_with_attachments_only(tmp_path: Path) -> None:
    message = (
        "From: a@tessia.example\r\nSubject: Maps\r\nMIME-Version: 1.0\r\n"
        'Content-Type: application/pdf; name="maps.pdf"\r\nContent-Disposition: attachment; filename="maps.pdf"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n"
    )
    (tmp_path / "a.eml").write_text(message)
    assert "maps.pdf" in refusal(tmp_path / "a.eml", EmptySourceError)


def test_a_message_without_headers(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(LINE)
    assert "no headers" in refusal(tmp_path / "a.eml", UnreadableSourceError)


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list all"
)
def test_a_folder_that_may_not_be_listed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "open.txt").write_text(LINE)
    closed.chmod(0)
    try:
        found = list(gather([str(tmp_path)]))
    finally:
        closed.chmod(0o700)
    assert [type(x) for x in found] == [RawSource, SetAside]


def test_a_folder_that_fails_to_list_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "open.txt").write_text(LINE)
    (tmp_path / "closed").mkdir()
    real = os.scandir

    def refusing(path: str = ".") -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = list(gather([str(tmp_path)]))
    kinds = sorted(type(x).__name__ for x in found)
    assert kinds == ["RawSource", "SetAside"]
    aside = next(x for x in found if isinstance(x, SetAside))
    assert "cannot be listed" in str(aside.error)


def test_one_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(LINE)
    found = list(gather([str(tmp_path), str(tmp_path / "gone.txt")]))
    assert [type(x) for x in found] == [SetAside, RawSource, SetAside]


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (found,) = gather(["-"])
    assert isinstance(found, SetAside)
    assert found.name is None
    assert "standard input" in str(found.error)


@pytest.mark.parametrize("written", ["02/08/2013", "August 2013", "2013-13-01", "2013-02-30", ""])
def test_a_publication_date_that_is_none(written: str) -> None:
    with pytest.raises(UsageError, match="publication date"):
        SourceOptions(published=written)


@pytest.mark.parametrize(
    "written", ["2013", "2013-08", "2013-08-02", "2013-08-02~", "201X", "2013-08/2013-09", "../2013"]
)
def test_a_publication_date_in_edtf(written: str) -> None:
    assert SourceOptions(published=written).published == written


def test_what_no_database_takes_as_text_is_replaced_one_for_one(tmp_path: Path) -> None:
    subject = base64.b64encode(b"Talks\0about the quota").decode()
    head = f"Subject: =?utf-8?B?{subject}?=\nContent-Type: text/plain; charset=utf-8\n\n"
    (tmp_path / "a.eml").write_text(head + LINE * 3)
    source = only(tmp_path / "a.eml")
    assert isinstance(source, RawSource)
    document = derive(source)
    everything = " ".join(filter(None, (document.text, document.title)))
    assert "\0" not in everything
    assert "Talks\ufffdabout" in everything


@pytest.mark.parametrize(
    "odd", ["\t" * 60_000, "| " * 30_000, "|-|-|\n| | |\n" * 8_000, ". " * 30_000, "Aa1" * 20_000 + "-\nb"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_long_runs_of_one_thing_take_no_long_time(tmp_path: Path, name: str, odd: str) -> None:
    (tmp_path / name).write_text(f"# Talks\n\n{LINE}{odd}\n{LINE}", encoding="utf-8")
    start = time.process_time()
    source = only(tmp_path / name)
    assert isinstance(source, RawSource)
    derive(source)
    assert time.process_time() - start < 6 * slowness()


def test_a_damaged_member_of_a_whole_archive(tmp_path: Path) -> None:
    whole = word([("Normal", LINE)])
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(held, "w") as broken:
        for name in archive.namelist():
            broken.writestr(name, archive.read(name)[:200])
    (tmp_path / "a.docx").write_bytes(held.getvalue())
    assert "damaged .docx" in refusal(tmp_path / "a.docx", UnreadableSourceError)


def test_control_characters_of_a_page(tmp_path: Path) -> None:
    page = PAGE.replace("<p>", "<p>&#1; \x02 <b>one</b> \x03<br>two\x04 ", 2)
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    source = only(tmp_path / "a.html")
    assert isinstance(source, RawSource)
    assert "one" in derive(source).text


def test_a_feed_with_characters_that_are_none(tmp_path: Path) -> None:
    feed = "<rss version='2.0'><channel><item><title>a</title><description>{}</description></item></channel></rss>"
    (tmp_path / "a.rss").write_text(feed.format("&#x110000; words &#99999999999;") + "<", encoding="utf-8")
    assert any(isinstance(given, SetAside) for given in gather([str(tmp_path / "a.rss")]))


def test_headers_of_a_mail_that_are_without_end(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(
        "To: " + "(" * 5000 + "a\nSubject: Talks\nFrom: " + "<" * 3000 + f"\n\n{LINE}"
    )
    source = only(tmp_path / "a.eml")
    assert isinstance(source, RawSource)
    with contextlib.suppress(UnreadableSourceError):
        derive(source)
