"""A table as a page shows it: dates, parties and names in words, citations as links, groups without empty columns."""

from tracktwo.views.tables import Column, Table
from tracktwo.web.naming import round_in_words, talks_name, with_party_names, without_folders
from tracktwo.web.tables import Look, Part, shown

ROWS = Table(
    (
        Column("what"), Column("when"), Column("party"), Column("with"), Column("citation"),
        Column("claim", is_shown=False),
    ),
    (
        ("gap", "2020-05", "FRA", ("Mira Vance (DEU)", "ITA"), "3f2a9c1b:10-20", "0123456789abcdef99"),
        ("plan", None, None, (), None, "aa"),
    ),
)  # fmt: skip


def test_every_word_has_its_look_and_leads_somewhere() -> None:
    table = shown(ROWS)
    assert table.headings == ("what", "when", "party", "with", "citation")
    what, when, party, others, cited = (cell.parts for cell in table.rows[0])
    assert what == (Part("gap", "/entries/0123456789abcdef", Look.WORDS),)
    assert when == (Part("May 2020", None, Look.DATE, "2020-05"),)
    assert party == (Part("France", None, Look.PARTY, "FRA"),)
    assert [part.words for part in others] == ["Mira Vance (Germany)", "Italy"]
    assert cited == (Part("3f2a9c1b:10-20", "/documents/3f2a9c1b?at=10-20#cited", Look.CITATION),)
    assert [cell.parts for cell in table.rows[1]][1:] == [(), (), (), ()]


def test_what_has_no_day_tells_when_it_was_told_of() -> None:
    columns = (Column("when"), Column("published", is_shown=False))
    table = shown(Table(columns, ((None, "2031-05-03"), ("2031-04", "2031-05-03"), (None, None))))
    assert [[part.words for part in row[0].parts] for row in table.rows] == [
        ["told 3 May 2031"],
        ["April 2031"],
        [],
    ]
    assert table.rows[0][0].parts[0].look is Look.UNTOLD


def test_incidents_are_not_held() -> None:
    table = shown(Table((Column("kind"), Column("status")), (("incident", "held"), ("round", "held"))))
    assert [[part.words for part in row[1].parts] for row in table.rows] == [[], ["held"]]


def test_a_dialogues_own_tables_have_no_column_in_which_nothing_stands() -> None:
    columns = (Column("by"), Column("to"), Column("country"))
    rows = Table(columns, (("FRA", None, "DEU"), ("DEU", (), None)))
    assert shown(rows).headings == ("by", "to", "country")
    within = shown(rows, "DEU-FRA-I")
    assert within.headings == ("by", "country")
    assert [len(row) for row in within.rows] == [2, 2]
    assert within.rows[0][1].parts == (Part("Germany", None, Look.PARTY, "DEU"),)
    assert shown(Table(columns, ()), "DEU-FRA-I").headings == ()


def test_talks_without_a_name_are_called_by_their_sides() -> None:
    columns = (Column("key"), Column("dialogue"), Column("parties"))
    table = shown(
        Table(columns, (("DEU-FRA-I", "(unnamed)", ("DEU", "FRA")), ("K", "Rhine Talks", ("DEU",))))
    )
    assert [row[1].parts[0].words for row in table.rows] == ["Germany – France", "Rhine Talks"]
    assert talks_name("(unnamed)", ()) == "unnamed"


def test_codes_become_names_and_files_lose_their_folders() -> None:
    assert with_party_names("Mira Vance (FRA+DEU), an envoy (XQQ)") == (
        "Mira Vance (France and Germany), an envoy (XQQ)"
    )
    assert without_folders("/srv/in/report.txt") == "report.txt"
    assert without_folders("https://ministry.example/a/b") == "https://ministry.example/a/b"


def test_offices_that_differ_in_capitals_only_are_shown_once() -> None:
    told = ("MINISTER", "foreign minister", "Foreign Minister", "Minister", "FOREIGN MINISTER")
    table = shown(Table((Column("offices"),), ((told,), (("CFO",),))))
    assert [[part.words for part in row[0].parts] for row in table.rows] == [
        ["Minister", "foreign minister"],
        ["CFO"],
    ]


def test_a_round_without_a_number_has_its_date_in_words() -> None:
    assert round_in_words("Round of 2031-05-13") == "Round of 13 May 2031"
    assert [round_in_words(name) for name in ("Round 4", "Round of talks", "Round of without a date")] == [
        "Round 4", "Round of talks", "Round of without a date",
    ]  # fmt: skip
