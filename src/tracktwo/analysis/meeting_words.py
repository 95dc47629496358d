"""Whether a sentence says that sides agree, differ or have come nearer, by classes of words and what is done to them.

A noun or verb of agreement or difference is found, then what is done to it, then what denies it or leaves it open:
"bridged their differences" is a difference that is ended, "could not bridge" denies that. The classes are in
``lexicon/agreement.yaml``. Whose agreement it is, what about, and whether it is true, is not asked here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracktwo.analysis.alternatives import any_of
from tracktwo.analysis.namings import Naming, Namings
from tracktwo.analysis.word_classes import Hit, WordClasses, key_of, stems_of_entry
from tracktwo.lexicon import load

#: Words before a phrase among which one that denies it or leaves it open is looked for.
_REACH = 6
#: In a sentence of more words the sides must stand in the clause that tells of agreement.
_LONG = 25
#: Words between a noun and what is done to it: before the noun, and behind it.
_BEFORE, _BEHIND = 4, 9
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]{1,2})?")
#: "Secretary Marek and Minister Bekov agreed".
_PAIR = re.compile(r"[A-Z][^\W\d_]+ and (?:the |his |her )?(?:[A-Z][^\W\d_]+|I)\b[^,;:]{0,60}$")
_BREAK = re.compile(r"[,;:()–—]|\s-\s")

#: Classes whose words alone say that sides agree or differ.
_ALONE = {"agreeing": 1, "as_one": 1, "differing": -1, "apart": -1}
_NOUNS = {"agreement_nouns": 1, "difference_nouns": -1}
_STANDING = {"agreement_nouns": "standing_agreement", "difference_nouns": "standing_difference"}
_OF_VIEWS = {"views_meet": 1, "views_part": -1}
_CLASSES = (
    *_ALONE, *_NOUNS, *_STANDING.values(), *_OF_VIEWS, "agreement_about", "dividing", "settling", "same", "views",
    "unlike", "contested", "settled", "talks",
    "without_result", "making", "ending", "losing", "nearing", "nearer", "lasting", "taking_up", "turning_down",
    "put_forward", "denying", "denying_that", "no_more", "open", "managing", "referring", "conceded", "clause_words",
)  # fmt: skip


class Meeting(StrEnum):
    """What a sentence says of the sides' views."""

    AGREE = "agree"
    #: They have come nearer to one another, and do not agree as yet.
    NEARER = "nearer"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class _Said:
    """One phrase with what it says: 1 for agreement, -1 for difference, 0 for nearness."""

    #: The words that say it with what is done to it, as places among the words, half-open.
    start: int
    end: int
    sign: int
    #: Where the words of agreement or difference themselves begin.
    head: int
    #: Whether it is told of both sides; None where the names before it tell.
    is_of_both: bool | None = None


