"""The sentence around a cited place, for showing it; see :mod:`tracktwo.analysis.sentences`, which finds it."""

from tracktwo.analysis.sentences import sentence_around

__all__ = ["sentence_around"]
