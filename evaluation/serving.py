"""Many at once: ``python -m evaluation.serving soak --record COPY --minutes 10`` and ``… kill --times 50``.

``soak`` starts the server as a user does, on a record that it writes to; readers walk the links that they find, one
person reviews, one uploads now and then. ``kill`` stops the server with SIGKILL in the middle of uploads, starts it
again, and looks for every upload that was acknowledged. What pages say is not looked at.
"""

import argparse
import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

from evaluation.reliability.adding import FORK
from evaluation.reliability.folder import report

#: Links that readers do not follow: forms of writing are the reviewer's and the uploader's.
_NOT_READ = re.compile(r"^/(add|logout|login|static/)")
_LINK = re.compile(r'(?:href|src)="([^"]+)"')
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
#: Where a reader goes without a link.
_BEGINNINGS = ("/api/v1/claims?limit=50", "/api/v1/documents", "/api/v1/people", "/search?q=talks")
#: Seconds after which an answer counts as an error.
_PATIENCE = 120.0
#: A browser lets go of a connection before the server does.
_KEPT = httpx.Limits(keepalive_expiry=30)
#: Addresses whose kind is told apart in the figures.
_KINDS = ("/api/v1", "/dialogues", "/documents", "/entries", "/people", "/search", "/compare", "/review")
#: Seconds within which one acknowledged upload has to be read after the last restart.
_STALLED = 60.0
#: Seconds within which a server has to answer after it was started.
_LONGEST_START = 300.0


@dataclass(slots=True)
class Figures:
    """What came of all requests; threads write to it at once."""

    #: Milliseconds by kind of address.
    took: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    slowest: list[tuple[float, str]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    judged: int = 0
    undone: int = 0
    uploaded: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, path: str, status: int, milliseconds: float) -> None:
        """Count one answer."""
        with self.lock:
            self.statuses[status] += 1
            self.took[_kind(path)].append(milliseconds)
            self.slowest = sorted([*self.slowest, (milliseconds, path)], reverse=True)[:10]

    def fail(self, what: str) -> None:
        """Note an error."""
        with self.lock:
            self.errors.append(what)

    def lines(self) -> Iterator[str]:
        """The figures as they are printed."""
        everything = sorted(ms for own in self.took.values() for ms in own)
        told = ", ".join(f"{count} of {status}" for status, count in sorted(self.statuses.items()))
        yield f"{len(everything)} requests ({told}), {len(self.errors)} errors"
        yield f"{self.judged} judgements, {self.undone} taken back, {self.uploaded} uploads acknowledged"
        yield f"{'milliseconds':24} {'requests':>8} {'median':>8} {'95 %':>8} {'99 %':>8} {'slowest':>8}"
        for name, own in [("all", everything), *sorted(self.took.items())]:
            own = sorted(own)
            parts = (own[min(len(own) - 1, int(len(own) * share))] for share in (0.5, 0.95, 0.99, 1.0))
            yield f"{name:24} {len(own):8} " + " ".join(f"{ms:8.0f}" for ms in parts)
        yield from (f"slow: {ms:8.0f}  {path}" for ms, path in self.slowest)
        yield from (f"error: {one}" for one in self.errors[:40])


# ── soak ───────────────────────────────────────────────────────────────────────────────────────────────────


def soak(record: Path, minutes: float, readers: int, seed: int, rest: float) -> Figures:
    """Read, review and upload for so long. ``rest`` is what a reader waits between pages, in seconds."""
    figures, stop = Figures(), threading.Event()
    with _serving(record) as server:
        work = [
            threading.Thread(
                target=_read, args=(server.url, figures, stop, seed + n, rest), name=f"reader {n}"
            )
            for n in range(readers)
        ]
        work.append(threading.Thread(target=_review, args=(server.url, figures, stop), name="reviewer"))
        work.append(threading.Thread(target=_upload, args=(server.url, figures, stop, seed), name="uploader"))
        for thread in work:
            thread.start()
        until = time.monotonic() + minutes * 60
        while time.monotonic() < until:
            time.sleep(min(30, max(0.0, until - time.monotonic())))
            requests = sum(figures.statuses.values())
            told = f"{requests} requests, {len(figures.errors)} errors {figures.errors[-1:]}"
            print(told, file=sys.stderr, flush=True)
            if server.process.poll() is not None:
                figures.fail(f"the server ended with {server.process.returncode}")
                break
        stop.set()
        for thread in work:
            thread.join(_PATIENCE)
            if thread.is_alive():
                figures.fail(f"the {thread.name} hangs")
        for line in server.log.read_text(errors="replace").splitlines():
            if re.search(r"Traceback|\bERROR\b|Error:", line):
                figures.fail(f"server's log: {line}")
    return figures


