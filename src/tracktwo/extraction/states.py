"""What became of a dialogue: proposed, scheduled, started, suspended, resumed, concluded, and why.

A held round concludes, a first one starts, a planned one is scheduled; the rest is told by verbs and nouns
of change. Which dialogues are the same across documents is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.asides import headline_spans, question_spans, stands_in
from tracktwo.extraction.attendees import attendees_of
from tracktwo.extraction.causes import cause_span, causes_of
from tracktwo.extraction.clauses import (
    clause_head,
    clause_span,
    is_predicate,
    obliques_of,
    phrase_span,
    phrase_tokens,
    read_tokens,
    relation,
    sentence_span,
    subjects_of,
    subtree_span,
)
from tracktwo.extraction.commissive_clauses import is_agent
from tracktwo.extraction.dialogue_changes import ChangeMention, find_changes
from tracktwo.extraction.foresight import scheduled_states
from tracktwo.extraction.ordinals import ordinal_of
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.round_contacts import is_convened
from tracktwo.extraction.standing import Standing
from tracktwo.extraction.times import time_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Change, Document, Round, Span, StateChange, Status

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors
    from tracktwo.extraction.times import Time

_OF_ROUND = {
    Status.HELD: Change.CONCLUDED,
    Status.PLANNED: Change.SCHEDULED,
    Status.CANCELLED: Change.SUSPENDED,
}


#: How sure a change is whose sides are told, and one of a dialogue that the page names elsewhere with its sides
#: (`python -m evaluation claims`). Where neither is so, whose talks are meant is a guess, and nothing is said.
_TOLD, _NAMED = 0.65, 0.6
#: How often a round that was called off means that the dialogue was suspended.
_OF_CANCELLED = 0.6
#: How often a round that is right is told as what became of its dialogue, and not in passing.
_OF_HELD = 0.75


@dataclass(frozen=True, slots=True)
class _Named:
    """A dialogue as this document names it."""

    name: str | None
    parties: tuple[str, ...]
    #: Whether the words themselves name both sides, or the document has just the two.
    is_told: bool = False

    def is_same_talks(self, mention: ChangeMention, told: Sequence[str]) -> bool:
        """Whether a mention means this dialogue: by its name, or by "the talks", "the round" and no more.

        ``told`` are the parties that its own words name; with one of the dialogue's, what it is on may stand there.
        """
        if not set(told) <= set(self.parties):
            return False
        noun = mention.noun
        before = [
            t for t in phrase_tokens(noun) if t.i <= noun.i and t.is_alpha and t.i not in mention.of_helpers
        ]
        after = [] if told else obliques_of(noun, *_words("of_which_talks"))
        words = {t.lower_ for t in (*before, *(t for o in after for t in phrase_tokens(o.token)))}
        words = {w for w in words if ordinal_of(w) is None and party_of_words(w) not in self.parties}
        mine = set((self.name or "").casefold().split())
        if not words & mine and not any(t.lower_ in _words("pointing") for t in before):
            return False
        return words <= mine | _words("pointing") | _words("naming_no_talks")


def find_states(
    document: Document, doc: Doc, actors: Actors, times: Sequence[Time], rounds: Sequence[Round] = ()
) -> tuple[StateChange, ...]:
    """Find the changes in the state of dialogues, each change of a dialogue once, in order of the text.

    Arguments:
        document: where the claims are cited from.
        doc: the same document as the reader gives it.
        actors: who its noun phrases stand for.
        times: its times.
        rounds: its rounds, whose names for dialogues are kept.
    """
    found = [
        _of_round(item) for item in rounds
        if is_convened(item) and len(item.dialogue.parties) != 1 and not _has_only_opened(item)
    ]  # fmt: skip
    aside = (*headline_spans(document), *question_spans(document))
    mentions = [m for m in find_changes(read_tokens(doc)) if not stands_in(m.trigger.idx, aside)]
    put_off = {m.noun.i for m in mentions if m.is_postponement}
    named = [(m, _dialogue(m, actors, rounds)) for m in mentions if not _is_internal(m)]
    known = {_Named(r.dialogue.name, r.dialogue.parties) for r in rounds}
    known |= {
        _Named(d.name, d.parties)
        for m, d in named
        if d.is_told and d.name is not None and not _is_of_others(m, actors)
    }
    for mention, dialogue in named:
        change = _change(mention)
        if change is None or mention.is_postponement or _is_left_open(mention, change, put_off):
            continue
        if not dialogue.is_told or _is_of_others(mention, actors):
            meant = {k.parties: k for k in known if k.is_same_talks(mention, _parties_told(mention, actors))}
            if len(meant) != 1:
                continue
            (dialogue,) = meant.values()
        if len(dialogue.parties) < 2:
            continue
        if change is Change.STARTED and _is_of_later_round(mention):
            continue
        if change is Change.PROPOSED and _is_guess(mention, dialogue, actors):
            continue
        found.append(_claim(document, doc, mention, change, dialogue, times))
    told = scheduled_states(_once(found), document.published)
    return tuple(sorted(told, key=lambda s: s.evidence[0].start))


def _is_of_others(mention: ChangeMention, actors: Actors) -> bool:
    """Whether a third leads the talks and no sides stand beside them: "the UN-led process" of a page on two others."""
    return bool(mention.of_helpers) and len(_parties_told(mention, actors)) < 2


def _is_internal(mention: ChangeMention) -> bool:
    """Whether the talks are one side's own: "the intra-Malian dialogue", "Yemeni-Yemeni talks"."""
    for token in phrase_tokens(mention.noun):
        first, _, second = token.lower_.replace("–", "-").partition("-")
        if second and (first == second or first in _words("one_side")):
            return True
    words = [t.lower_ for t in phrase_tokens(mention.noun)]
    joined = zip(words, words[1:], words[2:], strict=False)
    return any(b in "-–" and (a == c or a in _words("one_side")) for a, b, c in joined)


