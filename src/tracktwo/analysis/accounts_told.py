"""What later documents tell that may bear on a promise: contacts, rounds and sentences, with the day of each.

Gathers candidates and lets :mod:`tracktwo.analysis.fulfilment` judge them. It takes nothing from a document that
repeats the promise's own text.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from tracktwo.analysis.days import day_told
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.fulfilment import (
    Outcome,
    Teller,
    is_dropped,
    means,
    pattern,
    telling,
    told_in_sentence,
)
from tracktwo.analysis.kept_by_contact import is_in_time, kept_by_contact, may_be_kept_by_contact
from tracktwo.analysis.ledger import days_told
from tracktwo.analysis.likeness import content_words
from tracktwo.analysis.sentences import sentence_around, sentences_of
from tracktwo.model import (
    Citation,
    Claim,
    Commitment,
    Document,
    Engagement,
    Entry,
    PassageRole,
    Round,
    Statement,
    Status,
)
from tracktwo.model.dates import Edtf, first_day
from tracktwo.model.printed import citations_of


@dataclass(frozen=True, slots=True)
class Account:
    """A place in a later document that may tell what became of a promise."""

    document: Document
    #: The sentence, or what the claim rests on.
    citation: Citation
    outcome: Outcome | None
    #: The day of what is told, EDTF; where only the publication is known, that.
    day: str | None
    #: The claim it rests on; None for a sentence that no claim rests on.
    entry: Entry[Claim] | None = None

    @classmethod
    def of_claim(
        cls, entry: Entry[Claim], outcome: Outcome | None = None, day: str | None = None
    ) -> "Account":
        """A claim as an account of its own evidence."""
        cited = [c for _, c in citations_of(entry.claim)]
        return cls(entry.document, cited[0], outcome, day or entry.document.published, entry)

    def is_called(self, name: str) -> bool:
        """Whether ``name`` is the id of its claim, or a citation mark of its place."""
        if self.entry is not None and self.entry.id.startswith(name):
            return True
        prefix, _, place = name.partition("/")[0].partition(":")
        return self.document.id.rpartition(":")[2].startswith(prefix) and (
            place == f"{self.citation.start}-{self.citation.end}"
        )


@dataclass(frozen=True, slots=True)
class _Sentence:
    document: Document
    start: int
    end: int
    #: Where it stands among all sentences, the oldest document first.
    place: tuple[str, str, int]
    stems: frozenset[str]
    #: Whether it has a word by which something is off.
    is_off: bool

    @property
    def words(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(slots=True)
class Ground:
    """Everything told up to a day that promises are looked up in, prepared once for all of them."""

    dossier: Dossier
    as_of: date
    with_text: bool = True
    _contacts: list[Entry[Engagement | Round]] = field(default_factory=list)
    _cancelled: list[Entry[Engagement | Round]] = field(default_factory=list)
    _by_stem: dict[str, list[_Sentence]] = field(default_factory=dict)
    _statements: dict[str, list[Entry[Statement]]] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put what may be looked at in order."""
        dossier = self.dossier
        contacts: list[Entry[Engagement | Round]] = [e for k in dossier.engagements for e in k.entries]
        contacts += [e for k in dossier.rounds for e in k.entries]
        self._contacts = sorted((e for e in contacts if self._is_told(e.document)), key=_in_time)
        self._cancelled = [
            e for e in self._contacts if e.claim.status is Status.CANCELLED and isinstance(e.claim, Round)
        ]
        self._texts = {d: min(g) for g in dossier.witnesses.groups for d in g}
        statements: defaultdict[str, list[Entry[Statement]]] = defaultdict(list)
        # Without the text nothing is asked of statements, and nothing rests on them.
        for known in dossier.statements if self.with_text else ():
            for entry in known.entries:
                statements[entry.document.id].append(entry)
        self._statements = dict(statements)
        if self.with_text:
            self._by_stem = self._indexed()

    def after(self, promise: Entry[Commitment]) -> "Later":
        """What was told after a promise, in other texts than its own."""
        return Later(self, promise)

    def contacts(self) -> Sequence[Entry[Engagement | Round]]:
        """Contacts and rounds, oldest account first."""
        return self._contacts

    def cancelled(self) -> Sequence[Entry[Engagement | Round]]:
        """Accounts of rounds that were called off, the oldest first."""
        return self._cancelled

    def sentences(self, stems: frozenset[str]) -> list[_Sentence]:
        """Sentences with one of the stems, oldest document first."""
        found = {s.place: s for one in stems for s in self._by_stem.get(one, ())}
        return [found[place] for place in sorted(found)]

    def words_of(self, contact: Entry[Engagement | Round]) -> str:
        """The sentence that tells of a contact or a round."""
        if contact.id not in self._words:
            text, cited = contact.document.text, contact.claim.evidence[0]
            span = sentence_around(text, cited.start, cited.end)
            self._words[contact.id] = text[span.start : span.end]
        return self._words[contact.id]

    def speaker(self, sentence: _Sentence) -> str | None:
        """The party whose words a sentence is."""
        for entry in self._statements.get(sentence.document.id, ()):
            if any(c.start < sentence.end and sentence.start < c.end for c in entry.claim.content):
                return entry.claim.party
        return None

    def resting_on(self, sentence: _Sentence) -> Entry[Claim] | None:
        """A statement that the sentence belongs to, if any."""
        own = self._statements.get(sentence.document.id, ())
        return next(
            (
                e
                for e in own
                if any(c.start < sentence.end and sentence.start < c.end for c in e.claim.content)
            ),
            None,
        )

    def told_on(self, document: Document) -> str | None:
        """When a document was published; of one without a date, the day that what it tells of gives."""
        day = document.published or days_told(self.dossier).get(document.id)
        return day.removesuffix("/..") if day else None

    def one_text(self, document: str) -> str:
        """What stands for a document and for all that repeat it."""
        return self._texts.get(document, document)

    def _is_told(self, document: Document) -> bool:
        first = first_day(document.published)
        return first is None or first <= self.as_of

    def _indexed(self) -> dict[str, list[_Sentence]]:
        found: defaultdict[str, list[_Sentence]] = defaultdict(list)
        seen: set[str] = set()
        for document in self.dossier.documents:
            text = self.one_text(document.id)
            if text in seen or not self._is_told(document):
                continue
            seen.add(text)
            titles = [p.span for p in document.passages if p.role is PassageRole.TITLE]
            for span in sentences_of(document):
                # A headline says in the present what the text below it tells with its day.
                if any(t.overlaps(span) for t in titles):
                    continue
                words = document.text[span.start : span.end]
                stems, is_off = content_words(words), bool(pattern("dropped").search(words))
                place = document.published or "~", document.id, span.start
                sentence = _Sentence(document, span.start, span.end, place, stems, is_off)
                for one in stems:
                    found[one].append(sentence)
        return dict(found)


