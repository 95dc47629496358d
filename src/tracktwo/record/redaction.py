"""Finds in a text whatever would give away a name that is withheld, and puts a mark in its place.

A name is found in all its forms: whole, by any of its words, by initials, in other spellings, with its title and
office, hyphened or broken between lines. What is withheld is decided in ``withholding``. Words too many are taken
rather than words too few.
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.distance import OSA

from tracktwo import lexicon
from tracktwo.model import Span
from tracktwo.model.levels import WITHHELD
from tracktwo.record.letters import JOINING, Word, plain, words_of

#: A word of a name of so many letters or more is also found with an ending of up to three letters more.
_INFLECTED = 5
_ENDING = 3
#: A word of a name of so many letters or more is also found with one slip in it, and with two from the second on.
_SLIP, _TWO_SLIPS = 6, 8
#: Words of a name this short are found only where they are written as names are.
_SHORT = 3
_LAST_WORD = re.compile(r"[^\W_]+$")
#: How many words an office beside a name may have.
_LONGEST_OFFICE = 9


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is withheld in one document."""

    #: Names of persons: each of their words gives them away.
    names: frozenset[str] = frozenset()
    #: Offices, bodies and words for sides: withheld where they stand as a whole.
    phrases: frozenset[str] = frozenset()

    def __or__(self, other: "Secrets") -> "Secrets":
        return Secrets(self.names | other.names, self.phrases | other.phrases)


class Redactor:
    """Finds what is secret in any text of one document.

    With ``titled``, capitalised words after a title count as names, also where the record knows of none. With
    ``common``, every capitalised word does that is not among these.
    """

    def __init__(
        self, secrets: Secrets, *, titled: bool = False, common: frozenset[str] | None = None
    ) -> None:
        self._secrets = secrets
        self._titled = titled
        self._common = common
        self._phrases: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in secrets.names | secrets.phrases:
            letters = plain(phrase)
            if letters and not all(w in _particles() for w in letters):
                self._phrases[letters[0]].append(letters)

    def redact(self, text: str) -> str:
        """The text with a mark in place of each stretch that is withheld."""
        found, at = [], 0
        for span in self.spans(text):
            found += [text[at : span.start], WITHHELD]
            at = span.end
        return "".join((*found, text[at:]))

    def touches(self, text: str) -> bool:
        """Whether anything in the text is withheld."""
        return bool(self.spans(text))

    def spans(self, text: str) -> tuple[Span, ...]:
        """The stretches that are withheld, in order, apart from one another by more than white space."""
        words = words_of(text)
        hit: set[int] = set()
        for at in range(len(words)):
            hit.update(self._name_at(words, at))
            hit.update(self._phrase_at(words, at))
            if self._common is not None and _may_be_name(words[at], self._common):
                hit.add(at)
            if self._titled:
                hit.update(_titled_at(words, at))
        for at in sorted(hit):
            hit.update(_before(words, at))
            hit.update(_after(words, at))
        return merged(text, (Span(words[n].start, words[n].end) for n in sorted(hit)))

    @cached_property
    def _words(self) -> frozenset[str]:
        """Each word of a name that gives it away, also those with a hyphen or an apostrophe in one piece."""
        found: set[str] = set()
        for name in self._secrets.names:
            found.update(_telling(name))
        return frozenset(found)

    @cached_property
    def _long(self) -> Mapping[str, tuple[str, ...]]:
        """The longer words of names by their first letter."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= _INFLECTED:
                found[word[0]].append(word)
        return {letter: tuple(words) for letter, words in found.items()}

    @cached_property
    def _initials(self) -> frozenset[str]:
        found: set[str] = set()
        for name in self._secrets.names:
            firsts = [w.letters[0] for w in words_of(name) if w.letters[0].upper() != w.letters[0].lower()]
            if len(firsts) > 1:
                found.update(("".join(firsts), firsts[0] + firsts[-1]))
        return frozenset(found)

    def _name_at(self, words: tuple[Word, ...], at: int) -> range:
        """The words from ``at`` on that make one word of a name, or its initials."""
        letters = words[at].letters
        last = at
        while True:
            if self._is_name(letters, words[at]):
                return range(at, last + 1)
            if letters in self._initials and all(w.is_capitals for w in words[at : last + 1]):
                return range(at, last + 1)
            last += 1
            if last == len(words) or last - at > 24 or not _goes_on(words, last):
                return range(0)
            letters += words[last].letters

    def _is_name(self, letters: str, word: Word) -> bool:
        if letters in self._words:
            return word.is_name_like or (len(letters) > _SHORT and letters not in _small_words())
        if letters[:-1] in self._words and letters.endswith("s") and word.is_name_like:
            return True
        inflected = range(max(_INFLECTED, len(letters) - _ENDING), len(letters))
        if any(letters[:n] in self._words for n in inflected):
            return True
        return word.is_name_like and any(_is_slip(letters, name) for name in self._long.get(letters[0], ()))

    def _phrase_at(self, words: tuple[Word, ...], at: int) -> range:
        longest = 0
        for phrase in self._phrases.get(words[at].letters, ()):
            if len(phrase) > longest and _stands(phrase, words, at):
                longest = len(phrase)
        if not longest and words[at].letters.endswith("s"):
            longest = int((words[at].letters[:-1],) in self._phrases.get(words[at].letters[:-1], ()))
        return range(at, at + longest)


def merged(text: str, spans: Iterator[Span]) -> tuple[Span, ...]:
    """Stretches joined where nothing that is read stands between them, with the ``'s`` after a name."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        end = _with_possessive(text, span.end)
        if last and (span.start <= last.end or _is_nothing(text, last.end, span.start)):
            found[-1] = Span(last.start, max(end, last.end))
        else:
            found.append(Span(span.start, end))
    return tuple(found)


