"""Where a user's additions to the word lists stand, and whether they have changed since they were read."""

import os
from pathlib import Path

#: The environment variable that names the folder of a user's word lists.
FOLDER = "TRACKTWO_LEXICON"


def own_file(name: str) -> Path | None:
    """The file of the user's additions to a lexicon, whether it is there yet or not; None without a folder for it."""
    folder = os.environ.get(FOLDER)
    return Path(folder, f"{name}.yaml") if folder else None


def stamp(name: str) -> tuple[int, int] | None:
    """What changes when the user's additions to a lexicon do; None where there are none."""
    own = own_file(name)
    try:
        told = own.stat() if own else None
    except OSError:
        return None
    return (told.st_mtime_ns, told.st_size) if told else None
