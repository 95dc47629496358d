"""Sentences that say themselves that the sides agree or differ: "failed to agree on monitors", "concurred".

Found by the words of ``lexicon/agreement.yaml`` in what is read of a document. Whether it is true that they agree
is not judged; whose word it is, is told.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracktwo.analysis.alternatives import any_of
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import take_apart
from tracktwo.analysis.likeness import content_words, stem, words_of
from tracktwo.analysis.namings import Namings, all_namings
from tracktwo.analysis.once import once
from tracktwo.analysis.sentences import sentence_around
from tracktwo.lexicon import load
from tracktwo.model import Citation, Document, Entry, Statement

#: Words before a phrase among which one that denies it or leaves it open is looked for.
_REACH = 6
_MOST_TOPIC_WORDS = 7


class Meeting(StrEnum):
    """What a sentence says of the sides' views."""

    AGREE = "agree"
    DIFFER = "differ"


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
        words = content_words(" ".join(self.topics) or self.citation.exact)
        return any((core := frozenset(take_apart(p).core)) and core <= words for p in phrases)


@once
def find_agreements(dossier: Dossier) -> tuple[Agreement, ...]:
    """All sentences of the dialogue's documents about agreement or difference, oldest document first.

    Reprints give theirs once. A sentence that names other parties and none of the dialogue's is left out.
    """
    statements: dict[str, list[Entry[Statement]]] = {}
    for known in dossier.statements:
        for entry in known.entries:
            statements.setdefault(entry.document.id, []).append(entry)
    own = Namings.of(dossier.series.parties)
    titles = frozenset(t.casefold() for t in titles_of(dossier))
    first = {d: min(group) for group in dossier.witnesses.groups for d in group}
    seen: set[tuple[str, str]] = set()
    found: list[Agreement] = []
    for document in dossier.documents:
        for one in agreements_in(document, statements.get(document.id, ()), own, titles):
            key = (first.get(document.id, document.id), " ".join(one.citation.exact.split()))
            if key not in seen:
                seen.add(key)
                found.append(one)
    return tuple(found)


