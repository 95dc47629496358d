"""The flow in one screen: ``gather | known? | derive | read | extract | record``.

This module decides nothing: the record says what is known and what changes, the source wing what a source's
text is, the reader how its sentences are built, extraction what they say. A document that cannot be taken in
is a result with its reason; only a record or a reading model that cannot be used at all ends a run.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from tracktwo.errors import LexiconError, ReaderError, SourceError
from tracktwo.model import DateOrigin, Document, Extraction
from tracktwo.model.levels import Level
from tracktwo.pool import Todo, in_order
from tracktwo.record import Fault, Reading, Record, needs_reading
from tracktwo.record.judgements import document_level
from tracktwo.settling import renew
from tracktwo.source import RawSource, SetAside, SourceOptions, derive, gather
from tracktwo.source.raw import MEGABYTE

if TYPE_CHECKING:
    from spacy.tokens import Doc

D = TypeVar("D")

log = logging.getLogger("tracktwo")

#: Why a document that was known has a level, for the history.
_ADDED_AT = "given when the source was added again"

#: Languages that are read; documents in others are kept in the record and listed.
READ_LANGUAGES = frozenset({"en"})


class Reader(Protocol):
    """What analyses a document's text: the reading model, or any spaCy pipeline in its place."""

    @property
    def version(self) -> str:
        """Name and version, as claims record it."""

    def read(self, document: Document) -> "Doc":
        """Analyse one document."""


def _load_reader(pipeline: str | None) -> Reader:
    from tracktwo.reading import load_reader

    return load_reader(pipeline)


def _extract(document: Document, doc: "Doc", made_by: str) -> Extraction:
    from tracktwo.extraction import extract

    return extract(document, doc, made_by)


@dataclass(frozen=True, slots=True)
class Tools:
    """What does the work at each step; any of them can be another function of the same shape."""

    gather: Callable[[Sequence[str], SourceOptions], Iterator[RawSource | SetAside]] = gather
    derive: Callable[[RawSource, SourceOptions], Document] = derive
    load_reader: Callable[[str | None], Reader] = _load_reader
    extract: Callable[[Document, "Doc", str], Extraction] = _extract


#: The work as TrackTwo does it.
TOOLS = Tools()


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes."""

    #: Publication date (EDTF) of every source of this run, outranking what the sources say.
    published: str | None = None
    #: Name or path of a spaCy pipeline to read with in place of TrackTwo's own.
    pipeline: str | None = None
    #: How many processes read at once; results do not depend on it.
    jobs: int = 1
    #: Sources that are larger than this, or unpack to more, are set aside.
    max_megabytes: int = 100
    #: How confidential the sources are; None is public for new ones, and leaves known ones as they are.
    level: Level | None = None
    #: Who says so.
    author: str = "tracktwo add"

    @property
    def source(self) -> SourceOptions:
        """The part that the source wing looks at."""
        return SourceOptions(published=self.published, max_bytes=self.max_megabytes * MEGABYTE)


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that could not be taken in, and why."""

    source: str
    reason: str
    #: ``sha256:`` and the hash of its bytes; empty where there were none to be had.
    id: str = ""


