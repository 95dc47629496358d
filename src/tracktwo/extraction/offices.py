"""Offices as the text gives them before a name: "U.S. Secretary of State John Kerry".

It reads words and the lexicon of offices; offices behind a name are read in
:mod:`tracktwo.extraction.appositions`; whose office it is, and who "the minister" is later on, are decided elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracktwo import lexicon
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
    phrase = _trimmed(spelling, first, last)
    if phrase is None:
        return None
    if apposed and not (_is_definite(spelling, phrase, last) and _is_set_off(spelling, name_start)):
        return None
    if apposed and _is_of_several(words[phrase : last + 1]):
        # "The co-chairs, A and B": shared out elsewhere
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


def _is_of_several(words: Sequence[Word]) -> bool:
    heads = [word for word in words if is_office_head(word) and word.text != "Member"]
    return bool(heads) and is_plural_head(heads[-1].text)


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
    first = _past_adverbial(spelling, first, last)
    first = _past_superior(spelling, _past_another(spelling, first, last), last)
    content = [w for w in words[first : last + 1] if is_honorific(w) or is_office_head(w)]
    return first if content else None


def _past_adverbial(spelling: Spelling, first: int, last: int) -> int:
    """The index behind what only comes before an office: "at the talks with Uganda | the Kenyan minister"."""
    words = spelling.words
    for index in range(last - 1, first, -1):
        naming = spelling.naming_at(words[index].start, words[index].end)
        if naming is None or naming.kind is not Kind.ADJECTIVE or words[index - 1].text != "the":
            continue
        if any(is_office_head(w) for w in words[first : index - 1]):
            return first
        if any(is_office_head(w) for w in words[index + 1 : last + 1]):
            return index
    return first


def _past_another(spelling: Spelling, first: int, last: int) -> int:
    """The index behind an "and" before which no office stands: "the Indian delegation and Dr. Ana Souza"."""
    words = spelling.words
    for index in range(last - 1, first, -1):
        if words[index].text != "and":
            continue
        before, behind = words[first:index], words[index + 1 : last + 1]
        if _are_both_sent(spelling, before, behind):
            continue
        # "the minister of Chile and the Honourable Ana Souza"
        titled = all(is_honorific(w) or w.text == "the" for w in behind)
        if titled or not any(is_office_head(w) for w in before) or _is_of_several(before):
            return index + 2 if behind[0].text == "the" else index + 1
    return first


def _are_both_sent(spelling: Spelling, before: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Whether "and" joins two bodies that have one envoy: "UN and Arab League envoy"."""
    sides = [spelling.naming_at(w.start, w.end) for w in (*before[-1:], *behind[:1])]
    return len(sides) > 1 and all(n and n.kind is Kind.ORGANISATION for n in sides)


#: Classes of offices that others speak and work for.
_SUPERIORS = frozenset({"president", "prime minister", "minister", "monarch", "secretary-general"})


def _past_superior(spelling: Spelling, first: int, last: int) -> int:
    """The index behind somebody else's office: "a spokesman for | President Ana Souza"."""
    words = spelling.words
    if head_class(words[last].text) not in _SUPERIORS:
        return first
    for index in range(first + 1, last):
        if words[index].text not in ("for", "to") or words[index + 1].text == "the":
            continue
        before = [w for w in words[first:index] if is_office_head(w)]
        between = words[index + 1 : last]
        plain = not any(w.text in ("of", "for", "to") for w in between)
        apposed = spelling.plain[max(0, words[first].start - 2) : words[first].start] == ", "
        if before and plain and (apposed or before[-1].text.islower()):
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
    if following <= last and spelling.words[following].text in ("to", "for", "at"):
        # "over from Chile to Secretary Souza"
        return True
    if following < last and _are_both_sent(
        spelling, spelling.words[first:following], spelling.words[following + 1 : last + 1]
    ):
        return False
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
