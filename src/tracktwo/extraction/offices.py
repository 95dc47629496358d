"""Offices as the text gives them before a name: "U.S. Secretary of State John Kerry".

It reads words and the lexicon of offices; offices behind a name are read in
:mod:`tracktwo.extraction.appositions`; whose office it is, and who "the minister" is later on, are decided elsewhere.
"""

import re
from dataclasses import dataclass

from tracktwo import lexicon
from tracktwo.extraction.office_beginnings import beginning, is_of_several
from tracktwo.extraction.office_words import (
    cased,
    head_class,
    is_honorific,
    is_misspelt_title,
    is_modifier,
    is_office_head,
    is_plural_head,
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
    "is_plural_head",
    "office_before",
    "office_classes",
]

#: Longest office phrase that is looked for, in words.
LONGEST = 18
#: A capital letter, with or without marks.
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-Ž]"


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
    if not apposed and not joins(spelling, words[last].end, gap):
        return None
    first = max(_walk_left(spelling, last), spelling.first_from(floor))
    phrase = beginning(spelling, first, last)
    if phrase is None:
        return None
    closed = _is_set_off(spelling, name_start) or _opens(spelling, words[phrase].start, name_start)
    if apposed and not (_is_definite(spelling, phrase, last) and closed):
        return None
    if apposed and is_of_several(words[phrase : last + 1]):
        # "The co-chairs, A and B": shared out elsewhere
        return None
    begin = words[phrase].start
    if not apposed and phrase and all(_is_style(w) for w in words[phrase : last + 1]):
        # "the foreign secretary of India, Dr. Ana Souza": a courtesy title between, or a prince's
        apposition = office_before(spelling, begin, floor) if spelling.gap(phrase - 1) == ", " else None
        begin = apposition.start if apposition else begin
    elif not apposed and phrase and spelling.gap(phrase - 1) == ", ":
        # "his Ivorian counterpart, President Moussa Kone", "Oman's lead negotiator, Ambassador Salim Rawahi,"
        begin = _of_two_offices(spelling, begin, name_start, floor)
    return OfficePhrase(begin, _closing(spelling, words[last].end, name_start))


def _of_two_offices(spelling: Spelling, begin: int, name_start: int, floor: int) -> int:
    """Where another designation before an office begins, the name behind both; the office's own begin without one.

    "his Ghanaian counterpart, President Ama Boateng" and, set off by commas and with whose it is, "Ghana's lead
    negotiator, Ambassador Ama Boateng, said".
    """
    index = spelling.first_from(begin) - 1
    if index < 0:
        return begin
    if head_class(spelling.words[index].text) != "counterpart":
        if not _ends_in_a_comma(spelling, name_start):
            return begin
        apposition = office_before(spelling, begin, floor)
        return apposition.start if apposition and _says_whose(spelling, apposition) else begin
    apposition = office_before(spelling, begin, floor)
    return apposition.start if apposition else begin


def _ends_in_a_comma(spelling: Spelling, name_start: int) -> bool:
    """Whether the name is closed by a comma, and no list goes on behind it."""
    words = rf"(?:{_CAPITAL}[\w.'-]*,? ){{0,4}}{_CAPITAL}[\w'-]*"
    return bool(re.compile(words + r",(?: [a-z]|[\"”])(?!nd\b)").match(spelling.plain, name_start))


def _says_whose(spelling: Spelling, phrase: OfficePhrase) -> bool:
    """Whether an office phrase begins with the country or body it is of."""
    first = spelling.words[spelling.first_from(phrase.start)]
    naming = spelling.naming_at(first.start, first.end)
    return naming is not None and naming.kind not in (Kind.CITY,)


def _is_style(word: Word) -> bool:
    return is_honorific(word) or head_class(word.text) == "monarch"


def _is_set_off(spelling: Spelling, name_start: int) -> bool:
    """Whether the capitalised words from here on end at punctuation, as an apposition does."""
    particles = "|".join(sorted(cased("particles")))
    words = rf"(?:(?:{_CAPITAL}[\w.'-]*|{particles}|[a-z]{{2,3}}[-']{_CAPITAL}[\w-]*) ){{0,8}}"
    return bool(
        re.compile(words + rf"{_CAPITAL}[\w'-]*\]?(?:[,;:.)]|$|\n| and )").match(spelling.plain, name_start)
    )


