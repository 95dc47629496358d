"""Whether a later sentence, contact or round may tell that a promise was kept.

A proposal for a person to confirm or reject, made by words: the deed or one that does the same, told as done; the
thing promised; and nobody else as the one who did it. A promise kept in other words, or without a report of it, is
not seen.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from tracktwo.analysis.alternatives import any_of
from tracktwo.analysis.likeness import content_words, stem
from tracktwo.analysis.namings import Naming, Namings
from tracktwo.analysis.undertaking import Undertaking, listed, number_of
from tracktwo.lexicon import load

#: Share of the words of the thing promised that the sentence must have. Set on the development cases of
#: tests/cases/fulfilment.yaml.
SHARE = 0.66

#: Words between the thing promised and "will not take place".
NEAR = 9

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Outcome(StrEnum):
    """What a later account tells of a promise."""

    MET = "met"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Teller:
    """What is needed to read a sentence for one promise."""

    undertaking: Undertaking
    #: Parties that gave the promise.
    by: frozenset[str]
    #: Where any party is named.
    namings: Namings


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a clause: folded, and where it stands."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class _Deed:
    """A word that may tell of the deed."""

    place: int
    #: Whether whoever is given the thing does it, or the thing comes by itself.
    is_receiving: bool = False
    is_arriving: bool = False
    is_noun: bool = False
    #: Whether it tells of what is so once the deed is done: "the hotline went live".
    is_result: bool = False


def telling(undertaking: Undertaking) -> Callable[[frozenset[str]], bool]:
    """Tells whether a sentence with some stems can tell of the deed at all: a quick look before the careful one."""
    deeds, core = _deed_stems(undertaking), undertaking.core
    return lambda stems: not deeds.isdisjoint(stems) and share_of(core, stems) >= SHARE


def _deed_stems(undertaking: Undertaking) -> frozenset[str]:
    verbs = set(undertaking.verbs)
    if undertaking.verb in listed("given"):
        verbs |= listed("receiving") | listed("arriving")
    if undertaking.is_contact:
        verbs |= listed("occurring")
    nouns = {n for n, v in load("fulfilment")["nouns"].items() if v in undertaking.verbs}
    verbs |= set(_results(undertaking.verbs))
    return frozenset(stem(w.split()[0]) for w in verbs | nouns if w)


@cache
def _results(verbs: frozenset[str]) -> tuple[str, ...]:
    """What is so when one of the deeds is done."""
    lines = (line for line in load("fulfilment")["results"] if not verbs.isdisjoint(line["of"]))
    return tuple(dict.fromkeys(str(t) for line in lines for t in line["told"]))


def told_in_sentence(teller: Teller, sentence: str, speaker: str | None = None) -> Outcome | None:
    """Whether a sentence tells that the promise was kept, wholly or in part; None where it does not.

    Args:
        teller: the promise.
        sentence: the words of the later document.
        speaker: the party whose words they are, for "we"; None where nobody is quoted.
    """
    if not teller.undertaking.is_comparable:
        return None
    for clause in _clauses(sentence):
        outcome = _told_in_clause(teller, clause, speaker)
        if outcome is not None:
            return outcome
    return None


def is_dropped(teller: Teller, sentence: str) -> bool:
    """Whether a sentence tells that what was promised is off: in one clause, near the thing promised."""
    undertaking = teller.undertaking
    if not undertaking.core:
        return False
    for clause in _clauses(sentence):
        words = folded(clause)
        if undertaking.ordinals and not undertaking.ordinals & set(words):
            continue
        if share_of(undertaking.core, content_words(clause)) < SHARE:
            continue
        heads = [n for n, w in enumerate(words) if stem(w) in means(undertaking.core[-1])]
        for off in pattern("dropped").finditer(clause):
            at = len(folded(clause[: off.start()]))
            if any(abs(at - head) <= NEAR for head in heads):
                return True
    return False


def _told_in_clause(teller: Teller, clause: str, speaker: str | None) -> Outcome | None:
    undertaking = teller.undertaking
    words, stems = _read(clause)
    if not _has_thing(undertaking, stems, clause):
        return None
    if undertaking.is_contact and undertaking.ordinals and not undertaking.ordinals & {w.text for w in words}:
        return None
    namings = teller.namings.find(clause)
    for deed in _deeds(undertaking, words):
        if not _is_done_to_it(deed, words, undertaking) or _is_of_others(words, namings, teller):
            continue
        if _is_done(deed, words) and _is_theirs(deed, words, namings, teller.by, speaker):
            return _how_far(undertaking, words, clause)
    return None


@lru_cache(maxsize=16_384)
def _read(clause: str) -> tuple[Sequence[_Word], frozenset[str]]:
    """The words of a clause and their stems; it is held against one promise after another."""
    words = tuple(
        _Word(m.group().casefold().replace("’", "'").removesuffix("'s"), m.start())
        for m in _WORD.finditer(clause)
    )
    return words, frozenset(stem(w.text) for w in words)


def _has_thing(undertaking: Undertaking, stems: frozenset[str], clause: str) -> bool:
    core = undertaking.core
    if share_of(core, stems) < SHARE or not means(core[-1]) & stems:
        return False
    if not undertaking.beyond or undertaking.beyond & stems:
        return True
    # "The working group on customs" is not the one on floods: another addition of the same form stands here.
    heads = "|".join(sorted(map(re.escape, means(core[-1]))))
    return not re.search(rf"\b(?:{heads})\w*\s+(?:on|for|of|about|with)\s+\w{{3,}}", clause, re.IGNORECASE)


def share_of(core: Sequence[str], stems: frozenset[str]) -> float:
    """Share of the words of a thing promised that stand among stems, by any word that means the same."""
    return sum(bool(means(c) & stems) for c in core) / len(core) if core else 0.0


@cache
def means(one: str) -> frozenset[str]:
    """The stems that mean the same as one of a promise."""
    lines = [frozenset(stem(str(w).casefold()) for w in line) for line in load("fulfilment")["things"]]
    return frozenset({one}).union(*(line for line in lines if one in line))


def _deeds(undertaking: Undertaking, words: Sequence[_Word]) -> list[_Deed]:
    found: list[_Deed] = []
    nouns = {n: v for n, v in load("fulfilment")["nouns"].items() if v in undertaking.verbs}
    gives = bool(undertaking.verbs & listed("given")) and undertaking.verb in listed("given")
    for place, word in enumerate(words):
        if any(_is_verb(verb, place, words) for verb in undertaking.verbs):
            found.append(_Deed(place))
        if word.text in nouns:
            found.append(_Deed(place, is_noun=True))
        if gives and any(_is_verb(v, place, words) for v in listed("receiving")):
            found.append(_Deed(place, is_receiving=True))
        if undertaking.is_contact and any(_is_verb(v, place, words) for v in listed("occurring")):
            found.append(_Deed(place, is_arriving=True))
        if gives and any(_is_verb(v, place, words) for v in listed("arriving")):
            found.append(_Deed(place, is_arriving=True))
        # "Flow data" do not flow: the words of the thing are no result.
        is_thing = stem(word.text) in {*undertaking.core, *undertaking.beyond}
        if not is_thing and any(_is_verb(v, place, words) for v in _results(undertaking.verbs)):
            found.append(_Deed(place, is_arriving=True, is_result=True))
    return found


def _is_verb(base: str, place: int, words: Sequence[_Word]) -> bool:
    first, *particles = base.split()
    if stem(words[place].text) != stem(first):
        return False
    near = [w.text for w in words[place + 1 : place + 5]]
    return all(p in near for p in particles)


def _is_done_to_it(deed: _Deed, words: Sequence[_Word], undertaking: Undertaking) -> bool:
    """Whether the thing promised stands with the deed: "rose after Tavan restructured its tariffs" has it elsewhere."""
    heads = [n for n, w in enumerate(words) if stem(w.text) in means(undertaking.core[-1])]
    if not heads:
        return True
    behind = [n for n in heads if n >= deed.place]
    if behind:
        between = words[deed.place + 1 : behind[0]]
        # "Withdrew its envoy and renewed its objection" withdraws no objection.
        return not any(
            one.text == "and" and is_past_form(other.text) for one, other in pairwise(between)
        ) or any(n < deed.place for n in heads)
    between = words[max(heads) : deed.place]
    has_another = any(w.text in listed("determining") for w in words[deed.place + 1 : deed.place + 2])
    return not has_another or not any(w.text in listed("subordinating") for w in between)


def _is_of_others(words: Sequence[_Word], namings: Sequence[Naming], teller: Teller) -> bool:
    """Whether the thing told of is expressly another side's, of which the promise does not speak."""
    own = {*teller.undertaking.core, *teller.undertaking.beyond}
    for naming in namings:
        behind = [w for w in words if w.start >= naming.end][:3]
        is_owner = naming.is_owner and any(stem(w.text) in means(teller.undertaking.core[-1]) for w in behind)
        named = {stem(w.text) for w in words if naming.start <= w.start < naming.end}
        if is_owner and naming.party not in teller.by and not named & own:
            return True
    return False


