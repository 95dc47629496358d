"""The dossier of what a record keeps is the dossier of all that it holds, however people are called."""

import random
from collections.abc import Sequence

import pytest

from tests.record.making import cite, document
from tracktwo.analysis.dossier import Dossier, open_dossier
from tracktwo.analysis.opening import find_dossier
from tracktwo.model import Dialogue, Document, Extraction, Person, Round, Track
from tracktwo.record import Filter, Gate, Reading, Record
from tracktwo.settling import settle

#: Names that an index of words may cut, fold or not hold at all.
ONE = ("Ana Velon", "Omar Al-Ghamdi", "Rui O’Brien", "Pia Jose", "Wen 三")
OTHER = ("Lena Marsh", "Ida Jose\u0301s", "Noor d'Arc", "Tam Ægir", "Kit ½", "Ben _")
#: What stands in texts around them, so that names are parts of longer words, or stand apart.
AROUND = (
    "velons",
    "Al Ghamdi",
    "Jose\u0301",
    "joses",
    "Brien",
    "二三",
    "MARSH",
    "Marsh's",
    "Arc",
    "½",
    "_",
    "x_",
)


def people_of(of: Document, named: Sequence[tuple[str, str | None]]) -> tuple[Person, ...]:
    return tuple(Person(name=name, party=party, mentions=(cite(of, name),)) for name, party in named)


def rounds_of(of: Document) -> Reading:
    """A document of the dialogue's own, which says whose people everybody is."""
    named = [*((name, "XOR") for name in ONE), *((name, "XTA") for name in OTHER)]
    told = Round(dialogue=Dialogue("Border Talks", ("XOR", "XTA"), Track.I), evidence=(cite(of, "met"),))
    return _reading(of, Extraction(True, people=people_of(of, named), rounds=(told,), made_by="hand 1"))


def beside(draw: random.Random, number: int) -> Reading:
    """A document that tells of no dialogue and names some of them, or words like their names."""
    named = draw.sample([*ONE, *OTHER], draw.randint(0, 3))
    spoken = draw.sample([name.split()[1] for name in (*ONE, *OTHER)], draw.randint(0, 2))
    words = [*named, *spoken, *draw.sample(AROUND, 3)]
    draw.shuffle(words)
    of = document(f"Report {number}: {', '.join(words)}.", path=f"{number}.txt")
    people = people_of(of, [(name, None) for name in named])
    return _reading(of, Extraction(True, people=people, made_by="hand 1"))


def _reading(of: Document, extraction: Extraction) -> Reading:
    return Reading(of, of.text.encode(), "{}", extraction)


def shown(dossier: Dossier) -> tuple[object, ...]:
    return tuple(
        getattr(dossier, name) for name in ("documents", "witnesses", "rounds", "people", "statements")
    )


def from_everything(gate: Gate, key: str) -> Dossier:
    held = gate.claims()
    return open_dossier(key, {e.document.id: e.document for e in held}.values(), held, gate.rulings)


@pytest.mark.parametrize("seed", range(4))
def test_documents_are_found_by_the_names_that_stand_in_them(record_url: str, seed: int) -> None:
    draw = random.Random(seed)
    of = document(f"{', '.join(ONE)} met {', '.join(OTHER)}.", path="talks.txt")
    with Record.open(record_url, create=True) as record:
        record.add(rounds_of(of))
        for number in range(60):
            record.add(beside(draw, number))
        settle(record)
        with record.reading() as gate:
            assert gate.kept is not None
            (series,) = gate.kept.series(Filter())
            found, wanted = find_dossier(gate, series.key), from_everything(gate, series.key)
            assert shown(found) == shown(wanted)
            assert len(found.documents) > 10, "some are found by their names alone"
