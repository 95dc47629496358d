"""Documents and extractions made by hand, about people and countries that do not exist."""

import hashlib
from dataclasses import replace

from tracktwo.model import Citation, DateOrigin, Document, Extraction, Statement, StatementKind
from tracktwo.record import Reading

TEXT = (
    "Minister Ana Košir said drone strikes must stop. “We will reopen the border,” she told reporters.\n\n"
    "Her counterpart Pavel Orsk said that strikes were discussed. A drone was shown."
)


def document(text: str = TEXT, **about: object) -> Document:
    """A document of plain text, published on a known day."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = Document(
        f"sha256:{digest}", text, "plain text", path="a.txt", published="2013-08-02",
        published_from=DateOrigin.TEXT,
    )  # fmt: skip
    return replace(made, **about)  # type: ignore[arg-type]


def cite(of: Document, words: str) -> Citation:
    """The first place where the words stand."""
    start = of.text.index(words)
    return of.cite(start, start + len(words))


def said(
    of: Document, words: str, speaker: str = "Ana Košir", party: str = "RUR", **more: object
) -> Statement:
    """A statement whose content is ``words``."""
    made = Statement(
        speaker=speaker, party=party, content=(cite(of, words),), kind=StatementKind.INDIRECT, confidence=0.8
    )
    return replace(made, **more)  # type: ignore[arg-type]


def reading(of: Document, *statements: Statement, made_by: str = "hand 1") -> Reading:
    """What was read from a document."""
    return Reading(of, of.text.encode(), "{}", Extraction(True, statements=statements, made_by=made_by))


def whole(of: Document | None = None) -> Reading:
    """A reading with three statements, one inside another, one joined of two stretches."""
    of = of or document()
    outer = said(of, "drone strikes must stop", issues=("drone strikes",))
    inner = said(of, "drone strikes", nested_in=0)
    broken = replace(
        said(of, "strikes were discussed", "Pavel Orsk", "ELB"),
        content=(cite(of, "strikes were discussed"), cite(of, "A drone was shown")),
    )
    return reading(of, outer, inner, broken)
