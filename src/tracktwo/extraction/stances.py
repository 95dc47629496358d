"""Where a side stands on an issue, for or against, as one statement or reported fact shows it.

A word of support or opposition (``lexicon/stances.yaml``) governs an issue; "an end to", "stop" and "not" turn it
round on the way. Each side has one stance on each issue in a document, with its first plain evidence. How
positions move between documents is computed elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import (
    clause_span,
    conjuncts,
    is_passive,
    is_read,
    relation,
    subjects_of,
    subtree_span,
)
from tracktwo.extraction.drafts import covered, tokens_in
from tracktwo.extraction.held_stances import find_held
from tracktwo.extraction.issue_paths import Leaning
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.leanings import (
    answer_in,
    is_settled,
    leaning_of_step,
    leaning_of_verb,
    leanings_in,
)
from tracktwo.extraction.stance_words import words_of_stances
from tracktwo.extraction.voices import Voice
from tracktwo.model import (
    Act,
    Commitment,
    Document,
    Modality,
    Span,
    Stance,
    StanceValue,
    Statement,
    StatementKind,
    Strength,
)
from tracktwo.model.span import Citation

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: How often a stance is right by what shows it, on pages read by hand (`python -m evaluation claims`), a little less
#: than measured since rules were made on some of them; on an issue of the text's own words, and told as a fact. How
#: plainly it is said matters little where the tree knows the issue.
_OF_STATEMENT, _OF_FACT, _OWN_WORDS = 0.85, 0.7, 0.85
#: Statements with these acts rarely show a stance unless the issue is known to the tree.
_PLAIN = frozenset({Act.STATE, Act.CONSULT})
_DIRECT = StatementKind.DIRECT
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OPPOSITE = {
    StanceValue.FOR: StanceValue.AGAINST,
    StanceValue.AGAINST: StanceValue.FOR,
    StanceValue.MIXED: StanceValue.MIXED,
}
#: "This decision" is one of the other side's told at most so many code points before.
_NEAR = 400
#: A stance by what is undertaken, and what remains of another's where it is only answered.
_OF_STEP, _OF_ANSWER = 0.75, 0.9
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
        *_of_facts(document, doc, actors, statements),
        *_of_held(document, doc, actors, statements),
        *_of_commitments(document, doc, commitments),
    ]
    found.sort(key=lambda pair: pair[1].evidence[0].start)
    found += _of_answers(doc, statements, found)
    found.sort(key=lambda pair: pair[1].evidence[0].start)
    kept: dict[tuple[str, str], Stance] = {}
    for topic, stance in found:
        kept.setdefault((stance.party, _key(topic)), stance)
    return tuple(kept.values())


def _key(topic: str) -> str:
    return " ".join(w.rstrip("s") for w in topic.casefold().split())


def _of_statements(doc: Doc, actors: Actors, statements: Sequence[Statement]) -> Iterator[tuple[str, Stance]]:
    for statement in _whole(statements, doc):
        if not _is_told(statement):
            continue
        content = tokens_in(doc, (c.span for c in statement.content))
        cue = tokens_in(doc, (c.span for c in statement.cue))
        voice = Voice(statement.speaker, statement.party, actors)
        for leaning in _told_in(leanings_in(cue, content, voice), statement):
            plainly = 0.9 + 0.1 * leaning.weight if leaning.is_known else _OWN_WORDS * leaning.weight
            probability = _OF_STATEMENT * min(1.0, plainly)
            yield leaning.topic, _stance(statement.party or "", leaning, statement.content, probability)


def _told_in(leanings: Sequence[Leaning], statement: Statement) -> Iterator[Leaning]:
    """The plainest leaning of a statement, and the others on other issues that are as plain."""
    first = _plainest(leanings)
    if first is None or (statement.act in _PLAIN and not first.is_known and first.weight < _PLAINLY):
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
    return (
        statement.party is not None
        and statement.modality is Modality.ACTUAL
        and statement.act is not Act.CONSULT
    )


def _whole(statements: Sequence[Statement], doc: Doc) -> Iterator[Statement]:
    """The statements, the parts of a sentence that its attribution breaks put together: "The road," he said, "is …"."""
    left = list(statements)
    while left:
        first = left.pop(0)
        second = left[0] if left else None
        if second is None or not _breaks(first, second, doc):
            yield first
            continue
        del left[0]
        act = second.act if first.act in _PLAIN else first.act
        yield replace(first, content=(*first.content, *second.content), act=act)


def _breaks(first: Statement, second: Statement, doc: Doc) -> bool:
    """Whether the cue of both stands between them, in one sentence."""
    if not first.cue or first.cue != second.cue or first.kind is not _DIRECT or second.kind is not _DIRECT:
        return False
    cue = doc.char_span(first.cue[0].start, first.cue[0].end, alignment_mode="expand")
    parts = (first.content[-1], first.cue[0], second.content[0])
    if cue is None or not parts[0].end <= parts[1].start < parts[2].start:
        return False
    sentence = cue[0].sent
    return sentence.start_char <= first.content[-1].start and second.content[0].start < sentence.end_char


def _of_commitments(
    document: Document, doc: Doc, commitments: Sequence[Commitment]
) -> Iterator[tuple[str, Stance]]:
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
            probability = _OF_STEP * (1.0 if leaning.is_known else _OWN_WORDS)
            yield leaning.topic, _stance("+".join(commitment.by), leaning, commitment.evidence, probability)


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


def _of_answers(
    doc: Doc, statements: Sequence[Statement], found: Sequence[tuple[str, Stance]]
) -> Iterator[tuple[str, Stance]]:
    """ "Lusavia welcomes this decision": on what the other side has just said where it stands."""
    for statement in statements:
        if not _is_told(statement) or statement.act in (Act.REJECT, Act.ACCUSE):
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
        agreed = stance.stance if value else _OPPOSITE[stance.stance]
        probability = round(_OF_ANSWER * stance.confidence, 3)
        evidence = statement.content
        yield (
            topic,
            replace(
                stance, party=statement.party or "", stance=agreed, evidence=evidence, confidence=probability
            ),
        )


def _plainest(leanings: Sequence[Leaning]) -> Leaning | None:
    return max(leanings, key=lambda x: (x.weight + 0.3 * x.is_known, -x.place), default=None)


def _of_facts(
    document: Document, doc: Doc, actors: Actors, statements: Sequence[Statement]
) -> Iterator[tuple[str, Stance]]:
    """ "Washington and Islamabad supported the opening of …": told as a fact, one stance for each side."""
    told = [c.span for s in statements if s.party is not None for c in (*s.content, *s.cue)]
    for verb in doc:
        if verb.pos_ != "VERB" or not is_read(verb) or is_passive(verb):
            continue
        if covered([Span(verb.idx, verb.idx + len(verb.text))], told):
            continue
        leaning = leaning_of_verb(verb)
        if leaning is None:
            continue
        start, end = clause_span(verb)
        subjects = _own_subjects(verb)
        parties = _parties(subjects, actors)
        if len(parties) == 1 and "+" not in parties[0] and any(_ends_a_list(t) for t in subjects):
            continue  # one of several, whose list was not understood
        for party in parties:
            yield (
                leaning.topic,
                _stance(
                    party,
                    leaning,
                    (document.cite(start, end),),
                    _OF_FACT * (1.0 if leaning.is_known else _OWN_WORDS),
                ),
            )


def _of_held(
    document: Document, doc: Doc, actors: Actors, statements: Sequence[Statement]
) -> Iterator[tuple[str, Stance]]:
    """ "called to reaffirm its commitment to the truce": held by a side, where nothing is reported."""
    told = [c.span for s in statements if s.party is not None for c in (*s.content, *s.cue)]
    for party, leaning, noun in find_held(doc, actors, told):
        probability = _OF_FACT * (1.0 if leaning.is_known else _OWN_WORDS)
        evidence = (document.cite(*subtree_span(noun)),)
        yield leaning.topic, _stance(party, leaning, evidence, probability)


def _ends_a_list(subject: Token) -> bool:
    before = subject.doc[max(subject.sent.start, subject.left_edge.i - 1) : subject.i]
    return any(t.dep_ == "cc" for t in before) or any(relation(c) in ("cc", "conj") for c in subject.children)


def _own_subjects(verb: Token) -> tuple[Token, ...]:
    """Subjects of the verb itself: one inherited from another clause is too often misread."""
    own = any(relation(c) == "nsubj" for c in verb.children) or relation(verb) == "conj"
    return subjects_of(verb) if own else _subject_before(verb)


def _subject_before(verb: Token) -> tuple[Token, ...]:
    """The noun right before a finite verb where "after X and Y supported …" was misread as a phrase "after X"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == verb.sent.start:
        return ()
    noun = verb.nbor(-1)
    while relation(noun) in ("conj", "flat", "compound") and noun.head.i < verb.i:
        noun = noun.head
    opens = any(c.i < noun.i and c.lower_ in words_of_stances("subordinators") for c in noun.children)
    return conjuncts(noun) if opens and noun.pos_ in ("PROPN", "NOUN", "PRON") else ()


def _parties(subjects: Sequence[Token], actors: Actors) -> list[str]:
    found: list[str] = []
    for subject in subjects:
        span = (subject.idx, subject.idx + len(subject.text))
        actor = actors.at(*span)
        party = actor.party if actor is not None else None
        if party is None and is_joint(subject.text):
            party = actors.party_of(Span(*span))
        if party and party not in found:
            found.append(party)
    return found


def _stance(party: str, leaning: Leaning, evidence: tuple[Citation, ...], probability: float) -> Stance:
    value = StanceValue.FOR if leaning.is_for else StanceValue.AGAINST
    return Stance(
        party=party, issue=leaning.issue, stance=value, evidence=evidence, confidence=round(probability, 3)
    )
