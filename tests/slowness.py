"""How much slower this machine is than the one on which bounds of processor time were set.

A bound of time is a bound of work: what takes ten times as long on a machine that is ten times slower is no fault.
"""

import time
from functools import cache

#: Processor seconds that the work below took where the bounds were set.
_THERE = 0.032


@cache
def slowness() -> float:
    """How many times slower than there, at least 1."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        _work()
        taken.append(time.process_time() - begun)
    return max(1.0, min(taken) / _THERE)


def _work() -> int:
    """Words and dictionaries, as reading and showing a document are."""
    total, words = 0, dict[int, str]()
    for n in range(300_000):
        words[n % 997] = str(n)
        total += len(words[n % 997])
    return total
