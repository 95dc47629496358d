"""``python -m evaluation [NAME…] [--shared FOLDER]``: measure, print, fail where a floor does not hold."""

import argparse
import importlib
import sys
import time
from pathlib import Path

from evaluation.gate import changed_corpora, report

#: Measurements in the order in which they are printed.
MEASUREMENTS = (
    "sources",
    "reading",
    "acts",
    "statements",
    "transcripts",
    "dialogue",
    "readouts",
    "readouts_people",
    "claims",
    "rounds",
    "relevance",
    "parties",
    "resolution",
    "positions",
    "fulfilment",
    "record",
)


def main(arguments: list[str] | None = None) -> int:
    """Run the measurements named, or all; 1 where a floor does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(MEASUREMENTS)}")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where the corpora lie")
    options = parser.parse_args(arguments)
    if not options.shared.is_dir():
        print(f"no corpora at {options.shared}: give their folder with --shared; nothing was measured")
        return 1
    failed = False
    for path in changed_corpora(options.shared):
        print(f"{path} is not the corpus that the floors were set on: its figures cannot be compared")
        failed = True
    for name in options.names or MEASUREMENTS:
        started = time.perf_counter()
        figures = importlib.import_module(f"evaluation.{name}").measure(options.shared)
        print(f"{name}  ({time.perf_counter() - started:.0f} s)")
        for line, holds in report(name, figures):
            print(line)
            failed |= not holds
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
