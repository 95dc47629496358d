"""Sentences that say themselves that the sides agree or differ: "failed to agree on monitors", "concurred".

What a sentence says is worked out in :mod:`tracktwo.analysis.meeting_words`; here the sentences are found, and what
they are about. Whether it is true that they agree is not judged; whose word it is, is told.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from tracktwo.analysis.alternatives import any_of
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import take_apart, telling_words
from tracktwo.analysis.likeness import content_words, stem, words_of
from tracktwo.analysis.meeting_cues import cues_in, may_tell
from tracktwo.analysis.meeting_words import Meeting, heads_of, kind_of
from tracktwo.analysis.namings import Namings, all_namings
from tracktwo.analysis.once import once
from tracktwo.analysis.said_in import statements_by_document
from tracktwo.analysis.sentences import sentence_around
from tracktwo.lexicon import load
from tracktwo.model import Citation, Document, Entry, Statement

__all__ = ["Agreement", "Meeting", "agreements_in", "find_agreements", "kind_of", "titles_of", "topics_of"]

#: Code points at the end of a sentence by which it is known again in a reprint.
_TAIL = 80
_MOST_TOPIC_WORDS = 7


@dataclass(frozen=True, slots=True)
class Agreement:
    """One sentence about agreement or difference between the sides."""

    kind: Meeting
    document: Document
    citation: Citation
    #: What it is about, in the words of the text, most likely first.
    topics: tuple[str, ...]
    #: Whose word it is, where it stands in a statement: parties joined by ``+``.
    party: str | None
    said: Entry[Statement] | None

    def concerns(self, phrases: Iterable[str]) -> bool:
        """Whether its topics name one of the phrases of an issue; where it has none, whether the sentence does."""
        words = telling_words(" ".join(self.topics) or self.citation.exact)
        return any((core := frozenset(take_apart(p).core)) and core <= words for p in phrases)


@once
def find_agreements(dossier: Dossier) -> tuple[Agreement, ...]:
    """All sentences of the dialogue's documents about agreement or difference, oldest document first.

    Reprints give theirs once. A sentence that names other parties and none of the dialogue's is left out.
    """
    statements = statements_by_document(dossier)
    own = Namings.of(dossier.series.parties)
    titles, what = _titles(dossier), ("agreements", dossier.series.parties)
    first = {d: min(group) for group in dossier.witnesses.groups for d in group}
    seen: set[tuple[str, str]] = set()
    found: list[Agreement] = []
    for document in dossier.documents:
        beside = tuple(statements.get(document.id, ()))
        told = dossier.carried.piece(
            what, (document, titles, *beside), partial(_all_in, document, beside, own, titles)
        )
        for one in told:
            # Reprints mostly begin otherwise: with another dateline, or with none.
            key = (first.get(document.id, document.id), " ".join(one.citation.exact.split())[-_TAIL:])
            if key not in seen:
                seen.add(key)
                found.append(one)
    return tuple(found)


def _all_in(
    document: Document, statements: Sequence[Entry[Statement]], own: Namings, titles: Collection[str]
) -> tuple[Agreement, ...]:
    return tuple(agreements_in(document, statements, own, titles))


@once
def _titles(dossier: Dossier) -> frozenset[str]:
    return frozenset(t.casefold() for t in titles_of(dossier))


def agreements_in(
    document: Document, statements: Sequence[Entry[Statement]], own: Namings, titles: Collection[str] = ()
) -> Iterator[Agreement]:
    """The sentences of one document about agreement or difference.

    ``titles`` are themes and the like, folded: what they say of agreement names a topic, and tells nothing.
    """
    done = 0
    for start, end in cues_in(document.text):
        if start < done:
            continue
        span = sentence_around(document.text, start, end)
        done = span.end
        sentence = document.text[span.start : span.end]
        if not may_tell(sentence) or not document.is_read(span):
            continue
        kind = kind_of(_without(titles, sentence), own)
        if kind is None:
            continue
        around = [
            e for e in statements if any(c.span.overlaps(span) for c in (*e.claim.content, *e.claim.cue))
        ]
        said = min(around, key=lambda e: (e.claim.nested_in is not None, e.id), default=None)
        if not _is_theirs(sentence, own, said.claim.party if said else None):
            continue
        yield Agreement(
            kind,
            document,
            document.cite(span.start, span.end),
            tuple(t for t in topics_of(sentence) if content_words(all_namings().without(own.without(t)))),
            said.claim.party if said else None,
            said,
        )


def titles_of(dossier: Dossier) -> Iterator[str]:
    """Themes, sessions and names of the dialogue and its rounds."""
    yield from dossier.series.names
    for known in dossier.rounds:
        for entry in known.entries:
            yield from (*entry.claim.sessions, *((entry.claim.theme,) if entry.claim.theme else ()))


def _without(titles: Collection[str], sentence: str) -> str:
    """The sentence with spaces in place of the titles that it names."""
    folded = sentence.casefold()
    # Most sentences name none, which is seen in one look for all of them.
    if len(folded) != len(sentence) or not _any_title(frozenset(titles)).search(folded):
        return sentence
    for title in titles:
        at = folded.find(title)
        if at >= 0:
            sentence = f"{sentence[:at]}{' ' * len(title)}{sentence[at + len(title) :]}"
    return sentence


@lru_cache(maxsize=64)
def _any_title(titles: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(titles))


def topics_of(sentence: str) -> list[str]:
    """What a sentence about agreement is about: after "on", "the question of", "that"; else subject and object."""
    found: list[str] = []
    words = sentence.split()
    heads = _heads_among(words, sentence)
    ends, after, naming = _words("topic_ends"), _words("topic_after"), _nouns_of_topics()

    def behind(place: int) -> list[str]:
        # What is said of the topic is no part of it: "positions on the pledge overlap".
        end = next((h for h in heads if h > place + 1), len(words))
        return _topic(words[place + 1 : end], ends)

    for place, word in enumerate(words):
        before = stem(_bare(words[place - 1])) if place else ""
        if word.casefold() in after or (
            word.casefold() in ("of", "for", "to", "against") and before in naming
        ):
            found += behind(place)
    for place, word in enumerate(words):
        clause = _clause_before(words, place)
        if word.casefold() in _words("topic_is") and 0 < len(clause) <= _MOST_TOPIC_WORDS:
            found += _topic(clause, ends)
    for place, word in enumerate(words):
        if word.casefold() == "that":
            found += behind(place)
    return list(dict.fromkeys(found)) or _beside_the_words(sentence)


def _heads_among(words: Sequence[str], sentence: str) -> list[int]:
    """The places among words parted by blanks where words of agreement or difference begin."""
    return sorted(len(sentence[: start + 1].split()) - 1 for start, _ in heads_of(sentence)) if words else []


def _clause_before(words: Sequence[str], place: int) -> Sequence[str]:
    """The words of a clause before a place in it."""
    start = next((n + 1 for n in range(place - 1, -1, -1) if words[n][-1:] in ",;:"), 0)
    return words[start:place]


def _beside_the_words(sentence: str) -> list[str]:
    """The object of the words of agreement, or their subject: what such a sentence is about where nothing else says."""
    ends = _words("topic_ends")
    found: list[str] = []
    for start, end in heads_of(sentence):
        found += _topic(sentence[end:].split(), ends)
        before = sentence[:start].split()
        found += _topic(_clause_before(before, len(before)), ends | _words("verbs_before"))
    return list(dict.fromkeys(found))


@cache
def _nouns_of_topics() -> frozenset[str]:
    return frozenset(stem(w) for name in ("put_forward", "questions") for w in _words(name))


def _bare(word: str) -> str:
    return word.strip(".,;:!?()“”\"'‘’").casefold()


def _topic(words: Sequence[str], ends: frozenset[str]) -> list[str]:
    taken: list[str] = []
    for word in words[:_MOST_TOPIC_WORDS]:
        bare = _bare(word)
        # "The need for monitors": the topic is behind words that are none.
        if bare in ("for", "of") and taken and _is_light(taken):
            taken = []
            continue
        if (bare in ends and taken) or not bare:
            break
        taken.append(word.strip("“”\"'‘’("))
        if word[-1:] in ".,;:!?)":
            break
    opening = frozenset(load("function_words"))
    while taken and taken[0].casefold() in opening:
        taken.pop(0)
    topic = " ".join(taken).strip(".,;:!?()“”\"'‘’ ")
    first = [w.strip(",.") for w in topic.split()[:2]]
    is_day = topic[:1].isdigit() or any(
        w.casefold() in _words("days") and (n == 0 or w.istitle()) for n, w in enumerate(first)
    )
    together = content_words(topic) <= {w for t in _words("together") for w in content_words(t)}
    is_empty = all(w in _words("no_topics") for w in words_of(topic)) or _is_appointment(topic)
    return [] if not content_words(topic) or is_day or together or is_empty else [topic]


def _is_light(words: Sequence[str]) -> bool:
    light = _words("no_topics") | frozenset(load("function_words"))
    return all(w.casefold() in light for w in words)


def _is_appointment(topic: str) -> bool:
    """Whether a topic is a meeting to come: that is agreed with whom one disagrees, too."""
    core = take_apart(topic).core
    if not core:
        return False
    return core[-1] in _stems("appointments") or core[0] in _stems("meeting_again")


def _is_theirs(sentence: str, own: Namings, party: str | None) -> bool:
    """Whether a sentence about agreement is about the sides: both are named, or what they are called together.

    "They agreed" may be anybody's; so it counts only within words that the sides said together. A sentence that
    names nobody ("no agreement was reached") is taken for theirs in a report about them.
    """
    named = {n.party for n in own.find(sentence)}
    # What one side says of the other is about both.
    speaking = {p for p, _ in own.words} & set((party or "").split("+"))
    if len(named) > 1 or "+" in (party or ""):
        return True
    folded = f" {' '.join(words_of(sentence))} "
    others = {n.party for n in all_namings().find(sentence)} - named
    if named and not others and len(named | speaking) > 1:
        return True
    if any(f" {t} " in folded for t in _words("together")):
        return not others
    return not others and not named and not any(f" {w} " in folded for w in _words("anybody"))


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(w) for w in _words(name))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load("agreement")[name])
