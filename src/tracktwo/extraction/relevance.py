"""Whether a page is about a dialogue between parties at all: talks, a meeting or call of two sides, their
statements.

Only words are weighed, so that the same score can be asked for before a page is read. A page that mentions
talks in passing is about something else; peace talks between a government and a movement are a dialogue.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from tracktwo import lexicon
from tracktwo.extraction.dialogue_names import find_names
from tracktwo.extraction.lines import Line, read_lines, split_sentences
from tracktwo.extraction.parties import Kind, find_namings, implied_party
from tracktwo.extraction.round_mentions import RoundMention, find_mentions
from tracktwo.model import Document, DocumentKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from tracktwo.extraction.actors import Actors

#: Kinds of document that only parties to talks, or those who convene them, publish.
_OF_TALKS = (DocumentKind.READOUT, DocumentKind.JOINT_STATEMENT)
_LEAD = 3
#: Probability from which a page with fewer than two parties is taken.
_ONE_PARTY = 0.9
#: Longer pages are judged by what stands first; their tail is questions and other news.
_LONGEST = 20_000
#: A longer first line is a paragraph and no headline.
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Signs:
    """What is weighed, each about 0 to 3. `weights` in the lexicon ``relevance_weights`` has one for each."""

    #: Sentences in which two parties stand with a word of contact, of all sentences and in the lead.
    meeting_share: float
    meeting_lead: float
    meeting_count: float
    #: Parties named twice or more, beyond the first.
    parties: float
    #: How often the second most prominent party is named, in a hundred words.
    second_party: float
    diplomatic: float
    diplomatic_lead: float
    #: Dialogues named with a party, or by a proper name.
    named: float
    #: Rounds of talks told of by number or as convened; dialogues broken off or taken up again.
    rounds: float
    #: Whether a round of a dialogue is told of by the dialogue's name, where two parties are named.
    named_round: float
    of_talks: float
    #: A government and an armed side in one sentence with a word of contact.
    armed_sides: float
    #: Whether the title tells of contact between two parties or names a dialogue.
    title: float
    sport: float
    culture: float
    business: float
    crime: float
    daily: float
    domestic: float


def is_dialogue_report(document: Document, doc: Doc, actors: Actors) -> bool:
    """Whether the document is about a dialogue between parties, as `probability` and its parties say."""
    threshold = float(lexicon.load("relevance_weights")["threshold"])
    # Where only one party could be told, the words must leave little doubt.
    return probability(document) >= (threshold if len(actors.parties) > 1 else _ONE_PARTY)


def probability(document: Document) -> float:
    """How probable it is, 0 to 1, that the document is about a dialogue between parties."""
    return weigh(signs_of(document), lexicon.load("relevance_weights")["weights"])


def weigh(signs: Signs, weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum of the signs and of the weight called ``bias``."""
    total = weights["bias"] + sum(weights[f.name] * getattr(signs, f.name) for f in fields(Signs))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def signs_of(document: Document) -> Signs:
    """Count the signs in the passages of a document that are read."""
    lines = [line for line in read_lines(document) if line.start < _LONGEST]
    sentences = [
        document.text[s.start : s.end]
        for line in lines
        for s in split_sentences(document.text, line.start, line.end)
    ]  # fmt: skip
    title = document.title or (lines[0].text if lines and len(lines[0].text) < _LONGEST_TITLE else "")
    words = max(60, sum(len(s.split()) for s in sentences))
    meetings = [is_meeting(s) for s in sentences]
    counts = sorted(_party_counts(document.text, lines).values(), reverse=True)
    rounds = [m for m in find_mentions(document.text, lines) if _is_round(m, document.text)]
    patterns = _patterns()
    diplomatic = [len(patterns["diplomatic"].findall(s)) for s in sentences]
    text = "\n".join(sentences)
    elsewhere = {
        name: min(3.0, 100 * len(patterns[name].findall(text)) / words)
        for name in lexicon.load("relevance")["elsewhere"]
    }
    return Signs(
        meeting_share=2 * sum(meetings) / max(4, len(sentences)),
        meeting_lead=float(sum(meetings[:_LEAD])) / _LEAD * 2,
        meeting_count=math.log1p(sum(meetings)),
        parties=min(2.0, 0.5 * sum(1 for n in counts[1:] if n > 1)),
        second_party=min(3.0, 100 * counts[1] / words) if len(counts) > 1 else 0.0,
        diplomatic=min(3.0, 50 * sum(diplomatic) / words),
        diplomatic_lead=min(3.0, float(sum(diplomatic[:_LEAD]))),
        named=math.log1p(
            sum(1 for s in sentences for n in find_names(s, 0, len(s)) if n.parties or n.is_proper)
        ),
        rounds=math.log1p(len(rounds)),
        named_round=float(len(counts) > 1 and any(m.name for m in rounds)),
        of_talks=float(document.kind in _OF_TALKS),
        armed_sides=math.log1p(sum(1 for s in sentences if _has_armedsides_in(s))),
        title=float(_is_title_of_talks(title)),
        **elsewhere,
    )


def _is_title_of_talks(title: str) -> bool:
    named = any(find_names(title, 0, len(title)))
    return named or is_meeting(title) or bool(_patterns()["titles"].search(title))


def is_meeting(sentence: str) -> bool:
    """Whether a sentence names two parties and a word of contact."""
    return bool(_patterns()["contact"].search(sentence)) and len(sides_in(sentence)) >= 2


def _has_armedsides_in(sentence: str) -> bool:
    patterns = _patterns()
    return all(patterns[name].search(sentence) for name in ("contact", "sides", "opposite"))


def _is_round(mention: RoundMention, text: str) -> bool:
    """Whether a mention tells of a round, or of a dialogue that is broken off or taken up again."""
    if mention.ordinal is not None or mention.which is not None or mention.is_convened:
        return True
    sentence = text[mention.sentence.start : mention.sentence.end]
    return mention.name is not None and bool(_patterns()["changes"].search(sentence))


def sides_in(sentence: str) -> set[str]:
    """The parties that a sentence names, those among them that an office implies ("the Secretary of State")."""
    named = {n.party for n in find_namings(sentence) if n.party and n.kind is not Kind.CITY}
    implied = implied_party(sentence)
    return named | {implied} if implied else named


def _party_counts(text: str, lines: Iterable[Line]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        for naming in find_namings(text[line.start : line.end]):
            if naming.party and naming.kind is not Kind.CITY:
                counts[naming.party] = counts.get(naming.party, 0) + 1
    return counts


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = lexicon.load("relevance")
    lists = {
        name: data[name] for name in ("contact", "diplomatic", "sides", "opposite", "changes", "titles")
    } | data["elsewhere"]
    return {name: _any(words) for name, words in lists.items()}


def _any(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted((str(w) for w in words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.IGNORECASE)
