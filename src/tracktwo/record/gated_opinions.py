"""What people and audits say of a record, as far as a reader may know it. What is left of one is decided in
``gated_judgements``."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from tracktwo.errors import UsageError
from tracktwo.model.judgement import Judgement, Thing
from tracktwo.model.rulings import Rulings
from tracktwo.record.entries import (
    Fault,
)
from tracktwo.record.gated_claims import GatedClaims
from tracktwo.record.gated_judgements import seen_fulfilment, seen_judgement, seen_rulings
from tracktwo.record.review import Fulfilment, Review


class GatedOpinions(GatedClaims):
    """Gives out judgements, and what was found wrong."""

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

    @cached_property
    def _review(self) -> Review:
        self._note_much("judgements")
        return Review(self._connection)

    def _is_seen(self, named: str) -> bool:
        """Whether the mark or id of an entry names something that the reader sees in full."""
        try:
            return self._find(named)[0] is self._shelves[0]
        except UsageError:
            return bool(self._seen((named,)).get(named) == named)


def _is_about(judgement: Judgement, name: str) -> bool:
    subject = judgement.subject
    return name == subject.document or any(name in (ref.claim, ref.document) for ref in subject.refs)
