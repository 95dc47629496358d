"""Words that may be a person's name, and why: the reader's entities, titles, appositions, shapes, turns' labels.

What stands beside a name and whether it is kept is decided in :mod:`tracktwo.extraction.mentions`.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from spacy.tokens import Doc

from tracktwo.extraction.appositions import office_after
from tracktwo.extraction.names import (
    begins_in_lower_case,
    is_given_name,
    is_given_name_behind_title,
    name_end,
)
from tracktwo.extraction.offices import is_honorific, is_modifier, is_office_head, office_before
from tracktwo.extraction.parties import Kind
from tracktwo.extraction.spellings import Spelling, Word


class Evidence(StrEnum):
    """Why words are taken for a person's name."""

    ENTITY = "entity"
    TITLE = "title"
    APPOSITION = "apposition"
    LIST = "list"
    LABEL = "label"
    #: A given name that the lexicon knows before other capitalised words, or an Arabic particle among them.
    SHAPE = "shape"
    #: A later mention of a name that is known already.
    KNOWN = "known"


#: Classes of entities inside which a capitalised word behind a title is no name ("Presidential Archives").
#: An entity of another class below this probability does not speak against a name's shape.
SURE_OTHER = 0.6
_NO_PEOPLE = frozenset({"ORGANIZATION", "FACILITY", "PRODUCT"})

_LABEL = re.compile(
    r"(?:^|\n)[ \t]*(?P<label>(?:[A-Z][\w.'’-]*[ \t]+){0,7}[A-Z][\w.'’-]*)(?:[ \t]*\([^)\n]{1,40}\))?[ \t]*:(?=[ \t\n])"
)


def find_candidates(doc: Doc, spelling: Spelling) -> Iterator[tuple[int, int, Evidence, float]]:
    others = []
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            for start, end in _trimmed(spelling, entity.start_char, entity.end_char):
                yield start, end, Evidence.ENTITY, entity._.probability or 1.0
        elif entity.label_ in _NO_PEOPLE and (entity._.probability or 1.0) >= SURE_OTHER:
            others.append((entity.start_char, entity.end_char))
    for start, end, evidence in _spelt(spelling):
        inside = any(s <= start and end <= e for s, e in others)
        if evidence is Evidence.LABEL or not inside:
            yield start, end, evidence, 1.0


def _spelt(spelling: Spelling) -> Iterator[tuple[int, int, Evidence]]:
    """What is spelt as a name and stands where names do, whether or not the reader took it for one."""
    index = 0
    words = spelling.words
    while index + 1 < len(words):
        word = words[index]
        if _is_title(word) and is_given_name_behind_title(spelling, index):
            end = name_end(spelling, index)
            if end > index + 1:
                yield word.start, words[end - 1].end, Evidence.TITLE
                index = end - 1
        elif _is_title(word) and _title_joins(spelling, index):
            end = name_end(spelling, index + 1)
            if end > index + 1:
                yield words[index + 1].start, words[end - 1].end, Evidence.TITLE
                yield from _coordinated(spelling, index, end)
        elif word.is_capital and not word.is_upper:
            end = name_end(spelling, index)
            if end - index > 1:
                start_offset, end_offset = word.start, words[end - 1].end
                if office_after(spelling, end_offset) or _is_apposed(spelling, index):
                    yield start_offset, end_offset, Evidence.APPOSITION
                elif _is_shaped(spelling, index, end):
                    yield start_offset, end_offset, Evidence.SHAPE
                index = end - 1
        index += 1
    yield from _labels(spelling)


def _is_title(word: Word) -> bool:
    return is_honorific(word) or is_office_head(word)


def _title_joins(spelling: Spelling, index: int) -> bool:
    """Whether a name may follow a title straight away: "President [Barack] Obama", "Gen. (R) Asif"."""
    gap = spelling.without_marks(spelling.gap(index))
    following = spelling.words[index + 1]
    if not re.fullmatch(r"[ \n]?[ \[\]]{0,3}", gap) or not spelling.is_soft(spelling.words[index].end, gap):
        return False
    if begins_in_lower_case(following.text):
        return gap == " "
    return following.is_capital and (
        not _is_title(following) or is_given_name_behind_title(spelling, index + 1)
    )


