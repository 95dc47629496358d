"""One statement as several documents word it: the same speaker, the same day or so, nearly the same words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from tracktwo.model import Entry, Statement
from tracktwo.resolution.clusters import connected
from tracktwo.resolution.names import words
from tracktwo.resolution.rulings import NONE, Rulings, ruled

#: Likeness (0–100, words in any order, the shorter in the longer) from which two contents are one statement.
#: Quotations cut to different lengths score 95 and more; two remarks on one subject seldom reach 80.
SAME_WORDS = 90.0
#: Fewer words than this say too little to be recognised ("yes", "of course").
FEWEST = 5

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class KnownStatement:
    """One statement with its wordings, the longest first."""

    entries: tuple[Entry[Statement], ...]


def content_of(statement: Statement) -> str:
    """The words of a statement, its parts joined."""
    return " ".join(c.exact for c in statement.content)


def link_statements(
    entries: Iterable[Entry[Statement]], rulings: Rulings = NONE
) -> tuple[KnownStatement, ...]:
    """Group the wordings of each statement; the groups stand in the order of their first entry's id."""
    by_id = {e.id: e for e in sorted(entries, key=lambda e: e.id)}
    said = {name: content_of(entry.claim).casefold() for name, entry in by_id.items()}
    by_speaker: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for name, entry in by_id.items():
        if entry.claim.speaker and len(said[name].split()) >= FEWEST:
            by_speaker[(words(entry.claim.speaker) or (entry.claim.speaker,))[-1], entry.claim.party].append(
                name
            )
    pairs = [
        (a, b)
        for own in by_speaker.values()
        for a, b in _in_common({name: frozenset(_WORD.findall(said[name])) for name in own})
        if by_id[a].document.id != by_id[b].document.id and _alike(said[a], said[b])
    ]
    groups = [[by_id[i] for i in group] for group in connected(by_id, pairs)]
    return tuple(
        KnownStatement(tuple(sorted(group, key=lambda e: (-len(content_of(e.claim)), e.id))))
        for group in ruled(groups, rulings, lambda e: e.id)
    )


def _in_common(said: Mapping[str, frozenset[str]]) -> set[tuple[str, str]]:
    """Pairs that have at least half of the shorter one's words in common; others cannot be alike.

    Of a statement's words, the rarer half and one more are enough to meet every such other by (prefix
    filtering: Chaudhuri, Ganti and Kaushik 2006), so that thousands of statements are not compared pairwise.
    """
    often = Counter(word for own in said.values() for word in own)
    rare = {
        name: sorted(own, key=lambda w: (often[w], w))[: len(own) - -(-len(own) // 2) + 1]
        for name, own in said.items()
    }
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name, own in said.items():
        for word in own:
            holding[word].append(name)
    found: set[tuple[str, str]] = set()
    for name, some in rare.items():
        near = Counter(other for word in some for other in holding[word] if other != name)
        for other in near:
            if len(said[name]) <= len(said[other]) and 2 * len(said[name] & said[other]) >= len(said[name]):
                found.add((min(name, other), max(name, other)))
    return found


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < longer / 3:
        return False
    return fuzz.token_set_ratio(one, other) >= SAME_WORDS and fuzz.partial_ratio(one, other) >= SAME_WORDS