def _is_done(deed: _Deed, words: Sequence[_Word]) -> bool:
    """Whether the word tells of the deed as done: past or perfect, not denied, wanted, supposed or to come."""
    word = words[deed.place].text
    before = [w.text for w in words[max(0, deed.place - 12) : deed.place]]
    if deed.is_result:
        return _is_so(deed, words, before)
    after = " ".join(w.text for w in words[deed.place + 1 :])
    if _taken_back(after):
        return False
    if deed.is_noun and not is_past_form(word):
        around = " ".join(w.text for w in words)
        return _has(around, "noun_done") and not any(w.text in listed("undone") for w in words)
    joined = " ".join(before)
    if any(w in listed("undone") for w in before) or _has(joined, "undone"):
        return False
    if before[-1:] == ["to"] or before[-2:] == ["to", "be"]:
        return False
    if word.endswith("ing"):
        completing = {stem(v.split()[0]) for v in listed("completing")}
        if any(stem(w.text) in completing and is_past_form(w.text) for w in words[deed.place + 1 :]):
            return True
        return before[-1:] in (["after"], ["by"], ["since"])
    return is_past_form(word) or (word.endswith("s") and not word.endswith("ss"))


def _is_so(deed: _Deed, words: Sequence[_Word], before: Sequence[str]) -> bool:
    """Whether what is so once the deed is done is told as being so."""
    after = " ".join(w.text for w in words[deed.place + 1 :])
    # "No longer" is what is so, and denies nothing here.
    own = [w.text for w in words[deed.place : deed.place + 2]] == ["no", "longer"]
    around = [*before[-8:], *(() if own else [words[deed.place].text])]
    return not any(w in listed("undone") for w in around) and not _taken_back(after) and before[-1:] != ["to"]