def _read(url: str, figures: Figures, stop: threading.Event, seed: int, rest: float) -> None:
    """Walk from page to page by their links, and now and then begin anew."""
    draw = random.Random(seed)
    with httpx.Client(base_url=url, timeout=_PATIENCE, limits=_KEPT) as client:
        path = "/"
        while not stop.is_set():
            answer = _ask(client, figures, "GET", path)
            links = _links(url, path, answer) if answer is not None else []
            # Links are drawn by their kind, so that a page's two hundred citations do not outvote its navigation.
            kinds = defaultdict(list)
            for link in links:
                kinds[_kind(link), urlsplit(link).path.count("/"), link.rpartition(".")[2][:4]].append(link)
            path = (
                "/" if not kinds or draw.random() < 0.05 else draw.choice(draw.choice(list(kinds.values())))
            )
            if draw.random() < 0.1:
                path = draw.choice(
                    ("/api/v1/claims?limit=50", "/api/v1/documents", "/api/v1/people", "/search?q=talks")
                )
            stop.wait(draw.uniform(0, 2 * rest))


def _review(url: str, figures: Figures, stop: threading.Event) -> None:
    """Accept and reject what the queue shows, and take every other judgement back."""
    with httpx.Client(base_url=url, timeout=_PATIENCE, limits=_KEPT) as client:
        turn = 0
        while not stop.is_set():
            queue = _ask(client, figures, "GET", "/api/v1/review?limit=5")
            for entry in queue.json()["items"] if queue is not None else []:
                turn += 1
                act = {
                    "act": "accept" if turn % 3 else "reject",
                    "claim": entry["id"],
                    "reason": "by the soak",
                }
                made = _ask(client, figures, "POST", "/api/v1/judgements", 201, json=act)
                figures.judged += made is not None
                if made is not None and turn % 2:
                    undone = _ask(client, figures, "POST", f"{made.headers['Location']}/undo", 201)
                    figures.undone += undone is not None
                _ask(client, figures, "GET", "/review")
                if stop.wait(3):
                    return


def _upload(url: str, figures: Figures, stop: threading.Event, seed: int) -> None:
    """Send a report by the page's form, as a browser does, every half minute."""
    draw, number = random.Random(seed), 0
    with httpx.Client(base_url=url, timeout=_PATIENCE, limits=_KEPT) as client:
        while not stop.is_set():
            number += 1
            form = _ask(client, figures, "GET", "/add")
            token = _TOKEN.search(form.text) if form is not None else None
            if token is None:
                figures.fail("the page for adding has no form")
                return
            text = report(draw, number) + f"Run {time.time_ns()}\n"
            sent = {"files": (f"soak-{number}.txt", text.encode(), "text/plain")}
            data = {"form_token": unescape(token[1])}
            done = _ask(client, figures, "POST", "/add", 303, data=data, files=sent)
            figures.uploaded += done is not None
            stop.wait(30)


def _ask(
    client: httpx.Client, figures: Figures, method: str, path: str, wanted: int = 200, **sent: object
) -> httpx.Response | None:
    """One request, counted; None where the answer is not the one that was wanted."""
    began = time.perf_counter()
    try:
        answer = client.request(method, path, **sent)  # type: ignore[arg-type]
    except httpx.HTTPError as error:
        figures.fail(f"{method} {path}: {type(error).__name__}: {error}")
        return None
    figures.note(path, answer.status_code, (time.perf_counter() - began) * 1000)
    # A page that leads on answers 303, one that is being worked out 202.
    if answer.status_code != wanted and answer.status_code not in (202, 303, 304):
        words = re.sub(r"(<[^>]*>|\\s)+", " ", answer.text.partition("<main")[2] or answer.text)
        figures.fail(f"{method} {path}: {answer.status_code}: {words[:300]!r}")
        return None
    return answer