def agreements_in(
    document: Document, statements: Sequence[Entry[Statement]], own: Namings, titles: Collection[str] = ()
) -> Iterator[Agreement]:
    """The sentences of one document about agreement or difference.

    ``titles`` are themes and the like, folded: what they say of agreement names a topic, and tells nothing.
    """
    done = -1
    for cue in _cues().finditer(document.text):
        span = sentence_around(document.text, cue.start(), cue.end())
        if span.start <= done or not document.is_read(span):
            continue
        done = span.start
        sentence = document.text[span.start : span.end]
        kind = kind_of(_without(titles, sentence), own)
        if kind is None:
            continue
        around = [
            e for e in statements if any(c.span.overlaps(span) for c in (*e.claim.content, *e.claim.cue))
        ]
        said = min(around, key=lambda e: (e.claim.nested_in is not None, e.id), default=None)
        is_joint = said is not None and "+" in (said.claim.party or "")
        if not _is_theirs(sentence, own, is_joint=is_joint):
            continue
        yield Agreement(
            kind,
            document,
            document.cite(span.start, span.end),
            tuple(t for t in topics_of(sentence) if content_words(all_namings().without(t))),
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
    if len(folded) != len(sentence):
        return sentence
    for title in titles:
        at = folded.find(title)
        if at >= 0:
            sentence = f"{sentence[:at]}{' ' * len(title)}{sentence[at + len(title) :]}"
    return sentence


def kind_of(sentence: str, own: Namings) -> Meeting | None:
    """Whether a sentence tells of agreement or of difference; None where it leaves that open.

    That one side agrees to something is no agreement of the sides; ``own`` finds where they are named.
    """
    cues = _uncovered(sentence)
    found: list[Meeting] = []
    for start, end, kind in sorted(cues):
        before = words_of(re.split(r"[,;:]", sentence[:start])[-1])[-_REACH:]
        # "The impasse was not broken" is denied within its own words.
        within = words_of(sentence[start:end]) if kind is Meeting.AGREE else []
        if any(w in (*before, *within) for w in _words("denying")):
            found.append(Meeting.DIFFER if kind is Meeting.AGREE else Meeting.AGREE)
        elif any(w in before for w in _words("open")):
            continue
        elif kind is Meeting.DIFFER or not _is_of_one(sentence[:start], own):
            found.append(kind)
    if Meeting.DIFFER in found:
        return Meeting.DIFFER
    return Meeting.AGREE if found else None


def _uncovered(sentence: str) -> list[tuple[int, int, Meeting]]:
    """Words of agreement and of difference, without those that longer ones of the other kind hold."""
    differ = [(m.start(), m.end(), Meeting.DIFFER) for m in _phrases("differ").finditer(sentence)]
    agree = [(m.start(), m.end(), Meeting.AGREE) for m in _phrases("agree").finditer(sentence)]

    def is_within(one: tuple[int, int, Meeting], others: Iterable[tuple[int, int, Meeting]]) -> bool:
        return any(o[0] <= one[0] < o[1] and o[:2] != one[:2] for o in others)

    kept = [a for a in agree if not any(d[0] <= a[0] and a[1] <= d[1] for d in differ)]
    return [*(d for d in differ if not is_within(d, kept)), *kept]


def _is_of_one(before: str, own: Namings) -> bool:
    """Whether one side alone is named last before the words of agreement, in their clause."""
    clause = re.split(r"[,;:]|\bthat\b", before)[-1]
    namings = own.find(clause)
    if not namings:
        return False
    last = namings[-1]
    # "The two sides", or "Orlesia and Tavan": then it is theirs together.
    together = any(f" {t} " in f" {' '.join(words_of(clause[last.end :]))} " for t in _words("together"))
    joined = len(namings) > 1 and namings[-2].party != last.party
    return not together and not joined


def topics_of(sentence: str) -> list[str]:
    """What a sentence about agreement is about: after "on", as the subject of "remained", after "that"."""
    found: list[str] = []
    words = sentence.split()
    ends, after = _words("topic_ends"), _words("topic_after")
    for place, word in enumerate(words):
        if word.casefold() in after:
            found += _topic(words[place + 1 :], ends)
    for place, word in enumerate(words):
        if word.casefold() in _words("topic_is") and place and place <= _MOST_TOPIC_WORDS:
            found += _topic(words[:place], ends)
    for place, word in enumerate(words):
        if word.casefold() == "that":
            found += _topic(words[place + 1 :], ends)
    return list(dict.fromkeys(found))


def _topic(words: Sequence[str], ends: frozenset[str]) -> list[str]:
    taken: list[str] = []
    for word in words[:_MOST_TOPIC_WORDS]:
        bare = word.strip(".,;:!?()“”\"'‘’").casefold()
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
    first = topic.casefold().split()[:2]
    is_day = any(w.strip(",.") in _words("days") for w in first) or topic[:1].isdigit()
    together = content_words(topic) <= {w for t in _words("together") for w in content_words(t)}
    is_empty = all(w in _words("no_topics") for w in words_of(topic)) or _is_appointment(topic)
    return [] if not content_words(topic) or is_day or together or is_empty else [topic]


def _is_light(words: Sequence[str]) -> bool:
    light = _words("no_topics") | frozenset(load("function_words"))
    return all(w.casefold() in light for w in words)


def _is_appointment(topic: str) -> bool:
    """Whether a topic is a meeting to come: that is agreed with whom one disagrees, too."""
    core = take_apart(topic).core
    return bool(core) and core[-1] in {stem(w) for w in _words("appointments")}


def _is_theirs(sentence: str, own: Namings, *, is_joint: bool) -> bool:
    """Whether a sentence about agreement is about the sides: both are named, or what they are called together.

    "They agreed" may be anybody's; so it counts only within words that the sides said together. A sentence that
    names nobody ("no agreement was reached") is taken for theirs in a report about them.
    """
    named = {n.party for n in own.find(sentence)}
    if len(named) > 1 or is_joint:
        return True
    folded = f" {' '.join(words_of(sentence))} "
    others = {n.party for n in all_namings().find(sentence)} - named
    if any(f" {t} " in folded for t in _words("together")):
        return not others
    return not others and not named and not any(f" {w} " in folded for w in _words("anybody"))


@cache
def _cues() -> re.Pattern[str]:
    # Where no phrase of either kind can begin they need not be tried one after the other.
    first = _first("differ", "agree")
    return re.compile(
        rf"(?<!\w)(?={first})(?:{_phrases('differ').pattern}|{_phrases('agree').pattern})", re.IGNORECASE
    )


def _first(*names: str) -> str:
    """A pattern for the first words of phrases."""
    given = (str(p) for name in names for p in load("agreement")[name])
    return any_of({p.replace("_", " ").split()[0].casefold() for p in given})


@cache
def _phrases(name: str) -> re.Pattern[str]:
    given = sorted((str(p) for p in load("agreement")[name]), key=lambda p: (-len(p), p))
    spelt = [
        r"(?:\s+[^\s.;]+){0,6}?\s+".join(re.escape(part.strip()) for part in p.split("_")) for p in given
    ]
    phrases = "|".join(s.replace(chr(92) + " ", chr(92) + "s+") for s in spelt)
    # Where no phrase can begin they need not be tried one by one.
    return re.compile(rf"(?<!\w)(?={_first(name)})(?:{phrases})(?!\w)", re.I)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load("agreement")[name])
