"""Which words an anchor may be linked to, and how far away they are.

An anchor is the word of a cue that stands for it (`said` in `has said`). The scores themselves come from the
model (`reading.network`), the decision from `reading.attributions`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: An anchor reaches this many words back and forth: 99.2 % of PolNeAR's attributions lie inside. A reach of 96 and 112,
#: as in training, finds as much (PolNeAR dev linked F1 76.2 with either) and reads a twelfth slower.
REACH_BACK, REACH_FORTH = 64, 80
_EXACT = 16
_STEPS = 8
_LOG_LIMIT = 128.0

#: Number of distance buckets: exact to 16 words either side, then logarithmic.
DISTANCES = 2 * (_EXACT + _STEPS) + 1


def distance_buckets(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bucket of each signed distance in words (0 is the anchor itself)."""
    size = np.abs(offsets)
    steps = np.log(np.maximum(size, _EXACT) / _EXACT) / np.log(_LOG_LIMIT / _EXACT) * _STEPS
    far = _EXACT + 1 + np.minimum(steps.astype(np.int64), _STEPS - 1)
    bucket = np.where(size <= _EXACT, size, far)
    return np.where(offsets < 0, -bucket, bucket) + _EXACT + _STEPS
