"""Decides what of one document a reader may not see, and makes the document that the reader sees instead.

Pure: takes a document with all its claims and their levels, gives a document and claims in which nothing of what
is withheld is left. To which documents this is done is decided in ``levels``; how names are found in a text, in
``redaction``. docs/levels.md says the same for those who rely on it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from tracktwo.model import Citation, Claim, Commitment, Document, Idea, Person, Span, Statement
from tracktwo.model.levels import WITHHELD, Clearance, Level
from tracktwo.model.printed import citations_of
from tracktwo.record.entries import ClaimEntry
from tracktwo.record.extracts import Extract
from tracktwo.record.facets import days_of
from tracktwo.record.giveaways import is_unknown_code, parties_in, secrets_in, side_words
from tracktwo.record.redacting import Redaction, redact_claim
from tracktwo.record.redaction import Redactor, Secrets, common_words, merged

#: A side of fewer participants than this is not named: to name it would come near to naming them.
FEWEST = 5

#: Makes, from an id, the name under which something is shown to those who may not see it in full.
Naming = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Case:
    """One document as the record holds it, with what decides how much of it is shown."""

    document: Document
    #: The most confidential of its own level and those of the rounds that it tells of.
    level: Level
    #: All its claims, retired and rejected ones included, each with the most confidential level that holds for it.
    entries: tuple[ClaimEntry[Any], ...]
    #: How many participants of each party are known at the rounds it tells of.
    sides: Mapping[str, int]
    #: What its claims said before people corrected them, and other spellings of names in it.
    also: Secrets = field(default_factory=Secrets)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a document that he may not see in full."""

    document: Document
    entries: tuple[ClaimEntry[Any], ...]


def withhold(case: Case, clearance: Clearance, fewest: int, name_of: Naming) -> Shown | None:
    """Make what a reader of ``clearance`` sees of a document; None if he may not know that there is one.

    ``fewest`` is the number of participants from which on a side may be named.
    """
    if case.level is Level.OFF_RECORD and not clearance.sees(case.level):
        return None
    return _Withholding(case, clearance, fewest).shown(name_of)


