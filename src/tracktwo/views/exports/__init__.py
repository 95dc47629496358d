"""The record in the forms that other programs read: one module a format, all over one selection of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from tracktwo.errors import UsageError
from tracktwo.views.exports.selection import Selection

__all__ = ["FORMATS", "Format", "Selection", "export"]


@dataclass(frozen=True, slots=True)
class Format:
    """One form of export."""

    #: Module of this package and the function in it that writes.
    module: str
    function: str
    suffix: str
    #: What it is, in a line of help.
    meaning: str
    #: The extra that holds the library it needs, if any.
    extra: str | None = None


FORMATS: dict[str, Format] = {
    "annotations": Format("web_annotation", "write", ".jsonld", "W3C Web Annotations, JSON-LD"),
    "bibtex": Format("bibliography", "bibtex", ".bib", "the documents as BibTeX references"),
    "calendar": Format(
        "calendar", "write", ".ics", "rounds and contacts as events, commitments as to-dos", "exports"
    ),
    "csl-json": Format("bibliography", "csl_json", ".json", "the documents as CSL-JSON references"),
    "dna": Format("dna", "write", ".dna", "statements for Discourse Network Analyzer 3"),
    "gexf": Format("graph", "gexf", ".gexf", "who met and addressed whom, and stances, for Gephi", "exports"),
    "graphml": Format("graph", "graphml", ".graphml", "the same network as GraphML", "exports"),
    "plover": Format("plover", "write", ".jsonl", "PLOVER events, JSON Lines"),
    "tables": Format("tables", "write", ".zip", "CSV tables with a data dictionary"),
    "timelinejs": Format("timelinejs", "write", ".json", "TimelineJS"),
}


def export(name: str, selection: Selection) -> bytes:
    """Write ``selection`` in the format called ``name``.

    Raises:
        UsageError: there is no such format, or the extra that it needs is not installed.
    """
    chosen = FORMATS.get(name)
    if chosen is None:
        raise UsageError(f"there is no export format {name!r}; choose one of: {', '.join(FORMATS)}")
    try:
        module = import_module(f"tracktwo.views.exports.{chosen.module}")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the format {name} needs the package {error.name}: pip install 'tracktwo[{chosen.extra}]'"
        ) from error
    write: Callable[[Selection], bytes] = getattr(module, chosen.function)
    return write(selection)
