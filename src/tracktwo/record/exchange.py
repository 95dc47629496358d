"""Judgements as lines of JSON, so that two analysts can bring their work together.

A line is checked in full before it becomes a judgement: it comes from another record, or from anybody. Whether
the record has what a judgement is about makes no difference here.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any, BinaryIO

from tracktwo.errors import TrackTwoError, UsageError
from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct, Subject, Thing, canonical, moment
from tracktwo.model.levels import Level
from tracktwo.record.corrections import check_value, is_words
from tracktwo.record.rows import KINDS

#: Longest line that is looked at, in bytes, and most pairs of entries that one judgement rules on.
LONGEST_LINE, MOST_PAIRS = 1_000_000, 20_000
#: Whether a commitment was kept.
KEPT = ("met", "partly", "not")

_CLAIM = re.compile(r"[0-9a-f]{64}")
_DOCUMENT = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no judgement, and why."""

    line: int
    reason: str


def to_line(judgement: Judgement) -> str:
    """One line of JSON, without the line's end."""
    about = {"judgement": judgement.id, "act": judgement.act.value, **_subject_to_json(judgement.subject)}
    said = {"payload": json.loads(judgement.payload), "author": judgement.author, "made": judgement.made}
    return json.dumps(about | said | {"reason": judgement.reason}, ensure_ascii=False)


def bounded_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, only so much that this shows."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST_LINE)
        yield line