def _links(url: str, path: str, answer: httpx.Response) -> list[str]:
    kind = answer.headers.get("content-type", "")
    if "json" in kind:
        given = answer.json() if path.startswith("/api/") else {}
        found = [given["next"]] if isinstance(given, dict) and given.get("next") else []
        found += re.findall(r'"page":\s?"([^"]+)"', answer.text)[:50] if found else []
    elif "html" in kind and "attachment" not in answer.headers.get("content-disposition", ""):
        found = [unescape(link) for link in _LINK.findall(answer.text)]
    else:
        return []
    whole = (urldefrag(urljoin(f"{url}{path}", link)).url for link in found)
    return [
        one.removeprefix(url)
        for one in whole
        if one.startswith(url) and not _NOT_READ.match(one.removeprefix(url))
    ]


def _kind(path: str) -> str:
    plain = urlsplit(path).path
    if plain.endswith((".json", ".csv")):
        return f"*.{plain.rpartition('.')[2]}"
    if "/export/" in plain or "/brief" in plain or "/download" in plain:
        return "exports and briefs"
    start = next((kind for kind in _KINDS if plain.startswith(kind)), None)
    deeper = start is not None and not start.startswith("/api") and plain.count("/") > 2
    return f"{start}/…" if deeper else start or ("/" if plain == "/" else "other lists and pages")


# ── kill ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Killed:
    """What came of killing the server in the middle of uploads."""

    kills: int = 0
    #: Kills while an upload was on its way, and while what was acknowledged was still to be read.
    in_flight: int = 0
    unread: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The figures as they are printed."""
        yield (
            f"killed {self.kills} times: {self.in_flight} with an upload on its way, "
            f"{self.unread} with acknowledged ones not read yet"
        )
        yield f"{self.acknowledged} uploads acknowledged, {len(self.lost)} of them lost, {len(self.failures)} failures"
        yield from (f"lost: {name}" for name in self.lost[:20])
        yield from (f"failure: {what}" for what in self.failures[:20])


def kill_many(times: int, seed: int) -> Killed:
    """Kill the server so often while it takes uploads; look in the end for each that was acknowledged."""
    # Imported before the first server is forked, so that each answers at once.
    import tracktwo.cli
    import tracktwo.web.app  # noqa: F401
    from tracktwo.record import Record

    made, draw = Killed(), random.Random(seed)
    acknowledged: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "talks.db")
        Record.open(record, create=True).close()
        number = 0
        while made.kills < times:
            with _serving(record, stand_in=True) as server:
                sending = _Sending(server.url, draw.randrange(2**32), number)
                sending.start()
                moment = draw.uniform(0.0, 1.5)
                time.sleep(moment)
                made.in_flight += sending.is_in_flight
                server.kill()
                sending.stop()
                number = sending.number
                made.kills += 1
                acknowledged |= sending.acknowledged
                made.unread += bool(list(Path(f"{record}.inbox").glob("*/about.json")))
                if sending.is_odd:
                    made.failures.append(sending.is_odd)
        made.acknowledged = len(acknowledged)
        with _serving(record, stand_in=True):
            waiting = _read_in_the_end(Path(f"{record}.inbox"))
        with Record.open(record) as opened, opened.reading() as gate:
            there = {entry.path for entry in gate.documents()}
        made.lost = sorted(acknowledged - there - waiting)
        made.failures += [f"{name} was not read within {_STALLED:.0f} s" for name in sorted(waiting)]
        done = subprocess.run(
            [sys.executable, "-m", "tracktwo", "verify", "--record", str(record)],
            capture_output=True,
            check=False,
        )
        if done.returncode:
            made.failures.append(f"verify ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return made


def _read_in_the_end(inbox: Path) -> set[str]:
    """Wait until everything in the inbox is read, as long as it goes on; the names of what is not."""
    left, since = _waiting(inbox), time.monotonic()
    while left and time.monotonic() - since < _STALLED:
        time.sleep(0.2)
        now = _waiting(inbox)
        if len(now) < len(left):
            left, since = now, time.monotonic()
    return left


def _waiting(inbox: Path) -> set[str]:
    names = set()
    for about in inbox.glob("*/about.json"):
        with contextlib.suppress(OSError, ValueError):
            names.add(json.loads(about.read_bytes())["name"])
    return names


class _Sending:
    """Sends one report after another, and remembers which were acknowledged."""

    def __init__(self, url: str, seed: int, number: int) -> None:
        self.number = number
        self.acknowledged: set[str] = set()
        self.is_in_flight = False
        self.is_odd = ""
        self._url = url
        self._draw = random.Random(seed)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._send)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Send no more."""
        self._stopped.set()
        self._thread.join()

    def _send(self) -> None:
        with httpx.Client(base_url=self._url, timeout=_PATIENCE, limits=_KEPT) as client:
            while not self._stopped.is_set():
                self.number += 1
                name = f"killed-{self.number:06}.txt"
                text = report(self._draw, self.number) + "So it was reported. " * self._draw.randint(
                    0, 20_000
                )
                self.is_in_flight = True
                try:
                    answer = client.post(
                        "/api/v1/documents",
                        params={"name": name},
                        content=f"{text}\n{name}\n".encode(),
                        headers={"Content-Type": "application/octet-stream"},
                    )
                except httpx.HTTPError:
                    return
                self.is_in_flight = False
                if answer.status_code == 202:
                    self.acknowledged.add(name)
                else:
                    self.is_odd = f"{name}: {answer.status_code}: {answer.text[:200]}"
                    return


