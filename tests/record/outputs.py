"""Everything that can be got out of a record through its gate: each method, each list, each export, each refusal."""

import inspect
import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.writable import WRITABLE
from tracktwo.errors import TrackTwoError
from tracktwo.model import Commitment, Engagement, Person, Round, Statement
from tracktwo.model.judgement import Thing
from tracktwo.record import Fault, Filter, Gate, Record, StoredPage
from tracktwo.views import levels as levels_view
from tracktwo.views import lists
from tracktwo.views.brief import make_brief
from tracktwo.views.exports import Selection, export
from tracktwo.views.html import to_html
from tracktwo.views.markdown import to_markdown
from tracktwo.views.places import concordance, hits_table, place_to_json, place_to_text
from tracktwo.views.tables import Format, render

Seen = tuple[str, str]

_TODAY = date(2031, 12, 1)


def words_to_ask(names: tuple[str, ...]) -> tuple[str, ...]:
    """Words that somebody tries who looks for something: general ones and guessed names."""
    return ("quota", "ferry line", "withheld", "participant", *names)


class Outputs:
    """What one reader gets out of a record, method by method."""

    def __init__(self, record: Record, gate: Gate, guesses: tuple[str, ...], ids: tuple[str, ...]) -> None:
        """``guesses`` are names to look for, ``ids`` real ids of documents and claims to try."""
        self.record, self.gate = record, gate
        self.asked, self.guesses, self.ids = words_to_ask(()), guesses, ids

    def all(self) -> str:
        """One text with everything."""
        return "\n".join(f"── {name}\n{text}" for name, text in self.each())

    def each(self) -> Iterator[Seen]:
        """Each output by a name."""
        for name in gate_methods():
            for n, answer in enumerate(_GATE[name](self)):
                yield f"{name} {n}", shown(answer)
        yield from self._views()

    # ── one for each method of the gate ────────────────────────────────────────────────────────────────────

    def filters(self) -> Iterator[Filter]:
        yield Filter()
        yield Filter(with_retired=True, with_rejected=True)
        yield Filter(since="2031-03", until="2031-04")
        yield Filter(issue="ferry line", limit=2)
        yield Filter(what="request")

    def documents(self) -> Iterator[Any]:
        yield from (self.gate.documents(f) for f in self.filters())

    def claims(self) -> Iterator[Any]:
        yield from (self.gate.claims(filter=f) for f in self.filters())
        yield self.gate.claims(Statement, Filter(limit=3))

    def entries(self) -> Iterator[Any]:
        """They come in no order."""
        asked = [*(d.id for d in self.gate.documents()), *self.ids]
        yield tuple(sorted(self.gate.entries_of(asked), key=lambda e: e.id))

    def called(self) -> Iterator[Any]:
        yield self.gate.claims_called([*self.ids, *self.guesses])

    def by_document(self, ask: Callable[[str], Any]) -> Iterator[Any]:
        yield from (ask(d.id) for d in self.gate.documents())

    def by_claim(self, ask: Callable[[str], Any]) -> Iterator[Any]:
        yield from (ask(e.id) for e in self.gate.claims())

    def searches(self) -> Iterator[Any]:
        for words in self.asked:
            yield self.gate.search(words)
            yield self.gate.search(words, Filter(issue="ferry line"), 3)

    def places(self) -> Iterator[Any]:
        for entry in self.gate.claims():
            for citation in _citations(entry.claim):
                yield self.gate.mark(citation)
                yield self.gate.place(self.gate.mark(citation))

    def resting(self) -> Iterator[Any]:
        yield from (self.gate.resting_on(d.id, 0, 40) for d in self.gate.documents())

    def audited(self) -> Iterator[Any]:
        faults = [Fault(i, "it cites what does not stand there", self.ids[-1]) for i in self.ids]
        yield tuple(self.gate.faults(faults))

    def kept(self) -> Iterator[Any]:
        kept = self.gate.kept
        if kept is None:
            return
        for filter in (Filter(), *(Filter(person=guess) for guess in self.guesses)):
            # Numbers are for asking again, and are shown nowhere.
            yield tuple(replace(one, number=0) for one in kept.people(filter))
            yield tuple(replace(one, number=0) for one in kept.series(filter))
        for person in kept.people(Filter()):
            yield kept.accounts_of_person(person.number), kept.documents_of_person(person.number)
        for one in kept.series(Filter()):
            yield tuple(kept.accounts_of_series((one.number,)).values()), kept.documents_of_series(one.number)
            yield kept.documents_of_contacts(one.parties)

    # ── views ──────────────────────────────────────────────────────────────────────────────────────────────

    def _views(self) -> Iterator[Seen]:
        gate = self.gate
        made = {
            "documents": lists.documents(gate, Filter()), "set_asides": lists.set_asides(gate),
            "statements": lists.statements(gate, Filter()), "engagements": lists.engagements(gate, Filter()),
            "rounds": lists.rounds(gate, Filter()), "commitments": lists.commitments(gate, Filter()),
            "people": lists.people(gate, Filter()), "dialogues": lists.dialogues(gate, Filter()),
            "levels": levels_view.restricted(gate),
        }  # fmt: skip
        for name, table in made.items():
            for format in Format:
                yield f"list {name} {format.value}", render(table, format)
        yield from self._briefs()
        for words in self.asked:
            hits = gate.search(words)
            yield f"concordance {words}", concordance(gate, hits)
            yield f"hits {words}", render(hits_table(gate, hits), Format.JSON)
        for document in gate.documents():
            place = gate.place(document.short)
            yield "place", place_to_text(gate, place, 400) + repr(place_to_json(gate, place, 400))
        selection = Selection.of(gate.claims())
        for name in WRITABLE:
            try:
                yield f"export {name}", unpacked(export(name, selection))
            except TrackTwoError as error:
                yield f"export {name}", str(error)

    def _briefs(self) -> Iterator[Seen]:
        keys = [row[0] for row in lists.dialogues(self.gate, Filter()).rows]
        for key in (None, "no such dialogue", *keys):
            try:
                brief = make_brief(self.gate, str(key) if key else None, "2031-01", date(2031, 12, 1))
                yield f"brief {key}", to_markdown(brief) + to_html(brief)
            except TrackTwoError as error:
                yield f"brief {key}", str(error)

    def refusals(self) -> Iterator[Seen]:
        """What is answered to names, ids and marks that somebody guesses, by what was guessed."""
        asks: tuple[Callable[[str], Any], ...] = (
            self.gate.entry, self.gate.document, self.gate.claim, self.gate.claims_of,
            lambda name: self.gate.place(f"{name[:16]}:0-20"),
        )  # fmt: skip
        for guess in self.ids:
            for n, ask in enumerate(asks):
                bare = guess.removeprefix("sha256:")
                try:
                    yield f"{n}", shown(ask(bare)).replace(bare, "GUESS")
                except TrackTwoError as error:
                    yield f"{n}", str(error).replace(bare, "GUESS").replace(bare[:16], "GUESS")
        for guess in self.guesses:
            yield "search", shown(self.gate.search(guess))
            yield "person", shown(self.gate.claims(filter=Filter(person=guess)))
            yield "party", shown(self.gate.claims(filter=Filter(party=guess)))
            yield "people", render(lists.people(self.gate, Filter(person=guess)), Format.JSON)
            yield "documents", shown(self.gate.documents(Filter(person=guess)))


