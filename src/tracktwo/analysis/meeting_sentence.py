"""The words of a sentence with the classes of ``lexicon/agreement.yaml`` that they belong to.

What the classes say together is worked out in :mod:`tracktwo.analysis.meeting_words` and its neighbours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from tracktwo.analysis.word_classes import SOME, Hit, WordClasses, key_of, stems_of_entry
from tracktwo.lexicon import load

WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]{1,2})?")
#: "Secretary Marek and Minister Bekov agreed".
PAIR = re.compile(r"[A-Z][^\W\d_]+ and (?:the |his |her )?(?:[A-Z][^\W\d_]+|I)\b[^,;:]{0,60}$")
_BREAK = re.compile(r"[,;:()–—]|\s-\s")

#: Classes whose words alone say that sides agree or differ.
ALONE = {"agreeing": 1, "as_one": 1, "differing": -1, "apart": -1}
NOUNS = {"agreement_nouns": 1, "difference_nouns": -1}
STANDING = {"agreement_nouns": "standing_agreement", "difference_nouns": "standing_difference"}
OF_VIEWS = {"views_meet": 1, "views_part": -1}
#: Classes of what a side does to what the other put forward, and of what becomes of that with the other.
ANSWERS = {"taking_up": 1, "turning_down": -1}
RECEIVED = {"received_well": 1, "received_badly": -1}
_CLASSES = (
    *ALONE, *NOUNS, *STANDING.values(), *OF_VIEWS, *ANSWERS, *RECEIVED, "agreement_about", "dividing", "settling",
    "same", "views", "held", "unlike", "contested", "settled", "talks", "without_result", "making", "ending", "losing",
    "nearing", "nearer", "shrinking", "progress_nouns", "progressing", "lasting", "put_forward", "denying",
    "denying_that", "no_more", "open", "managing", "referring", "conceded", "clause_words", "jointly", "officials",
    "against_the_other", "calling", "bad", "good", "most", "few_left", "wanting", "not_wanting", "contrasting",
    "with_the_other", "heading_for", "outlooks", "claimed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One phrase with what it says: 1 for agreement, -1 for difference, 0 for nearness."""

    #: The words that say it with what is done to it, as places among the words, half-open.
    start: int
    end: int
    sign: int
    #: Where the words of agreement or difference themselves begin.
    head: int
    #: Whether it is told of both sides; None where the names before it tell.
    is_of_both: bool | None = None
    #: Whether it is a verb, whose subject agrees or differs.
    is_verb: bool = False
    #: Whether it is the same where it is denied: what neither side supports, they are both against.
    is_fixed: bool = False


class Sentence:
    """The words of a sentence, with the classes that they belong to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(WORD.finditer(text))
        self.folded: list[str] = []
        self.stems: list[str] = []
        for word in self.words:
            folded, key = _folded_and_key(word.group())
            self.folded.append(folded)
            self.stems.append(key)
        self.by_class: dict[str, list[Hit]] = {}
        for hit in _classes().find(self.stems):
            self.by_class.setdefault(hit.name, []).append(hit)
        self.clauses = self._clauses()

    def of(self, name: str) -> list[Hit]:
        """The hits of a class."""
        return self.by_class.get(name, [])

    def _clauses(self) -> list[int]:
        """The number of the clause of each word, as far as marks and single words tell."""
        starts = {h.start for h in self.of("clause_words")}
        found: list[int] = []
        number = end = 0
        for place, word in enumerate(self.words):
            start = word.start()
            # Most words are parted by a blank alone.
            between = self.text[end:start] if place else " "
            is_parted = between != " " and _BREAK.search(between) is not None
            number += is_parted or place in starts
            found.append(number)
            end = word.end()
        return found

    def is_one_clause(self, one: int, other: int) -> bool:
        """Whether two words stand in one clause."""
        return self.clauses[one] == self.clauses[other]

    def begins_a_name(self, place: int) -> bool:
        """Whether a word and the one behind it are capitalised, as in the United States."""
        return all(word.group()[0].isupper() for word in self.words[place : place + 2])

    def has(self, name: str, places: Iterable[int]) -> bool:
        """Whether words of a class begin at one of some places."""
        wanted = set(places)
        return any(h.start in wanted for h in self.of(name))

    def between(self, start: int, end: int) -> str:
        """The folded words from one place to another, with a blank at either end."""
        return f" {' '.join(self.folded[start:end])} "


@lru_cache(maxsize=65_536)
def _folded_and_key(word: str) -> tuple[str, str]:
    """A word folded, and by what it is compared."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    return folded, "not" if folded.endswith("n't") else key_of(folded)


@lru_cache(maxsize=65_536)
def compared_by(word: str) -> str:
    """By what a word of a text is compared with those of the classes."""
    return _folded_and_key(word)[1]


@cache
def entries_of(name: str) -> tuple[tuple[str, ...], ...]:
    """What the words of each entry of a class are compared by, without gaps."""
    return tuple(tuple(p for p in stems_of_entry(e) if p != SOME) for e in _spelt(name))


@cache
def _classes() -> WordClasses:
    return WordClasses({name: _spelt(name) for name in _CLASSES})


def _spelt(name: str) -> list[str]:
    # Words of one letter are none here.
    return [re.sub(r"\b[ai] ", "", str(entry)) for entry in load("agreement")[name]]


@cache
def listed(name: str) -> frozenset[str]:
    """A class as it is written, folded."""
    return frozenset(str(w).casefold() for w in load("agreement")[name])


def names_both(words: str) -> bool:
    """Whether folded words, with a blank at either end, have what the sides are called together."""
    return any(f" {t} " in words for t in listed("together"))