class _Sentence:
    """The words of a sentence, with the classes that they belong to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(_WORD.finditer(text))
        folded = [w.group().casefold().replace("’", "'").removesuffix("'s") for w in self.words]
        self.folded = folded
        self.stems = ["not" if w.endswith("n't") else key_of(w) for w in folded]
        self.by_class: dict[str, list[Hit]] = {}
        for hit in _classes().find(self.stems):
            self.by_class.setdefault(hit.name, []).append(hit)
        self.clauses = self._clauses()

    def of(self, name: str) -> list[Hit]:
        """The hits of a class."""
        return self.by_class.get(name, [])

    def _clauses(self) -> list[int]:
        """The number of the clause of each word, as far as marks and single words tell."""
        starts = {h.start for h in self.of("clause_words")}
        found: list[int] = []
        number = 0
        for place, word in enumerate(self.words):
            before = self.text[self.words[place - 1].end() : word.start()] if place else ""
            number += bool(_BREAK.search(before)) or place in starts
            found.append(number)
        return found

    def is_one_clause(self, one: int, other: int) -> bool:
        """Whether two words stand in one clause."""
        return self.clauses[one] == self.clauses[other]


def kind_of(sentence: str, own: Namings) -> Meeting | None:
    """Whether a sentence tells of agreement, difference or nearness; None where it leaves that open.

    That one side agrees to something is no agreement of the sides; ``own`` finds where they are named.
    """
    if sentence.rstrip(" ”’\"'").endswith("?"):
        return None
    read = _Sentence(sentence)
    namings = own.find(sentence)
    signs = []
    for said in (*_phrases(read), *_dividing(read, namings), *_answers(read, namings)):
        sign = _as_told(said, read)
        if sign == said.sign == 1 and _is_of_one(said, read, own):
            continue
        if len(read.words) > _LONG and not _is_near(said, read, namings):
            continue
        if sign is not None:
            signs.append(sign)
    if -1 in signs:
        return Meeting.DIFFER
    if 0 in signs:
        return Meeting.NEARER
    return Meeting.AGREE if signs else None


def heads_of(sentence: str) -> list[tuple[int, int]]:
    """Where words of agreement or difference stand in a sentence with what is done to them, in code points."""
    read = _Sentence(sentence)
    return [(read.words[s.start].start(), read.words[s.end - 1].end()) for s in _phrases(read)]


def _phrases(read: _Sentence) -> Iterator[_Said]:
    """Everything in the sentence that says, by itself or by what is done to it, that sides agree or differ."""
    nouns = [h for name in _NOUNS for h in read.of(name)]
    for name, sign in _ALONE.items():
        for hit in read.of(name):
            if not any(_is_longer(n, hit) for n in nouns):
                # "Agrees" is one side's: what sides do together stands in the plural.
                is_ones = name == "agreeing" and read.folded[hit.start].endswith("s")
                yield _Said(hit.start, hit.end, sign, hit.start, False if is_ones else None)
    for hit in nouns:
        yield from _of_noun(hit, read)
    differences = {h.start for h in read.of("difference_nouns")}
    for hit in read.of("settling"):
        # What settles a difference is told of with the difference; and "our resolve" settles nothing.
        is_done = read.folded[hit.start].endswith(("ed", "id")) and read.folded[hit.end : hit.end + 1] != [
            "to"
        ]
        if is_done and not any(hit.start - _BEHIND <= d < hit.end + _BEFORE for d in differences):
            yield _Said(hit.start, hit.end, 1, hit.start)
    for name, sign in _OF_VIEWS.items():
        for hit in read.of(name):
            if any(
                0 <= hit.start - v.end <= _BEHIND or 0 <= v.start - hit.end <= 2 for v in read.of("views")
            ):
                yield _Said(hit.start, hit.end, sign, hit.start)
    for name, sign in (("same", 1), ("unlike", -1)):
        for hit in read.of(name):
            view = next((v for v in read.of("views") if 0 <= v.start - hit.end <= 1), None)
            if view is not None:
                yield _Said(hit.start, view.end, sign, hit.start)
    for name, sign in (("contested", -1), ("settled", 1)):
        for hit in read.of(name):
            if any(w in _copulas() for w in read.folded[max(0, hit.start - 3) : hit.start]):
                yield _Said(hit.start, hit.end, sign, hit.start)
    for hit in read.of("without_result"):
        if any(0 <= hit.start - t.end <= _BEHIND + 2 for t in read.of("talks")):
            yield _Said(hit.start, hit.end, -1, hit.start)
    for hit in read.of("nearer"):
        if any(0 <= hit.start - v.end <= _BEHIND for v in (*read.of("views"), *read.of("talks"))):
            yield _Said(hit.start, hit.end, 0, hit.start)


def _is_longer(one: Hit, other: Hit) -> bool:
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _of_noun(noun: Hit, read: _Sentence) -> Iterator[_Said]:
    sign = _NOUNS[noun.name]
    undoing, keeping = ("losing", "making") if sign > 0 else ("ending", "lasting")
    for name, becomes in (("nearing", 0), (undoing, -sign), (keeping, sign)):
        done = next((h for h in read.of(name) if _is_done_to(h, noun, read)), None)
        if done is not None and done.start != noun.start:
            yield _Said(min(done.start, noun.start), max(done.end, noun.end), becomes, noun.start)
            return
    follows = read.folded[noun.end : noun.end + 1]
    is_about = bool(follows) and (follows[0] in _list("topic_after") or _is_between_sides(noun.end, read))
    if sign > 0 and not any(h.start == noun.start for h in read.of("agreement_about")):
        is_about = False
    standing = any(
        h.start <= noun.start < h.end or noun.start <= h.start < noun.end
        for h in read.of(_STANDING[noun.name])
    )
    if is_about or standing:
        yield _Said(noun.start, noun.end, sign, noun.start)


def _is_between_sides(place: int, read: _Sentence) -> bool:
    """Whether "between" stands at a place and sides behind it, named or as they are called together."""
    if read.folded[place : place + 1] != ["between"]:
        return False
    behind = read.words[place + 1 : place + 5]
    if not behind:
        return False
    words = read.text[behind[0].start() : behind[-1].end()]
    folded = f" {' '.join(read.folded[place + 1 : place + 5])} "
    return bool(re.search(r"[A-Z]", words)) or any(f" {t} " in folded for t in _list("together"))


def _is_done_to(done: Hit, noun: Hit, read: _Sentence) -> bool:
    """Whether a word tells what is done to the noun: before it as its object, or behind it as its subject."""
    if not read.is_one_clause(done.start, noun.start):
        return False
    if done.end <= noun.start:
        between = read.folded[done.end : noun.start]
        # "Ended in deadlock" ends no deadlock.
        return len(between) <= _BEFORE and not any(w in _aside() for w in between)
    return 0 <= done.start - noun.end <= _BEHIND


def _dividing(read: _Sentence, namings: Sequence[Naming]) -> Iterator[_Said]:
    """What an issue does between the sides: "the fee divides the two countries"."""
    for hit in read.of("dividing"):
        behind = read.words[hit.end : hit.end + 5]
        folded = f" {' '.join(read.folded[hit.end : hit.end + 5])} "
        named = behind and any(behind[0].start() <= n.start < behind[-1].end() for n in namings)
        if named or any(f" {t} " in folded for t in _list("together")):
            yield _Said(hit.start, hit.end, -1, hit.start)


def _answers(read: _Sentence, namings: Sequence[Naming]) -> Iterator[_Said]:
    """What one side does to what the other put forward: "Tavan echoed Orlesia's call"."""
    if len({n.party for n in namings}) < 2:
        return
    for name, sign in (("taking_up", 1), ("turning_down", -1)):
        for hit in read.of(name):
            at, end = read.words[hit.start].start(), read.words[hit.end - 1].end()
            before = [n for n in namings if n.end <= at]
            behind = next((n for n in namings if n.start >= end), None)
            if not before or behind is None or before[-1].party == behind.party:
                continue
            gap = sum(end <= w.start() < behind.start for w in read.words)
            put = next((p for p in read.of("put_forward") if read.words[p.start].start() >= behind.end), None)
            if gap <= 1 and put is not None:
                far = sum(behind.end <= w.start() < read.words[put.start].start() for w in read.words)
                if far <= 2:
                    yield _Said(hit.start, put.end, sign, hit.start, is_of_both=True)


def _as_told(said: _Said, read: _Sentence) -> int | None:
    """What a phrase says as it stands in its sentence; None where it is left open or made little of."""
    reach = range(max(0, said.start - _REACH), said.start)
    before = [n for n in reach if read.is_one_clause(n, said.start)]
    if _has(read, "conceded", before[-3:]):
        return None
    if said.sign == 1 and _has(read, "referring", range(max(0, said.start - 2), said.start)):
        return None
    denials = [h for h in read.of("denying") if _counts(h, said, before, read)]
    denied = {n for h in read.of("denying") for n in range(h.start, h.end)}
    if any(_leaves_open(h, said, denied, read) for h in read.of("open") if h.start in before):
        return None
    ends = range(said.end, min(len(read.words), said.end + 4))
    turned = len(denials) + _has(read, "no_more", [n for n in ends if read.is_one_clause(n, said.start)])
    if turned % 2 == 0:
        return said.sign
    # Who has not come nearer is as far apart as before.
    return -said.sign if said.sign else -1


def _leaves_open(hit: Hit, said: _Said, denied: Set[int], read: _Sentence) -> bool:
    """Whether a word before a phrase leaves it open: "hope to agree", but not "failed to agree", "could not agree"."""
    if hit.start in denied or said.start <= hit.start:
        return False
    if read.folded[hit.start] == "to":
        led = range(max(0, hit.start - _BEFORE), hit.start)
        return said.start - hit.start <= 2 and not _has(read, "managing", led) and not denied & set(led)
    return hit.end not in denied or read.folded[hit.start] not in _list("modals")


def _counts(hit: Hit, said: _Said, before: Sequence[int], read: _Sentence) -> bool:
    """Whether a word that denies reaches a phrase: right before it, or between its words."""
    if said.start <= hit.start and hit.end <= said.end:
        # "The impasse was not overcome", but not within words that say so as a whole: "could not bridge".
        return not any(
            h.start <= hit.start and hit.end <= h.end
            for name in (*_ALONE, *_NOUNS, "without_result", "losing", "nearing")
            for h in read.of(name)
        )
    if hit.start not in before:
        return False
    over = any(read.folded[n] == "that" for n in range(hit.end, said.start))
    return not over or any(h.start == hit.start for h in read.of("denying_that"))


def _has(read: _Sentence, name: str, places: Iterable[int]) -> bool:
    wanted = set(places)
    return any(h.start in wanted for h in read.of(name))


def _is_near(said: _Said, read: _Sentence, namings: Sequence[Naming]) -> bool:
    """Whether the clause of a phrase names both sides, or what they are called together."""
    own = [n for n, number in enumerate(read.clauses) if number == read.clauses[said.head]]
    start, end = read.words[own[0]].start(), read.words[own[-1]].end()
    if len({n.party for n in namings if start <= n.start < end}) > 1:
        return True
    if _PAIR.search(read.text[start : read.words[said.head].start()]):
        return True
    folded = f" {' '.join(read.folded[own[0] : own[-1] + 1])} "
    return any(f" {t} " in folded for t in _list("together"))


def _is_of_one(said: _Said, read: _Sentence, own: Namings) -> bool:
    """Whether one side alone is named last before the words of agreement, in their clause."""
    if said.is_of_both is not None:
        return not said.is_of_both
    clause = re.split(r"[,;:]|\bthat\b", read.text[: read.words[said.head].start()])[-1]
    namings = own.find(clause)
    if not namings:
        return False
    last = namings[-1]
    # "The two sides", or "Orlesia and Tavan": then it is theirs together.
    folded = f" {' '.join(w.group().casefold() for w in _WORD.finditer(clause[last.end :]))} "
    together = any(f" {t} " in folded for t in _list("together"))
    joined = len(namings) > 1 and namings[-2].party != last.party
    return not together and not joined


def cues_in(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand without which no sentence tells of agreement, so that the others need not be read."""
    # Small letters are found three times as quickly as letters of either case.
    small = text.lower()
    found = (
        _cues(re.NOFLAG).finditer(small) if len(small) == len(text) else _cues(re.IGNORECASE).finditer(text)
    )
    return (match.span() for match in found)


