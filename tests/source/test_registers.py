"""Official registers are read in each of their formats; what is wrong with one is said with its line."""

from pathlib import Path

import pytest

from tracktwo.errors import MissingSourceError, UnreadableSourceError
from tracktwo.model.register import RegisterEntry
from tracktwo.source.registers import country_code, read_register, read_registers

TRAVELS = b"""<?xml version="1.0" encoding="UTF-8"?>
<trips>
  <trip role="secretary" who="doe-jo"><id>1</id><role>secretary</role><name>Jo Q. Doe</name>
    <start-date>2031-03-15</start-date><end-date>2031-03-17</end-date><country id="korea-south">Korea, South</country>
    <locale>Seoul</locale><remarks>Met with
        the Foreign Minister.</remarks></trip>
  <trip role="secretary" who="doe-jo"><id>2</id><role>secretary</role><name>Jo Q. Doe</name>
    <start-date>2031-03-15</start-date><end-date>2031-03-17</end-date><country id="korea-south">Korea, South</country>
    <locale>Seoul</locale><remarks>Met with the Foreign Minister.</remarks></trip>
</trips>"""
VISITS = b"""<visits><visit><id>7</id><start-date>2031-05-02</start-date><end-date>2031-05-02</end-date>
<visitor>King Aram</visitor><from id="x">Siam (Thailand)</from><description>State visit.</description></visit></visits>"""
CSV = """Person,Party,Start,End,Country,Place,Remarks,Number
Leyla Ordubek,Pakistan,2031-02-03,,Oman,Muscat,"Talks, with lunch",4
"""


def test_a_journey_of_the_historians_register() -> None:
    first, _ = read_register(TRAVELS, "doe.xml")
    assert first == RegisterEntry(
        register="US Office of the Historian, travels",
        number="1",
        person="Jo Q. Doe",
        party="USA",
        start="2031-03-15",
        end="2031-03-17",
        country="KOR",
        country_name="Korea, South",
        place="Seoul",
        remarks="Met with the Foreign Minister.",
    )


def test_a_visit_is_to_the_country_that_keeps_the_register() -> None:
    (visit,) = read_register(VISITS, "2030.xml")
    assert (visit.person, visit.party, visit.country, visit.remarks) == (
        "King Aram",
        "THA",
        "USA",
        "State visit.",
    )


def test_a_csv_with_a_described_header_is_a_register_too() -> None:
    (row,) = read_register(CSV.encode("utf-8-sig"), "folder/ministry.csv")
    assert (row.register, row.party, row.start, row.end) == ("ministry", "PAK", "2031-02-03", "2031-02-03")
    assert (row.country, row.place, row.remarks, row.number) == ("OMN", "Muscat", "Talks, with lunch", "4")


def test_a_journey_that_is_listed_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(TRAVELS)
    assert len(list(read_registers([tmp_path]))) == 1


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(CSV)
    (tmp_path / "b.xml").write_bytes(TRAVELS[:300])
    (tmp_path / "c.txt").write_text("just words")
    found = list(read_registers([tmp_path, tmp_path / "absent"]))
    assert [type(one) for one in found] == [
        RegisterEntry,
        UnreadableSourceError,
        UnreadableSourceError,
        MissingSourceError,
    ]
    assert "b.xml is damaged XML" in str(found[1])
    assert "c.txt is no register of a known format" in str(found[2])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Leyla Ordubek,,3 Feb,,Oman,,,", "line 2: '3 Feb' is no day; write it as 2013-08-01"),
        (",,2031-02-03,,Oman,,,", "line 2: the entry has no person"),
        ("Leyla Ordubek,,2031-02-03,,,,,", "line 2: the entry has no country"),
        ("Leyla Ordubek,,2031-02-03,2031-02-01,Oman,,,", "line 2: it ends (2031-02-01) before it starts"),
    ],
)
def test_a_bad_row_is_named_by_its_line(row: str, fault: str) -> None:
    with pytest.raises(UnreadableSourceError) as raised:
        list(read_register(f"{CSV.splitlines()[0]}\n{row}\n".encode(), "r.csv"))
    assert str(raised.value).startswith(f"r.csv, {fault}")


def test_no_entity_of_a_register_reaches_into_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    raw = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + TRAVELS.split(b"?>")[1].replace(
        b"Seoul", b"&e;"
    )
    assert all("secret words" not in str(entry) for entry in read_register(raw, "x.xml"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Korea, South", "KOR"),
        ("The Gambia", "GMB"),
        ("China, People’s Republic of", "CHN"),
        ("Poland (government-in-exile)", "POL"),
        ("Côte d’Ivoire", "CIV"),
        ("PAK", "PAK"),
        ("Atlantis", None),
    ],
)
def test_countries_as_registers_write_them(name: str, code: str | None) -> None:
    assert country_code(name) == code
