"""What a stretch of text is about: names of the issue tree, or else its own short noun phrases.

The tree is ``lexicon/issues.yaml``. Whether somebody is for or against is decided in ``stances``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import phrase_tokens, relation
from tracktwo.extraction.wordings import Phrases, forms_of

#: More issues than this are not given of one statement: it is then about nothing in particular.
_MOST = 4
_MARKS = frozenset('"“”«»„')
#: Phrases of the text are given as issues only up to this many words.
_LONGEST = 6


def find_issues(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The issues that ``tokens`` touch, in order of the text; narrower ones instead of the wider."""
    named = known_issues(tokens)
    if named:
        return named[:_MOST]
    return _own_phrases(tokens)[:2]


def known_issues(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Names of the tree only, in order of the text."""
    hits = sorted(_phrases().find(tokens), key=lambda h: (h.start, -h.size))
    names = list(dict.fromkeys(h.key for h in hits))
    wider = {w for name in names for w in wider_than(name)}
    return tuple(name for name in names if name not in wider)


def is_broad(name: str) -> bool:
    """Whether an issue of the tree is too wide to be for or against: "water", "health"."""
    return bool(_tree()[name].get("broad"))


@cache
def wider_than(name: str) -> frozenset[str]:
    """All issues that ``name`` stands under."""
    found: list[str] = []
    under = _tree()[name].get("under")
    while under and under not in found:
        found.append(under)
        under = _tree()[under].get("under")
    return frozenset(found)


def _own_phrases(tokens: Sequence[Token]) -> tuple[str, ...]:
    inside = {t.i for t in tokens}
    light = _light()
    found: list[str] = []
    for token in tokens:
        if token.pos_ != "NOUN" or relation(token) not in (
            "obj",
            "obl",
            "nsubj",
            "nmod",
            "ROOT",
            "root",
            "conj",
            "xcomp",
        ):
            continue
        if forms_of(token) & light:
            continue
        phrase = [t for t in phrase_tokens(token) if t.i in inside]
        words = short_phrase(phrase)
        if words and words not in found:
            found.append(words)
    return tuple(found)


def short_phrase(phrase: Sequence[Token]) -> str | None:
    """The words of a noun phrase without what opens it; None if it is long or has no noun left."""
    kept = list(phrase)
    while kept and (
        kept[0].pos_ in ("DET", "PRON", "CCONJ", "PUNCT", "ADP", "SCONJ") or kept[0].tag_ in ("PRP$", "POS")
    ):
        kept.pop(0)
    marks = [n for n, t in enumerate(kept) if t.text in _MARKS]
    kept = kept[: marks[0]] if marks else kept
    while kept and kept[-1].pos_ in ("PUNCT", "ADP", "PART", "DET", "CCONJ"):
        kept.pop()
    if not kept or len(kept) > _LONGEST:
        return None
    return " ".join(kept[0].doc[kept[0].i : kept[-1].i + 1].text.split())


@cache
def _tree() -> Mapping[str, Mapping[str, Any]]:
    tree: Mapping[str, Mapping[str, Any]] = lexicon.load("issues")
    return tree


@cache
def _phrases() -> Phrases:
    return Phrases({name: [str(w) for w in entry["words"]] for name, entry in _tree().items()})


@cache
def _light() -> frozenset[str]:
    data = lexicon.load("stances")
    return frozenset(str(w) for w in [*data["no_issues"], *data["light"]])
