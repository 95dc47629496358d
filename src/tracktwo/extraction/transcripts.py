"""Turns of a transcript: whose label opens each, where its words stand, and what part its speaker has.

It reads line openings only; it does not resolve a label to a person, nor split a turn into statements.
Running text that merely has a colon in it (a heading, a dateline, a list) gives no turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from tracktwo import lexicon
from tracktwo.model import Document, DocumentKind, PassageRole, Span


class TurnRole(StrEnum):
    """What part the speaker of a turn has in the exchange."""

    SPEAKER = "speaker"
    QUESTION = "question"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn. ``label`` has neither colon nor brackets; ``words`` runs to the next label."""

    label: Span
    words: Span
    role: TurnRole
    #: The label of whoever's words these are: for an interpreter, the speaker before; else the label itself.
    speaker: Span


#: A label is at most this long; the longest of 143 briefings has 27 code points.
_LONGEST = 70
#: A turn that calls on somebody is at most so long, in code points.
_LONGEST_CALL = 400
#: Labels that a text needs at least to be taken for a transcript when nothing else says that it is one.
_FEWEST = 3

_LINE = re.compile(r"(?m)^[ \t\xa0*_]*")
_GAP = r"[*_ \xa0]*"
_NAME = re.compile(
    rf"(?P<label>[^\W\d_][^:\n()\[\]]{{0,{_LONGEST}}}?){_GAP}(?:[(\[](?P<note>[^)\]\n]{{2,60}})[)\]])?{_GAP}"
    r":(?=[\s*_\xa0]|$)"
)
_BARE_QUESTION = re.compile(r"(?P<label>Q|QUESTION)(?:[*_]*[.:]?[*_]*[ \t\xa0]+|[*_]*[.:]?[*_]*\n\s*)(?=\S)")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "de",
        "del",
        "della",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ul",
        "ud",
        "to",
    ]
)
_END = re.compile(r"(?m)^[ \t\xa0]*(?:END\b.{0,40}|#\s?#\s?#.*|\*\s?\*\s?\*.*|- ?30 ?-.*)$")


def find_turns(document: Document) -> tuple[Turn, ...]:
    """Find the turns of a transcript in order; nothing in a text that is none."""
    titles = [p.span for p in document.passages if p.role is PassageRole.TITLE]
    found = [x for x in _labels(document.text) if document.is_read(x.label)]
    found = [x for x in found if not any(t.overlaps(x.label) for t in titles)]
    seen = Counter(_folded(document.text, x.label) for x in found)
    kept = [x for x in found if _is_label(document, x, seen)]
    if not _is_transcript(document, kept):
        return ()
    turns = tuple(_turns(document, kept))
    leading = _moderating_labels(document, turns)
    return tuple(
        replace(t, role=TurnRole.MODERATOR) if _folded(document.text, t.label) in leading else t
        for t in turns
    )


def _moderating_labels(document: Document, turns: tuple[Turn, ...]) -> frozenset[str]:
    """Labels of those who call on others in most of their turns: "We'll go to Ada Obi from the Herald."."""
    said: dict[str, list[bool]] = {}
    for turn in turns:
        if turn.role is TurnRole.SPEAKER:
            words = document.text[turn.words.start : turn.words.end].casefold().replace("’", "'")
            calls = len(words) < _LONGEST_CALL and any(p in words for p in _words("calling_on"))
            said.setdefault(_folded(document.text, turn.label), []).append(calls)
    return frozenset(
        label for label, calls in said.items() if len(calls) >= _FEWEST and sum(calls) * 2 >= len(calls)
    )


@dataclass(frozen=True, slots=True)
class _Label:
    label: Span
    after: int
    note: str


def _labels(text: str) -> Iterator[_Label]:
    for line in _LINE.finditer(text):
        at = line.end()
        question = _BARE_QUESTION.match(text, at)
        match = question or _NAME.match(text, at)
        if match:
            note = "" if question else match["note"] or ""
            yield _Label(Span(*match.span("label")), match.end(), note.casefold())


def _folded(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].casefold().split())


def _is_label(document: Document, found: _Label, seen: Counter[str]) -> bool:
    """Whether an opening with a colon names who speaks, judged by its words and how often it comes back."""
    words = document.text[found.label.start : found.label.end].strip()
    folded = _folded(document.text, found.label)
    if role_of(folded) is not TurnRole.SPEAKER or folded in _words("interpreters"):
        return words[0].isupper()
    if not _looks_like_name(words) or folded in _words("no_labels"):
        return False
    capitals = words.upper() == words or all(
        w.upper() == w or w.casefold() in _SMALL or re.match(r"(?:Mc|Mac|al-|Al-|O['’])[A-Z]+$", w)
        for w in words.split()
    )
    titled = opens_with_title(folded)
    if capitals:
        return titled or seen[folded] > 1 or len(words.split()) in (2, 3)
    return document.kind is DocumentKind.TRANSCRIPT and (titled or seen[folded] > 1)


