"""The one way in which a record is read: every view, search, export, page and command goes through a gate.

A gate gives out values, never rows, and answers from one unchanging view of the record. It decides who may see
what: what is above the reader's clearance comes from a shadow of the record that holds nothing of what is
withheld (``shadow``). It decides nothing about how entries are shown or merged.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any, Generic, TypeVar, overload

from sqlalchemy import Column, Connection, Select, exists, func, select, text, true

from tracktwo.errors import UsageError
from tracktwo.lexicon.own import stamp
from tracktwo.model import CLAIM_CLASSES, Citation, Claim, Document, Statement
from tracktwo.model.judgement import Judgement, Thing
from tracktwo.model.levels import Clearance, Level
from tracktwo.model.register import RegisterEntry
from tracktwo.model.rulings import Rulings
from tracktwo.record import registers, tables
from tracktwo.record.asking import (
    Conditions,
    batches,
    claims_where,
    days_hold,
    documents_where,
    is_current,
    is_not_rejected,
    sound,
    sources_hold,
    starts_with,
)
from tracktwo.record.cases import fewest_of
from tracktwo.record.cursors import no_page
from tracktwo.record.entries import (
    ClaimEntry,
    Counts,
    DocumentEntry,
    Fault,
    Filter,
    Hit,
    Place,
    ReadState,
    Unread,
)
from tracktwo.record.gated_judgements import seen_fulfilment, seen_judgement, seen_rulings
from tracktwo.record.ground import whole
from tracktwo.record.keeping import kept_space
from tracktwo.record.kept import Kept
from tracktwo.record.levels import Restrictions, find_restrictions, other_versions
from tracktwo.record.loading import Shorts, in_printing_order
from tracktwo.record.marks import SHORT, Mark, digits_of, parse_mark
from tracktwo.record.memory import Memory
from tracktwo.record.paging import (
    ORDER,
    Last,
    behind,
    document_order,
    first_claims,
    first_rows,
    in_order,
    kind_holds,
    row_order,
)
from tracktwo.record.review import Fulfilment, Review
from tracktwo.record.search import Found, Query, hit, in_documents, in_statements, parse_query
from tracktwo.record.shadow import Shadow, View
from tracktwo.record.shelves import SCHEMES, Shelf
from tracktwo.record.sorting import Sorting, sorting_of
from tracktwo.record.spaces import Space
from tracktwo.record.stale import is_stale
from tracktwo.record.state import State, changed_since, state_of
from tracktwo.record.tallies import Tally, tally, values_of
from tracktwo.record.watching import Given, Watch

C = TypeVar("C", bound=Claim)
R = TypeVar("R")

_ALL = Filter()

#: Whether a value is still what would be worked out, given the state of the record in which it was that last.
Holds = Callable[[R, State], bool]
#: Of more documents that changed it is not told which: what rests on any is worked out anew.
MOST_CHANGED = 500


@dataclass(slots=True)
class _Made(Generic[R]):
    """What was worked out for a reader."""

    value: R
    #: What of it is above public.
    given: Mapping[Given, Level]
    restrictions: Restrictions
    #: The state in which it is known to hold.
    state: State


class Gate:
    """Read access to one record. Made by ``Record.reading()``, and not to be kept longer than that."""

    def __init__(
        self,
        connection: Connection,
        clearance: Clearance = Clearance.EVERYTHING,
        memory: Memory | None = None,
        watch: Watch | None = None,
    ) -> None:
        """``memory`` is that of the open record, where there is any to be shared; ``watch`` is told of all that is
        given out and above public."""
        self.clearance = clearance
        self._connection = connection
        self._memory = memory or Memory()
        self._watch = watch or Watch()
        self._stack = ExitStack()

    def close(self) -> None:
        """Let go of what was made for this reader."""
        self._stack.close()

    @property
    def withholds(self) -> bool:
        """Whether anything in the record is above the reader's clearance."""
        return bool(self._touched)

    def remembered(
        self,
        what: Hashable,
        make: Callable[[], R],
        weigh: Callable[[R], float] = lambda _: 1,
        holds: Holds[R] | None = None,
    ) -> R:
        """What ``make`` works out from what this gate gives; not worked out again until the record changes.

        Kept for readers of the same clearance only, and never longer than the record is open or its memory is kept.
        ``what`` says what it is, with all that ``make`` depends on besides the record; ``weigh``, on how many
        documents the value rests. The value must not change, nor hold the gate.

        With ``holds``, the value is kept longer: when the record has changed, ``holds`` is asked whether it is still
        what ``make`` would work out, with the state in which it was that last (see :meth:`changed_since`). Of those
        who may not see everything it is not asked, nor where levels changed: what changed elsewhere may have changed
        what is withheld.
        """

        def made() -> _Made[R]:
            with self._watch.apart() as given:
                value = make()
            return _Made(value, given, self._restrictions, self._state)

        may_last = holds is not None and self._is_full
        found: _Made[R] = self._memory.recall(
            self._state,
            (self.clearance, what),
            made,
            lambda one: weigh(one.value),
            partial(self._still, holds) if may_last else None,
        )
        # Whoever is given what another reader had worked out has seen what it was made of.
        self._watch.note_all(found.given)
        return found.value

    def recalled(self, what: Hashable, holds: Holds[Any]) -> Any:
        """What was worked out under that name, if it is kept and holds; None if not, and nobody waits for it."""
        still = partial(self._still, holds if self._is_full else None)
        found = self._memory.peek(self._state, (self.clearance, what), still)
        if found is None:
            return None
        self._watch.note_all(found.given)
        return found.value

    def _still(self, holds: Holds[Any] | None, made: "_Made[Any]") -> bool:
        # Issues may have been named meanwhile, which is the last part of a state.
        is_sure = made.restrictions == self._restrictions and made.state[-1] == self._state[-1]
        if not is_sure or holds is None or not holds(made.value, made.state):
            return False
        made.state = self._state
        return True

    def changed_since(self, before: State) -> frozenset[str] | None:
        """Ids of the documents that changed since the record was in another state: their words, what is read from
        them, what is judged of it, or who may see them. None where that is not known, or they are very many.

        Raises:
            UsageError: the reader may not see everything.
        """
        if not self._is_full:
            raise UsageError("what changed in a record is told to full clearance only")
        return self.remembered(
            ("changed since", before), lambda: changed_since(self._connection, before[:-1], MOST_CHANGED)
        )

    @property
    def stamp(self) -> str:
        """What differs whenever anything of the record differs, in digits that tell nothing else.

        It differs also when only what is withheld changed: below full clearance it is to be shown to nobody.
        """
        return sha256(repr((self.clearance, self._state)).encode()).hexdigest()[:32]

    @cached_property
    def _state(self) -> State:
        # Issues are named by a list that people may add to while a server runs.
        return *state_of(self._connection), str(stamp("issues"))

    # ── documents ──────────────────────────────────────────────────────────────────────────────────────────

    def documents(self, filter: Filter = _ALL) -> tuple[DocumentEntry, ...]:
        """Documents by date of publication, undated ones last, or by their names.

        ``since`` and ``until`` are held against the date of publication; a document counts for a party,
        person, issue, dialogue … when one of its current claims does.
        """
        documents = tables.documents.c
        by = document_order(filter)
        last = self._row_of(documents.id, by, filter.after)
        found: list[tuple[Any, Shelf]] = []
        for shelf in self._shelves:
            asked = shelf.loader.select_entries().where(*documents_where(filter), *shelf.documents_where)
            rows = first_rows(shelf.connection, asked, by, filter.limit, last, falls=filter.falls)
            found += [(row, shelf) for row in rows]
        if len(self._shelves) > 1:
            (first, _) = (column.key for column in by)
            found = in_order(
                found, lambda pair: (getattr(pair[0], first) or "", pair[0].number), falls=filter.falls
            )
        return self._entries(found[: filter.limit])

    def newest(self, limit: int) -> tuple[DocumentEntry, ...]:
        """The documents that came into the record last, the latest first."""
        documents = tables.documents.c
        found: list[tuple[Any, Shelf]] = []
        for shelf in self._shelves:
            asked = shelf.loader.select_entries().where(*shelf.documents_where)
            rows = shelf.connection.execute(asked.order_by(documents.number.desc()).limit(limit))
            found += [(row, shelf) for row in rows]
        found.sort(key=lambda pair: pair[0].number, reverse=True)
        return self._entries(found[:limit])

    def entry(self, name: str) -> DocumentEntry:
        """The document of that id, or of unambiguous first digits of it.

        Raises:
            UsageError: no document, or more than one, is called so.
        """
        return self._entry(*self._find(name))

    def document(self, name: str) -> Document:
        """The same with its text and passages, as claims cite it."""
        shelf, number = self._find(name)
        return shelf.loader.document(number)

    def set_asides(self) -> tuple[Unread, ...]:
        """Sources that could not be taken in, oldest first.

        Their names may hold anybody's, and nothing was read that could tell: they are given out at full clearance
        only.
        """
        if not self._is_full:
            return ()
        asides = tables.set_asides
        rows = self._connection.execute(select(asides).order_by(asides.c.number))
        return tuple(Unread(r.source, r.reason, r.added, r.sha256) for r in rows)

    # ── claims ─────────────────────────────────────────────────────────────────────────────────────────────

    @overload
    def claims(self, kind: type[C], filter: Filter = ...) -> tuple[ClaimEntry[C], ...]: ...
    @overload
    def claims(self, kind: None = ..., filter: Filter = ...) -> tuple[ClaimEntry[Claim], ...]: ...

    def claims(self, kind: type[Claim] | None = None, filter: Filter = _ALL) -> tuple[ClaimEntry[Any], ...]:
        """Claims of a class (of all, if None) that the filter lets through.

        By first possible day, undated ones last, then by document and place in it; those of one kind also in the
        other orders that ``sorting`` knows.

        Raises:
            UsageError: such claims are not put in the order that the filter asks for.
        """
        asked = select(tables.claims).where(*claims_where(filter))
        return self._claims(asked, filter, kind)

    def claims_of(self, document_id: str) -> tuple[ClaimEntry[Claim], ...]:
        """All current claims of one document, in printing order."""
        return in_printing_order(self.claims(filter=Filter(documents=(document_id,))))

    def claim(self, name: str) -> ClaimEntry[Claim]:
        """The claim of that id, or of unambiguous first digits of it, retired and rejected ones included.

        Raises:
            UsageError: no claim, or more than one, is called so.
        """
        asked = select(tables.claims).where(starts_with(tables.claims.c.id, name.lower())).limit(2)
        found = [e for shelf in self._shelves for e in shelf.loader.claims(asked.where(*shelf.claims_where))]
        if len(found) != 1:
            raise UsageError(f"{'no' if not found else 'more than one'} claim is called {name!r}")
        return found[0]

    def values(self, field: str) -> tuple[tuple[str, int], ...]:
        """What current claims can be asked for by, with how many claims have it, most frequent first.

        ``field`` is a field of ``Filter``: party, person, issue, dialogue, what, status. Values are folded.
        """
        found: Counter[str] = Counter()
        for shelf in self._shelves:
            found.update(values_of(shelf, field))
        self._note_much(f"values of {field}")
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def counts(self) -> Counts:
        """How much the record holds."""
        documents, claims = tables.documents.c, tables.claims.c
        states = self._counted(
            select(documents.state, func.count()).group_by(documents.state), on_claims=False
        )
        current = is_current(), is_not_rejected()
        kinds = self._counted(
            select(claims.kind, func.count()).where(*current).group_by(claims.kind), on_claims=True
        )
        read, kept = states[ReadState.READ.value], states[ReadState.KEPT.value]
        by_class = tuple((cls.KEY, kinds[cls.KEY]) for cls in CLAIM_CLASSES)
        return Counts(read + kept, read, kept, self._count_set_asides(), by_class)

    def register(self) -> tuple[RegisterEntry, ...]:
        """Entries of official registers that were kept; they are public, whatever the reader's clearance."""
        return registers.kept(self._connection)

    @cached_property
    def kept(self) -> Kept | None:
        """People and series of talks as they are kept, so that nothing needs to be worked out.

        None where they lag behind the documents, or are not kept for the reader's clearance: then they are to be
        worked out from the claims that this gate gives.
        """
        if self.withholds:
            ground = self._space.ground if self._space else None
        else:
            ground = whole(self._connection) if not is_stale(self._connection) else None
        if ground is None:
            return None
        self._note_much("people and dialogues")
        return Kept(ground, self._shorts)

    # ── citations ──────────────────────────────────────────────────────────────────────────────────────────

    def mark(self, citation: Citation) -> str:
        """The mark of a citation, such as ``3f2a9c1b:1056-1180``, which :meth:`place` finds again."""
        return str(Mark(self.short(citation.document), citation.start, citation.end))

    def short(self, document_id: str) -> str:
        """First digits of a document's hash, eight or as many more as it takes to name no other document."""
        return self._shorts(document_id)

    def place(self, mark: str) -> Place:
        """Look up a citation mark; one without offsets means the whole document.

        Raises:
            UsageError: it is no mark, names no document or several, or lies outside the document's text.
        """
        taken = parse_mark(mark)
        shelf, number = self._find(taken.prefix)
        entry, document = self._entry(shelf, number), shelf.loader.document(number)
        if taken.start is None or taken.end is None:
            return Place(entry, document, 0, len(document.text), self.claims_of(entry.id))
        if taken.end > len(document.text):
            raise UsageError(f"{mark} lies outside {entry.name!r}, which has {len(document.text)} characters")
        return Place(
            entry, document, taken.start, taken.end, self.resting_on(entry.id, taken.start, taken.end)
        )

    def resting_on(self, document_id: str, start: int, end: int) -> tuple[ClaimEntry[Claim], ...]:
        """Current claims of a document that cite at least one code point of ``start`` to ``end``."""
        cited = tables.citations.c
        touching = exists().where(cited.claim == tables.claims.c.number, cited.start < end, cited.end > start)
        asked = select(tables.claims).where(*claims_where(Filter(documents=(document_id,))), touching)
        return in_printing_order(self._claims(asked, _ALL))

    # ── search ─────────────────────────────────────────────────────────────────────────────────────────────

    def search(self, words: str, filter: Filter = _ALL, limit: int = 50) -> tuple[Hit, ...]:
        """Places where the words stand: exact phrases first, then words near one another, then apart.

        Any form of a word is found (stems; case and accents do not count); "words in quotation marks" must
        stand next to one another. With a party, person, issue or act, only statements are searched.

        Raises:
            UsageError: there is nothing to look for.
        """
        query = parse_query(words)
        found = [(place, shelf) for shelf in self._shelves for place in _look(shelf, query, filter, limit)]
        if len(self._shelves) > 1:
            found.sort(key=lambda pair: pair[0].order)
        hits: dict[Found, Hit] = {}
        for shelf in self._shelves:
            hits |= self._hits(shelf, [place for place, of in found[:limit] if of is shelf])
        return tuple(hits[place] for place, _ in found[:limit])

    def tally(self, words: str, filter: Filter = _ALL) -> Tally:
        """What the search for these words can be narrowed down by, with how much there would be.

        Raises:
            UsageError: there is nothing to look for.
        """
        query = parse_query(words)
        of_documents = partial(_documents_hold, filter)
        return self.remembered(
            ("tally", query, filter), lambda: tally(self._shelves, query, filter, of_documents)
        )

    def _hits(self, shelf: Shelf, places: Sequence[Found]) -> dict[Found, Hit]:
        """The places on a shelf as they are shown, with all that is needed of their documents asked for at once."""
        claims, documents = tables.claims.c, tables.documents.c
        entries: dict[int, DocumentEntry] = {}
        said: dict[str, list[ClaimEntry[Any]]] = defaultdict(list)
        asked = select(tables.claims).where(
            claims.kind == Statement.KEY, *claims_where(_ALL), *shelf.claims_where
        )
        for some in batches(sorted({place.document for place in places})):
            selected = shelf.loader.select_entries().where(documents.number.in_(some))
            rows = shelf.connection.execute(selected).all()
            shown = self._entries([(row, shelf) for row in rows])
            entries |= {row.number: entry for row, entry in zip(rows, shown, strict=True)}
            for entry in shelf.loader.claims(asked.where(claims.document.in_(some)).order_by(claims.seq)):
                said[entry.document.id].append(entry)
        return {
            place: hit(place, document, entries[place.document], said[document.id])
            for place in places
            for document in [shelf.loader.document(place.document)]
        }

    # ── judgements ─────────────────────────────────────────────────────────────────────────────────────────

    def rulings(self, thing: Thing) -> Rulings:
        """Which entries people say are the same, and which are not."""
        found = self._review.rulings(thing)
        return found if self._is_full else seen_rulings(found, self._seen(found.ids))

    def fulfilments(self) -> tuple[Fulfilment, ...]:
        """What people say of commitments, where they agree, in order of the commitments' ids."""
        found = self._review.fulfilments()
        if self._is_full:
            return found
        seen = self._seen(f.commitment for f in found)
        kept = (seen_fulfilment(f, seen, self._is_seen) for f in found)
        return tuple(sorted((f for f in kept if f), key=lambda f: f.commitment))

    def judgements(self, about: str | None = None) -> tuple[Judgement, ...]:
        """Judgements, oldest first, those that were taken back included: all, or those about one entry or document.

        Below full clearance they come without authors and reasons, and the taking back of one is left out.
        """
        found = self._review.everything
        if not self._is_full:
            named = {ref.claim for j in found for ref in j.subject.refs}
            named |= {ref.document for j in found for ref in j.subject.refs}
            seen = self._seen(named | {j.subject.document for j in found if j.subject.document})
            kept = (seen_judgement(j, seen) for j in found)
            # Their order in the record depends on what they say.
            found = tuple(sorted((j for j in kept if j), key=lambda j: j.order))
        return found if about is None else tuple(j for j in found if _is_about(j, about))

    def review(self) -> Review:
        """All that judgements come to, for those who judge.

        Raises:
            UsageError: the reader may not see everything.
        """
        if not self._is_full:
            raise UsageError("judgements are shown with all that belongs to them to full clearance only")
        return self._review

    @cached_property
    def _review(self) -> Review:
        self._note_much("judgements")
        return Review(self._connection)

    # ── who may see what ───────────────────────────────────────────────────────────────────────────────────

    def restricted_documents(self) -> tuple[DocumentEntry, ...]:
        """Documents above public by their own level or that of a round they tell of, the most confidential first."""
        documents = tables.documents.c
        found: list[DocumentEntry] = []
        for shelf in self._shelves:
            asked = shelf.loader.select_entries().where(*shelf.documents_where).order_by(documents.number)
            if shelf.connection is not self._connection:
                found += self._entries([(row, shelf) for row in shelf.connection.execute(asked)])
                continue
            for some in batches(sorted(self._restrictions.levels)):
                rows = shelf.connection.execute(asked.where(documents.number.in_(some)))
                found += self._entries([(row, shelf) for row in rows])
        above = (entry for entry in found if entry.level is not Level.PUBLIC)
        return tuple(sorted(above, key=lambda entry: entry.level.rank, reverse=True))

    def unsure(self, kind: type[Claim] | None = None, filter: Filter = _ALL) -> tuple[ClaimEntry[Any], ...]:
        """Current claims that nobody has judged, those first of which the extractor is least sure."""
        claims = tables.claims.c
        order = claims.confidence, claims.document, claims.kind, claims.seq
        asked = select(tables.claims).where(*claims_where(filter), text(tables.UNJUDGED)).order_by(*order)
        last = self._row_of(claims.id, order, filter.after)
        if last is not None:
            asked = asked.where(behind(order, last))

        def ask(shelf: Shelf) -> Sequence[Any]:
            of_kind = kind_holds(shelf.connection, kind.KEY) if kind is not None else true()
            return shelf.connection.execute(
                asked.where(of_kind, *shelf.claims_where).limit(filter.limit)
            ).all()

        return self._joined(
            ask,
            partial(
                sorted, key=lambda pair: (pair[0].confidence, pair[0].document, pair[0].kind, pair[0].seq)
            ),
            filter.limit,
        )

    def restricted_entries(self) -> tuple[ClaimEntry[Any], ...]:
        """Entries with a level of their own above public, the most confidential first."""
        asked = select(tables.claims).where(text(tables.RESTRICTED), is_current(), is_not_rejected())
        found = self._claims(asked, _ALL)
        return tuple(sorted(found, key=lambda entry: entry.level.rank, reverse=True))

    @cached_property
    def fewest(self) -> int:
        """From how many participants on a side is named at a round whose level withholds affiliations."""
        return fewest_of(self._connection)

    def faults(self, found: Iterable[Fault]) -> Iterator[Fault]:
        """What an audit found, as far as the reader may know of it.

        Of a document that he does not see in full he learns that something does not hold, and not what.
        """
        for fault in found:
            if self._shadow is None or not fault.document:
                yield fault
            elif seen := self._shadow.seen((fault.document, fault.claim or "")):
                if fault.document in seen:
                    what = "something about it does not hold"
                    yield Fault(seen[fault.document], what, seen.get(fault.claim or ""))
            elif list(self._in_full((fault.document,))):
                yield fault

    @property
    def _is_full(self) -> bool:
        return self.clearance is Clearance.EVERYTHING

    def _seen(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The ids under which the reader sees documents and claims, by their ids in the record."""
        wanted = set(ids)
        found = {name: name for name in self._in_full(wanted)}
        return {**found, **self._shadow.seen(wanted)} if self._shadow else found

    def _in_full(self, ids: Collection[str]) -> Iterator[str]:
        shelf, documents, claims = self._shelves[0], tables.documents.c, tables.claims.c
        for some in batches(sorted(ids)):
            yield from shelf.connection.scalars(
                select(documents.id).where(documents.id.in_(some), *shelf.documents_where)
            )
            yield from shelf.connection.scalars(
                select(claims.id).where(claims.id.in_(some), *shelf.claims_where)
            )

    def _is_seen(self, named: str) -> bool:
        """Whether the mark or id of an entry names something that the reader sees in full."""
        try:
            return self._find(named)[0] is self._shelves[0]
        except UsageError:
            return bool(self._seen((named,)).get(named) == named)

    def _note_much(self, what: str) -> None:
        """Note that something was given out that was made of much of the record, what is above public included."""
        seen = [level for level in self._restrictions.all_levels if self.clearance.sees(level)]
        if seen:
            self._watch.note(None, max(seen), what)

    @cached_property
    def _restrictions(self) -> Restrictions:
        return find_restrictions(self._connection)

    @cached_property
    def _touched(self) -> frozenset[int]:
        return self._restrictions.touched(self.clearance)

    @cached_property
    def _space(self) -> Space | None:
        return None if self._is_full else kept_space(self._connection, self.clearance)

    @property
    def _shadow(self) -> Shadow | Space | None:
        return self._cast[0] if self._cast else None

    @cached_property
    def _cast(self) -> tuple[Shadow | Space, Connection] | None:
        if not self._touched:
            return None
        if self._space is not None:
            return self._space, self._space.own
        view = View(self.clearance, self.fewest)
        made = self._memory.shadows.open(self._connection, self._restrictions, view)
        self._stack.callback(made[1].close)
        return made

    @cached_property
    def _shelves(self) -> tuple[Shelf, ...]:
        apart = other_versions(self._connection, self._touched)
        whole = Shelf(self._connection, self._touched, self._restrictions, apart, self._watch)
        return (whole, Shelf(self._cast[1])) if self._cast else (whole,)

    @cached_property
    def _shorts(self) -> Shorts:
        (first, *others) = self._shelves
        shared = None if others else lambda: first.shared_starts(SHORT)
        return Shorts(
            lambda starts: (id for shelf in self._shelves for id in shelf.ids(starts)),
            shared,
            lambda make: self.remembered("first digits", make, holds=self._still_shared),
        )

    def _still_shared(self, needed: Mapping[str, int], since: State) -> bool:
        """Whether the documents that came since begin like none that was there."""
        changed = self.changed_since(since)
        return changed is not None and all(
            self._shorts.needed_for(name) == needed.get(start, SHORT)
            for name in changed
            for start in [digits_of(name)[:SHORT]]
        )

    # ── asking both shelves ────────────────────────────────────────────────────────────────────────────────

    def _claims(
        self, asked: Select[Any], filter: Filter, kind: type[Claim] | None = None
    ) -> tuple[ClaimEntry[Any], ...]:
        key = kind.KEY if kind is not None else None
        if filter.sort is not None:
            return self._sorted(asked, filter, sorting_of(key, filter))
        last = self._row_of(tables.claims.c.id, ORDER, filter.after)
        return self._joined(
            lambda shelf: first_claims(shelf.connection, asked.where(*shelf.claims_where), filter, key, last),
            lambda rows: in_order(rows, lambda pair: row_order(pair[0]), falls=filter.falls),
            filter.limit,
        )

    def _sorted(self, asked: Select[Any], filter: Filter, by: Sorting) -> tuple[ClaimEntry[Any], ...]:
        last: Last | None = None
        for shelf in self._shelves if filter.after is not None else ():
            mine = select(tables.claims).where(tables.claims.c.id == sound(filter.after or ""))
            row = shelf.connection.execute(by.asked(mine.where(*shelf.claims_where))).one_or_none()
            last = by.place(row) if row is not None else last
        if filter.after is not None and last is None:
            raise no_page(filter.after)
        return self._joined(
            lambda shelf: by.first(shelf.connection, asked.where(*shelf.claims_where), filter, last),
            lambda rows: by.in_order(rows, lambda pair: pair[0]),
            filter.limit,
        )

    def _joined(
        self,
        ask: Callable[[Shelf], Sequence[Any]],
        order: Callable[[list[tuple[Any, int]]], list[tuple[Any, int]]],
        limit: int | None,
    ) -> tuple[ClaimEntry[Any], ...]:
        """The first claims of what both shelves have."""
        rows = [(row, n) for n, shelf in enumerate(self._shelves) for row in ask(shelf)]
        if len(self._shelves) > 1:
            rows = order(rows)[:limit]
        loaded = [
            iter(shelf.loader.from_rows([row for row, of in rows if of == n]))
            for n, shelf in enumerate(self._shelves)
        ]
        found = tuple(next(loaded[of]) for _, of in rows)
        self._shorts.expect({entry.document.id for entry in found})
        return found

    def _row_of(self, id: Column[str], order: Sequence[Column[Any]], after: str | None) -> Last | None:
        """What the last entry of a page, by its id, stands in order by.

        Raises:
            UsageError: there is no such entry, as far as the reader may know.
        """
        if after is None:
            return None
        for shelf in self._shelves:
            seen = shelf.claims_where if id.table is tables.claims else shelf.documents_where
            row = shelf.connection.execute(select(*order).where(id == sound(after), *seen)).one_or_none()
            if row is not None:
                return tuple(row)
        raise no_page(after)

    def _counted(self, asked: Select[Any], *, on_claims: bool) -> Counter[str]:
        """Sums over both shelves of a question for values with their counts."""
        found: Counter[str] = Counter()
        for shelf in self._shelves:
            own = shelf.claims_where if on_claims else shelf.documents_where
            for value, number in shelf.connection.execute(asked.where(*own)):
                found[value] += number
        return found

    def _count_set_asides(self) -> int:
        if not self._is_full:
            return 0
        return self._connection.scalar(select(func.count()).select_from(tables.set_asides)) or 0

    def _entries(self, rows: Sequence[tuple[Any, Shelf]]) -> tuple[DocumentEntry, ...]:
        """The documents of rows, each with the shelf that it is on."""
        self._shorts.expect(row.id for row, _ in rows)
        return tuple(shelf.loader.entry(row, self._shorts) for row, shelf in rows)

    def _entry(self, shelf: Shelf, number: int) -> DocumentEntry:
        asked = shelf.loader.select_entries().where(tables.documents.c.number == number)
        return shelf.loader.entry(shelf.connection.execute(asked).one(), self._shorts)

    def _find(self, name: str) -> tuple[Shelf, int]:
        prefix = parse_mark(name).prefix
        documents = tables.documents.c
        found: list[tuple[Shelf, int]] = []
        for shelf, scheme in zip(self._shelves, SCHEMES, strict=False):
            asked = select(documents.number).where(starts_with(documents.id, f"{scheme}:{prefix}"))
            numbers = shelf.connection.scalars(asked.where(*shelf.documents_where).limit(2))
            found += [(shelf, number) for number in numbers]
        if not found:
            raise UsageError(f"no document of the record is called {prefix!r}; tracktwo documents lists them")
        if len(found) > 1:
            raise UsageError(f"more than one document is called {prefix!r}; give more digits of it")
        return found[0]


def _is_about(judgement: Judgement, name: str) -> bool:
    subject = judgement.subject
    return name == subject.document or any(name in (ref.claim, ref.document) for ref in subject.refs)


def _look(shelf: Shelf, query: Query, filter: Filter, limit: int) -> tuple[Found, ...]:
    if any((filter.party, filter.person, filter.issue, filter.what)):
        where = [*claims_where(filter), *shelf.claims_where]
        return in_statements(shelf.connection, query, where, limit)
    where = _documents_hold(filter, shelf)
    return in_documents(shelf.connection, query, where, limit, shelf.unversioned)


def _documents_hold(filter: Filter, shelf: Shelf) -> Conditions:
    """Which documents of a shelf are searched."""
    days = days_hold(tables.documents.c.earliest, tables.documents.c.latest, filter)
    return [*days, *sources_hold(filter), *shelf.documents_where]