#: How each public method of the gate is tried. One that is missing here fails the test that counts them.
_GATE: dict[str, Callable[[Outputs], Iterator[Any]]] = {
    # None where it is not known, which tells no more than that nothing is kept for this clearance as yet.
    "changed_since": lambda o: iter((o.gate.changed_since(o.gate._state) or frozenset(),)),
    "claim": lambda o: o.by_claim(o.gate.claim),
    "claims": Outputs.claims,
    "claims_called": Outputs.called,
    "claims_of": lambda o: o.by_document(o.gate.claims_of),
    "clearance": lambda o: iter((o.gate.clearance,)),
    "close": lambda o: iter(()),
    "counts": lambda o: iter((o.gate.counts(),)),
    "document": lambda o: o.by_document(o.gate.document),
    "documents": Outputs.documents,
    # Ids that somebody guesses are tried with those that were given.
    "entries_of": Outputs.entries,
    "entry": lambda o: o.by_document(o.gate.entry),
    "faults": Outputs.audited,
    "fewest": lambda o: iter((o.gate.fewest,)),
    "fulfilments": lambda o: iter((o.gate.fulfilments(),)),
    # What was given above public, for the log; it is shown to nobody.
    "giving": lambda o: iter(()),
    "judgements": lambda o: iter((o.gate.judgements(), *map(o.gate.judgements, o.ids))),
    "kept": lambda o: o.kept(),
    "mark": Outputs.places,
    "newest": lambda o: (o.gate.newest(n) for n in (1, 3, 100)),
    "note_again": lambda o: iter((o.gate.note_again(o.gate.claims()),)),
    "place": Outputs.places,
    "recalled": lambda o: iter((o.gate.recalled("nothing of that name", lambda value, state: True),)),
    "register": lambda o: iter((o.gate.register(),)),
    # Worked out anew for each clearance, by whoever asks.
    "remembered": lambda o: iter((o.gate.remembered("counts", o.gate.counts),)),
    "resting_on": Outputs.resting,
    "restricted_documents": lambda o: iter((o.gate.restricted_documents(),)),
    # Digits by which pages are known to hold, which nobody is shown.
    "sight": lambda o: iter(()),
    "store": lambda o: iter((o.gate.store("X", "a page", _TODAY, StoredPage("{}", _TODAY, b"text"), {}),)),
    "stored": lambda o: iter((o.gate.stored("X", "a page", _TODAY, lambda basis, since: True),)),
    # Digits drawn by chance, which below full clearance nobody is shown.
    "stamp": lambda o: iter((len(o.gate.stamp),)),
    "tally": lambda o: (o.gate.tally(words) for words in o.asked),
    "unsure": lambda o: (o.gate.unsure(None, f) for f in o.filters()),
    "restricted_entries": lambda o: iter((o.gate.restricted_entries(),)),
    "review": lambda o: iter((_refused(o.gate.review),)),
    "rulings": lambda o: (o.gate.rulings(thing) for thing in Thing),
    "search": Outputs.searches,
    "set_asides": lambda o: iter((o.gate.set_asides(),)),
    "short": lambda o: o.by_document(o.gate.short),
    "values": lambda o: (
        o.gate.values(f) for f in ("party", "person", "issue", "dialogue", "what", "status")
    ),
    "withholds": lambda o: iter((o.gate.withholds,)),
}


