"""``make demo``: from the example documents to a record, two briefs and a proof, as a user would type it.

It makes nothing itself; each step is a ``tracktwo`` command, printed before it runs. The record and the pages
lie in ``.demo/`` afterwards.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".demo"
SETTINGS = {
    "TRACKTWO_RECORD": ".demo/tracktwo.db",
    "TRACKTWO_LEXICON": "examples/ilvar-dialogue/lexicon",
}
US_PAKISTAN = "examples/us-pakistan/documents"
ILVAR = "examples/ilvar-dialogue/documents"

NEXT = """
What to try next, after the two lines that begin with "export" above:

  {tracktwo} search "drone strikes" --by PAK
  {tracktwo} commitments --party XKV
  {tracktwo} statements --format csv --output statements.csv

Open .demo/us-pakistan.html and .demo/ilvar.html in a browser. Your own material goes in the same way:

  {tracktwo} add FOLDER --record my.db
"""


def main() -> None:
    """Run the demonstration from the root of the repository.

    Raises:
        SystemExit: one of the commands failed; its own message stands above.
    """
    started = time.monotonic()
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir()

    say("One file is the record; one folder adds two imaginary states and an agency to the word lists.")
    for name, value in SETTINGS.items():
        print(f"$ export {name}={value}")

    say("Two pages say nowhere in which year they appeared. The option --published does.")
    tracktwo("add", f"{US_PAKISTAN}/04-kerry-restarts-dialogue.txt", "--published", "2013-08-02")
    tracktwo("add", f"{ILVAR}/19-visit.txt", "--published", "2023-04-19")

    say("The rest of both folders. What is in the record already is not read again.")
    tracktwo("add", US_PAKISTAN, ILVAR)

    say("Which dialogues are in the record?")
    tracktwo("dialogues")

    say("The brief on one of them; every line has the mark of the sentence behind it.")
    tracktwo("brief", "PAK-USA-I")

    say("It and another one as pages for the browser.")
    tracktwo("brief", "PAK-USA-I", "--html", ".demo/us-pakistan.html")
    tracktwo("brief", "XKV-XLS-I", "--html", ".demo/ilvar.html")

    say("Do the archived bytes, the texts and all cited words still agree?")
    tracktwo("verify")

    print(NEXT.format(tracktwo=shown(script())))
    print(f"({time.monotonic() - started:.0f} seconds)")


def tracktwo(*command: str) -> None:
    """Print and run one command on the demonstration's record."""
    print(f"\n$ tracktwo {shlex.join(command)}\n", flush=True)
    done = subprocess.run([script(), *command], cwd=ROOT, env=os.environ | SETTINGS, check=False)
    if done.returncode:
        sys.exit(f"tracktwo {command[0]} ended with status {done.returncode}")


def script() -> str:
    """Path of the installed command, beside the running Python or on the PATH."""
    beside = Path(sys.executable).parent / "tracktwo"
    found = str(beside) if beside.exists() else shutil.which("tracktwo")
    return found or sys.exit("tracktwo is not installed here: run make demo, or pip install -e .")


def shown(path: str) -> str:
    """The path as a user in the repository's root would write it."""
    own = Path(path)
    return str(own.relative_to(ROOT)) if own.is_relative_to(ROOT) else str(own)


def say(line: str) -> None:
    """Print a line of explanation, set apart from what the commands print."""
    print(f"\n# {line}", flush=True)


if __name__ == "__main__":
    main()
