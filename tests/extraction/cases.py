"""The runner of rule cases: reads a case's text, extracts, and compares claims with words instead of spans.

It decides nothing about what is right; the YAML tables in ``tests/cases`` do. A table is a list of entries:

    - id: unique within the table
      why: what the case is there for
      text: |                    the document, word for word
      kind: news-report          optional, and so are title, published (EDTF) and url
      passages:                  optional: stretches of the text with a role other than body
        - {text: "Photo: X", role: caption}
      dialogue: true             optional: is_dialogue_report
      expect:                    each entry must match one claim; no two entries the same claim
        - {claim: people, name: Amina Diallo, party: SEN, mentions: [Amina Diallo, Diallo]}
      absent:                    no claim may match any of these; ``{claim: rounds}`` means none at all
        - {claim: people, name: Geneva}
      exactly: {people: 1}       optional: how many claims of a class there are
      quality: strong            strong fails; medium and weak are counted as xfailed and printed

An entry's fields are compared with the printed claim (``tracktwo extract``'s keys). A span reads as its words;
a list of spans as a list of words, or as one string joined with `` … ``. A field named ``x~`` asks only that
the words are contained (letter case aside), ``x+`` that the list has at least these items, ``x!`` that the value
is another one. Nested objects need only the fields that are given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tracktwo.model import CLAIM_CLASSES, Document, DocumentKind, Extraction, Passage, PassageRole, Span
from tracktwo.model.claims import Claim
from tracktwo.model.printed import citations_of, claim_to_json

CASES = Path(__file__).parents[1] / "cases"
QUALITIES = ("strong", "medium", "weak")
_KEYS = frozenset({
    "id", "why", "text", "kind", "title", "published", "url", "passages", "dialogue", "expect", "absent", "exactly",
    "refers", "parties", "quality",
})  # fmt: skip

Extract = Callable[[Document, Any], Extraction]


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of a table, as written."""

    id: str
    entry: Mapping[str, Any]

    @property
    def quality(self) -> str:
        return str(self.entry.get("quality", "strong"))


def load_cases(table: str) -> list[Case]:
    """Load ``tests/cases/TABLE.yaml`` and refuse what would silently test nothing."""
    entries = yaml.safe_load((CASES / f"{table}.yaml").read_text(encoding="utf-8"))
    seen: set[str] = set()
    for entry in entries:
        name = entry["id"]
        unknown = set(entry) - _KEYS
        assert not unknown, f"{table}: {name}: unknown keys {sorted(unknown)}"
        assert name not in seen, f"{table}: {name} stands there twice"
        assert entry.get("why"), f"{table}: {name}: why is missing"
        assert entry.get("quality", "strong") in QUALITIES, (
            f"{table}: {name}: quality {entry.get('quality')!r}"
        )
        checks = ("expect", "absent", "exactly", "refers", "parties", "dialogue")
        assert any(key in entry for key in checks), f"{table}: {name} checks nothing"
        seen.add(name)
    return [Case(entry["id"], entry) for entry in entries]


def each_case(table: str) -> pytest.MarkDecorator:
    """Parametrize a test over the cases of one table, as ``case``."""
    cases = load_cases(table)
    return pytest.mark.parametrize("case", cases, ids=[case.id for case in cases])


def document_of(entry: Mapping[str, Any]) -> Document:
    """Make the document of a case from its text and options."""
    text = entry["text"]
    passages = []
    for passage in entry.get("passages", ()):
        at = text.find(passage["text"])
        assert at >= 0, f"{entry['id']}: no such passage: {passage['text']!r}"
        passages.append(Passage(Span(at, at + len(passage["text"])), PassageRole(passage["role"])))
    return Document(
        id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        derived_by="case",
        passages=tuple(passages),
        url=entry.get("url"),
        title=entry.get("title"),
        published=None if entry.get("published") is None else str(entry["published"]),
        kind=DocumentKind(entry.get("kind", "news-report")),
    )


def run_case(case: Case, reader: Any, extract: Extract | None = None) -> None:
    """Read, extract and compare; ``extract`` is the whole extraction unless one part is given."""
    if extract is None:
        from tracktwo.extraction import extract as whole

        extract = whole
    document = document_of(case.entry)
    settle(case, differences(case.entry, extract(document, reader.read(document))))


def settle(case: Case, wrong: list[str]) -> None:
    """Fail a strong case that has differences; count a medium or weak one as xfailed."""
    if wrong:
        message = "\n".join([f"{case.id}: {case.entry['why']}", *wrong])
        if case.quality == "strong":
            pytest.fail(message, pytrace=False)
        pytest.xfail(f"{case.quality}: {message}")


def differences(entry: Mapping[str, Any], extraction: Extraction) -> list[str]:
    """Say in words what the extraction has otherwise than the case."""
    claims = {cls.KEY: [_worded(c) for c in getattr(extraction, cls.KEY)] for cls in CLAIM_CLASSES}
    wrong = []
    dialogue = entry.get("dialogue")
    if dialogue is not None and dialogue != extraction.is_dialogue_report:
        wrong.append(f"is_dialogue_report is {extraction.is_dialogue_report}")
    wrong += _missing(entry.get("expect", ()), claims)
    for unwanted in entry.get("absent", ()):
        wrong += [
            f"should be absent: {found}" for found in claims[unwanted["claim"]] if _matches(unwanted, found)
        ]
    for key, number in entry.get("exactly", {}).items():
        if len(claims[key]) != number:
            wrong.append(f"{len(claims[key])} {key} instead of {number}: {claims[key]}")
    return wrong


def _missing(expected: Any, claims: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    wrong = []
    used: set[int] = set()
    for wanted in expected:
        candidates = claims[wanted["claim"]]
        hit = next((c for c in candidates if id(c) not in used and _matches(wanted, c)), None)
        if hit is None:
            shown = "\n    ".join(str(c) for c in candidates) or "none"
            wrong.append(f"missing: {wanted}\n  found:\n    {shown}")
        else:
            used.add(id(hit))
    return wrong


def _worded(claim: Claim) -> dict[str, Any]:
    """Print a claim with the words of its citations in place of their offsets."""
    printed = claim_to_json(claim)
    words: dict[str, list[str]] = {}
    for field, citation in citations_of(claim):
        words.setdefault(field.rstrip("_"), []).append(citation.exact)
    return printed | words


def _matches(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    for key, value in wanted.items():
        if key == "claim":
            continue
        field, mark = (key[:-1], key[-1]) if key[-1] in "~+!" else (key, "")
        assert field in found, f"no claim has a field {field!r}: {sorted(found)}"
        got = found[field]
        if mark == "!":
            if _equal(value, got):
                return False
        elif mark == "~":
            if str(value).casefold() not in _joined(got).casefold():
                return False
        elif mark == "+":
            if not all(any(_equal(item, other) for other in got or ()) for item in value):
                return False
        elif not _equal(value, got):
            return False
    return True


def _equal(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, Mapping):
        return isinstance(got, Mapping) and _matches(wanted, got)
    if isinstance(wanted, list):
        if not isinstance(got, list) or len(wanted) != len(got):
            return False
        left = list(got)
        for item in wanted:
            hit = next((other for other in left if _equal(item, other)), None)
            if hit is None:
                return False
            left.remove(hit)
        return True
    if isinstance(got, list) and isinstance(wanted, str):
        return wanted == _joined(got)
    return bool(wanted == got)


def _joined(value: Any) -> str:
    return " … ".join(str(item) for item in value) if isinstance(value, list) else str(value)
