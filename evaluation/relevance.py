"""How many pages are wrongly taken for reports of a dialogue, and how many such reports are missed.

Pages that are none: the newswire dev articles but for those labelled as talks, and the tricky ones among
``tests/cases/relevance.yaml``. Pages that are: readouts of calls and meetings, joint statements, the seeds. The
words alone are weighed, as the gate before reading does; that two parties are found is not asked.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from evaluation.corpus_texts import Article, newswire_articles
from tests.extraction.cases import document_of, load_cases
from tracktwo import lexicon
from tracktwo.extraction.relevance import probability
from tracktwo.model import Document, DocumentKind
from tracktwo.source import derive, gather
from tracktwo.source.raw import RawSource

LABELS = Path(__file__).with_name("relevance_labels.yaml")
#: Readouts whose title names a call or a meeting with somebody, and joint statements; meetings with people who are
#: no party (families, activists, students) are left out, as nobody said what they are.
_CONTACT = re.compile(r"-(?:call|meeting)s?-with-|joint-statement")
_NO_PARTY = re.compile(r"famil|labor|youth|students|university|activists|civil-society|women|chair-of|staff")


def measure(shared: Path) -> Mapping[str, float]:
    """Shares in per cent, and the number of pages behind each."""
    threshold = float(lexicon.load("relevance_weights")["threshold"])
    talks = set(yaml.safe_load(LABELS.read_text(encoding="utf-8"))["talks"])
    news = [(a.name in talks, _taken(_news(a.text), threshold)) for a in _dev(shared)]
    tricky = [
        (bool(c.entry["dialogue"]), _taken(document_of(c.entry), threshold)) for c in load_cases("relevance")
    ]
    others = [taken for is_talk, taken in (*news, *tricky) if not is_talk]
    reports = [_taken(d, threshold) for d in _reports(shared)]
    reports += [taken for is_talk, taken in (*news, *tricky) if is_talk]
    return {
        "pages_wrongly_taken": _percent(others),
        "newswire_wrongly_taken": _percent([taken for is_talk, taken in news if not is_talk]),
        "tricky_wrongly_taken": _percent([taken for is_talk, taken in tricky if not is_talk]),
        "pages_about_something_else": float(len(others)),
        "reports_found": _percent(reports),
        "reports": float(len(reports)),
    }


def _dev(shared: Path) -> Iterator[Article]:
    return newswire_articles(shared / "corpora/newswire-ner/dev.tsv.gz")


def _reports(shared: Path) -> Iterator[Document]:
    readouts = (
        str(path)
        for path in sorted((shared / "corpora/readouts").glob("*.html"))
        if _CONTACT.search(path.name) and not _NO_PARTY.search(path.name)
    )
    seeds = (str(path) for path in sorted((shared / "seeds").glob("*.txt")))
    for source in gather([*readouts, *seeds]):
        if isinstance(source, RawSource):
            yield derive(source)


def _taken(document: Document, threshold: float) -> bool:
    return probability(document) >= threshold


def _news(text: str) -> Document:
    return Document(id="sha256:" + "0" * 64, text=text, derived_by="corpus", kind=DocumentKind.NEWS_REPORT)


def _percent(hits: list[bool]) -> float:
    return round(100 * sum(hits) / max(1, len(hits)), 1)
