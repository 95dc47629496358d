"""On which track talks are, from the many ways in which the track is written.

Only words are read here; that talks of two foreign ministers are Track I without saying so is decided in
`rounds`.
"""

import re
from dataclasses import dataclass
from functools import cache

from tracktwo import lexicon
from tracktwo.model import Track

_NUMBER = (
    r"(?:(?:I|1|l)[.,]5|1½|1 1/2|one[- ]and[- ]a[- ]half|one point five|one-half"
    r"|(?-i:II|Il|ii)|2|two|(?-i:I)(?![\w.’'])|1(?![\d.])|one(?!-))"
)
#: "Track-II/I.5", "track 1.5", "Track Two", "Tracks I and II".
TRACK_WORDS = re.compile(
    rf"\btracks?[\s-]*(?P<one>{_NUMBER})(?:\s*(?:[/&+,–-]|\band\b|\bor\b)\s*(?:track[\s-]*)?(?P<two>{_NUMBER}))?",
    re.IGNORECASE,
)
_ORDER = (Track.ONE_AND_A_HALF, Track.II, Track.I)


@dataclass(frozen=True, slots=True)
class TrackReading:
    """A track, and a second one where the text names two."""

    track: Track | None = None
    also: Track | None = None


def read_track(words: str) -> TrackReading:
    """The track that ``words`` name outright; the first one named comes first."""
    match = TRACK_WORDS.search(words)
    if match:
        one = _track(match["one"])
        two = _track(match["two"]) if match["two"] else None
        return TrackReading(one, two if two is not one else None)
    return TrackReading()


def read_unofficial(words: str) -> Track | None:
    """Track 1.5 or II where ``words`` call talks unofficial without naming a track."""
    plain = " ".join(words.lower().split())
    return next((track for track, pattern in _unofficial() if pattern.search(plain)), None)


def tells_officials(words: str) -> bool:
    """Whether ``words`` show talks of governments: ministers, 2+2, foreign office."""
    return bool(_official().search(words))


def _track(written: str) -> Track:
    plain = written.lower().replace(" ", "-")
    if "5" in plain or "½" in plain or "half" in plain or "1/2" in plain or "five" in plain:
        return Track.ONE_AND_A_HALF
    return Track.II if plain in ("ii", "il", "2", "two") else Track.I


@cache
def _unofficial() -> tuple[tuple[Track, re.Pattern[str]], ...]:
    data = lexicon.load("dialogue_words")["unofficial"]
    return tuple((track, _any_of(data[track.value])) for track in _ORDER if track.value in data)


@cache
def _official() -> re.Pattern[str]:
    return _any_of(lexicon.load("dialogue_words")["official"])


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in words), re.IGNORECASE)
