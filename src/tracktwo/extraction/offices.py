"""Offices as the text gives them, before a name ("U.S. Secretary of State") or behind it (", the adviser,").

It reads words and the lexicon of offices; whose office it is, and who "the minister" is later on, are decided
elsewhere.
"""

import re
from dataclasses import dataclass

from tracktwo import lexicon
from tracktwo.extraction.office_words import (
    cased,
    head_class,
    is_honorific,
    is_misspelt_title,
    is_modifier,
    is_office_head,
    office_classes,
    words_of,
)
from tracktwo.extraction.parties import Kind
from tracktwo.extraction.spellings import Spelling, Word

__all__ = [
    "OfficePhrase",
    "head_class",
    "is_honorific",
    "is_misspelt_title",
    "is_modifier",
    "is_office_head",
    "office_after",
    "office_before",
    "office_classes",
]

#: What opens an apposition behind a name.
_APPOSITION = re.compile(
    r" ?[,(–—-] ?(?:(?:the|a|an|now|currently|who is|who was|then|then the|our|their|both|as) )?"
)
#: Longest office phrase that is looked for, in words.
LONGEST = 18


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """An office with what belongs to it; offsets are code points."""

    start: int
    end: int


def office_before(spelling: Spelling, name_start: int, floor: int = 0) -> OfficePhrase | None:
    """The office and titles that stand straight before a name, or with a comma between in an apposition.

    "met [Pakistan's foreign affairs adviser], Sartaj Aziz" and "[Lt. Gen. (R)] Asif Yasin" have one;
    "after seeing the president, Kerry said" has none before Kerry. Nothing before the offset ``floor`` is taken.
    """
    words = spelling.words
    last = spelling.last_before(name_start)
    if last < 0 or words[last].start < floor:
        return None
    gap = spelling.plain[words[last].end : name_start]
    apposed = bool(re.fullmatch(r" ?\)?, ?", gap))
    if not apposed and not _joins(spelling, words[last].end, gap):
        return None
    first = max(_walk_left(spelling, last), spelling.first_from(floor))
    phrase = _trimmed(spelling, first, last)
    if phrase is None:
        return None
    if apposed and not (_is_definite(spelling, phrase, last) and _is_set_off(spelling, name_start)):
        return None
    begin = words[phrase].start
    if not apposed and phrase and all(_is_style(w) for w in words[phrase : last + 1]):
        # "the foreign secretary of India, Dr. Ana Souza": a courtesy title between, or a prince's
        apposition = office_before(spelling, begin, floor) if spelling.gap(phrase - 1) == ", " else None
        begin = apposition.start if apposition else begin
    elif not apposed and phrase and spelling.gap(phrase - 1) == ", ":
        # "his Ivorian counterpart, President Moussa Kone"
        begin = _of_counterpart(spelling, begin, floor)
    return OfficePhrase(begin, _closing(spelling, words[last].end, name_start))


def _of_counterpart(spelling: Spelling, begin: int, floor: int) -> int:
    """Where the apposition "his Ghanaian counterpart" before an office begins; the office's own begin without one."""
    index = spelling.first_from(begin) - 1
    if index < 0 or head_class(spelling.words[index].text) != "counterpart":
        return begin
    apposition = office_before(spelling, begin, floor)
    return apposition.start if apposition else begin


def _is_style(word: Word) -> bool:
    return is_honorific(word) or head_class(word.text) == "monarch"


def _is_set_off(spelling: Spelling, name_start: int) -> bool:
    """Whether the capitalised words from here on end at punctuation, as an apposition does."""
    particles = "|".join(sorted(cased("particles")))
    words = rf"(?:(?:[A-Z][\w.'-]*|{particles}|[a-z]{{2,3}}[-'][A-Z][\w-]*) ){{0,8}}"
    return bool(
        re.compile(words + r"[A-Z][\w'-]*\]?(?:[,;:.)]|$|\n| and )").match(spelling.plain, name_start)
    )


def _closing(spelling: Spelling, end: int, name_start: int) -> int:
    retired = re.match(r" ?(?:" + lexicon.load("names")["retired"] + ")", spelling.plain[end:name_start])
    return end + retired.end() if retired else end


def _joins(spelling: Spelling, start: int, gap: str) -> bool:
    """Whether what stands between two words lets a title run on: a blank, brackets, "(R)", a possessive."""
    rest = spelling.without_marks(gap)
    return bool(re.fullmatch(r"(?:'s?)?[ \n\[\]]{0,4}|[-/]", rest)) and spelling.is_soft(start, gap)


def _walk_left(spelling: Spelling, last: int) -> int:
    """Index of the first word that an office phrase ending at ``last`` could begin with."""
    words = spelling.words
    index = last + 1
    while index > 0 and last - index < LONGEST:
        word = words[index - 1]
        joined = index > last or _joins(spelling, word.end, spelling.gap(index - 1))
        if not joined and not _enumerates(spelling, index, last):
            break
        if not _fits(spelling, index - 1, last):
            break
        index -= 1
    return index


