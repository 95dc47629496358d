"""Where a side stands on an issue, for or against, as one statement or reported fact shows it.

A word of support or opposition (``lexicon/stances.yaml``) governs an issue; "an end to", "stop" and "not" turn it
round on the way. Each side has one stance on each issue in a document, with its first plain evidence. How
positions move between documents is computed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.broken_statements import PLAIN, whole_statements
from tracktwo.extraction.clauses import subjects_of, subtree_span
from tracktwo.extraction.denials import conditions_in
from tracktwo.extraction.drafts import tokens_in, words_at
from tracktwo.extraction.issue_naming import Leaning
from tracktwo.extraction.leanings import leanings_in, owner_of
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.stance_claims import OWN_WORDS, Told, stance_of
from tracktwo.extraction.stance_words import words_of_stances
from tracktwo.extraction.step_stances import stances_of_answers, stances_of_commitments
from tracktwo.extraction.told_stances import stances_held, stances_told
from tracktwo.extraction.voices import Voice
from tracktwo.model import Act, Commitment, Document, Modality, Stance, Statement

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: How often a stance is right by what shows it, on pages read by hand (`python -m evaluation claims`), a little less
#: than measured since rules were made on some of them. How plainly it is said matters little where the tree knows
#: the issue.
_OF_STATEMENT = 0.85
#: A statement shows at most so many stances; those beside its plainest must be told this plainly.
_MOST, _PLAINLY = 4, 0.8


def find_stances(
    document: Document,
    doc: Doc,
    actors: Actors,
    statements: Sequence[Statement],
    commitments: Sequence[Commitment] = (),
) -> tuple[Stance, ...]:
    """Find the stances of the sides of a read document, in the order of their evidence.

    Arguments:
        document: where the claims are cited from.
        doc: the same document as the reader gives it.
        actors: who its noun phrases stand for.
        statements: its statements; a side leans by what it says.
        commitments: its commitments; a side leans by what it undertakes.
    """
    found = [
        *_of_statements(doc, actors, statements),
        *stances_told(document, doc, actors, statements),
        *stances_held(document, doc, actors, statements),
        *stances_of_commitments(document, doc, commitments),
    ]
    found.sort(key=lambda pair: pair[1].evidence[0].start)
    found += stances_of_answers(doc, statements, found)
    found.sort(key=lambda pair: pair[1].evidence[0].start)
    kept: dict[tuple[str, str], Stance] = {}
    for topic, stance in found:
        kept.setdefault((stance.party, _key(topic)), stance)
    return tuple(kept.values())


def _key(topic: str) -> str:
    return " ".join(w.rstrip("s") for w in topic.casefold().split())


def _of_statements(doc: Doc, actors: Actors, statements: Sequence[Statement]) -> Iterator[Told]:
    for statement in whole_statements(statements, doc):
        if statement.party is None:
            continue
        content = tokens_in(doc, (c.span for c in statement.content))
        cue = tokens_in(doc, (c.span for c in statement.cue))
        voice = Voice(statement.speaker, statement.party, actors)
        told = _is_told(statement)
        leanings = leanings_in(cue, content, voice) if told else conditions_in(content, voice)
        for leaning in _told_in(leanings, statement):
            plainly = 0.9 + 0.1 * leaning.weight if leaning.is_known else OWN_WORDS * leaning.weight
            probability = _OF_STATEMENT * min(1.0, plainly)
            party = _party_of(doc[leaning.place], statement.party, actors)
            yield stance_of(party, leaning, statement.content, probability)


def _party_of(word: Token, own: str, actors: Actors) -> str:
    """The sides that lean so: all where one says what they do together, one where it is told whose support it is."""
    for subject in subjects_of(word) if word.pos_ in ("VERB", "ADJ") else ():
        actor = actors.at(subject.idx, subject.idx + len(subject.text))
        if actor is not None and actor.party and set(own.split("+")) < set(actor.party.split("+")):
            return actor.party  # "the ministry said they agreed to go on"
    owner = owner_of(word) if word.pos_ == "NOUN" else None
    if (
        owner is not None
        and "+" in own
        and not any(t.dep_ == "cc" for t in word.doc[word.left_edge.i : word.i])
    ):
        named = party_of_words(
            words_at(owner.doc, *subtree_span(owner)).removesuffix("'s").removesuffix("’s")
        )
        if named in own.split("+"):
            return named or own  # "discussed Saudi support for the truce"
    return own


def _told_in(leanings: Sequence[Leaning], statement: Statement) -> Iterator[Leaning]:
    """The plainest leaning of a statement, and the others on other issues that are as plain."""
    if statement.act is Act.CONSULT:
        leanings = [x for x in leanings if x.is_outright]
    first = _plainest(leanings)
    if first is None or (statement.act in PLAIN and not first.is_known and first.weight < _PLAINLY):
        return
    yield first
    told = [first]
    for other in leanings:
        if len(told) < _MOST and _adds(other, told):
            told.append(other)
            yield other


def _adds(other: Leaning, told: Sequence[Leaning]) -> bool:
    """Whether a further leaning is plain, on an issue of its own and not only another word beside one."""
    if other.weight < _PLAINLY or any(_key(other.topic) == _key(t.topic) for t in told):
        return False
    alone = words_of_stances("telling_alone")
    if not other.is_known and " " not in other.issue and other.issue.casefold() not in alone:
        return False
    beside = lexicon.load("stances")["said_beside"]
    words = other.issue.casefold().split()
    return not any(words[-1] in beside.get(t.issue, ()) for t in told)


def _is_told(statement: Statement) -> bool:
    return statement.party is not None and statement.modality is Modality.ACTUAL


def _plainest(leanings: Sequence[Leaning]) -> Leaning | None:
    return max(leanings, key=lambda x: (x.weight + 0.3 * x.is_known, -x.place), default=None)
