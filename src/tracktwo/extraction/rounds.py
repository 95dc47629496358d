"""Rounds of dialogues: which one a document is about, which others it tells of, and all that it says of each.

Official talks that are reported without being called a round ("Kerry holds talks in Islamabad") give one
round without a number, so that the dialogue with its parties and track is kept. The order of several such
talks, and whether two documents mean the same round, is not decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.convenors import Backing, find_backing
from tracktwo.extraction.dialogue_names import DialogueName, parties_in
from tracktwo.extraction.lines import Line, read_lines, split_sentences
from tracktwo.extraction.parties import split_parties
from tracktwo.extraction.places import Place, find_place
from tracktwo.extraction.relevance import is_meeting
from tracktwo.extraction.round_mentions import RoundMention, find_mentions
from tracktwo.extraction.seats import Seat, find_attendance, find_seats
from tracktwo.extraction.sessions import find_sessions, find_theme, find_working_groups
from tracktwo.extraction.times import Time, TimeKind, time_of
from tracktwo.extraction.tracks import TrackReading, read_track, tells_officials
from tracktwo.model import Delegate, Dialogue, Document, Round, Span, Track

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

_SUBJECT = re.compile(
    r"[\"”’]?\s+on\s+(?P<subject>[a-z][^,.;:]{3,80}?)"
    r"(?=\s+(?:with|between|in|at|was|were|will|has|had|took|held|on)\b|[,.;:]|$)"
)
#: Words that may open a sentence which goes on about the round of the sentence before.
_GOES_ON = ("It ", "That ", "They ", "There ")


@dataclass(slots=True)
class _Gathered:
    """Mentions of one round."""

    mentions: list[RoundMention]
    ordinal: int | None

    @property
    def best(self) -> RoundMention:
        """The mention that says most: convened, with a number, in a whole sentence."""
        return max(
            self.mentions,
            key=lambda m: (
                m.is_convened,
                m.ordinal is not None,
                not m.line.is_first,
                m.line.text.endswith("."),
                -m.span.start,
            ),
        )


def find_rounds(document: Document, doc: Doc, actors: Actors, times: Sequence[Time]) -> tuple[Round, ...]:
    """Find the rounds that a document tells of; the one that it is about comes first."""
    text, lines = document.text, read_lines(document)
    series = _series(find_mentions(text, lines))
    found: list[Round] = []
    for position, mentions in enumerate(series):
        gathered = _gathered(mentions)
        for group in gathered:
            if position == 0 or group.ordinal is not None or any(m.is_convened for m in group.mentions):
                about = _Material(document, doc, actors, times, lines, mentions, gathered)
                found.append(about.round_of(group, is_main=position == 0 and group is gathered[0]))
    if not found:
        implied = _implied(document, doc, actors, times, lines)
        return (implied,) if implied else ()
    return tuple(found)


def _series(mentions: Sequence[RoundMention]) -> list[list[RoundMention]]:
    """Mentions by dialogue, the dialogue that the document is about first."""
    groups: list[list[RoundMention]] = []
    for mention in mentions:
        home = next((g for g in groups if _same_dialogue(g, mention)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    groups = [g for g in groups if any(m.name or m.is_convened or m.ordinal for m in g)]
    return sorted(groups, key=_weight, reverse=True)


def _same_dialogue(group: Sequence[RoundMention], mention: RoundMention) -> bool:
    parties = {p for m in group for p in m.parties}
    own = set(mention.parties)
    if own and parties and not (own <= parties or parties <= own):
        return False
    one = next((m.name for m in group if m.name), None)
    two = mention.name
    if one is None or two is None:
        return bool(own <= parties or not own or not parties)
    if own and parties and len(own & parties) >= 2:
        return True
    tracks = {read.track for read in (one.track, two.track) if read.track}
    return len(tracks) < 2 and bool(
        _content(one) & _content(two) or (not _content(two) - {"talks", "dialogue"})
    )


def _content(name: DialogueName) -> set[str]:
    return {w.strip("()“”\"'").lower() for w in name.name.split()} - {"the", "and", "of"}


def _weight(group: Sequence[RoundMention]) -> tuple[int, int]:
    score = sum(
        1 + 3 * (m.ordinal is not None) + 2 * m.line.is_first + 2 * m.is_convened + len(m.parties[:2])
        for m in group
    )  # fmt: skip
    return score, -group[0].span.start


def _gathered(mentions: Sequence[RoundMention]) -> list[_Gathered]:
    """Mentions of one dialogue by round; the round that the document is about first."""
    ordinal = next((m.ordinal for m in mentions if m.ordinal is not None), None)
    if ordinal is None:
        before = next((m.before for m in mentions if m.before is not None), None)
        ordinal = before + 1 if before is not None else None
    main = _Gathered([], ordinal)
    others: dict[int | str, _Gathered] = {}
    for mention in mentions:
        number = _number(mention, ordinal)
        if number is None and mention.which is None and mention.ordinal is None:
            if mention.before is None:
                main.mentions.append(mention)
        elif mention.ordinal == ordinal and ordinal is not None:
            main.mentions.append(mention)
        elif number is None and mention.which == "previous":
            continue
        else:
            key: int | str = number if number is not None else str(mention.which)
            others.setdefault(key, _Gathered([], number)).mentions.append(mention)
    return ([main] if main.mentions else []) + list(others.values())


def _number(mention: RoundMention, main: int | None) -> int | None:
    if mention.ordinal is not None:
        return mention.ordinal
    if mention.which is None or main is None:
        return None
    return main + 1 if mention.which == "next" else main - 1 or None


@dataclass(frozen=True, slots=True)
class _Material:
    """What the rounds of one dialogue are made from."""

    document: Document
    doc: Doc
    actors: Actors
    times: Sequence[Time]
    lines: Sequence[Line]
    mentions: Sequence[RoundMention]
    gathered: Sequence[_Gathered]

    def round_of(self, group: _Gathered, *, is_main: bool) -> Round:
        """The claim for one round, with what the lines about it say."""
        text, best = self.document.text, group.best
        lines = self._lines_of(group, is_main=is_main)
        seats = self._seats(find_seats(text, lines))
        dialogue = self._dialogue(seats, lines if is_main else ())
        backing = (
            find_backing(text, lines, dialogue.parties, official=dialogue.track is Track.I)
            if is_main
            else Backing()
        )
        if dialogue.track is None or (
            dialogue.track is Track.I and backing.convenors and not self._is_official()
        ):
            dialogue = replace(dialogue, track=_track_without_word(dialogue, backing, seats))
        place = self._place(group)
        return Round(
            dialogue=dialogue,
            ordinal=group.ordinal,
            when=self._when(group),
            where=place.where,
            country=place.country,
            venue=place.venue,
            theme=(find_theme(text, lines) or self._subject()) if is_main else None,
            sessions=find_sessions(text, lines) if is_main else (),
            convenors=backing.convenors,
            partners=backing.partners,
            sponsors=backing.sponsors,
            delegates=tuple(Delegate(s.name, s.party, s.function) for s in seats),
            others=find_attendance(text, lines) if is_main else None,
            working_groups=find_working_groups(text, lines) if is_main else (),
            status=best.status,
            evidence=(self.document.cite(*best.sentence),),
            confidence=_confidence(group, dialogue),
        )

    def _lines_of(self, group: _Gathered, *, is_main: bool) -> tuple[Line, ...]:
        """The stretches of lines that tell of one round; the main one has all that no other round has."""
        other = {m.sentence: g for g in self.gathered for m in g.mentions if g is not self.gathered[0]}
        kept: list[Line] = []
        for line in self.lines:
            current: _Gathered | None = None
            is_run = False
            for sentence in split_sentences(self.document.text, line.start, line.end):
                words = self.document.text[sentence.start : sentence.end]
                current = other.get(sentence) or (current if words.startswith(_GOES_ON) else None)
                if current is not (None if is_main else group):
                    is_run = False
                    continue
                start = kept.pop().start if is_run else sentence.start
                kept.append(
                    replace(
                        line, start=start, end=sentence.end, text=self.document.text[start : sentence.end]
                    )
                )
                is_run = True
        return tuple(kept)

    def _dialogue(self, seats: Sequence[Seat], lines: Sequence[Line]) -> Dialogue:
        names = [m.name for m in self.mentions if m.name]
        best = max(names, key=lambda n: n.fullness, default=None)
        parties = self._parties(best, seats)
        track = self._track(names)
        return Dialogue(best.name if best else None, parties, track.track, track.also)

    def _parties(self, best: DialogueName | None, seats: Sequence[Seat]) -> tuple[str, ...]:
        named = list(dict.fromkeys(p for m in self.mentions for p in m.parties))
        if best is not None and len(best.parties) >= 2:
            named = list(best.parties)
        if len(named) < 2:
            sides = Counter(p for s in seats for p in split_parties(s.party))
            named += [p for p, n in sides.most_common() if p not in named and n > 1]
        if len(named) < 2:
            named += [p for p in self.actors.parties[:2] if p not in named][: 2 - len(named)]
        return tuple(sorted(named))

    def _track(self, names: Sequence[DialogueName]) -> TrackReading:
        for name in names:
            if name.track.track:
                return name.track
        for mention in self.mentions:
            reading = read_track(self.document.text[mention.sentence.start : mention.sentence.end])
            if reading.track:
                return reading
        return TrackReading()

    def _is_official(self) -> bool:
        return any(tells_officials(m.line.text) for m in self.mentions)

    def _when(self, group: _Gathered) -> str | None:
        for mention in sorted(group.mentions, key=lambda m: (not m.is_convened, m.span)):
            time = self._time(mention)
            if time is not None:
                return time.edtf
        return None

    def _time(self, mention: RoundMention) -> Time | None:
        stop = min(
            (m.span.start for m in self.mentions if m.span.start >= mention.span.end),
            default=mention.sentence.end,
        )
        inside = [
            t for t in self.times
            if t.edtf and t.kind in (TimeKind.POINT, TimeKind.INTERVAL)
            and t.relation not in ("since", "after", "before", "until")
            and mention.sentence.start <= t.span.start < mention.sentence.end
        ]  # fmt: skip
        behind = [t for t in inside if mention.span.end <= t.span.start < max(stop, mention.span.end)]
        best = min(behind, key=lambda t: (not _has_day(t), t.span.start), default=None)
        if best is not None and (mention.is_convened or _has_day(best)):
            return best
        if not mention.is_convened:
            return None
        return time_of(inside, self.doc, mention.span.start, mention.span.end)

    def _place(self, group: _Gathered) -> Place:
        venue = None
        for mention in sorted(group.mentions, key=lambda m: (not m.is_convened, m.span)):
            sentence = mention.sentence
            behind = [
                m.span.start for m in self.mentions
                if m.span.start >= mention.span.end and m.sentence == sentence
            ]  # fmt: skip
            stop = min(behind, default=sentence.end)
            place = find_place(
                self.document.text, self.doc, sentence.start, max(stop, mention.span.end), mention.span.end
            )
            venue = venue or place.venue
            if place.where:
                return replace(place, venue=venue)
        return Place(venue=venue)

    def _seats(self, seats: Sequence[Seat]) -> tuple[Seat, ...]:
        """Seats with the names that the document's people have."""
        people = {m.start: p for p in self.actors.people for m in p.mentions}
        spans = [(m.span, p) for p in self.actors.people for m in p.mentions]
        named = []
        for seat in seats:
            person = people.get(seat.span.start) or next((p for s, p in spans if s.overlaps(seat.span)), None)
            if person is None:
                named.append(seat)
            else:
                named.append(replace(seat, name=person.name, party=seat.party or person.party))
        return tuple(named)

    def _subject(self) -> str | None:
        """What a dialogue is said to be on, behind its name: "strategic dialogue on security issues with …"."""
        for mention in self.mentions:
            found = mention.name and _SUBJECT.match(
                self.document.text, mention.name.span.end, mention.sentence.end
            )
            if found:
                return " ".join(found["subject"].split())
        return None


