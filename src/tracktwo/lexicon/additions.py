"""A user's additions to the word lists: read, checked before they are kept, and written whole or not at all.

Checked are YAML and shape: what is added looks like what is there. What words mean is decided where they are used.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from tracktwo import lexicon
from tracktwo.errors import LexiconError

#: Largest file of additions, in bytes, and how many entries of one kind it takes to tell their shape.
MOST_BYTES, _TELLING = 2_000_000, 3


#: The reader that the lists themselves are read with: it takes some things that the other does not.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parsed(text: str) -> Any:
    """YAML as the word lists are read; errors are those of the library."""
    return yaml.load(text, Loader=_LOADER)


def folder() -> Path | None:
    """Where additions are kept; None where the environment variable ``TRACKTWO_LEXICON`` names nothing."""
    named = os.environ.get("TRACKTWO_LEXICON")
    return Path(named) if named else None


def shipped_text(name: str) -> str:
    """A shipped list as it stands in its file.

    Raises:
        LexiconError: there is no such list.
    """
    file = files("tracktwo.lexicon").joinpath(f"{name}.yaml")
    if name not in lexicon.names():
        raise LexiconError(f"there is no lexicon called {name!r}")
    return file.read_text(encoding="utf-8")


def own_text(name: str) -> str:
    """The additions to a list; empty where there are none."""
    kept = folder()
    own = kept / f"{name}.yaml" if kept else None
    return own.read_text(encoding="utf-8") if own is not None and own.is_file() else ""


def purpose(name: str) -> str:
    """What a shipped list says of itself: the first paragraph of the comment that it begins with."""
    lines = _comment(name)
    return " ".join(lines[: lines.index("")] if "" in lines else lines)


def _comment(name: str) -> list[str]:
    """The comment that a shipped list begins with, line by line; in it stands what its fields are, too."""
    lines: list[str] = []
    for line in shipped_text(name).splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").rstrip())
    return lines


def checked(name: str, text: str) -> Any:
    """A list with additions as they stand in ``text``.

    Raises:
        LexiconError: they are none; the message begins with the line that is wrong.
    """
    if len(text.encode()) > MOST_BYTES:
        raise LexiconError(f"line 1: more than {MOST_BYTES:,} bytes; word lists are shorter")
    shipped = parsed(shipped_text(name))
    try:
        node = yaml.compose(text, Loader=_LOADER)
        own = parsed(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LexiconError(f"line {line}: {error.problem or 'this is no YAML'}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise LexiconError(f"line 1: this is no YAML: {str(error)[:200]}") from error
    if own is None:
        return shipped
    assert node is not None
    for fault in (
        *_unlike(shipped, own, node, _ALSO.get(name, {})),
        *_broken(" ".join(_comment(name)), node),
    ):
        raise LexiconError(fault)
    return _together(shipped, own)


#: Parts that an entry of a list may have though no shipped one does, with what they are.
_ALSO: Mapping[str, Mapping[str, Any]] = {
    "issues": {"turned": ["words for the opposite"], "proposition": "words"}
}


def keep(name: str, text: str) -> Path:
    """Write additions that were checked, whole or not at all; what was there before is kept beside them.

    Raises:
        LexiconError: no folder is named, or it cannot be written.
    """
    kept = folder()
    if kept is None:
        raise LexiconError("no folder is named for additions: set TRACKTWO_LEXICON to one and start again")
    target = kept / f"{name}.yaml"
    made = target.with_name(f".{name}.yaml.new")
    try:
        kept.mkdir(parents=True, exist_ok=True)
        made.write_text(text, encoding="utf-8")
        if target.exists():
            target.with_name(f"{name}.yaml.before").write_bytes(target.read_bytes())
        made.replace(target)
    except OSError as error:
        made.unlink(missing_ok=True)
        raise LexiconError(f"{target} cannot be written: {error.strerror}") from error
    return target


def renew() -> None:
    """Forget what this process made of the word lists as they were, so that the next who asks gets them as they are."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith("tracktwo.") and module is not None:
            for value in tuple(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if clear is not None and getattr(value, "__module__", "").startswith("tracktwo."):
                    clear()


def _unlike(shipped: Any, own: Any, node: yaml.Node, also: Mapping[str, Any]) -> Iterator[str]:
    """Where additions do not look like what they are added to."""
    line = node.start_mark.line + 1
    if isinstance(shipped, dict) and isinstance(own, dict) and isinstance(node, yaml.MappingNode):
        wanted = _shape(list(shipped.values()))
        kinds = _shape(list(shipped))
        for (key, value), (name, inner) in zip(own.items(), _pairs(node), strict=False):
            at = name.start_mark.line + 1
            if kinds is str and not isinstance(key, str):
                yield f"line {at}: {name.value} is read as {_called(type(key))}; put it into quotation marks"
            elif key in shipped and shipped[key] is not None:
                yield from _unlike(shipped[key], value, inner, also)
            elif wanted is not None and value is not None and type(value) is not wanted:
                has = _called(type(value))
                yield f"line {at}: {key} needs {_called(wanted)}, as the other entries have, and has {has}"
            elif isinstance(value, (dict, list)) and key not in shipped:
                yield from _unlike_sample(shipped, value, inner, also)
    elif isinstance(shipped, list) and isinstance(own, list) and isinstance(node, yaml.SequenceNode):
        wanted = _shape(shipped)
        for item, inner in zip(own, node.value, strict=False):
            if wanted is not None and type(item) is not wanted:
                at = inner.start_mark.line + 1
                words = (
                    "; put it into quotation marks"
                    if wanted is str and isinstance(item, (bool, int, float))
                    else ""
                )
                said = f"{_said(inner)} is read as {_called(type(item))}"
                yield f"line {at}: {said}, and this list has {_called(wanted)} only{words}"
    elif type(shipped) is not type(own):
        yield f"line {line}: here stands {_called(type(own))}, and {_called(type(shipped))} is needed"


def _unlike_sample(
    shipped: Mapping[Any, Any], value: Any, node: yaml.Node, also: Mapping[str, Any]
) -> Iterator[str]:
    """Where a new entry's parts do not look like those of the entries that are there."""
    if isinstance(value, dict) and isinstance(node, yaml.MappingNode):
        parts: dict[Any, Any] = dict(also)
        for other in shipped.values():
            if isinstance(other, dict):
                parts |= other
        for (key, part), (name, inner) in zip(value.items(), _pairs(node), strict=False):
            at = name.start_mark.line + 1
            if key not in parts:
                known = ", ".join(sorted(map(str, parts)))
                yield f"line {at}: nothing has a part called {key}; these are known: {known}"
            elif part is not None and type(part) is not type(parts[key]):
                yield f"line {at}: {key} needs {_called(type(parts[key]))}, and has {_called(type(part))}"
            elif isinstance(part, list) and isinstance(inner, yaml.SequenceNode):
                yield from _unlike([item for item in parts[key] if item is not None], part, inner, also)
    elif isinstance(value, list):
        samples = [other for other in shipped.values() if isinstance(other, list)]
        yield from _unlike([item for other in samples for item in other], value, node, also)


def _broken(about: str, node: yaml.Node) -> Iterator[str]:
    """Patterns that are none, in a list that says of itself that it holds some."""
    if "egular expression" not in about and "attern" not in about:
        return
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, yaml.MappingNode):
            waiting += [value for _, value in one.value]
        elif isinstance(one, yaml.SequenceNode):
            waiting += one.value
        elif isinstance(one, yaml.ScalarNode) and one.tag.endswith(":str"):
            try:
                # Parts between angle brackets are put in from elsewhere.
                re.compile(re.sub(r"(?<!\?P)(?<!\?)<[\w ]+>", "x", one.value))
            except re.error as error:
                yield f"line {one.start_mark.line + 1}: {one.value} is no pattern: {error}"


def _pairs(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    """The keys and values of a mapping, of a key that stands twice the last, as it is read."""
    found: dict[Any, tuple[yaml.Node, yaml.Node]] = {}
    for name, value in node.value:
        found[name.value] = (name, value)
    return list(found.values())


def _shape(values: list[Any]) -> type | None:
    """The one type that values have; None where they have several, or are too few to tell."""
    kinds = {type(value) for value in values if value is not None}
    return kinds.pop() if len(kinds) == 1 and len(values) >= _TELLING else None


def _said(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "this"


def _called(kind: type) -> str:
    return {
        dict: "a mapping", list: "a list", str: "words", bool: "yes or no", int: "a number", float: "a number",
    }.get(kind, kind.__name__)  # fmt: skip


def _together(shipped: Any, own: Any) -> Any:
    if isinstance(shipped, dict) and isinstance(own, dict):
        return shipped | {k: _together(shipped[k], v) if k in shipped else v for k, v in own.items()}
    if isinstance(shipped, list) and isinstance(own, list):
        return shipped + [x for x in own if x not in shipped]
    return shipped if own is None else own