class _Withholding:
    """One document on its way to one reader."""

    def __init__(self, case: Case, clearance: Clearance, fewest: int) -> None:
        self._case = case
        self._clearance = clearance
        self._fewest = fewest
        self._is_whole = not clearance.sees(case.level)

    def shown(self, name_of: Naming) -> Shown:
        kept = tuple(self._redacted())
        extract = Extract(
            self._case.document.text,
            (c.span for e in kept for _, c in citations_of(e.claim)),
            self._secret_stretches(kept),
        )
        document = self._document(name_of, extract.text)
        names = {e.id: name_of(e.id) for e in kept}
        places: Counter[str] = Counter()
        entries: list[ClaimEntry[Any]] = []
        for entry in sorted(kept, key=lambda e: (e.kind, e.seq, e.id)):
            claim = _cited_anew(entry.claim, extract, document)
            if claim is None:
                continue
            days = days_of(claim, document.published)
            entries.append(
                replace(
                    entry,
                    id=names[entry.id],
                    claim=claim,
                    document=document,
                    made_by=self._redaction.strict.redact(entry.made_by),
                    seq=places[entry.kind],
                    nested_in=names.get(entry.nested_in or ""),
                    earliest=days.earliest,
                    latest=days.latest,
                )
            )
            places[entry.kind] += 1
        return Shown(document, tuple(entries))

    # ── which claims ───────────────────────────────────────────────────────────────────────────────────────

    def _redacted(self) -> Iterator[ClaimEntry[Any]]:
        """The claims that are left, without what is withheld, still citing the whole text."""
        for entry in self._case.entries:
            if self._is_hidden(entry):
                continue
            claim = _without(entry.claim, self._cut)
            redacted = redact_claim(claim, self._redaction, self._is_restricted(entry)) if claim else None
            if redacted is not None:
                yield replace(entry, claim=redacted)

    def _is_hidden(self, entry: ClaimEntry[Any]) -> bool:
        return entry.level is Level.OFF_RECORD and not self._clearance.sees(entry.level)

    def _is_restricted(self, entry: ClaimEntry[Any]) -> bool:
        return self._is_whole or not self._clearance.sees(entry.level)

    @cached_property
    def _cut(self) -> tuple[Span, ...]:
        """The places of what is off the record: whatever else cites them goes too."""
        return tuple(
            c.span
            for e in self._case.entries
            if self._is_hidden(e) and not isinstance(e.claim, Person)
            for _, c in citations_of(e.claim)
        )

    # ── what is withheld ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _withheld(self) -> tuple[ClaimEntry[Any], ...]:
        """The claims whose people are withheld: restricted ones, and persons that are off the record."""
        return tuple(
            e
            for e in self._case.entries
            if self._is_restricted(e) and (isinstance(e.claim, Person) or not self._is_hidden(e))
        )

    @cached_property
    def _secrets(self) -> Secrets:
        """Names and offices, those of claims that are not restricted too where they tell of the same people."""
        found = secrets_in(e.claim for e in self._withheld) | self._case.also
        known = Redactor(Secrets(found.names))
        same = (
            e.claim for e in self._case.entries if isinstance(e.claim, Person) and known.touches(e.claim.name)
        )
        return found | secrets_in(same)

    @cached_property
    def _sides(self) -> frozenset[str]:
        """Parties for which nobody may be said to speak."""
        levels = [e.level for e in self._withheld]
        found = {p for e in self._withheld for p in parties_in(e.claim)} | set(self._sides_of_the_same())
        if Level.CHATHAM in levels or Level.OFF_RECORD in levels:
            return frozenset(found)
        return frozenset(p for p in found if self._case.sides.get(p) == 1 and self._fewest > 1)

    def _sides_of_the_same(self) -> Iterator[str]:
        """The parties that other claims of the document give to people who are withheld."""
        if self._is_whole:
            return
        known = Redactor(Secrets(self._secrets.names))
        for entry in self._case.entries:
            if isinstance(entry.claim, Person) and known.touches(entry.claim.name):
                yield from parties_in(entry.claim)

    @cached_property
    def _redaction(self) -> Redaction:
        large = frozenset(p for p in self._sides if self._case.sides.get(p, 0) >= self._fewest)
        every, small = side_words(self._sides), side_words(self._sides - large)
        return Redaction(
            strict=self._redactor(self._secrets | every, self._sides),
            said=self._redactor(self._secrets | small, self._sides - large),
            sides=self._sides,
            large=large,
        )

    def _redactor(self, secrets: Secrets, sides: frozenset[str]) -> Redactor:
        # Words of a side that cannot be known cannot be told from others: then whatever may be a name goes.
        is_blind = any(map(is_unknown_code, sides))
        common = common_words(self._case.document.text) if is_blind else None
        return Redactor(secrets, titled=self._is_whole, common=common)

    # ── the text ───────────────────────────────────────────────────────────────────────────────────────────

    def _secret_stretches(self, kept: tuple[ClaimEntry[Any], ...]) -> tuple[Span, ...]:
        """The stretches of the text that are withheld inside what is shown."""
        text = self._case.document.text
        said = [c.span for e in kept for c in _said(e.claim)]
        strict = self._redaction.strict.spans(text)
        found = set(self._redaction.said.spans(text)) if self._redaction.large else set(strict)
        found |= {s for s in strict if not any(place.contains(s) for place in said)}
        found |= set(self._attributions())
        return merged(text, iter(sorted(found)))

    def _attributions(self) -> Iterator[Span]:
        """Where the text names those who are withheld, as far as claims say so."""
        strict = self._redaction.strict
        for entry in self._case.entries:
            claim, is_restricted = entry.claim, self._is_restricted(entry)
            if isinstance(claim, Statement) and (is_restricted or strict.touches(claim.speaker or "")):
                yield from (c.span for c in claim.source)
            if isinstance(claim, Person) and (is_restricted or strict.touches(claim.name)):
                yield from (c.span for c in claim.mentions)

    def _document(self, name_of: Naming, text: str) -> Document:
        whole = self._case.document
        seen = self._redaction
        # A title may hold names that nobody read; a file's name and an address lead to the document itself.
        title = WITHHELD if self._is_whole else whole.title and seen.strict.redact(whole.title)
        return replace(
            whole,
            id=name_of(whole.id),
            text=text,
            passages=(),
            path=None,
            url=None,
            title=title,
            publisher=None if self._is_whole else seen.name(whole.publisher),
            credits=() if self._is_whole else tuple(c for c in whole.credits if seen.name(c)),
        )


def _said(claim: Claim) -> tuple[Citation, ...]:
    match claim:
        case Statement():
            return claim.content
        case Commitment() | Idea():
            return claim.what
        case _:
            return ()


#: Citations without which a claim can stand.
_SPARE = frozenset({"source", "cue"})


def _without(claim: Claim, cut: tuple[Span, ...]) -> Claim | None:
    """The claim without citations of these places; None if it rests on them."""
    if not cut:
        return claim
    changed: dict[str, Any] = {}
    for role, citations in _citation_fields(claim):
        left = tuple(c for c in citations if not any(c.span.overlaps(place) for place in cut))
        if left == citations:
            continue
        if role not in _SPARE and (role != "mentions" or not left):
            return None
        changed[role] = left
    return replace(claim, **changed) if changed else claim


def _cited_anew(claim: Claim, extract: Extract, document: Document) -> Claim | None:
    """The claim with citations of the extract in place of those of the whole text."""
    changed: dict[str, Any] = {}
    for role, citations in _citation_fields(claim):
        places = [extract.place(c.span) for c in citations]
        if None in places:
            return None
        changed[role] = tuple(
            Citation(document.id, p.start, p.end, document.text[p.start : p.end], document.text)
            for p in dict.fromkeys(places)
            if p
        )
    return replace(claim, **changed)


def _citation_fields(claim: Claim) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    for each in fields(claim):
        value = getattr(claim, each.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Citation):
            yield each.name, value
