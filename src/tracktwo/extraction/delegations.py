"""Lists of who took part, with the side they are listed under: "Kenya was represented by A, B and C".

It reads lists in prose, in lines and in columns, and lets a full stop pass for a comma where a converter slipped.
Which round a list belongs to is not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.names import name_end
from tracktwo.extraction.offices import is_honorific, is_misspelt_title, is_modifier, is_office_head
from tracktwo.extraction.parties import Kind, find_namings, party_of_words
from tracktwo.extraction.spellings import Spelling


@dataclass(frozen=True, slots=True)
class Listed:
    """A name on a list; offsets are code points, ``outer_start`` with the titles before it."""

    start: int
    end: int
    outer_start: int
    party: str | None
    #: delegate, discussant, chair …
    function: str


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a list begins, and what its introduction says of those on it."""

    at: int
    party: str | None
    function: str
    #: "Its members included": the side is the one of the list before.
    goes_on: bool = False


#: Functions of which a list has more than one name.
_OF_MANY = frozenset({"delegate", "discussant", "observer"})
#: How many code points behind another list "its members" may come.
_NEAR = 300
#: What shows that those named are some of others: "with Kenyan officials, including".
_MET = re.compile(r",\sincluding:?\s+$")
#: A side before the words for those on its list: "From Kenya, the participants were".
_SIDE_BEFORE = re.compile(r"\b(?:From|For|Representing|On behalf of) ([^.,;:\n]{2,40}), ?$")
#: A side whose verb stands with the side before: "; the Uzbek delegation by", " and China by".
_WITHOUT_VERB = re.compile(
    r"(?:[;,]\s+(?:and\s+|while\s+)?|\s+and\s+)(?:that\s+of\s+)?(?:the\s+)?(?P<side>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,2}"
    r"(?:\s+(?:side|delegation|team|party|delegates))?)\s+by\s+"
)
#: Where a sentence with names ends: no stop behind a title or an initial is followed by a name and a small word.
_SENTENCE_END = re.compile(r"\.(?=\s+[A-Z][a-z]+\s+[a-z]|\s*\n|\s*$)|\n")


def find_listed(spelling: Spelling) -> tuple[Listed, ...]:
    """Find the names on all lists of those who took part, in order of the text, each once."""
    found: dict[int, Listed] = {}
    last: _Opening | None = None
    for opening in sorted(_openings(spelling.plain), key=lambda o: (o.at, o.party is None)):
        if opening.goes_on and last is not None and opening.at - last.at < _NEAR:
            opening = replace(opening, party=last.party)
        last = opening if opening.party else last
        names = list(_names(spelling, opening))
        if len(names) > 1 or (names and (opening.party or opening.function not in _OF_MANY)):
            for name in names:
                if name.party or name.start not in found:
                    found[name.start] = name
    for name in _by_predicate(spelling):
        found.setdefault(name.start, name)
    return tuple(found[at] for at in sorted(found))


