"""The same questions put to a record in SQLite and to the same record in PostgreSQL are answered alike."""

import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.record.making import cite, document
from tests.servers import Server
from tracktwo.errors import UsageError
from tracktwo.model import (
    Act,
    Document,
    Engagement,
    Extraction,
    Form,
    Participant,
    Statement,
    StatementKind,
)
from tracktwo.record import Filter, Gate, Reading, Record

WORDS = [
    "border",
    "borders",
    "Border",
    "crossing",
    "crossings",
    "drone",
    "drones",
    "strike",
    "strikes",
    "striking",
    "Košir",
    "kosir",
    "café",
    "CAFÉ",
    "naïve",
    "état-major",
    "U.S.",
    "re-open",
    "reopened",
    "reopening",
    "talks",
    "talk",
    "talked",
    "2014",
    "2014s",
    "fishing",
    "quota",
    "quotas",
    "Straße",
    "Strasse",
    "Ελλάδα",
    "Ελλαδα",
    "Москва",
    "москвы",
    "会談",
    "文書",
    "İstanbul",
    "ﬁnal",
    "½",
    "école",
    "école",
    "o'clock",
    "minister’s",
    "ministers",
    "the",
    "of",
]
PARTIES = ("RUR", "ELB", "FRE", "RUR+ELB", None)
PEOPLE = ("Ana Košir", "Pavel Orsk", "Lena Marsh", "ana kosir", "Zoë D'Arc", "Čapek", "Zhang 三", "")
ISSUES = ("drone strikes", "fishing quota", "Éducation", "border", "100% access", "under_score")
DAYS = ("2013-08-02", "2013-08", "2013", "2014-02-24", "2013/2014", "2014~", "2015-12-31", None)


def make_reading(number: int) -> Reading:
    """A document of words drawn at random, with statements and a contact cited from it."""
    draw = random.Random(number)
    sentences = [
        " ".join(draw.choices(WORDS, k=draw.randint(1, 60))) + draw.choice([".", ",", " —", "\n"])
        for _ in range(draw.randint(1, 8))
    ]
    published, path = draw.choice(DAYS), f"{number}.txt"
    of = document(f"Report {number}. {' '.join(sentences)}", published=published, path=path)
    said = tuple(make_statement(draw, of) for _ in range(draw.randint(0, 5)))
    met = (
        Engagement(
            form=draw.choice(list(Form)),
            who=(Participant(draw.choice(PEOPLE[:3]), "RUR"),),
            with_=(Participant(draw.choice(PEOPLE[:3]), "ELB"),),
            when=draw.choice(DAYS),
            evidence=(cite(of, "Report"),),
        ),
    )
    extraction = Extraction(True, statements=said, engagements=met[: draw.randint(0, 1)], made_by="hand 1")
    return Reading(of, of.text.encode(), "{}", extraction)


