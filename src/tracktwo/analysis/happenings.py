"""One incident as several places tell of it: dates that can be one, and mostly the same words.

Whether two incidents told in quite other words are one is not asked: that would be a guess.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from tracktwo.analysis.likeness import content_words
from tracktwo.model import Entry, Incident
from tracktwo.model.dates import Edtf
from tracktwo.resolution.clusters import connected

#: Share of the shorter one's content words that the other must have too, and how many it must have at least. Below,
#: two clashes at two fords become one.
SHARE = 0.6
FEWEST = 3


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """One incident with all accounts of it, the one that tells most plainly first."""

    entries: tuple[Entry[Incident], ...]

    @property
    def first(self) -> Entry[Incident]:
        """The account that is shown: one with a day, of those the one with most words."""
        return self.entries[0]

    @property
    def when(self) -> str | None:
        """When it was, EDTF, by the account that is shown."""
        return self.first.claim.when


def link_incidents(entries: Iterable[Entry[Incident]]) -> tuple[KnownIncident, ...]:
    """Group the accounts of each incident; in the order in which the first of each is given."""
    given = {e.id: e for e in entries}
    words = {name: content_words(_words(e.claim)) for name, e in given.items()}
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for name, own in words.items():
        for word in own:
            by_word[word].append(name)
    near = {pair for own in by_word.values() for pair in combinations(own, 2)}
    pairs = [(a, b) for a, b in sorted(near) if _share(words[a], words[b]) and _one_time(given[a], given[b])]
    order = {name: place for place, name in enumerate(given)}
    groups = sorted(connected(given, pairs), key=lambda group: min(order[name] for name in group))
    return tuple(KnownIncident(tuple(sorted((given[n] for n in g), key=_plainness))) for g in groups)


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    fewest = min(len(one), len(other))
    return fewest >= FEWEST and len(one & other) / fewest >= SHARE


def _one_time(one: Entry[Incident], other: Entry[Incident]) -> bool:
    if not (one.claim.when and other.claim.when):
        return True
    a, b = Edtf.parse(one.claim.when), Edtf.parse(other.claim.when)
    return a.may_overlap(b) if a.has_year and b.has_year else a.may_equal(b)


def _plainness(entry: Entry[Incident]) -> tuple[bool, int, str]:
    """A key that puts the plainest account first: dated as closely as can be, then the most words."""
    when = entry.claim.when
    start, end = Edtf.parse(when).bounds() if when else (None, None)
    days = (end - start).days if start and end else 10**6
    return when is None, days, f"{10**6 - len(_words(entry.claim)):07}{entry.id}"


def _words(incident: Incident) -> str:
    return " ".join(c.exact for c in incident.what)
