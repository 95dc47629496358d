"""Who speaks with whom, and congruence and conflict counted by hand as Discourse Network Analyzer defines them."""

import pytest

from tests.analysis.dossiers import contact, dossier, round_held, stance
from tracktwo.analysis.networks import (
    Affiliation,
    Normalisation,
    TieKind,
    affiliations,
    citation_of,
    likenesses,
    ties,
)
from tracktwo.model import Status

MAREK, BEKOV, ORN = ("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA"), ("Ivo Orn", "XOR")


def test_who_met_across_the_table_and_how_many_documents_tell_of_it():
    found = ties(
        dossier(
            *round_held(1, "2030-01-10", MAREK, ORN, BEKOV, published="2030-01-11"),
            contact("call", "2030-03-01", MAREK, BEKOV, published="2030-03-02"),
            contact("visit", "2030-05-01", ORN, BEKOV, status=Status.PLANNED),
        )
    )
    met = {(t.source.name, t.target.name): t.weight for t in found if t.kind is TieKind.MET}
    assert met == {("Dana Marek", "Ilyas Bekov"): 2, ("Ilyas Bekov", "Ivo Orn"): 1}
    assert all(citation_of(t).exact for t in found)


@pytest.mark.parametrize(
    ("addressee", "target"),
    [("Ilyas Bekov", "Ilyas Bekov"), ("Pakistan", "PAK"), ("reporters", None), (None, None)],
)
def test_whom_somebody_addressed(addressee: str | None, target: str | None):
    said = stance(
        "XOR",
        "for",
        "visas",
        "Marek asked for visas.",
        "2030-01-10",
        speaker="Dana Marek",
        addressee=addressee,
    )
    found = [t.target.name for t in ties(dossier(*said)) if t.kind is TieKind.ADDRESSED]
    assert found == ([target] if target else [])


def of(party: str, issue: str, in_favour: int, against: int) -> Affiliation:
    return Affiliation(party, issue, in_favour, against, ())


# A is for x twice and against y once; B is for x once, against x once, and for y three times.
SAID = (of("A", "x", 2, 0), of("A", "y", 0, 1), of("B", "x", 1, 1), of("B", "y", 3, 0))


@pytest.mark.parametrize(
    ("how", "congruence", "conflict"),
    [
        # x: 2·1 for; y: nothing alike. Conflict: x 2·1, y 1·3.
        (Normalisation.NONE, 2.0, 5.0),
        # A says 3 things, B 5: their mean is 4.
        (Normalisation.AVERAGE, 0.5, 1.25),
        # Alone: A against y 1, B against x 1, B for y 3; together for x 2·1: 7.
        (Normalisation.JACCARD, 2 / 7, 5 / 7),
        (Normalisation.COSINE, 2 / 15, 5 / 15),
    ],
)
def test_congruence_and_conflict_by_hand(how: Normalisation, congruence: float, conflict: float):
    (found,) = likenesses(SAID, how)
    assert found.issues == ("x", "y")
    assert found.congruence == pytest.approx(congruence)
    assert found.conflict == pytest.approx(conflict)
    assert found.subtract == pytest.approx(congruence - conflict)


def test_sides_without_a_common_issue_are_neither_alike_nor_in_conflict():
    (found,) = likenesses((of("A", "x", 1, 0), of("B", "y", 1, 0)))
    assert (found.congruence, found.conflict, found.issues) == (0.0, 0.0, ())


def test_a_mixed_stance_has_no_qualifier():
    found = affiliations(
        dossier(
            *stance("XOR", "mixed", "visas", "Some visas are fine.", "2030-01-10"),
            *stance("XTA", "against", "visas", "Tavan opposes visas.", "2030-01-10"),
        )
    )
    assert [(a.party, a.issue, a.balance) for a in found] == [("XTA", "visas", -1)]