# ── the server ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Server:
    process: "subprocess.Popen[bytes] | _Forked"
    url: str
    log: Path

    def kill(self) -> None:
        """End it at once, without a word."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def _serving(record: Path, stand_in: bool = False) -> Iterator[_Server]:
    """The server in a process of its own, waited for until it answers.

    It is started as ``tracktwo serve`` does; with the stand-in for the model it is forked, so that it answers at once.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "server.log")
        process = _Forked(record, port, log) if stand_in else _started(record, port, log)
        server = _Server(process, f"http://127.0.0.1:{port}", log)
        try:
            _wait(server)
            yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(_PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()


def _started(record: Path, port: int, log: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tracktwo", "serve", "--record", str(record), "--port", str(port)]
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | {"OMP_NUM_THREADS": "1"})


class _Forked:
    """A server forked from this process, with what is asked of any process."""

    def __init__(self, record: Path, port: int, log: Path) -> None:
        self._process = FORK.Process(target=_serve_with_stand_ins, args=(str(record), port, str(log)))
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> None:
        self._process.join(timeout)
        if self._process.is_alive():
            raise subprocess.TimeoutExpired("the server", timeout or 0)

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()


def _serve_with_stand_ins(record: str, port: int, log: str) -> None:
    """The command, with what it says in a file."""
    import tracktwo.pipeline
    from tests.standins import PLAIN
    from tracktwo.cli import app

    for number in (1, 2):
        os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    tracktwo.pipeline.TOOLS = PLAIN
    app(["serve", "--record", record, "--port", str(port)], standalone_mode=False)


def _wait(server: _Server) -> None:
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until:
        try:
            httpx.get(f"{server.url}/static/icon.svg", timeout=5)
        except httpx.HTTPError:
            if server.process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server does not answer: {server.log.read_text(errors='replace')[-2000:]}")


def main(arguments: list[str] | None = None) -> int:
    """Run one measurement; 1 where it found an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    soaking = commands.add_parser("soak")
    soaking.add_argument(
        "--record", type=Path, required=True, help="a copy: judgements and uploads go into it"
    )
    soaking.add_argument("--minutes", type=float, default=10)
    soaking.add_argument("--readers", type=int, default=8)
    soaking.add_argument(
        "--rest", type=float, default=0.5, help="seconds between a reader's pages, on average"
    )
    soaking.add_argument("--seed", type=int, default=0)
    killing = commands.add_parser("kill")
    killing.add_argument("--times", type=int, default=50)
    killing.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    if options.command == "soak":
        figures = soak(options.record, options.minutes, options.readers, options.seed, options.rest)
        print("\n".join(figures.lines()))
        return int(bool(figures.errors))
    made = kill_many(options.times, options.seed)
    print("\n".join(made.lines()))
    return int(bool(made.lost or made.failures))


if __name__ == "__main__":
    sys.exit(main())
