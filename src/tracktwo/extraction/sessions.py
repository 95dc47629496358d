"""What a round was about: its umbrella theme, its sessions with their sub-themes, and working groups.

Lists one per line, with bullets, in a sentence, and run together by a converter are read. What was said in a
session is not looked at.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.lines import Line, split_sentences
from tracktwo.extraction.ordinals import cardinal_of, cardinal_pattern, ordinal_pattern

_QUOTED = r"[“\"‘«](?P<quoted>[^”\"»]{6,220}?)[”\"»]|[‘'](?P<single>[^’'\n]{6,220})[’'](?=[\s.,;])"
#: A theme or title is rarely longer; what is, is a paragraph.
_LONGEST = 260
_ENDS = re.compile(r"[.!?]\s+[A-Z]|[.!?]?$")
_TALKS = r"(?:dialogue|round|talks|conference|meeting|consultations|forum|event|discussions?|deliberations|workshop)"


def find_theme(text: str, lines: Sequence[Line]) -> str | None:
    """The theme over a whole round, without quotation marks."""
    for pattern in _themes():
        for line in lines:
            match = pattern.search(text, line.start, line.end)
            if match is None:
                continue
            theme = _title_after(text, match.end(), line.end)
            if theme:
                return theme
    return None


def find_sessions(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The sub-themes of a round's sessions in the order of the programme."""
    for index, line in enumerate(lines):
        for match in _leads().finditer(text, line.start, line.end):
            number = cardinal_of(match["number"]) if match["number"] else None
            listed = _listed(text, lines, index, match.end(), number)
            if len(listed) >= 2 and len(set(listed)) == len(listed):
                return tuple(listed)
    labelled = list(_labelled(lines))
    if len(labelled) >= 2:
        return tuple(labelled)
    told = list(_told(text, lines))
    return tuple(dict.fromkeys(told)) if len(told) >= 2 else ()


