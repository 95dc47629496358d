"""Which dialogue the mentions of rounds are of: its name, track and sides, and who is behind it.

When and where its rounds were is read in :mod:`tracktwo.extraction.series_settings`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracktwo import lexicon
from tracktwo.extraction.bystanders import sides_of
from tracktwo.extraction.convenors import Backing, find_backing
from tracktwo.extraction.dialogue_names import parties_in
from tracktwo.extraction.home import issuing_party
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.parties import find_namings, party_of_words, split_parties
from tracktwo.extraction.round_mentions import RoundMention
from tracktwo.extraction.seats import Seat
from tracktwo.extraction.series_settings import SeriesSettings
from tracktwo.extraction.spellings import Spelling
from tracktwo.extraction.tracks import TrackReading, read_track, read_unofficial, tells_officials
from tracktwo.model import Dialogue, DocumentKind, Span, Track

#: The two sides behind talks: "between the government and rebels of the north".
_BETWEEN = re.compile(
    r"\s+between\s+(?P<one>[^.,;:]{3,60}?)\s+and\s+(?P<other>[^.,;:]{3,60}?)"
    r"(?=[.,;:]|\s+(?:was|were|is|are|will|opened|began|ended|took|in|on|at|over|after|have|has|had|resumed|collapsed)\b|$)"
)


@dataclass(frozen=True, slots=True)
class SeriesSides(SeriesSettings):
    """The mentions of one dialogue, and whose it is."""

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
