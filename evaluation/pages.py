"""How long pages take at the server's side: ``python -m evaluation.pages --record COPY [--most 300]``.

Every kind of page is asked for twice: when nothing of it was worked out yet, and again. Told are milliseconds on the
clock, and of them those in which this process worked: on a busy machine only the second say something of the server.
What pages say is not looked at.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterator
from html import unescape

from fastapi.testclient import TestClient

from tracktwo.web import outlooks
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings

#: Lists, and what leads from each to one of its rows.
_LISTS = {
    "people": r"/people/[0-9a-f]+",
    "documents": r"/documents/[0-9a-f]+",
    "statements": r"/entries/[0-9a-f]+",
    "engagements": r"/entries/[0-9a-f]+",
    "commitments": r"/entries/[0-9a-f]+",
    "rounds": r"/entries/[0-9a-f]+",
    "dialogues": r"/dialogues/[^\"/?]+(?=\")",
}
#: Pages of a dialogue, and what leads from each to a page of its own.
_SHEETS = {
    "": None,
    "/timeline": None,
    "/timeline.svg": None,
    "/rounds": r"/dialogues/[^\"]+/rounds/[0-9a-f]+",
    "/positions": None,
    "/issues": r"/dialogues/[^\"]+/issues\?issue=[^\"]+",
    "/convergence": None,
    "/promises": r"/dialogues/[^\"]+/promises/[0-9a-f]+",
    "/continuity": None,
    "/people": None,
    "/speakers": None,
    "/sources": None,
    "/download": None,
}


class Asking:
    """Asks for pages and tells what each took."""

    def __init__(self, record: str) -> None:
        self._client = TestClient(create_app(Settings(record)), base_url="http://localhost")
        #: Name of the page, then clock and work of the first and the second answer, in milliseconds.
        self.took: list[tuple[str, float, float, float, float]] = []

    def page(self, path: str) -> str:
        """Ask twice, and give the page.

        Raises:
            SystemExit: it is no page.
        """
        times: list[float] = []
        for _ in range(2):
            clock, work = time.perf_counter(), time.process_time()
            answer = self._client.get(path)
            times += [(time.perf_counter() - clock) * 1000, (time.process_time() - work) * 1000]
        if answer.status_code != 200:
            raise SystemExit(f"{path} was answered with {answer.status_code}")
        self.took.append((path, times[0], times[1], times[2], times[3]))
        print(f"{times[0]:9.0f} {times[1]:9.0f} {times[2]:9.0f} {times[3]:9.0f}  {path}", flush=True)
        return answer.text


def main() -> int:
    """Ask for every kind of page; exit status 1 where a second answer took longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", required=True)
    parser.add_argument(
        "--dialogue", help="key of the dialogue to go through; the first of the list if not given"
    )
    parser.add_argument("--most", type=float, default=300.0, help="milliseconds of work that a page may take")
    given = parser.parse_args()
    # Dialogues that wait in the background would be counted to the pages that are asked for meanwhile.
    outlooks.CALM = 3600.0
    asking = Asking(given.record)
    print(f"{'first':>9} {'of it work':>9} {'again':>9} {'of it work':>9}")
    asking.page("/")
    key = given.dialogue
    for name, row in _LISTS.items():
        one = _first(row, asking.page(f"/{name}"))
        if name == "dialogues":
            key = key or (one or "").rpartition("/")[2]
        elif one:
            asking.page(one)
    for path in _of_documents(asking):
        asking.page(path)
    for sheet, inner in _SHEETS.items() if key else ():
        told = asking.page(f"/dialogues/{key}{sheet}")
        one = _first(inner, told) if inner else None
        if one:
            asking.page(one)
    late = [path for path, _, _, _, work in asking.took if work > given.most]
    print(
        f"{len(asking.took)} pages; work of the slowest second answer: {max(t[4] for t in asking.took):.0f} ms"
    )
    for path in late:
        print(f"takes longer than {given.most:.0f} ms: {path}", file=sys.stderr)
    return 1 if late else 0


def _first(wanted: str, page: str) -> str | None:
    found = re.search(rf'href="({wanted})', page)
    return unescape(found[1]) if found else None


def _of_documents(asking: Asking) -> Iterator[str]:
    """Two documents to compare, a search, and the review queue."""
    short = re.findall(r'href="/documents/([0-9a-f]+)', asking.page("/documents?order=newest"))
    different = list(dict.fromkeys(short))[:2]
    if len(different) == 2:
        yield f"/compare?first={different[0]}&second={different[1]}"
    yield "/compare"
    yield "/search?q=talks"
    yield "/review"


if __name__ == "__main__":
    raise SystemExit(main())
