"""Names of dialogues as they stand in a text: "the U.S.-Pakistan strategic dialogue", "India–Japan 2+2
Dialogue".

A name is read leftwards from its head noun over capitalised words, words of the lexicon and the parties; it
needs no syntax, so that headlines and broken lines are read too. Which mentions are one dialogue is decided
in `rounds`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.office_words import head_class
from tracktwo.extraction.parties import Kind, find_namings, party_of_words, split_parties
from tracktwo.extraction.tracks import TRACK_WORDS, TrackReading, read_track
from tracktwo.model import Span

_CHUNK = re.compile(r"[^\s—]+")
_ABBREVIATION = re.compile(r"(?:[A-Za-z]\.){1,4}(?:-.+)?|.*\b(?:U\.S|U\.K|U\.N|D\.C)\.?")
_EDGES = "“”\"'‘’()[]«»,;:"
_CONNECTORS = frozenset({"and", "&", "of", "on", "for", "–", "-", "/", "the", "plus"})
_BETWEEN = re.compile(r"\b(between)\s", re.IGNORECASE)
_AFTER = re.compile(r"\s+(between|with|among|involving|of)\s+", re.IGNORECASE)
_SUBJECT = re.compile(r"\s+(?:on|for)(?:\s+the)?((?:\s+(?:and|of|the|on|in|&)|\s+[A-Z][\w’'-]+)+)")


@dataclass(frozen=True, slots=True)
class DialogueName:
    """One mention of a dialogue by name."""

    span: Span
    #: The words of the name on one line, without quotation marks around it.
    name: str
    #: Parties named in it or just behind it ("between Iran and Oman"), in the order of the text.
    parties: tuple[str, ...]
    track: TrackReading
    #: Whether it is written as a proper name.
    is_proper: bool

    @property
    def is_internal(self) -> bool:
        """Whether it names talks within one country: "Intra-Libyan Dialogue", "National Dialogue"."""
        return bool(re.match(r"(?:Intra|Inter|National|Inclusive)\b", self.name, re.IGNORECASE))

    @property
    def fullness(self) -> tuple[int, bool, int]:
        """How much the mention says, for choosing the fullest among several."""
        named = len(parties_in(self.name))
        return (min(named, 2), self.is_proper, len(self.name))


def find_names(text: str, start: int, end: int) -> Iterator[DialogueName]:
    """Find names of dialogues in ``text[start:end]``, which should be one paragraph or line."""
    chunks = [(m.start(), m.end()) for m in _CHUNK.finditer(text, start, end)]
    headline = is_headline(text[start:end])
    taken = start
    for index, (_, chunk_end) in enumerate(chunks):
        head = text[chunks[index][0] : chunk_end].strip(_EDGES + ".!?")
        if not _is_head(head, text, chunks, index):
            continue
        found = _read(text, chunks, index, headline, taken)
        if found is not None:
            taken = found.span.end
            yield found


def parties_in(words: str) -> tuple[str, ...]:
    """The parties named by ``words``, in order, "Sino-Indian" and "US-Pakistan" included."""
    whole = split_parties(party_of_words(words))
    placed = [n.party for n in find_namings(words) if n.party]
    named = dict.fromkeys(party for one in placed for party in split_parties(one))
    return tuple(sorted(named, key=list(named).index)) + tuple(p for p in whole if p not in named)


def _sides_of_name(name: str) -> tuple[str, ...]:
    """The parties that a dialogue's name gives; a city alone is where it is held: "Astana process"."""
    namings = [n for n in find_namings(name) if n.party or n.place]
    if len(namings) == 1 and namings[0].kind in (Kind.CAPITAL, Kind.CITY, Kind.SEAT):
        return ()
    return parties_in(name)


def is_headline(line: str) -> bool:
    """Whether nearly every longer word of a line has a capital, so that capitals tell nothing."""
    words = [w for w in re.findall(r"[^\W\d_][\w’'.-]*", line) if len(w) > 3]
    return (
        3 < len(words) < 30
        and line.lstrip(_EDGES)[:1].isupper()
        and sum(w[0].isupper() for w in words) > 0.85 * len(words)
    )


def _is_head(word: str, text: str, chunks: list[tuple[int, int]], index: int) -> bool:
    data = _words()
    if word.lower() in data.heads:
        follows = text[chunks[index + 1][0] : chunks[index + 1][1]] if index + 1 < len(chunks) else ""
        # "Strategic Dialogue Forum": the name goes on.
        if follows.strip(_EDGES + ".") in lexicon.load("dialogue_words")["led_on"] and not word.islower():
            return (
                text[chunks[index][1] - 1] in _EDGES + "."
            )  # "U.S.-ROK Policy Consultation Delegation" is no dialogue
        return follows.strip(_EDGES + ".") not in data.proper_heads or word.islower()
    return word in data.proper_heads and index > 0


