"""How whole pages come out of the source wing, what it takes for an article, and what that costs.

``python -m evaluation sources``. Pages: a page is whole if every word of its body element stands in the canonical
text. Kinds: what the title says of itself ("X's Call with Y", "Joint Statement …") against the kind found. Roles: where
the contents of the attributions lie that annotators marked in plain news text, which is to be body or, for headlines,
title. Wrapping: texts are wrapped here and known again. Seconds are processor seconds of deriving alone.
"""

import gzip
import json
import re
import textwrap
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import html

from tracktwo.model import Document, PassageRole, Span
from tracktwo.source import MediaType, RawSource, derive, gather
from tracktwo.source.lines import units_of

_TITLES = (
    (
        "readout",
        re.compile(r"[’']s? (?:phone |video |virtual |bilateral )*(?:calls?|meetings?) with", re.IGNORECASE),
    ),
    ("joint-statement", re.compile(r"^joint statement", re.IGNORECASE)),
    ("transcript", re.compile(r"press availability|^briefing with|press briefing|gaggle", re.IGNORECASE)),
    ("notice", re.compile(r"[’']s? travel to", re.IGNORECASE)),
)
#: Every so manieth readout is wrapped, at each of these widths.
_EVERY, _WIDTHS = 12, (60, 72, 100)


def measure(shared: Path) -> Mapping[str, float]:
    """Figures for both page corpora and for the dev articles of PolNeAR."""
    figures: dict[str, float] = {}
    for corpus in ("readouts", "briefings"):
        pages = list(_derived(shared / "corpora" / corpus))
        whole = sum(_is_whole(source, document) for source, document, _ in pages)
        figures[f"{corpus}: pages"] = len(pages)
        figures[f"{corpus}: whole, per cent"] = 100 * whole / len(pages)
        figures[f"{corpus}: dated as their file name, per cent"] = 100 * _dated(pages) / len(pages)
        figures[f"{corpus}: kind as the title says, per cent"] = _kinds(pages)
        figures[f"{corpus}: seconds"] = sum(seconds for _, _, seconds in pages)
        if corpus == "readouts":
            figures |= _wrapping([document for _, document, _ in pages])
    return figures | _roles(shared / "corpora/polnear/dev.jsonl.gz")


def _derived(folder: Path) -> Iterator[tuple[RawSource, Document, float]]:
    for source in gather([str(folder)]):
        if not isinstance(source, RawSource):
            raise RuntimeError(f"{source.name}: {source.error}")
        begun = time.process_time()
        document = derive(source)
        yield source, document, time.process_time() - begun


def _is_whole(source: RawSource, document: Document) -> bool:
    body = html.fromstring(source.raw.decode("utf-8")).find("body")
    there = Counter(re.findall(r"\w+", body.text_content()))
    return not there - Counter(re.findall(r"\w+", document.text + " " + document.text.replace("\n", "")))


def _dated(pages: list[tuple[RawSource, Document, float]]) -> int:
    """How many have the day of their file name, whether it was taken from there or from the page."""
    return sum(Path(str(source.name)).name[:10] == document.published for source, document, _ in pages)


def _kinds(pages: list[tuple[RawSource, Document, float]]) -> float:
    told = [
        (kind, document.kind.value)
        for _, document, _ in pages
        for kind, pattern in _TITLES
        if pattern.search(document.title or "")
    ]
    return 100 * sum(one == other for one, other in told) / len(told)


def _wrapping(documents: list[Document]) -> dict[str, float]:
    """Paragraphs are to be one unit each, whether the text is wrapped or not."""
    sample = documents[::_EVERY]
    figures = {}
    for width in (0, *_WIDTHS):
        kept = sum(len(units_of(_wrapped(d.text, width))) <= len(units_of(d.text)) for d in sample)
        name = f"wrapped at {width}" if width else "not wrapped"
        figures[f"paragraphs known again, {name}, per cent"] = 100 * kept / len(sample)
    return figures


def _wrapped(text: str, width: int) -> str:
    return "\n\n".join(textwrap.fill(part, width) for part in text.split("\n\n")) if width else text


def _roles(path: Path) -> dict[str, float]:
    roles: Counter[PassageRole] = Counter()
    titled = articles = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            source = RawSource(article["text"].encode(), "article.txt", media_type=MediaType.PLAIN)
            document = derive(source)
            articles += 1
            titled += document.title is not None
            for span in (Span(*s) for a in article["attributions"] for s in a["content"]):
                roles.update(p.role for p in document.passages if p.span.overlaps(span))
    total = sum(roles.values())
    unread = total - roles[PassageRole.BODY] - roles[PassageRole.TITLE]
    return {
        "news: contents of attributions": total,
        "news: of these in body, per cent": 100 * roles[PassageRole.BODY] / total,
        "news: of these not read, per cent": 100 * unread / total,
        "news: articles with a headline found, per cent": 100 * titled / articles,
    }
