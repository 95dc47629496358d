"""Stances that statements show by their act, on issues that the dialogue is known to be about.

A single document cannot know that "We are ready to accept monitors" is about an issue on which the sides stand
against one another, nor that its speaker, named by surname alone, is a minister of one of them; the record can. Only
acts that say plainly which way they point are taken, and never beside a stance that the document shows itself.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import IssueName, one_stem, take_apart, tree
from tracktwo.analysis.likeness import stem, words_of
from tracktwo.analysis.once import once
from tracktwo.lexicon import load
from tracktwo.lexicon.own import stamp
from tracktwo.model import Act, Entry, Modality, Span, Stance, StanceValue, Statement
from tracktwo.resolution.people import KnownPerson, find_person

#: Words before the issue among which one that turns it round is looked for.
_REACH = 5


def speaker_of(said: Statement, dossier: Dossier) -> tuple[str | None, str | None]:
    """Name and party of a speaker as the whole record knows them; the statement's own party outranks."""
    return speakers_of(dossier).find(said)


@dataclass(frozen=True, slots=True)
class Speakers:
    """People, and as whom of them each speaker was known before."""

    people: tuple[KnownPerson, ...]
    known: dict[tuple[str | None, str | None], tuple[str | None, str | None]] = field(default_factory=dict)

    def find(self, said: Statement) -> tuple[str | None, str | None]:
        """Name and party of who said something."""
        if not said.speaker:
            return said.speaker, said.party
        named = said.speaker, said.party
        if named not in self.known:
            person = find_person(said.speaker, said.party, self.people)
            self.known[named] = named if person is None else (person.name, said.party or person.party)
        return self.known[named]


@once
def speakers_of(dossier: Dossier) -> Speakers:
    """The speakers as the whole record knows them, for whoever asks about many statements."""
    return Speakers(dossier.people)


def shown_by_acts(
    dossier: Dossier, names: Mapping[str, IssueName], statements: Collection[Entry[Statement]]
) -> Iterator[Entry[Stance]]:
    """Stances read from acts, each under the id of the statement that shows it."""
    explicit = {
        (e.document.id, party, names[e.claim.issue].name)
        for e in dossier.stances
        for party in e.claim.party.split("+")
    }
    shown = _Shown(dossier.stances)
    stated = {names[e.claim.issue].name for e in dossier.stances}
    speakers = speakers_of(dossier)
    parties, carried, tree_of = set(dossier.series.parties), dossier.carried, stamp("issues")
    for entry in statements:
        party = speakers.find(entry.claim)[1]
        if party is None or not parties.intersection(party.split("+")):
            continue
        for issue in entry.claim.issues:
            name = names[issue]
            if name.name not in stated and "+" not in party:
                continue
            make = partial(_value, entry.claim, issue)
            value = carried.piece(("value", issue, tree_of), (entry,), make)
            is_wanted = name.name in stated or ("+" in party and value is StanceValue.FOR)
            if value is None or not is_wanted or _is_broad(name.name):
                continue
            is_told = any((entry.document.id, p, name.name) in explicit for p in party.split("+"))
            if is_told or shown.in_words_of(entry, party):
                continue
            shown_as = partial(_shown_as, entry, party, issue, value)
            yield carried.piece(("shown", party, issue, value), (entry,), shown_as)


def _shown_as(said: Entry[Statement], party: str, issue: str, value: StanceValue) -> Entry[Stance]:
    claim = Stance(
        party=party,
        issue=issue,
        stance=value,
        evidence=said.claim.content,
        confidence=said.claim.confidence,
    )
    return Entry(said.id, claim, said.document)


class _Shown:
    """The places from which documents' own stances were read: such words are about that issue, and no other."""

    def __init__(self, stances: Iterable[Entry[Stance]]) -> None:
        self._places: dict[tuple[str, str], list[Span]] = {}
        for entry in stances:
            for party in entry.claim.party.split("+"):
                own = self._places.setdefault((entry.document.id, party), [])
                own += [c.span for c in entry.claim.evidence]

    def in_words_of(self, said: Entry[Statement], party: str) -> bool:
        """Whether a stance of the party was read from words of the statement."""
        spans = [s for p in party.split("+") for s in self._places.get((said.document.id, p), ())]
        return any(c.span.overlaps(span) for c in said.claim.content for span in spans)


def _value(said: Statement, issue: str) -> StanceValue | None:
    is_for = said.act in _acts("for")
    if said.modality is not Modality.ACTUAL or not (is_for or said.act in _acts("against")):
        return None
    around = _words_around(said, issue)
    if around is None:
        return None
    before, after = around
    if is_for and any(w in _set("denying") for w in (*before, *after)):
        return None
    # "An end to the strikes", and "the strikes must be stopped".
    if any(stem(w) in _reversing() for w in before) is not any(stem(w) in _reversing() for w in after):
        is_for = not is_for
    return StanceValue.FOR if is_for else StanceValue.AGAINST


def _words_around(said: Statement, issue: str) -> tuple[list[str], list[str]] | None:
    """The words right before and after the issue's head in what was said; None where it is not what was said of."""
    core = take_apart(issue).core
    words = words_of(" ".join(c.exact for c in said.content))
    heads = {core[-1]} if core else set()
    node = tree().get(issue)
    heads |= {one_stem(w.split()[-1]) for w in (node.words if node else ())}
    at = next((n for n, w in enumerate(words) if one_stem(w) in heads), None)
    if at is None or _occasion().search(" ".join(words[:at])):
        return None  # "cooperation in the face of launches" says nothing for launches
    return words[max(0, at - _REACH) : at], words[at + 1 : at + 1 + _REACH]


def _is_broad(name: str) -> bool:
    node = tree().get(name)
    return node is not None and node.is_broad


@cache
def _occasion() -> re.Pattern[str]:
    """Words behind which stands what gave rise to something, or what is done against."""
    data = load("stances")["occasions"], load("stance_strength")["done_against"]
    words = sorted((str(w) for given in data for w in given), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


@cache
def _acts(which: str) -> frozenset[Act]:
    return frozenset(Act(a) for a in load("stance_strength")[which])


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in load("stance_strength")[name])


@cache
def _reversing() -> frozenset[str]:
    return frozenset(stem(str(w).split()[0]) for w in load("issue_tree")["reversing"])
