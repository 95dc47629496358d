"""Time expressions as they stand in a text, found by the patterns of the lexicon ``times``.

It finds and takes apart; which date an expression stands for is decided in `time_resolution`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tracktwo import lexicon

#: White space that stays within a paragraph.
_SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*(?!\n))"
_ATOM = re.compile(r"(?<!P)<(\w+)(?: (\w+))?>")
_NOT_A_DAY = r"(?![\d%:]|[,.]\d| ?(?:a|p)\.?m\b| ?percent| ?per cent)"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression: where it stands, the pattern that found it, and the pattern's parts."""

    start: int
    end: int
    rule: str
    parts: Mapping[str, str]
    #: by, since, until, before, after, or None.
    relation: str | None = None
    #: Whether the words make the time approximate ("about", "or so").
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    bounds: tuple[tuple[str, re.Pattern[str]], ...]
    about: re.Pattern[str]
    furniture: re.Pattern[str]


def find_expressions(text: str, is_read: Callable[[int, int], bool]) -> tuple[TimeExpression, ...]:
    """Find the time expressions of ``text`` in order, none overlapping another.

    ``is_read(start, end)`` says whether the code points there are to be looked at.
    """
    grammar = _grammar()
    found = [
        TimeExpression(*match.span("x"), rule, {k: v for k, v in match.groupdict().items() if v and k != "x"})
        for rule, pattern in grammar.patterns
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda e: (e.start, -e.end))
    return tuple(
        _with_words_before(text, e, grammar)
        for e in _longest(found)
        if is_read(e.start, e.end) and not _is_furniture(text, e, grammar)
    )


def number_of(table: str, word: str) -> int | None:
    """The number that ``word`` stands for in a table of the lexicon, such as 8 for ``Aug.`` in ``months``."""
    word = " ".join(word.lower().rstrip(".").split())
    if word.isdigit():
        return int(word)
    return _numbers(table).get(word)


def unit_of(word: str) -> str:
    """The singular of a unit of time."""
    return str(_words("units").get(word.lower(), word.lower()))


def lexicon_words(key: str) -> frozenset[str]:
    """A plain word list of the lexicon ``times``."""
    return frozenset(lexicon.load("times")[key])


def _longest(found: list[TimeExpression]) -> Iterator[TimeExpression]:
    end = -1
    for expression in found:
        if expression.start >= end:
            end = expression.end
            yield expression


def _with_words_before(text: str, found: TimeExpression, grammar: _Grammar) -> TimeExpression:
    start, approximate, relation = found.start, False, None
    parts = found.parts
    approximate = "ab" in parts or "so" in parts
    if match := grammar.about.search(text, max(0, start - 20), start):
        start, approximate = match.start(), True
    for name, pattern in grammar.bounds:
        match = pattern.search(text, max(0, start - 24), start)
        if match and (name != "since" or match[0].strip().lower() != "from"):
            start, relation = match.start(), name
            break
    if found.rule == "ahead" and parts.get("how", "").lower() == "within":
        relation = "by"
    return TimeExpression(start, found.end, found.rule, parts, relation, approximate)


def _is_furniture(text: str, found: TimeExpression, grammar: _Grammar) -> bool:
    start = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    line = text[start : end if end >= 0 else len(text)]
    if any(
        mark in text[max(0, found.start - 14) : found.start].lower() for mark in ("©", "copyright", "(c)")
    ):
        return True
    # A whole sentence may speak of something published; a short line that does is a label.
    return len(line) < 120 and not line.rstrip().endswith(".") and bool(grammar.furniture.search(line))


@cache
def _grammar() -> _Grammar:
    data = lexicon.load("times")
    atoms = _atoms()
    return _Grammar(
        tuple(
            (rule, re.compile(_expand(pattern, atoms), re.IGNORECASE))
            for rule, pattern in data["patterns"].items()
        ),
        tuple((name, _just_before(words)) for name, words in data["bounds"].items()),
        _just_before(data["about"]),
        re.compile("|".join(_whole(w) for w in data["page_furniture"]), re.IGNORECASE),
    )


def _whole(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word)


def _just_before(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    body = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first)
    return re.compile(rf"\b(?:{body})(?:\s+(?:the\s+)?|(?<=-))$", re.IGNORECASE)


def _expand(pattern: str, atoms: Mapping[str, str]) -> str:
    def atom(match: re.Match[str]) -> str:
        body = atoms[match[1]]
        return f"(?P<{match[2]}>{body})" if match[2] else f"(?:{body})"

    return "".join(_spaced(_ATOM.sub(atom, pattern)))


def _spaced(pattern: str) -> Iterator[str]:
    """Turn each plain space outside a character class into white space within a paragraph."""
    inside = False
    for here, after in zip(pattern, pattern[1:] + "\0", strict=True):
        inside = here == "[" or (inside and here != "]")
        yield here if inside or here != " " else r"[^\S\n]" if after == "?" else _SPACE


@cache
def _atoms() -> dict[str, str]:
    data = lexicon.load("times")
    months = [w for ws in data["months"].values() for w in ws]
    whole = _names(w for w in months if len(w) > 4 or w in ("May", "June", "July"))
    short = _names(w for w in months if len(w) <= 4 and w not in ("May", "June", "July"))
    weekdays = _names(w for ws in data["weekdays"].values() for w in ws)
    either = {
        name: _alternatives(w for ws in data[key].values() for w in ws)
        for name, key in (
            ("season", "seasons"), ("quarter", "quarters"), ("half", "halves"), ("ordinal", "ordinals"),
            ("unit", "units"), ("part", "parts"), ("dayword", "days_as_words"),
        )
    }  # fmt: skip
    numbers = _alternatives(w for ws in data["numbers"].values() for w in ws)
    return either | {
        "month": rf"\b(?-i:(?:{whole})\b|(?:{short})\b\.?)",
        "weekday": rf"\b(?-i:{weekdays})\b",
        "week": rf"(?:\b(?-i:{weekdays})\b\.?,? (?:the )?)?",
        "day": rf"(?<![\d.,$€£])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b{_NOT_A_DAY}",
        "year": r"(?<![\d.,$€£])(?:1[89]|20)\d\d\b",
        "dash": r"(?: ?[-–—] ?| to | through | till | until )",
        "and": r"(?: and | & )",
        "comma": r"(?:,? of |, ?| )",
        "number": rf"(?:\d{{1,3}}|{numbers})",
        "vague_number": _alternatives(data["uncertain_numbers"]),
        "about": _alternatives(data["about"]),
        "so": _alternatives(data["or_so"]),
    }


def _names(words: Iterator[str]) -> str:
    """Names as they are written in running text and in capitals."""
    return "|".join(sorted({form for w in words for form in (w, w.upper())}, key=len, reverse=True))


def _alternatives(words: Iterator[str] | list[str]) -> str:
    ordered = sorted({str(w) for w in words}, key=len, reverse=True)
    return "(?:" + "|".join(ordered) + ")"


@cache
def _numbers(table: str) -> dict[str, int]:
    return {str(w).lower(): int(n) for n, words in lexicon.load("times")[table].items() for w in words}


@cache
def _words(table: str) -> dict[str, str]:
    return {
        str(w).lower().rstrip("-"): str(name) for name, ws in lexicon.load("times")[table].items() for w in ws
    }
