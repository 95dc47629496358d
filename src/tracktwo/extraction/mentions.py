"""Mentions of named people in a document, each with the office and party that stand beside it.

Entities of the reader, titles before capitalised words, appositions, delegation lists and the labels of
transcript turns all give mentions. Which mentions are the same person's is decided in
:mod:`tracktwo.extraction.people`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.delegations import find_listed
from tracktwo.extraction.genders import is_given_name
from tracktwo.extraction.names import PersonalName, name_end, read_name
from tracktwo.extraction.offices import (
    OfficePhrase,
    head_class,
    is_honorific,
    is_modifier,
    is_office_head,
    office_after,
    office_before,
    office_classes,
)
from tracktwo.extraction.parties import Kind, implied_party, party_of_words
from tracktwo.extraction.spellings import Spelling, Word
from tracktwo.model import Document, PassageRole, Span


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


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention by name; offsets are code points, ``outer`` with titles and apposition."""

    start: int
    end: int
    name: PersonalName
    evidence: frozenset[Evidence]
    outer: tuple[int, int]
    #: The office in the words of the text, without whose it is; titles that are no office left out.
    office: str | None = None
    party: str | None = None
    #: Titles and ranks before the name, in lower case, without full stops.
    titles: frozenset[str] = frozenset()
    function: str | None = None


def find_mentions(document: Document, doc: Doc, spelling: Spelling) -> tuple[Mention, ...]:
    """Find mentions that are names by their own evidence, in order of the text, none overlapping another."""
    found: list[Mention] = []
    for listed in find_listed(spelling):
        mention = mention_at(spelling, listed.start, listed.end, Evidence.LIST)
        if mention:
            party = listed.party or mention.party
            found.append(replace(mention, party=party, function=listed.function))
    for start, end, evidence in _candidates(doc, spelling):
        mention = mention_at(spelling, start, end, evidence)
        if mention:
            found.append(mention)
    named = set(_parties_in(spelling))
    found = _with_shared_parties(spelling, found)
    kept = [m for m in _without_overlaps(found) if _is_read(document, m) and not _is_byline(spelling, m)]
    return tuple(m for m in kept if not _is_headline_only(document, m, kept) and m.name.text not in named)


def _candidates(doc: Doc, spelling: Spelling) -> Iterator[tuple[int, int, Evidence]]:
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            for start, end in _trimmed(spelling, entity.start_char, entity.end_char):
                yield start, end, Evidence.ENTITY
    index = 0
    words = spelling.words
    while index + 1 < len(words):
        word = words[index]
        if _is_title(word) and _title_joins(spelling, index):
            end = name_end(spelling, index + 1)
            if end > index + 1:
                yield words[index + 1].start, words[end - 1].end, Evidence.TITLE
                yield from _coordinated(spelling, index, end)
        elif word.is_capital and not word.is_upper:
            end = name_end(spelling, index)
            if end - index > 1:
                start_offset, end_offset = word.start, words[end - 1].end
                if office_after(spelling, end_offset) or _is_possessed(spelling, index):
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
    return following.is_capital and not _is_title(following)


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


def _is_possessed(spelling: Spelling, index: int) -> bool:
    """Whether a country's possessive stands straight before: "Ghana's Ama Boateng"."""
    before = spelling.words[index - 1] if index else None
    if before is None or not re.fullmatch(r"'s? ", spelling.gap(index - 1)):
        return False
    naming = spelling.naming_at(before.start, before.end)
    return naming is not None and naming.kind is Kind.NAME


_LABEL = re.compile(
    r"(?:^|\n)[ \t]*(?P<label>(?:[A-Z][\w.'’-]*[ \t]+){0,7}[A-Z][\w.'’-]*)(?:[ \t]*\([^)\n]{1,40}\))?[ \t]*:(?=[ \t\n])"
)


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


