"""Mentions of named people in a document, each with the office and party that stand beside it.

Entities of the reader, titles before capitalised words, appositions, delegation lists and the labels of
transcript turns all give mentions. Which mentions are the same person's is decided in
:mod:`tracktwo.extraction.people`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.appositions import office_after
from tracktwo.extraction.belonging import party_beside
from tracktwo.extraction.candidates import Evidence, find_candidates
from tracktwo.extraction.columns import find_in_columns
from tracktwo.extraction.delegations import find_listed
from tracktwo.extraction.names import PersonalName, is_place_like, read_name
from tracktwo.extraction.office_called import office_called
from tracktwo.extraction.offices import (
    OfficePhrase,
    head_class,
    office_before,
    office_classes,
)
from tracktwo.extraction.spellings import Spelling
from tracktwo.model import Document, PassageRole, Span


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
    #: Probability that the reader gives the entity; 1 where there is none or it gives none.
    probability: float = 1.0
    #: Whether the office is told as one held before: "then defence minister", "a former Chilean ambassador".
    former: bool = False


def find_mentions(document: Document, doc: Doc, spelling: Spelling) -> tuple[Mention, ...]:
    """Find mentions that are names by their own evidence, in order of the text, none overlapping another."""
    found: list[Mention] = []
    columns = find_in_columns(spelling)
    taken = [(listed.outer_start, listed.end) for listed in columns]
    prose = [x for x in find_listed(spelling) if not _overlaps(taken, x.start, x.end)]
    for listed in (*columns, *prose):
        mention = mention_at(spelling, listed.start, listed.end, Evidence.LIST)
        if mention:
            party = listed.party or mention.party
            found.append(replace(mention, party=party, function=listed.function))
    for start, end, evidence, probability in find_candidates(doc, spelling):
        if _overlaps(taken, start, end):
            continue
        mention = mention_at(spelling, start, end, evidence)
        if mention:
            found.append(replace(mention, probability=probability))
    named = set(_parties_in(spelling))
    apart = _with_shared_parties(spelling, _kept_apart(spelling, _without_overlaps(found)))
    kept = [m for m in _without_bylines(spelling, apart) if _is_read(document, m)]
    return tuple(
        m for m in kept
        if not _is_headline_only(document, m, kept)
        and m.name.text not in named
        and not _is_part_of_a_naming(spelling, m)
    )  # fmt: skip


def _is_part_of_a_naming(spelling: Spelling, mention: Mention) -> bool:
    """Whether a name is the last word of a country's, whose first looks like a title: "Sri Lanka"."""
    naming = spelling.naming_at(mention.start, mention.end)
    return naming is not None and (naming.start, naming.end) != (mention.start, mention.end)


def _kept_apart(spelling: Spelling, mentions: list[Mention]) -> list[Mention]:
    """Cut titles and appositions where they would run into another person's name."""
    apart = []
    for number, own in enumerate(mentions):
        floor = mentions[number - 1].end if number else 0
        ceiling = mentions[number + 1].start if number + 1 < len(mentions) else len(spelling.text)
        if own.outer[0] < floor or own.outer[1] > ceiling:
            cut = mention_at(spelling, own.start, own.end, Evidence.KNOWN, floor, ceiling)
            if cut:
                party = own.party if own.function else cut.party
                own = replace(own, outer=cut.outer, office=cut.office, titles=cut.titles, party=party)
        apart.append(own)
    return apart


def mention_at(
    spelling: Spelling, start: int, end: int, evidence: Evidence, floor: int = 0, ceiling: int | None = None
) -> Mention | None:
    """The mention at these offsets with what stands beside it; None if the words cannot be a name.

    ``floor`` and ``ceiling`` are offsets that a title before the name and an apposition behind it stay between.
    """
    start, end = _with_brackets(spelling, start, end)
    words = spelling.text[start:end]
    if not any(c.isupper() for c in words):
        return None
    start, end = _with_kept_title(spelling, start, end)
    before = office_before(spelling, start, floor)
    after = office_after(spelling, end)
    if after and ceiling is not None and after.end > ceiling:
        after = None
    if is_place_like(spelling.plain[start:end]) or _is_named_after(spelling, end):
        return None
    name = read_name(spelling.text[start:end])
    if not name.parts or len(name.parts[-1]) < 2:
        # "James S." is somebody whose family name was cut off.
        return None
    if evidence is Evidence.ENTITY and words.isupper() and " " not in words and before is None:
        # An abbreviation that the reader took for a name.
        return None
    outer = (before.start if before else start, after.end if after else end)
    titles = _titles(spelling, before)
    return Mention(
        start, end, name, frozenset({evidence}), outer,
        office=office_called(spelling, before) or office_called(spelling, after),
        party=party_beside(spelling, start, end, before, after),
        titles=titles,
        former=office_called(spelling, before) is None and after is not None and _is_of_old(spelling, end, after),
    )  # fmt: skip


