"""Lists of persons as notices print them: in prose, one per line, with titles, descriptions and converters'
slips.

It tells where names stand and which words are no names; whose side they are on is decided in `delegations`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from tracktwo import lexicon
from tracktwo.model import Span

_WORD = r"(?:(?:al|el|ul|ur|as|ad|an|ar|ash|az|d|l)[-’'])?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'ʼ-]*\.?"
_SEPARATOR = re.compile(r"\s*(?:;|,(?:\s*(?:and|&|as well as)\b)?|\band\b|&|\bas well as\b|\n|\.(?=\s))\s*")
#: How like a title an unknown word must be to be one that is misspelt; "Ambasasdor" is at 0.9.
_MISSPELT = 0.85


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name in a list: its place without titles, and what is said of the person behind it."""

    span: Span
    name: str
    #: Words behind the name up to the next one: "former foreign secretary", "(Pakistan)".
    description: str
    #: Titles before it, as written.
    title: str


def read_names(text: str, start: int, end: int) -> tuple[ListedName, ...]:
    """Read the list of names that begins at ``start``; it ends at ``end`` or where a sentence goes on without names."""
    found: list[ListedName] = []
    for piece, after_stop in _pieces(text, start, end):
        name = name_in(text, piece)
        if name is None:
            if after_stop or not found:
                break
            last = found[-1]
            words = text[piece.start : piece.end].strip()
            found[-1] = ListedName(
                last.span, last.name, f"{last.description}, {words}".strip(", "), last.title
            )
            continue
        if after_stop and not _goes_on(text, name, piece, end):
            break
        found.append(name)
        if _ends_here(text, name, piece):
            break
    return tuple(found)


def name_in(text: str, piece: Span) -> ListedName | None:
    """The name that a piece of a list begins with, titles left out, or None if it begins with none."""
    words = _words(text, piece)
    titles = 0
    while titles < len(words) and (
        _is_title(text[slice(*words[titles])]) or _is_retired(text[slice(*words[titles])])
    ):
        titles += 1
    rest = list(_name_words(text, words[titles:]))
    if titles and not rest:
        return None
    if not rest or not 1 <= len(rest) <= 8 or (len(rest) == 1 and not titles):
        return None
    start, stop = rest[0][0], rest[-1][1]
    name = text[start:stop].rstrip(".,")
    if _names_a_body(name):
        return None
    behind = text[start + len(name) : piece.end].strip(" ,.")
    title = text[words[0][0] : start].strip() if titles else ""
    return ListedName(Span(start, start + len(name)), " ".join(name.split()), behind, title)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """The pieces between separators, with whether a full stop stands before each."""
    at, after_stop = start, False
    while at < end:
        match = _next_separator(text, at, end)
        stop = match.start() if match else end
        if text[at:stop].strip():
            lead = len(text[at:stop]) - len(text[at:stop].lstrip())
            yield Span(at + lead, at + len(text[at:stop].rstrip())), after_stop
        if match is None:
            return
        after_stop = match[0].strip().startswith(".") or (after_stop and not text[at:stop].strip())
        at = match.end()


def _next_separator(text: str, at: int, end: int) -> re.Match[str] | None:
    for match in _SEPARATOR.finditer(text, at, end):
        if match[0].strip() == "." and _is_abbreviation(text[at : match.start()]):
            continue
        inside = text[at : match.start()]
        if inside.count("(") > inside.count(")"):
            continue
        return match
    return None


def _is_abbreviation(before: str) -> bool:
    last = before.split()[-1] if before.split() else ""
    return len(last) <= 2 or _is_title(last) or bool(re.search(r"\.\w$|\((?:R|Retd|Rtd|ret)$", last))


def _words(text: str, piece: Span) -> list[tuple[int, int]]:
    return [m.span() for m in re.compile(r"\S+").finditer(text, piece.start, piece.end)]


def _name_words(text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    particles = _data().particles
    for i, (start, end) in enumerate(words):
        word = text[start:end]
        if _is_retired(word):
            if i:
                return
            continue
        if re.fullmatch(_WORD + r",?", word) and not (i and _is_office(word)):
            yield start, end
            if word.endswith(","):
                return
        elif word.lower().rstrip("-") in particles and i + 1 < len(words) and text[words[i + 1][0]].isupper():
            yield start, end
        else:
            return


def _goes_on(text: str, name: ListedName, piece: Span, end: int) -> bool:
    """Whether a list goes on behind a full stop: the next sentence is nothing but names too."""
    follows = text[name.span.end : min(end, name.span.end + 40)]
    return name.span.end >= piece.end - 1 and bool(
        re.match(r"\s*(?:,|;|\.?\s*$|\band\b\s+[A-Z]|\.\s*\n)", follows)
    )


def _ends_here(text: str, name: ListedName, piece: Span) -> bool:
    """Whether a verb behind the name shows that the sentence goes on with something else."""
    return bool(re.match(r"\s+(?:was|were|is|are|has|had|will|attended|participated|took|said|represented)\b",
                         text[name.span.end : piece.end]))  # fmt: skip


def _is_title(word: str) -> bool:
    data = _data()
    bare = word.strip("().,").rstrip(".")
    if bare in data.titles or re.fullmatch(r"(?:[A-Z][a-z]+-)?(?:General|Admiral|Marshal|Colonel)", bare):
        return True
    return (
        len(bare) > 7 and bare[0].isupper() and bool(get_close_matches(bare, data.long_titles, 1, _MISSPELT))
    )


def _is_office(word: str) -> bool:
    return word.strip(".,") in _data().organisation_nouns


def _is_retired(word: str) -> bool:
    return word.rstrip(",") in _data().retired


def _names_a_body(name: str) -> bool:
    return any(_is_office(w) for w in name.split())


@dataclass(frozen=True, slots=True)
class _Data:
    titles: frozenset[str]
    long_titles: tuple[str, ...]
    retired: frozenset[str]
    particles: frozenset[str]
    organisation_nouns: frozenset[str]


@cache
def _data() -> _Data:
    data = lexicon.load("convening")
    titles = data["titles"]
    return _Data(
        frozenset(t.rstrip(".") for t in titles),
        tuple(t for t in titles if len(t) > 7),
        frozenset(data["retired"]),
        frozenset(data["particles"]),
        frozenset(data["organisation_nouns"]),
    )
