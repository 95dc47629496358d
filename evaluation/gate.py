"""Floors that figures may not fall below, and the digests of the corpora that they were measured on.

A measurement is a module of this package with ``measure(shared) -> Mapping[str, float]``. Its floors stand in
``floors.yaml`` under the module's name. Raising a floor is free; lowering one shows in the diff of that file
and needs a reason beside it. This module knows nothing about what is measured.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FLOORS = Path(__file__).with_name("floors.yaml")


@dataclass(frozen=True, slots=True)
class Bar:
    """What one figure must reach, and what we aim for."""

    floor: float
    least: float | None = None
    aim: float | None = None
    #: Some figures are better the smaller they are: errors, seconds, megabytes.
    smaller_is_better: bool = False

    def holds(self, figure: float) -> bool:
        """Whether the pinned floor holds."""
        return figure <= self.floor if self.smaller_is_better else figure >= self.floor

    def reached(self, figure: float) -> bool:
        """Whether what the project set itself as the least is reached."""
        if self.least is None:
            return True
        return figure <= self.least if self.smaller_is_better else figure >= self.least


def bars(name: str) -> Mapping[str, Bar]:
    """The bars of one measurement."""
    return {figure: Bar(**bar) for figure, bar in (_floors().get(name) or {}).items()}


def changed_corpora(shared: Path) -> list[str]:
    """Corpora whose bytes are not those that the floors were set on, by path."""
    known = _floors().get("corpora") or {}
    return [path for path, digest in known.items() if digest_of(shared / path) != digest]


def digest_of(path: Path) -> str:
    """First 16 hexadecimal digits of the SHA-256 of a file, or of a folder's names and contents."""
    seen = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        seen.update(str(file.relative_to(path)).encode() + file.read_bytes())
    return seen.hexdigest()[:16]


def report(name: str, figures: Mapping[str, float]) -> Iterable[tuple[str, bool]]:
    """One printed line a figure, with whether its floor holds; a floor without its figure does not hold."""
    own = bars(name)
    for figure, value in figures.items():
        bar = own.get(figure)
        if bar is None:
            yield f"  {figure:48} {value:10.4g}", True
            continue
        verdict = "ok" if bar.reached(value) else "below the bar"
        if not bar.holds(value):
            verdict = "BELOW ITS FLOOR"
        goals = " ".join(f"{n} {g:g}" for n, g in (("least", bar.least), ("aim", bar.aim)) if g is not None)
        yield f"  {figure:48} {value:10.4g}   floor {bar.floor:g} {goals}: {verdict}", bar.holds(value)
    for missing in own.keys() - figures.keys():
        yield f"  {missing:48} was not measured", False


def _floors() -> dict[str, Any]:
    return yaml.safe_load(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
