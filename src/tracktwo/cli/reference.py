"""Writes ``docs/commands.md`` from the command line itself: ``python -m tracktwo.cli.reference docs/commands.md``.

It reads the functions behind the commands, not what a version of typer makes of them. A test compares the page
with what this module writes, so that no command or option goes undocumented.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from inspect import Parameter, cleandoc, signature
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo

_START = """# Commands

Made from the command line by `python -m tracktwo.cli.reference docs/commands.md`; do not edit.

`tracktwo COMMAND --help` says the same, `tracktwo --install-completion` completes commands and options in your
shell, and `tracktwo --version` prints the version. Dates are written `2013-08-02`, `2013-08` or `2013` (EDTF),
parties as ISO 3166 alpha-3 codes or names.
"""


@dataclass(frozen=True, slots=True)
class Option:
    """An option or argument of a command."""

    #: ``--since`` for an option, ``WORDS`` for an argument.
    name: str
    #: What it takes; empty for a switch.
    takes: str
    help: str
    default: str | None
    envvar: str | None
    is_argument: bool
    is_required: bool
    is_many: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command with the words that call it."""

    path: str
    help: str
    epilog: str
    options: tuple[Option, ...]


def commands_of(app: typer.Typer, path: str = "tracktwo") -> Iterator[Command]:
    """Every command, in the order of the help."""
    for info in app.registered_commands:
        if info.callback is not None:
            name = info.name or info.callback.__name__.replace("_", "-")
            about = cleandoc(info.callback.__doc__ or "")
            yield Command(f"{path} {name}", about, info.epilog or "", tuple(_options(info.callback)))
    for group in app.registered_groups:
        if group.typer_instance is not None:
            yield from commands_of(group.typer_instance, f"{path} {group.name}")


def write_reference(app: typer.Typer) -> str:
    """The whole page in Markdown."""
    ending = str(app.info.epilog)
    return "\n".join(
        [_START, *(_section(command) for command in commands_of(app)), f"## Exit status\n\n{ending}\n"]
    )


def _options(callback: Callable[..., Any]) -> Iterator[Option]:
    hints = get_type_hints(callback, include_extras=True)
    for parameter in signature(callback).parameters.values():
        annotation, *marks = get_args(hints[parameter.name])
        (info,) = (m for m in marks if isinstance(m, (OptionInfo, ArgumentInfo)))
        yield _option(parameter, annotation, info)


def _option(parameter: Parameter, annotation: Any, info: OptionInfo | ArgumentInfo) -> Option:
    is_argument = isinstance(info, ArgumentInfo)
    # Within Annotated, the first name that is declared stands where a default otherwise would.
    names = [n for n in (info.default, *(info.param_decls or ())) if isinstance(n, str)]
    declared = next((n for n in names if n.startswith("--")), None)
    value = parameter.default
    default = None if value in (None, False, Parameter.empty) else str(getattr(value, "value", value))
    return Option(
        name=parameter.name.upper() if is_argument else declared or f"--{parameter.name.replace('_', '-')}",
        takes=info.metavar or _kind(annotation),
        help=" ".join((info.help or "").split()),
        default=default,
        envvar=str(info.envvar) if info.envvar else None,
        is_argument=is_argument,
        is_required=value is Parameter.empty,
        is_many=any(get_origin(a) is list for a in (annotation, *get_args(annotation))),
    )


def _kind(annotation: Any) -> str:
    for kind in (annotation, *get_args(annotation)):
        if kind is bool:
            return ""
        if isinstance(kind, type) and issubclass(kind, Enum):
            return "|".join(str(member.value) for member in kind)
    return "FILE" if Path in (annotation, *get_args(annotation)) else "VALUE"


def _section(command: Command) -> str:
    lines = [f"## {command.path}", "", command.help, "", "```", _usage(command), "```", ""]
    if command.options:
        lines += ["| option | meaning |", "| --- | --- |", *map(_row, command.options), ""]
    if command.epilog:
        name, _, words = command.epilog.partition(": ")
        lines += [f"{name}: `{words}`", ""]
    return "\n".join(lines)


def _usage(command: Command) -> str:
    words = [command.path]
    for option in command.options:
        if option.is_argument:
            name = option.takes if option.takes != "VALUE" else option.name
            name = f"{name}..." if option.is_many else name
            words.append(name if option.is_required else f"[{name}]")
    return " ".join([*words, *(["[OPTIONS]"] if any(not o.is_argument for o in command.options) else [])])


def _row(option: Option) -> str:
    takes = f" {option.takes}" if option.takes and not option.is_argument else ""
    name = option.takes if option.is_argument and option.takes != "VALUE" else option.name
    more = f" Default: `{option.default}`." if option.default else ""
    more += f" Also from the environment variable `{option.envvar}`." if option.envvar else ""
    left, right = (cell.replace("|", "\\|") for cell in (f"`{name}{takes}`", f"{option.help}{more}"))
    return f"| {left} | {right} |"


if __name__ == "__main__":
    from tracktwo.cli import app

    Path(sys.argv[1]).write_text(write_reference(app), encoding="utf-8")