def mention_at(spelling: Spelling, start: int, end: int, evidence: Evidence) -> Mention | None:
    """The mention at these offsets with what stands beside it; None if the words cannot be a name."""
    start, end = _with_brackets(spelling, start, end)
    words = spelling.text[start:end]
    if not any(c.isupper() for c in words):
        return None
    start, end = _with_kept_title(spelling, start, end)
    before = office_before(spelling, start)
    after = office_after(spelling, end)
    name = read_name(spelling.text[start:end])
    if not name.parts or len(name.parts[-1]) < 2:
        # "James S." is somebody whose family name was cut off.
        return None
    outer = (before.start if before else start, after.end if after else end)
    titles = _titles(spelling, before)
    return Mention(
        start, end, name, frozenset({evidence}), outer,
        office=_office_words(spelling, before) or _office_words(spelling, after),
        party=_party(spelling, start, end, before, after),
        titles=titles,
    )  # fmt: skip


def _with_brackets(spelling: Spelling, start: int, end: int) -> tuple[int, int]:
    """Take in a bracket that the name's words open or close: "[Barack] Obama"."""
    words = spelling.plain[start:end]
    if words.count("]") > words.count("[") and spelling.plain[start - 1 : start] == "[":
        start -= 1
    if words.count("[") > words.count("]") and spelling.plain[end : end + 1] == "]":
        end += 1
    return start, end


def _with_kept_title(spelling: Spelling, start: int, end: int) -> tuple[int, int]:
    """Take in a title that belongs to a short name: "Sheikh Hasina"."""
    index = spelling.last_before(start)
    if index >= 0 and spelling.words[index].text in _kept() and spelling.gap(index) == " ":
        if " " not in spelling.plain[start:end].strip():
            return spelling.words[index].start, end
    return start, end


@cache
def _kept() -> frozenset[str]:
    return frozenset(lexicon.load("names")["kept_honorifics"])


def _titles(spelling: Spelling, before: OfficePhrase | None) -> frozenset[str]:
    if before is None:
        return frozenset()
    return frozenset(
        read.bare for read in spelling.words if before.start <= read.start and read.end <= before.end
    )


def _office_words(spelling: Spelling, phrase: OfficePhrase | None) -> str | None:
    """The office alone: whose it is, brackets and courtesy titles are left out."""
    if phrase is None:
        return None
    inside = [w for w in Spelling(spelling.text[phrase.start : phrase.end]).words]
    if not any(is_office_head(w) for w in inside):
        return None
    text = spelling.text[phrase.start : phrase.end]
    inner = Spelling(text)
    head = next(i for i, w in enumerate(inner.words) if is_office_head(w))
    for naming in reversed(inner.namings):
        before_head = naming.end <= inner.words[head].start
        trailing = re.search(r"(?:\bof|\bfrom|,)(?: the)?\s*[\[(]?$", text[: naming.start])
        if before_head or (trailing and naming.end >= len(text.rstrip(" ]).'s"))):
            begin = trailing.start() if trailing and not before_head else naming.start
            text = text[:begin] + re.sub(r"^['’]s?", "", text[naming.end :])
    text = " ".join(re.sub(r"[\[\]]", " ", Spelling.without_marks(text)).split()).strip(" ,-–—")
    text = re.sub(r"^(?:the|a|an|The|A|An|then|his|her|their) ", "", text)
    return _without_courtesy(text) or None


def _without_courtesy(text: str) -> str:
    words = text.split(" ")
    courtesies = set(lexicon.load("names")["honorifics"])
    while words and words[0] in courtesies:
        words = words[1:]
    while len(words) > 1 and words[-1] in courtesies:
        words = words[:-1]
    return " ".join(words)


def _party(
    spelling: Spelling, start: int, end: int, before: OfficePhrase | None, after: OfficePhrase | None
) -> str | None:
    """The party that the words around a name give: its office's, a possessive, "of Chile", "(Chile)"."""
    text = spelling.text
    if before:
        party = party_of_words(text[before.start : before.end])
        if party:
            return party
    follows = spelling.plain[end : end + 80]
    of = re.match(r",? (?:of|from|representing) (?:the )?|,? ?\(|, (?=[A-Z])", follows)
    if of:
        naming = spelling.naming_at(end + of.end(), end + of.end() + 1)
        bracket = spelling.plain[naming.end : naming.end + 1] if naming else ""
        if naming and naming.party and naming.kind in (Kind.NAME, Kind.ORGANISATION, Kind.MOVEMENT):
            if of.group().endswith("(") and bracket not in ")":
                naming = None
            elif of.group() == ", " and (not before or bracket not in (",", ".", ";", ")", "\n", "")):
                naming = None
            if naming:
                return naming.party
    if after:
        party = party_of_words(text[after.start : after.end])
        if party:
            return party
    index = spelling.last_before(before.start if before else start)
    if index >= 0 and _is_possessive_of_party(spelling, index, before.start if before else start):
        return party_of_words(spelling.words[index].text)
    return implied_party(text[before.start : before.end]) if before else None