def _opens(spelling: Spelling, begin: int, name_start: int) -> bool:
    """Whether an office with its country opens a sentence, so that it is of whom a comma parts from it.

    "Ghana's president, Ama Boateng on Monday called", the second comma left out; but not "After a call with
    Ghana's president, Ama Boateng said".
    """
    at = spelling.first_from(begin)
    naming = spelling.naming_at(spelling.words[at].start, spelling.words[at].end)
    if naming is None or not re.match(r"['’]s? ", spelling.plain[naming.end : naming.end + 3]):
        return False
    ahead = spelling.plain[max(0, begin - 60) : begin]
    if not re.search(rf"(?:^|\n|[.!?][\"”]? |– )(?:{_CAPITAL}[^.,;!?\n]*{_CAPITAL}[\w'-]+ and )?$", ahead):
        return False
    name = rf"(?:{_CAPITAL}[\w.'-]*,? ){{0,4}}{_CAPITAL}[\w'-]*"
    return bool(
        re.compile(name + r" (?:on [A-Z]|[a-z]+ed\b|said|told|held|met)").match(spelling.plain, name_start)
    )


def _closing(spelling: Spelling, end: int, name_start: int) -> int:
    retired = re.match(r" ?(?:" + lexicon.load("names")["retired"] + ")", spelling.plain[end:name_start])
    return end + retired.end() if retired else end


def joins(spelling: Spelling, start: int, gap: str) -> bool:
    """Whether what stands between two words lets a title run on: a blank, brackets, "(R)", a possessive."""
    rest = spelling.without_marks(gap)
    return bool(re.fullmatch(r"(?:'s?)?[ \n\[\]]{0,4}|[-/]", rest)) and spelling.is_soft(start, gap)


def _walk_left(spelling: Spelling, last: int) -> int:
    """Index of the first word that an office phrase ending at ``last`` could begin with."""
    words = spelling.words
    index = last + 1
    while index > 0 and last - index < LONGEST:
        word = words[index - 1]
        joined = index > last or joins(spelling, word.end, spelling.gap(index - 1))
        if not joined and not _enumerates(spelling, index, last):
            break
        if not _fits(spelling, index - 1, last):
            break
        index -= 1
    return _of_affairs(spelling, index, last)


def _of_affairs(spelling: Spelling, index: int, last: int) -> int:
    """Where "East Asian and Pacific Affairs Assistant Secretary" begins, of which not all words are known."""
    words = spelling.words
    found = next((w for w in words[index : last + 1] if w.text == "Affairs" or is_office_head(w)), None)
    if found is None or found.text != "Affairs":
        return index
    while index > 0 and spelling.gap(index - 1) == " ":
        before = words[index - 1]
        if not (before.is_capital or before.text in ("and", "of", "&")) or is_office_head(before):
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
        return _enumerates_for_a_body(spelling, index)
    joined = any(w.text in ("and", "&") for w in rest)
    return joined and (word.is_capital or word.text == "and") and _portfolio(spelling, index)


def _enumerates_for_a_body(spelling: Spelling, index: int) -> bool:
    """Whether a comma is one of a body's name: "Ministry of Economy, Trade and Industry Vice Minister"."""
    words = spelling.words
    joiner = next(
        (i for i in range(index, min(index + 8, len(words) - 1)) if words[i].text in ("and", "&")), None
    )
    if joiner is None or is_office_head(words[joiner + 1]):
        return False
    at = words[index].start
    before, behind = spelling.plain[max(0, at - 80) : at], spelling.plain[at : at + 80]
    bodies = "|".join(lexicon.load("offices")["bodies"])
    return bool(
        re.search(rf"\b(?:{bodies}) (?:of|for) (?:[A-Z][\w-]*(?:, | ))+$", before)
        and re.match(r"(?:[A-Z][\w-]*(?:, | ))*?(?:and|&) [A-Z]", behind)
    )


def _fits(spelling: Spelling, index: int, last: int) -> bool:
    word = spelling.words[index]
    if word.text.lower() in words_of("offices", "stops"):
        return False
    if spelling.plain[max(0, word.start - 1) : word.start] in (".", "@", "/") and not word.is_capital:
        return False  # the end of an address: "velon@state.gov and Embassy Press Officer Ana Souza"
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
        if not joins(spelling, word.end, spelling.gap(at).replace(",", "")):
            return False
        if word.text.lower() in ("of", "for", "on") and at:
            return True
        if not (word.is_capital or word.text.lower() in links) or head_class(word.text):
            return False
        at -= 1
    return False


def _is_definite(spelling: Spelling, index: int, last: int) -> bool:
    """Whether an apposed phrase begins with an article or a possessive, or says whose it is."""
    words = spelling.words
    before = words[index - 1].text.lower() if index else ""
    if before in ("the", "a", "an", "his", "her", "their", "its"):
        return True
    return any(spelling.naming_at(w.start, w.end) for w in words[index : last + 1])
