"""Asks the interface under ``/api/v1`` everything that its OpenAPI document allows, and much that it does not.

``python -m evaluation.api --examples 2000`` draws so many requests (schemathesis) over records and viewers of several
clearances, and fails where an answer is a fault, is not described, or is not of the shape described. Two
requests of three carry ids and keys that the record has, so that they go beyond "not found". The last two records are
in PostgreSQL, where its programs are installed.
"""

import argparse
import contextlib
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from evaluation.filling import fill
from evaluation.generated import World, readings
from tracktwo.model import Person, Round, Statement
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.model.levels import Clearance, Level
from tracktwo.record import Filter, Record
from tracktwo.settling import settle
from tracktwo.web.api.mounting import document_of
from tracktwo.web.app import create_app
from tracktwo.web.settings import Settings
from tracktwo.web.viewer import Role

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
ADDRESS = "http://localhost/api/v1"
#: Seconds after which an answer counts as a failure. Left to schemathesis it would be ten, which a machine that works
#: for many takes now and then over what is worked out once and remembered.
PATIENCE = 120.0
#: The name under which judgements of the made-up record stand.
AUTHOR = "Mara"
#: Parts of paths below which entries of one kind alone are found; values for them stand under ``KIND NAME``.
_OF_ONE_KIND = ("people",)
EXAMPLES = Path(__file__).parents[1] / "examples"

Headers = Mapping[str, str]
#: A record in a file, or one in PostgreSQL by its address.
Where = TypeVar("Where", Path, str)


@dataclass(slots=True)
class Asked:
    """What came of the requests to one server by one viewer."""

    name: str
    requests: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    #: Seconds that the slowest answer took, and the path that was asked for.
    slowest: tuple[float, str] = (0.0, "")
    #: Operations of which no request was answered with what it is for.
    unreached: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The figures as they are printed."""
        told = ", ".join(f"{count} of {status}" for status, count in sorted(self.answers.items()))
        yield f"{self.name}: {self.requests} requests ({told}), {len(self.failures)} failures"
        yield f"  slowest: {self.slowest[0]:.1f} s for {self.slowest[1]}"
        if self.unreached:
            yield f"  never answered with what they are for: {', '.join(self.unreached)}"
        yield from (f"  {failure}" for failure in self.failures)


def made_up_record(path: Where, documents: int = 40, number: int = 7) -> Where:
    """A record of made-up documents with entries of every kind, some of it above public, some of it judged.

    It is made in a file, or at an address of PostgreSQL.
    """
    with Record.open(path, create=True) as record:
        with record._database.writing() as connection:
            for _ in fill(connection, readings(World(number, documents), documents)):
                pass
        settle(record)
        with record.reading() as gate:
            ids = [entry.id for entry in gate.documents()]
            said = gate.claims(Statement, Filter(limit=12))
            held = gate.claims(Round, Filter(limit=3))
            refs = gate.review().references({e.id for e in (*said, *held)})
        levels: list[tuple[Subject, Level]] = [
            (Subject(document=ids[1]), Level.OFF_RECORD),
            (Subject(document=ids[2]), Level.BACKGROUND),
            (Subject(groups=((refs[held[2].id],),)), Level.CHATHAM),
            (Subject(groups=((refs[said[0].id],),)), Level.CHATHAM),
        ]
        for subject, level in levels:
            _judge(record, JudgementAct.LEVEL, subject, canonical({"level": level.value}))
        for entry in said[1:4]:
            _judge(record, JudgementAct.REJECT, Subject(groups=((refs[entry.id],),)))
        settle(record)
    return path


def record_of_examples(path: Path) -> Path:
    """The record of both examples, read with TrackTwo's own model."""
    from tracktwo.pipeline import TOOLS, Options, add_sources

    folders = [str(folder / "documents") for folder in sorted(EXAMPLES.iterdir()) if folder.is_dir()]
    with Record.open(path, create=True) as record:
        for _ in add_sources(record, folders, Options(), TOOLS):
            pass
    return path


def ask(
    name: str,
    app: FastAPI,
    record: Path | str,
    headers: Headers,
    examples: int,
    number: int,
    clearance: Clearance,
) -> Asked:
    """Send so many requests, spread over all operations, and look at every answer."""
    made = Asked(name)
    schema = schemathesis.openapi.from_dict(document_of(app.state.api))
    schema.app = app
    operations = [found.ok() for found in schema.get_all_operations()]
    known = {**_known(record, clearance), "upload": []}
    each = max(1, round(examples / len(operations)))
    for operation in operations:
        before = Counter(made.answers)
        try:
            _ask_one(operation, known, dict(headers), each, number, made)
        except ExceptionGroup as group:
            made.failures += [f"{operation.label}: {type(one).__name__}: {one}" for one in _single(group)]
        except Exception as error:  # noqa: BLE001 - whatever the app raises is a finding
            made.failures.append(f"{operation.label}: {type(error).__name__}: {error}")
        if not any(status < 300 for status in made.answers - before):
            made.unreached.append(operation.label)
    return made


def _single(group: ExceptionGroup[Exception]) -> Iterator[Exception]:
    """The exceptions of a group and of the groups in it."""
    for one in group.exceptions:
        if isinstance(one, ExceptionGroup):
            yield from _single(one)
        else:
            yield one


