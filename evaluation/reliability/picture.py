"""What a record says, as a value that two records can be compared by.

Nothing of when or in which order it was added is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.standins import PLAIN
from tracktwo.pipeline import Tools, verify
from tracktwo.record import Filter, Record

QUESTIONS = ("border crossing", "quota", '"fishing quota"', "cafe island", "pris*", "Kosir")


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a reader of a record can see of it."""

    documents: tuple[tuple[object, ...], ...]
    claims: tuple[tuple[object, ...], ...]
    set_asides: tuple[tuple[str, str], ...]
    found: tuple[tuple[object, ...], ...]


def picture_of(where: str, with_versions: bool = True) -> Picture:
    """Look at a whole record; versions apart, if these depend on who was first."""
    everything = Filter(with_retired=True, with_rejected=True)
    with Record.open(where) as record, record.reading() as gate:
        documents = tuple(
            (d.id, d.title, d.published, d.state, d.reason, *((d.earlier, d.later) if with_versions else ()))
            for d in gate.documents()
        )
        claims = tuple(
            (e.id, e.kind, e.seq, e.retired is None, e.earliest, e.latest, e.flag if with_versions else None)
            for e in gate.claims(filter=everything)
        )
        asides = tuple((u.source.rpartition("/")[2], u.sha256) for u in gate.set_asides())
        found = tuple(
            (question, hit.document.id, hit.start, hit.end, hit.is_exact)
            for question in QUESTIONS
            for hit in gate.search(question, limit=100_000)
        )
    # Of a source that could not be taken in, each writer notes its own copy.
    return Picture(_sorted(documents), _sorted(claims), tuple(sorted(set(asides))), _sorted(found))


def faults_of(where: str, tools: Tools = PLAIN) -> list[str]:
    """What ``verify`` finds."""
    with Record.open(where) as record:
        return [f"{fault.document[:19]}: {fault.what}" for fault in verify(record, tools)]


def differences(one: Picture, other: Picture) -> Iterator[str]:
    """What is in one and not in the other."""
    for name in ("documents", "claims", "set_asides", "found"):
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            lost, doubled = set(before) - set(after), len(after) - len(set(after))
            yield f"{name}: {len(lost)} lost, {len(set(after) - set(before))} new, {doubled} doubled"


def _sorted(rows: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    return tuple(sorted(rows, key=repr))
