"""Fixtures that several wings share; nothing here knows what a text should yield."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tracktwo.errors import ReaderError


@pytest.fixture(scope="session")
def reader() -> Any:
    """The real reader with the shipped weights, loaded once; skips only while no weights are there."""
    reading = pytest.importorskip("tracktwo.reading")
    load: Callable[[], Any] | None = getattr(reading, "load_reader", None)
    if load is None:
        pytest.skip("the reading wing has no load_reader yet")
    try:
        return load()
    except ReaderError as error:
        pytest.skip(f"no reading model: {error}")