def _looks_like_name(words: str) -> bool:
    parts = words.replace("\xa0", " ").split()
    if not 1 <= len(parts) <= 9 or ("," in words.strip(",") and len(parts) > 6):
        return False
    return all(p[0].isupper() or p.casefold() in _SMALL or p[0] in "(&-–" for p in parts)


def _is_transcript(document: Document, kept: list[_Label]) -> bool:
    if document.kind is DocumentKind.TRANSCRIPT:
        return bool(kept)
    if len(kept) < _FEWEST:
        return False
    titled = sum(
        1
        for x in kept
        if opens_with_title(_folded(document.text, x.label))
        or role_of(_folded(document.text, x.label)) is not TurnRole.SPEAKER
    )
    return titled >= 2 or len({_folded(document.text, x.label) for x in kept}) < len(kept) / 2


def _turns(document: Document, kept: list[_Label]) -> Iterator[Turn]:
    speaker: Span | None = None
    for x, following in zip(kept, [*kept[1:], None], strict=True):
        end = following.label.start if following else _end_of_talk(document, x.after)
        folded = _folded(document.text, x.label)
        role = role_of(folded)
        if not document.text[x.after : end].strip():
            continue
        if folded in _words("interpreters"):
            yield Turn(x.label, Span(x.after, end), TurnRole.SPEAKER, speaker or x.label)
            continue
        if role is TurnRole.SPEAKER:
            speaker = x.label
        yield Turn(x.label, Span(x.after, end), role, x.label)


def _end_of_talk(document: Document, start: int) -> int:
    """Where the last turn ends: at an end mark, at what is set aside, or with the text."""
    ends = [p.span.start for p in document.passages if not p.is_read and p.span.start > start]
    mark = _END.search(document.text, start)
    if mark:
        ends.append(mark.start())
    return min([*ends, len(document.text)])


def role_of(label: str) -> TurnRole:
    """What part a label (small letters, no colon) gives its speaker."""
    bare = re.sub(r"\s*(?:#|no\.?)?\s*\d+$|^unidentified\s+(?=\S)", "", label.rstrip(". "))
    if label in _words("questions") or bare in _words("questions"):
        return TurnRole.QUESTION
    if bare in _words("moderators"):
        return TurnRole.MODERATOR
    return TurnRole.SPEAKER


def opens_with_title(label: str) -> bool:
    """Whether a label (small letters) begins with a title or office: "mr. diallo", "foreign minister …"."""
    plain = label.replace(".", "").strip()
    return any(plain == t or plain.startswith(t + " ") for t in _titles())


def is_office_alone(label: str) -> bool:
    """Whether a label is a title or office without a name: "THE PRESIDENT"."""
    plain = label.casefold().replace(".", "").strip().removeprefix("the ")
    return plain in _titles()


def name_in(label: str) -> str:
    """The words of a label as a name is written: "MR. DIALLO" gives "Mr. Diallo"."""
    return " ".join(_cased(w) for w in label.replace("\xa0", " ").split())


def _cased(word: str) -> str:
    if word.upper() != word or "." in word.rstrip(".") or len(word) < 2:
        return word
    if word.casefold() in _SMALL:
        return word.casefold()
    cased = re.sub(r"[^\W\d_]+", lambda m: m[0][0] + m[0][1:].lower(), word)
    cased = re.sub(r"(?<=['’])([A-Z])", lambda m: m[1], cased)
    return re.sub(r"^Mc(\w)", lambda m: "Mc" + m[1].upper(), cased)


def is_small_talk(words: str) -> bool:
    """Whether a sentence is a greeting, thanks or a stage direction and says nothing else."""
    bare = re.sub(r"[(\[][^)\]]*[)\]]", " ", words)
    plain = " ".join(re.findall(r"[^\W_]+", bare.casefold().replace("’", "'").replace("'", "")))
    if not plain:
        return True
    pleasantries = _plain_pleasantries()
    while (first := plain.partition(" "))[0] in _words("fillers") and first[2]:
        plain = first[2]
    if plain in pleasantries:
        return True
    # "Thank you, Amina." and "Good morning, everybody.": a pleasantry and a few words of address.
    for pleasantry in pleasantries:
        more = len(plain[len(pleasantry) :].split())
        if " " in pleasantry and plain.startswith(pleasantry + " ") and more <= _address(pleasantry):
            return True
    return False


def _address(pleasantry: str) -> int:
    """How many words of address may follow; thanks come with what they are for."""
    return 5 if pleasantry.startswith("thank") else 2


@cache
def _plain_pleasantries() -> frozenset[str]:
    return frozenset(p.replace("'", "") for p in _words("pleasantries"))


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted((t.replace(".", "") for t in _words("titles")), key=len, reverse=True))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("transcript_labels")[name])
