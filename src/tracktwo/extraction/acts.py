"""What a statement does, in PLOVER's terms with PLEDGE and STATE: from its reporting verb and its words.

The lexicons ``reporting_verbs`` (the verb's own act) and ``statement_acts`` (what is said, and by which side)
decide. Where they are silent, the reader's trained act counts if the cue lexicon ``act_cues`` shows the same act.
Acts of force are told of in statements, not done by them, and are never given. The codes are in
``docs/code-book.md``, the order in decision 36.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import clause_head, is_negated, is_predicate, relation
from tracktwo.extraction.cues import CueEntry, words_of
from tracktwo.extraction.voices import Side, Voice, content_roots
from tracktwo.extraction.wordings import Hit, Phrases, forms_of
from tracktwo.model import Act

#: Weight of a reporting verb that has an act of its own; of a cue in the main clause, and in one inside it.
_CUE, _MAIN, _INNER = 2.0, 1.0, 0.55
#: For each word of a phrase beyond the first.
_LONGER = 0.15
#: Below this nothing is done but stating (set on the cases and the seeds).
_LEAST = 0.6
#: The order in which acts win a tie: what asks or refuses is told before what merely goes on.
_ORDER = (
    Act.REQUEST, Act.REJECT, Act.THREATEN, Act.ACCUSE, Act.SUPPORT, Act.CONCEDE, Act.SANCTION, Act.RETREAT,
    Act.AID, Act.AGREE, Act.PLEDGE, Act.COOPERATE, Act.CONSULT,
)  # fmt: skip
#: Acts that a mere hope or belief does not do: "confident that they would reach an agreement".
_DONE_BY_DOING = frozenset(
    {Act.PLEDGE, Act.AGREE, Act.CONSULT, Act.COOPERATE, Act.AID, Act.RETREAT, Act.SANCTION}
)


#: Words in a phrase by which it is itself about what is denied.
_NEGATED = frozenset({"not", "never", "no"})
#: From this probability on, the reader's act is looked at (set on the cases and the seeds).
_TRAINED_LEAST = 0.7
#: PLOVER's training sentences have CONCEDE and RETREAT under one root.
_YIELD = "YIELD"
_WORDS_CAN = frozenset(
    {Act.REQUEST, Act.REJECT, Act.THREATEN, Act.ACCUSE, Act.SUPPORT, Act.CONCEDE, Act.AGREE}
)

Trained = tuple[str, float] | None


@dataclass(frozen=True, slots=True)
class ActGuess:
    """An act with a score: how far it leads, from 0 (a toss) to 1."""

    act: Act
    lead: float


def decide_act(
    cue_act: Act | None,
    content: Sequence[Token],
    voice: Voice,
    *,
    cue: Sequence[Token] = (),
    trained: Trained = None,
) -> ActGuess:
    """Decide the act of a statement.

    Args:
        cue_act: the act of the reporting verb by the lexicon, or None where the content decides.
        content: the tokens of the content, in order.
        voice: the speaker, with the actors of the document.
        cue: the tokens of the reporting words, which may open a phrase ("proposed talks") or put the content
            as a hope ("said he was confident").
        trained: the reader's own act for the statement with its probability, if it has one.
    """
    hoped = any(forms_of(t) & _hopes() for t in cue)
    words = sorted({t.i: t for t in (*cue, *content)}.values(), key=lambda t: t.i)
    scores: defaultdict[Act, float] = defaultdict(float)
    if cue_act is not None:
        scores[cue_act] += _CUE
    for hit in _content_cues().find(words):
        name, _, whose = hit.key.partition(".")
        act = Act(name)
        if act is Act.STATE:
            continue  # it only keeps shorter cues inside it from counting
        weight = _weight_of(hit, words, content, voice, whose)
        if act in _DONE_BY_DOING and (hoped or _is_hoped(content, hit)):
            weight *= 0.4
        scores[act] = max(scores[act], weight) + (0.2 * weight if scores[act] else 0.0)
    guess = _winner(scores)
    if guess.act is Act.STATE and not hoped:
        learned = _trained_act(trained, words)
        return ActGuess(learned, 0.3) if learned is not None else guess
    return guess


def _trained_act(trained: Trained, words: Sequence[Token]) -> Act | None:
    """The reader's act where a cue of the same act stands in the words, and words can do it."""
    if trained is None or trained[1] < _TRAINED_LEAST:
        return None
    shown = {h.key for h in _event_cues().find(words)}
    names = ("RETREAT", "CONCEDE") if trained[0] == _YIELD else (trained[0],)
    return next((Act(n) for n in names if n in shown and Act(n) in _WORDS_CAN), None)


