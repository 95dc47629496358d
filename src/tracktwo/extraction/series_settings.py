"""When and where the rounds of one dialogue were held, by their mentions.

Who took part is read in :mod:`tracktwo.extraction.series_sides`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.bystanders import (
    is_of_founding,
    is_of_saying,
    is_of_thing,
)
from tracktwo.extraction.lines import Line
from tracktwo.extraction.places import Place, after_dateline, find_place
from tracktwo.extraction.round_groups import Gathered
from tracktwo.extraction.round_mentions import RoundMention
from tracktwo.extraction.times import Time, TimeKind, time_of
from tracktwo.model import Document, Status

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


#: What may stand between a mention and a time that is the round's though no verb says that it was held.
_JUST_BEHIND = re.compile(
    r"[\s,(]*(?:(?:in|at)\s+[A-Z][^.;,]{1,30},?\s+)?(?:(?:on|in|of|from|between)\s+)?(?:the\s+)?"
)


@dataclass(frozen=True, slots=True)
class SeriesSettings:
    """The mentions of one dialogue, and when and where its rounds were."""

    document: Document
    doc: Doc
    actors: Actors
    times: Sequence[Time]
    lines: Sequence[Line]
    mentions: Sequence[RoundMention]
    groups: Sequence[Gathered]

    def _when(self, group: Gathered) -> str | None:
        for mention in _tellings(group):
            time = self._time(mention)
            if time is not None:
                return time.edtf
        return None

    def _time(self, mention: RoundMention) -> Time | None:
        """The time told behind a mention before the next one, else the one that its clause has."""
        text = self.document.text
        behind_it = [m.span.start for m in self.mentions if m.span.start >= mention.span.end]
        stop = min(behind_it, default=mention.sentence.end)
        inside = [
            t for t in self.times
            if t.edtf and t.kind in (TimeKind.POINT, TimeKind.INTERVAL)
            and t.relation not in ("since", "after", "before", "until")
            and mention.sentence.contains(t.span)
            and not is_of_saying(text, t, mention.sentence)
            and t.span.start < stop  # not the next round's
            and not is_of_thing(text, t)
            and not is_of_founding(text, t)
        ]  # fmt: skip
        behind = [t for t in inside if mention.span.end <= t.span.start < stop]
        best = min(behind, key=lambda t: (not _has_month(t), t.span.start), default=None)
        if best is not None and (
            mention.is_convened or _JUST_BEHIND.fullmatch(text, mention.span.end, best.span.start)
        ):
            return best
        if not mention.is_convened:
            return None
        if len({t.edtf for t in inside}) == 1:
            return inside[0]
        return time_of(inside, self.doc, mention.span.start, mention.span.end)

    def _place(self, group: Gathered) -> Place:
        """Where a round was held; the city that a report is written from, only where none of its sentences says."""
        told = self._place_told(group, past_dateline=True)
        return told if told.where else replace(self._place_told(group, past_dateline=False), venue=told.venue)

    def _place_told(self, group: Gathered, *, past_dateline: bool) -> Place:
        venue = None
        tellings = _tellings(group)
        for mention in [m for m in tellings if m.is_convened] or tellings:
            sentence = mention.sentence
            behind = [
                m.span.start for m in self.mentions
                if m.span.start >= mention.span.end and m.sentence == sentence
            ]  # fmt: skip
            stop = min(behind, default=sentence.end)
            since = self.document.text.find(" since ", mention.span.end, stop)
            stop = since if since > 0 else stop
            start = sentence.start
            if past_dateline or mention.status is Status.PLANNED:
                # A report of plans is not written where they come true.
                start = min(after_dateline(self.document.text, start), mention.span.start)
            place = find_place(self.document.text, self.doc, start, stop, mention.span.end)
            venue = venue or place.venue
            if place.where:
                return replace(place, venue=venue)
        return Place(venue=venue)


def _tellings(group: Gathered) -> list[RoundMention]:
    """The mentions of a round, those that tell when and where first; of one to come not those of what was held."""
    counted = group.ordinal is not None and group.best.status is Status.PLANNED
    kept = [
        m for m in group.mentions
        if not counted or m.ordinal is not None or m.name is not None or m.status is Status.PLANNED
    ]  # fmt: skip
    return sorted(kept, key=lambda m: (not m.is_convened, m.span))


def _has_month(time: Time) -> bool:
    return time.edtf is not None and len(time.edtf.split("/")[0]) >= 7
