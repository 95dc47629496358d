"""``writers``: many processes add overlapping folders into one record at the same time."""

import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evaluation.reliability.adding import FORK, add_with_stand_ins, seconds_to_add
from evaluation.reliability.picture import differences, faults_of, picture_of


@dataclass(frozen=True, slots=True)
class Written:
    """What came of several writers."""

    writers: int
    documents: int
    claims: int
    #: Ends with another status than "all in" or "some set aside", each with what it complained of.
    errors: tuple[str, ...]
    wrong: tuple[str, ...]

    def lines(self, name: str) -> list[str]:
        """The figures as they are printed."""
        return [
            f"{name}: {self.writers} writers, {self.documents} documents, {self.claims} entries, "
            f"{len(self.errors)} errors, {len(self.wrong)} differences from one writer",
            *(f"  {what}" for what in (*self.errors, *self.wrong)[:20]),
        ]


def write_together(
    source: Path, new_record: Callable[[Path], str], writers: int, share: float = 0.6, seed: int = 0
) -> Written:
    """Have each writer add its own share of the sources, in its own order, and compare with one that added all."""
    draw = random.Random(seed)
    paths = sorted(source.iterdir())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone, together = new_record(folder / _made(folder, "one")), new_record(folder / _made(folder, "all"))
        parts = [draw.sample(paths, round(len(paths) * share)) for _ in range(writers)]
        # Whatever nobody drew is everybody's.
        left = sorted(set(paths).difference(*parts))
        errors = _add_all(together, [[*part, *left] for part in parts], folder)
        seconds_to_add(add_with_stand_ins, alone, source)
        one, all_ = picture_of(alone, with_versions=False), picture_of(together, with_versions=False)
        wrong = (*faults_of(together), *differences(one, all_))
    return Written(writers, len(all_.documents), len(all_.claims), tuple(errors), wrong)


def _add_all(where: str, parts: list[list[Path]], folder: Path) -> list[str]:
    started = []
    for number, part in enumerate(parts):
        # A folder, since the system bounds how many sources a command can name.
        mine = folder / f"part-{number}"
        mine.mkdir()
        for path in part:
            shutil.copy(path, mine / path.name)
        said = str(folder / f"said-{number}")
        adding = FORK.Process(target=add_with_stand_ins, args=(where, [str(mine)], said))
        adding.start()
        started.append((adding, Path(said)))
    errors = []
    for adding, said in started:
        adding.join()
        complaint = said.read_text(encoding="utf-8") if said.exists() else ""
        if adding.exitcode not in (0, 1) or complaint.strip():
            errors.append(f"a writer ended with {adding.exitcode}: {complaint.strip()[-300:]}")
    return errors


def _made(folder: Path, name: str) -> str:
    (folder / name).mkdir()
    return name
