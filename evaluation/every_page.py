"""How long each kind of page of the server takes: ``python -m evaluation.every_page RECORD``, of a copy.

Each is asked for the largest thing of its kind, of a server in a process that was started a moment ago, with no page
stored in the record (those that are stored are let go of): what is *cold* there is what the first reader of all waits
for. A page that says that it is being worked out is asked for again until it is there (*whole*). ``--changes`` judges
an entry of the largest dialogue before each page is asked for once more.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from starlette.testclient import TestClient

from evaluation.performance import processor_time
from evaluation.questions import served, words_of
from tracktwo.analysis.commitments import commitment_ledger
from tracktwo.analysis.ledger import position_ledger
from tracktwo.analysis.opening import find_dossier
from tracktwo.cli.answering import NOW_AND_THEN, look_for_garbage
from tracktwo.errors import UsageError
from tracktwo.model.levels import Clearance
from tracktwo.record import Filter, Gate, Record, tables
from tracktwo.record.page_tables import kept_pages
from tracktwo.settling import settle
from tracktwo.views.ledgers import rulings_of
from tracktwo.web.pages.lists import LISTS
from tracktwo.web.sheets import SHEETS

#: Milliseconds within which any page answers.
BAR = 300
#: Seconds within which a page that is being worked out is there.
_PATIENCE = 60.0
_FORK = multiprocessing.get_context("fork")

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Timed:
    """What one page took, in milliseconds on the clock and of the processor."""

    cold: tuple[float, float]
    #: Of the first answers that say that the page is being worked out: how many, and until the page was there.
    interim: int
    whole: float
    again: tuple[float, float]
    #: Straight after a change; where the page is only coming then, that answer.
    changed: tuple[float, float] | None
    #: Of the page, in bytes; its status below zero where there is none.
    length: int

    def verdict(self) -> str:
        """Whether the bar is held: on the clock, or by the processor, since other programs delay an answer too."""
        asked = (self.cold, self.again, *((self.changed,) if self.changed else ()))
        return "pass" if self.length > 0 and all(min(one) <= BAR for one in asked) else "MISS"


def addresses(where: str, clearance: Clearance) -> dict[str, str]:
    """The pages by what they are called here, each for the largest thing of its kind."""
    with Record.open(where) as record:
        largest_document, most_told = _largest_documents(record)
        with record.reading(clearance) as gate:
            words, kept = words_of(gate), gate.kept
            assert kept is not None
            _, key = words.dialogues[-1]
            found = _lists(words.party, words.person, words.statement) | {
                "search": f"/search?q={words.word}",
                "search of a party": f"/search?q={words.word}&party={words.party}",
                "document, longest": f"/documents/{_seen(gate, largest_document)}",
                "document, most entries": f"/documents/{_seen(gate, most_told)}",
                "entry": f"/entries/{words.claim}",
                "compare, choosing": "/compare",
                "compare": f"/compare?first={_seen(gate, most_told)}&second={_seen(gate, largest_document)}",
                "hand out": "/hand-out",
            }
            found |= _people(gate)
            found |= _of_dialogue(gate, key)
            if clearance is Clearance.EVERYTHING:
                found |= _judging(found["person"].rpartition("/")[2])
            return found | {"home": "/"}


def _seen(gate: Gate, document: str) -> str:
    """A document as a reader may name it; some other where he may not see it."""
    try:
        return gate.entry(document).id
    except UsageError:
        return gate.newest(1)[0].id


def _largest_documents(record: Record) -> tuple[str, str]:
    documents, claims = tables.documents.c, tables.claims.c
    with record._database.reading() as connection:
        longest = connection.scalar(
            select(documents.id).order_by(func.length(documents.text).desc()).limit(1)
        )
        number = connection.scalar(
            select(claims.document).group_by(claims.document).order_by(func.count().desc()).limit(1)
        )
        return str(longest), str(connection.scalar(select(documents.id).where(documents.number == number)))


def _lists(party: str, person: str, statement: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, one in LISTS.items():
        found[f"list of {name}"] = f"/{name}"
        for sort in dict.fromkeys(one.sorts.values()):
            found[f"list of {name} by {sort.value}"] = f"/{name}?order=-{sort.value}"
        if "party" in one.filters:
            found[f"list of {name} of a party"] = f"/{name}?party={party}"
        if "person" in one.filters:
            found[f"list of {name} of a person"] = f"/{name}?person={person}"
    return found | {"list of statements, far back": f"/statements?after={statement}"}


def _people(gate: Gate) -> dict[str, str]:
    assert gate.kept is not None
    (first, *_) = gate.kept.people(Filter(limit=1))
    claim = gate.kept.accounts_of_person(first.number)[0].claim
    return {"person": f"/people/{claim}"}


def _judging(person: str) -> dict[str, str]:
    return {
        "to be reviewed": "/review",
        "to be reviewed, of a kind": "/review?kind=statements",
        "who is whom": "/review/people",
        "who is whom, a person": f"/people/{person}/who",
        "judgements": "/judgements",
        "conflicts": "/judgements/conflicts",
        "hand over, take in": "/judgements/exchange",
        "settings": "/settings",
        "levels": "/settings/levels",
        "word lists": "/settings/lexicon",
        "issue tree": "/settings/issues",
        "add": "/add",
    }


def _of_dialogue(gate: Gate, key: str) -> dict[str, str]:
    at = f"/dialogues/{key}"
    dossier = find_dossier(gate, key)
    ledger = position_ledger(dossier)
    told: dict[str, int] = {}
    for position in ledger.positions:
        told[position.issue.name] = told.get(position.issue.name, 0) + len(position.told)
    issue = max(told, key=lambda name: told[name])
    meeting = max(dossier.rounds, key=lambda one: len(one.entries)).entries[0].id
    promises = commitment_ledger(dossier, date.today(), rulings_of(gate), with_text=False)
    owed = max(promises, key=lambda one: len(one.claims)).entry.id
    return {
        "dialogue": at,
        "dialogue, new since": f"{at}?since=2020",
        **{f"dialogue, {name}": f"{at}/{name}" for name in SHEETS},
        "dialogue, timeline narrowed": f"{at}/timeline?since=2015",
        "dialogue, people far back": f"{at}/people?offset=200",
        "dialogue, positions far back": f"{at}/positions?offset=40",
        "dialogue, convergence by all": f"{at}/convergence?by=all",
        "dialogue, issues": f"{at}/issues",
        "dialogue, issue": f"{at}/issues?issue={issue.replace(' ', '+')}",
        "dialogue, round": f"{at}/rounds/{meeting}",
        "dialogue, promise": f"{at}/promises/{owed}",
        "dialogue, download": f"{at}/download",
    }


def measure(where: str, clearance: Clearance, address: str, times: int, changed: str) -> Timed:
    """Ask a server that was just started for one page, several times; then after ``changed`` was judged."""
    look_for_garbage(NOW_AND_THEN)
    with served(where, clearance) as client:
        begun = time.perf_counter()
        cold, length, is_whole = _ask(where, client, address)
        interim = 0
        while not is_whole and time.perf_counter() - begun < _PATIENCE:
            interim += 1
            time.sleep(0.05)
            _, length, is_whole = _ask(where, client, address)
        whole = (time.perf_counter() - begun) * 1000
        asked = [_ask(where, client, address)[0] for _ in range(times)]
        again = median(one[0] for one in asked), median(one[1] for one in asked)
        after = None
        if changed and length > 0:
            judged = {"act": "accept", "claim": changed, "reason": "measured"}
            made = client.post("/api/v1/judgements", json=judged)
            after, length, _ = _ask(where, client, address)
            client.post(f"/api/v1/judgements/{made.json()['id']}/undo", json={"reason": "measured"})
        return Timed(cold, interim, whole, again, after, length)


def _ask(where: str, client: TestClient, address: str) -> tuple[tuple[float, float], int, bool]:
    """What an answer took, how long it is, and whether it is the page itself."""
    began, used = time.perf_counter(), _processor(where)
    answer = client.get(address)
    took = (time.perf_counter() - began) * 1000, (_processor(where) - used) * 1000
    is_there = answer.status_code in (200, 202)
    return took, len(answer.content) if is_there else -answer.status_code, answer.status_code != 202


def _processor(where: str) -> float:
    """Seconds of processor without those of threads that go on working when the answer is given."""
    later = [one.ident for one in threading.enumerate() if one.name.startswith("making") and one.ident]
    return processor_time(where) - sum(time.clock_gettime(time.pthread_getcpuclockid(one)) for one in later)


def apart(work: Callable[..., R], *given: Any) -> R:
    """What some work gives that is done in a process of its own, in which nothing is loaded or remembered yet."""
    ours, theirs = _FORK.Pipe(duplex=False)

    def run() -> None:
        theirs.send(work(*given))

    process = _FORK.Process(target=run)
    process.start()
    theirs.close()
    try:
        made: R = ours.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} failed for {given}") from None
    finally:
        process.join()
    return made


def _entry_of(where: str, clearance: Clearance) -> str:
    """An entry of the largest dialogue."""
    with Record.open(where) as record, record.reading(clearance) as gate:
        _, key = words_of(gate).dialogues[-1]
        return find_dossier(gate, key).statements[-1].entries[0].id


def prepare(where: str, clearance: Clearance) -> None:
    """Bring a record up to date for a reader, and let go of the pages that are stored in it."""
    with Record.open(where) as record:
        settle(record, clearance)
        with record._database.writing() as connection:
            connection.execute(delete(kept_pages))


def timings(
    where: str, clearance: Clearance, times: int, only: str, changes: bool
) -> Iterator[tuple[str, Timed]]:
    """Every page by its name with what it took."""
    apart(prepare, where, clearance)
    changed = apart(_entry_of, where, clearance) if changes else ""
    for name, address in apart(addresses, where, clearance).items():
        if name.startswith(only):
            yield name, apart(measure, where, clearance, address, times, changed)


def main(arguments: list[str] | None = None) -> int:
    """Print every page with what it took; 1 where one misses the bar."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.every_page", description=__doc__)
    parser.add_argument("record", help="a copy of a large record, or its address in PostgreSQL")
    parser.add_argument("--clearance", type=Clearance, default=Clearance.EVERYTHING)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", default="", metavar="WORDS", help="only pages whose names begin so")
    parser.add_argument("--changes", action="store_true", help="also after an entry was judged")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures there too")
    options = parser.parse_args(arguments)
    if options.changes and options.clearance is not Clearance.EVERYTHING:
        parser.error("--changes needs a reader who may judge")
    print(
        f"{'milliseconds, clock/processor':34} {'cold':>11} {'whole':>6} {'again':>9} {'changed':>9} {'bytes':>8}"
    )
    found: dict[str, Timed] = {}
    for name, one in timings(options.record, options.clearance, options.times, options.only, options.changes):
        found[name] = one
        print(_line(name, one), flush=True)
    missed = [name for name, one in found.items() if one.verdict() == "MISS"]
    told = f": {'; '.join(missed)}" if missed else ""
    print(f"{len(found) - len(missed)} pages within {BAR} ms, {len(missed)} not{told}")
    if options.json:
        figures = {name: asdict(one) for name, one in found.items()}
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return bool(missed)


def _line(name: str, one: Timed) -> str:
    def both(took: tuple[float, float] | None) -> str:
        return "/".join(f"{ms:.0f}" for ms in took) if took else ""

    whole = f"{one.whole:.0f}" if one.interim else ""
    return (
        f"{name:34} {both(one.cold):>11} {whole:>6} {both(one.again):>9} {both(one.changed):>9} "
        f"{one.length:8} {one.verdict()}"
    )


if __name__ == "__main__":
    sys.exit(main())