def _is_of_old(spelling: Spelling, name_end: int, after: OfficePhrase) -> bool:
    """Whether an apposition tells what somebody was: "X, then defence minister", "X, a former German ambassador"."""
    words = spelling.plain[name_end : after.end].lower()
    return bool(re.match(lexicon.load("offices")["held_before"], words))


def _is_named_after(spelling: Spelling, end: int) -> bool:
    """Whether something bears the name: "Anna Velon Auditorium"."""
    index = spelling.first_from(end)
    if index >= len(spelling.words) or spelling.plain[end : spelling.words[index].start] != " ":
        return False
    return spelling.words[index].text in lexicon.load("names")["named_after"]


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
    titled = index >= 0 and spelling.words[index].text in _kept() and spelling.gap(index) == " "
    if titled and " " not in spelling.plain[start:end].strip():
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


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in taken)


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
            probability=max(own.probability, mention.probability)
            if own.evidence == mention.evidence
            else 1.0,
            party=own.party or (mention.party if mention.function else None),
        )
    return sorted(kept, key=lambda m: m.start)


#: A verb in the past straight behind a name.
_TELLS = re.compile(r" (?:[a-z]+ed|said|told|says|tells)\b")


def _with_shared_parties(spelling: Spelling, found: list[Mention]) -> list[Mention]:
    """Give the second of two coordinated offices the party of the first: "Fijian Premier A and Minister B".

    Not where both hold the same sort of office: ministers named side by side may well be counterparts. Whom the
    text has named before without that party does not get it here.
    """
    seen: set[str] = set()
    ordered = sorted(found, key=lambda m: (m.end, m.start))
    by_end = {m.end: m for m in ordered}
    shared = []
    for mention in ordered:
        begin = mention.outer[0]
        joiner = re.search(r"(?:,? and |, )$", spelling.plain[max(0, begin - 6) : begin])
        other = by_end.get(begin - len(joiner.group())) if joiner else None
        party = _shared_party(other, mention) if other else None
        if joiner is not None and joiner.group() == ", " and _TELLS.match(spelling.plain, mention.outer[1]):
            party = None  # "a dinner with Bolivian leader A, Foreign Minister B said": B begins a clause
        if party and not _is_led_with(spelling, mention) and mention.name.surname not in seen:
            mention = replace(mention, party=party)
            by_end[mention.end] = mention
        seen.add(mention.name.surname)
        shared.append(mention)
    return shared


def _is_led_with(spelling: Spelling, mention: Mention) -> bool:
    """Whether those named side by side lead a side each: "Chile's minister A and Secretary B co-chaired"."""
    behind = spelling.plain[mention.outer[1] : mention.outer[1] + 60]
    return bool(re.match(lexicon.load("delegations")["of_each_side"], behind))


def _shared_party(one: Mention, other: Mention) -> str | None:
    if other.party or not (one.party and one.office and other.office) or "+" in one.party:
        return None
    return None if _like_offices(one.office, other.office) else one.party


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


def _without_bylines(spelling: Spelling, mentions: list[Mention]) -> list[Mention]:
    """Leave out who wrote, photographed or edited: "Reporting by A and B"."""
    kept: list[Mention] = []
    byline_end = -1
    for mention in mentions:
        goes_on = byline_end >= 0 and re.fullmatch(
            r",? ?(?:and )?", spelling.plain[byline_end : mention.start]
        )
        if goes_on or _byline().search(spelling.plain[max(0, mention.start - 60) : mention.start]):
            byline_end = mention.end
        else:
            kept.append(mention)
    return kept


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
