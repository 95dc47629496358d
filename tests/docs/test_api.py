"""The examples of docs/api.md run as they stand, against a server over the fictional dialogue."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/api.md"

#: Reads the example, serves it on a free port, and runs what stands on the page.
_PROGRAM = """
import subprocess, sys
from pathlib import Path
from tests.web.serving import served
from tracktwo.pipeline import TOOLS, Options, add_sources
from tracktwo.record import Record

with Record.open("ilvar.db", create=True) as record:
    for _ in add_sources(record, ["examples/ilvar-dialogue/documents"], Options(), TOOLS):
        pass
with served(Path("ilvar.db")) as address:
    python, shell = (Path(name).read_text().replace("http://127.0.0.1:8080", address) for name in ("page.py", "page.sh"))
    exec(compile(python, "page.py", "exec"), {})
    if len(sys.argv) > 1:
        subprocess.run(["bash", "-e", "-c", shell], check=True)
"""


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_examples_of_the_page_run(tmp_path: Path, reader: Any) -> None:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.S)
    (shell,) = re.findall(r"```sh\n(.*?)```", text, re.S)
    assert len(blocks) >= 6
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "page.py").write_text("\n".join(blocks), encoding="utf-8")
    (tmp_path / "page.sh").write_text(shell, encoding="utf-8")
    curl = ["with curl"] if shutil.which("curl") and shutil.which("bash") else []
    own = {
        "OMP_NUM_THREADS": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "TRACKTWO_LEXICON": "examples/ilvar-dialogue/lexicon",
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *curl], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8",
        check=False, env=os.environ | own,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "commitments that are pledged" in done.stdout
    assert re.search(r"^new \d+ entries$", done.stdout, re.M)
    if curl:
        assert (tmp_path / "brief.docx").read_bytes().startswith(b"PK")
        assert (tmp_path / "tables.zip").read_bytes().startswith(b"PK")
