"""Rounds of one dialogue from its mentions: when and where, its sides, who convened it, who sat at the table.

Which mentions are of one dialogue is found in `round_groups`, which dialogues a document has in `rounds`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracktwo.extraction.bystanders import is_doubted, is_wished
from tracktwo.extraction.convenors import Backing
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.office_words import head_class, is_modifier
from tracktwo.extraction.round_groups import Gathered
from tracktwo.extraction.round_mentions import RoundMention
from tracktwo.extraction.seats import Seat, find_attendance, find_seats
from tracktwo.extraction.series_sides import SeriesSides
from tracktwo.extraction.sessions import find_sessions, find_theme, find_working_groups
from tracktwo.model import Delegate, Dialogue, Round

#: "strategic dialogue on security issues with …": what official talks without a theme are on.
_SUBJECT = re.compile(
    r"[\"”’]?\s+on\s+(?P<subject>[a-z][^,.;:]{3,80}?)"
    r"(?=\s+(?:with|between|in|at|was|were|will|has|had|took|held|on)\b|[,.;:]|$)"
)
#: Functions that a sentence gives somebody, and no list of a side.
_PRESIDING = frozenset({"chair", "co-chair", "chief guest", "keynote speaker", "facilitator", "rapporteur"})
#: Words that may open a sentence which goes on about the round of the sentence before.
_GOES_ON = ("It ", "That ", "They ", "There ")


@dataclass(frozen=True, slots=True)
class RoundSeries(SeriesSides):
    """The mentions of one dialogue, and what its rounds are made from."""

    def rounds(self, *, is_main: bool) -> list[Round]:
        """The rounds of this dialogue; of one that is only mentioned, those that are told to have been convened."""
        wanted = [
            g for i, g in enumerate(self.groups)
            if ((is_main and i == 0) or g.ordinal is not None or any(m.is_convened for m in g.mentions))
            and not all(self._is_wished(m) for m in g.mentions)
        ]  # fmt: skip
        if not wanted:
            return []
        lines = self._lines_of(self.groups[0])
        seats = self._seats(find_seats(self.document.text, lines))
        dialogue, backing = self._dialogue_and_backing(lines, seats)
        if self._is_transcript() and not self._has_proper_name() and len(dialogue.parties) < 2:
            return []
        return [
            self._main(g, dialogue, backing, lines, seats)
            if is_main and g is self.groups[0]
            else self._round(g, dialogue, self._seats(find_seats(self.document.text, self._lines_of(g))))
            for g in wanted
        ]

    def _is_wished(self, mention: RoundMention) -> bool:
        at = self.document.text, mention.sentence, mention.span.start
        return is_doubted(*at) or (not mention.is_convened and is_wished(*at))

    def _round(self, group: Gathered, dialogue: Dialogue, seats: Sequence[Seat]) -> Round:
        place = self._place(group)
        return Round(
            dialogue=dialogue,
            ordinal=group.ordinal,
            when=self._when(group),
            where=place.where,
            country=place.country,
            venue=place.venue,
            delegates=tuple(Delegate(s.name, s.party, s.function) for s in seats),
            status=group.best.status,
            evidence=(self.document.cite(*group.best.sentence),),
            confidence=_confidence(group, dialogue),
        )

    def _main(
        self,
        group: Gathered,
        dialogue: Dialogue,
        backing: Backing,
        lines: Sequence[Line],
        seats: Sequence[Seat],
    ) -> Round:
        """The round that the document is about, with its programme and those behind it."""
        text = self.document.text
        return replace(
            self._round(group, dialogue, seats),
            theme=find_theme(text, lines) or self._subject(),
            sessions=find_sessions(text, lines),
            convenors=backing.convenors,
            partners=backing.partners,
            sponsors=backing.sponsors,
            others=find_attendance(text, lines),
            working_groups=find_working_groups(text, lines),
        )

    def _lines_of(self, group: Gathered) -> tuple[Line, ...]:
        """The stretches of lines that tell of one round; the first one has all that no other round has."""
        first = self.groups[0]
        other = {m.sentence: g for g in self.groups for m in g.mentions if g is not first}
        wanted = None if group is first else group
        kept: list[Line] = []
        for line in self.lines:
            current: Gathered | None = None
            is_run = False
            for sentence in split_sentences(self.document.text, line.start, line.end):
                words = self.document.text[sentence.start : sentence.end]
                current = other.get(sentence) or (current if words.startswith(_GOES_ON) else None)
                if current is not wanted:
                    is_run = False
                    continue
                start = kept.pop().start if is_run else sentence.start
                stretch = self.document.text[start : sentence.end]
                kept.append(replace(line, start=start, end=sentence.end, text=stretch))
                is_run = True
        return tuple(kept)

    def _seats(self, seats: Sequence[Seat]) -> tuple[Seat, ...]:
        """Seats with the names and parties that the document's people have."""
        spans = [(mention.span, person) for person in self.actors.people for mention in person.mentions]
        named = []
        for seat in seats:
            person = next((p for span, p in spans if span.overlaps(seat.span)), None)
            if person is not None and (person.name in seat.name) and seat.function in _PRESIDING:
                # Whose chair somebody is stands beside his name, and not with the next one on the list.
                named.append(replace(seat, name=person.name, party=person.party))
            elif person is None and any(head_class(w) or is_modifier(w) for w in seat.name.split()):
                # "High Representative", "Policy": what stands behind a name, and no name
                continue
            elif person is None or len(person.name.split()) < len(seat.name.split()):
                named.append(seat)
            else:
                named.append(replace(seat, name=person.name, party=person.party or seat.party))
        # Who is named as chair and on a list of delegates sits there once.
        return tuple(
            {s.name: s for s in reversed(named)}[name] for name in dict.fromkeys(s.name for s in named)
        )

    def _subject(self) -> str | None:
        for mention in self.mentions:
            found = mention.name and _SUBJECT.match(
                self.document.text, mention.name.span.end, mention.sentence.end
            )
            if found:
                return " ".join(found["subject"].split())
        return None


def _confidence(group: Gathered, dialogue: Dialogue) -> float:
    score = 0.55 + 0.15 * (group.ordinal is not None) + 0.15 * any(m.is_convened for m in group.mentions)
    return round(score + 0.05 * (dialogue.name is not None) + 0.05 * (len(dialogue.parties) > 1), 2)