@cache
def _cues(flags: re.RegexFlag) -> re.Pattern[str]:
    names = (*_ALONE, *_NOUNS, *_OF_VIEWS, "dividing", "settling", "contested", "without_result", "nearer")
    entries = {stems_of_entry(str(e)) for name in names for e in load("agreement")[name]}
    single = rf"(?:{any_of(f for e in entries if len(e) == 1 for f in _forms(e[0]))})\w*"
    several: dict[str, list[str]] = {}
    for entry in sorted(e for e in entries if len(e) > 1):
        several.setdefault(entry[0], []).append(_spelt(entry[1:]))
    longer = "|".join(rf"{_one(first)}\w*{'(?:' + '|'.join(rests) + ')'}" for first, rests in several.items())
    # Where none of them can begin they need not be tried one by one.
    first = any_of(f for e in several for f in _forms(e))
    same, views = (any_of(_first_stems(*n)) for n in (("same", "unlike"), ("views",)))
    answers = any_of(_first_stems("taking_up", "turning_down"))
    return re.compile(
        rf"(?<!\w)(?:{single}|(?={first})(?:{longer})|(?:{same})\w*\s+(?:\w+\s+)?(?:{views})\w*"
        rf"|(?:{answers})\w*\s+(?:\S+\s+){{0,2}}?\S+['’])",
        flags,
    )


def _spelt(parts: Sequence[str]) -> str:
    """The words behind the first one of an entry as a pattern; words of one letter may stand between them."""
    return "".join(
        r"(?:\s+\S+){0,4}?" if part == "_" else rf"[\s-]+(?:\w\s+)?{_one(part)}\w*" for part in parts
    )


def _one(key: str) -> str:
    return any_of(_forms(key))


@cache
def _forms(key: str) -> tuple[str, ...]:
    """A key with the past forms of irregular verbs that have it."""
    return (key, *(str(past) for past, base in load("irregular_verbs").items() if key_of(str(base)) == key))


def _first_stems(*names: str) -> set[str]:
    return {f for name in names for e in load("agreement")[name] for f in _forms(stems_of_entry(str(e))[0])}


@cache
def _classes() -> WordClasses:
    return WordClasses({name: load("agreement")[name] for name in _CLASSES})


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load("agreement")[name])


@cache
def _copulas() -> frozenset[str]:
    return _list("topic_is") | _list("copulas")


@cache
def _aside() -> frozenset[str]:
    return _list("aside")
