"""The Python interface: read a text, open a record, ask it what the command line asks it, get frames and briefs.

    import tracktwo

    reading = tracktwo.read("Text of a report.", published="2030-05-05")
    with tracktwo.open("talks.db") as record:
        record.add("reports/")
        record.positions("PAK-USA-I").to_pandas()

Everything is asked of the record's gate, at the clearance with which the record was opened. Nothing heavy is loaded
before a call that needs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tracktwo.answers import Brief, Drawing, Reading, Rows, pandas_of
from tracktwo.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from tracktwo.model.levels import Clearance
    from tracktwo.record import Gate
    from tracktwo.record import Record as Store


class Record:
    """A record, opened by :func:`open`. Use it as a context manager, or close it."""

    def __init__(self, store: Store, clearance: Clearance) -> None:
        self._store = store
        self._clearance = clearance

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<tracktwo record {self._store.name}>"

    def close(self) -> None:
        """Let go of the file or the server."""
        self._store.close()

    def add(self, *sources: str | Path, published: str | None = None, jobs: int = 1) -> Rows:
        """Read files, folders or addresses and add what they say; answer what became of each.

        Args:
            sources: as ``tracktwo add`` takes them.
            published: publication date (EDTF) of all of them, where they do not say it themselves.
            jobs: how many processes read at once.

        Raises:
            ReaderError: the reading model cannot be loaded.
            RecordError: the record cannot be written; what was added before is in it.
        """
        from tracktwo import pipeline
        from tracktwo.views.tables import Column, Table

        options = pipeline.Options(published=published, jobs=jobs)
        steps = pipeline.add_sources(self._store, [str(s) for s in sources], options, pipeline.TOOLS)
        rows = tuple((s.source, s.outcome.value, s.reason, s.claims) for s in steps)
        columns = tuple(Column(name) for name in ("source", "outcome", "reason", "claims"))
        return Rows(Table(columns, rows, "nothing to add"))

    # ── lists, as the command line has them ────────────────────────────────────────────────────────────────

    def documents(self, **conditions: Any) -> Rows:
        """Documents by date. Conditions of all lists: party, person, issue, dialogue, since, until, limit …"""
        return self._list("documents", conditions)

    def people(self, **conditions: Any) -> Rows:
        """People across documents, those whom most documents name first."""
        return self._list("people", conditions)

    def statements(self, **conditions: Any) -> Rows:
        """Who said what, by date."""
        return self._list("statements", conditions)

    def engagements(self, **conditions: Any) -> Rows:
        """Meetings, calls, visits and other contacts, by date."""
        return self._list("engagements", conditions)

    def rounds(self, **conditions: Any) -> Rows:
        """Rounds by date, one row for each document's account."""
        return self._list("rounds", conditions)

    def dialogues(self, **conditions: Any) -> Rows:
        """Series of talks across documents, those that most documents tell of first."""
        return self._list("dialogues", conditions)

    def search(self, words: str, limit: int = 50, **conditions: Any) -> Rows:
        """Places where the words stand, exact phrases first."""
        from tracktwo.record import Filter
        from tracktwo.views.places import hits_table

        with self._reading() as gate:
            return Rows(hits_table(gate, gate.search(words, Filter(**conditions), limit)))

    # ── what no single document says ───────────────────────────────────────────────────────────────────────

    def positions(self, dialogue: str | None = None) -> Rows:
        """What each side said on each issue in order of time, how that moved, with the words and their place."""
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.views.ledgers import positions_table

        with self._reading() as gate:
            return Rows(positions_table(gate, find_dossier(gate, dialogue)))

    def convergence(self, dialogue: str | None = None, by: str = "round") -> Rows:
        """The sides' last words on each issue next to each other, by round, year, quarter or month, or "all".

        Raises:
            UsageError: time is not divided so.
        """
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.analysis.periods import By
        from tracktwo.views.ledgers import convergence_table

        if by not in set(By):
            raise UsageError(f"there is no division {by!r}; choose one of: {', '.join(By)}")
        with self._reading() as gate:
            return Rows(convergence_table(gate, find_dossier(gate, dialogue), By(by)))

    def commitments(self, dialogue: str | None = None, as_of: date | None = None) -> Rows:
        """Who owes what to whom by when, and what became of it by a day (today, if none is given)."""
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.views.ledgers import promises_table

        with self._reading() as gate:
            return Rows(promises_table(gate, find_dossier(gate, dialogue), as_of or date.today()))

    def continuity(self, dialogue: str | None = None, as_of: date | None = None) -> Rows:
        """How steady a dialogue has been by a day (today, if none is given): gaps, breaks, plans, who carries it."""
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.views.steadiness import continuity_table

        with self._reading() as gate:
            return Rows(continuity_table(gate, [find_dossier(gate, dialogue)], as_of or date.today()))

    def brief(
        self,
        dialogue: str | None = None,
        *,
        form: str = "full",
        side: str | None = None,
        since: str | None = None,
        as_of: date | None = None,
    ) -> Brief:
        """The brief on a dialogue, in one of the forms of ``tracktwo brief --form``.

        Raises:
            UsageError: no dialogue, or several, are called so, or there is no such form or side.
        """
        from tracktwo.views.brief import make_brief
        from tracktwo.views.forms import Form

        if form not in set(Form):
            raise UsageError(f"there is no form {form!r}; choose one of: {', '.join(Form)}")
        with self._reading() as gate:
            return Brief(make_brief(gate, dialogue, since, as_of, form=Form(form), side=side))

    def timeline(self, dialogue: str | None = None) -> Drawing:
        """The dialogue on a line of time; a notebook shows it."""
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.views.brief.phrasing import title_of_talks
        from tracktwo.views.exports.occasions import occasions_of
        from tracktwo.views.exports.selecting import select_dialogue
        from tracktwo.views.timeline import plan, to_svg

        with self._reading() as gate:
            dossier = find_dossier(gate, dialogue)
            found = occasions_of(select_dialogue(gate, dossier))
            return Drawing(to_svg(plan(title_of_talks(dossier), found)))

    def plots(self, dialogue: str | None = None) -> dict[str, Any]:
        """Matplotlib figures by name: cooperation, attention, continuity (the extra ``plots``).

        Raises:
            UsageError: matplotlib is not installed.
        """
        from tracktwo.analysis.opening import find_dossier
        from tracktwo.views.brief.phrasing import title_of_talks
        from tracktwo.views.plots import figures

        with self._reading() as gate:
            dossier = find_dossier(gate, dialogue)
        return figures(dossier, title_of_talks(dossier))

    def export(self, format: str, dialogue: str | None = None) -> bytes:
        """The record, or one dialogue, as ``tracktwo export`` writes it.

        Raises:
            UsageError: there is no such format or dialogue, or the extra that it needs is not installed.
        """
        from tracktwo.views.exports import export, select

        with self._reading() as gate:
            return export(format, select(gate, dialogue))

    def to_pandas(self, kind: str = "statements") -> pd.DataFrame:
        """One table of the data dictionary as a frame: statements, stances, rounds, delegates, documents …

        Raises:
            UsageError: there is no such table, or pandas is not installed.
        """
        from tracktwo.views.exports import select
        from tracktwo.views.exports.frames import frames

        with self._reading() as gate:
            made = {frame.name: frame for frame in frames(select(gate))}
            if kind not in made:
                raise UsageError(f"there is no table {kind!r}; choose one of: {', '.join(made)}")
            return pandas_of(made[kind])

    @contextmanager
    def _reading(self) -> Iterator[Gate]:
        """The gate, with people and series of talks brought up to date first where documents came."""
        if self._store.is_unsettled(self._clearance):
            from tracktwo.settling import settle

            settle(self._store, self._clearance)
        with self._store.reading(self._clearance) as gate:
            yield gate

    def _list(self, name: str, conditions: dict[str, Any]) -> Rows:
        from tracktwo.record import Filter
        from tracktwo.views import lists

        known = Filter.__dataclass_fields__
        wrong = sorted(set(conditions) - set(known))
        if wrong:
            raise UsageError(f"lists know no condition {wrong[0]!r}; choose among: {', '.join(known)}")
        with self._reading() as gate:
            return Rows(getattr(lists, name)(gate, Filter(**conditions)))


