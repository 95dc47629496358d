"""Several people read at once, each request in threads of its own, and none of them gets an error."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.web.serving import served

PATHS = ("/", "/statements", "/people", "/dialogues/ELB-RUR-I", "/search?q=border", "/review")


def test_eight_readers_at_once_get_no_error(record_path: Path) -> None:
    with served(record_path) as address:

        def read(number: int) -> list[int]:
            with httpx.Client(base_url=address, timeout=120) as client:
                return [client.get(PATHS[(number + n) % len(PATHS)]).status_code for n in range(len(PATHS))]

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(read, range(8)))
    assert answers == [[200] * len(PATHS)] * 8
