"""The forms of export by name, so that the command line can list them without loading what writes them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One form of export."""

    #: Module of tracktwo.views.exports and the function in it that writes.
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
    "dna": Format("dna", "write", ".dna", "stances as statements for Discourse Network Analyzer 3"),
    "excel": Format("excel", "write", ".xlsx", "all tables with a data dictionary as a workbook", "exports"),
    "followthemoney": Format(
        "follow_the_money", "entities", ".ftm.jsonl", "FollowTheMoney entities, JSON Lines", "followthemoney"
    ),
    "ftm-statements": Format(
        "follow_the_money",
        "statements",
        ".csv",
        "FollowTheMoney statements, CSV with citations",
        "followthemoney",
    ),
    "gexf": Format("graph", "gexf", ".gexf", "who met and addressed whom, and stances, for Gephi", "exports"),
    "graphml": Format("graph", "graphml", ".graphml", "the same network as GraphML", "exports"),
    "parquet": Format("parquet", "write", ".zip", "all tables as Parquet, with typed columns", "parquet"),
    "peace-accords": Format(
        "peace_accords", "write", ".csv", "commitments on the scale of the Peace Accords Matrix"
    ),
    "plover": Format("plover", "write", ".jsonl", "PLOVER events, JSON Lines"),
    "tables": Format("tables", "write", ".zip", "CSV tables with a data dictionary"),
    "timelinejs": Format("timelinejs", "write", ".json", "TimelineJS"),
}
