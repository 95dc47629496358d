"""Who speaks with whom, and who agrees with whom: the networks of a dialogue as plain data.

Congruence, conflict and their normalisations are those of Discourse Network Analyzer (Leifeld, Gruber and Bossner,
*Discourse Network Analyzer Manual*, 2018, section 2), with a party as actor, an issue as concept, and for or against
as qualifier. Duplicates are ignored within a document, as that program offers; a stance that is mixed has no
qualifier and is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from math import sqrt

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import Ledger, Told, position_ledger
from tracktwo.analysis.likeness import content_words
from tracktwo.analysis.namings import all_namings
from tracktwo.analysis.once import once
from tracktwo.model import Citation, Engagement, Entry, Round, StanceValue, Statement, Status
from tracktwo.resolution.people import KnownPerson, find_person


class TieKind(StrEnum):
    """What joins two people or parties."""

    MET = "met"
    ADDRESSED = "addressed"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or a party where nobody is named."""

    name: str
    party: str | None
    is_person: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors that met, or one that addressed the other, with every claim that tells of it."""

    kind: TieKind
    source: Actor
    target: Actor
    entries: tuple[Entry[Engagement] | Entry[Round] | Entry[Statement], ...]

    @property
    def weight(self) -> int:
        """How many documents tell of it."""
        return len({e.document.id for e in self.entries})


class Normalisation(StrEnum):
    """How the weight of a tie between two actors is set against how much each says."""

    NONE = "no"
    #: By the mean number of statements of the two.
    AVERAGE = "average activity"
    JACCARD = "Jaccard"
    COSINE = "cosine"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """One side's statements on one issue: a tie of the two-mode network."""

    party: str
    issue: str
    #: Documents in which it is for and in which it is against.
    in_favour: int
    against: int
    told: tuple[Told, ...]

    @property
    def balance(self) -> int:
        """For less against: what Discourse Network Analyzer calls ``subtract``."""
        return self.in_favour - self.against


@dataclass(frozen=True, slots=True)
class Likeness:
    """How often two sides say the same, and how often the opposite."""

    one: str
    other: str
    #: Issues on which both have stated something.
    issues: tuple[str, ...]
    congruence: float
    conflict: float

    @property
    def subtract(self) -> float:
        """Congruence less conflict."""
        return self.congruence - self.conflict


@once
def ties(dossier: Dossier) -> tuple[Tie, ...]:
    """Who met whom at a contact or round held, and who addressed whom; the most told of first.

    Meetings go both ways and are given once, from the name that sorts first.
    """
    found: defaultdict[
        tuple[TieKind, Actor, Actor], list[Entry[Engagement] | Entry[Round] | Entry[Statement]]
    ]
    found = defaultdict(list)
    for pair, entry in _meetings(dossier):
        one, other = sorted(pair, key=_sort_key)
        found[TieKind.MET, one, other].append(entry)
    for known in dossier.statements:
        for said in known.entries:
            addressed = _addressing(said, dossier)
            if addressed:
                found[TieKind.ADDRESSED, *addressed].append(said)
    made = [Tie(kind, one, other, tuple(own)) for (kind, one, other), own in found.items()]
    return tuple(sorted(made, key=lambda t: (-t.weight, t.kind, _sort_key(t.source), _sort_key(t.target))))


@once
def affiliations(dossier: Dossier, ledger: Ledger | None = None) -> tuple[Affiliation, ...]:
    """The two-mode network: every side with every issue on which it is for or against."""
    found = []
    for position in (ledger or position_ledger(dossier)).positions:
        told = tuple(t for t in position.told if t.value is not StanceValue.MIXED)
        counts = Counter(t.value for t in told)
        if told:
            found.append(
                Affiliation(
                    position.party,
                    position.issue.name,
                    counts[StanceValue.FOR],
                    counts[StanceValue.AGAINST],
                    told,
                )
            )
    return tuple(found)


