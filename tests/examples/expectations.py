"""Expected entries of the examples: the YAML beside them, and how an entry is compared with what was printed.

It decides nothing about what is right; ``examples/*/expected/*.yaml`` do. A file is

    document: 01-first-round.txt   a file in ../documents
    plants: what the document is there for
    published_option: 2021-03-10   optional: read with ``--published``
    floor: {medium: 3, weak: 0}    so many of that quality pass today and must go on passing
    expect: [...]                  entries that a careful reader finds
    absent: [...]                  entries that a careful reader does not make

and an entry is ``{CLAIM: {FIELD: VALUE, …}, quality: strong|medium|weak, why: …}``. CLAIM is a key of what
``tracktwo extract`` prints. Only the fields that are given count; ``{}`` fits any entry. A list of values for a
field that holds one value means any of them. Words given for a span have to stand in the document: a direct
quotation is compared letter for letter, other contents and evidence as ``score_dialogue.py`` compares them.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
QUALITIES = ("strong", "medium", "weak")

#: Fields whose value is words of the document; the printed value is a list of spans.
SPANNED = ("content", "evidence", "what", "cue", "source")
#: Fields that are compared as sets.
SETS = ("parties", "by", "to", "credits")
#: Fields whose value is a name of somebody.
NAMES = ("name", "speaker", "addressee")
#: Lists of names or titles: all of them and no others.
LISTS = ("sessions", "convenors", "partners", "sponsors")

# The measures of score_dialogue.py: content by letters shared of all, evidence by letters shared of the shorter.
SAME_CONTENT = 0.5
SAME_EVIDENCE = 1 / 3
SAME_SPELLING = 0.85
SAME_TITLE = 0.8

Letters = frozenset[int]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One entry that must be, or must not be, among what is printed."""

    claim: str
    fields: Mapping[str, Any]
    quality: str
    why: str
    wanted: bool

    def __str__(self) -> str:
        wanted = "" if self.wanted else "not "
        return f"[{self.quality}] {wanted}{self.claim} {dict(self.fields)}" + (
            f" ({self.why})" if self.why else ""
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One document of an example with what is expected of it."""

    path: Path
    example: str
    document: Path
    published_option: str | None
    floor: Mapping[str, int]
    expectations: tuple[Expectation, ...]


def load_pages() -> tuple[Page, ...]:
    """Load all expectation files, in order of their paths."""
    return tuple(_page(path) for path in sorted(EXAMPLES.glob("*/expected/*.yaml")))


def _page(path: Path) -> Page:
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = set(written) - {"document", "plants", "published_option", "floor", "expect", "absent"}
    assert not unknown, f"{path.name}: unknown keys {sorted(unknown)}"
    assert written.get("plants"), f"{path.name}: say what the document plants"
    option = written.get("published_option")
    expectations = [_expectation(path, e, wanted=True) for e in written.get("expect") or ()]
    expectations += [_expectation(path, e, wanted=False) for e in written.get("absent") or ()]
    example = path.parents[1]
    return Page(
        path=path,
        example=example.name,
        document=example / "documents" / written["document"],
        published_option=None if option is None else str(option),
        floor=written["floor"],
        expectations=tuple(expectations),
    )


def _expectation(path: Path, entry: Mapping[str, Any], *, wanted: bool) -> Expectation:
    claims = [key for key in entry if key not in ("quality", "why")]
    assert len(claims) == 1, f"{path.name}: {entry} needs exactly one claim"
    assert entry.get("quality") in QUALITIES, f"{path.name}: {entry} needs a quality"
    # What the mechanism may miss has to say why a careful reader would not.
    assert entry["quality"] == "strong" or entry.get("why"), f"{path.name}: {entry} needs a why"
    return Expectation(claims[0], entry[claims[0]], entry["quality"], entry.get("why", ""), wanted)


def is_met(expectation: Expectation, printed: Mapping[str, Any]) -> bool:
    """Whether what ``tracktwo extract`` printed of a document is as the expectation has it."""
    claim, text = expectation.claim, printed["text"]
    if claim == "document":
        found = _fits(expectation.fields, printed["document"], printed, expectation.wanted)
    elif claim == "passages":
        found = _passage_fits(expectation.fields, printed["passages"], text)
    elif isinstance(expectation.fields.get("content"), list):
        found = _together(expectation.fields, printed)
    else:
        found = any(_fits(expectation.fields, entry, printed, expectation.wanted) for entry in printed[claim])
    return found is expectation.wanted


def _fits(
    fields: Mapping[str, Any], entry: Mapping[str, Any], printed: Mapping[str, Any], wanted: bool
) -> bool:
    return all(_field_fits(field, value, entry, fields, printed, wanted) for field, value in fields.items())


def _field_fits(
    field: str,
    value: Any,
    entry: Mapping[str, Any],
    fields: Mapping[str, Any],
    printed: Mapping[str, Any],
    wanted: bool,
) -> bool:
    text = printed["text"]
    if field == "any_length":
        return True
    if field == "participants":
        there = [p["name"] for p in (entry["who"] or []) + (entry["with"] or []) if p["name"]]
        return all(any(same_name(name, other) for other in there) for name in value)
    if field == "cause_contains":
        return value.casefold() in (entry["cause"] or "").casefold()
    assert field in entry, f"nothing printed has a field {field!r}: {sorted(entry)}"
    got = entry[field]
    if field in SPANNED:
        exact = wanted and field == "content" and fields.get("kind") == "direct"
        return _words_fit(field, str(value), got, text, exact=exact, within=bool(fields.get("any_length")))
    if field == "nested_in":
        return got is not None and _fits(value, printed["statements"][got], printed, wanted)
    if field == "delegates":
        return _delegates_fit(value, got, only=wanted)
    if field in LISTS:
        return _list_fits(value, got, only=wanted)
    if isinstance(value, Mapping):
        return got is not None and _fits(value, got, printed, wanted)
    return _value_fits(field, value, got)


def _value_fits(field: str, value: Any, got: Any) -> bool:
    if field in SETS:
        return {str(v) for v in value} == set(got or ())
    if isinstance(value, list):
        return any(_value_fits(field, v, got) for v in value)
    if value is None or got is None or isinstance(got, (bool, int)):
        return bool(value == got)
    value = str(value)
    if field in NAMES:
        return same_name(value, got)
    if field == "office":
        return set(_words(value)) <= set(_words(got))
    if field in ("theme", "name", "where", "publisher", "title"):
        return same_title(value, got)
    if field == "party":
        return sorted(value.split("+")) == sorted(got.split("+"))
    return value == str(got)


def _together(fields: Mapping[str, Any], printed: Mapping[str, Any]) -> bool:
    """Whether the parts stand in statements of the same speaker, in one of them or in several."""
    rest = {k: v for k, v in fields.items() if k != "content"}
    fitting = [s for s in printed["statements"] if _fits(rest, s, printed, wanted=True)]
    covered = _letters([span for s in fitting for span in s["content"]], printed["text"])
    return all(any(place <= covered for place in places(part, printed["text"])) for part in fields["content"])


def _words_fit(
    field: str, value: str, spans: Sequence[Sequence[int]], text: str, *, exact: bool, within: bool
) -> bool:
    there = _letters(spans, text)
    for place in places(value, text):
        shared = len(place & there)
        if within:
            fits = place <= there
        elif exact:
            fits = place == there
        elif field == "content":
            fits = shared >= SAME_CONTENT * len(place | there)
        else:
            fits = shared >= SAME_EVIDENCE * max(1, min(len(place), len(there)))
        if fits and shared:
            return True
    return False


def _passage_fits(fields: Mapping[str, Any], passages: Sequence[Mapping[str, Any]], text: str) -> bool:
    roles = fields["role"] if isinstance(fields["role"], list) else [fields["role"]]
    for place in places(str(fields["text"]), text):
        roled = _letters([p["span"] for p in passages if p["role"] in roles], text)
        if place <= roled:
            return True
    return False


def _delegates_fit(
    value: Mapping[str, Sequence[str]], got: Sequence[Mapping[str, Any]], *, only: bool
) -> bool:
    expected = [(name, party) for party, names in value.items() for name in names]
    hits = [any(same_name(n, d["name"]) and d["party"] == p for d in got) for n, p in expected]
    return all(hits) and (not only or len(got) == len(expected))


def _list_fits(value: Sequence[str], got: Sequence[str], *, only: bool) -> bool:
    return all(any(same_title(v, g) for g in got) for v in value) and (not only or len(got) == len(value))


def places(words: str, text: str) -> list[Letters]:
    """Letters of every place where ``words`` stand in ``text``, whatever white space stands between them."""
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    return [_letters([m.span()], text) for m in re.finditer(pattern, text)]


def _letters(spans: Iterable[Sequence[int]], text: str) -> Letters:
    return frozenset(
        i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum()
    )


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def same_name(a: str, b: str | None) -> bool:
    """Whether one name holds the other's words, or is spelt almost the same."""
    x, y = _words(a), _words(b or "")
    if not x or not y:
        return False
    alike = difflib.SequenceMatcher(None, " ".join(x), " ".join(y)).ratio()
    return set(x) <= set(y) or set(y) <= set(x) or alike >= SAME_SPELLING


def same_title(a: str, b: str | None) -> bool:
    """Whether one title holds the other, or is spelt almost the same."""
    x, y = " ".join(_words(a)), " ".join(_words(b or ""))
    alike = difflib.SequenceMatcher(None, x, y).ratio()
    return bool(x and y) and (x in y or y in x or alike >= SAME_TITLE)
