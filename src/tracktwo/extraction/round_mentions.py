"""Mentions of rounds: "the second round of the X Dialogue", "6th ministerial", "the next round", "Round IV".

A mention says which round is meant, of what, and whether it was held; mentions of one round are put together
in `rounds`. A programme's sessions and rounds of anything but talks are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.dialogue_names import DialogueName, find_names, parties_after, parties_in
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.ordinals import cardinal_of, cardinal_pattern, ordinal_of, ordinal_pattern
from tracktwo.model import Span, Status

_CLAUSE_END = re.compile(
    r";|,[”\"]\s|,\s+(?:while|whereas|but|after|before)\s|\b(?:because|although|unless|until|since|who|whose)\b"
)
#: How far from the number of a round told of another one may be, for "the fifth meeting" to be of the same dialogue.
_BESIDE = 2
#: How many sentences behind the mention of a round "the meeting took place" may mean it.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class RoundMention:
    """One mention of a round, or of a dialogue with what shows that it was convened."""

    span: Span
    sentence: Span
    line: Line
    name: DialogueName | None
    ordinal: int | None
    #: next or previous, counted from the round that the text is about.
    which: str | None
    status: Status
    #: Parties told beside a round whose dialogue is not named: "a round of talks between X and Y".
    parties: tuple[str, ...]
    #: Whether something in the sentence says that it was, will be or will not be convened.
    is_convened: bool
    #: Number of rounds held before, from "the previous six rounds".
    before: int | None = None
    #: Told of somebody in passing: "X, who had attended the fourth round, presented a paper".
    is_aside: bool = False


def find_mentions(text: str, lines: Sequence[Line]) -> tuple[RoundMention, ...]:
    """Find all mentions of rounds and dialogues in the lines that are read, in order."""
    found: list[RoundMention] = []
    nouns: set[str] = set()
    since = _NEAR
    for line in lines:
        for sentence in split_sentences(text, line.start, line.end):
            told = tuple(_in_sentence(text, line, sentence, frozenset(nouns)))
            if not told and since < _NEAR:
                told = tuple(_of_the_talks(text, line, sentence))
            for mention in told:
                found.append(mention)
                nouns |= _nouns_of(text, mention)
            since = 0 if any(m.ordinal is not None for m in told) else since + 1
    return tuple(found)


def _of_the_talks(text: str, line: Line, sentence: Span) -> Iterator[RoundMention]:
    """ "The officials' meeting took place at the border": the round that was told of just before."""
    words = _status_words()
    match = words.the_talks.match(text, sentence.start, sentence.end)
    if match and words.told_behind.match(text, match.end(), sentence.end) and not parties_in(match[0]):
        span = Span(match.start(), match.end())
        status, convened = _status(text, sentence, span, sentence.end)
        yield RoundMention(span, sentence, line, None, None, None, status, (), convened)


def _nouns_of(text: str, mention: RoundMention) -> set[str]:
    """What the rounds of a dialogue that is named are called, so that "a second session" is one of its rounds."""
    if mention.ordinal is None and mention.which is None:
        return set()
    words = text[mention.span.start : mention.span.end].lower().split()
    if not mention.name and "round" not in words:
        return set()
    return {"round", str(mention.ordinal), *(w for w in words if w in _convenings())}


def _in_sentence(text: str, line: Line, sentence: Span, nouns: frozenset[str]) -> Iterator[RoundMention]:
    names = list(find_names(text, sentence.start, sentence.end))
    found = [
        *_numbered(text, sentence),
        *_relative(text, sentence),
        *_elliptic(text, sentence, nouns),
        *_again(text, sentence, nouns),
    ]
    spans: list[tuple[Span, int | None, str | None, int | None, DialogueName | None]] = []
    used: set[int] = set()
    for match, ordinal, which, before in found:
        name = _name_behind(text, match.end(), names)
        if name is None and not _is_of_talks(text, match, sentence, nouns):
            continue
        if name is not None:
            used.add(name.span.start)
        end = name.span.end if name else match.end()
        spans.append((Span(match.start(), end), ordinal, which, before, name))
    for name in names:
        if name.span.start not in used:
            ordinal, which, start = _number_before(text, name, sentence)
            spans.append((Span(start, name.span.end), ordinal, which, None, name))
    spans.sort(key=lambda s: s[0])
    kept = [s for i, s in enumerate(spans) if i == 0 or s[0].start >= spans[i - 1][0].end]
    for i, (span, ordinal, which, before, name) in enumerate(kept):
        stop = kept[i + 1][0].start if i + 1 < len(kept) else sentence.end
        status, convened = _status(text, sentence, span, stop)
        if status is Status.PLANNED and ordinal is None and which is None:
            # "decided to resume the dialogue" plans no round; "will hold the dialogue in May" does.
            convened = convened and bool(_dated().search(text, span.end, stop))
        if ordinal is None and which is None and (_is_set_up(text, span, name) or _is_lasting(name)):
            convened = False
        if which == "next":
            if _is_unset(text, sentence, span, stop):
                continue
            status = Status.CANCELLED if status is Status.CANCELLED else Status.PLANNED
        parties = name.parties if name else parties_after(text, span.end, sentence.end)
        aside = bool(re.search(r"\b(?:who|whom|whose)\b", text[sentence.start : span.start]))
        yield RoundMention(
            span, sentence, line, name, ordinal, which, status, parties, convened, before, aside
        )


def _is_lasting(name: DialogueName | None) -> bool:
    """Whether a name is that of a relation, which is deepened and not convened: "Strategic Partnership"."""
    return name is not None and name.name.split()[-1] in lexicon.load("dialogue_words")["lasting"]


def _is_set_up(text: str, span: Span, name: DialogueName | None) -> bool:
    """Whether a partnership or a body is launched, which is no round of it."""
    if name is None or name.name.split()[-1].lower() in lexicon.load("dialogue_words")["heads"]:
        return False
    ahead = text[max(0, span.start - 40) : span.start].rpartition("\n")[2]
    return bool(re.search("|".join(lexicon.load("bystanders")["set_up"]), ahead, re.IGNORECASE))


def _numbered(
    text: str, sentence: Span
) -> Iterator[tuple[re.Match[str], int | None, str | None, int | None]]:
    patterns = _patterns()
    for match in patterns.ordinal.finditer(text, sentence.start, sentence.end):
        yield match, ordinal_of(match["ordinal"]), None, None
    for match in patterns.figure.finditer(text, sentence.start, sentence.end):
        yield match, cardinal_of(match["number"]), None, None
    for match in patterns.counted.finditer(text, sentence.start, sentence.end):
        yield match, None, None, cardinal_of(match["number"])


def _relative(
    text: str, sentence: Span
) -> Iterator[tuple[re.Match[str], int | None, str | None, int | None]]:
    data = lexicon.load("dialogue_words")
    for match in _patterns().relative.finditer(text, sentence.start, sentence.end):
        word = match["which"].lower()
        which = "next" if word in data["next"] else "previous" if word in data["previous"] else None
        yield match, None, which, None


def _elliptic(
    text: str, sentence: Span, nouns: frozenset[str]
) -> Iterator[tuple[re.Match[str], int | None, str | None, int | None]]:
    """ "A third is planned for November", where rounds were told of before."""
    if "round" in nouns:
        for match in _patterns().elliptic.finditer(text, sentence.start, sentence.end):
            yield match, ordinal_of(match["ordinal"]), None, None


def _again(
    text: str, sentence: Span, nouns: frozenset[str]
) -> Iterator[tuple[re.Match[str], int | None, str | None, int | None]]:
    """ "The group will meet again in October", where rounds were told of before."""
    if "round" in nouns:
        for match in _status_words().again.finditer(text, sentence.start, sentence.end):
            yield match, None, "next", None


def _is_unset(text: str, sentence: Span, span: Span, stop: int) -> bool:
    """Whether it is said that nothing is fixed: "No date was set for the next round"."""
    unset = _status_words().unset
    return bool(unset.search(text, sentence.start, span.end) or unset.search(text, span.end, stop))


def _name_behind(text: str, at: int, names: Sequence[DialogueName]) -> DialogueName | None:
    for name in names:
        gap = text[at : name.span.start]
        if name.span.start >= at and re.fullmatch(
            r"[\s“\"‘(]*(?:of\s+)?(?:the|this|their|its|our)?[\s“\"‘(]*", gap
        ):
            return name
    return None


def _is_of_talks(text: str, match: re.Match[str], sentence: Span, nouns: frozenset[str]) -> bool:
    """Whether a round without a dialogue's name is one of talks, and not of golf, drinks or funding."""
    behind = text[match.end() : match.end() + 60]
    word = match["what"].lower() if "what" in match.re.groupindex and match["what"] else "round"
    patterns = _patterns()
    if word.rstrip("s") in _convenings():
        # A session or meeting only where the dialogue's own were called so, and this one was or will be held.
        groups = match.groupdict()
        ahead = text[sentence.start : match.start()]
        number = ordinal_of(groups["ordinal"]) if groups.get("ordinal") else None
        if (number is not None and word in nouns and _is_near(number, nouns)) or (
            re.search(r"\b(?:its|their) $", ahead) and patterns.talks.search(ahead)
        ):
            # The number of the title or one beside it; "the forum, a dialogue of A and B, held its 12th meeting"
            return not re.match(r"\s+of\s", behind) or str(number) in nouns
        which = groups.get("which") or ""
        known = word in nouns or (
            which.lower() in lexicon.load("dialogue_words")["next"] and "round" in nouns
        )
        return known and bool(_status_words().told_behind.match(behind))
    if patterns.not_talks.search(text[sentence.start : match.start()][-60:] + behind):
        return False
    of = re.match(r"\s+of\s+(?P<what>[^.,;:]+)", behind)
    if of:
        return bool(patterns.talks.search(of["what"]))
    words = _status_words()
    told = any(p.search(behind) for p in (words.held, words.planned_behind, words.cancelled))
    return told or "round" in nouns or bool(patterns.talks.search(text[sentence.start : sentence.end]))


