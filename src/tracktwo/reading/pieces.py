"""Words to the pieces of the encoder's uncased vocabulary, word by word.

It does not find words (spaCy's tokenizer does), and it never drops one: what has no piece becomes unknown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"

#: A word is read by its first pieces; longer ones are web addresses and noise (1 word in 2,000 of PolNeAR).
MOST_PIECES = 8
_CACHED = 200_000


class PieceCoder:
    """BERT's WordPiece over single words, with a cache.

    `vocabulary` is the model's pieces in the order of their numbers.
    """

    def __init__(self, vocabulary: Iterable[str], most: int = MOST_PIECES) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._most = most
        self._unknown = self._numbers[UNKNOWN]
        self._cache: dict[str, tuple[int, ...]] = {}
        self.start = self._numbers[START]
        self.end = self._numbers[END]

    def encode(self, word: str) -> tuple[int, ...]:
        """Return one to `most` piece numbers for `word`."""
        found = self._cache.get(word)
        if found is None:
            found = self._split(word)
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            self._cache[word] = found
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        for chunk in _chunks(word):
            pieces.extend(self._longest_first(chunk))
            if len(pieces) >= self._most:
                break
        return tuple(pieces[: self._most]) or (self._unknown,)

    def _longest_first(self, chunk: str) -> list[int]:
        pieces: list[int] = []
        start = 0
        while start < len(chunk):
            for end in range(min(len(chunk), start + 40), start, -1):
                number = self._numbers.get(("##" if start else "") + chunk[start:end])
                if number is not None:
                    pieces.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return pieces


def _chunks(word: str) -> list[str]:
    """Lower-case `word`, take off its accents and part it at punctuation and ideographs, as BERT did."""
    chunks: list[str] = []
    joined = False
    for char in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(char)
        if kind == "Mn" or kind.startswith("C"):
            continue
        if char.isspace():
            joined = False
        elif _stands_alone(char, kind):
            chunks.append(char)
            joined = False
        elif joined:
            chunks[-1] += char
        else:
            chunks.append(char)
            joined = True
    return chunks


def _stands_alone(char: str, kind: str) -> bool:
    if kind.startswith("P") or 0x4E00 <= ord(char) <= 0x9FFF or 0x3400 <= ord(char) <= 0x4DBF:
        return True
    return char.isascii() and not char.isalnum()
