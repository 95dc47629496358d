"""A brief in Word: the package is whole, footnotes are real ones, every line leads to its sentences."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from tests.views.test_brief import brief
from tracktwo.views.brief import Form
from tracktwo.views.docx import to_docx
from tracktwo.views.html import to_html
from tracktwo.views.notes import Notes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(form: Form) -> dict[str, etree._Element]:
    archive = zipfile.ZipFile(io.BytesIO(to_docx(brief(form=form))))
    assert archive.testzip() is None
    return {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("form", Form)
def test_each_mark_has_a_footnote_and_each_footnote_a_mark(form: Form) -> None:
    held = parts(form)
    marks = [e.get(f"{W}id") for e in held["word/document.xml"].iter(f"{W}footnoteReference")]
    notes = {e.get(f"{W}id"): e for e in held["word/footnotes.xml"].iter(f"{W}footnote")}
    assert marks == [n for n in notes if int(n) > 0]
    assert marks
    assert {e.get(f"{W}id"): e.get(f"{W}type") for e in list(notes.values())[:2]} == {
        "-1": "separator", "0": "continuationSeparator",
    }  # fmt: skip
    text = {"".join(n.itertext()) for n in notes.values()}
    assert all(any(note.words in t for t in text) for note in Notes(brief(form=form)).all)


@pytest.mark.parametrize("form", Form)
def test_the_package_is_put_together_as_word_asks(form: Form) -> None:
    held = parts(form)
    kinds = held["[Content_Types].xml"].xpath("//*[@PartName='/word/footnotes.xml']/@ContentType")
    assert kinds == ["application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"]
    targets = held["word/_rels/document.xml.rels"].xpath("//*[contains(@Type,'/footnotes')]/@Target")
    assert targets == ["footnotes.xml"]
    names = [e.tag.removeprefix(W) for e in held["word/settings.xml"]]
    assert names.index("footnotePr") < names.index("compat")
    styles = {e.get(f"{W}styleId") for e in held["word/styles.xml"].iter(f"{W}style")}
    used = {
        e.get(f"{W}val")
        for n in ("word/document.xml", "word/footnotes.xml")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for e in held[n].iter(f"{W}{tag}")
    }
    assert used <= styles


def test_an_earlier_note_is_referred_to_by_a_field_that_leads_to_its_bookmark() -> None:
    document = parts(Form.FULL)["word/document.xml"]
    fields = [e.text.split()[1] for e in document.iter(f"{W}instrText") if "NOTEREF" in e.text]
    names = [e.get(f"{W}name") for e in document.iter(f"{W}bookmarkStart")]
    assert fields
    assert set(fields) <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("form", Form)
def test_it_is_read_back_with_the_words_of_the_brief(form: Form) -> None:
    made = brief(form=form)
    read = docx.Document(io.BytesIO(to_docx(made)))
    assert read.paragraphs[0].text == made.title
    headings = [p.text for p in read.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [s.title for s in made.sections]
    assert len(read.tables) == sum(1 for s in made.sections if s.grid and s.grid.rows)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", Form)
def test_libreoffice_opens_it_and_prints_the_footnotes(form: Form, tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    file.write_bytes(to_docx(brief(form=form)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(file)], check=True, capture_output=True, timeout=250)
    read = etree.parse(tmp_path / "brief.fodt")
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    notes = [re.sub(r"\s+", " ", "".join(n.itertext())) for n in read.iter(f"{{{text}}}note-body")]
    assert len(notes) == len(list(parts(form)["word/document.xml"].iter(f"{W}footnoteReference")))
    assert all(any(note.words in n for n in notes) for note in Notes(brief(form=form)).all)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_page_as_well(tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text(to_html(brief()), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(tmp_path / "brief.html")], check=True, capture_output=True, timeout=250
    )
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
