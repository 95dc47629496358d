"""The examples of docs/python.md run as they stand, one after another, and the notebook runs from top to bottom."""

import contextlib
import io
import os
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "examples/ilvar.ipynb"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Any) -> Path:
    """A folder that looks like the repository's root."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKTWO_LEXICON", str(tmp_path / "examples/ilvar-dialogue/lexicon"))
    return tmp_path


def test_the_examples_of_the_page_run(desk: Path) -> None:
    """In a process of its own: the word lists are read once in a process."""
    import subprocess
    import sys

    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.S)
    assert len(blocks) >= 7
    (desk / "page.py").write_text("\n".join(blocks), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "page.py"], cwd=desk, capture_output=True, text=True, encoding="utf-8", check=False,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Kasrevan" in done.stdout
    assert (desk / "brief.docx").read_bytes().startswith(b"PK")
    assert (desk / "cooperation.png").read_bytes().startswith(b"\x89PNG")


def test_the_notebook_runs_from_top_to_bottom(desk: Path) -> None:
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with contextlib.redirect_stderr(io.StringIO()):
        NotebookClient(
            notebook, timeout=600, resources={"metadata": {"path": str(desk / "examples")}}
        ).execute()
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert not [o for o in outputs if o.output_type in ("error", "stream")]
    shown = [kind for o in outputs if "data" in o for kind in o["data"]]
    assert shown.count("image/png") >= 3
    assert "image/svg+xml" in shown
    assert "text/markdown" in shown