def _has_day(time: Time) -> bool:
    return time.edtf is not None and len(time.edtf.split("/")[0]) >= 7


def _track_without_word(dialogue: Dialogue, backing: Backing, seats: Sequence[Seat]) -> Track | None:
    """Talks that an institute convenes with people who are not in office are Track II; others are of officials."""
    if backing.convenors and backing.partners + backing.sponsors and len(seats) > 1:
        return Track.II
    return Track.I if len(dialogue.parties) > 1 else None


def _confidence(group: _Gathered, dialogue: Dialogue) -> float:
    score = 0.55 + 0.15 * (group.ordinal is not None) + 0.15 * any(m.is_convened for m in group.mentions)
    return round(score + 0.05 * (dialogue.name is not None) + 0.05 * (len(dialogue.parties) > 1), 2)


def _implied(
    document: Document, doc: Doc, actors: Actors, times: Sequence[Time], lines: Sequence[Line]
) -> Round | None:
    """The talks of the document's two sides where it names neither a round nor a dialogue."""
    sides = _sides(document, actors, lines)
    sentence = _telling(document.text, lines)
    if len(sides) < 2 or sentence is None:
        return None
    place = find_place(document.text, doc, sentence.start, sentence.end)
    inside = [t for t in times if t.edtf and t.relation is None and sentence.contains(t.span) and _has_day(t)]
    return Round(
        dialogue=Dialogue(None, sides, Track.I),
        when=inside[0].edtf if inside else None,
        where=place.where,
        country=place.country,
        venue=place.venue,
        evidence=(document.cite(*sentence),),
        confidence=0.5,
    )


def _sides(document: Document, actors: Actors, lines: Sequence[Line]) -> tuple[str, ...]:
    """The parties that the title names, if it names two; else the document's two most prominent ones."""
    title = document.title or (lines[0].text if lines else "")
    named = [p for p in parties_in(title) if p in actors.parties]
    more = [p for p in actors.parties if p not in named]
    return tuple(sorted([*named, *more][: max(2, len(named))]))


def _telling(text: str, lines: Sequence[Line]) -> Span | None:
    """The first sentence below the title that tells of contact between two parties, or the first one at all."""
    sentences = [
        s for line in lines for s in split_sentences(text, line.start, line.end) if not line.is_first
    ]
    sentences = sentences or [Span(line.start, line.end) for line in lines]
    return next(
        (s for s in sentences if is_meeting(text[s.start : s.end])), sentences[0] if sentences else None
    )
