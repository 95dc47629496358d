"""Takes what people coded with Discourse Network Analyzer into a record: ``open | document | claims | accept``.

Each text becomes a document, unless the record has it; each statement with an organization, a concept and an
agreement becomes a stance and, where a person is named, a statement, accepted by its coder. Nothing is read from
the texts here: ``tracktwo add`` or ``tracktwo reread`` do that.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tracktwo.lexicon import load
from tracktwo.model import (
    Claim,
    DateOrigin,
    Document,
    DocumentKind,
    Extraction,
    Stance,
    StanceValue,
    Statement,
    StatementKind,
)
from tracktwo.model.dates import is_edtf
from tracktwo.record import Coded, Reading, Record
from tracktwo.source import RawSource, SourceOptions, derive
from tracktwo.source.dna import DnaDocument, DnaStatement, read_dna

#: How our own export notes a date that is no day.
_PUBLISHED = re.compile(r"^published: (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    documents: int = 0
    #: Documents that the record had already.
    known: int = 0
    statements: int = 0
    #: Statements by the reason for which they were left out.
    left_out: tuple[tuple[str, int], ...] = ()


def import_dna(record: Record, path: Path) -> Imported:
    """Take a database of Discourse Network Analyzer 3 into the record; a second time changes nothing.

    Raises:
        SourceError: the file is missing, or no such database.
        RecordError: the record cannot be written; what was imported before is in it.
    """
    held = read_dna(path)
    known = taken = 0
    left_out: Counter[str] = Counter()
    for given in held.documents:
        document, is_new = _add(record, given, path)
        known += not is_new
        own = [s for s in held.statements if s.document == given.number]
        usable = [s for s in own if not (reason := _unusable(s)) or left_out.update([reason])]
        for coder in sorted({s.coder for s in usable}):
            claims = dict.fromkeys(c for s in usable if s.coder == coder for c in _claims(s, document))
            if claims:
                record.code(Coded(document.id, tuple(claims), coder, f"coded in {path.name}"))
        taken += len(usable)
    return Imported(len(held.documents), known, taken, tuple(sorted(left_out.items())))


def _add(record: Record, given: DnaDocument, path: Path) -> tuple[Document, bool]:
    """The document of the record with this text, and whether it had to be added."""
    source = RawSource(given.text.encode(), name=f"{path.name}#{given.number}")
    recorded = record.recorded(source.id)
    if recorded is not None:
        return recorded.document, False
    published = _published(given)
    document = replace(
        derive(source, SourceOptions(published=published)),
        title=given.title or None,
        publisher=given.source or None,
        published=published,
        published_from=DateOrigin.OPTION if published else DateOrigin.NONE,
        kind=_kind(given.type),
    )
    about = json.dumps(source.to_json(), sort_keys=True)
    nothing = Extraction(is_dialogue_report=True, made_by=f"coded in {path.name}")
    record.add(Reading(document, source.raw, about, nothing))
    return document, True


def _published(given: DnaDocument) -> str | None:
    noted = _PUBLISHED.search(given.notes)
    if noted and is_edtf(noted.group(1)):
        return noted.group(1)
    # The program has no way to say that a date is not known; its own empty date is the beginning of Unix time.
    return datetime.fromtimestamp(given.date, UTC).date().isoformat() if given.date else None


def _kind(name: str) -> DocumentKind:
    return DocumentKind(name) if name in set(DocumentKind) else DocumentKind.OTHER


def _unusable(coded: DnaStatement) -> str | None:
    values = coded.values
    if not {"organization", "concept", "agreement"} <= values.keys():
        return f"statements of the type {coded.type!r} have no organization, concept and agreement"
    if not values["organization"] or not values["concept"]:
        return "no organization or no concept was coded"
    return None


def _claims(coded: DnaStatement, document: Document) -> Iterable[Claim]:
    values = {name: str(value) for name, value in coded.values.items()}
    cited = (document.cite(coded.start, coded.end),)
    party, concept = party_of(values["organization"]), values["concept"]
    agrees = values["agreement"] == "1"
    stance = StanceValue.FOR if agrees else StanceValue.AGAINST
    yield Stance(party=party, issue=concept, stance=stance, evidence=cited)
    if values.get("person"):
        yield Statement(
            speaker=values["person"],
            party=party,
            content=cited,
            kind=StatementKind.INDIRECT,
            issues=(concept,),
        )


def party_of(organization: str) -> str:
    """The code of a country that is written out, or the name as it stands."""
    return _codes().get(organization.casefold(), organization)


@cache
def _codes() -> dict[str, str]:
    return {about["name"].casefold(): code for code, about in load("countries").items()}