@dataclass(frozen=True, slots=True)
class Later:
    """What was told after one promise."""

    ground: Ground
    promise: Entry[Commitment]
    #: Which documents were found to be told after it.
    _after: dict[str, bool] = field(default_factory=dict, compare=False)

    def fulfilling(self, teller: Teller, due: str | None) -> Iterator[Account]:
        """Accounts that may tell of the promise as kept, by day."""
        found = [*self._contacts_keeping(teller, due), *self._sentences_telling(teller, due)]
        return iter(sorted(found, key=lambda a: (a.day or "~", a.document.id, a.citation.start)))

    def dropping(self, teller: Teller, due: str | None) -> Iterator[Account]:
        """Accounts by which what was promised is off, oldest first."""
        for entry in self.ground.cancelled():
            if self._is_after(entry.document) and self._is_that_round(teller, entry.claim, due):
                yield Account.of_claim(entry)
        for sentence in self._sentences(teller):
            if sentence.is_off and is_dropped(teller, sentence.words):
                yield self._account(sentence, None)

    def _is_that_round(self, teller: Teller, claim: Claim, due: str | None) -> bool:
        if not isinstance(claim, Round) or not teller.undertaking.is_a_round:
            return False
        if due and claim.when:
            return Edtf.parse(due).may_overlap(Edtf.parse(claim.when))
        return bool(teller.undertaking.ordinals) and teller.undertaking.names_ordinal(claim.ordinal)

    def _contacts_keeping(self, teller: Teller, due: str | None) -> Iterator[Account]:
        told = first_day(self.ground.told_on(self.promise.document))
        if told is None:
            return
        if not may_be_kept_by_contact(teller):
            return
        for entry in self.ground.contacts():
            if not self._is_after(entry.document) or self._is_told_with(entry.claim, told):
                continue
            if kept_by_contact(teller, entry.claim, self.ground.words_of(entry), due, told):
                yield Account.of_claim(entry, Outcome.MET, entry.claim.when)

    def _is_told_with(self, contact: Engagement | Round, told: date) -> bool:
        """Whether a contact is what an undated promise is told with: it was held on the day that dates the promise."""
        if self.promise.document.published is not None or contact.when is None:
            return False
        first = _days(contact.when)[0]
        return first is not None and first <= told

    def _sentences_telling(self, teller: Teller, due: str | None) -> Iterator[Account]:
        may_tell = telling(teller.undertaking)
        for sentence in self._sentences(teller):
            if not may_tell(sentence.stems):
                continue
            outcome = told_in_sentence(teller, sentence.words, self.ground.speaker(sentence))
            if outcome is not None and self._is_in_time(teller, sentence, due):
                yield self._account(sentence, outcome)

    def _is_in_time(self, teller: Teller, sentence: _Sentence, due: str | None) -> bool:
        """Whether a contact that a sentence tells of can be the one promised; a deed may be done at any time."""
        told, published = first_day(self.ground.told_on(self.promise.document)), sentence.document.published
        if not teller.undertaking.is_contact or told is None:
            return True
        return is_in_time(day_told(sentence.words, published) or published, due, told)

    def _sentences(self, teller: Teller) -> Iterator[_Sentence]:
        if not teller.undertaking.is_comparable:
            return
        for sentence in self.ground.sentences(means(teller.undertaking.core[-1])):
            if self._is_after(sentence.document):
                yield sentence

    def _account(self, sentence: _Sentence, outcome: Outcome | None) -> Account:
        cited = sentence.document.cite(sentence.start, sentence.end)
        day = day_told(sentence.words, sentence.document.published) or sentence.document.published
        return Account(sentence.document, cited, outcome, day, self.ground.resting_on(sentence))

    def _is_after(self, document: Document) -> bool:
        if document.id not in self._after:
            self._after[document.id] = self._is_told_after(document)
        return self._after[document.id]

    def _is_told_after(self, document: Document) -> bool:
        first, second = self.ground.told_on(self.promise.document), document.published
        if self.ground.one_text(document.id) == self.ground.one_text(self.promise.document.id):
            return False
        if not first or not second:
            return False
        over, begun = _days(first)[1], _days(second)[0]
        return over is not None and begun is not None and over <= begun


@lru_cache(maxsize=16_384)
def _days(edtf: str) -> tuple[date | None, date | None]:
    return Edtf.parse(edtf).bounds()


def _in_time(entry: Entry[Engagement | Round]) -> tuple[date, str]:
    return first_day(entry.document.published) or date.max - timedelta(1), entry.id