class Outcome(StrEnum):
    """What became of one source of an ``add``."""

    NEW = "new"
    #: Known, and read again because the user settled its date.
    AGAIN = "read again"
    KNOWN = "already known"
    #: Archived and listed, but not read.
    KEPT = "kept, not read"
    SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Step:
    """One source of an ``add``, done."""

    source: str
    outcome: Outcome
    reason: str | None = None
    #: How many claims it added to the record.
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A source to be read; with its document where the record has derived it already."""

    source: RawSource
    document: Document | None = None


def extract_sources(
    sources: Sequence[str], options: Options, tools: Tools = TOOLS
) -> Iterator[Reading | Refused]:
    """Read every source and yield what it says, in order; nothing is stored.

    Raises:
        ReaderError: the reading model cannot be loaded.
        LexiconError: a word list is malformed.
    """
    gathered = tools.gather(sources, options.source)
    todo = (_refused(given) if isinstance(given, SetAside) else Todo(Task(given)) for given in gathered)
    yield from _worked(todo, options, tools)


def add_sources(
    record: Record, sources: Sequence[str], options: Options, tools: Tools = TOOLS
) -> Iterator[Step]:
    """Take every source into the record, one transaction each, and yield what became of it, in order.

    Raises:
        ReaderError: the reading model cannot be loaded.
        LexiconError: a word list is malformed; what was yielded before is in the record.
        RecordError: the record cannot be written; what was yielded before is in it.
    """
    gathered = tools.gather(sources, options.source)
    todo: Iterator[Todo[Task] | Refused | Step] = (_sorted_out(record, given, options) for given in gathered)
    worked: Iterator[Reading | Refused | Step] = _worked(todo, options, tools)
    for done in worked:
        yield done if isinstance(done, Step) else _recorded(record, done, options)
    renew(record)


def verify(record: Record, tools: Tools = TOOLS) -> Iterator[Fault]:
    """Prove the whole record again and yield what does not hold."""

    def derive_again(raw: bytes, source: str) -> Document:
        return tools.derive(
            RawSource.from_json(json.loads(source), raw), SourceOptions(max_bytes=sys.maxsize)
        )

    return record.audit(derive_again)


class Worker:
    """Takes one source from bytes to claims; the reading model is loaded when the first needs it."""

    def __init__(self, options: Options, tools: Tools = TOOLS) -> None:
        self._options = options
        self._tools = tools
        self._reader: Reader | None = None

    def __call__(self, task: Task) -> Reading | Refused:
        """Read one source. Whatever goes wrong with it is a value.

        Raises:
            ReaderError: the reading model cannot be loaded.
            LexiconError: a word list is malformed.
        """
        source = task.source
        try:
            return self._read(task)
        except (ReaderError, LexiconError):
            # Neither is the source's fault, and the next source would meet it too.
            raise
        except SourceError as error:
            return Refused(_plain(source.label), str(error), source.id)
        except Exception as error:
            log.debug("reading %s failed", source.label, exc_info=True)
            reason = f"{source.label}: a fault in TrackTwo, please report it: {error!r}"
            return Refused(_plain(source.label), reason, source.id)

    def _read(self, task: Task) -> Reading:
        source = task.source
        document = task.document or self._tools.derive(source, self._options.source)
        document = replace(document, path=_plain(document.path) if document.path else None)
        about = json.dumps(source.to_json(), sort_keys=True)
        if document.language not in READ_LANGUAGES:
            reason = f"it is not in English but {document.language!r}, and only English is read"
            return self._reading(Reading(document, source.raw, about, None, reason), source)
        self._reader = self._reader or self._tools.load_reader(self._options.pipeline)
        extraction = self._tools.extract(document, self._reader.read(document), self._reader.version)
        return self._reading(Reading(document, source.raw, about, extraction), source)

    def _reading(self, reading: Reading, source: RawSource) -> Reading:
        """A reading with what the source and the options say about it."""
        given = self._options
        return replace(reading, is_fetched=source.is_fetched, level=given.level, author=given.author)


def _worked(
    todo: Iterable[Todo[Task] | D], options: Options, tools: Tools
) -> Iterator[Reading | Refused | D]:
    make_worker: Callable[[], Callable[[Task], Reading | Refused]] = partial(Worker, options, tools)
    return in_order(todo, make_worker, options.jobs)


def _plain(name: str) -> str:
    """A file's name as text, also where its bytes are no UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _refused(given: SetAside) -> Refused:
    return Refused(_plain(given.name or "standard input"), str(given.error))


def _sorted_out(
    record: Record, given: RawSource | SetAside, options: Options
) -> "Todo[Task] | Refused | Step":
    """What is to be done about a source: read it, note why it cannot be, or nothing."""
    if isinstance(given, SetAside):
        return _refused(given)
    recorded = record.recorded(given.id)
    if recorded is not None and options.level is not None and options.level > recorded.level:
        record.judge(document_level(given.id, options.level, options.author, record.moment(), _ADDED_AT))
    if not needs_reading(recorded, options.published):
        return Step(_plain(given.label), Outcome.KNOWN)
    if recorded is None:
        return Todo(Task(given))
    dated = replace(recorded.document, published=options.published, published_from=DateOrigin.OPTION)
    return Todo(Task(given, dated))


def _recorded(record: Record, done: Reading | Refused, options: Options) -> Step:
    if isinstance(done, Refused):
        record.set_aside(done.source, done.id, done.reason, options.level or Level.PUBLIC)
        return Step(done.source, Outcome.SET_ASIDE, done.reason)
    name = done.document.path or done.document.url or "standard input"
    changes = record.add(done)
    if changes.is_empty:
        return Step(name, Outcome.KNOWN)
    if done.extraction is None:
        return Step(name, Outcome.KEPT, done.reason)
    return Step(name, Outcome.NEW if changes.is_new else Outcome.AGAIN, claims=len(changes.added))
