"""One statement as several documents word it: the same speaker, the same day or so, nearly the same words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from tracktwo.model import Entry, Statement
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.names import words

#: Likeness (0–100, words in any order, the shorter in the longer) from which two contents are one statement.
#: Quotations cut to different lengths score 95 and more; two remarks on one subject seldom reach 80.
SAME_WORDS = 90.0
#: Fewer words than this say too little to be recognised ("yes", "of course").
FEWEST = 5


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """One statement with its wordings, the longest first."""

    entries: tuple[Entry[Statement], ...]


def content_of(statement: Statement) -> str:
    """The words of a statement, its parts joined."""
    return " ".join(c.exact for c in statement.content)


def link_statements(entries: Iterable[Entry[Statement]]) -> tuple[KnownStatement, ...]:
    """Group the wordings of each statement; the groups stand in the order of their first entry's id."""
    by_id = {e.id: e for e in sorted(entries, key=lambda e: e.id)}
    by_speaker: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for name, entry in by_id.items():
        if entry.claim.speaker and len(content_of(entry.claim).split()) >= FEWEST:
            by_speaker[words(entry.claim.speaker)[-1], entry.claim.party].append(name)
    pairs = [
        (a, b)
        for own in by_speaker.values()
        for a, b in combinations(own, 2)
        if by_id[a].document.id != by_id[b].document.id
        and _alike(content_of(by_id[a].claim), content_of(by_id[b].claim))
    ]
    groups = [[by_id[i] for i in group] for group in connected(by_id, pairs)]
    return tuple(
        KnownStatement(tuple(sorted(group, key=lambda e: (-len(content_of(e.claim)), e.id))))
        for group in groups
    )


def _alike(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    shorter, longer = sorted((len(a), len(b)))
    if shorter < longer / 3:
        return False
    return fuzz.token_set_ratio(a, b) >= SAME_WORDS and fuzz.partial_ratio(a, b) >= SAME_WORDS
