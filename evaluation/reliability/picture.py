"""What a record says, as a value that two records can be compared by.

Nothing of when or in which order it was added is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.standins import PLAIN
from tracktwo.model import Person, Round, StateChange
from tracktwo.model.judgement import Thing
from tracktwo.pipeline import Tools, verify
from tracktwo.record import Filter, Gate, Record
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.people import link_people

QUESTIONS = ("border crossing", "quota", '"fishing quota"', "cafe island", "pris*", "Kosir")


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a reader of a record can see of it."""

    documents: tuple[tuple[object, ...], ...]
    claims: tuple[tuple[object, ...], ...]
    set_asides: tuple[tuple[str, str], ...]
    found: tuple[tuple[object, ...], ...]
    #: Who is whom and which talks are one, each by the claims that tell of them.
    identities: tuple[tuple[object, ...], ...]


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
        identities = _kept(gate) or ()
    # Of a source that could not be taken in, each writer notes its own copy.
    return Picture(
        _sorted(documents), _sorted(claims), tuple(sorted(set(asides))), _sorted(found), identities
    )


def half_settled(where: str) -> list[str]:
    """What is wrong with who is whom as it is kept: it lags behind as a whole, or it is what the claims come to."""
    with Record.open(where) as record, record.reading() as gate:
        found = _kept(gate)
        people = link_people(gate.claims(Person), gate.rulings(Thing.PEOPLE))
        series = link_dialogues(gate.claims(Round), gate.claims(StateChange), gate.rulings(Thing.DIALOGUES))
        wanted = _sorted((
            *(tuple(sorted(e.id for e in one.entries)) for one in people),
            *(tuple(sorted(e.id for e in (*one.rounds, *one.states))) for one in series),
        ))  # fmt: skip
    return [] if found in (None, wanted) else ["who is whom is kept in part"]


def _kept(gate: Gate) -> tuple[tuple[object, ...], ...] | None:
    if gate.kept is None:
        return None
    everybody, every = gate.kept.people(Filter()), gate.kept.series(Filter())
    return _sorted((
        *(tuple(sorted(a.claim for a in gate.kept.accounts_of_person(one.number))) for one in everybody),
        *(tuple(sorted(gate.kept.claims_of_series(one.number))) for one in every),
    ))  # fmt: skip


def faults_of(where: str, tools: Tools = PLAIN) -> list[str]:
    """What ``verify`` finds."""
    with Record.open(where) as record:
        return [f"{fault.document[:19]}: {fault.what}" for fault in verify(record, tools)]


def differences(one: Picture, other: Picture) -> Iterator[str]:
    """What is in one and not in the other."""
    for name in ("documents", "claims", "set_asides", "found", "identities"):
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            lost, doubled = set(before) - set(after), len(after) - len(set(after))
            yield f"{name}: {len(lost)} lost, {len(set(after) - set(before))} new, {doubled} doubled"


def _sorted(rows: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    return tuple(sorted(rows, key=repr))
