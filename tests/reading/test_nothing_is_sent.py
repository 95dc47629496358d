"""What runs the reading model keeps no identifier of the machine and queues nothing to be sent."""

import os
import subprocess
import sys
from pathlib import Path

#: Where one of these is set, onnxruntime sends nothing of itself, and the test would hold without our doing.
_SILENCERS = ("CI", "ORT_", "GITHUB_", "TF_BUILD", "BUILD_", "JENKINS_", "GITLAB_", "TEAMCITY_", "TRAVIS")


def test_loading_the_reader_leaves_nothing_at_home(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith((*_SILENCERS, "XDG_"))}
    subprocess.run(
        [sys.executable, "-c", "import tracktwo.reading.network"],
        check=True,
        env=own | {"HOME": str(tmp_path)},
    )
    assert list(tmp_path.rglob("*")) == []