def _coordinated(spelling: Spelling, title: int, end: int) -> Iterator[tuple[int, int, Evidence]]:
    """The other names behind a title in the plural: "Presidents Ada Mbeki and Juan Soto"."""
    words = spelling.words
    if not words[title].text.endswith("s") or not is_office_head(words[title]):
        return
    while end < len(words):
        gap = spelling.gap(end - 1)
        first = end + 1 if words[end].text == "and" and re.fullmatch(r",? ", gap) else end
        if first == end and gap != ", ":
            return
        stop = name_end(spelling, first)
        if stop == first:
            return
        yield words[first].start, words[stop - 1].end, Evidence.TITLE
        end = stop


def _is_shaped(spelling: Spelling, first: int, end: int) -> bool:
    """Whether capitalised words are shaped as a name is, with nothing capitalised behind them."""
    words = spelling.words
    if end < len(words) and spelling.gap(end - 1) == " " and words[end].is_capital:
        return False
    inner = [w.text for w in words[first + 1 : end]]
    arabic = any(re.match(r"(?:al|el|ul)-[A-Z]", w) or w in ("bin", "bint", "ibn") for w in inner)
    return arabic or (end - first < 4 and is_given_name(words[first].text))


def _is_apposed(spelling: Spelling, index: int) -> bool:
    """Whether an office and a comma stand before, or a country's possessive: "the consul of Ghana, Ama Boateng,"."""
    if _is_possessed(spelling, index):
        return True
    apposed = index > 0 and spelling.gap(index - 1) == ", "
    return apposed and office_before(spelling, spelling.words[index].start) is not None


def _is_possessed(spelling: Spelling, index: int) -> bool:
    """Whether a country's possessive stands straight before: "Ghana's Ama Boateng"."""
    before = spelling.words[index - 1] if index else None
    if before is None or not re.fullmatch(r"'s? ", spelling.gap(index - 1)):
        return False
    naming = spelling.naming_at(before.start, before.end)
    return naming is not None and naming.kind is Kind.NAME


def _labels(spelling: Spelling) -> Iterator[tuple[int, int, Evidence]]:
    """Names in the labels of transcript turns: "FOREIGN MINISTER HADDAD:", "MR. CARNEY:"."""
    for match in _LABEL.finditer(spelling.plain):
        first = last = spelling.first_from(match.start("label"))
        while last < len(spelling.words) and spelling.words[last].end <= match.end("label"):
            last += 1
        while first < last - 1 and (
            _is_title(spelling.words[first])
            or is_modifier(spelling.words[first].text)
            or spelling.naming_at(spelling.words[first].start, spelling.words[first].end)
        ):
            first += 1
        titled = first > spelling.first_from(match.start("label"))
        end = min(name_end(spelling, first), last)
        if end == last and (titled or end - first > 1) and not is_office_head(spelling.words[first]):
            yield spelling.words[first].start, spelling.words[last - 1].end, Evidence.LABEL


def _trimmed(spelling: Spelling, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names that an entity holds: titles before them left out, cut where a name cannot run on."""
    index = spelling.first_from(start)
    words = spelling.words
    while index < len(words) and words[index].start < end:
        while (
            index < len(words)
            and words[index].end <= end
            and _is_title(words[index])
            and index + 1 < len(words)
            and words[index + 1].start < end
        ):
            index += 1
        stop = index
        if index < len(words) and (words[index].is_capital or words[index].text[:1].islower()):
            stop = name_end(spelling, index)
        while stop > index and words[stop - 1].end > end and stop - 1 > index:
            stop -= 1
        if stop > index:
            yield words[index].start, words[stop - 1].end
        index = max(stop, index + 1)
