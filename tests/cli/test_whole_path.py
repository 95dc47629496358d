"""The whole path with nothing stood in for: from the folder of an example to a proved record and a brief."""

import subprocess
import sys
from pathlib import Path
from typing import Any

REPORTS = Path(__file__).parents[2] / "examples" / "us-pakistan" / "documents"


def tracktwo(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tracktwo", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_folder_becomes_a_proved_record_and_a_brief(tmp_path: Path, reader: Any) -> None:
    record = tmp_path / "talks.db"
    assert f"{len(list(REPORTS.iterdir()))} new" in tracktwo("add", str(REPORTS), "--record", str(record))
    assert tracktwo("verify", "--record", str(record)).endswith("everything holds\n")
    before = record.read_bytes()
    assert "0 new" in tracktwo("add", str(REPORTS), "--record", str(record))
    assert record.read_bytes() == before
    assert "Pakistan – United States" in tracktwo("brief", "--record", str(record))