def gate_methods() -> tuple[str, ...]:
    """Every public name of a gate."""
    own = {name for name, _ in inspect.getmembers(Gate) if not name.startswith("_")}
    return tuple(sorted(own | {"clearance"}))


def untried() -> set[str]:
    """Public names of a gate that nothing here tries."""
    return set(gate_methods()) - _GATE.keys()


def shown(value: Any) -> str:
    """A value with all that is in it."""
    if is_dataclass(value) and not isinstance(value, type):
        return repr(asdict(value)) + repr(value)
    if isinstance(value, (tuple, list)):
        return "\n".join(map(shown, value))
    return repr(value) if not isinstance(value, str) else value


def unpacked(made: bytes) -> str:
    """An export as text, also where it is an archive or a database."""
    if made[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            names = sorted(n for n in archive.namelist() if "docProps" not in n)
            return "\n".join(f"{n}\n{archive.read(n).decode('utf-8', 'replace')}" for n in names)
    if made[:15] == b"SQLite format 3":
        with tempfile.NamedTemporaryFile(suffix=".db") as file:
            Path(file.name).write_bytes(made)
            with closing(sqlite3.connect(file.name)) as connection:
                return "\n".join(connection.iterdump())
    # Calendars break long lines anywhere.
    return made.decode("utf-8", "replace").replace("\r\n ", "")


def _refused(ask: Callable[[], Any]) -> str:
    try:
        ask()
    except TrackTwoError as error:
        return str(error)
    return "allowed"


def _citations(claim: Any) -> Iterator[Any]:
    match claim:
        case Statement():
            yield from claim.content
        case Person():
            yield from claim.mentions
        case Round() | Engagement() | Commitment():
            yield from claim.evidence
