"""Makes inputs that are no good: well-formed sources and import files with something done to them.

The number of a mutant is all that it is made from, so that one that did harm can be made again.
"""

import bz2
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from evaluation.reliability.folder import feed, mail, markdown, page, pdf, report, word
from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct, Subject, canonical
from tracktwo.record.exchange import to_line

#: Stretches that markup, mail and feeds are known to trip over.
MARKUP = (
    "<div>", "</div>", "<table><tr><td>", "<p", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&#xD800;", "&#x110000;",
    "&amp;amp;", "&#99999999999;", "<script>", "</html>", "<base href='//'>", "<meta charset=utf-7>", "<title>",
    "<link rel=canonical href='http://[::'>", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>&b;",
    "<?xml version='9'?>", "<svg><style><![CDATA[", "<time datetime='0000-99-99'>", "<a href=javascript:>",
    "Content-Type: multipart/mixed; boundary=", "Content-Transfer-Encoding: base64", "\n--\n", "From ", "Date: 99",
    "=?utf-8?B?////?=", "begin 644 x\n", "---\n", "```", "| | |\n|-|-|\n", "[x]: <", "/Length 999999999", "endobj",
    "stream\n", "/Kids [2 0 R]", "/Prev 9", "/Filter /LZWDecode", "trailer", "{\"", "null", "[[[[", "1e999", "\\ud800",
)  # fmt: skip
#: Characters that are odd to cut, compare, store or show.
CHARACTERS = (
    "\0", "\ufeff", "\ufffe", "\u202e", "\u2066",
    "\u200d", "\u00ad", "\u2028", "\x85", "\x1b[2J", "\x07", "\u0301" * 300,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0010ffff", "\u1680", "ß", "ﬀ", "İ", "ﷺ", "½", "𝔸", "ก็็็็็็", "\t" * 50,
    "”", "«", "‚", "\r", "\n\n\n", "a" * 5000, "word " * 2000, "(" * 500, "“" * 400, "1" * 400, "." * 3000, ", " * 1500,
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1251", "shift_jis", "utf-7", "gb18030", "cp037")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One input: bytes under the name of a file, and which importer takes it."""

    number: int
    #: ``source``, ``judgements`` or ``register``.
    taker: str
    extension: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Seed:
    taker: str
    extension: str
    content: bytes


def mutant(number: int) -> Mutant:
    """The mutant of that number."""
    draw = random.Random(number)
    seed = draw.choice(_seeds())
    content = _inside(draw, seed) if draw.random() < 0.6 else _damaged(draw, seed.content)
    for _ in range(draw.choice((0, 0, 1, 3))):
        content = _damaged(draw, content)
    if draw.random() < 0.05:
        content = draw.choice((gzip.compress, bz2.compress))(content)
        content = content if draw.random() < 0.5 else _damaged(draw, content)
    extension = seed.extension
    if seed.taker == "source" and draw.random() < 0.15:
        extension = draw.choice((*(s.extension for s in _seeds()), "", "gz", "doc", "rtf", "json"))
    return Mutant(number, seed.taker, extension, content[:2_000_000])


@cache
def _seeds() -> tuple[_Seed, ...]:
    draw = random.Random(1)
    texts = [report(draw, number) for number in range(12)]
    sources = [
        *(_Seed("source", "txt", text.encode()) for text in texts[:2]),
        *(_Seed("source", "html", page(text, "https://ministry.example/1")) for text in texts[2:5]),
        *(_Seed("source", "md", markdown(text)) for text in texts[5:6]),
        *(_Seed("source", "eml", mail(text)) for text in texts[6:8]),
        *(_Seed("source", "docx", word(text)) for text in texts[8:9]),
        *(_Seed("source", "pdf", pdf(text)) for text in texts[9:11]),
        _Seed("source", "xml", feed(texts[:3])),
        _Seed("source", "html", _rich_page(texts[11])),
    ]
    return (*sources, *(_Seed("judgements", "jsonl", _judgements()) for _ in range(2)), *_registers())


def _rich_page(text: str) -> bytes:
    """A page with what pages have around an article: tables, lists, structured data, several dates."""
    data = json.dumps({"@type": "NewsArticle", "datePublished": "2014-02-03", "headline": "Talks"})
    rest = (
        f"<script type='application/ld+json'>{data}</script><nav><ul><li><a href='/'>Home</a></ul></nav>"
        "<table><tr><th>Day<th>Hour<tr><td>3<td>9</table><blockquote>quoted</blockquote>"
        "<p>Published: 3 February 2014, updated 4.2.2014</p><footer>All rights reserved</footer>"
    )
    return page(text).replace(b"</article>", rest.encode() + b"</article>")


def _judgements() -> bytes:
    document, made = "sha256:" + "0f" * 32, "2026-01-02T03:04:05.000006+00:00"
    claim = ClaimRef("0e" * 32, document, "statements", ((3, 9),), (("speaker", "Mira Vance"),))
    whole, one = Subject(document=document), Subject(groups=((claim,),))
    about = (
        Judgement(JudgementAct.LEVEL, whole, "Ada", made, "asked by phone", canonical("chatham")),
        Judgement(JudgementAct.ACCEPT, one, "Ada", made),
        Judgement(JudgementAct.CORRECT, one, "Ada", made, None, canonical({"speaker": "Lena Marsh"})),
    )
    return "\n".join(map(to_line, about)).encode() + b"\n"


def _registers() -> tuple[_Seed, ...]:
    csv = (
        "person,party,start,end,country,place,remarks,number\n"
        "Mira Vance,RUR,2014-02-03,2014-02-05,France,Lyon,Met the mayor,1\n"
        "Tomas Ilk,ELB,2014-03-01,,Japan,,,2\n"
    )
    xml = (
        "<trips><trip role='secretary' who='v'><id>1</id><name>Mira Vance</name><role>secretary</role>"
        "<start-date>2014-02-03</start-date><end-date>2014-02-05</end-date>"
        "<country id='france'>France</country><locale>Lyon</locale><remarks>Met the mayor.</remarks></trip></trips>"
    )
    return _Seed("register", "csv", csv.encode()), _Seed("register", "xml", xml.encode())


def _inside(draw: random.Random, seed: _Seed) -> bytes:
    """Something done to what a container holds, so that the container itself stays whole."""
    if seed.extension == "docx":
        return _inside_zip(draw, seed.content)
    if seed.extension == "pdf":
        text = report(draw, draw.randint(0, 99))
        return pdf(_odd(draw, text))
    text = seed.content.decode("utf-8")
    return _encoded(draw, _odd(draw, text))


def _inside_zip(draw: random.Random, content: bytes) -> bytes:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        names = before.namelist()
        chosen = draw.choice(["word/document.xml", draw.choice(names)])
        for name in names:
            inner = before.read(name)
            if name == chosen and draw.random() < 0.1:
                continue
            after.writestr(name, _damaged(draw, inner) if name == chosen else inner)
    return held.getvalue()


def _odd(draw: random.Random, text: str) -> str:
    """A text with odd characters and markup put in, perhaps deep, perhaps many times."""
    for _ in range(draw.choice((1, 1, 2, 5))):
        piece = draw.choice((*MARKUP, *CHARACTERS))
        again = draw.choice((1, 1, 1, 2, 50, 3000)) if len(piece) < 60 else 1
        at = draw.randint(0, len(text))
        text = text[:at] + piece * again + text[at:]
    return text


def _encoded(draw: random.Random, text: str) -> bytes:
    if draw.random() < 0.8:
        return text.encode("utf-8", "surrogatepass")
    return text.encode(draw.choice(ENCODINGS), "replace")


def _damaged(draw: random.Random, content: bytes) -> bytes:
    """Bytes flipped, cut, doubled, put in or mixed with those of another source."""
    harm: Callable[[random.Random, bytes], bytes] = draw.choice((_flip, _cut, _double, _put_in, _mix))
    return harm(draw, content) if content else draw.randbytes(20)


def _flip(draw: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.choice((1, 1, 3, 30))):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _cut(draw: random.Random, content: bytes) -> bytes:
    start, end = sorted(draw.randint(0, len(content)) for _ in range(2))
    return draw.choice((content[:start], content[start:], content[:start] + content[end:]))


def _double(draw: random.Random, content: bytes) -> bytes:
    start, end = sorted(draw.randint(0, len(content)) for _ in range(2))
    return content[:end] + content[start:end] * draw.choice((1, 2, 20)) + content[end:]


def _put_in(draw: random.Random, content: bytes) -> bytes:
    at = draw.randint(0, len(content))
    piece = draw.choice(
        (draw.randbytes(draw.randint(1, 40)), bytes(draw.randint(1, 400)), draw.choice(MARKUP).encode() * 20)
    )
    return content[:at] + piece + content[at:]


def _mix(draw: random.Random, content: bytes) -> bytes:
    other = draw.choice(_seeds()).content
    at, from_ = draw.randint(0, len(content)), draw.randint(0, len(other))
    return content[:at] + other[from_:]
