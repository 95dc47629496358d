"""What a promise undertakes, taken apart: the deed, the thing, and where.

Works on the words of the promise alone, by the lists of ``lexicon/fulfilment.yaml``. Whether it was done is not
asked here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tracktwo.analysis.likeness import stem, words_of
from tracktwo.analysis.namings import Namings
from tracktwo.lexicon import load

_PLACE = re.compile(r"\b(?:in|to|at)\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+)*)")
_VISITED = re.compile(r"\bvisit\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+)*)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """The parts of a promise, as stems and base forms."""

    #: The verb as written, in its base form: "hand over".
    verb: str
    #: All verbs that do the same.
    verbs: frozenset[str]
    #: Stems of what is promised, up to the first preposition; the last is the head. Empty for "meet again".
    core: tuple[str, ...]
    #: Stems of what stands behind the first preposition.
    beyond: frozenset[str]
    #: Names of places that the promise gives.
    places: tuple[str, ...]
    #: Count of the thing promised, if one is given.
    count: int | None
    ordinals: frozenset[str]

    @property
    def is_comparable(self) -> bool:
        """Whether the words say enough to recognise a sentence that tells of the deed."""
        # "New" says nothing of what is to be built.
        return not {*self.core} <= _light()

    @property
    def is_contact(self) -> bool:
        """Whether the thing promised is a contact, or a place to go to, and not something that is held at one."""
        places = {stem(w.casefold()) for p in self.places for w in p.split()}
        return bool(self.core) and self.core[-1] in places | {stem(w) for w in listed("contact_nouns")}

    @property
    def is_of_a_body(self) -> bool:
        """Whether a body is to be convened: "convene the water commission"."""
        return bool(self.core) and self.core[-1] in {stem(w) for w in listed("bodies")}

    @property
    def is_a_round(self) -> bool:
        """Whether it is promised to hold a round."""
        rounds = {stem(w) for w in listed("round_nouns")}
        return bool(self.core) and self.core[-1] in rounds

    def names_ordinal(self, ordinal: int | None) -> bool:
        """Whether the promise names the round of this number."""
        order = [str(w) for w in load("fulfilment")["ordinals"]]
        return ordinal is not None and 0 < ordinal <= len(order) and order[ordinal - 1] in self.ordinals


def undertaking_of(what: str, by: Namings) -> Undertaking:
    """Take apart the words of a promise; ``by`` names those who gave it, whose names say nothing of the thing."""
    words = [w.casefold() for w in _WORD.findall(_main_part(by.without(what)).replace("’", "'"))]
    words = [w.removesuffix("'s") for w in words]
    before, after = _around_modal(words)
    verb, rest = _verb_in(after)
    thing = _thing(before) or rest
    if verb in listed("completing") or (not _same_deeds(verb) and before):
        noun = next((w for w in (*before, *after) if w in _table("nouns")), None)
        if noun:
            verb = _table("nouns")[noun]
            around = before if noun in before else after
            behind = around[around.index(noun) + 1 :]
            thing = behind[1:] if behind[:1] in (["of"], ["for"]) else [w for w in thing if w != noun]
    core, beyond = _core_and_beyond(thing)
    months = listed("time")
    named = [*_PLACE.findall(what), *(_VISITED.findall(what) if verb == "visit" else ())]
    places = tuple(p for p in named if not any(w.casefold() in months for w in p.split()))
    return Undertaking(
        verb,
        frozenset({verb, *_same_deeds(verb)}),
        core,
        beyond,
        places,
        count_before(words, core[-1]) if core else None,
        frozenset(words) & listed("ordinals"),
    )


def whole_clause(what: str, sentence: str) -> str:
    """The words of a promise with the subject of their clause, for "be completed by May" that lacks its thing."""
    at = sentence.find(what)
    before = sentence[:at] if at > 0 else ""
    clause = re.split(r"\bthat\b|[;:“”]", before)[-1]
    return f"{clause}{what}" if clause.strip() else what


def _main_part(what: str) -> str:
    """The words up to the first comma behind the verb, without what stands between two commas before it."""
    what = re.sub(r",[^,]*,(?=\s*(?:will|would|shall|should)\b)", "", what)
    head = re.search(r"\b(?:will|would|shall|should)\b", what)
    start = head.end() if head else 0
    comma = what.find(",", start)
    return what[:comma] if comma > 0 and len(what[:comma].split()) > 2 else what


def count_before(words: Sequence[str], head: str) -> int | None:
    """The number that stands at most three words before the head, such as 6 in "six stranded sailors"."""
    for place, word in enumerate(words):
        if stem(word) == head:
            for one in reversed(words[max(0, place - 3) : place]):
                number = number_of(one)
                if number is not None:
                    return number
    return None


def number_of(word: str) -> int | None:
    """The number that a word or a row of digits stands for."""
    if word.isdigit():
        return int(word)
    found = _table("numbers").get(word)
    return int(found) if found is not None else None


def base_of(word: str, bases: Iterable[str]) -> str | None:
    """The base form among ``bases`` that ``word`` is a form of."""
    own = stem(word)
    return next((b for b in bases if stem(b.split()[0]) == own), None)


def listed(name: str) -> frozenset[str]:
    """A list of the lexicon as a set."""
    return _listed(name)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load("fulfilment")[name])


@cache
def _light() -> frozenset[str]:
    return frozenset(stem(str(w)) for w in load("issue_tree")["light"])


@cache
def _table(name: str) -> dict[str, Any]:
    return dict(load("fulfilment")[name])


@cache
def all_verbs() -> tuple[str, ...]:
    """Every verb of the lists, the longest first, so that "hand over" comes before "hand"."""
    found = {str(v) for line in load("fulfilment")["deeds"] for v in line}
    found |= {str(v) for verbs in load("fulfilment")["contacts"].values() for v in verbs}
    found |= listed("completing")
    return tuple(sorted(found, key=lambda v: (-len(v.split()), v)))


@cache
def _verbs_by_stem() -> dict[str, list[tuple[str, list[str]]]]:
    """The same in the same order, by the stem of their first word, with the words after it."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for base in all_verbs():
        first, *particle = base.split()
        found.setdefault(stem(first), []).append((base, particle))
    return found


