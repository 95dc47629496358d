"""Runs of lemmas from a lexicon, found in tokens: "express _ concern" in "expressed their deep concern".

``_`` stands for up to three words, ``+`` for one to three. Hyphens part words on both sides, so "cease-fire" and
"cease fire" are one. It knows no syntax and weighs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon

GAP, FILLED_GAP = "_", "+"
_WIDEST_GAP = 3
_FORMS = {
    "n't": "not",
    "n’t": "not",
    "'ll": "will",
    "’ll": "will",
    "wo": "will",
    "ca": "can",
    "sha": "shall",
    "'d": "would",
    "’d": "would",
    "'ve": "have",
    "’ve": "have",
    "'re": "be",
    "’re": "be",
    "'m": "be",
    "’m": "be",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of class ``key`` at the tokens ``start`` to ``end`` of the Doc, end not included."""

    key: str
    phrase: str
    start: int
    end: int

    @property
    def size(self) -> int:
        """How many words the phrase names."""
        return sum(1 for w in self.phrase.split() if w not in (GAP, FILLED_GAP))


class Phrases:
    """A table of phrases, each class with its runs of lemmas."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        for key, phrases in table.items():
            for phrase in phrases:
                words = tuple(str(phrase).casefold().replace("-", " ").split())
                self._by_first[words[0]].append((words, key, str(phrase)))

    def find(self, tokens: Sequence[Token]) -> tuple[Hit, ...]:
        """All phrases in ``tokens``; one that lies within a longer one of any class is left out."""
        words, places, adverbs = _words_of(tokens)
        hits: list[Hit] = []
        for at, forms in enumerate(words):
            for form in sorted(forms):
                for run, key, phrase in self._by_first.get(form, ()):
                    end = _match(run, words, at, adverbs)
                    if end is not None:
                        hits.append(Hit(key, phrase, places[at], places[end - 1] + 1))
        unique = list(dict.fromkeys(hits))
        return tuple(h for h in unique if not any(_covers(other, h) for other in unique))


@cache
def phrases_of(lexicon_name: str, *path: str) -> Phrases:
    """The phrases of one lexicon, read once."""
    table = lexicon.load(lexicon_name)
    for key in path:
        table = table[key]
    return Phrases(table)


def forms_of(token: Token) -> frozenset[str]:
    """The word as written, its lemma as read, and what it may be a regular or irregular form of.

    A lemma misread by the reader must not hide a word of a list; forms that are no words match nothing.
    """
    return _forms(token.lower_) | {token.lemma_.casefold()}


@cache
def _forms(word: str) -> frozenset[str]:
    found = {word, _FORMS.get(word, word), _irregular().get(word, word)}
    if len(word) < 4:
        return frozenset(found)
    if word.endswith(("ies", "ied")):
        found.add(word[:-3] + "y")
    if word.endswith("s") and not word.endswith("ss"):
        found |= {word[:-1], word[:-2]} if word.endswith("es") else {word[:-1]}
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            found |= {stem, stem + "e"}
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return frozenset(found)


@cache
def _irregular() -> Mapping[str, str]:
    forms: Mapping[str, str] = lexicon.load("irregular_forms")["forms"]
    return forms


def _words_of(tokens: Sequence[Token]) -> tuple[list[frozenset[str]], list[int], set[int]]:
    """The words with their tokens' places, and which of them are adverbs that a run may pass over."""
    words: list[frozenset[str]] = []
    places: list[int] = []
    adverbs: set[int] = set()
    for token in tokens:
        if token.lower_ in ("-", "‐", "‑"):
            continue
        if "-" in token.lower_.strip("-"):
            for part in token.lower_.split("-"):
                words.append(frozenset({part}))
                places.append(token.i)
            continue
        if token.pos_ == "ADV" and token.lower_ not in ("not", "never"):
            adverbs.add(len(words))
        words.append(forms_of(token))
        places.append(token.i)
    return words, places, adverbs


def _match(run: Sequence[str], words: Sequence[frozenset[str]], at: int, adverbs: set[int]) -> int | None:
    """Where the run that begins at ``at`` ends, or None."""
    position = at
    for number, wanted in enumerate(run):
        if wanted in (GAP, FILLED_GAP):
            continue
        before = run[number - 1] if number else ""
        reach = _WIDEST_GAP if before in (GAP, FILLED_GAP) else 0
        position += before == FILLED_GAP
        # "am very grateful" is "be grateful": adverbs are passed over.
        while number and not reach and position in adverbs and wanted not in words[position]:
            position += 1
        for step in range(reach + 1):
            if position + step < len(words) and wanted in words[position + step]:
                position += step + 1
                break
        else:
            return None
    return position


def _covers(longer: Hit, hit: Hit) -> bool:
    return longer.size > hit.size and longer.start <= hit.start and hit.end <= longer.end