def _enumerates(spelling: Spelling, index: int, last: int) -> bool:
    """Whether a comma before a word is one of a portfolio's: "Minister of Trade, Industry and Tourism"."""
    word = spelling.words[index]
    if spelling.gap(index - 1) != ", " or head_class(word.text) or is_honorific(word):
        return False
    rest = spelling.words[index : last + 1]
    if any(is_honorific(w) or head_class(w.text) for w in rest):
        return False
    joined = any(w.text in ("and", "&") for w in rest)
    return joined and (word.is_capital or word.text == "and") and _portfolio(spelling, index)


def _fits(spelling: Spelling, index: int, last: int) -> bool:
    word = spelling.words[index]
    if word.text.lower() in words_of("offices", "stops"):
        return False
    if is_honorific(word) or is_office_head(word) or is_modifier(word.text):
        return True
    if spelling.naming_at(word.start, word.end) is not None or (word.is_upper and len(word.text) < 5):
        return True
    # A portfolio's own words are not all known: "Minister of Petroleum and Mineral Resources".
    return word.is_capital and index > 0 and (_portfolio(spelling, index) or _body(spelling, index, last))


def _body(spelling: Spelling, index: int, last: int) -> bool:
    """Whether a capitalised word goes on with what a party's name begins: "Korean External Trade Desk Director"."""
    if index == last:
        return False
    for at in range(index - 1, max(-1, index - 4), -1):
        word = spelling.words[at]
        if not word.is_capital or spelling.gap(at) != " ":
            return False
        naming = spelling.naming_at(word.start, word.end)
        if naming is not None:
            return naming.kind not in (Kind.CITY, Kind.CAPITAL)
    return False


def _portfolio(spelling: Spelling, index: int) -> bool:
    """Whether a capitalised word follows a link, through other capitalised words, behind an office's head."""
    links = words_of("offices", "links")
    at = index - 1
    while at >= 0 and index - at < 6:
        word = spelling.words[at]
        if not _joins(spelling, word.end, spelling.gap(at).replace(",", "")):
            return False
        if word.text.lower() in ("of", "for", "on") and at:
            return True
        if not (word.is_capital or word.text.lower() in links) or head_class(word.text):
            return False
        at -= 1
    return False


def _trimmed(spelling: Spelling, first: int, last: int) -> int | None:
    """The index that the phrase really begins at; None if no title or office is in it."""
    words = spelling.words
    links = words_of("offices", "links")
    if words[last].text.lower() in links:
        return None
    while first <= last:
        if words[first].text.lower() in links or not _may_begin(spelling, words[first]):
            first += 1
        elif _is_where(spelling, first, last):
            naming = spelling.naming_at(words[first].start, words[first].end)
            first = spelling.first_from(naming.end) if naming else first + 1
        else:
            break
    first = _past_another(spelling, first, last)
    content = [w for w in words[first : last + 1] if is_honorific(w) or is_office_head(w)]
    return first if content else None


def _past_another(spelling: Spelling, first: int, last: int) -> int:
    """The index behind an "and" before which no office stands: "the Indian delegation and Dr. Ana Souza"."""
    for index in range(last - 1, first, -1):
        before = spelling.words[first:index]
        if spelling.words[index].text == "and" and not any(is_office_head(w) for w in before):
            return index + 1
    return first


def _is_where(spelling: Spelling, first: int, last: int) -> bool:
    """Whether a naming before an office is where, not whose, or ends what comes before the office.

    "In Moscow Secretary Kerry said"; "Ambassador A of Nigeria and Ambassador B".
    """
    naming = spelling.naming_at(spelling.words[first].start, spelling.words[first].end)
    if naming is None or spelling.plain[naming.end : naming.end + 1] == "'":
        return False
    following = spelling.first_from(naming.end)
    ends = naming.kind is Kind.NAME and following <= last and spelling.words[following].text == "and"
    return naming.kind in (Kind.CAPITAL, Kind.CITY) or ends


def _may_begin(spelling: Spelling, word: Word) -> bool:
    """Whether an office phrase may begin with a word: a title, a modifier, or whose office it is."""
    if is_honorific(word) or is_office_head(word) or is_modifier(word.text):
        return True
    return spelling.naming_at(word.start, word.end) is not None


def _is_definite(spelling: Spelling, index: int, last: int) -> bool:
    """Whether an apposed phrase begins with an article or a possessive, or says whose it is."""
    words = spelling.words
    before = words[index - 1].text.lower() if index else ""
    if before in ("the", "a", "an", "his", "her", "their", "its"):
        return True
    return any(spelling.naming_at(w.start, w.end) for w in words[index : last + 1])


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
        if index > first and not _joins(spelling, spelling.words[index - 1].end, spelling.gap(index - 1)):
            break
        if not _continues(spelling, index, first, head is not None):
            break
        if is_office_head(word):
            head = index
        index += 1
    while index > first and spelling.words[index - 1].text.lower() in words_of("offices", "links"):
        index -= 1
    if head is None or index <= head:
        return None
    end = spelling.words[index - 1].end
    follows = spelling.plain[end : end + 40]
    return OfficePhrase(spelling.words[first].start, end) if _ends_apposition(follows) else None


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