def act_of_cue(entry: CueEntry, content: Sequence[Token]) -> Act | None:
    """The act that reporting words have of their own, with these words reported.

    To acknowledge that something is so concedes it; to acknowledge somebody's role concedes nothing.
    """
    if entry.act is Act.CONCEDE and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in content):
        return None
    return entry.act


def _winner(scores: Mapping[Act, float]) -> ActGuess:
    ranked = sorted(scores.items(), key=lambda pair: (-round(pair[1], 3), _ORDER.index(pair[0])))
    if not ranked or ranked[0][1] < _LEAST:
        return ActGuess(Act.STATE, 0.5 if not ranked else 0.3)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ActGuess(ranked[0][0], min(1.0, (ranked[0][1] - second) / 1.5))


def _weight_of(hit: Hit, words: Sequence[Token], content: Sequence[Token], voice: Voice, whose: str) -> float:
    first = next(t for t in words if t.i >= hit.start)
    verb = next((t for t in words if hit.start <= t.i < hit.end and is_predicate(t)), first)
    if whose != "any":
        side = voice.side_of(verb)
        if whose == "own" and side in (Side.OTHER, Side.THING):
            return 0.0
        if whose == "other" and side in (Side.OWN, Side.OPEN):
            return 0.0
        if side is Side.THING and len(hit.phrase.split()) < 2:
            return 0.3
        if whose == "own" and verb.pos_ in ("NOUN", "ADJ") and not is_predicate(verb):
            return 0.3  # "the request", "a welcome": named, not done
        if is_negated(verb) and not _NEGATED & set(hit.phrase.split()):
            return 0.0
    base = _MAIN if _is_main(verb, content) else _INNER
    return base + _LONGER * (hit.size - 1)


def _is_main(token: Token, content: Sequence[Token]) -> bool:
    """Whether ``token`` belongs to a main clause of the content, or one coordinated with it."""
    roots = {t.i for t in content_roots(content)}
    if token.i < content[0].i or token.i > content[-1].i:
        return True  # a word of the cue itself
    head = clause_head(token)
    for _ in range(6):
        if head.i in roots:
            return True
        opined = relation(head) == "ccomp" and bool(forms_of(head.head) & words_of("opining"))
        if not opined and relation(head) not in ("conj", "xcomp", "parataxis"):
            return False
        head = head.head
    return False


def _is_hoped(content: Sequence[Token], hit: Hit) -> bool:
    """Whether the hit stands in the clause of a hope or belief inside the content."""
    inside = {t.i for t in content}
    at = next((t for t in content if t.i >= hit.start), content[0])
    head = clause_head(at)
    for _ in range(6):
        if relation(head) in ("ccomp", "xcomp") and head.head.i in inside:
            if forms_of(head.head) & _hopes():
                return True
            head = head.head
        else:
            return False
    return False


@cache
def _hopes() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("stances")["hopeful"])


@cache
def _content_cues() -> Phrases:
    table: dict[str, list[str]] = {}
    for act, groups in lexicon.load("statement_acts").items():
        for whose, phrases in groups.items():
            table[f"{act}.{whose}"] = [str(p) for p in phrases]
    return Phrases(table)


@cache
def _event_cues() -> Phrases:
    return Phrases({act: cues["strong"] for act, cues in lexicon.load("act_cues").items()})
