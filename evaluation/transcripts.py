"""Turns of the White House briefings against their own labels, read by a parser of its own.

The truth is read from the page's paragraphs, without TrackTwo: a paragraph that opens with capitals and a colon, or
with a lone Q, begins a turn. A turn is given right if a turn of ours begins at the same words with the same speaker
(by surname), or is taken for a question as it is one.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tracktwo.extraction.transcripts import TurnRole, find_turns
from tracktwo.model import Document
from tracktwo.source import SourceOptions, derive, gather

FOLDER = "corpora/briefings"
_LABEL = re.compile(r"(?P<who>Q|[A-Z][A-Z.'’ -]{2,40})(?P<colon>:?)(?=\s)")


@dataclass(frozen=True, slots=True)
class TrueTurn:
    """A turn as the page has it: its label and its first words."""

    label: str
    opening: str


def measure(shared: Path) -> Mapping[str, float]:
    """Per cent of turns given to their speaker, and how many turns were made up."""
    right = total = found = pages = 0
    for path in sorted((shared / FOLDER).glob("*.html")):
        truth = list(true_turns(path.read_text(encoding="utf-8")))
        document = _document(path)
        ours = _our_turns(document)
        total += len(truth)
        found += sum(len(v) for v in ours.values())
        pages += 1
        for turn in truth:
            given = ours.get(turn.opening)
            if given and turn.label in given:
                given.remove(turn.label)
                right += 1
    return {
        "turns given to their speaker": 100 * right / max(1, total),
        "turns found that are none": 100 * (found - right) / max(1, found),
        "turns": total,
        "pages": pages,
    }


def true_turns(page: str) -> Iterator[TrueTurn]:
    """Read the turns of a page from its paragraphs."""
    page = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", page)
    broken = re.sub(r"(?i)</?(?:p|br|div|h\d|li|td|tr|ul|ol)\b[^>]*>", "\n", page)
    text = html.unescape(re.sub(r"<[^>]+>", "", broken)).replace("\xa0", " ")
    for line in text.split("\n"):
        match = _LABEL.match(line.strip())
        if match is None or (match["who"] != "Q") != bool(match["colon"]):
            continue
        yield TrueTurn(_name(match["who"]), _opening(line.strip()[match.end() :]))


def _our_turns(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for turn in find_turns(document):
        label = document.text[turn.speaker.start : turn.speaker.end]
        name = "q" if turn.role is TurnRole.QUESTION and len(label) < 3 else _name(label)
        found.setdefault(_opening(document.text[turn.words.start : turn.words.end]), []).append(name)
    return found


def _name(label: str) -> str:
    return label.replace("\xa0", " ").split()[-1].casefold().rstrip(".")


def _opening(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold())[:6])


def _document(path: Path) -> Document:
    options = SourceOptions(published=None)
    for source in gather([str(path)], options):
        return derive(source, options)  # type: ignore[arg-type]
    raise FileNotFoundError(path)


if __name__ == "__main__":
    for name, value in measure(Path("../shared")).items():
        print(f"{name:32} {value:8.2f}")
