"""Stances that a side shows by what it undertakes, or by how it answers what another has just said.

What is said for or against something is read in :mod:`stances`, what is told of a side in :mod:`told_stances`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import relation
from tracktwo.extraction.drafts import tokens_in
from tracktwo.extraction.leanings import answer_in, is_settled, leaning_of_step
from tracktwo.extraction.stance_claims import OWN_WORDS, Told, opposite_of, stance_of
from tracktwo.model import Act, Commitment, Document, Modality, Statement, Strength

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: "This decision" is one of the other side's told at most so many code points before.
_NEAR = 400
#: A stance by what is undertaken, and what remains of another's where it is only answered.
_OF_STEP, _OF_ANSWER = 0.75, 0.9


def stances_of_commitments(document: Document, doc: Doc, commitments: Sequence[Commitment]) -> Iterator[Told]:
    """ "pledged to hand over the flow data", "will lift the limits": who undertakes a step stands for it."""
    for commitment in commitments:
        if commitment.strength not in (Strength.PLEDGED, Strength.PLANNED):
            continue
        start = commitment.what[0].start
        action = doc.char_span(start, start + 1, alignment_mode="expand")
        if _is_history(tokens_in(doc, (c.span for c in commitment.evidence)), document.published):
            continue
        leaning = leaning_of_step(action[0]) if action is not None and len(action) else None
        if leaning is None or action is None:
            continue
        if commitment.strength is Strength.PLEDGED or is_settled(action[0]):
            probability = _OF_STEP * (1.0 if leaning.is_known else OWN_WORDS)
            yield stance_of("+".join(commitment.by), leaning, commitment.evidence, probability)


def _is_history(words: Sequence[Token], published: str | None) -> bool:
    """Whether an undertaking is told with a year long gone: "promised in 1994 to respect …" shows no stance today.

    The year of what is said in passing of something else counts for nothing: "talks that had rested since 1994".
    """
    if published is None:
        return False
    told = {t.i for t in words}
    years = [t for t in words if _YEAR.fullmatch(t.text) and int(t.text) < int(published[:4]) - 1]
    return any(not _is_in_passing(year, told) for year in years)


def _is_in_passing(word: Token, told: set[int]) -> bool:
    way = [word, *word.ancestors]
    return any(relation(t) in ("acl", "relcl", "appos") and t.head.i in told for t in way)


def stances_of_answers(doc: Doc, statements: Sequence[Statement], found: Sequence[Told]) -> Iterator[Told]:
    """ "Lusavia welcomes this decision": on what the other side has just said where it stands."""
    for statement in statements:
        if statement.party is None or statement.modality is not Modality.ACTUAL:
            continue
        if statement.act in (Act.REJECT, Act.ACCUSE, Act.CONSULT):
            continue
        words = tokens_in(doc, (c.span for c in (*statement.cue, *statement.content)))
        value = answer_in(words)
        start = min(c.start for c in (*statement.cue, *statement.content))
        before = [
            (topic, stance)
            for topic, stance in found
            if 0 <= start - stance.evidence[-1].end < _NEAR
            and not set(stance.party.split("+")) & set((statement.party or "").split("+"))
        ]
        if value is None or not before:
            continue
        topic, stance = before[-1]
        agreed = stance.stance if value else opposite_of(stance.stance)
        probability = round(_OF_ANSWER * stance.confidence, 3)
        evidence = statement.content
        yield (
            topic,
            replace(
                stance, party=statement.party or "", stance=agreed, evidence=evidence, confidence=probability
            ),
        )
