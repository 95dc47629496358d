"""Everything that a training run can be told, read from one YAML file in `training/configs`."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """One run. Paths may hold `~` and environment variables; relative ones start at the repository root."""

    name: str
    corpora_folder: Path = Path("../shared/corpora")
    pretrained: Path = Path("training/data/minilm")
    runs: Path = Path("training/runs")
    corpora: tuple[str, ...] = ("polnear", "gum", "ewt", "newswire")
    #: Share of a corpus's windows seen in each epoch; above 1 some are seen twice.
    shares: tuple[tuple[str, float], ...] = ()
    seed: int = 20130801
    epochs: int = 10
    #: Stop the schedule at this many minutes, epochs or no: the learning rate then reaches zero on time.
    minutes: float | None = None
    window_pieces: int = 256
    batch_pieces: int = 4096
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.0e-3
    layer_decay: float = 0.9
    warm_up: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    #: Share of pieces replaced by the unknown piece, so that unseen names are read by shape and context.
    piece_dropout: float = 0.04
    #: Export the mean of this many newest checkpoints (PolNeAR dev linked F1 76.4 with five, 75.8 with the last).
    average: int = 1
    threads: int = 2
    #: Thresholds of attributions put into the weights where `tune` has set none.
    thresholds: tuple[tuple[str, float], ...] = ()
    device: str = "auto"

    @property
    def run(self) -> Path:
        """The folder of this run's cache, checkpoints and curves."""
        return self.runs / self.name

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read a YAML file; an unknown key raises ValueError."""
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        known = {f.name for f in fields(cls)}
        if unknown := set(raw) - known:
            raise ValueError(f"unknown settings in {path}: {', '.join(sorted(unknown))}")
        for name in ("corpora_folder", "pretrained", "runs"):
            if name in raw:
                raw[name] = Path(os.path.expandvars(raw[name])).expanduser()
        if "corpora" in raw:
            raw["corpora"] = tuple(raw["corpora"])
        for name in ("shares", "thresholds"):
            raw[name] = tuple((raw.get(name) or {}).items())
        return cls(**raw)
