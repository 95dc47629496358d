"""The people whom a document names: mentions of the same person put together, with office, party and function.

It joins names, not pronouns and offices; those are resolved in :mod:`tracktwo.extraction.coreference`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.candidates import Evidence
from tracktwo.extraction.contested import contested, exclude
from tracktwo.extraction.everyday import everyday_forms
from tracktwo.extraction.floor import without_reporters
from tracktwo.extraction.genders import gender_of_titles
from tracktwo.extraction.mentions import Mention, mention_at
from tracktwo.extraction.names import PersonalName, fits_short, read_name, same_person
from tracktwo.extraction.offices import is_honorific, is_modifier, is_office_head, office_classes
from tracktwo.extraction.parties import Kind
from tracktwo.extraction.spellings import Spelling, Word
from tracktwo.model import Document, DocumentKind, Person, Span

#: Entities below these probabilities, alone, name nobody; set on newswire-ner dev, where 9 in 10 single words and
#: half of the longer names below them were no people.
SURE_SINGLE, SURE_FULL = 0.95, 0.7
#: The same for a longer name beside which an office or a party stands.
SURE_BESIDE = 0.5


@dataclass(slots=True)
class _Group:
    """Mentions taken for one person's while they are being collected."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def name(self) -> PersonalName:
        return max(
            (m.name for m in self.mentions),
            key=lambda n: (len(n.long_parts), len(n.parts), not n.text.isupper()),
        )

    def parties(self) -> list[str]:
        """The parties that the mentions tell of; those of offices held before only where no others are told."""
        now = [m.party for m in self.mentions if m.party and not m.former]
        return now or [m.party for m in self.mentions if m.party]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with the mentions by name; offsets in ``mentions`` are code points."""

    name: PersonalName
    office: str | None
    #: Every office that the text gives, in lower case.
    offices: tuple[str, ...]
    party: str | None
    function: str | None
    titles: frozenset[str]
    mentions: tuple[Mention, ...]
    confidence: float


def gather_people(
    mentions: Iterable[Mention], spelling: Spelling, document: Document
) -> tuple[KnownPerson, ...]:
    """Put mentions of the same person together and find the later ones, in order of first mention."""
    groups: list[_Group] = []
    ordered = sorted(mentions, key=lambda m: (not m.name.is_full, m.start))
    unsettled = contested(ordered, is_spoken=document.kind is DocumentKind.TRANSCRIPT)
    for mention in ordered:
        group = None if mention in unsettled else _group_for(mention, groups)
        if mention in unsettled:
            group = next((g for g in groups if _is_of_office(mention, g)), None)
        if group is None:
            if not mention.name.is_full and mention.evidence == {Evidence.KNOWN}:
                continue
            groups.append(_Group([mention]))
        else:
            group.mentions.append(mention)
    for mention in _later_mentions(groups, spelling, document):
        group = _group_for(mention, groups)
        if group is not None:
            group.mentions.append(mention)
    groups = _with_everyday_names(groups)
    people = sorted((_person(group) for group in groups), key=lambda p: p.mentions[0].start)
    people = _with_their_people([p for p in people if not _is_doubtful(p)], spelling)
    if document.kind is DocumentKind.TRANSCRIPT:
        people = without_reporters(people, spelling)
    return tuple(people)


def _is_of_office(mention: Mention, group: _Group) -> bool:
    """Whether a group is of the same surname alone, with an office of the same class."""
    if any(m.name.is_full for m in group.mentions) or mention.name.parts[-1] != group.name.parts[-1]:
        return False
    held = office_classes(m.office for m in group.mentions if m.office)
    return bool(held & office_classes([mention.office or ""]))


def _with_everyday_names(groups: list[_Group]) -> list[_Group]:
    """Somebody who is called only by an everyday first name is the one person of that name: "thank you, Tony"."""
    kept = list(groups)
    for group in groups:
        if (
            group.name.is_full
            or len(group.name.parts) != 1
            or any(m.office or m.titles for m in group.mentions)
        ):
            continue
        forms = everyday_forms(group.name.parts[0])
        meant = [g for g in kept if g is not group and g.name.is_full and g.name.parts[0] in forms]
        if len(meant) == 1 and not (set(group.parties()) - set(meant[0].parties())):
            meant[0].mentions += group.mentions
            kept.remove(group)
    return kept


def _with_their_people(people: list[KnownPerson], spelling: Spelling) -> list[KnownPerson]:
    """Give "Diallo's spokeswoman Ama Boateng" the party of Diallo."""
    by_end = {m.end: p for p in people for m in p.mentions}
    told = []
    for person in people:
        owners = (
            by_end.get(m.outer[0] - 3)
            for m in person.mentions
            if m.office and spelling.plain[m.outer[0] - 3 : m.outer[0]] == "'s "
        )
        party = next((o.party for o in owners if o and o is not person and o.party), None)
        told.append(replace(person, party=party) if party and not person.party else person)
    return told


def _group_for(mention: Mention, groups: list[_Group]) -> _Group | None:
    """The group that a mention belongs to: the one it fits, of several the nearest before it that agrees."""
    if mention.name.is_full:
        fitting = [
            g for g in groups if g.name.is_full and same_person(mention.name, g.name) and _agree(mention, g)
        ] or [g for g in groups if _titled_alike(mention, g)]
    else:
        fitting = [g for g in groups if fits_short(mention.name, g.name) and _agree(mention, g)]
        if mention.office:
            # "President Alvarado" is the president, not the reporter of that name.
            classes = office_classes([mention.office])
            if not mention.former:
                fitting = [g for g in fitting if not _hold_apart(classes, g)]
            holding = [
                g for g in fitting if classes & office_classes(m.office for m in g.mentions if m.office)
            ]
            fitting = holding or fitting
        by_surname = [g for g in fitting if mention.name.parts[-1] == g.name.surname]
        fitting = by_surname or fitting
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return max(fitting, key=lambda g: (_last_before(g, mention.start), -g.mentions[0].start))


def _hold_apart(classes: frozenset[str], group: _Group) -> bool:
    """Whether an office is another's: "Secretary Clinton" is not the "President Bill Clinton" of the same page."""
    return exclude(classes, office_classes(m.office for m in group.mentions if m.office))