def _is_nothing(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    if _ends_between(gap) or _ends_sentence(text, start):
        return False
    return all(word in _links() for word in plain(gap))


def _ends_between(gap: str) -> bool:
    """Whether what stands between two stretches parts them: the end of a sentence or a paragraph, or a bracket."""
    return any(c in ';:!?()[]“”"' for c in gap) or "\n\n" in gap


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a full stop stands at ``at`` that belongs to no initial and to no title."""
    if text[at : at + 1] != "." or not text[at + 1 : at + 2].isspace():
        return False
    before = _LAST_WORD.search(text, max(0, at - 30), at)
    return bool(before and len(before[0]) > 1 and not set(plain(before[0])) & _titles())


def _with_possessive(text: str, end: int) -> int:
    if text[end : end + 1] in ("'", "’", "ʼ") and text[end + 1 : end + 2] in ("s", "S"):
        after = text[end + 2 : end + 3]
        return end if after.isalnum() else end + 2
    return end


def _telling(name: str) -> Iterator[str]:
    words = words_of(name)
    for n, word in enumerate(words):
        if word.letters not in _particles() and word.letters not in _titles() and len(word.letters) > 1:
            yield word.letters
        joined = word.letters
        for more in words[n + 1 :]:
            if not more.is_hyphened:
                break
            joined += more.letters
            yield joined


def _goes_on(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word at ``at`` may belong to the word before: after a hyphen, or as one more single letter."""
    if words[at].is_hyphened:
        return True
    single = len(words[at].letters) == 1 and len(words[at - 1].letters) == 1
    return single and len(words[at].gap) <= 2 and all(c.isspace() or c == "." for c in words[at].gap)


def _is_slip(letters: str, name: str) -> bool:
    longer = max(len(letters), len(name))
    if min(len(letters), len(name)) < _INFLECTED or abs(len(letters) - len(name)) > 2:
        return False
    if longer < _SLIP:
        return sorted(letters) == sorted(name) and OSA.distance(letters, name) == 1
    allowed = 1 if longer < _TWO_SLIPS else 2
    return OSA.distance(letters, name, score_cutoff=allowed) <= allowed


def _stands(phrase: tuple[str, ...], words: tuple[Word, ...], at: int) -> bool:
    if at + len(phrase) > len(words):
        return False
    *most, last = phrase
    if any(words[at + n].letters != letters for n, letters in enumerate(most)):
        return False
    if len(phrase) == 1 and len(last) <= 2 and not words[at].is_name_like:
        return False
    final = words[at + len(most)].letters
    return final in (last, last + "s")


def _may_be_name(word: Word, common: frozenset[str]) -> bool:
    return word.is_name_like and word.letters not in common and not word.letters[0].isdigit()


def _titled_at(words: tuple[Word, ...], at: int) -> range:
    """A title with the capitalised words after it, which are a name that the record may not know."""
    if words[at].letters not in _titles() or not words[at].is_name_like:
        return range(0)
    end = at + 1
    while end < len(words) and end - at < 6 and words[end].is_name_like and _is_close(words, end):
        end += 1
    return range(at, end) if end > at + 1 else range(0)


def _is_close(words: tuple[Word, ...], at: int) -> bool:
    """Whether only white space or a hyphen stands before the word, or the full stop of a title or an initial."""
    gap = "".join(words[at].gap.split())
    before = words[at - 1].letters
    return gap in ("", *JOINING) or (gap == "." and (len(before) == 1 or before in _titles()))


def _before(words: tuple[Word, ...], at: int) -> range:
    """Initials, small words of names, titles and offices straight before a name."""
    first = at
    while (
        first > 0 and at - first < _LONGEST_OFFICE and _is_close(words, first) and _is_part(words, first - 1)
    ):
        first -= 1
    name = first
    while first > 0 and at - first < _LONGEST_OFFICE and _is_close(words, first):
        if words[first - 1].letters not in _office_words():
            break
        first -= 1
    while first < name and words[first].letters in _small_words():
        first += 1
    has_office = any(w.letters in _heads() for w in words[first:name])
    return range(first if has_office else name, at)


def _is_part(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word before a name is part of it: an initial, a title, a small word of names."""
    word = words[at]
    if (len(word.letters) == 1 and word.is_capitals) or word.letters in _titles():
        return True
    # "as-Sadr" is a name, "as Sadr" is none.
    is_particle = words[at + 1].is_hyphened or word.letters not in _small_words()
    return word.letters in _particles() and is_particle


def _after(words: tuple[Word, ...], at: int) -> range:
    """An office straight after a name and a comma."""
    end = at + 1
    if end == len(words) or words[end].gap.strip() != ",":
        return range(0)
    while end < len(words) and end - at <= _LONGEST_OFFICE and words[end].letters in _office_words():
        if end > at + 1 and not _is_close(words, end):
            break
        end += 1
    while end > at + 1 and words[end - 1].letters in _small_words():
        end -= 1
    return range(at + 1, end) if any(w.letters in _heads() for w in words[at + 1 : end]) else range(0)


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(w for entry in lexicon.load("withholding")[name] for w in plain(str(entry)))


def _titles() -> frozenset[str]:
    return _lexicon("titles")


def _links() -> frozenset[str]:
    return _lexicon("links")


def _particles() -> frozenset[str]:
    return _lexicon("particles")


@cache
def _small_words() -> frozenset[str]:
    return frozenset(w for word in lexicon.load("function_words") for w in plain(word))


@cache
def _heads() -> frozenset[str]:
    heads = lexicon.load("offices")["heads"].values()
    return frozenset(w for entries in heads for entry in entries for w in plain(entry))


@cache
def _office_words() -> frozenset[str]:
    modifiers = lexicon.load("offices")["modifiers"]
    return _heads() | frozenset(w for entry in modifiers for w in plain(str(entry)))


def common_words(text: str) -> frozenset[str]:
    """The words that may begin with a capital in a text without being names: they stand in small letters as well."""
    small = {word.letters for word in words_of(text) if not word.is_name_like}
    days = {name.lower() for name in (*calendar.month_name, *calendar.day_name)}
    return _small_words() | _lexicon("bodies") | small | days
