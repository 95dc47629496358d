"""What a sentence says outright of how a side moved: "walked back its demand", "stood by its call", "doubled down".

Read from the classes of ``lexicon/stance_strength.yaml``: what is done to a position, and words that need none. Whether
the side did move is not judged, and a stance that points the other way than the one before it is no matter of words.
"""

from enum import StrEnum
from functools import cache, lru_cache

from tracktwo.analysis.likeness import words_of
from tracktwo.analysis.word_classes import Hit, WordClasses, key_of
from tracktwo.lexicon import load

#: Words between a verb and the position that it is done to, on either side.
_NEAR = 4
#: Words before a verb among which one that denies it is looked for.
_REACH = 3
_CLASSES = ("giving_way", "hardening", "holding")


class Move(StrEnum):
    """How a sentence says that a side moved."""

    GIVING_WAY = "giving way"
    HARDENING = "hardening"
    HOLDING = "holding"
    #: It gave up what stood against the thing: firmer where it is for it, and weaker where it is against it.
    CLEARING = "clearing"


@lru_cache(maxsize=16_384)
def move_told(sentence: str) -> Move | None:
    """What a sentence says of a side's movement; None where it says nothing, or several things at once."""
    keys = [key_of("not" if w.endswith("n't") else w) for w in words_of(sentence)]
    hits = _classes().find(keys)
    positions = [h for h in hits if h.name == "positions"]
    objections = [h for h in hits if h.name == "objections"]
    denials = {n for h in hits if h.name == "denying_a_move" for n in range(h.start, h.end)}
    found: set[Move] = set()
    for hit in hits:
        name = hit.name.removesuffix("_alone")
        if name not in _CLASSES or not (hit.name != name or any(_is_done_to(hit, p) for p in positions)):
            continue
        told = Move(name.replace("_", " "))
        if told is Move.GIVING_WAY and hit.name == name and any(_is_done_to(hit, o) for o in objections):
            told = Move.CLEARING
        # "Has not softened its stance"; but "not" is part of "not budge".
        if any(n in denials for n in range(max(0, hit.start - _REACH), hit.start)):
            told = Move.HOLDING
        found.add(told)
    if found - {Move.HOLDING}:
        found -= {Move.HOLDING}
    return found.pop() if len(found) == 1 else None


def _is_done_to(done: Hit, position: Hit) -> bool:
    return 0 <= position.start - done.end <= _NEAR or 0 <= done.start - position.end <= _NEAR + 2


@cache
def _classes() -> WordClasses:
    lexicon = load("stance_strength")
    names = ("positions", "objections", "denying_a_move", *_CLASSES, *(f"{n}_alone" for n in _CLASSES))
    return WordClasses({n: lexicon[n] for n in names if n in lexicon})