def _by_predicate(spelling: Spelling) -> Iterator[Listed]:
    """Names that a sentence gives a function: "Ana Souza was the chief guest at the opening"."""
    nouns = "|".join(
        re.escape(n) for n, f in lexicon.load("delegations")["functions"].items() if f not in _OF_MANY
    )
    begins, verbs = r"(?:^|\n|[.!?][\"”]? |, and |; )", "(?:was|served as|acted as|is)"
    for match in re.finditer(
        rf"{begins}(?P<name>[A-Z][^,.;:\n]{{4,70}}?),? {verbs} (?:the |a )?(?P<noun>{nouns})\b",
        spelling.plain,
    ):
        first = past_titles(spelling, spelling.first_from(match.start("name")))
        end = name_end(spelling, first)
        if end - first > 1 and spelling.words[end - 1].end == match.end("name"):
            words = spelling.words
            yield Listed(
                words[first].start, words[end - 1].end, match.start("name"), None, function_of(match["noun"])
            )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = lexicon.load("delegations")
    nouns = "|".join(sorted((re.escape(n) + "s?" for n in data["functions"]), key=len, reverse=True))
    verbs = "|".join(re.escape(v).replace(r"\ ", r"\s") for v in sorted(data["verbs"], key=len, reverse=True))
    words = r"[^.;:\n,()]{0,60}?"
    behind = rf"(?:\s(?:from|of|for|on|representing)\s{words}|\s?\({words}\))"
    line = r"(?m:^)[ \t*•#-]*"
    group = rf"(?P<noun>\b(?:{nouns}))"
    return (
        # Such as: the delegates from the US included, the Kenyan delegation comprised, discussants were
        re.compile(rf"(?P<side>\b(?:{words}\s)?){group}\b(?P<of>{behind})??\s?,?\s(?:{verbs}):?\s+", re.I),
        # Such as: Pakistan was represented by, the Turkish side was also represented by
        re.compile(
            rf"(?P<side>\b{words})(?P<noun>)(?P<of>)\s(?:was|were|is|are)\s(?:also\s)?represented\sby\s+"
        ),
        # Such as: representing Kenya were, on the Kenyan side were, from Kenya
        re.compile(
            rf"(?P<side>\b(?:[Rr]epresenting|[Oo]n behalf of|[Ff]rom|[Ff]or|[Oo]n|[Pp]resent from)\s{words})"
            r"(?P<noun>(?:\s(?:side|delegation|team|delegates|part))?)(?P<of>)"
            r"(?:,|:|\s(?:were|was|are|is)(?:\spresent)?:?)\s+"
        ),
        # Such as: the Kenyan team was headed by A and comprised
        re.compile(
            rf"(?P<side>\b(?:{words}\s)?){group}\s(?:was|is|were)\s(?:led|headed)\sby\s[^.;\n]{{3,80}}?"
            rf"\sand\s(?P<of>)(?:{verbs})\s+",
            re.I,
        ),
        # Heading the Australian group was A
        re.compile(
            rf"\b(?:[Hh]eading|[Ll]eading)\s(?P<side>the\s{words})(?P<noun>)(?P<of>)"
            rf"(?:delegation|team|side|group)\s(?:was|is)\s+"
        ),
        # A heading of its own, such as: Pakistani Delegates, with lines under it or, behind a colon, beside it
        re.compile(rf"{line}(?P<side>{words}){group}(?P<of>{behind}?)[ \t]*(?::[ \t]*\n?|\n)", re.I),
        # The Kenyan group, headed by A, comprised
        re.compile(
            rf"(?P<side>\b(?:{words}\s)?)(?P<noun>\b(?:{nouns}|group|contingent)),?\s(?:led|headed)\sby\s"
            rf"[^.;\n]{{3,90}}?,\s(?P<of>)(?:{'|'.join(data['comprising'])})\s+",
            re.I,
        ),
        # A party alone before a colon
        re.compile(rf"{line}(?P<side>[A-Z][^\n:]{{1,40}}?)(?P<noun>)(?P<of>)[ \t]*:[ \t]*\n?"),
    )


#: Which of the patterns open a list only where they name a party.
_NEED_PARTY = frozenset({1, 2, 3, 4, 6, 7})
_PARTY_ALONE = 7


