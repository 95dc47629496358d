"""Who sat at the table of a round: its delegates by side with their functions, and those who are only
counted.

Lists in prose ("Pakistan was represented by …"), under headings, one per line and in columns are read,
within the lines that tell of the round. Who the persons are is decided in `people`; those outside such lists
have no seat.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.delegations import sides_without_verb
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.name_lists import ListedName, read_names
from tracktwo.extraction.ordinals import cardinal_of
from tracktwo.extraction.parties import party_of_words
from tracktwo.model import Attendance, Span

_COLUMNS = re.compile(r"\t+|\s{2,}|\s*\|\s*")
#: Longer lines are paragraphs and no items of a list of names.
_LONGEST_ITEM = 140
_LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at the table as a list gives them."""

    span: Span
    name: str
    party: str | None
    function: str
    title: str = ""


def find_seats(text: str, lines: Sequence[Line]) -> tuple[Seat, ...]:
    """Find the named participants of the lists in ``lines``, each place once, in the order of the text."""
    seats: dict[int, Seat] = {}
    for index, line in enumerate(lines):
        for seat in (
            *_in_prose(text, line),
            *_under_heading(text, lines, index),
            *_in_columns(text, lines, index),
            *_with_function(text, line),
        ):
            known = seats.get(seat.span.start)
            if known is None or (known.function == "delegate" and seat.function != "delegate"):
                party = seat.party or (known.party if known else None)
                seats[seat.span.start] = Seat(seat.span, seat.name, party, seat.function, seat.title)
    return tuple(seats[start] for start in sorted(seats))


def find_attendance(text: str, lines: Sequence[Line]) -> Attendance | None:
    """Find how many others attended who are not named, and from where they came."""
    for index, line in enumerate(lines):
        for sentence in split_sentences(text, line.start, line.end):
            words = text[sentence.start : sentence.end]
            counted = _count(words)
            if counted is None:
                continue
            count, noun = counted
            rest = text[sentence.end : line.end]
            if not rest.strip() and index + 1 < len(lines):
                rest = lines[index + 1].text
            backgrounds = _backgrounds(words, rest)
            if not backgrounds and noun not in lexicon.load("convening")["plain_attendance_nouns"]:
                backgrounds = (noun,)
            return Attendance(count, backgrounds)
    return None


def _in_prose(text: str, line: Line) -> Iterator[Seat]:
    for sentence in split_sentences(text, line.start, line.end):
        for pattern in _patterns():
            for match in pattern.finditer(text, sentence.start, sentence.end):
                names = read_names(text, match.end(), line.end)
                yield from _seated(party_of_words(match["group"]), match["group"], match["role"], names)
                if match[0].rstrip().endswith(" by"):
                    for at, party in sides_without_verb(text, match.end()):
                        yield from _seated(party, "", match["role"], read_names(text, at, line.end))


def _seated(party: str | None, group: str, role: str, names: Sequence[ListedName]) -> Iterator[Seat]:
    leads = role.lower() in ("led", "headed", "head", "lead")
    for name in names[:1] if leads else names:
        function = "head of delegation" if leads else _function(f"{group} {role}")
        yield Seat(name.span, name.name, party or party_of_words(name.description), function, name.title)


def _under_heading(text: str, lines: Sequence[Line], index: int) -> Iterator[Seat]:
    """Names one per line under "Indian delegation:", "Pakistan:", "Delegates from the US"."""
    heading = lines[index].text
    if len(heading) > _LONGEST_HEADING or heading.endswith((".", ",")):
        return
    match = _heading().match(heading)
    party = party_of_words(heading)
    if match is None and not (party and heading.endswith(":")):
        return
    names = []
    for line in lines[index + 1 :]:
        found = read_names(text, line.start + line.bullet, line.end)
        if len(found) != 1 or len(line.text) > _LONGEST_ITEM:
            break
        names.append(found[0])
    if len(names) >= 2 or (names and party):
        function = _function(match["role"] if match else "")
        for name in names:
            yield Seat(name.span, name.name, party or party_of_words(name.description), function, name.title)


def _in_columns(text: str, lines: Sequence[Line], index: int) -> Iterator[Seat]:
    """Names in rows under a row of two or more parties."""
    heads = [party_of_words(cell) for cell in _COLUMNS.split(lines[index].text) if cell]
    if len(heads) < 2 or len(set(heads)) < 2 or not all(heads) or len(lines[index].text) > _LONGEST_ITEM:
        return
    for line in lines[index + 1 :]:
        names = [read_names(text, start, end) for start, end in _cells(line)]
        if len(names) < 2 or not any(len(n) == 1 for n in names):
            return
        for party, found in zip(heads, names, strict=False):
            for name in found[:1]:
                yield Seat(name.span, name.name, party, "delegate", name.title)


