"""Short ways to make documents, claims and entries in tests."""

import hashlib
from typing import Any

from tracktwo.model import (
    CLAIM_CLASSES,
    Citation,
    Claim,
    Dialogue,
    Document,
    Entry,
    Person,
    Round,
)


def document(text: str, **about: Any) -> Document:
    """Make a document of these words; its id is the hash of its text and title."""
    name = hashlib.sha256((text + str(about.get("title"))).encode()).hexdigest()
    return Document(f"sha256:{name}", text, "as is", **about)


def cite(doc: Document, words: str) -> Citation:
    """Cite the first place where ``words`` stand."""
    start = doc.text.index(words)
    return doc.cite(start, start + len(words))


def entry(claim: Claim, doc: Document) -> Entry[Any]:
    """Record a claim under a made-up id that depends on claim and document alone."""
    assert type(claim) in CLAIM_CLASSES
    return Entry(hashlib.sha256(repr((claim, doc.id)).encode()).hexdigest()[:16], claim, doc)


def person(name: str, party: str | None = None, office: str | None = None, text: str = "") -> Entry[Person]:
    """A document that names one person, and the entry for them."""
    doc = document(text or f"{name} spoke for {party} as {office}.")
    return entry(Person(name=name, party=party, office=office, mentions=(cite(doc, name),)), doc)


def round_(text: str, published: str | None = None, **fields: Any) -> Entry[Round]:
    """A document that tells of one round, and the entry for it."""
    doc = document(text, published=published)
    about = Dialogue(
        fields.pop("name", None), tuple(fields.pop("parties", ())), fields.pop("track", None)
    )  # fmt: skip
    return entry(Round(dialogue=about, evidence=(cite(doc, text),), **fields), doc)