def _openings(text: str) -> Iterator[_Opening]:
    for number, pattern in enumerate(_patterns()):
        for match in pattern.finditer(text):
            noun = match["noun"].strip().lower()
            party = party_of_words(match["side"] + " " + noun) or party_of_words(
                "delegates " + (match["of"] or "").strip(" ()")
            )
            before = _SIDE_BEFORE.search(text[max(0, match.start() - 60) : match.start()])
            if party is None and before:
                party = party_of_words(before.group(1))
            if party is None and number in _NEED_PARTY:
                continue
            if number == _PARTY_ALONE and _is_city(match["side"]):
                continue
            if (
                number == 2
                and match.group().rstrip().endswith(",")
                and not noun
                and not _is_all_naming(match["side"])
            ):
                continue
            if (
                match["noun"].isupper()
                and match.group().rstrip().endswith(":")
                and function_of(noun) not in _OF_MANY
            ):
                # "MODERATOR: Thank you" begins a turn, no list.
                continue
            goes_on = party is None and match["side"].strip().lower() in ("its", "their")
            if (
                number == 0
                and noun.removesuffix("s") in lexicon.load("delegations")["only_met"]
                and _MET.search(match.group())
            ):
                continue
            yield _Opening(match.end(), party, function_of(noun), goes_on)
            if match.group().rstrip().endswith(" by"):
                yield from (
                    _Opening(at, p, function_of(noun)) for at, p in sides_without_verb(text, match.end())
                )


