"""A made-up record of any size, to measure speed on: dialogues, people, documents, claims that cite them truly.

Everything is drawn from a seed: countries, people and institutes that do not exist, words that mean nothing
but are spread as in a language. What is made is large and plain; it says nothing about how well TrackTwo reads.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate

from tracktwo.model import (
    Act,
    Change,
    Citation,
    Claim,
    Commitment,
    DateOrigin,
    Delegate,
    Dialogue,
    Document,
    DocumentKind,
    Engagement,
    Extraction,
    Form,
    Incident,
    Participant,
    Person,
    Round,
    Stance,
    StanceValue,
    StateChange,
    Statement,
    StatementKind,
    Status,
    Strength,
    Track,
)
from tracktwo.record import Reading

FIRST_YEAR, LAST_YEAR = 1996, 2025
#: Stands in nearly every document, so that a search for it finds nearly all of them.
COMMON = "talks"
#: Stands in a few hundred of a hundred thousand documents.
RARE = "quillmere"

_CONSONANTS = (*"bdfghklmnprstvzjy", "kh", "sh", "ch", "br", "dr", "tr", "st")
_VOWELS = (*"aeiou", "aa", "ei")
_OFFICES = (
    "foreign minister", "prime minister", "president", "defence minister", "foreign secretary", "ambassador",
    "national security adviser", "special envoy", "minister of trade", "minister of water", "former ambassador",
    "spokesperson", "deputy foreign minister", "chief of staff", "professor of history", "energy adviser",
)  # fmt: skip
_SUBJECTS = ("strategic", "security", "water", "trade", "border", "energy", "counterterrorism", "economic")
_SERIES = ("dialogue", "talks", "consultations", "working group")


@dataclass(frozen=True, slots=True)
class Character:
    """A made-up person with the ways in which documents spell the name."""

    spellings: tuple[str, ...]
    party: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talks:
    """A made-up series of talks with the days of its rounds."""

    names: tuple[str, ...]
    parties: tuple[str, str]
    track: Track
    convenors: tuple[str, ...]
    rounds: tuple[date, ...]
    people: tuple[Character, ...]
    issues: tuple[str, ...]


class World:
    """All that documents can tell of, drawn from one seed."""

    def __init__(self, seed: int, documents: int) -> None:
        self.random = random.Random(seed)
        draw = self.random
        self.words = [self._word(draw.choice((1, 2, 2, 3))) for _ in range(6_000)]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.parties = {
            f"X{a}{b}": self._word(2).title() + "ia" for a in "ABCDEFGHJKLM" for b in "ABCDEFGHJK"
        }
        self.people = self._people(max(1_200, documents // 12))
        self.talks = self._talks(max(6, min(400, documents // 200)))
        #: Some dialogues have ten times the documents of others.
        self.shares = list(accumulate(1 / (rank + 40) for rank in range(len(self.talks))))

    def phrase(self, length: int) -> str:
        """So many words, common ones often."""
        return " ".join(self.random.choices(self.words, cum_weights=self._weights, k=length))

    def _word(self, syllables: int) -> str:
        draw = self.random
        spelt = "".join(draw.choice(_CONSONANTS) + draw.choice(_VOWELS) for _ in range(syllables))
        return spelt + draw.choice(("", "n", "r", "s", "d", "k", "l"))

    def _people(self, count: int) -> list[Character]:
        draw = self.random
        first = [self._word(draw.choice((1, 2, 2))).title() for _ in range(max(40, count // 12))]
        last = [self._word(draw.choice((2, 2, 3))).title() for _ in range(max(80, 2 * count // 3))]
        # Some first names and surnames are borne by hundreds.
        often = list(accumulate(1 / (rank + 20) for rank in range(len(first))))
        surnames = list(accumulate(1 / (rank + 60) for rank in range(len(last))))
        made = []
        for _ in range(count):
            given = draw.choices(first, cum_weights=often, k=draw.choice((1, 1, 1, 2)))
            family = draw.choices(last, cum_weights=surnames)[0]
            offices = tuple(draw.sample(_OFFICES, draw.choice((1, 2, 2, 3))))
            made.append(Character(self._spellings(given, family), draw.choice(list(self.parties)), offices))
        return made

    def _spellings(self, given: list[str], family: str) -> tuple[str, ...]:
        whole = " ".join((*given, family))
        others = [
            f"{given[0]} {family}",
            f"{given[0][0]}. {family}",
            family,
            f"{given[0]} {_slip(self.random, family)}",
        ]
        return (whole, whole, whole, *self.random.sample(others, self.random.choice((0, 1, 2, 2))))

    def _talks(self, count: int) -> list[Talks]:
        draw, made = self.random, []
        by_party: dict[str, list[Character]] = {code: [] for code in self.parties}
        for one in self.people:
            by_party[one.party].append(one)
        for _ in range(count):
            one, other = sorted(draw.sample(list(self.parties), 2))
            track = draw.choice((Track.I, Track.I, Track.I, Track.II, Track.ONE_AND_A_HALF))
            subject, kind = draw.choice(_SUBJECTS), draw.choice(_SERIES)
            called = f"{self.parties[one]}-{self.parties[other]} {subject.title()} {kind.title()}"
            years = sorted(draw.sample(range(FIRST_YEAR, LAST_YEAR + 1), draw.randrange(3, 25)))
            people = [
                p for code in (one, other) for p in draw.sample(by_party[code], min(len(by_party[code]), 25))
            ]
            made.append(
                Talks(
                    (called, called, f"{subject} {kind}", f"{subject.title()} {kind.title()}"),
                    (one, other),
                    track,
                    () if track is Track.I else (f"{self._word(3).title()} Institute for {subject.title()}",),
                    tuple(date(year, draw.randrange(1, 13), draw.randrange(1, 28)) for year in years),
                    tuple(people),
                    tuple(self.phrase(2) for _ in range(8)),
                )
            )  # fmt: skip
        return made


@dataclass(slots=True)
class _Page:
    """A document while it is written: words with the places that claims cite."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, words: str) -> tuple[int, int]:
        """Add the words and say where they stand."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length


def readings(world: World, count: int) -> Iterator[Reading]:
    """So many documents of the world, each with its claims."""
    for number in range(count):
        yield _reading(world, number)


def _reading(world: World, number: int) -> Reading:
    draw = world.random
    talks = draw.choices(world.talks, cum_weights=world.shares)[0]
    held = draw.choice(talks.rounds)
    published = held + timedelta(draw.randrange(0, 20))
    page = _Page()
    title = f"{talks.names[0]}: {world.phrase(4)} {number}"
    page.write(f"{title}\n\n")
    made: list[tuple[type[Claim], dict[str, object], dict[str, list[tuple[int, int]]]]] = []
    _write_round(world, page, talks, held, made)
    for _ in range(draw.choice((3, 3, 4, 4))):
        _write_said(world, page, talks, made)
    _write_others(world, page, talks, published, made)
    page.write(f" {world.phrase(60)}." + (f" {RARE}" if draw.random() < 0.003 else ""))
    text = "".join(page.parts)
    raw = text.encode()
    document = Document(
        id=f"sha256:{hashlib.sha256(raw).hexdigest()}", text=text, derived_by="plain text",
        path=f"made/{number}.txt", title=title, publisher=f"{world.phrase(1).title()} Post",
        published=published.isoformat(), published_from=DateOrigin.TEXT, kind=DocumentKind.NEWS_REPORT,
    )  # fmt: skip
    found: dict[str, list[Claim]] = {}
    for kind, fields, cited in made:
        places = {
            name: tuple(Citation(document.id, a, b, text[a:b], text) for a, b in spans)
            for name, spans in cited.items()
        }
        found.setdefault(kind.KEY, []).append(
            kind(confidence=draw.randrange(50, 100) / 100, **fields, **places)
        )  # type: ignore[arg-type]
    extraction = replace(
        Extraction(True, made_by="made up 1"), **{key: tuple(own) for key, own in found.items()}  # type: ignore[arg-type]
    )  # fmt: skip
    return Reading(document, raw, "{}", extraction)


_Made = list[tuple[type[Claim], dict[str, object], dict[str, list[tuple[int, int]]]]]


def _write_round(world: World, page: _Page, talks: Talks, held: date, made: _Made) -> None:
    draw = world.random
    if draw.random() < 0.55:
        number = talks.rounds.index(held) + 1
        name = draw.choice(talks.names)
        told = draw.choice((held.isoformat(), held.isoformat(), held.isoformat()[:7]))
        place = page.write(f"Round {number} of the {name}, {COMMON} of {told}, was held")
        page.write(". ")
        delegates = tuple(
            Delegate(p.spellings[0], p.party) for p in draw.sample(talks.people, min(3, len(talks.people)))
        )
        about = Dialogue(name, talks.parties, talks.track)
        fields = {
            "dialogue": about, "ordinal": number if draw.random() < 0.6 else None, "when": told,
            "where": draw.choice(("Kesh", "Orlan", "Tavan")), "convenors": talks.convenors,
            "delegates": delegates, "theme": world.phrase(3),
            "status": draw.choice((Status.HELD, Status.HELD, Status.PLANNED)),
        }  # fmt: skip
        made.append((Round, fields, {"evidence": [place]}))
    if draw.random() < 0.15:
        place = page.write(f"The {COMMON} were {world.phrase(5)}")
        page.write(". ")
        state = {"dialogue": talks.names[0], "parties": talks.parties, "change": draw.choice(list(Change))}
        made.append(
            (
                StateChange,
                state | {"when": held.isoformat()[:7], "cause": world.phrase(3)},
                {"evidence": [place]},
            )
        )


def _write_said(world: World, page: _Page, talks: Talks, made: _Made) -> None:
    draw = world.random
    person = draw.choice(talks.people)
    name, office = draw.choice(person.spellings), draw.choice(person.offices)
    party = person.party if draw.random() < 0.85 else None
    named = page.write(name)
    page.write(f", {office} of {world.parties[person.party]}, ")
    cue = page.write(draw.choice(("said", "added", "told reporters")))
    page.write(" that ")
    issue = draw.choice(talks.issues)
    content = page.write(
        f"{world.phrase(draw.randrange(6, 16))} {issue} {world.phrase(draw.randrange(3, 9))}"
    )
    page.write(". ")
    made.append((Person, {"name": name, "office": office, "party": party}, {"mentions": [named]}))
    said = {
        "speaker": name, "party": party, "kind": StatementKind.INDIRECT, "act": draw.choice(list(Act)),
        "issues": (issue,),
    }  # fmt: skip
    made.append((Statement, said, {"source": [named], "cue": [cue], "content": [content]}))
    if party and draw.random() < 0.35:
        stance = {"party": party, "issue": issue, "stance": draw.choice(list(StanceValue))}
        made.append((Stance, stance, {"evidence": [content]}))


def _write_others(world: World, page: _Page, talks: Talks, published: date, made: _Made) -> None:
    draw = world.random
    if draw.random() < 0.9:
        one, other = draw.sample(talks.people, 2)
        who = Participant(draw.choice(one.spellings), one.party)
        met = Participant(draw.choice(other.spellings), other.party)
        place = page.write(f"{who.name} met {met.name} for {COMMON}")
        page.write(". ")
        day = (published - timedelta(draw.randrange(0, 5))).isoformat()
        fields = {
            "form": draw.choice(list(Form)),
            "who": (who,),
            "with_": (met,),
            "when": day,
            "where": "Kesh",
        }
        made.append((Engagement, fields, {"evidence": [place]}))
    if draw.random() < 0.5:
        what = page.write(f"to {world.phrase(7)}")
        place = page.write(f" was promised by {world.parties[talks.parties[0]]}")
        page.write(". ")
        due = (published + timedelta(draw.randrange(20, 400))).isoformat()[:7]
        fields = {
            "by": talks.parties[:1],
            "to": talks.parties[1:],
            "due": due,
            "strength": draw.choice(list(Strength)),
        }
        made.append((Commitment, fields, {"what": [what], "evidence": [(what[0], place[1])]}))
    if draw.random() < 0.1:
        place = page.write(f"{world.phrase(6)} strained the {COMMON}")
        page.write(". ")
        made.append((Incident, {"when": published.isoformat()[:7]}, {"what": [place], "evidence": [place]}))


def _slip(draw: random.Random, word: str) -> str:
    at = draw.randrange(1, len(word))
    return word[:at] + draw.choice("aeiour") + word[at + 1 :]