def make_statement(draw: random.Random, of: Document) -> Statement:
    """A statement of one or two stretches of a text."""
    stretches = []
    for _ in range(draw.randint(1, 2)):
        places = [match.span() for match in re.finditer(r"\S+", of.text)]
        first = draw.randrange(len(places))
        last = min(len(places) - 1, first + draw.randrange(9))
        stretches.append(of.cite(places[first][0], places[last][1]))
    return Statement(
        speaker=draw.choice(PEOPLE) or None,
        party=draw.choice(PARTIES),
        content=tuple(stretches),
        kind=StatementKind.INDIRECT,
        issues=tuple(draw.sample(ISSUES, draw.randint(0, 2))),
        act=draw.choice(list(Act)),
        confidence=0.5,
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """One record in both databases."""

    one: Gate
    other: Gate


@pytest.fixture(scope="module")
def pair(server: Server) -> Iterator[Pair]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        gates = []
        for where in (str(Path(folder, "talks.db")), server.new_record()):
            clock = datetime(2020, 1, 1, tzinfo=UTC)
            record = Record.open(where, create=True, clock=lambda: clock)  # noqa: B023 - the same each time
            stack.callback(record.close)
            for number in range(80):
                record.add(make_reading(number))
            record.set_aside("Ödland.pdf", "", "encrypted")
            gates.append(stack.enter_context(record.reading()))
        yield Pair(*gates)


filters = st.builds(
    Filter,
    party=st.sampled_from(["RUR", "elb", "rur+elb", "XXX", None, None]),
    person=st.sampled_from(["košir", "Ana Kosir", "d'arc", "三", "100%", "a_a", "a\0b", None, None, None]),
    issue=st.sampled_from(["strikes", "education", "100%", "under_score", None, None, None]),
    what=st.sampled_from(["support", "STATE", "meeting", None, None, None]),
    since=st.sampled_from(["2013", "2013-08", "2014-02-24", "2016", None, None]),
    until=st.sampled_from(["2013", "2014-02", "2012", None, None]),
    limit=st.sampled_from([None, None, 1, 7]),
)
words = st.lists(st.sampled_from([*WORDS, *(w[:4] + "*" for w in WORDS)]), min_size=1, max_size=4)
TEXTS = [make_reading(number).document.text.split() for number in range(80)]


@st.composite
def quotations(draw: st.DrawFn) -> str:
    """Words that stand next to one another in some text, as a phrase, mostly with others around it."""
    some = draw(st.sampled_from(TEXTS))
    at, length = draw(st.integers(0, len(some) - 1)), draw(st.integers(2, 6))
    quoted = " ".join(some[at : at + length]).replace('"', " ") + draw(st.sampled_from(["", "", "*"]))
    assume(any(map(str.isalnum, quoted)))
    near = draw(st.lists(st.sampled_from([*some, *WORDS]), max_size=2))
    return " ".join(draw(st.permutations([f'"{quoted}"', *near])))


queries = st.one_of(
    quotations(),
    words.map(" ".join),
    words.map(lambda some: f'"{" ".join(some)}"'),
    st.tuples(words, words).map(lambda both: f'"{" ".join(both[0])}" {" ".join(both[1])}'),
    st.text(max_size=20),
)
by_example = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@by_example
@given(query=queries, filter=filters, limit=st.sampled_from([1, 5, 50]))
def test_search_finds_the_same_places_in_the_same_order(
    pair: Pair, query: str, filter: Filter, limit: int
) -> None:
    def ask(gate: Gate) -> object:
        try:
            return gate.search(query, filter, limit)
        except UsageError as error:
            return str(error)

    assert ask(pair.one) == ask(pair.other)


@by_example
@given(filter=filters)
def test_filters_let_the_same_through_in_the_same_order(pair: Pair, filter: Filter) -> None:
    assert pair.one.claims(filter=filter) == pair.other.claims(filter=filter)
    assert pair.one.claims(Statement, filter) == pair.other.claims(Statement, filter)
    assert pair.one.documents(filter) == pair.other.documents(filter)


def test_lists_and_counts_are_the_same(pair: Pair) -> None:
    for field in ("party", "person", "issue", "dialogue", "what", "status"):
        assert pair.one.values(field) == pair.other.values(field)
    assert pair.one.counts() == pair.other.counts()
    assert pair.one.set_asides() == pair.other.set_asides()
    for entry in pair.one.documents():
        assert pair.one.document(entry.id) == pair.other.document(entry.id)
        assert pair.one.claims_of(entry.id) == pair.other.claims_of(entry.id)


@by_example
@given(name=st.text(max_size=12))
def test_names_of_nothing_are_refused_alike(pair: Pair, name: str) -> None:
    for ask in (Gate.claim, Gate.entry, Gate.place):
        answers = []
        for gate in (pair.one, pair.other):
            try:
                answers.append(str(ask(gate, name)))
            except UsageError as error:
                answers.append(str(error))
        assert answers[0] == answers[1]


@by_example
@given(query=quotations(), limit=st.sampled_from([1, 50]))
def test_phrases_out_of_the_texts_are_found_in_both(pair: Pair, query: str, limit: int) -> None:
    found = pair.one.search(query, limit=limit)
    assert found == pair.other.search(query, limit=limit)
    assert pair.one.tally(query) == pair.other.tally(query)


def test_something_is_found_at_all(pair: Pair) -> None:
    for gate in (pair.one, pair.other):
        found = [
            gate.search(query, limit=500) for query in ("border", '"drone strikes"', "talks quota", "bord*")
        ]
        assert all(len(hits) > 20 for hits in found[:1] + found[2:])
        assert found[1]
        assert {hit.document.published for hit in found[0]} >= {"2013", None}