def _titled_alike(mention: Mention, group: _Group) -> bool:
    """Whether one name is the other's given name behind the same title: "Prince Sami", "Prince Sami bin Nasir"."""
    for one, other, titles in (
        (mention.name, group.name, {t for m in group.mentions for t in m.titles}),
        (group.name, mention.name, mention.titles),
    ):
        title, *rest = one.parts
        if title in titles and len(rest) == 1 and other.parts[0] == rest[0] and other.is_full:
            return not (mention.party and group.parties() and mention.party not in group.parties())
    return False


def _last_before(group: _Group, offset: int) -> int:
    return max((m.start for m in group.mentions if m.start < offset), default=-1)


def _agree(mention: Mention, group: _Group) -> bool:
    """Whether nothing speaks against it: another party, or "Mr" for a "Mrs" of the same name."""
    if (
        mention.party
        and group.parties()
        and mention.party not in group.parties()
        and not mention.name.is_full
        and not mention.former
    ):
        return False
    gender = {gender_of_titles(mention.titles)} | {gender_of_titles(m.titles) for m in group.mentions}
    return not {"male", "female"} <= gender


def _later_mentions(groups: list[_Group], spelling: Spelling, document: Document) -> Iterator[Mention]:
    """Mentions by family name, or by the part of a name that the text uses alone, that had no evidence of their own."""
    taken = sorted((m.start, m.end) for g in groups for m in g.mentions)
    usable = {m.name.parts[-1] for g in groups for m in g.mentions if not m.name.is_full}
    usable |= {g.name.surname for g in groups}
    for word in spelling.words:
        if not (word.is_capital or word.text.startswith(("al-", "el-"))):
            continue
        name = read_name(word.text)
        if len(name.parts) != 1 or name.parts[0] not in usable or len(name.parts[0]) < 2:
            continue
        if any(start < word.end and word.start < end for start, end in taken):
            continue
        naming = spelling.naming_at(word.start, word.end)
        if naming is not None and naming.kind is not Kind.CITY:
            continue
        if word.is_upper and not _is_in_capitals(spelling, word):
            continue  # SWIFT is no mention of Mr Swift
        if not document.is_read(Span(word.start, word.end)) or _is_inside_a_name(
            spelling, word.start, word.end
        ):
            continue
        mention = mention_at(spelling, word.start, word.end, Evidence.KNOWN)
        if mention is not None:
            yield mention


