"""A record is held against official registers from the command line."""

import json
from pathlib import Path

from tests.cli.conftest import Run

HEADER = "person,party,start,end,country,place,remarks,number\n"


def test_a_register_is_kept_and_its_contacts_are_compared(filled: Run, tmp_path: Path) -> None:
    register = tmp_path / "ministry.csv"
    register.write_text(HEADER + "Mira Vance,RUR,2014-02-05,2014-02-05,Oman,Muscat,,1\n")
    first = filled("corroborate", str(register), "--format", "json")
    assert first.exit_code == 0
    assert "1 entries of registers read, 1 of them new" in first.stderr
    again = filled("corroborate", str(register), "--format", "json")
    assert "1 entries of registers read, 0 of them new" in again.stderr
    assert filled("corroborate", "--format", "json").stdout == first.stdout == again.stdout
    json.loads(first.stdout)


def test_without_a_register_the_user_is_told_what_to_do(filled: Run) -> None:
    run = filled("corroborate")
    assert (run.exit_code, run.stdout) == (2, "")
    assert "holds no register yet; name a file or folder of one" in run.stderr


def test_a_file_that_is_no_register_is_named_and_the_others_are_used(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEADER + "Mira Vance,RUR,2014-02-05,,Oman,,,\n")
    (tmp_path / "b.txt").write_text("no register")
    run = filled("corroborate", str(tmp_path))
    assert run.exit_code == 1
    assert "b.txt is no register of a known format" in run.stderr
    assert "1 entries of registers read" in run.stderr