@cache
def _same_deeds(verb: str) -> frozenset[str]:
    return frozenset(str(v) for line in load("fulfilment")["deeds"] if verb in line for v in line)


def _around_modal(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before the first "will", "would", "to" …, and those after it; all of them where there is none."""
    for place, word in enumerate(words):
        # "Access to the port" has no verb behind its "to"; "agreed to open" has.
        is_infinitive = word == "to" and (place == 0 or words[place - 1] in listed("modal"))
        if is_infinitive or word in ("will", "would", "shall", "should"):
            return list(words[:place]), list(words[place + 1 :])
    return [], list(words)


def _verb_in(words: Sequence[str]) -> tuple[str, list[str]]:
    """The verb in its base form and what follows it."""
    start = 0
    while start < len(words) - 1 and (words[start] in listed("modal") or _is_adverb(words[start])):
        start += 1
    if start >= len(words):
        return "", []
    word = words[start]
    near = words[start + 1 : start + 4]
    for base, particle in _verbs_by_stem().get(stem(word), ()):
        if not particle:
            return base, list(words[start + 1 :])
        if particle[0] in near or " ".join(near[: len(particle)]) == " ".join(particle):
            rest = list(words[start + 1 :])
            for one in particle:
                if one in rest:
                    rest.remove(one)
            return base, rest
    return word, list(words[start + 1 :])


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and base_of(word, all_verbs()) is None


def _thing(words: Sequence[str]) -> list[str]:
    """What stands before "would": the thing promised, where it is not the one who promises it."""
    dropped = listed("modal") | listed("own") | frozenset(load("function_words"))
    return list(words) if any(w not in dropped for w in words) else []


def _core_and_beyond(words: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    ends = frozenset(str(w) for w in load("issue_tree")["core_ends"]) | {
        "when",
        "as",
        "once",
        "if",
        "after",
        "before",
    }
    dropped = frozenset(load("function_words")) | listed("time") | listed("modal") | listed("ordinals")
    dropped = dropped - ends
    core: list[str] = []
    beyond: list[str] = []
    has_ended = False
    for word in words:
        if word in ends:
            has_ended = has_ended or bool(core)
        elif word not in dropped and number_of(word) is None and len(word) > 1:
            (beyond if has_ended else core).append(stem(word))
    return tuple(core), frozenset(beyond)


def stems_of(text: str) -> list[str]:
    """Stems of all words of a text, in order."""
    return [stem(w) for w in words_of(text)]