def is_past_form(word: str) -> bool:
    """Whether a folded word is a past form or a participle of a verb."""
    irregular = load("irregular_verbs").get(word)
    return (
        word.endswith("ed") or (irregular is not None and irregular != word) or word in listed("unchanging")
    )


def _is_theirs(
    deed: _Deed, words: Sequence[_Word], namings: Sequence[Naming], by: frozenset[str], speaker: str | None
) -> bool:
    """Whether the deed is told of those who promised it, or of nobody in particular."""
    at = words[deed.place].start
    after = [n for n in namings if n.start > at]
    if deed.is_receiving:
        givers = _behind("from", after, words)
        subject = _subject([n for n in namings if n.start < at], words)
        return (bool(givers & by) if givers else True) and not subject & by
    agents = _behind("by", after, words)
    if agents:
        return bool(agents & by)
    if deed.is_arriving or deed.is_noun or _is_passive(deed, words):
        return True
    # "Orlesia's consulate in Belur has issued": where it stands does not say whose it is.
    doers = _subject([n for n in namings if n.start < at and not _is_place(n, words)], words)
    if doers:
        return bool(doers & by)
    if any(w.text in listed("own") for w in words[: deed.place]):
        return speaker is not None and bool(set(speaker.split("+")) & by)
    return True


