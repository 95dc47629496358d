"""Measure speed, memory and loading of the reader: `python -m evaluation.bench`.

One core, raw text to filled `Doc`, in processor time, so that other work on the machine counts as little as it can;
loading is wall time of a fresh process. Quality is measured in `evaluation.reading`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from evaluation.reading import read_jsonl
from tracktwo.reading.network import SHIPPED

#: spaCy takes in PyTorch where it finds it; users of the wheel do not have it, so it is hidden here.
_WITHOUT_TORCH = "import sys; sys.modules['torch'] = None\n"

_FIRST_DOCUMENT = """
import time
began = time.perf_counter()
from tracktwo.reading import load_reader
reader = load_reader()
reader.read_text("The two ministers met in Geneva on Monday.")
print(time.perf_counter() - began)
"""

_THROUGHPUT = """
import json, resource, sys, time
from tracktwo.reading import load_reader
texts = json.load(sys.stdin)
reader = load_reader()
if sys.argv[1] == "syntax":
    reader = reader.without_acts()
reader.read_text(texts[0])
words, began = 0, time.process_time()
for text in texts:
    words += sum(not token.is_space for token in reader.read_text(text))
spent = time.process_time() - began
print(words / spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.bench", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", "../shared")))
    parser.add_argument("--documents", type=int, default=40)
    arguments = parser.parse_args()
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    documents = read_jsonl(arguments.shared / "corpora/polnear/dev.jsonl.gz")[: arguments.documents]
    texts = json.dumps([raw["text"] for raw in documents])
    size = sum(path.stat().st_size for path in SHIPPED.iterdir()) / 1e6
    print(f"{'megabytes on disk':44} {size:8.1f}   bar 40, aim 25")
    for mode, name in (("all", "everything"), ("syntax", "without acts")):
        command = [sys.executable, "-c", _WITHOUT_TORCH + _THROUGHPUT, mode]
        done = subprocess.run(
            command, input=texts, env=environment, capture_output=True, text=True, check=True
        )
        speed, memory = map(float, done.stdout.split())
        print(f"{f'words a second, one core, {name}':44} {speed:8.0f}   bar 5000, aim 10000")
        print(f"{f'megabytes of memory, {name}':44} {memory:8.0f}   bar 500, aim 300")
    times = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _FIRST_DOCUMENT],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        times.append((float(done.stdout), time.perf_counter() - began))
    within, whole = min(times)
    print(f"{'seconds to the first document':44} {within:8.2f}   bar 1.5, aim 0.7")
    print(f"{'the same, with starting Python':44} {whole:8.2f}")


if __name__ == "__main__":
    main()
