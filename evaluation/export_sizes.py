"""What an export of a record costs: processor time, the size of the file, and the most memory that it took.

``python -m evaluation.export_sizes RECORD FORMAT [DIALOGUE]`` prints one line. Memory is that of a whole process, so
each format is asked for in one of its own. Quality is measured elsewhere.
"""

import argparse
import resource
import tempfile
import time

from tracktwo.record import Record
from tracktwo.views.exports import FORMATS, select, write


def main() -> None:
    """Write one export to a temporary file and print what that took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("record")
    asked.add_argument("format", choices=tuple(FORMATS))
    asked.add_argument("dialogue", nargs="?")
    given = asked.parse_args()
    start = time.process_time()
    with Record.open(given.record) as record, record.reading() as gate, tempfile.TemporaryFile() as out:
        write(given.format, select(gate, given.dialogue), out)
        size = out.tell()
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{given.format}: {seconds:.1f} s of processor, {size / 1e6:.1f} MB written, {most:.0f} MB of memory at most"
    )


if __name__ == "__main__":
    main()
