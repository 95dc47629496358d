"""What an attribution does (agree, reject, request …): the trained classifier over PLOVER's root events.

It reads the words of the attribution with its source marked and gives probabilities. PLEDGE and plain STATE, which
PLOVER lacks, and the last word on the act are extraction's.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracktwo.reading.attributions import WordAttribution
from tracktwo.reading.labelling import softmax
from tracktwo.reading.network import Network

#: How a word is marked for the classifier.
MARKS = ("neither", "source", "target")
_SOURCE = MARKS.index("source")

#: Words of a statement that are looked at, as the classifier learned from sentences of 33 words on average.
_MOST_WORDS = 60

ActScores = tuple[tuple[str, float], ...]


def score_acts(network: Network, attribution: WordAttribution, words: Sequence[str]) -> ActScores:
    """Return the acts of `attribution` with their probabilities, the likeliest first; empty without a classifier."""
    if not network.acts:
        return ()
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    places = sorted({i for start, end in spans for i in range(start, end)})[:_MOST_WORDS]
    sources = {i for start, end in attribution.source for i in range(start, end)}
    marks = [_SOURCE if i in sources else 0 for i in places]
    chances = softmax(network.score_act([words[i] for i in places], marks))
    ranked = sorted(zip(network.acts, chances.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ranked)
