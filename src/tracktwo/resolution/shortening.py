"""Which fuller name a shorter one stands for: none, where the fuller ones cannot be one person's.

"George Bush" is short for George W. and for George H. W. Bush. Joined with both it would make one man of two, so
it stays with neither.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from tracktwo.resolution.clusters import connected
from tracktwo.resolution.name_parts import Words, core
from tracktwo.resolution.names import fits, is_shorter, same_words

K = TypeVar("K", bound=Hashable)


def one_persons(
    keys: Sequence[K], pairs: Iterable[tuple[K, K]], names: Mapping[K, Words]
) -> tuple[tuple[K, ...], ...]:
    """Group names by the pairs that are one person's, but for the shorter ones that join two people.

    Args:
        keys: the names to be grouped.
        pairs: which of them may be one person's.
        names: the words of each.
    """
    level: list[tuple[K, K]] = []
    rising: list[tuple[K, K]] = []
    for one, other in pairs:
        if is_shorter(names[one], names[other]):
            rising.append((one, other))
        elif is_shorter(names[other], names[one]):
            rising.append((other, one))
        else:
            level.append((one, other))
    spelt = connected(keys, level)
    of = {key: number for number, group in enumerate(spelt) for key in group}
    fuller: defaultdict[int, list[tuple[K, K]]] = defaultdict(list)
    for short, full in rising:
        fuller[of[short]].append((short, full))
    kept = [pair for own in fuller.values() if _is_one(own, names) for pair in own]
    return connected(keys, [*level, *kept])


def _is_one(pairs: Sequence[tuple[K, K]], names: Mapping[K, Words]) -> bool:
    """Whether all fuller names of some spellings of a shorter one can be one person's."""
    shorts = {names[short] for short, _ in pairs}
    full = sorted({names[full] for _, full in pairs})
    return all(
        same_words(one, other) or any(_go_together(one, other, short) for short in shorts)
        for one, other in combinations(full, 2)
    )


def _go_together(one: Words, other: Words, short: Words) -> bool:
    """Whether two names say nothing that cannot be said of one person, where they go beyond a third."""
    a, b = _beyond(core(one), core(short)), _beyond(core(other), core(short))
    if a is None or b is None:
        return False
    return all(_may_be_one(x, y) for x, y in zip(a, b, strict=True))


def _may_be_one(one: Words, other: Words) -> bool:
    if not one or not other:
        return True
    if all(len(word) == 1 for word in (*one, *other)):
        return one == other
    short, full = (one, other) if len(one) <= len(other) else (other, one)
    rest = iter(full)
    return all(any(fits(word, candidate) for candidate in rest) for word in short)


def _beyond(full: Words, short: Words) -> list[Words] | None:
    """What a name says more than its shorter form: before each word of that, for that, and after the last."""
    found: list[Words] = []
    at = 0
    for place, word in enumerate(short):
        start = at
        ends = [n for n in range(start, len(full)) if fits(word, full[n])]
        if not ends:
            return None
        # The last words meet one another, unless the shorter name is the beginning of the other.
        at = ends[-1] if place == len(short) - 1 and ends[-1] == len(full) - 1 else ends[0]
        found += [full[start:at], full[at : at + 1]]
        at += 1
    return [*found, full[at:]]