def _ask_one(
    operation: Any,
    known: Mapping[str, list[str]],
    headers: dict[str, str],
    each: int,
    number: int,
    made: Asked,
) -> None:
    right = operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @seed(number)
    @settings(
        max_examples=each,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(right, right, wrong), data=st.data())
    def send(case: Any, data: st.DataObject) -> None:
        _fill_in(case, known, data)
        begun = time.monotonic()
        answer = case.call(base_url=ADDRESS, headers=headers, timeout=PATIENCE)
        made.slowest = max(made.slowest, (time.monotonic() - begun, case.formatted_path))
        made.requests += 1
        made.answers[answer.status_code] += 1
        if answer.status_code == 202:
            known["upload"].append(answer.json()["id"])
        case.validate_response(answer, checks=list(CHECKS))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        send()


def _fill_in(case: Any, known: Mapping[str, list[str]], data: st.DataObject) -> None:
    """Put what the record has in the place of what was drawn, in two requests of three."""
    # What leads to a page about somebody is an entry that names a person; of other entries there are far more.
    of = next((one for one in _OF_ONE_KIND if f"/{one}/" in case.operation.path), "")
    for part in (case.path_parameters, case.query, case.body):
        if not isinstance(part, dict):
            continue
        for name in part:
            values = known.get(f"{of} {name}") or known.get(name)
            if not values or data.draw(st.integers(0, 2)) == 0:
                continue
            drawn = st.sampled_from(values)
            part[name] = data.draw(
                st.lists(drawn, min_size=1, max_size=3, unique=True) if name == "claims" else drawn
            )


def _known(record: Path | str, clearance: Clearance) -> Mapping[str, list[str]]:
    """Values of parameters by name, as a viewer of this clearance would find them."""
    from tracktwo.views.known import dialogues

    with Record.open(record) as opened, opened.reading(clearance) as gate:
        documents = [entry.short for entry in gate.documents(Filter(limit=20))]
        entries = gate.claims(filter=Filter(limit=400))
        rounds = {e.id for e in entries if e.kind in ("rounds", "people")}
        claims = [e.id[:16] for e in entries if e.id in rounds or e.kind == "commitments"][:60]
        claims += [e.id[:16] for e in entries[:40]]
        listed = dialogues(gate, Filter()).rows
        keys = [str(row[0]) for row in listed]
        sides = [party for row in listed if isinstance(row[2], tuple) for party in row[2]]
        values = {
            name: [value for value, _ in gate.values(name)[:5]] for name in ("party", "person", "issue")
        }
        people = [e.id[:16] for e in gate.claims(Person, Filter(limit=20))]
        judgements = [j.id for j in gate.judgements()]
        marks = [gate.mark(e.claim.content[0]) for e in gate.claims(Statement, Filter(limit=5))]
    some = random.Random(0)
    some.shuffle(claims)
    return {
        "document": documents, "first": documents, "second": documents, "claim": claims, "claims": claims,
        "key": keys, "dialogue": keys, "judgement": judgements, "about": judgements, "by": marks, "side": sides,
        "q": ["talks", '"the talks"', "minister border"], "since": ["2001", "2010-05", "2013-08-02"],
        "people claim": people, "until": ["2020", "2024-02"],
        "as_of": ["2014-06-01"], "speaker": values["person"], **values,
    }  # fmt: skip


def _judge(record: Record, act: JudgementAct, subject: Subject, payload: str = "null") -> None:
    record.judge(Judgement(act, subject, AUTHOR, record.moment(AUTHOR), "for the test", payload))


def main(arguments: list[str] | None = None) -> int:
    """Ask both records; 1 where an answer was not as described."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=2000, help="requests to each server")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for made in _everything(Path(folder), options.examples, options.seed):
            print("\n".join(made.lines()), flush=True)
            failed |= bool(made.failures)
    return int(failed)


def _everything(folder: Path, examples: int, number: int) -> Iterator[Asked]:
    from tests.servers import NoServerError, Server

    read = record_of_examples(folder / "examples.db")
    everything = Clearance.EVERYTHING
    yield ask("examples, one user", create_app(Settings(str(read))), read, {}, examples, number, everything)
    for clearance, role in (
        (everything, Role.CONVENOR),
        (Clearance.CHATHAM, Role.EDITOR),
        (Clearance.PUBLIC, Role.READER),
    ):
        path = made_up_record(folder / f"{clearance.value}.db")
        yield _ask_account("made up", path, folder, examples, number, (role, clearance))
    try:
        server = Server()
    except NoServerError as error:
        print(f"{error}: left out", file=sys.stderr)
        return
    with server:
        url = made_up_record(server.new_record())
        yield ask("PostgreSQL, one user", create_app(Settings(url)), url, {}, examples, number, everything)
        url = made_up_record(server.new_record())
        yield _ask_account("PostgreSQL", url, folder, examples, number, (Role.EDITOR, Clearance.CHATHAM))


def _ask_account(
    name: str, record: Path | str, folder: Path, examples: int, number: int, who: tuple[Role, Clearance]
) -> Asked:
    """Ask as an account of that role and clearance, with a token of its own."""
    from tests.web.door import house
    from tracktwo.web.accounts_tokens import Scope

    role, clearance = who
    served = house(record, folder / f"{name}-{clearance.value}-accounts.db")
    served.account("Ana", role, clearance)
    headers = served.token("Ana", Scope.WRITE if role is not Role.READER else Scope.READ)
    told = f"{name}, {role.value} cleared for {clearance.value}"
    return ask(told, served.app, record, headers, examples, number, clearance)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