def read_lines(lines: Iterable[bytes]) -> Iterator[Judgement | Refused]:
    """Every judgement of a file of JSON Lines, and every line that is none, by its number from 1."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            yield judgement_from_line(raw)
        except (UsageError, TrackTwoError) as error:
            yield Refused(number, str(error))


def judgement_from_line(raw: bytes) -> Judgement:
    """The judgement of a line.

    Raises:
        UsageError: the line is no judgement; the message says what is wrong with it.
    """
    if len(raw) > LONGEST_LINE:
        raise UsageError(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        given = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the line is no JSON: {str(error)[:100]}") from error
    _must(isinstance(given, dict), "the line is no JSON object")
    act = _one_of(JudgementAct, given.get("act"), "act")
    _must(is_words(given.get("author"), 200), "author must be a name")
    reason = given.get("reason")
    _must(reason is None or is_words(reason, 10_000), "reason must be words or null")
    subject = _subject(act, given)
    payload = _payload(act, subject, given.get("payload"))
    made = Judgement(act, subject, given["author"], _moment(given.get("made")), reason, canonical(payload))
    name = given.get("judgement")
    _must(name in (None, made.id), "what it says does not hash to its name: the line was changed")
    return made


def check_pairs(groups: Iterable[Iterable[Any]]) -> None:
    """Whether a judgement rules on so few pairs of entries that a record can hold them all at once.

    Raises:
        UsageError: there are too many.
    """
    sizes = [len(tuple(group)) for group in groups]
    pairs = (
        sum(a * b for a, b in combinations(sizes, 2))
        if len(sizes) > 1
        else sum(n * (n - 1) // 2 for n in sizes)
    )
    _must(pairs <= MOST_PAIRS, f"it rules on {pairs:,} pairs of entries; {MOST_PAIRS:,} at once are the most")


def _subject_to_json(subject: Subject) -> dict[str, Any]:
    # "judgement" is already the line's own name.
    printed = subject.to_json()
    return {"undoes": printed["judgement"]} if "judgement" in printed else printed


def _subject(act: JudgementAct, given: dict[str, Any]) -> Subject:
    if act is JudgementAct.UNDO:
        _must(_is(_CLAIM, given.get("undoes")), "undoes must be the name of a judgement")
        return Subject(judgement=given["undoes"])
    if act is JudgementAct.LEVEL and given.get("document") is not None:
        _must(_is(_DOCUMENT, given["document"]), "document must be sha256: and 64 digits")
        return Subject(document=given["document"])
    groups = given.get("claims")
    _must(isinstance(groups, list) and all(isinstance(g, list) and g for g in groups), _CLAIMS)
    assert isinstance(groups, list)
    found = tuple(tuple(map(_ref, group)) for group in groups)
    sizes = [len(group) for group in found]
    if act is JudgementAct.DISTINCT:
        _must(len(found) > 1, "distinct needs two groups of entries")
    else:
        _must(len(found) == 1, f"{act.value} needs one group of entries")
        _must(act is not JudgementAct.SAME or sizes[0] > 1, "same needs two entries")
    check_pairs(found)
    names = [ref.claim for group in found for ref in group]
    _must(len(set(names)) == len(names), "it names an entry twice")
    return Subject(groups=found)


_CLAIMS = "claims must be a list of groups of entries"


def _ref(given: Any) -> ClaimRef:
    _must(isinstance(given, dict), "an entry must be an object")
    _must(_is(_CLAIM, given.get("claim")), "claim must be 64 hexadecimal digits")
    _must(_is(_DOCUMENT, given.get("document")), "document must be sha256: and 64 digits")
    _must(
        isinstance(given.get("kind"), str) and given["kind"] in KINDS,
        f"kind must be one of {', '.join(KINDS)}",
    )
    at, says = given.get("at"), given.get("says")
    _must(isinstance(at, list) and len(at) <= 500 and all(map(_is_place, at)), "at must be a list of places")
    _must(isinstance(says, dict) and len(says) <= 20, "says must be an object of fields")
    assert isinstance(says, dict)
    _must(all(is_words(word, 10_000) for both in says.items() for word in both), "says must hold words")
    places = tuple((start, end) for start, end in at)
    return ClaimRef(given["claim"], given["document"], given["kind"], places, tuple(sorted(says.items())))


def _payload(act: JudgementAct, subject: Subject, given: Any) -> Any:
    match act:
        case JudgementAct.CORRECT:
            _has(given, {"field", "value"})
            _must(isinstance(given["field"], str), "field must be the name of a field")
            for kind in {ref.kind for ref in subject.refs}:
                check_value(kind, given["field"], given["value"])
        case JudgementAct.LEVEL:
            _has(given, {"level"})
            _one_of(Level, given["level"], "level")
        case JudgementAct.FULFILS:
            _has(given, {"verdict", "by"})
            _must(given["verdict"] in KEPT, f"verdict must be one of {', '.join(KEPT)}")
            _must(given["by"] is None or is_words(given["by"], 200), "by must name an entry or a place")
            _must({ref.kind for ref in subject.refs} == {"commitments"}, "only commitments are kept")
        case JudgementAct.SAME | JudgementAct.DISTINCT:
            _has(given, {"as"})
            thing = _one_of(Thing, given["as"], "as")
            kinds = {ref.kind for ref in subject.refs}
            _must(kinds <= set(thing.kinds), f"{', '.join(sorted(kinds))} do not tell of {thing.value}")
        case _:
            _must(given is None, f"{act.value} has no payload")
    return given


def _has(given: Any, names: set[str]) -> None:
    _must(isinstance(given, dict) and set(given) == names, f"payload must have {', '.join(sorted(names))}")


def _moment(given: Any) -> str:
    wanted = "made must be a time in UTC such as 2026-11-21T22:30:00.000000+00:00"
    _must(isinstance(given, str) and len(given) <= 40, wanted)
    made = str(given)
    try:
        read = datetime.fromisoformat(made)
        holds = read.tzinfo is not None and moment(read) == made
    except (ValueError, OverflowError) as error:
        raise UsageError(wanted) from error
    _must(holds, wanted)
    return made


def _one_of(kind: Any, given: Any, name: str) -> Any:
    allowed = [member.value for member in kind]
    _must(isinstance(given, str) and given in allowed, f"{name} must be one of {', '.join(allowed)}")
    return kind(given)


def _is(pattern: "re.Pattern[str]", given: Any) -> bool:
    return isinstance(given, str) and pattern.fullmatch(given) is not None


def _is_place(given: Any) -> bool:
    return (
        isinstance(given, list) and len(given) == 2 and all(type(n) is int for n in given)
        and 0 <= given[0] < given[1] < 2**31
    )  # fmt: skip


def _must(holds: bool, reason: str) -> None:
    if not holds:
        raise UsageError(reason)
