"""From anchor and link scores to attributions: who, with which word, what.

Spans are words here; the reader turns them into offsets. Whose name a source is, and what kind of statement this makes,
is decided in extraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tracktwo.reading.labelling import Labelling, sigmoid, softmax
from tracktwo.reading.labels import LINK_LABELS, Role
from tracktwo.reading.links import REACH_BACK, REACH_FORTH, distance_buckets
from tracktwo.reading.network import Floats, Network, Numbers, WordScores

WordSpans = tuple[tuple[int, int], ...]

#: Least probability of an anchor after PolNeAR's habits, and of one inside another's content after GUM's.
ANCHOR_THRESHOLD = 0.5
NESTED_THRESHOLD = 0.5
#: A further piece of a content must be this sure: stray words hang on otherwise (content spans exact 66.4, not 66.1).
FRAGMENT_THRESHOLD = 0.6
#: Anchors scored in one call; more cost memory without being faster.
_TOGETHER = 16

#: The annotation habits the model tells apart: PolNeAR's count for what is told, GUM's for what is told inside it.
_POLNEAR, _GUM = 0, 1
_LABELLING = Labelling.of(LINK_LABELS)


@dataclass(frozen=True, slots=True)
class WordAttribution:
    """An attribution in words; spans end exclusive and in order."""

    anchor: int
    source: WordSpans
    cue: WordSpans
    content: WordSpans
    probability: float
    nested_in: int | None = None


def find_attributions(
    network: Network, scores: WordScores, words: Sequence[str], quotes: Sequence[int]
) -> list[WordAttribution]:
    """Return the attributions of one document in the order of their anchors.

    `quotes` are the words' states of quotation (`reading.layout.QUOTES`).
    """
    chances = sigmoid(scores.anchor)
    # Weights trained without PolNeAR follow GUM's habits throughout.
    habits = int(network.setting("outer_habits", _POLNEAR))
    outer = np.flatnonzero(chances[:, habits] >= network.setting("anchor_threshold", ANCHOR_THRESHOLD))
    least = network.setting("probability_threshold", 0.0)
    linked = [a for a in _link(network, scores, outer, habits, chances) if a.probability >= least]
    found = _without_twins(linked)
    inner = _inner_anchors(found, chances, network.setting("nested_threshold", NESTED_THRESHOLD))
    nested = [a for a in _link(network, scores, inner, _GUM, chances) if a.source]
    together = _without_twins([*found, *_inside_one(nested, found)])
    together = [_trimmed(a, words) for a in sorted(together, key=lambda a: a.anchor)]
    together = [_with_marks(a, words, quotes) for a in together]
    return [replace(a, nested_in=_host(a, together)) for a in together]


def _link(
    network: Network, scores: WordScores, anchors: Numbers, convention: int, chances: Floats
) -> list[WordAttribution]:
    found = []
    for at in range(0, len(anchors), _TOGETHER):
        some = anchors[at : at + _TOGETHER]
        for anchor, first, labels in _score(network, scores, some, convention):
            numbers = _LABELLING.decode(labels)
            spans = _sure_spans(first, numbers, labels)
            attribution = _gather(anchor, spans, float(chances[anchor, convention]), convention == _POLNEAR)
            if attribution.content and attribution.cue:
                found.append(attribution)
    return found


def _score(
    network: Network, scores: WordScores, anchors: Numbers, convention: int
) -> list[tuple[int, int, Floats]]:
    count = len(scores.anchor)
    reaches = [(max(0, a - REACH_BACK), min(count, a + REACH_FORTH + 1)) for a in anchors.tolist()]
    longest = max(last - first for first, last in reaches)
    places = np.zeros((len(anchors), longest), dtype=np.int64)
    keep = np.zeros((len(anchors), longest), dtype=np.float32)
    for row, (first, last) in enumerate(reaches):
        places[row, : last - first] = np.arange(first, last)
        keep[row, : last - first] = 1.0
    distances = distance_buckets(places - anchors[:, None])
    habits = np.full(len(anchors), convention, dtype=np.int64)
    labels = network.link(scores.link[places], scores.link[anchors], distances, habits, keep)
    return [
        (int(anchor), first, labels[row, : last - first])
        for row, (anchor, (first, last)) in enumerate(zip(anchors, reaches, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class _SureSpan:
    """A labelled span with the mean probability of its words' labels."""

    start: int
    end: int
    role: str
    sure: float


def _sure_spans(first: int, numbers: Numbers, labels: Floats) -> list[_SureSpan]:
    chances = softmax(labels)[np.arange(len(numbers)), numbers]
    return [
        _SureSpan(start + first, end + first, role, float(chances[start:end].mean()))
        for start, end, role in _LABELLING.spans(numbers)
    ]