def _is_possessive_of_party(spelling: Spelling, index: int, start: int) -> bool:
    word = spelling.words[index]
    return spelling.naming_at(word.start, word.end) is not None and bool(
        re.fullmatch(r"'s? \[?", spelling.plain[word.end : start])
    )


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    """Of overlapping mentions the longest stays, with the evidence and what else the others tell."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (-(m.end - m.start), m.start)):
        at = next((i for i, k in enumerate(kept) if k.start < mention.end and mention.start < k.end), None)
        if at is None:
            kept.append(mention)
            continue
        own = kept[at]
        kept[at] = replace(
            own,
            evidence=own.evidence | mention.evidence,
            function=own.function or mention.function,
            party=own.party or (mention.party if mention.function else None),
        )
    return sorted(kept, key=lambda m: m.start)


def _with_shared_parties(spelling: Spelling, found: list[Mention]) -> list[Mention]:
    """Give the second of two coordinated offices the party of the first: "Fijian Premier A and Minister B".

    Not where both hold the same sort of office: ministers named side by side may well be counterparts.
    """
    ordered = sorted(found, key=lambda m: (m.end, m.start))
    by_end = {m.end: m for m in ordered}
    shared = []
    for mention in ordered:
        before = re.search(r"(?:,? and |, )$", spelling.plain[: mention.outer[0]])
        other = by_end.get(before.start()) if before else None
        if other and other.party and other.office and mention.office and not mention.party:
            if "+" not in other.party and not _like_offices(other.office, mention.office):
                mention = replace(mention, party=other.party)
                by_end[mention.end] = mention
        shared.append(mention)
    return shared


def _like_offices(one: str, other: str) -> bool:
    """Whether two offices could be counterparts': of one class, with one portfolio or none told."""
    if not office_classes([one]) & office_classes([other]) and not (_is_foreign(one) and _is_foreign(other)):
        return False
    mine, theirs = _portfolio(one), _portfolio(other)
    return not mine or not theirs or bool(mine & theirs) or (_is_foreign(one) and _is_foreign(other))


def _is_foreign(office: str) -> bool:
    return bool(re.search(r"\bforeign|\bsecretary of state|\bexternal", office.lower()))


def _portfolio(office: str) -> frozenset[str]:
    """The words that say what an office is for, without its rank."""
    words = office.lower().replace("defense", "defence").split()
    ranks = ("deputy", "vice", "first", "acting", "former", "senior", "of", "for", "and", "the", "prime")
    return frozenset(w for w in words if not head_class(w) and w not in ranks)


def _is_read(document: Document, mention: Mention) -> bool:
    return document.is_read(Span(mention.start, mention.end))


def _is_byline(spelling: Spelling, mention: Mention) -> bool:
    before = spelling.plain[max(0, mention.start - 60) : mention.start]
    return bool(_byline().search(before))


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(lexicon.load("names")["bylines"])


def _is_headline_only(document: Document, mention: Mention, others: list[Mention]) -> bool:
    """A name in a title counts only where the body has it too: titles capitalise what is no name."""
    titles = [p.span for p in document.passages if p.role is PassageRole.TITLE]
    if not any(t.contains(Span(mention.start, mention.end)) for t in titles):
        return False
    body = (o for o in others if not any(t.contains(Span(o.start, o.end)) for t in titles))
    return not any(mention.name.surname in o.name.parts for o in body)


def _parties_in(spelling: Spelling) -> Iterator[str]:
    for naming in spelling.namings:
        yield spelling.text[naming.start : naming.end]