def _is_in_capitals(spelling: Spelling, word: Word) -> bool:
    """Whether the line that a word stands in is written in capitals, or its label."""
    begin = spelling.plain.rfind("\n", 0, word.start) + 1
    end = spelling.plain.find("\n", word.end)
    line = spelling.plain[begin : end if end >= 0 else None]
    label = line.partition(":")[0] if ":" in line[word.end - begin :] else line
    return word.end - begin <= len(label) and label.isupper()


def _is_inside_a_name(spelling: Spelling, start: int, end: int) -> bool:
    """Whether capitalised words stand straight beside it, so that it belongs to another name ("Kerry Foundation")."""
    index = spelling.first_from(start)
    beside = []
    if index + 1 < len(spelling.words) and spelling.gap(index) == " ":
        beside.append(spelling.words[index + 1])
    if index > 1 and spelling.gap(index - 1) == " " and spelling.gap(index - 2) == " ":
        # A capital that begins a sentence tells nothing.
        beside.append(spelling.words[index - 1])
    return any(
        word.is_capital
        and not (word.is_upper or is_office_head(word) or is_honorific(word) or is_modifier(word.text))
        and spelling.naming_at(word.start, word.end) is None
        for word in beside
    )


def _person(group: _Group) -> KnownPerson:
    mentions = tuple(sorted(group.mentions, key=lambda m: m.start))
    # The office that stands with the fullest name is the fullest: "Secretary of State Ana Gil", "Secretary Gil".
    by_fullness = sorted(mentions, key=lambda m: -len(m.name.long_parts))
    by_time = sorted(by_fullness, key=lambda m: m.former)  # what somebody was comes behind what he is
    offices = [m.office for m in by_time if m.office]
    parties = Counter(p for p in group.parties())
    evidence = frozenset(e for m in mentions for e in m.evidence)
    name = _spelt(group)
    office = offices[0] if offices else None
    party = parties.most_common(1)[0][0] if parties else None
    if party and office and party in lexicon.load("countries") and _opposing().search(office):
        party = None  # who leads the opposition of a country does not speak for its government
    return KnownPerson(
        name=name,
        office=office,
        offices=tuple(dict.fromkeys(o.lower() for o in offices)),
        party=party,
        function=next((m.function for m in mentions if m.function), None),
        titles=frozenset(t for m in mentions for t in m.titles),
        mentions=mentions,
        confidence=_confidence(name, evidence, mentions),
    )


@cache
def _opposing() -> re.Pattern[str]:
    return re.compile(str(lexicon.load("offices")["opposing"]))


def _spelt(group: _Group) -> PersonalName:
    """The fullest form of the name; of equally full ones the first that is not all capitals."""
    best = group.name
    same = [
        m.name for m in sorted(group.mentions, key=lambda m: m.start) if len(m.name.parts) == len(best.parts)
    ]
    return same[0] if same else best


def _confidence(name: PersonalName, evidence: frozenset[Evidence], mentions: tuple[Mention, ...]) -> float:
    """How likely the name is a person's, as measured on newswire-ner dev; see docs/decisions/0031."""
    if evidence - {Evidence.ENTITY, Evidence.KNOWN}:
        return 0.97 if name.is_full else 0.92
    surest = max((m.probability for m in mentions if Evidence.ENTITY in m.evidence), default=0.0)
    if name.is_full:
        return 0.97 if surest >= 0.95 else 0.75
    return 0.89


def _is_doubtful(person: KnownPerson) -> bool:
    """Whether only an entity that the reader is unsure of speaks for a person."""
    if any(m.evidence - {Evidence.ENTITY, Evidence.KNOWN} for m in person.mentions):
        return False
    surest = max((m.probability for m in person.mentions if Evidence.ENTITY in m.evidence), default=0.0)
    if person.name.is_full and person.party and len(person.name.long_parts) < 4:
        return surest < SURE_BESIDE
    return surest < (SURE_FULL if person.name.is_full else SURE_SINGLE)


def claim_of(person: KnownPerson, document: Document) -> Person:
    """The claim that the document names this person."""
    return Person(
        name=person.name.text,
        office=person.office,
        party=person.party,
        function=person.function,
        mentions=tuple(document.cite(m.start, m.end) for m in person.mentions),
        confidence=person.confidence,
    )
