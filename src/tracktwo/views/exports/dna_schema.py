"""The tables of a Discourse Network Analyzer 3 database, as the program's own files declare them.

Described column by column, so that the file opens in the program; a test compares columns, keys and checks with a
file that the program made. Nothing is filled in but what every such file holds.
"""

import sqlite3

_PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip
_COLOURS = ("Red", "Green", "Blue")


def create(connection: sqlite3.Connection) -> None:
    """Make all tables, with the settings, one coder, and the statement type that every new file has."""
    for name, columns in _tables().items():
        connection.execute(f"CREATE TABLE {name}({', '.join(columns)})")
    connection.executemany(
        "INSERT INTO SETTINGS VALUES (?,?)", [("version", "3.0.7"), ("date", "2022-06-10")]
    )
    # An empty hash fits no password: whoever opens the file makes a coder of their own.
    connection.execute("INSERT INTO CODERS(ID, Name, Password) VALUES (1, 'TrackTwo', '')")
    connection.execute("INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51)")
    connection.executemany(
        "INSERT INTO VARIABLES VALUES (?,?,?,1)",
        [
            (1, "person", "short text"),
            (2, "organization", "short text"),
            (3, "concept", "short text"),
            (4, "agreement", "boolean"),
        ],
    )
    connection.executemany("INSERT INTO ATTRIBUTEVARIABLES(VariableId, AttributeVariable) VALUES (?,?)", [
        (variable, name) for variable in (1, 2, 3) for name in ("Type", "Alias", "Notes")
    ])  # fmt: skip


def _tables() -> dict[str, tuple[str, ...]]:
    key = "ID INTEGER NOT NULL PRIMARY KEY"
    late_key = "ID INTEGER PRIMARY KEY NOT NULL"
    return {
        "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
        "CODERS": (
            key, _short("Name"), *_colours(),
            "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
            "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14",
            _short("Password"),
            "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
            *(_flag(name, default) for name, default in (
                ("ColorByCoder", 0), ("PopupDecoration", 0), ("PopupAutoComplete", 1)
            )),
            *(_flag(f"Permission{name}", 1) for name in _PERMISSIONS),
        ),
        "DOCUMENTS": (
            key, _short("Title"), "Text TEXT NOT NULL", "Coder INTEGER", _short("Author", ""), _short("Source", ""),
            _short("Section", ""), "Notes TEXT NOT NULL DEFAULT ''", _short("Type", ""), "Date INTEGER NOT NULL",
            _refers("Coder", "CODERS"),
        ),
        "STATEMENTTYPES": (key, _short("Label"), *_colours()),
        "VARIABLES": (
            key, _short("Variable"),
            "DataType TEXT NOT NULL CHECK (DataType = 'boolean' OR DataType = 'integer' "
            "OR DataType = 'long text' OR DataType = 'short text') DEFAULT 'short text'",
            "StatementTypeId INTEGER", _refers("StatementTypeId", "STATEMENTTYPES"),
            "UNIQUE (Variable, StatementTypeId)",
        ),
        "VARIABLELINKS": (
            key, "SourceVariableId INTEGER", "TargetVariableId INTEGER",
            "CHECK (TargetVariableId != SourceVariableId)",
            _refers("SourceVariableId", "VARIABLES"), _refers("TargetVariableId", "VARIABLES"),
        ),
        "REGEXES": ("Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191)", *_colours()),
        "CODERRELATIONS": (
            key, "Coder INTEGER CHECK(Coder > 0)", "OtherCoder INTEGER CHECK(OtherCoder > 0)",
            *(_flag(name, 1) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
            "CHECK (Coder != OtherCoder)", _refers("Coder", "CODERS"), _refers("OtherCoder", "CODERS"),
        ),
        "STATEMENTS": (
            key, "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL CHECK(Start >= 0)",
            "Stop INTEGER NOT NULL CHECK(Stop >= 0)", "Coder INTEGER", "CHECK (Start < Stop)",
            _refers("StatementTypeId", "STATEMENTTYPES"), _refers("Coder", "CODERS"),
            _refers("DocumentId", "DOCUMENTS"),
        ),
        "DATABOOLEAN": (late_key, *_value("Value INTEGER NOT NULL DEFAULT 1")),
        "DATAINTEGER": (late_key, *_value("Value INTEGER NOT NULL DEFAULT 0")),
        "ENTITIES": (
            late_key, "VariableId INTEGER NOT NULL", _short("Value", ""),
            *(f"{c} INTEGER CHECK ({c} BETWEEN 0 AND 255)" for c in _COLOURS), "ChildOf INTEGER CHECK(ChildOf > 0)",
            "UNIQUE (VariableId, Value)", _refers("ChildOf", "ENTITIES"), _refers("VariableId", "VARIABLES"),
        ),
        "DATASHORTTEXT": (late_key, *_value("Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES"))),
        "DATALONGTEXT": (late_key, *_value("Value TEXT DEFAULT ''")),
        "ATTRIBUTEVARIABLES": (
            late_key, "VariableId INTEGER NOT NULL", _short("AttributeVariable"),
            "UNIQUE(VariableId, AttributeVariable)", _refers("VariableId", "VARIABLES"),
        ),
        "ATTRIBUTEVALUES": (
            late_key, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL",
            _short("AttributeValue", ""), "UNIQUE (EntityId, AttributeVariableId)", _refers("EntityId", "ENTITIES"),
            _refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        ),
    }  # fmt: skip


def _short(name: str, default: str | None = None) -> str:
    given = f" DEFAULT '{default}'" if default is not None else ""
    return f"{name} TEXT NOT NULL{given} CHECK (LENGTH({name}) < 191)"


def _flag(name: str, default: int) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _colours() -> tuple[str, ...]:
    return tuple(f"{c} INTEGER NOT NULL DEFAULT 0 CHECK ({c} BETWEEN 0 AND 255)" for c in _COLOURS)


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _value(column: str, *more: str) -> tuple[str, ...]:
    return (
        "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", column,
        _refers("StatementId", "STATEMENTS"), _refers("VariableId", "VARIABLES"), *more,
        "UNIQUE (StatementId, VariableId)",
    )  # fmt: skip
