"""Offices as the text gives them behind a name: "Ana Souza, the Chilean deputy foreign minister, said".

It reads words and the lexicon of offices; whose office it is is decided elsewhere.
"""

import re

from tracktwo.extraction.office_words import (
    is_honorific,
    is_modifier,
    is_office_head,
    is_plural_head,
    words_of,
)
from tracktwo.extraction.offices import LONGEST, OfficePhrase, joins
from tracktwo.extraction.spellings import Spelling

#: What opens an apposition behind a name.
_APPOSITION = re.compile(
    r" ?[,(–—-] ?(?:(?P<article>the|a|an|now|currently|who is|who was|then|then the|his|her|our|their|both|as) )?"
)


def office_after(spelling: Spelling, name_end: int) -> OfficePhrase | None:
    """The office in an apposition behind a name: "X, the Iranian deputy foreign minister, said"."""
    opening = _APPOSITION.match(spelling.plain, name_end)
    if opening is None:
        return None
    begin = opening.end()
    first = spelling.first_from(begin)
    if first < len(spelling.words) and spelling.words[first].text in ("and", "or", "&"):
        return None
    if first >= len(spelling.words) or spelling.words[first].start - begin > 1:
        return None
    index, head = first, None
    while index < len(spelling.words) and index - first < LONGEST:
        word = spelling.words[index]
        if index > first and not joins(spelling, spelling.words[index - 1].end, spelling.gap(index - 1)):
            break
        if not _continues(spelling, index, first, head is not None) or _begins_another(spelling, index):
            break
        if is_office_head(word):
            head = index
        index += 1
    while index > first and spelling.words[index - 1].text.lower() in words_of("offices", "links"):
        index -= 1
    if head is None or index <= head:
        return None
    if opening["article"] in ("the", "our", "their") and is_plural_head(spelling.words[head].text):
        # "Souza, our Chilean colleagues", "Souza – the ministers of Chile and Peru"
        return None
    end = spelling.words[index - 1].end
    if index - first == 1 and opening["article"] == "the" and _goes_on(spelling, first, end):
        return None
    if not _ends_apposition(spelling.plain[end : end + 40]):
        end = _end_before_superior(spelling, first, head)
    return OfficePhrase(spelling.words[first].start, end) if end else None


def _goes_on(spelling: Spelling, head: int, end: int) -> bool:
    """Whether the one word of an office is what the sentence is about: "Ana, the President has said so"."""
    behind = re.match(r" ([a-z]+)", spelling.plain[end : end + 20])
    goes_on = behind is not None and behind[1] not in words_of("offices", "after_apposition")
    return spelling.words[head].is_capital and goes_on


def _begins_another(spelling: Spelling, index: int) -> bool:
    """Whether "and" goes on with the next person: "minister of Chile and the Honourable Luis Paz"."""
    words = spelling.words
    if words[index].text != "and" or index + 2 >= len(words):
        return False
    following = index + 2 if words[index + 1].text == "the" else index + 1
    return is_honorific(words[following])


def _end_before_superior(spelling: Spelling, first: int, last: int) -> int:
    """Where "adviser" ends in ", adviser to Prime Minister Luis Paz,"; 0 where nobody is worked for."""
    words = spelling.words
    for index in range(first + 1, last):
        if words[index].text in ("to", "for") and any(is_office_head(w) for w in words[first:index]):
            return words[index - 1].end
    return 0


def _continues(spelling: Spelling, index: int, first: int, has_head: bool) -> bool:
    word = spelling.words[index]
    bare = word.text.lower()
    if bare in words_of("offices", "stops"):
        return False
    if is_office_head(word) or is_modifier(word.text) or is_honorific(word):
        return True
    if spelling.naming_at(word.start, word.end) is not None:
        return True
    # Of other capitalised words only a portfolio's or a body's go on: "Director of the Institute of Peace Studies".
    before = spelling.words[index - 1] if index > first else word
    linked = before.text.lower() in words_of("offices", "links")
    return word.is_capital and has_head and (linked or (before.is_capital and not is_office_head(before)))


def _ends_apposition(follows: str) -> bool:
    """Whether an apposition may end here: before punctuation or a word in lower case, not before a name."""
    return not follows.strip() or bool(re.match(r"(?:'s)?(?:[,.;:)\]–—\n\"”]| [a-z])", follows))
