"""What each form of source yields: canonical text, title, publisher, dates, headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.source.making import PAGE, pdf, plain, taken, word
from tracktwo.model import DateOrigin, Document, PassageRole
from tracktwo.source import MediaType, RawSource, SourceOptions, derive


def words_in(document: Document, role: PassageRole) -> list[str]:
    """The text of all passages of one role."""
    return [document.text[p.span.start : p.span.end] for p in document.passages if p.role is role]


@pytest.mark.parametrize(
    "text", ["One line.\r\nAnother.\r\n", "a\rb\n", "\ufeffWith a mark.", "Ünïcødé 𐌰𐌱 🕊.\n\n\n"]
)
def test_plain_text_is_kept_code_point_for_code_point(text: str) -> None:
    assert plain(text).text == text


def test_the_mark_of_utf_8_is_kept_and_not_read() -> None:
    document = plain("\ufeffNorland and Sudovia met in Tessia on Tuesday and spoke of the river.")
    first = document.passages[0]
    assert (tuple(first.span), first.role) == ((0, 1), PassageRole.BOILERPLATE)
    assert document.passages[1].span.start == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = (
        "The “second round” was opened by Norland’s minister, who spoke of “trust” – and of the river. " * 4
    )
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert taken(tmp_path / "a.txt").text == text


def page(tmp_path: Path, html: str = PAGE) -> Document:
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    return taken(tmp_path / "page.html")


def test_a_page(tmp_path: Path) -> None:
    document = page(tmp_path)
    assert document.title == "Norland and Sudovia agree to meet again"
    assert document.publisher == "Tessia Herald"
    assert (document.published, document.published_from) == ("2019-05-14", DateOrigin.METADATA)
    assert document.url == "https://herald.example/norland-sudovia"
    assert document.derived_by.startswith("trafilatura ")
    assert document.text.startswith("Norland and Sudovia agree to meet again\n\nThe foreign ministers")
    assert "Most read" not in document.text
    assert words_in(document, PassageRole.TITLE) == [
        "Norland and Sudovia agree to meet again",
        "What comes next",
    ]


def test_short_lines_said_twice_are_kept_twice(tmp_path: Path) -> None:
    turns = "".join(
        f"<p>Q    Will the {n} dam open?</p><p>MS. KVIST:  No comment.</p>"
        for n in ("first", "second", "third")
    )
    document = page(
        tmp_path,
        f"<html><body><article><h1>Briefing by the spokeswoman of Norland</h1>{turns}</article></body></html>",
    )
    assert document.text.count("MS. KVIST: No comment.") == 3
    assert document.kind == "transcript"


def test_lines_broken_by_br_are_lines_and_two_breaks_are_a_paragraph(tmp_path: Path) -> None:
    body = "The ministers met in Tessia and agreed on steps that both will take before the summer.<br>Second line of it, long enough to be kept by anybody.<br><br>A new paragraph, in which the Norland side thanked its hosts for the talks."
    document = page(
        tmp_path,
        f"<html><body><article><h1>Steps agreed in Tessia</h1><div>{body}</div></article></body></html>",
    )
    assert "summer.\nSecond line" in document.text
    assert "anybody.\n\nA new paragraph" in document.text


def test_the_page_names_a_date_only_where_pages_state_it(tmp_path: Path) -> None:
    html = (
        "<html><head><title>Talks in Tessia</title></head><body><article><h1>Talks in Tessia</h1>"
        "<p>The talks of 3 March 2011 were recalled by the ministers, who met for two hours in the old town hall.</p>"
        "<p>They agreed on a working group, on a hotline, and on a visit of journalists before the end of the year.</p>"
        "</article><aside><ul><li><time datetime='2020-02-02'>yesterday</time></li></ul></aside>"
        "<footer>Copyright 2021. <span class='date'>21 November 2026</span></footer></body></html>"
    )
    document = page(tmp_path, html)
    assert (document.published, document.published_from) == (None, DateOrigin.NONE)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("<time class='published' datetime='2019-05-14T10:00'>Tuesday</time>", "2019-05-14"),
        ("<span class='post-date'>14 May 2019</span>", "2019-05-14"),
        ("<span class='post-date'>05/06/2019</span>", None),
        ("<span class='post-date'>14/05/2019</span>", "2019-05-14"),
    ],
)
def test_time_stamps_of_a_page(tmp_path: Path, stamp: str, expected: str | None) -> None:
    html = f"<html><body><article><h1>Talks in Tessia</h1>{stamp}<p>{'The ministers met and spoke of the river. ' * 6}</p></article></body></html>"
    document = page(tmp_path, html)
    assert document.published == expected


def test_markdown_keeps_its_text_and_knows_its_headings(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Third round in Port Ansel\ndate: 2019-10-05\n---\n\n# Third round in Port Ansel\n\n"
        "The round was held in Port Ansel on 3 October, the convenors said.\n\n## Sessions\n\n- Water and climate\n- Trade\n"
    )
    (tmp_path / "notes.md").write_text(text)
    document = taken(tmp_path / "notes.md")
    assert document.text == text
    assert (document.title, document.published) == ("Third round in Port Ansel", "2019-10-05")
    assert [t.strip() for t in words_in(document, PassageRole.TITLE)] == [
        "# Third round in Port Ansel",
        "## Sessions",
    ]
    assert any("- Water and climate\n- Trade" in t for t in words_in(document, PassageRole.BODY))


def test_a_pdf_is_joined_across_lines_and_pages_without_its_running_titles(tmp_path: Path) -> None:
    def page(day: str, number: int) -> list[str]:
        return [
            "Tessia Institute Paper",
            f"On {day} Norland and Sudovia went on with their talks on the river in Port",
            f"Ansel, and by {day} evening both sides said that cooper-",
            f"ation on water would come before {day} ends, as cooperation had before.",
            f"Page {number} of 3",
        ]

    days = ("Monday", "Tuesday", "Friday")
    (tmp_path / "paper.pdf").write_bytes(pdf([page(day, n) for n, day in enumerate(days, 1)]))
    document = taken(tmp_path / "paper.pdf")
    assert "in Port Ansel, and by Tuesday evening both sides said that cooperation on water" in document.text
    assert document.text.count("river in Port Ansel") == 3
    assert "Page 2" not in document.text
    assert "Tessia Institute Paper" not in document.text
    assert document.derived_by.startswith("pypdf ")


def test_a_word_file(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(
        word(
            [
                ("Title", "Summary of the third round"),
                (
                    "Normal",
                    "The third round was held in Port Ansel on 3 and 4 October 2019 by the Tessia Institute.",
                ),
                ("Heading 1", "Sessions"),
                ("List Bullet", "Water and climate"),
                ("List Bullet", "Trade and transit"),
            ],
            rows=[("Norland", "Dr. Elin Aster"), ("Sudovia", "Ms. Ruta Malk")],
        )
    )
    document = taken(tmp_path / "notes.docx")
    assert document.title == "Summary of the third round"
    assert words_in(document, PassageRole.TITLE) == ["Summary of the third round", "Sessions"]
    assert (
        "Water and climate\nTrade and transit\n\nNorland\tDr. Elin Aster\nSudovia\tMs. Ruta Malk"
        in document.text
    )
    assert document.published is None, "the day the file was made is not the day it was published"


MESSAGE = (
    "From: Press Office <press@mfa.example>\r\nTo: list@mfa.example\r\nSubject: Third round opens in Port Ansel\r\n"
    "Date: Thu, 03 Oct 2019 09:00:00 +0200\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
    "The third round opened today, the ministry’s spokeswoman said in Port Ansel.\r\n\r\n-- \r\nPress Office\r\n"
    '--b\r\nContent-Type: application/pdf; name="agenda.pdf"\r\nContent-Disposition: attachment; filename="agenda.pdf"'
    "\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n"
)


def test_a_message(tmp_path: Path) -> None:
    (tmp_path / "round.eml").write_bytes(MESSAGE.encode())
    document = taken(tmp_path / "round.eml")
    assert document.title == "Third round opens in Port Ansel"
    assert (document.published, document.published_from) == ("2019-10-03", DateOrigin.METADATA)
    assert words_in(document, PassageRole.BODY) == [
        "The third round opened today, the ministry’s spokeswoman said in Port Ansel."
    ]
    assert any("agenda.pdf" in t for t in words_in(document, PassageRole.BOILERPLATE))


def test_the_date_that_the_user_gives_outranks_the_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    document = taken(tmp_path / "page.html", SourceOptions(published="2019-05"))
    assert (document.published, document.published_from) == ("2019-05", DateOrigin.OPTION)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers met in Tessia and agreed to hold another round of talks in the autumn.", "en"),
        (
            "Die Minister trafen sich am Dienstag in Tessia und vereinbarten eine weitere Runde der Gespräche im Herbst, wie ein Sprecher des Außenministeriums nach dem Treffen mitteilte.",
            "de",
        ),
        (
            "Министры встретились во вторник и договорились провести новый раунд переговоров осенью этого года.",
            "ru",
        ),
        (
            "دونوں ملکوں کے وزرائے خارجہ نے منگل کو ملاقات کی اور مذاکرات کا ایک اور دور منعقد کرنے پر اتفاق کیا۔",
            "ur",
        ),
        ("外交部长星期二举行会谈，双方同意今年秋天再次举行谈判。", "zh"),
        ("Tessia, Port Ansel, Havn", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    document = plain(text)
    assert document.language == language
    assert document.text == text


def test_bytes_alone_decide() -> None:
    source = RawSource(PAGE.encode(), "a/page.html", media_type=MediaType.HTML)
    assert derive(source) == derive(source)
