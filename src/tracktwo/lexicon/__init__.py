"""Word lists as YAML that a political scientist can read, correct and extend.

Each file ``NAME.yaml`` of this package can be extended by a file of the same name in the folder that the
environment variable ``TRACKTWO_LEXICON`` names: mappings are merged key by key, lists are appended to.
What the words mean is decided by the wings that load them, not here.
"""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from tracktwo.errors import LexiconError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """Load the lexicon ``name``, with the user's additions.

    Raises:
        LexiconError: there is no such lexicon, or a file of it is malformed.
    """
    shipped = files(__package__).joinpath(f"{name}.yaml")
    if not shipped.is_file():
        raise LexiconError(f"there is no lexicon called {name!r}")
    data = _parse(shipped.read_text(encoding="utf-8"), str(name))
    own = _own(name)
    if own:
        data = _extended(data, _parse(own.read_text(encoding="utf-8"), str(own)), str(own))
    return data


def sources(name: str) -> tuple[bytes, ...]:
    """The files of the lexicon ``name`` as they are: the shipped one, and the user's additions if there are any.

    Raises:
        LexiconError: there is no such lexicon.
    """
    shipped = files(__package__).joinpath(f"{name}.yaml")
    if not shipped.is_file():
        raise LexiconError(f"there is no lexicon called {name!r}")
    own = _own(name)
    return (shipped.read_bytes(), own.read_bytes()) if own else (shipped.read_bytes(),)


def names() -> tuple[str, ...]:
    """Names of the shipped lexicons, sorted."""
    entries = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in entries if name.endswith(".yaml")))


def _own(name: str) -> Path | None:
    """The user's additions to a lexicon."""
    folder = os.environ.get("TRACKTWO_LEXICON")
    own = Path(folder, f"{name}.yaml") if folder else None
    return own if own and own.is_file() else None


def _parse(text: str, where: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise LexiconError(f"the lexicon {where} is no YAML: {error}") from error


def _extended(shipped: Any, own: Any, where: str) -> Any:
    if own is None:
        return shipped
    if isinstance(shipped, dict) and isinstance(own, dict):
        return shipped | {k: _extended(shipped[k], v, where) if k in shipped else v for k, v in own.items()}
    if isinstance(shipped, list) and isinstance(own, list):
        return shipped + [x for x in own if x not in shipped]
    if type(shipped) is not type(own):
        raise LexiconError(f"{where}: expected a {type(shipped).__name__} where it has {own!r}")
    return own
