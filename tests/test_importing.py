"""Coding of Discourse Network Analyzer comes into a record as its coders' own, and goes out again unchanged."""

import sqlite3
from pathlib import Path

import pytest

from tests.making import cite, document, entry
from tracktwo.errors import MissingSourceError, UnreadableSourceError
from tracktwo.importing import Imported, import_dna, party_of
from tracktwo.model import Stance, StanceValue, Statement, StatementKind
from tracktwo.record import ClaimEntry, Filter, Record
from tracktwo.source.dna import code_points
from tracktwo.views.exports import Selection, export

SAMPLE = Path("../shared/corpora/dna/sample.dna")
FIRST = document(
    "𝔖ome in Kesh say 🤝 the tolls must end, Dana Marek among them. Tavan keeps the tolls.",
    title="Tolls",
    publisher="Kesh Post",
    published="2030-05",
)
SECOND = document("Orlesia wants the ford open.", title="The ford")


def coded() -> list[ClaimEntry]:
    def by(claim: object, doc: object, coder: str) -> ClaimEntry:
        made = entry(claim, doc)  # type: ignore[arg-type]
        return ClaimEntry(made.id, made.claim, made.document, made_by=f"{coder}, by hand")

    end = cite(FIRST, "the tolls must end")
    return [
        by(Stance(party="XOR", issue="tolls", stance=StanceValue.AGAINST, evidence=(end,)), FIRST, "Ada"),
        by(Statement(speaker="Dana Marek", party="XOR", content=(end,), kind=StatementKind.INDIRECT, issues=("tolls",)), FIRST, "Ada"),
        by(Stance(party="Tavan", issue="tolls", stance=StanceValue.FOR, evidence=(cite(FIRST, "keeps the tolls"),)), FIRST, "Ben"),
        by(Stance(party="XOR", issue="ford", stance=StanceValue.FOR, evidence=(cite(SECOND, "the ford open"),)), SECOND, "Ben"),
    ]  # fmt: skip


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "coded.dna"
    path.write_bytes(export("dna", Selection.of(coded())))
    return path


def exported_again(path: Path) -> bytes:
    with Record.open(path) as record, record.reading() as gate:
        return export("dna", Selection.of(gate.claims()))


def content(database: Path | bytes, folder: Path) -> dict[str, list[tuple]]:
    if isinstance(database, bytes):
        (folder / "content.dna").write_bytes(database)
        database = folder / "content.dna"
    connection = sqlite3.connect(database)
    tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {t: sorted(connection.execute(f"SELECT * FROM {t}"), key=repr) for t in tables}


def test_what_is_exported_imported_and_exported_again_is_equal(exported: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "new.db", create=True) as record:
        assert import_dna(record, exported) == Imported(documents=2, known=0, statements=3)
    again = exported_again(tmp_path / "new.db")
    assert content(again, tmp_path) == content(exported, tmp_path)
    assert again == exported.read_bytes()


def test_what_a_coder_says_is_accepted_and_a_second_import_changes_nothing(
    exported: Path, tmp_path: Path
) -> None:
    with Record.open(tmp_path / "new.db", create=True) as record:
        import_dna(record, exported)
        with record.reading() as gate:
            before = gate.claims()
        assert import_dna(record, exported) == Imported(documents=2, known=2, statements=3)
        with record.reading() as gate:
            assert gate.claims() == before
            (said,) = gate.claims(Statement, Filter(person="Dana Marek"))
            months = {d.title: d.published for d in gate.documents()}
    assert {e.verdict and str(e.verdict) for e in before} == {"accepted"}
    assert said.claim.content[0].exact == "the tolls must end"
    assert said.made_by == "Ada, by hand"
    assert months == {"Tolls": "2030-05", "The ford": None}


def test_a_record_with_an_import_can_be_proved_again(exported: Path, tmp_path: Path) -> None:
    from tracktwo.pipeline import verify

    with Record.open(tmp_path / "new.db", create=True) as record:
        import_dna(record, exported)
        assert list(verify(record)) == []


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the program's own sample lies outside the repository")
def test_the_programs_own_sample_comes_in_and_goes_out(tmp_path: Path) -> None:
    with Record.open(tmp_path / "new.db", create=True) as record:
        done = import_dna(record, SAMPLE)
    assert done.documents == 7
    assert done.statements == 40
    assert sum(count for _, count in done.left_out) == 1
    asked = (
        "SELECT D.Text, S.Start, S.Stop, C.Name, V.Variable, E.Value FROM STATEMENTS S "
        "JOIN DOCUMENTS D ON D.ID = S.DocumentId JOIN CODERS C ON C.ID = S.Coder "
        "JOIN DATASHORTTEXT X ON X.StatementId = S.ID JOIN VARIABLES V ON V.ID = X.VariableId "
        "JOIN ENTITIES E ON E.ID = X.Entity WHERE V.Variable IN ('person', 'organization', 'concept')"
    )
    (tmp_path / "again.dna").write_bytes(exported_again(tmp_path / "new.db"))
    theirs = sqlite3.connect(f"file:{SAMPLE}?mode=ro&immutable=1", uri=True).execute(asked).fetchall()
    ours = sqlite3.connect(tmp_path / "again.dna").execute(asked).fetchall()
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize(("units", "points"), [(0, 0), (2, 1), (3, 2), (5, 4)])
def test_utf16_units_become_code_points(units: int, points: int) -> None:
    assert code_points("𝔖ome", units) == points


@pytest.mark.parametrize("units", [1, 6])
def test_no_place_inside_a_character_or_after_the_text(units: int) -> None:
    with pytest.raises(ValueError, match=r"utf-16|after"):
        code_points("𝔖ome", units)


def test_a_file_that_is_missing_or_something_else_is_answered(tmp_path: Path) -> None:
    other = tmp_path / "other.dna"
    other.write_text("no database", encoding="utf-8")
    with Record.open(tmp_path / "new.db", create=True) as record:
        with pytest.raises(UnreadableSourceError, match="Discourse Network Analyzer"):
            import_dna(record, other)
        with pytest.raises(MissingSourceError, match="no such file"):
            import_dna(record, tmp_path / "missing.dna")


def test_countries_that_are_written_out_become_codes() -> None:
    assert party_of("pakistan") == "PAK"
    assert party_of("PAK") == "PAK"
    assert party_of("Water Users' Union") == "Water Users' Union"