def _is_left_open(mention: ChangeMention, change: Change, put_off: set[int]) -> bool:
    """Whether what is told as planned was put off, or something and nobody "ended" the talks."""
    if change is Change.SCHEDULED:
        return mention.noun.i in put_off
    if change is not Change.CONCLUDED or not mention.is_verb or mention.is_subject:
        return False
    subjects = subjects_of(mention.trigger)
    return bool(subjects) and not any(is_agent(t) and t.tag_ not in ("WP", "WDT", "DT") for t in subjects)


def _is_guess(mention: ChangeMention, dialogue: _Named, actors: Actors) -> bool:
    """Whether whose talks are asked for is not told: "urged Pyongyang to return to dialogue" in a three-party page."""
    told = _parties_told(mention, actors)
    return dialogue.name is None and len(told) < 2 and len(actors.parties) != 2


def _has_only_opened(item: Round) -> bool:
    """Whether the words that tell of a later round say no more than that it began, so that nothing is concluded."""
    if item.status is not Status.HELD or item.ordinal == 1:
        return False
    words = {w for c in item.evidence for w in re.findall(r"[a-z]+", c.exact.lower())}
    return bool(words & _words("opening")) and not words & _words("closing")


def _is_of_later_round(mention: ChangeMention) -> bool:
    """Whether it is a round with a number that began: "the third round opened"."""
    words = [t.text for t in phrase_tokens(mention.noun) if t.i < mention.noun.i]
    return lemma_of(mention.noun) in _words("single_meetings") and any(
        (ordinal_of(w) or 1) > 1 for w in words
    )


def _of_round(item: Round) -> StateChange:
    change = _OF_ROUND[item.status]
    if item.status is Status.HELD and item.ordinal == 1:
        change = Change.STARTED
    return StateChange(
        dialogue=item.dialogue.name,
        parties=item.dialogue.parties,
        change=change,
        when=None if item.status is Status.CANCELLED else item.when,  # the day that it was to be held on
        evidence=item.evidence,
        confidence=round(
            item.confidence * (_OF_CANCELLED if item.status is Status.CANCELLED else _OF_HELD), 3
        ),
    )


def _change(mention: ChangeMention) -> Change | None:
    """What the words say of the dialogue, given how they stand to fact."""
    if mention.standing is Standing.ACTUAL:
        return mention.change
    if mention.change is Change.PROPOSED or mention.standing in (Standing.NEGATED, Standing.CONDITIONAL):
        return None
    if mention.standing is Standing.CANCELLED:
        return Change.SUSPENDED if mention.change is not Change.SUSPENDED else None
    if mention.change in (Change.STARTED, Change.RESUMED):
        if mention.standing is Standing.POSSIBLE:
            return None if mention.is_attempt else Change.PROPOSED
        if mention.change is Change.RESUMED and mention.is_settled:
            return Change.RESUMED
        return Change.SCHEDULED
    return None


def _claim(
    document: Document,
    doc: Doc,
    mention: ChangeMention,
    change: Change,
    dialogue: _Named,
    times: Sequence[Time],
) -> StateChange:
    trigger = mention.trigger
    own = [t for t in times if not stands_in(t.span.start, _described(mention))]
    time = time_of(own, doc, trigger.idx, trigger.idx + len(trigger))
    causes = causes_of(trigger) if change in (Change.SUSPENDED, Change.RESUMED, Change.PROPOSED) else ()
    cause = None
    if causes:
        start, end = cause_span(causes[0])
        cause = " ".join(document.text[start:end].split())
    start, end = _evidence(trigger)
    return StateChange(
        dialogue=dialogue.name,
        parties=dialogue.parties,
        change=change,
        when=_when(time, change),
        cause=cause,
        evidence=(document.cite(start, end),),
        confidence=_TOLD if dialogue.is_told else _NAMED,
    )