def sides_without_verb(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Where the list of a side told without its verb begins, and which side: "India was represented by A, China by B".

    ``at`` is where the list of the first side begins; nothing behind its sentence is read.
    """
    stop = _SENTENCE_END.search(text, at)
    for match in _WITHOUT_VERB.finditer(text, at, stop.start() if stop else len(text)):
        party = party_of_words(match["side"])
        if party is not None:
            yield match.end(), party


def _is_city(side: str) -> bool:
    """Whether only cities are named: "MUSCAT, 9 March:" is a dateline, no heading of Oman's delegates."""
    return all(n.kind in (Kind.CAPITAL, Kind.CITY) for n in find_namings(side))


def _is_all_naming(side: str) -> bool:
    """Whether nothing but a party stands behind the opening word: "From Kenya,"."""
    behind = side.partition(" ")[2].removeprefix("the ").strip()
    return any(n.start == 0 and n.end == len(behind) for n in find_namings(behind)) and side[:1].isupper()


def function_of(noun: str) -> str:
    """The function of those whom a noun in lower case tells of, singular or plural."""
    functions: dict[str, str] = lexicon.load("delegations")["functions"]
    return functions.get(noun) or functions.get(noun.removesuffix("s")) or "delegate"


def _names(spelling: Spelling, opening: _Opening) -> Iterator[Listed]:
    """The names from an opening on, until something else than a name comes."""
    words = spelling.words
    index = spelling.first_from(opening.at)
    previous_end = opening.at
    while index < len(words):
        gap = spelling.plain[previous_end : words[index].start]
        first = past_titles(spelling, index)
        end = name_end(spelling, first)
        if end == first or not _may_follow(gap, spelling, first, end, opening.at == previous_end):
            return
        if not _is_name(spelling, first, end):
            return
        outer, name_stop = words[index].start, words[end - 1].end
        yield Listed(words[first].start, name_stop, outer, opening.party, opening.function)
        previous_end, index = _past_apposition(spelling, end)
        index = _past_joiner(spelling, index)


def past_titles(spelling: Spelling, index: int) -> int:
    """Index of the first word behind titles, offices and fillers."""
    words = spelling.words
    fillers = set(lexicon.load("delegations")["fillers"])
    begin = index
    while index < len(words) - 1 and index - begin < 12:
        word = words[index]
        title = is_honorific(word) or is_office_head(word) or is_misspelt_title(word.text)
        known = title or word.text in fillers or (is_modifier(word.text) and _title_follows(spelling, index))
        whose = spelling.naming_at(word.start, word.end) is not None and _title_follows(spelling, index)
        if not known and not whose and not (index > begin and _is_retired(spelling, index)):
            break
        index += 1
    if index > begin and _is_of_a_body(spelling, index - 1):
        return index + 2  # "member of parliament Ana Souza"
    return index


def _is_retired(spelling: Spelling, index: int) -> bool:
    """Whether a word is the bracket behind a rank: "Lt-Gen (retd) Ama Boateng"."""
    word = spelling.words[index]
    around = spelling.plain[max(0, word.start - 1) : word.end + 2]
    return bool(re.match(lexicon.load("names")["retired"], around))


def _title_follows(spelling: Spelling, index: int) -> bool:
    """Whether an office's head comes within the next words, before a comma."""
    for at in range(index, min(index + 8, len(spelling.words) - 1)):
        if not re.fullmatch(r"(?:'s)? ", spelling.gap(at)):
            return False
        following = spelling.words[at + 1]
        if is_office_head(following) or is_honorific(following):
            return True
    return False


def _may_follow(gap: str, spelling: Spelling, first: int, end: int, is_first: bool) -> bool:
    """Whether a name may go on the list after this gap; a full stop must be a slip."""
    if is_first or re.fullmatch(r"[,;]?\s+(?:(?:and|&|plus)\s+)?|[\s•*·–—-]*\n[\s•*·–—\d.)-]*", gap):
        return True
    if re.search(r"[,;\n]|\band\b|&|\bas well as\b|\balong with\b|\btogether with\b", gap) and "." not in gap:
        return True
    if re.fullmatch(r"\.\s+", gap):
        # "David Smith. Tricia Bacon and …": more of the list must come behind the name
        after = spelling.plain[spelling.words[end - 1].end :]
        return bool(re.match(r",? (?:and|&) (?:[A-Z]|the )|, [A-Z]", after)) and end - first > 1
    return False


def _is_name(spelling: Spelling, first: int, end: int) -> bool:
    """Two words or more, or one behind a title; no party or place."""
    words = spelling.words
    if all(spelling.naming_at(w.start, w.end) for w in words[first:end]):
        return False
    after = spelling.plain[words[end - 1].end : words[end - 1].end + 14]
    if re.match(r" (?:was|were|is|are|has|had|said|will)\b", after) or re.match(r"'s [a-z]", after):
        return False
    titled = first > 0 and (is_honorific(words[first - 1]) or is_office_head(words[first - 1]))
    return end - first > 1 or titled


def _past_apposition(spelling: Spelling, end: int) -> tuple[int, int]:
    """Offset and word index behind what describes the name just read: "(retd)", ", former envoy to Oman,"."""
    stop = spelling.words[end - 1].end
    bracket = re.match(r" ?\([^()\n]{1,80}\)", spelling.plain[stop:])
    if bracket:
        stop += bracket.end()
    index = spelling.first_from(stop)
    described = re.match(r", ((?:the |a |an )?[^,;.\n()]{3,90})(?=[,;.\n])", spelling.plain[stop:])
    if described and _is_description(described.group(1)):
        stop += described.end()
        index = spelling.first_from(stop)
    return stop, index


def _is_description(words: str) -> bool:
    inner = Spelling(words)
    heads = [i for i, word in enumerate(inner.words) if is_office_head(word)]
    if not heads or words.startswith(("and ", "& ")):
        return False
    # "Ambassador Ana Souza" is the next name with its title, "Director of the Institute" is a description.
    if any(_is_of_a_body(inner, at) for at in heads):
        return False
    last = heads[-1]
    follows = last + 1 < len(inner.words) and inner.gap(last) == " "
    return not (follows and name_end(inner, last + 1) > last + 1)


def _is_of_a_body(inner: Spelling, head: int) -> bool:
    """Whether a name follows an office of a body in small letters: "member of parliament Ana Souza"."""
    words = inner.words[head + 1 : head + 3]
    small = len(words) > 1 and words[0].text == "of" and words[1].text.islower()
    return small and name_end(inner, head + 3) - head - 3 > 1


def _past_joiner(spelling: Spelling, index: int) -> int:
    joiners = {word for joiner in lexicon.load("delegations")["joiners"] for word in joiner.split()}
    while index < len(spelling.words) and spelling.words[index].text in joiners:
        index += 1
    return index
