"""The expectations themselves, without any model: their words stand in the documents, and they can fail."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.examples.expectations import EXAMPLES, SPANNED, Expectation, Page, is_met, load_pages

PAGES = load_pages()
each_page = pytest.mark.parametrize("page", PAGES, ids=[f"{p.example}/{p.path.stem}" for p in PAGES])


class _Words(HTMLParser):
    """All words of a page, furniture too; what is main text is for the pipeline to say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for key, value in attrs if key == "content" and value]


def _text(path: Path) -> str:
    if path.suffix == ".eml":
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        return f"{mail['from']}\n{mail['subject']}\n{mail.get_content()}"
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parser = _Words()
        parser.feed(raw)
        return " ".join(parser.found)
    return raw


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _quoted(fields: dict[str, Any]) -> Iterator[str]:
    for key, value in fields.items():
        if key in (*SPANNED, "text", "theme", "sessions", "cause_contains"):
            yield from value if isinstance(value, list) else [value]
        elif key in ("name", "speaker"):
            yield from value.split()
        elif key == "participants":
            yield from (word for name in value for word in name.split())
        elif key == "delegates":
            yield from (word for names in value.values() for name in names for word in name.split())
        elif isinstance(value, dict):
            yield from _quoted(value)


@each_page
def test_expected_words_stand_in_the_document(page: Page):
    text = _flat(_text(page.document)).casefold()
    for expectation in page.expectations:
        for words in _quoted(dict(expectation.fields)):
            assert _flat(str(words)).casefold() in text, (
                f"{page.path.name}: {words!r} is not in {page.document.name}"
            )


def test_every_document_has_expectations():
    documents = {path for path in EXAMPLES.glob("*/documents/*") if path.is_file()}
    assert documents == {page.document for page in PAGES}


def test_the_real_dialogue_puts_no_words_into_mouths():
    """Real people are reported on in indirect speech; the one quoted text is a programme's theme."""
    for path in (EXAMPLES / "us-pakistan" / "documents").iterdir():
        quoted = re.findall(r"“([^”]*)”", _text(path)) + re.findall(r'"([^"]{12,})"', _text(path))
        assert [q for q in quoted if not q.startswith("Convergence amid Divergence")] == [], path.name


PRINTED = {
    "text": "Ordubek said the gates were shut. “We wait,” she added.\nPrint this page",
    "document": {"kind": "readout", "published": "2022-10-12", "is_dialogue_report": True},
    "passages": [{"span": [56, 71], "role": "boilerplate"}],
    "people": [{"name": "Leyla Ordubek", "office": "Foreign Minister", "party": "XKV"}],
    "statements": [
        {"speaker": "Leyla Ordubek", "party": "XKV", "kind": "indirect", "content": [[13, 32]], "nested_in": None},
        {"speaker": "Leyla Ordubek", "party": "XKV", "kind": "direct", "content": [[35, 43]], "nested_in": 0},
    ],
    "engagements": [{"who": [{"name": "Leyla Ordubek"}], "with": [{"name": None, "party": "XLS"}], "when": "2022"}],
    "rounds": [{"sponsors": ["Embassy"], "delegates": [{"name": "A B", "party": "XKV"}], "dialogue": {"track": "II"}}],
}  # fmt: skip

MET = [
    ("document", {"kind": ["notice", "readout"], "published": "2022-10-12"}),
    ("passages", {"text": "Print this", "role": "boilerplate"}),
    ("people", {"name": "Ordubek", "office": "foreign minister"}),
    ("statements", {"content": "the gates were shut", "speaker": "Ordubek", "party": "XKV"}),
    ("statements", {"content": "We wait", "kind": "direct", "nested_in": {"kind": "indirect"}}),
    ("statements", {"content": ["the gates were shut", "We wait"]}),
    ("engagements", {"participants": ["Leyla Ordubek"], "when": ["2021", "2022"]}),
    ("rounds", {"sponsors": ["Embassy"], "delegates": {"XKV": ["A B"]}, "dialogue": {"track": "II"}}),
    ("rounds", {}),
]
NOT_MET = [
    ("document", {"kind": "notice"}),
    ("document", {"published": None}),
    ("passages", {"text": "the gates", "role": "boilerplate"}),
    ("people", {"name": "Ordubek", "party": "XLS"}),
    ("people", {"name": "Carvalhal"}),
    ("statements", {"content": "gates", "speaker": "Ordubek"}),
    ("statements", {"content": "We", "kind": "direct"}),
    ("statements", {"content": "We wait", "nested_in": {"kind": "direct"}}),
    ("statements", {"content": ["the gates were shut", "she added"]}),
    ("engagements", {"participants": ["Leyla Ordubek", "Inês Carvalhal"]}),
    ("rounds", {"sponsors": []}),
    ("rounds", {"delegates": {"XLS": ["A B"]}}),
    ("rounds", {"dialogue": {"track": "I"}}),
]


@pytest.mark.parametrize(("claim", "fields"), MET)
def test_what_is_so_meets_the_expectation(claim: str, fields: dict[str, Any]):
    assert is_met(Expectation(claim, fields, "strong", "", wanted=True), PRINTED)
    assert not is_met(Expectation(claim, fields, "strong", "", wanted=False), PRINTED)


@pytest.mark.parametrize(("claim", "fields"), NOT_MET)
def test_what_is_not_so_misses_it(claim: str, fields: dict[str, Any]):
    assert not is_met(Expectation(claim, fields, "strong", "", wanted=True), PRINTED)
