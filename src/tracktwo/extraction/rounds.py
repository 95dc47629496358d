"""Rounds of dialogues: which one a document is about, which others it tells of, and all that it says of each.

Official talks that are told as a fact without being called a round give one round without a number; it is one of
a named dialogue only where the title names that too. Whether two documents mean the same round is
not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.dialogue_names import parties_in
from tracktwo.extraction.foresight import planned_rounds
from tracktwo.extraction.implied_rounds import implied_round, is_title
from tracktwo.extraction.lines import Line, read_lines
from tracktwo.extraction.round_groups import rounds_of, series_of
from tracktwo.extraction.round_mentions import RoundMention, find_mentions
from tracktwo.extraction.round_series import RoundSeries
from tracktwo.extraction.times import Time
from tracktwo.model import Dialogue, Document, Round, Span, Status, Track

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: More delegates than these make a round of talks that nothing else calls one.
_FEW = 2


def find_rounds(document: Document, doc: Doc, actors: Actors, times: Sequence[Time]) -> tuple[Round, ...]:
    """Find the rounds that a document tells of; the one that it is about comes first."""
    return planned_rounds(_rounds_told(document, doc, actors, times), document.published)


def _rounds_told(document: Document, doc: Doc, actors: Actors, times: Sequence[Time]) -> tuple[Round, ...]:
    lines = read_lines(document)
    told = find_mentions(document.text, lines)
    found: list[Round] = []
    for position, mentions in enumerate(series_of(told)):
        groups = rounds_of(mentions)
        series = RoundSeries(document, doc, actors, times, lines, mentions, groups)
        found += series.rounds(is_main=position == 0)
    if found and _is_told(found[0], told):
        return _after_talks(found, implied_round(document, doc, actors, times, lines))
    implied = implied_round(document, doc, actors, times, lines)
    if implied is None:
        return tuple(found[1:])
    if not found:
        return (implied,)
    if found[0].dialogue.track is not Track.I:
        # Officials who mention an unofficial dialogue do not hold it.
        return (implied, *found[1:])
    if not _names(lines, found[0], implied, told):
        return (implied, *found[1:])
    told_of = found[0].dialogue
    dialogue = told_of if _names_both(told_of) else replace(told_of, parties=implied.dialogue.parties)
    main = replace(implied, dialogue=dialogue, ordinal=found[0].ordinal, theme=found[0].theme)
    return (main, *(replace(f, dialogue=dialogue) if f.dialogue == told_of else f for f in found[1:]))


def _after_talks(found: Sequence[Round], implied: Round | None) -> tuple[Round, ...]:
    """What is told of a dialogue of which only the next round is called one: "no deal; a further round is to follow".

    The talks just held then come first, and their sides are those of the next round.
    """
    main = found[0]
    only_next = main.status is Status.PLANNED and main.ordinal is None and not _names_both(main.dialogue)
    if implied is None or implied.status is not Status.HELD or not only_next:
        return tuple(found)
    if not set(main.dialogue.parties) <= set(implied.dialogue.parties):
        return tuple(found)
    dialogue = replace(main.dialogue, parties=implied.dialogue.parties)
    return (replace(implied, dialogue=dialogue), replace(main, dialogue=dialogue), *found[1:])


def _names_both(dialogue: Dialogue) -> bool:
    """Whether a dialogue's name tells its sides by itself."""
    return dialogue.name is not None and len(parties_in(dialogue.name)) > 1


def _names(lines: Sequence[Line], main: Round, implied: Round, told: Sequence[RoundMention]) -> bool:
    """Whether talks are a round of the dialogue told of: the title names it, or its rounds were counted."""
    if not set(main.dialogue.parties) <= set(implied.dialogue.parties):
        return False
    titles = [Span(line.start, line.end) for line in lines if is_title(line)]
    is_counted = main.dialogue.name is None and main.ordinal is not None
    return is_counted or any(m.name is not None and t.contains(m.span) for m in told for t in titles)


def _is_told(main: Round, told: Sequence[RoundMention]) -> bool:
    """Whether the evidence of a round tells of it, and not only of its dialogue or of how many were held before."""
    mentions = [m for m in told if m.sentence == main.evidence[0].span and m.before is None]
    told_of = any(m.is_convened or m.ordinal is not None or m.which for m in mentions)
    return told_of or bool(main.sessions) or len(main.delegates) > _FEW
