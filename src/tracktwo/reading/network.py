"""The shipped weights run by onnxruntime: words in, scores and vectors out.

One window a call and one thread: what a document reads as must depend neither on what else is read nor on the
machine's other work. Nothing is decided here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

# onnxruntime as it is published sends its maker what it runs, from 1.29 on, unless this stands before it is loaded
# (docs/decisions/0214).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tracktwo.errors import ReaderError
from tracktwo.reading.layout import quote_states, word_shape
from tracktwo.reading.lemmas import LemmaTable
from tracktwo.reading.pieces import PieceCoder
from tracktwo.reading.windows import WINDOW_PIECES, Window, cut_windows

# The same on Windows, and for a program that had loaded it before.
onnxruntime.disable_telemetry_events()

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

#: Where the weights lie that ship with the package.
SHIPPED = Path(__file__).parent / "weights"
FILES = ("reader.onnx", "links.onnx", "words.npz", "trees.npz", "lemmas.json", "vocabulary.txt", "model.json")
#: Missing from weights that are trained on openly licensed data alone.
ACTS = "acts.onnx"


@dataclass(frozen=True, slots=True)
class TreeWeights:
    """What turns word vectors into scores of arcs and relations (biaffine attention, Dozat and Manning 2017)."""

    arc: Floats
    label: Floats
    root_arc: Floats
    root_label: Floats


@dataclass(frozen=True, slots=True)
class WordScores:
    """What the model says of each word; all arrays have one row a word."""

    start: Floats
    upos: Floats
    xpos: Numbers
    lemma: Numbers
    entity: Floats
    anchor: Floats
    link: Floats
    arc_dep: Floats
    arc_head: Floats
    label_dep: Floats
    label_head: Floats


_OUTPUTS = (
    "start", "upos", "xpos", "lemma", "entity", "anchor", "link", "arc_dep", "arc_head", "label_dep", "label_head",
)  # fmt: skip


class Network:
    """The weights of one folder, loaded once; `settings` go before the thresholds kept with them.

    Raises:
        ReaderError: a file is missing, or onnxruntime cannot run one.
    """

    def __init__(self, folder: Path = SHIPPED, settings: Mapping[str, float] | None = None) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ReaderError(
                f"{folder} holds no reading model ({', '.join(missing)} missing); reinstall tracktwo"
            )
        self.folder = folder
        try:
            self._card: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            self.lemmas: LemmaTable = json.loads((folder / "lemmas.json").read_text(encoding="utf-8"))
            self._reader = _session(folder / "reader.onnx")
            self._links = _session(folder / "links.onnx")
            self._acts = _session(folder / ACTS) if (folder / ACTS).is_file() else None
            with np.load(folder / "words.npz") as arrays:
                self._vectors, self._scale = arrays["whole"], arrays["scale"][:, None]
            with np.load(folder / "trees.npz") as arrays:
                self.trees = TreeWeights(**{name: arrays[name].astype(np.float32) for name in arrays.files})
        except Exception as error:
            # onnxruntime raises its own classes, which share no base but Exception.
            raise ReaderError(
                f"the reading model in {folder} cannot be loaded: {error}; reinstall tracktwo"
            ) from error
        self._settings: dict[str, float] = {**self._card.get("settings", {}), **(settings or {})}
        vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        self._coder = PieceCoder(piece for piece in vocabulary if piece)
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}

    def labels(self, head: str) -> tuple[str, ...]:
        """Return the classes of `head` in the order of their numbers."""
        return tuple(self._card["labels"][head])

    def setting(self, name: str, default: float) -> float:
        """Return a threshold that was set with these weights on the development parts."""
        return float(self._settings.get(name, default))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and contents of the weight files."""
        total = hashlib.sha256()
        for name in (*FILES, *((ACTS,) if self._acts else ())):
            total.update(name.encode() + b"\0" + hashlib.sha256((self.folder / name).read_bytes()).digest())
        return total.hexdigest()

    def read(self, words: Sequence[str], breaks: Sequence[int]) -> WordScores:
        """Score `words`, which must not be empty; `breaks` are the line breaks before each (`reading.layout`)."""
        coded = [self._code(word) for word in words]
        quotes = quote_states(words, breaks)
        starts = frozenset(i for i, gap in enumerate(breaks) if gap == 2)
        parts = []
        for window in cut_windows([len(pieces) for pieces, _ in coded], starts):
            outputs = self._run(window, coded, breaks, quotes)
            kept = slice(window.keep_first - window.first, window.keep_last - window.first)
            parts.append([array[kept] for array in outputs])
        joined = (
            parts[0] if len(parts) == 1 else [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
        )
        scores = dict(zip(_OUTPUTS, joined, strict=True))
        scores["start"] = scores["start"][:, 0]
        return WordScores(**scores)

    def _code(self, word: str) -> tuple[tuple[int, ...], int]:
        found = self._seen.get(word)
        if found is None:
            found = (self._coder.encode(word), word_shape(word))
            if len(self._seen) > 200_000:
                self._seen.clear()
            self._seen[word] = found
        return found

    def _run(
        self,
        window: Window,
        coded: Sequence[tuple[tuple[int, ...], int]],
        breaks: Sequence[int],
        quotes: Sequence[int],
    ) -> list[NDArray[Any]]:
        pieces, shapes, layouts, states, firsts = [self._coder.start], [0], [0], [0], []
        for i in range(window.first, window.last):
            word, shape = coded[i]
            count = len(word)
            firsts.append(len(pieces))
            pieces.extend(word)
            layouts.append(breaks[i])
            if count == 1:
                shapes.append(shape)
                states.append(quotes[i])
            else:
                shapes.extend([shape] * count)
                states.extend([quotes[i]] * count)
                layouts.extend([0] * (count - 1))
        pieces.append(self._coder.end)
        rows = {"shapes": [*shapes, 0], "layouts": [*layouts, 0], "quotes": [*states, 0]}
        feed: dict[str, NDArray[Any]] = {name: np.array([row], dtype=np.int64) for name, row in rows.items()}
        feed["embedded"] = self._embed(pieces)
        feed["firsts"] = np.array(firsts, dtype=np.int64)
        return list(self._reader.run(_OUTPUTS, feed))

    def _embed(self, pieces: Sequence[int]) -> Floats:
        numbers = np.array([pieces])
        return np.asarray(self._vectors[numbers].astype(np.float32) * self._scale[numbers], dtype=np.float32)

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that these weights tell apart; none where they have no act classifier."""
        return tuple(self._card["labels"]["act"]) if self._acts else ()

    def score_act(self, words: Sequence[str], marks: Sequence[int]) -> Floats:
        """Score the acts of a statement; `marks` are numbers in `reading.acts.MARKS`, one a word.

        Words beyond the window are left out: the act of a statement shows in its first 200 words.
        """
        if self._acts is None:
            raise ReaderError(f"the weights in {self.folder} have no act classifier; ask `acts` first")
        pieces, marked = [self._coder.start], [0]
        for word, mark in zip(words, marks, strict=True):
            coded = self._code(word)[0]
            if len(pieces) + len(coded) >= WINDOW_PIECES:
                break
            pieces.extend(coded)
            marked.extend([mark] * len(coded))
        pieces.append(self._coder.end)
        feed = {"embedded": self._embed(pieces), "marks": np.array([[*marked, 0]], dtype=np.int64)}
        return np.asarray(self._acts.run(["scores"], feed)[0][0], dtype=np.float32)

    def link(
        self, words: Floats, anchors: Floats, distances: Numbers, convention: Numbers, keep: Floats
    ) -> Floats:
        """Score the link labels of the words around anchors; see `training.network.LinkScorer`."""
        feed = {
            "words": words, "anchors": anchors, "distances": distances, "convention": convention, "keep": keep,
        }  # fmt: skip
        return np.asarray(self._links.run(["scores"], feed)[0], dtype=np.float32)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
