"""Rounds of one dialogue from its mentions: when and where, its sides, who convened it, who sat at the table.

Which mentions are of one dialogue is found in `round_groups`, which dialogues a document has in `rounds`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo import lexicon
from tracktwo.extraction.bystanders import (
    is_doubted,
    is_of_founding,
    is_of_saying,
    is_of_thing,
    is_wished,
    sides_of,
)
from tracktwo.extraction.convenors import Backing, find_backing
from tracktwo.extraction.dialogue_names import parties_in
from tracktwo.extraction.home import issuing_party
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.office_words import head_class, is_modifier
from tracktwo.extraction.parties import find_namings, party_of_words, split_parties
from tracktwo.extraction.places import Place, after_dateline, find_place
from tracktwo.extraction.round_groups import Gathered
from tracktwo.extraction.round_mentions import RoundMention
from tracktwo.extraction.seats import Seat, find_attendance, find_seats
from tracktwo.extraction.sessions import find_sessions, find_theme, find_working_groups
from tracktwo.extraction.spellings import Spelling
from tracktwo.extraction.times import Time, TimeKind, time_of
from tracktwo.extraction.tracks import TrackReading, read_track, read_unofficial, tells_officials
from tracktwo.model import Delegate, Dialogue, Document, DocumentKind, Round, Span, Status, Track

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: "strategic dialogue on security issues with …": what official talks without a theme are on.
_SUBJECT = re.compile(
    r"[\"”’]?\s+on\s+(?P<subject>[a-z][^,.;:]{3,80}?)"
    r"(?=\s+(?:with|between|in|at|was|were|will|has|had|took|held|on)\b|[,.;:]|$)"
)
#: Functions that a sentence gives somebody, and no list of a side.
_PRESIDING = frozenset({"chair", "co-chair", "chief guest", "keynote speaker", "facilitator", "rapporteur"})
#: What may stand between a mention and a time that is the round's though no verb says that it was held.
_JUST_BEHIND = re.compile(
    r"[\s,(]*(?:(?:in|at)\s+[A-Z][^.;,]{1,30},?\s+)?(?:(?:on|in|of|from|between)\s+)?(?:the\s+)?"
)
#: The two sides behind talks: "between the government and rebels of the north".
_BETWEEN = re.compile(
    r"\s+between\s+(?P<one>[^.,;:]{3,60}?)\s+and\s+(?P<other>[^.,;:]{3,60}?)"
    r"(?=[.,;:]|\s+(?:was|were|is|are|will|opened|began|ended|took|in|on|at|over|after|have|has|had|resumed|collapsed)\b|$)"
)
#: Words that may open a sentence which goes on about the round of the sentence before.
_GOES_ON = ("It ", "That ", "They ", "There ")


@dataclass(frozen=True, slots=True)
class RoundSeries:
    """The mentions of one dialogue, and what its rounds are made from."""

    document: Document
    doc: Doc
    actors: Actors
    times: Sequence[Time]
    lines: Sequence[Line]
    mentions: Sequence[RoundMention]
    groups: Sequence[Gathered]

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

    def _dialogue_and_backing(self, lines: Sequence[Line], seats: Sequence[Seat]) -> tuple[Dialogue, Backing]:
        """The dialogue, and who is behind it; whether officials talk decides who can be, and the other way about."""
        names = [m.name for m in self.mentions if m.name]
        best = max(names, key=lambda n: n.fullness, default=None)
        named = self._named_parties(seats)
        track = self._track()
        official = track.track is Track.I or (track.track is None and self._is_official())
        backing = self._backing(lines, named, official=official)
        if track.track is None:
            unofficial = self._unofficial(lines, backing, seats, official=official)
            track = TrackReading(unofficial or Track.I)
            if track.track is Track.I and not official:
                backing = self._backing(lines, named, official=True)
        parties = self._parties(named, backing)
        if len(parties) < 2 and track.track is Track.I and best is None:
            track = TrackReading()
        if track.track is Track.I:
            own = {c for c in backing.convenors if set(split_parties(party_of_words(c))) & set(parties)}
            backing = replace(backing, convenors=tuple(c for c in backing.convenors if c not in own))
        return Dialogue(best.name if best else None, parties, track.track, track.also), backing

    def _backing(self, lines: Sequence[Line], named: Sequence[str], *, official: bool) -> Backing:
        """Who is behind the round; for officials' talks, those told beside it before those of other talks."""
        text = self.document.text
        if official:
            told = {m.sentence for m in self.groups[0].mentions}
            beside = [
                replace(line, start=s.start, end=s.end, text=text[s.start : s.end])
                for line in lines for s in split_sentences(text, line.start, line.end) if s in told
            ]  # fmt: skip
            backing = find_backing(text, beside, named, official=True)
            if backing.convenors:
                return backing
        return find_backing(text, lines, named, official=official)

    def _named_parties(self, seats: Sequence[Seat]) -> list[str]:
        """Parties that a name or the lists of delegates give."""
        best = max((m.name for m in self.mentions if m.name), key=lambda n: n.fullness, default=None)
        named = list(dict.fromkeys(p for m in self.mentions for p in m.parties))
        if best is not None and len(best.parties) >= 2:
            named = list(best.parties)
        if len(named) < 2:
            sides = Counter(p for s in seats for p in split_parties(s.party))
            named += [p for p, n in sides.most_common() if p not in named and n > 1]
        return named

    def _parties(self, named: Sequence[str], backing: Backing) -> tuple[str, ...]:
        """The parties, made up to two from the document's own where none other is named and no convenor meant."""
        behind = " ".join((*backing.convenors, *backing.sponsors, *backing.partners))
        inner = any(m.name and m.name.is_internal for m in self.mentions)
        if len(named) >= 2 or inner:
            return tuple(sorted(named))
        text = self.document.text
        if len(named) < 2 and any(self._has_unknown_side(m) for m in self.mentions):
            return tuple(sorted(named))
        sides = [(m, sorted(sides_of(text, m.sentence) - self._of_place(m))) for m in self.mentions]
        told = [p for _, parties in sides for p in parties]
        if not named:
            for mention, parties in sides:
                ahead = sorted(
                    set(sides_of(text, Span(mention.sentence.start, mention.span.start))) & set(parties)
                )
                if mention.is_convened and len(parties) >= 2:
                    return tuple(ahead if len(parties) > 2 and len(ahead) >= 2 else parties)
            if joint := self._host_and_house(sides):
                return joint
        apart = {*named, *parties_in(behind)}
        beside = [p for p in dict.fromkeys(told) if p not in apart]
        if named and named[0] in lexicon.load("organisations") and len(beside) >= 2:
            # "the fourth Quad Foreign Ministers' Meeting": its members talk
            return tuple(sorted(beside))
        if named and named[0] in lexicon.load("organisations") and not self._is_of_two_sides():
            return tuple(named)
        if self._is_transcript() and not self._has_proper_name():
            # Who asks and who answers speak of the talks of others.
            return tuple(sorted(named))
        others = [p for p in self.actors.parties[:3] if p not in apart]
        hosts = {n for n in others if self._only_hosts(n)}
        others = (
            [p for p in others if p not in hosts] if len(others) - len(hosts) + len(named) > 1 else others
        )
        others = [*(p for p in beside if p in others), *(p for p in others if p not in beside)]
        return tuple(sorted([*named, *others[: 2 - len(named)]]))

    def _host_and_house(self, sides: Sequence[tuple[RoundMention, Sequence[str]]]) -> tuple[str, ...]:
        """ "Algeria hosted a dialogue, during which we discussed": the host, and the house whose page it is."""
        for mention, parties in sides:
            sentence = self.document.text[mention.sentence.start : mention.sentence.end]
            if mention.is_convened and len(parties) == 1 and re.search(r"\b[Ww]e\b", sentence):
                house = issuing_party(self.document, Spelling(self.document.text))
                if house is None and self.document.kind in (DocumentKind.NOTICE, DocumentKind.READOUT):
                    house = next((p.party for p in self.actors.people if p.office), None)
                if house is not None and house not in parties:
                    return tuple(sorted((*parties, house)))
        return ()

    @staticmethod
    def _of_place(mention: RoundMention) -> set[str]:
        """The country of the city that a dialogue is called after: "Astana process"."""
        if mention.name is None or mention.name.parties:
            return set()
        return {n.party for n in find_namings(mention.name.name) if n.party}

    def _only_hosts(self, party: str) -> bool:
        """Whether a country says or is said to have lent the talks its roof: "Norway is proud to have hosted"."""
        text = self.document.text
        return any(
            n.party == party
            for m in re.finditer(
                r"\b(?P<who>[A-Z][\w.]+(?: [A-Z][\w.]+)?),? (?:[a-z]+ ){0,6}?host(?:ed|s|ing)?\b", text
            )
            for n in find_namings(m["who"])
        )

    def _has_unknown_side(self, mention: RoundMention) -> bool:
        """Whether talks are told to be between two of whom only one is a party that is known: nobody else is meant."""
        behind = self.document.text[mention.span.end : mention.sentence.end]
        told = _BETWEEN.match(behind)
        return told is not None and bool(parties_in(told["one"])) != bool(parties_in(told["other"]))

    def _is_transcript(self) -> bool:
        return self.document.kind is DocumentKind.TRANSCRIPT

    def _has_proper_name(self) -> bool:
        """Whether the talks have a name of their own; "the strategic dialogue" in a transcript may be anybody's."""
        names = [m.name for m in self.mentions if m.name]
        return any(n.parties or any(w[0].isupper() for w in n.name.split()) for n in names)

    def _is_of_two_sides(self) -> bool:
        """Whether some name ends in a word for talks between sides, and not for a body's own meeting."""
        heads = lexicon.load("dialogue_words")["heads"]
        names = [m.name for m in self.mentions if m.name]
        return not names or any(n.name.split()[-1].lower() in heads for n in names)

    def _track(self) -> TrackReading:
        named = [m.name.track for m in self.mentions if m.name and m.name.track.track]
        if named:
            return next((t for t in named if t.track is named[0].track and t.also), named[0])
        for mention in self.mentions:
            reading = read_track(self.document.text[mention.sentence.start : mention.sentence.end])
            if reading.track:
                return reading
        return TrackReading()

    def _is_official(self) -> bool:
        return any(tells_officials(m.line.text) for m in self.mentions)

    def _unofficial(
        self, lines: Sequence[Line], backing: Backing, seats: Sequence[Seat], *, official: bool
    ) -> Track | None:
        """Track 1.5 or II where no track is named: talks called unofficial, or held by an institute with delegates."""
        told = next((t for m in self.mentions if (t := read_unofficial(m.line.text))), None)
        if told or official:
            return told
        if any(party_of_words(c) in lexicon.load("organisations") for c in backing.convenors):
            return None  # who is brought together by an organisation of states is no private person
        if backing.convenors and (seats or backing.sponsors or backing.partners):
            return next((t for line in lines if (t := read_unofficial(line.text))), Track.II)
        return None

    def _when(self, group: Gathered) -> str | None:
        for mention in sorted(group.mentions, key=lambda m: (not m.is_convened, m.span)):
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
        convened = [m for m in group.mentions if m.is_convened]
        for mention in convened or group.mentions:
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


def _has_month(time: Time) -> bool:
    return time.edtf is not None and len(time.edtf.split("/")[0]) >= 7


def _confidence(group: Gathered, dialogue: Dialogue) -> float:
    score = 0.55 + 0.15 * (group.ordinal is not None) + 0.15 * any(m.is_convened for m in group.mentions)
    return round(score + 0.05 * (dialogue.name is not None) + 0.05 * (len(dialogue.parties) > 1), 2)