def _is_near(number: int, nouns: frozenset[str]) -> bool:
    """Whether a round of this number comes shortly before or after one that was told of."""
    return any(n.isdigit() and abs(int(n) - number) <= _BESIDE for n in nouns)


def _number_before(text: str, name: DialogueName, sentence: Span) -> tuple[int | None, str | None, int]:
    before = text[sentence.start : name.span.start]
    match = _patterns().before_name.search(before)
    if match is None:
        return None, None, name.span.start
    start = sentence.start + match.start()
    word = match["which"].lower()
    data = lexicon.load("dialogue_words")
    if word in data["next"]:
        return None, "next", start
    if word in data["previous"]:
        return None, "previous", start
    return ordinal_of(word) or cardinal_of(match["which"]), None, start


def _status(text: str, sentence: Span, span: Span, stop: int) -> tuple[Status, bool]:
    """Whether a round was held, by the words behind its mention and, failing these, before it."""
    words = _status_words()
    behind = words.consequence.split(_CLAUSE_END.split(text[span.end : stop])[0])[0]
    ahead = text[max(sentence.start, span.start - 70) : span.start]
    if words.negated.search(behind) or words.negated.search(ahead):
        return Status.HELD, False
    if words.held_ahead.search(ahead):
        return Status.HELD, True
    if words.at_a_round.search(ahead) and words.then.match(behind):
        return Status.HELD, True  # "At the second round the two sides agreed that it would be done"
    for part in (behind, ahead):
        if words.cancelled.search(part):
            return Status.CANCELLED, True
        if part is behind and words.planned_behind.search(part):
            return Status.PLANNED, True
        if part is ahead and words.planned_ahead.search(part):
            return Status.PLANNED, True
        if words.held.search(part):
            return Status.HELD, True
    return Status.HELD, False


