"""Stand-ins for the reading model and the extractor, whose work has tests of its own.

A line ``Name (PARTY): words`` of a document is a statement, ``Name (PARTY) met Name (PARTY)`` an engagement,
``Round 2 of the NAME between PARTY and PARTY on DATE`` a round; a document that holds ``!fault`` makes the
extractor fail as a bug would.
"""

import re
from pathlib import Path
from typing import Any

from tracktwo.model import (
    Dialogue,
    Document,
    Engagement,
    Extraction,
    Form,
    Participant,
    Person,
    Round,
    Statement,
    StatementKind,
    Track,
)
from tracktwo.pipeline import Tools

_SAID = re.compile(r"^(?P<name>[^\n(]+) \((?P<party>[A-Z]{3})\): (?P<words>.+)$", re.MULTILINE)
_MET = re.compile(
    r"^(?P<one>[^\n(]+) \((?P<a>[A-Z]{3})\) met (?P<other>[^\n(]+) \((?P<b>[A-Z]{3})\)$", re.MULTILINE
)
_ROUND = re.compile(
    r"^Round (?P<n>\d+) of the (?P<name>[^\n]+) between (?P<a>[A-Z]{3}) and (?P<b>[A-Z]{3}) on (?P<day>[\d-]+)$",
    re.MULTILINE,
)


class PlainReader:
    """Reads nothing into a text."""

    def __init__(self, version: str = "plain 1") -> None:
        self.version = version
        self.read_ids: list[str] = []

    def read(self, document: Document) -> Any:
        """Nothing, but the reading is counted."""
        self.read_ids.append(document.id)


def load_plain_reader(pipeline: str | None = None) -> PlainReader:
    """Stands in for ``tracktwo.reading.load_reader``."""
    return PlainReader(pipeline or "plain 1")


def extract_lines(document: Document, doc: Any, made_by: str) -> Extraction:
    """Stands in for ``tracktwo.extraction.extract``."""
    if "!fault" in document.text:
        raise ZeroDivisionError("planted")
    said = list(_SAID.finditer(document.text))
    people = tuple(
        Person(name=m["name"], party=m["party"], mentions=(document.cite(*m.span("name")),)) for m in said
    )
    statements = tuple(
        Statement(
            speaker=m["name"],
            party=m["party"],
            source=(document.cite(*m.span("name")),),
            content=(document.cite(*m.span("words")),),
            kind=StatementKind.INDIRECT,
            issues=("border",) if "border" in m["words"] else (),
            confidence=0.9,
        )
        for m in said
    )
    engagements = tuple(
        Engagement(
            form=Form.MEETING,
            who=(Participant(m["one"], m["a"]),),
            with_=(Participant(m["other"], m["b"]),),
            when=document.published,
            evidence=(document.cite(*m.span()),),
        )
        for m in _MET.finditer(document.text)
    )
    rounds = tuple(
        Round(
            dialogue=Dialogue(m["name"], (m["a"], m["b"]), Track.I),
            ordinal=int(m["n"]),
            when=m["day"],
            evidence=(document.cite(*m.span()),),
        )
        for m in _ROUND.finditer(document.text)
    )
    return Extraction(
        is_dialogue_report=bool(said),
        rounds=rounds,
        people=people,
        statements=statements,
        engagements=engagements,
        made_by=made_by,
    )


#: The real source wing with the stand-ins for reading and extraction.
PLAIN = Tools(load_reader=load_plain_reader, extract=extract_lines)


def write_reports(folder: Path, number: int = 3) -> Path:
    """A folder of short reports about talks between two countries that do not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(1, number + 1):
        (folder / f"report-{n:03}.txt").write_text(
            f"Report number {n} on the talks in the capital of the republic.\n\n"
            f"Mira Vance (RUR): the border crossing should be open by the spring, she said for the {n}th time\n"
            f"Tomas Ilk (ELB): the fishing quota of the past year was not respected by the other side\n"
            f"Mira Vance (RUR) met Tomas Ilk (ELB)\n"
            f"Round {n} of the Bridge Talks between ELB and RUR on 2014-0{1 + n % 9}-05\n",
            encoding="utf-8",
        )
    return folder
