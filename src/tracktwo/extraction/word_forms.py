"""The lemma of a word, from its form where that leaves no doubt, so that a slip of the reader loses no known verb.

Irregular verbs stand in ``lexicon/irregular_verbs.yaml``; a regular form is taken back to its stem when that is a
verb which another lexicon knows. For everything else the reader's lemma is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon

#: Lexicons whose words, verbs among them, are looked for.
_KNOWING = ("contacts", "governors", "state_changes", "commissives", "incidents")


def lemma_of(token: Token) -> str:
    """The lemma of ``token``, lower case."""
    form, lemma = token.lower_, token.lemma_.lower()
    if token.pos_ == "VERB":
        if form in _irregular():
            return _irregular()[form]
        if lemma not in _known() or lemma == form:
            return next((stem for stem in _stems(form) if stem in _known()), lemma)
    elif token.pos_ == "NOUN" and lemma == form and lemma not in _known():
        return next((stem for stem in _singulars(form) if stem in _known()), lemma)
    return lemma


def _stems(form: str) -> Iterator[str]:
    for ending in ("ing", "ed"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"
    yield from _singulars(form)


def _singulars(form: str) -> Iterator[str]:
    if form.endswith("s"):
        yield form[:-1]
        if form.endswith("ies"):
            yield form[:-3] + "y"
        if form.endswith("es"):
            yield form[:-2]


@cache
def _irregular() -> dict[str, str]:
    return dict(lexicon.load("irregular_verbs"))


@cache
def _known() -> frozenset[str]:
    return frozenset(word for name in _KNOWING for word in _strings(lexicon.load(name)))


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(data, list):
        for item in data:
            yield from _strings(item)
