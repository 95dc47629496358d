"""Makes a folder of mixed sources about countries that do not exist, some of them malformed.

The same number always makes the same folder. The texts are for ``tests.standins``, whose extractor reads lines.
"""

import io
import random
import zlib
from email.message import EmailMessage
from pathlib import Path

from docx import Document as WordDocument

PEOPLE = ("Mira Vance (RUR)", "Tomas Ilk (ELB)", "Lena Marsh (FRE)", "Pavel Orsk (ELB)", "Ana Košir (RUR)")
SAID = (
    "the border crossing should be open by the {n}th of the month",
    "the fishing quota of {n} tonnes was not respected by the other side",
    "a café on the island had been closed for {n} days, to the regret of everybody",
    "the prisoners would be released after {n} more days of talks",
)


def report(draw: random.Random, number: int) -> str:
    """A report of a meeting with what was said there."""
    lines = [
        f"Report number {number} on the talks in the capital of the republic and on what was said there.\n"
    ]
    for _ in range(draw.randint(1, 12)):
        words = draw.choice(SAID).format(n=draw.randint(1, 99))
        lines.append(f"{draw.choice(PEOPLE)}: {words}, it was said in report {number}")
    if draw.random() < 0.5:
        lines.append(f"{draw.choice(PEOPLE)} met {draw.choice(PEOPLE)}")
    if draw.random() < 0.3:
        lines.append(f"Round {number} of the Bridge Talks between ELB and RUR on 2014-0{1 + number % 9}-05")
    return "\n".join(lines) + "\n"


def page(text: str, url: str | None = None) -> bytes:
    """A page of the web with the text as its article."""
    link = f'<link rel="canonical" href="{url}">' if url else ""
    rows = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line)
    head = f"<head><title>{text.splitlines()[0]}</title>{link}<meta charset='utf-8'></head>"
    return f"<!doctype html><html lang='en'>{head}<body><article>{rows}</article></body></html>".encode()


def mail(text: str) -> bytes:
    """A mail with the text as its body."""
    message = EmailMessage()
    message["From"], message["To"] = "Desk <desk@example.org>", "Ana <ana@example.org>"
    message["Subject"] = text.splitlines()[0]
    message["Date"] = "Mon, 03 Feb 2014 10:00:00 +0000"
    message.set_content(text)
    return bytes(message)


def word(text: str) -> bytes:
    """A document of a word processor."""
    document = WordDocument()
    for line in text.splitlines():
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page, written by hand, in Latin letters."""
    lines = [line.encode("latin-1", "replace").translate(None, b"()\\") for line in text.splitlines()]
    drawn = b"BT /F1 9 Tf 40 780 Td 12 TL " + b" ".join(b"(" + line + b") Tj T*" for line in lines) + b" ET"
    packed = zlib.compress(drawn)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made = io.BytesIO(b"%PDF-1.4\n")
    made.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(made.tell())
        made.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    made.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return made.getvalue()


def feed(texts: list[str]) -> bytes:
    """A feed whose entries hold whole reports."""
    items = "".join(
        f"<item><title>Item {n}</title><link>https://feed.example/{n}</link>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>"
        for n, text in enumerate(texts)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()


def markdown(text: str) -> bytes:
    """The same as Markdown with a date on top."""
    return f"---\ntitle: A report\ndate: 2014-02-03\n---\n\n# Talks\n\n{text}".encode()


def write_folder(folder: Path, documents: int, seed: int = 0, with_versions: bool = True) -> Path:
    """Write about so many sources of all kinds into a folder."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    kinds = (
        ("txt", str.encode),
        ("html", page),
        ("eml", mail),
        ("docx", word),
        ("pdf", pdf),
        ("md", markdown),
    )
    for number in range(documents):
        extension, make = kinds[number % len(kinds)]
        (folder / f"{number:04}.{extension}").write_bytes(make(report(draw, number)))
    for number in range(-(-documents // 20) if with_versions else 0):
        text, url = report(draw, 9000 + number), f"https://ministry.example/{number}"
        (folder / f"v{number:03}a.html").write_bytes(page(text, url))
        changed = text.replace("should be open", "may one day be open").replace("prisoners", "fishermen")
        (folder / f"v{number:03}b.html").write_bytes(page(f"{changed}\nMira Vance (RUR): this is new", url))
    _write_malformed(folder, draw)
    return folder


def _write_malformed(folder: Path, draw: random.Random) -> None:
    text = report(draw, 7000)
    for name, content in {
        "x-empty.txt": b"",
        "x-picture.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
        "x-cut.docx": word(text)[:900],
        "x-cut.pdf": pdf(text)[:300],
        "x-fault.txt": b"Mira Vance (RUR): !fault\n",
        "x-latin.txt": "Mira Vance (RUR): the café on the island was closed by the ministry".encode(
            "latin-1"
        ),
        "x-german.txt": "Der Minister sprach gestern mit den Vertretern der anderen Seite über das Wasser.".encode(),
        "x-twice.txt": text.encode(),
        "x-twice-again.txt": text.encode(),
        "x-feed.xml": feed([report(draw, n) for n in range(7100, 7104)]),
        "x-broken.xml": feed([text])[:-60],
    }.items():
        (folder / name).write_bytes(content)