@cache
def _dated() -> re.Pattern[str]:
    times = lexicon.load("times")
    words = [w for table in ("months", "weekdays") for names in times[table].values() for w in names]
    day = rf"(?:{_any(words)}|\d{{4}}|\d{{1,2}} [A-Z]\w+)"
    return re.compile(
        rf"\b(?:(?:on|in|by|from|for)\s+(?:early |mid-|late )?{day}|next (?:week|month|year)"
        r"|today|tomorrow|(?:later )?this week)\b"
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    ordinal: re.Pattern[str]
    figure: re.Pattern[str]
    counted: re.Pattern[str]
    relative: re.Pattern[str]
    before_name: re.Pattern[str]
    elliptic: re.Pattern[str]
    talks: re.Pattern[str]
    not_talks: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _StatusWords:
    held: re.Pattern[str]
    at_a_round: re.Pattern[str]
    then: re.Pattern[str]
    consequence: re.Pattern[str]
    held_ahead: re.Pattern[str]
    planned_behind: re.Pattern[str]
    planned_ahead: re.Pattern[str]
    cancelled: re.Pattern[str]
    negated: re.Pattern[str]
    told_behind: re.Pattern[str]
    the_talks: re.Pattern[str]
    again: re.Pattern[str]
    unset: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data, words = lexicon.load("dialogue_words"), lexicon.load("round_status")
    between = rf"(?:\s+(?:{_any(data['between'])}))*"
    convened = rf"(?P<what>{_any([*data['rounds'], *data['convenings']])})\b"
    which = _any(
        [
            *data["next"],
            *data["previous"],
            "new",
            "another",
            "fresh",
            "latest",
            "current",
            "this",
            "final",
            "a",
        ]
    )
    near = _any([*data["next"], *data["previous"]])
    return _Patterns(
        re.compile(rf"\b(?P<ordinal>{ordinal_pattern()}){between}\s+{convened}", re.IGNORECASE),
        re.compile(
            rf"\b(?P<what>round)\s+(?:no\.?\s*)?(?P<number>{cardinal_pattern()})\b(?![.,]\d)", re.IGNORECASE
        ),
        re.compile(
            rf"\b(?:previous|earlier|past|preceding|prior|first|last|after|following)\s+(?P<number>{cardinal_pattern()}){between}\s+(?P<what>rounds)\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?P<which>{which}){between}\s+{convened}", re.IGNORECASE),
        re.compile(
            rf"\b(?P<which>{ordinal_pattern()}|{near})(?:\s+(?:{_any(data['between'])}))*\s+[“\"‘(]?$"
            r"|(?<=\bthe\s)(?P<roman>[IVX]{1,4})\s+$",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:a|the) (?P<ordinal>{ordinal_pattern()})(?={'|'.join(words['elliptic_behind'])})",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?:{_any([*data['heads'], *data['talks']])})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{_any(data['not_talks'])})\b", re.IGNORECASE),
    )


@cache
def _status_words() -> _StatusWords:
    words = lexicon.load("round_status")
    return _StatusWords(
        **{key: re.compile("|".join(words[key]), re.IGNORECASE) for key in _StatusWords.__slots__}
    )


@cache
def _convenings() -> frozenset[str]:
    return frozenset(lexicon.load("dialogue_words")["convenings"])


def _any(words: Sequence[str]) -> str:
    return "|".join(
        re.escape(str(w)).replace(r"\ ", r"\s") for w in sorted(map(str, words), key=len, reverse=True)
    )