def _is_place(naming: Naming, words: Sequence[_Word]) -> bool:
    before = [w.text for w in words if w.start < naming.start][-1:]
    return before in (["in"], ["at"], ["near"])


def _is_passive(deed: _Deed, words: Sequence[_Word]) -> bool:
    before = {w.text for w in words[max(0, deed.place - 3) : deed.place]}
    return bool(before & {"was", "were", "been", "being", "is", "are", "be"})


def _behind(preposition: str, namings: Sequence[Naming], words: Sequence[_Word]) -> frozenset[str]:
    """Parties named right after a preposition."""
    found = set()
    for naming in namings:
        before = [w.text for w in words if w.start < naming.start][-2:]
        if preposition in before:
            found.add(naming.party)
    return frozenset(found)


def _subject(namings: Sequence[Naming], words: Sequence[_Word]) -> frozenset[str]:
    """The party named last before the deed, with others that "and" joins to it."""
    if not namings:
        return frozenset()
    found = {namings[-1].party}
    for one, other in zip(reversed(namings[:-1]), reversed(namings[1:]), strict=True):
        between = [w.text for w in words if one.end <= w.start < other.start]
        if between not in (["and"], ["and", "the"]):
            break
        found.add(one.party)
    return frozenset(found)


def _how_far(undertaking: Undertaking, words: Sequence[_Word], clause: str) -> Outcome:
    if pattern("partly").search(clause):
        return Outcome.PARTLY
    numbers = [number_of(w.text) for w in words]
    for place in range(len(words) - 2):
        first, of, rest = numbers[place], words[place + 1].text, numbers[place + 2 : place + 5]
        if first is not None and of == "of" and any(n is not None and n > first for n in rest):
            return Outcome.PARTLY
    head = undertaking.core[-1]
    for place, word in enumerate(words):
        if undertaking.count and stem(word.text) in means(head):
            near = [n for n in numbers[max(0, place - 3) : place] if n is not None]
            if near and near[-1] < undertaking.count:
                return Outcome.PARTLY
    return Outcome.MET


def portion_told(sentence: str) -> float | None:
    """What share of the thing a sentence tells of: a third for "30 of the 90"; None where it gives no numbers."""
    words = folded(sentence)
    if pattern("begun").search(sentence):
        return 0.0
    for place in range(len(words) - 2):
        if words[place + 1] != "of":
            continue
        first = number_of(words[place])
        whole = next((n for n in map(number_of, words[place + 2 : place + 5]) if n), None)
        if first is not None and whole:
            return first / whole
    return None


def folded(text: str) -> list[str]:
    """The words of a text, folded."""
    return [m.group().casefold() for m in _WORD.finditer(text)]


@lru_cache(maxsize=16_384)
def _clauses(sentence: str) -> Sequence[str]:
    ends = "|".join(re.escape(str(e)) for e in load("fulfilment")["clause_ends"])
    return [c for c in re.split(rf"(?:{ends})(?=\s)|(?<=[;:])\s", sentence) if c and c.strip()]


def _has(text: str, name: str) -> bool:
    return bool(pattern(name).search(text))


def _taken_back(after: str) -> bool:
    found = pattern("taken_back").search(after)
    return found is not None and len(after[: found.start()].split()) <= 8


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The words of a list of the lexicon as a pattern of whole words."""
    spelt = any_of(word.casefold() for word in listed(name))
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE)
