"""There is no way round the gate: nothing outside the record's wing reaches its tables or reads without a clearance."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

import tracktwo
from tracktwo.cli import app

SOURCE = Path(tracktwo.__file__).parent

#: What leads to rows.
DATABASES = ("sqlalchemy", "psycopg", "sqlite3")
#: Formats of other programs that happen to be databases.
FOREIGN = ("views/exports/dna.py", "views/exports/dna_schema.py")
#: The file of the accounts is another database than the record, with another job; it borrows how the record opens one.
ACCOUNTS = tuple(f"web/{name}.py" for name in ("accounts", "accounts_file", "accounts_tables", "accounts_tokens", "audit",
                                               "door_throttle", "sessions"))  # fmt: skip
#: Modules of the record from which others may import: values, and functions from values to values.
VALUES = frozenset(
    "tracktwo.record" + name
    for name in ("", ".changes", ".coding", ".corrections", ".cursors", ".entering", ".entries", ".exchange", ".facets", ".identities", ".judgements",
                 ".kept", ".known_names", ".marks", ".opinions", ".paging", ".review", ".revisions",
                 ".people_resolver", ".series_shelf", ".serving", ".sorting", ".tallies", ".watching", ".withholding", ".words", ".gate", ".store")
)  # fmt: skip
#: Reads documents anew, at full clearance, and compares claims as they are kept.
REREADING = frozenset({"tracktwo.record.rows", "tracktwo.record.targets"})
#: Commands that change the record, or whose subject is judgements: these need full clearance.
FULL = {
    "add", "import", "reread", "serve", "undo", "history", "judge accept", "judge correct", "judge distinct",
    "judge fulfils", "judge merge", "judge reject", "judge split", "judgements conflicts", "judgements export",
    "judgements import", "judgements list", "level set", "level side",
}  # fmt: skip


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module outside the record's wing."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith("record/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name.islower())


def test_no_database_is_opened_outside_the_record() -> None:
    for name, tree in modules():
        found = {m for m in imported(tree) if m.split(".")[0] in DATABASES}
        if name.startswith("source/") or name in FOREIGN:
            found -= {m for m in found if m.startswith("sqlite3")}
        if name in ACCOUNTS:
            found -= {m for m in found if m.split(".")[0] == "sqlalchemy"}
        assert not found, name


def test_tables_and_rows_are_imported_by_nobody_else() -> None:
    wing = {f"tracktwo.record.{path.stem}" for path in (SOURCE / "record").glob("*.py")}
    for name, tree in modules():
        allowed = VALUES | REREADING if name == "rereading.py" else VALUES
        allowed |= {"tracktwo.record.sqlite"} if name == "web/accounts_file.py" else set()
        assert {m for m in imported(tree) if m in wing} <= allowed, name


def test_nobody_reaches_into_a_record_or_a_gate() -> None:
    for name, tree in modules():
        private = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr in ("_connection", "_database", "_shelves", "_shadow")
            and not (isinstance(node.value, ast.Name) and node.value.id == "self")
        }  # fmt: skip
        assert not private, name


def commands(group: Any = None, above: str = "") -> Iterator[tuple[str, set[str]]]:
    group = group or typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{above}{name} ")
        else:
            yield above + name, {option for param in command.params for option in param.opts}


def test_every_command_that_prints_from_a_record_takes_a_level() -> None:
    for name, options in commands():
        assert name in FULL or "--record" not in options or "--level" in options, name