def _gather(anchor: int, spans: Sequence[_SureSpan], probability: float, single: bool) -> WordAttribution:
    """Put the spans of an anchor together; `single` keeps one source and one cue, as PolNeAR has it.

    The probability is that of the anchor and of every span: on PolNeAR dev the product told right from wrong better
    than a mean (linked F1 75.5 against 74.9, exact 59.6 against 58.7, half-way through training).
    """
    by_role = {role: [span for span in spans if span.role == role] for role in Role}
    sources, cues, contents = by_role[Role.SOURCE], by_role[Role.CUE], by_role[Role.CONTENT]
    if single:
        sources = sorted(sources, key=lambda span: -span.sure)[:1]
        on_anchor = [span for span in cues if span.start <= anchor < span.end]
        cues = on_anchor or sorted(cues, key=lambda span: -span.sure)[:1]
    surest = max((span.sure for span in contents), default=0.0)
    contents = [span for span in contents if span.sure >= min(surest, FRAGMENT_THRESHOLD)]
    for span in (*sources, *cues, *contents):
        probability *= span.sure
    source, cue, content = (tuple((s.start, s.end) for s in part) for part in (sources, cues, contents))
    return WordAttribution(anchor, source, cue, content, probability)


def _covers(spans: WordSpans, word: int) -> bool:
    return any(start <= word < end for start, end in spans)


def _without_twins(found: list[WordAttribution]) -> list[WordAttribution]:
    """Drop the less probable of two attributions that share a word of their cues."""
    kept: list[WordAttribution] = []
    taken: set[int] = set()
    for attribution in sorted(found, key=lambda a: (-a.probability, a.anchor)):
        cue = {i for start, end in attribution.cue for i in range(start, end)}
        if not cue & taken:
            taken |= cue
            kept.append(attribution)
    return kept


def _inner_anchors(found: list[WordAttribution], chances: Floats, threshold: float) -> Numbers:
    """Return the words that GUM's habits call anchors, inside the content of what was found and in no cue."""
    inside = np.zeros(len(chances), dtype=bool)
    for attribution in found:
        for start, end in attribution.content:
            inside[start:end] = True
    for attribution in found:
        for start, end in attribution.cue:
            inside[start:end] = False
    return np.flatnonzero(inside & (chances[:, _GUM] >= threshold))


def _inside_one(nested: list[WordAttribution], hosts: list[WordAttribution]) -> list[WordAttribution]:
    """Keep the attributions whose words all lie in one content span of a host."""
    kept = []
    for attribution in nested:
        spans = [*attribution.source, *attribution.cue, *attribution.content]
        first, last = min(s for s, _ in spans), max(e for _, e in spans)
        if any(start <= first and last <= end for host in hosts for start, end in host.content):
            kept.append(attribution)
    return kept


def _host(attribution: WordAttribution, others: list[WordAttribution]) -> int | None:
    """Return the index of the attribution with the shortest content that holds this one's cue."""
    best: tuple[int, int] | None = None
    for place, other in enumerate(others):
        if other is attribution or not _covers(other.content, attribution.anchor):
            continue
        if _covers(attribution.content, other.anchor):
            continue
        size = sum(end - start for start, end in other.content)
        if best is None or size < best[0]:
            best = (size, place)
    return best[1] if best else None


def _trimmed(attribution: WordAttribution, words: Sequence[str]) -> WordAttribution:
    """Take punctuation off the edges of every span that holds more than punctuation."""

    def trim(spans: WordSpans) -> WordSpans:
        kept = []
        for start, end in spans:
            inside = [i for i in range(start, end) if any(c.isalnum() for c in words[i])]
            kept.append((inside[0], inside[-1] + 1) if inside else (start, end))
        return tuple(kept)

    return replace(
        attribution,
        source=trim(attribution.source),
        cue=trim(attribution.cue),
        content=trim(attribution.content),
    )


def _with_marks(attribution: WordAttribution, words: Sequence[str], quotes: Sequence[int]) -> WordAttribution:
    """Widen the contents to the quotation marks that stand right around them."""
    spans = tuple(_widened(start, end, words, quotes) for start, end in attribution.content)
    return replace(attribution, content=spans)


def _widened(start: int, end: int, words: Sequence[str], quotes: Sequence[int]) -> tuple[int, int]:
    if start and quotes[start - 1] == 2:
        start -= 1
    following = end
    while following < len(words) and words[following] in (",", ".", "!", "?", "…", "..."):
        following += 1
    if following < len(words) and quotes[following] == 3:
        end = following + 1
    return start, end