def _cells(line: Line) -> Iterator[tuple[int, int]]:
    at = 0
    for match in (*_COLUMNS.finditer(line.text), None):
        end = match.start() if match else len(line.text)
        if line.text[at:end].strip():
            yield line.start + at, line.start + end
        at = match.end() if match else end


def _with_function(text: str, line: Line) -> Iterator[Seat]:
    """ "The chief guest was A", "A was the chief guest", "moderated by A", "discussants A and B"."""
    for sentence in split_sentences(text, line.start, line.end):
        for function, words in _functions().items():
            if function == "delegate":
                continue
            for match in words.finditer(text, sentence.start, sentence.end):
                yield from _named_around(text, match, sentence, function)


def _named_around(text: str, match: re.Match[str], sentence: Span, function: str) -> Iterator[Seat]:
    word = match[0].lower()
    patterns = _around()
    behind = patterns.behind.match(text, match.end(), sentence.end)
    if behind:
        names = read_names(text, behind.end(), sentence.end)
        yield from _functional(names, function, many=word.endswith("s") or word.startswith("co-"))
        return
    before = patterns.before.search(text[sentence.start : match.start()])
    if before and not word.endswith("ed") and not word.startswith("presided"):
        names = read_names(text, sentence.start + before.start("name"), sentence.start + before.end("name"))
        yield from _functional(names, function, many=False)


def _functional(names: Sequence[ListedName], function: str, *, many: bool) -> Iterator[Seat]:
    for name in names if many else names[:1]:
        party = party_of_words(f"{name.title} {name.description}")
        yield Seat(name.span, name.name, party, function, name.title)


def _function(words: str) -> str:
    return next((name for name, pattern in _functions().items() if pattern.search(words)), "delegate")


def _count(words: str) -> tuple[int, str] | None:
    if not _attending().search(words):
        return None
    match = _counted().search(words)
    if match is None:
        return None
    number = cardinal_of(match["number"])
    return (number, match["noun"].lower()) if number and number < 5000 else None


def _backgrounds(words: str, rest: str) -> tuple[str, ...]:
    """The groups listed behind "including" in the sentence that counts, or behind "They included" in the next."""
    patterns = _around()
    next_one = patterns.they_included.match(rest)
    match = next_one or patterns.among_them.search(words) or patterns.including.search(words)
    if match is None:
        return ()
    pieces = re.split(r",\s*(?:and\s+)?|\s+and\s+|;", match["list"])
    items = [re.sub(r"^(?:the|a|an)\s+", "", piece.strip()) for piece in pieces]
    listed = tuple(
        i for i in items
        if 2 < len(i) < 60 and not patterns.no_background.search(i) and not (i[0].isupper() and party_of_words(i))
    )  # fmt: skip
    return listed if len(listed) > 1 or next_one else ()


@dataclass(frozen=True, slots=True)
class _Around:
    behind: re.Pattern[str]
    before: re.Pattern[str]
    including: re.Pattern[str]
    among_them: re.Pattern[str]
    they_included: re.Pattern[str]
    no_background: re.Pattern[str]


@cache
def _around() -> _Around:
    patterns = lexicon.load("seats")["around"]
    return _Around(**{name: re.compile(patterns[name]) for name in _Around.__slots__})


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = lexicon.load("seats")
    roles = "|".join(data["role_nouns"])
    return tuple(
        re.compile(p.replace("<roles>", roles).replace("<included>", data["included"])) for p in data["lists"]
    )


@cache
def _heading() -> re.Pattern[str]:
    data = lexicon.load("seats")
    return re.compile(data["heading"].replace("<roles>", "|".join(data["role_nouns"])), re.IGNORECASE)


@cache
def _functions() -> dict[str, re.Pattern[str]]:
    listed: dict[str, list[str]] = lexicon.load("convening")["functions"]
    return {
        name: re.compile(rf"\b(?:{_any(words)})\b", re.IGNORECASE) for name, words in listed.items()
    }  # fmt: skip


@cache
def _attending() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(lexicon.load('convening')['attending'])})\b", re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    nouns = "|".join(lexicon.load("convening")["attendance_nouns"])
    cardinals = _any([str(w) for w in lexicon.load("dialogue_words")["cardinals"]])
    number = rf"(?:\d{{1,4}}|(?:{cardinals})(?:[- ](?:{cardinals}))?)"
    return re.compile(
        rf"\b(?P<number>{number})\+?\s+(?:[a-z-]+\s+){{0,3}}?(?P<noun>{nouns})\b", re.IGNORECASE
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
