"""Texts of the corpora as pages that TrackTwo can be run on. No text is written anywhere by this module."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NO_SPACE_BEFORE = re.compile(r" ([.,;:!?%)\]}’”]|'s\b|n't\b|'re\b|'ve\b|'ll\b|'d\b|’s\b)")
_NO_SPACE_BEHIND = re.compile(r"([(\[{“‘$€£]) ")
_QUOTES = re.compile(r'" ([^"\n]*?) "')


@dataclass(frozen=True, slots=True)
class Article:
    """One article under its name in the corpus."""

    name: str
    text: str


def newswire_articles(path: Path) -> Iterator[Article]:
    """The articles of the newswire entity corpus, one sentence a line as it has them, words put together again."""
    name, lines, words = "", [], []
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in (*rows, "# doc = "):
            if row.startswith("# doc"):
                if words:
                    lines.append(words)
                if name:
                    yield Article(
                        name, "\n\n".join(_sentence(line) for line in lines if not _is_address(line))
                    )
                name, lines, words = row.split("=", 1)[1].strip(), [], []
            elif not row.strip():
                if words:
                    lines.append(words)
                words = []
            else:
                words.append(row.split("\t")[0].split(" ")[0].strip())


def _is_address(words: list[str]) -> bool:
    return len(words) < 3 and words[0].startswith("http")


def _sentence(words: list[str]) -> str:
    joined = _QUOTES.sub(r'"\1"', " ".join(words))
    return _NO_SPACE_BEHIND.sub(r"\1", _NO_SPACE_BEFORE.sub(r"\1", joined))