def _described(mention: ChangeMention) -> tuple[Span, ...]:
    """Clauses that describe the talks, with times that are not the change's: "the talks, which began in May, were"."""
    noun, trigger = mention.noun, mention.trigger
    if lemma_of(noun) in _words("single_meetings") and noun.i < trigger.i:
        return (Span(noun.idx, trigger.idx),)  # "the round due in May was called off"
    clauses = [c for c in noun.children if c.i > noun.i and relation(c) in ("acl", "amod")]
    return tuple(Span(*subtree_span(c)) for c in clauses if trigger not in c.subtree)


def _when(time: Time | None, change: Change) -> str | None:
    """The day of a change: its own, or from which it has held ("interrupted since 2011")."""
    if time is None or time.edtf is None:
        return None
    if time.relation is None:
        return time.edtf
    begins = change in (Change.SUSPENDED, Change.STARTED) and time.relation == "since"
    return time.edtf.partition("/")[0] or None if begins else None


def _evidence(trigger: Token) -> tuple[int, int]:
    clause = clause_head(trigger)
    if not is_predicate(trigger) or clause.i == trigger.sent.root.i:
        return sentence_span(trigger)
    return clause_span(clause)


def _dialogue(mention: ChangeMention, actors: Actors, rounds: Sequence[Round]) -> _Named:
    """The dialogue meant: parties in its own phrase or of its clause, and the rounds' name for it."""
    parties = _parties_told(mention, actors)
    named = next((r.dialogue for r in rounds if _same(parties, r.dialogue.parties)), None)
    words = mention.dialogue_name
    if named is not None:
        return _Named(named.name or words, named.parties, len(parties) > 1 or len(actors.parties) == 2)
    is_clear = words is None or not parties or len(actors.parties) == 2
    if len(parties) < 2 and is_clear and len(actors.parties) >= 2:
        sides = actors.parties[:2]
        is_sure = len(actors.parties) == 2
        return _Named(words, tuple(sorted(sides)) if set(parties) <= set(sides) else parties, is_sure)
    return _Named(words, parties, len(parties) > 1)


def _parties_told(mention: ChangeMention, actors: Actors) -> tuple[str, ...]:
    parties: set[str] = set()
    for token in (t for t in phrase_tokens(mention.noun) if t.i not in mention.of_helpers):
        if token.ent_type_ in ("NORP", "LOCATION", "ORGANIZATION") or token.pos_ == "PROPN":
            words = token.text.replace("–", "-")
            parties |= set((party_of_words(words) or "").split("+"))
    if not mention.of_helpers:
        parties |= set((actors.party_of(phrase_span(mention.noun)) or "").split("+"))
    parties -= {""}
    beside = list(mention.beside)
    if len(parties) < 2:
        beside += _doers(mention)
    parties |= {p for a in attendees_of(beside, actors) for p in a.parties}
    return tuple(sorted(parties))


def _doers(mention: ChangeMention) -> Iterable[Token]:
    return subjects_of(mention.trigger) if mention.is_verb and not mention.is_subject else ()


def _same(told: Sequence[str], known: Sequence[str]) -> bool:
    return set(told) <= set(known)


def _once(found: Iterable[StateChange]) -> Iterator[StateChange]:
    """Leave out a change told again; the one with a cause, a date and more certainty stays.

    Different causes told of one change are kept: the sides may give different ones.
    """
    kept: dict[tuple[frozenset[str], Change, str | None], StateChange] = {}
    for state in sorted(found, key=_worth, reverse=True):
        parties = frozenset(state.parties)
        told = state.when if state.change is Change.CONCLUDED else state.cause
        same = [k for k in kept if k[:2] == (parties, state.change)]
        if state.change is Change.CONCLUDED:
            same = [k for k in same if k[2] == told]
        if not same or (
            told is not None and state.change is not Change.CONCLUDED and _adds(state, kept, same)
        ):
            kept[parties, state.change, told] = state
    yield from kept.values()


_Key = tuple[frozenset[str], Change, str | None]


def _adds(state: StateChange, kept: dict[_Key, StateChange], same: Sequence[_Key]) -> bool:
    """Whether a cause is told by other words, elsewhere, than those kept."""
    return all(
        kept[k].cause is not None
        and state.cause is not None
        and state.cause not in (kept[k].cause or "")
        and not kept[k].evidence[0].span.overlaps(state.evidence[0].span)
        for k in same
    )


def _worth(state: StateChange) -> tuple[bool, bool, bool, float]:
    return (state.cause is not None, state.dialogue is not None, state.when is not None, state.confidence)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("state_changes")[name])
