"""What a read `Doc` carries beyond spaCy's own attributes, and how to get at it.

Values lie in `doc.user_data` as plain arrays and lists, so that a `Doc` can be written and read back; the extensions
(`token._.unread`, `doc._.attributions` …) are views of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

from tracktwo.model.attribution import Attribution
from tracktwo.reading.attributions import WordAttribution
from tracktwo.reading.labels import ATTRIBUTION, ROLES

_PROBABILITIES = "tracktwo_probabilities"
_UNREAD = "tracktwo_unread"
_ATTRIBUTIONS = "tracktwo_attributions"

_DEPENDENCY, _TAG, _ENTITY = range(3)


def register_extensions() -> None:
    """Register the extension attributes with spaCy; doing it again changes nothing.

    `token._.unread`, `token._.dep_probability`, `token._.pos_probability`, `span._.probability` (of an entity),
    `span._.attribution` (index of the attribution that a span of `doc.spans["attribution"]` belongs to) and
    `doc._.attributions`.
    """
    if Doc.has_extension("attributions"):
        return
    Token.set_extension("unread", getter=_unread)
    Token.set_extension("dep_probability", getter=lambda token: _probability(token.doc, _DEPENDENCY, token.i))
    Token.set_extension("pos_probability", getter=lambda token: _probability(token.doc, _TAG, token.i))
    Span.set_extension("probability", getter=lambda span: _probability(span.doc, _ENTITY, span.start))
    Span.set_extension("attribution", getter=lambda span: int(span.id_) if span.id_ else None)
    Doc.set_extension("attributions", getter=_attributions)


def _probability(doc: Doc, row: int, place: int) -> float:
    values = doc.user_data.get(_PROBABILITIES)
    return float(values[row, place]) if values is not None else 0.0


def _unread(token: Token) -> bool:
    values = token.doc.user_data.get(_UNREAD)
    return bool(values[token.i]) if values is not None else False


def _pairs(spans: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((int(start), int(end)) for start, end in spans)


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(
            source=_pairs(raw["source"]),
            cue=_pairs(raw["cue"]),
            content=_pairs(raw["content"]),
            anchor=raw["anchor"],
            probability=raw["probability"],
            nested_in=raw["nested_in"],
            act=raw["acts"][0][0] if raw["acts"] else None,
            act_probability=raw["acts"][0][1] if raw["acts"] else 0.0,
            act_scores=tuple((name, chance) for name, chance in raw["acts"]),
        )
        for raw in doc.user_data.get(_ATTRIBUTIONS, ())
    )


def keep_annotations(
    doc: Doc,
    probabilities: NDArray[np.float32],
    unread: NDArray[np.bool_],
    tokens: Sequence[int],
    attributions: Sequence[WordAttribution],
    acts: Sequence[Sequence[tuple[str, float]]] = (),
) -> None:
    """Put what was read into `doc`.

    `tokens` are the token numbers of the words that the attributions count in; `acts` gives each attribution's acts.
    """
    raw = []
    groups: list[tuple[int, str, int, int]] = []
    for place, attribution in enumerate(attributions):
        entry: dict[str, Any] = {
            "anchor": tokens[attribution.anchor],
            "probability": attribution.probability,
            "nested_in": attribution.nested_in,
            "acts": [list(pair) for pair in acts[place]] if acts else [],
        }
        for role in ROLES:
            spans = []
            for start, end in getattr(attribution, role.value.lower()):
                first, last = doc[tokens[start]], doc[tokens[end - 1]]
                spans.append([first.idx, last.idx + len(last)])
                groups.append((place, role.value, first.i, last.i + 1))
            entry[role.value.lower()] = spans
        raw.append(entry)
    doc.user_data[_PROBABILITIES] = probabilities
    doc.user_data[_UNREAD] = unread
    doc.user_data[_ATTRIBUTIONS] = raw
    doc.spans[ATTRIBUTION] = [
        Span(doc, start, end, label=role, span_id=str(place)) for place, role, start, end in groups
    ]


def carry_attributions(own: Doc, other: Doc) -> None:
    """Put `own`'s attributions and unread tokens on `other`, a differently tokenized Doc of the same text."""
    raw = []
    groups: list[Span] = []
    for place, entry in enumerate(own.user_data[_ATTRIBUTIONS]):
        start = own[entry["anchor"]].idx
        anchor = other.char_span(start, start + 1, alignment_mode="expand")
        raw.append({**entry, "anchor": anchor.start if anchor is not None else 0})
        for role in ROLES:
            for first, last in entry[role.value.lower()]:
                span = other.char_span(
                    first, last, label=role.value, span_id=str(place), alignment_mode="expand"
                )
                if span is not None:
                    groups.append(span)
    places = np.array([token.idx for token in own])
    at = np.searchsorted(places, [token.idx for token in other], side="right") - 1
    other.user_data[_ATTRIBUTIONS] = raw
    other.user_data[_UNREAD] = own.user_data[_UNREAD][at]
    other.spans[ATTRIBUTION] = groups