def _read(
    text: str, chunks: list[tuple[int, int]], index: int, headline: bool, taken: int
) -> DialogueName | None:
    first = _leftmost(text, chunks, index, headline, taken)
    start, end = chunks[first][0], chunks[index][1]
    while start < end and text[start] in _EDGES and text[start] != "(":
        start += 1
    while end > start and text[end - 1] in _EDGES + ".!?":
        end -= 1
    bare = " ".join(text[start:end].split()).replace("“", "").replace('"', "")
    end = _with_subject(text, start, end, chunks[-1][1])
    name = " ".join(text[start:end].split()).replace("“", "").replace('"', "")
    around = parties_after(text, end, chunks[-1][1])
    parties = tuple(dict.fromkeys((*_sides_of_name(bare), *around)))
    proper = all(w[:1].isupper() or not w[:1].isalpha() or w in _CONNECTORS for w in bare.split())
    if not _is_name(bare, parties, proper, headline):
        return None
    return DialogueName(Span(start, end), name, parties, read_track(bare), proper and not headline)


def _leftmost(text: str, chunks: list[tuple[int, int]], index: int, headline: bool, taken: int) -> int:
    """Index of the chunk that the name begins with."""
    first = index
    i = index - 1
    while i >= 0 and chunks[i][0] >= taken:
        raw = text[chunks[i][0] : chunks[i][1]]
        if raw.endswith(")") and "(" not in raw:
            opening = _opening(text, chunks, i)
            if opening is None:
                break
            first, i = opening, opening - 1
            continue
        word = raw.strip(_EDGES)
        if _ends_phrase(raw, word):
            break
        if word in _CONNECTORS:
            if not (i and _may_connect(text, chunks, i, headline)):
                break
            i -= 1
            continue
        track = _track_ending_at(text, chunks, i)
        if track is None and not _may_stand(word, headline):
            break
        i = i if track is None else track
        first = i
        if raw[0] in '“"‘«':
            break
        i -= 1
    return first


def _track_ending_at(text: str, chunks: list[tuple[int, int]], last: int) -> int | None:
    """The chunk with which a track written in several words begins, if it ends with chunk ``last``."""
    for first in range(last - 1, max(-1, last - 6), -1):
        if TRACK_WORDS.fullmatch(text[chunks[first][0] : chunks[last][1]].strip(_EDGES)):
            return first
    return None


def _opening(text: str, chunks: list[tuple[int, int]], closing: int) -> int | None:
    """The chunk where the brackets open that close at ``closing``, if they hold a track or an abbreviation."""
    for i in range(closing, max(-1, closing - 6), -1):
        if "(" in text[chunks[i][0] : chunks[i][1]]:
            inside = text[chunks[i][0] : chunks[closing][1]]
            is_short = re.fullmatch(r"\([A-Z&+\d-]{2,12}\)", inside)
            return i if TRACK_WORDS.search(inside) or is_short else None
    return None


def _ends_phrase(raw: str, word: str) -> bool:
    if raw[-1] in ",;:!?”»" or (raw.endswith('"') and not raw.startswith('"')):
        return True
    return (raw.endswith(".") and not _ABBREVIATION.fullmatch(word)) or raw.endswith(".)")


def _may_connect(text: str, chunks: list[tuple[int, int]], i: int, headline: bool) -> bool:
    """Whether the words on both sides of a connector belong to one name: "Strategic and Economic Dialogue"."""
    connector = text[chunks[i][0] : chunks[i][1]].lower()
    left = text[chunks[i - 1][0] : chunks[i - 1][1]].strip(_EDGES)
    right = text[chunks[i + 1][0] : chunks[i + 1][1]].strip(_EDGES)
    if connector == "the":
        return False
    if not _may_stand(left, headline) or left.lower() in _words().heads:
        return False
    if connector in ("of", "on", "for"):
        return left[:1].isupper() and right[:1].isupper() and not parties_in(left)
    return left[:1].isupper() == right[:1].isupper()


def _may_stand(word: str, headline: bool) -> bool:
    data = _words()
    if word.endswith(("'s", "’s", "s’")):
        return False
    if word.lower() in data.ordinals or re.fullmatch(r"\d+(?:st|nd|rd|th)", word):
        return False
    if word.lower() in data.modifiers or TRACK_WORDS.fullmatch(word) or re.fullmatch(r"\d\+\d", word):
        return True
    if TRACK_WORDS.search(word) or re.fullmatch(r"[IV]+|\d\.5|[IV]+[/&]\S+", word):
        return True
    if parties_in(word) and word[:1].isupper():
        return True
    if headline:
        return word in data.headline_modifiers
    return word[:1].isupper() and word not in data.not_in_names