def likenesses(
    affiliations: Iterable[Affiliation], normalisation: Normalisation = Normalisation.NONE
) -> tuple[Likeness, ...]:
    """The one-mode networks of congruence and conflict between sides.

    With x for the number of documents in which a side takes a qualifier on an issue, congruence is the sum over
    issues and qualifiers of the products of both sides' x; conflict is the same over opposite qualifiers.
    """
    counts: defaultdict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in affiliations:
        counts[one.party][one.issue] = (one.in_favour, one.against)
    found = []
    for a, b in combinations(sorted(counts), 2):
        shared = tuple(sorted(counts[a].keys() & counts[b].keys()))
        same = sum(x * y for i in shared for x, y in zip(counts[a][i], counts[b][i], strict=True))
        unlike = sum(counts[a][i][0] * counts[b][i][1] + counts[a][i][1] * counts[b][i][0] for i in shared)
        by = _norm(counts[a], counts[b], normalisation)
        found.append(Likeness(a, b, shared, same / by if by else 0.0, unlike / by if by else 0.0))
    return tuple(found)


def _norm(
    one: Mapping[str, tuple[int, int]], other: Mapping[str, tuple[int, int]], kind: Normalisation
) -> float:
    first, second = (sum(sum(pair) for pair in own.values()) for own in (one, other))
    match kind:
        case Normalisation.NONE:
            return 1.0
        case Normalisation.AVERAGE:
            return (first + second) / 2
        case Normalisation.COSINE:
            return sqrt(first * first) * sqrt(second * second)
        case Normalisation.JACCARD:
            return _union(one, other)


def _union(one: Mapping[str, tuple[int, int]], other: Mapping[str, tuple[int, int]]) -> float:
    """Statements of either side alone, and the products of those of both, as the program counts them."""
    found = 0
    for issue in one.keys() | other.keys():
        for x, y in zip(one.get(issue, (0, 0)), other.get(issue, (0, 0)), strict=True):
            found += x * y if x and y else x + y
    return float(found)


def _meetings(
    dossier: Dossier,
) -> Iterator[tuple[tuple[Actor, Actor], Entry[Engagement] | Entry[Round]]]:
    for known in dossier.engagements:
        for entry in known.entries:
            if entry.claim.status is Status.HELD:
                sides = [[(p.name, p.party) for p in side] for side in (entry.claim.who, entry.claim.with_)]
                yield from ((pair, entry) for pair in _pairs(sides, dossier))
    for meeting in dossier.rounds:
        for told in meeting.entries:
            if told.claim.status is Status.HELD:
                named = [(d.name, d.party) for d in told.claim.delegates]
                yield from ((pair, told) for pair in _pairs([named, []], dossier))


def _pairs(
    sides: Sequence[Sequence[tuple[str | None, str | None]]], dossier: Dossier
) -> Iterator[tuple[Actor, Actor]]:
    who, with_ = ([a for n, p in side if (a := _actor(n, p, dossier))] for side in sides)
    # Where nobody stands on the other side, those named together met one another, across the table.
    pairs = product(who, with_) if with_ else combinations(who, 2)
    seen = set()
    for one, other in pairs:
        across = one.party is None or other.party is None or one.party != other.party
        if one != other and across and frozenset((one, other)) not in seen:
            seen.add(frozenset((one, other)))
            yield one, other


def _addressing(said: Entry[Statement], dossier: Dossier) -> tuple[Actor, Actor] | None:
    claim = said.claim
    if not claim.addressee:
        return None
    source, target = _actor(claim.speaker, claim.party, dossier), _addressee(claim.addressee, dossier)
    return (source, target) if source and target and source != target else None


def _addressee(words: str, dossier: Dossier) -> Actor | None:
    """Whom a statement is addressed to: a party, or somebody with a name; reporters and crowds are nobody here."""
    named = {n.party for n in all_namings().find(words)}
    if len(named) == 1 and not content_words(all_namings().without(words)):
        (party,) = named
        return Actor(party, party, is_person=False)
    return _actor(words, None, dossier) if words[:1].isupper() else None


def _actor(name: str | None, party: str | None, dossier: Dossier) -> Actor | None:
    if name:
        person: KnownPerson | None = find_person(name, party, dossier.people)
        return Actor(person.name, person.party or party, True) if person else Actor(name, party, True)
    return Actor(party, party, False) if party else None


def _sort_key(actor: Actor) -> tuple[str, str]:
    return actor.name, actor.party or ""


def citation_of(tie: Tie) -> Citation:
    """The first place that tells of a tie."""
    claim = tie.entries[0].claim
    return claim.content[0] if isinstance(claim, Statement) else claim.evidence[0]
