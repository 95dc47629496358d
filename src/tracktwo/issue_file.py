"""The user's own part of the issue tree: read, looked through with the line of whatever is wrong, and saved.

A text with faults is never written, and a text is written whole or not at all. What a phrase of a document belongs
to is decided in :mod:`tracktwo.analysis.issue_tree`.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tracktwo.errors import UsageError
from tracktwo.lexicon import sources
from tracktwo.lexicon.own import FOLDER, own_file

_KEYS = {"words": list, "turned": list, "under": str, "proposition": str, "broad": bool}
#: More than any hand-made tree needs, in characters.
LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a text."""

    #: From 1; None where it is the text as a whole.
    line: int | None
    words: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}" if self.line else self.words


@dataclass(frozen=True, slots=True)
class IssueFile:
    """The user's issues.yaml as it is."""

    path: Path
    #: Empty where there is no such file yet.
    text: str


def read_issues() -> IssueFile:
    """The user's part of the tree.

    Raises:
        UsageError: no folder is named for word lists, or its file cannot be read.
    """
    path = own_file("issues")
    if path is None:
        raise UsageError(f"no folder holds word lists of yours: name one in {FOLDER}")
    try:
        return IssueFile(path, path.read_text(encoding="utf-8") if path.is_file() else "")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def check_issues(text: str) -> tuple[Fault, ...]:
    """What is wrong with a text for issues.yaml, by line; nothing where it can be saved."""
    if len(text) > LONGEST:
        return (Fault(None, f"it has more than {LONGEST:,} characters"),)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        given = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return (Fault(mark.line + 1 if mark else None, f"this is no YAML: {error.problem or error.context}"),)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return (Fault(None, f"this is no YAML: {error}"),)
    if root is None:
        return ()
    if not isinstance(root, yaml.MappingNode) or not isinstance(given, dict):
        return (Fault(1, "give issues as `name: {words: [a word for it], under: a wider issue}`"),)
    return tuple(_faults(root, given))


def save_issues(text: str) -> Path:
    """Write the user's issues.yaml, whole or not at all; it counts at once, for records that are there already.

    Raises:
        UsageError: the text has faults, no folder is named for word lists, or it cannot be written.
    """
    faults = check_issues(text)
    if faults:
        raise UsageError(f"the issues are not saved: {'; '.join(map(str, faults))}")
    path = read_issues().path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=".issues-", suffix=".yaml")
        temporary = Path(made)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            temporary.unlink()
            raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error}") from error
    return path


def with_issue(
    text: str,
    name: str,
    words: tuple[str, ...] = (),
    *,
    turned: tuple[str, ...] = (),
    under: str | None = None,
    proposition: str | None = None,
) -> str:
    """The text with one more issue at its end; everything that stands there stays as it is.

    Raises:
        UsageError: the name is empty, or the text or the shipped tree has an issue of that name.
    """
    name = " ".join(name.split())
    if not name:
        raise UsageError("an issue needs a name")
    given = yaml.safe_load(text) or {}
    if name in given or name in _shipped():
        raise UsageError(f"the tree has an issue called {name!r}: edit its words in the file")
    about: dict[str, Any] = {"words": list(words or (name,))}
    if turned:
        about["turned"] = list(turned)
    if under:
        about["under"] = under
    if proposition:
        about["proposition"] = proposition
    line = yaml.safe_dump(
        {name: about}, default_flow_style=None, allow_unicode=True, width=120, sort_keys=False
    )
    return f"{text.rstrip()}\n{line}" if text.strip() else line


def _faults(root: yaml.MappingNode, given: Mapping[Any, Any]) -> Iterator[Fault]:
    lines = {key.value: key.start_mark.line + 1 for key, _ in root.value if isinstance(key, yaml.ScalarNode)}
    seen: set[str] = set()
    for key, value in root.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            yield Fault(line, "the name of an issue is a few words")
        elif key.value in seen:
            yield Fault(line, f"{key.value!r} stands here twice")
        else:
            seen.add(key.value)
            yield from _faults_of(key.value, line, value)
    yield from _faults_of_tree(given, lines)


def _faults_of(name: str, line: int, value: yaml.Node) -> Iterator[Fault]:
    if not isinstance(value, yaml.MappingNode):
        yield Fault(line, f"{name!r} needs its words: {{words: [a word for it]}}")
        return
    held = {k.value for k, _ in value.value if isinstance(k, yaml.ScalarNode)}
    if "words" not in held and name not in _shipped():
        yield Fault(line, f"{name!r} has no words: give it a list of them")
    for key, one in value.value:
        at = key.start_mark.line + 1
        if key.value not in _KEYS:
            yield Fault(
                at, f"{name!r} has {key.value!r}, which means nothing here; known are {', '.join(_KEYS)}"
            )
        elif _KEYS[key.value] is list and not _is_words(one):
            yield Fault(at, f"the {key.value} of {name!r} are a list of words: [one, another]")
        elif _KEYS[key.value] is str and not isinstance(one, yaml.ScalarNode):
            yield Fault(at, f"the {key.value} of {name!r} is one text")
        elif _KEYS[key.value] is bool and getattr(one, "tag", "") != "tag:yaml.org,2002:bool":
            yield Fault(at, f"{key.value} of {name!r} is true or false")


def _is_words(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode) and all(
        isinstance(n, yaml.ScalarNode) and n.value.strip() for n in node.value
    )


def _faults_of_tree(given: Mapping[Any, Any], lines: Mapping[str, int]) -> Iterator[Fault]:
    """Wider issues that are nowhere, and circles."""
    under: dict[str, str | None] = {}
    for issues in (_shipped(), given):
        for name, about in issues.items():
            if isinstance(about, dict) and (about.get("under") is not None or name not in under):
                under[str(name)] = about.get("under")
    for name in given:
        path = [str(name)]
        while (wider := under.get(path[-1])) is not None:
            if wider not in under:
                if len(path) == 1:
                    yield Fault(
                        lines.get(str(name)), f"{name!r} stands under {wider!r}, which the tree does not have"
                    )
                break
            if wider in path:
                yield Fault(
                    lines.get(str(name)), f"{name!r} stands under itself: {' → '.join([*path, wider])}"
                )
                break
            path.append(wider)


@cache
def _shipped() -> Mapping[str, Any]:
    """The tree as it is shipped, without anybody's additions."""
    issues: Mapping[str, Any] = yaml.safe_load(sources("issues")[0])
    return issues