def _with_subject(text: str, start: int, end: int, limit: int) -> int:
    """Take in a subject that belongs to a proper name: "Strategic Dialogue on Regional Political Issues"."""
    if third := _third_behind(text, start, end, limit):
        return third
    if not text[start].isupper() or is_headline(text[start:limit]):
        return end
    found = _SUBJECT.match(text, end, limit)
    if not found:
        return end
    stop = found.end()
    words = text[end:stop].split()
    while words and not words[-1][:1].isupper():
        stop = end + text[end:stop].rstrip().rfind(words.pop())
    subject = text[end:stop]
    capitals = [w for w in words if w[:1].isupper()]
    if len(capitals) < 2 or parties_in(subject) or re.match(r"\s*\d|,\s*\d{4}", text[stop : stop + 6]):
        return end
    return end + len(subject.rstrip())


def _third_behind(text: str, start: int, end: int, limit: int) -> int | None:
    """Where the country ends whom two sides talk about: "the U.S.-EU Dialogue on China"."""
    sides = parties_in(text[start:end])
    opening = re.compile(r"\s+on\s+(?:the\s+)?(?=[A-Z])").match(text, end, limit)
    if opening is None or len(sides) < 2:
        return None
    third = next((n for n in find_namings(text[opening.end() : limit]) if n.start == 0), None)
    if third is None or third.kind is not Kind.NAME or not third.party or third.party in sides:
        return None
    return opening.end() + third.end


def parties_after(text: str, end: int, limit: int) -> tuple[str, ...]:
    """Parties told just behind a name: "between Iran and Oman", "with Pakistan"."""
    # A subject may stand between: "dialogue on security issues with Pakistan".
    stop = re.search(
        r"[.;:!?]\s|\b(?:was|were|is|are|has|have|had|will|would|to be|and \w+ed)\b", text[end:limit]
    )
    behind = text[end : end + stop.start()] if stop else text[end:limit]
    # "a second round of talks on Monday between Chad and Niger": whom "between" names are the two
    found = _BETWEEN.search(behind[:90] + " ") or _AFTER.search(behind[:90] + " ")
    if not found or (found[1].lower() == "of" and found.start() > 0):
        return ()
    if re.match(
        r"(?:the )?(?:[\w-]+ )?(?:support|funding|help|assistance|backing|sponsorship)\b",
        behind[found.end() :],
    ):
        return ()
    phrase = re.split(
        r",\s+(?!and\b)(?![A-Z][\w.]*(?:,| and))|\bon\b|\bin\b|\bat\b|\bheld\b|\bafter\b|\bto\b|\w(?:ed|seen)\s+by\b",
        behind[found.end() :],
    )[0]
    return parties_in(phrase[:160])


def _is_name(bare: str, parties: tuple[str, ...], proper: bool, headline: bool) -> bool:
    """Whether a head with what stands before it names a series of talks, and not just any talks."""
    data = _words()
    words = bare.split()
    if len(words) < 2 and not TRACK_WORDS.search(bare):
        return False
    if len(words) > 2 and words[1] in ("of", "for") and head_class(words[0]):
        return False  # "Director of International Negotiations"
    own = parties_in(bare)
    head = words[-1].strip(_EDGES)
    if head in data.proper_heads and head.lower() not in data.heads:
        is_joint = any(w in data.joint_words for w in words)
        if proper and own and any(w.strip("’'s").lower() in data.official_words for w in words[:-1]):
            return True
        if is_joint and proper and head in lexicon.load("dialogue_words")["standing_heads"]:
            return len(words) + len(parties) > 2  # "the sixth meeting of the Joint Commission"
        return len(own) >= 2 or (is_joint and proper and len(words) > 2 and len(parties) >= 2)
    if own or TRACK_WORDS.search(bare):
        return True
    if head.islower() and len(words) == 2 and words[0].lower() not in data.modifiers:
        # "Also dialogue …", "Meanwhile talks …" at the beginning of a sentence
        return False
    before = [w.lower() for w in words[:-1] if w.lower() not in _CONNECTORS]
    if proper and not headline:
        return True
    return bool(set(before) - data.plain_modifiers)


@dataclass(frozen=True, slots=True)
class _Words:
    heads: frozenset[str]
    proper_heads: frozenset[str]
    joint_words: frozenset[str]
    modifiers: frozenset[str]
    plain_modifiers: frozenset[str]
    headline_modifiers: frozenset[str]
    not_in_names: frozenset[str]
    ordinals: frozenset[str]
    official_words: frozenset[str]


@cache
def _words() -> _Words:
    data = lexicon.load("dialogue_words")
    return _Words(**{name: frozenset(data[name]) for name in _Words.__slots__})