def read(text: str, published: str | None = None, title: str | None = None) -> Reading:
    """Read one text, without a record.

    Args:
        text: the text, or a page of HTML.
        published: publication date as EDTF, such as ``2013-08-02``; without it relative dates stay relative.
        title: the title, where the text does not have it.

    Raises:
        SourceError: there is nothing to read in it.
        ReaderError: the reading model cannot be loaded.
    """
    from tracktwo.pipeline import TOOLS, Options, Task, Worker
    from tracktwo.pipeline import Refused as NotRead
    from tracktwo.source import RawSource

    source = RawSource(text.encode(), title=title)
    worker = _workers.setdefault(published, Worker(Options(published=published), TOOLS))
    done = worker(Task(source))
    if isinstance(done, NotRead):
        from tracktwo.errors import UnreadableSourceError

        raise UnreadableSourceError(done.reason)
    if done.extraction is None:
        from tracktwo.model import Extraction as Nothing

        return Reading(done.document, Nothing(is_dialogue_report=False))
    return Reading(done.document, done.extraction)


#: Workers by the date of what they read, each with the reading model once it is loaded.
_workers: dict[str | None, Any] = {}


def open(where: str | Path, *, create: bool = True, level: str | None = None) -> Record:
    """Open a record in a file or at a ``postgresql://`` address; make it there, unless told not to.

    Args:
        where: path or address.
        create: whether to make a record where there is none.
        level: what to show to a reader of this level: public, background, chatham, off-record; None for everything.

    Raises:
        RecordError: it cannot be opened or made; one of the errors below it says why.
        UsageError: there is no such level.
    """
    from tracktwo.model.levels import Clearance
    from tracktwo.record import Record as Store

    known = {str(c): c for c in Clearance}
    if level is not None and level not in known:
        raise UsageError(f"there is no level {level!r}; choose one of: {', '.join(known)}")
    clearance = known[level] if level is not None else Clearance.EVERYTHING
    return Record(Store.open(where, create=create), clearance)