def find_working_groups(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """The names of a dialogue's working groups where they are listed."""
    for index, line in enumerate(lines):
        for match in _group_leads().finditer(text, line.start, line.end):
            number = cardinal_of(match["number"]) if match["number"] else None
            listed = _listed(text, lines, index, match.end(), number)
            if len(listed) >= 2:
                return tuple(listed)
    return ()


def _listed(text: str, lines: Sequence[Line], index: int, at: int, number: int | None) -> list[str]:
    """The items of a list that is announced up to ``at`` in a line: within the line, else in those below it."""
    line = lines[index]
    rest = text[at : line.end]
    if rest.strip(" :."):
        return _in_line(rest, number)
    return _below(lines, index, number)


def _below(lines: Sequence[Line], index: int, number: int | None) -> list[str]:
    items: list[str] = []
    below = lines[index + 1 :]
    bulleted = bool(below) and below[0].bullet > 0
    for i, line in enumerate(below):
        if number and len(items) >= number:
            break
        if len(line.text) > _LONGEST or (bulleted and not line.bullet):
            break
        if i and line.after_gap and not bulleted and not (number and below[0].after_gap):
            break
        if not bulleted and _is_prose(line.text):
            break
        items.append(_trimmed(line.item))
    return items if not number or len(items) == number or len(items) >= 2 else []


def _in_line(rest: str, number: int | None) -> list[str]:
    """Items behind a colon: numbered, parted by semicolons, by line-like stops, or by commas."""
    rest = rest.strip().lstrip(":").strip()
    numbered = re.split(r"\s*(?:^|[\s;,.])\(?(?:[1-9]|[ivx]{1,4}|[a-h])[.)]\s+", " " + rest)
    if len(numbered) > 2:
        return [_trimmed(re.sub(r"[;,]?\s+and\s*$", "", _sentence(i))) for i in numbered[1:] if i.strip()]
    if ";" in rest:
        return [_trimmed(re.sub(r"^and\s+", "", i.strip())) for i in _sentence(rest).split(";") if i.strip()]
    bullets = re.split(r"\s*[•●▪◦‣·]\s*", rest)
    if len(bullets) > 2:
        return [_trimmed(i) for i in bullets if i.strip()]
    quoted = [m["quoted"] or m["single"] for m in re.finditer(_QUOTED, rest)]
    if len(quoted) > 1:
        return [_trimmed(q) for q in quoted]
    if number:
        run_together = _run_together(rest, number)
        if run_together:
            return run_together
    return _by_commas(_sentence(rest), number)


def _run_together(rest: str, number: int) -> list[str]:
    """Titles that a converter ran together: ``number`` stretches that each begin with a capital behind a stop."""
    pieces = re.findall(r"[A-Z][^?!.]*[?!.](?=\s+[A-Z]|\s*$)", rest)
    if (
        len(pieces) >= number
        and all(20 < len(p) < _LONGEST for p in pieces[:number])
        and "?" in "".join(pieces)
    ):
        return [_trimmed(p) for p in pieces[:number]]
    return []


def _by_commas(words: str, number: int | None) -> list[str]:
    last = re.split(r",?\s+(?:and|as well as)\s+(?:on\s+)?(?!.*,?\s+and\s)", words)
    items = [p for p in re.split(r",\s+(?:and\s+)?", words) if p.strip()]
    if len(items) > 1 and number != len(items):
        items = [*items[:-1], *re.split(r"\s+and\s+(?:on\s+)?", items[-1], maxsplit=1)]
    if len(items) == 1 and len(last) == 2:
        items = last
    if number and len(items) != number:
        return []
    trimmed = [_trimmed(re.sub(r"^(?:and|on|the)\s+", "", i.strip())) for i in items]
    return trimmed if all(2 < len(i) < 120 for i in trimmed) else []


def _labelled(lines: Sequence[Line]) -> Iterator[str]:
    """Lines that label themselves: "Session I: …", "Theme 2 – …"."""
    for i, line in enumerate(lines):
        match = _label().match(line.text)
        if match is None or len(line.text) > _LONGEST:
            continue
        words = line.text[match.end() :].strip()
        if not words and i + 1 < len(lines) and len(lines[i + 1].text) < _LONGEST:
            words = lines[i + 1].text
        if words and not re.match(
            r"(?:tea|lunch|coffee|registration|inaugural|opening|closing)\b", words, re.IGNORECASE
        ):
            yield _trimmed(re.sub(r"^[“\"‘]|[”\"’]$", "", words))


def _told(text: str, lines: Sequence[Line]) -> Iterator[str]:
    """Sessions told one after another: "The first session, on water sharing, …"; "the second session discussed …"."""
    for line in lines:
        for sentence in split_sentences(text, line.start, line.end):
            for match in _each().finditer(text, sentence.start, sentence.end):
                title = _title_after(text, match.end(), sentence.end)
                if title:
                    yield re.split(
                        r",\s+(?:while|with|and the|whereas|chaired|moderated|was|which)\b|\s+while\s+", title
                    )[0].rstrip(",")


def _title_after(text: str, at: int, end: int) -> str | None:
    """A quoted or capitalised title, or the words up to the end of the clause, behind ``at``."""
    quoted = re.compile(r"\s*[:–-]?\s*(?:" + _QUOTED + ")").match(text, at, end)
    if quoted:
        return _trimmed(quoted["quoted"] or quoted["single"])
    rest = text[at:end].lstrip(" :–—-")
    stop = _ENDS.search(rest)
    title = _trimmed(rest[: stop.start()] if stop else rest)
    title = re.split(r"\s+(?:was|were|is|are|has|took place|held)\s|;", title)[0]
    return title if 3 < len(title) <= _LONGEST and not title.startswith(("is ", "was ", "for ")) else None


def _sentence(words: str) -> str:
    stop = re.search(r"\.\s+[A-Z]", words)
    return words[: stop.start()] if stop else words.rstrip(". ")


def _is_prose(line: str) -> bool:
    """Whether a line is a sentence of running text and no title in a list."""
    verb = re.search(r"\b(?:was|were|is|are|has|have|had|included|attended|discussed|agreed|said)\b", line)
    return line.endswith(".") and bool(verb) and len(line) > 60


def _trimmed(words: str) -> str:
    plain = " ".join(words.split()).strip(" ,;:")
    plain = re.sub(r"^([*_]{1,3})(?=\S)(.*\S)\1$", r"\2", plain)
    plain = re.sub(r"^[“\"‘](.*)[”\"’][.,]?$", r"\1", plain)
    return plain[:-1] if plain.endswith(".") and not plain.endswith(("U.S.", "D.C.")) else plain


@cache
def _themes() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE | re.MULTILINE) for p in lexicon.load("sessions")["themes"])


@cache
def _leads() -> re.Pattern[str]:
    return _compiled("leads")


@cache
def _group_leads() -> re.Pattern[str]:
    return _compiled("working_groups")


@cache
def _compiled(key: str) -> re.Pattern[str]:
    number = f"(?P<number>{cardinal_pattern()})"
    patterns = [str(p).replace("<number>", number) for p in lexicon.load("sessions")[key]]
    parts = [p if i == 0 else p.replace("(?P<number>", "(?:") for i, p in enumerate(patterns)]
    return re.compile("|".join(parts), re.IGNORECASE | re.MULTILINE)


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(lexicon.load("sessions")["labels"])
    number = r"(?:\d{1,2}|[IVX]{1,4}|one|two|three|four|five|six|seven|eight)"
    ordinal = ordinal_pattern()
    return re.compile(
        rf"\s*(?:[•\-–*]\s*)?(?:(?:working|plenary|thematic)\s+)?(?:(?:{words})\s*(?:no\.?\s*)?[-–]?\s*{number}|{ordinal}\s+(?:{words}))"
        r"\s*(?:[:.–—-]|$)\s*",
        re.IGNORECASE,
    )


@cache
def _each() -> re.Pattern[str]:
    verbs = "|".join(lexicon.load("sessions")["verbs"])
    return re.compile(
        rf"\bthe\s+(?:{ordinal_pattern()}|last|final|next|concluding|opening)\s+(?:working\s+|plenary\s+|thematic\s+)?(?:session|panel)"
        rf"(?:,?\s+(?:of the \w+,?\s+)?(?:which\s+)?(?:was\s+|were\s+)?(?:{verbs}))\s+",
        re.IGNORECASE,
    )
