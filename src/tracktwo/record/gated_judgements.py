"""Judgements as a reader sees them: nothing of what is withheld, and not who made them or why below full clearance.

What judgements come to is worked out in ``review``. Authors and reasons are working notes of people who see
everything, so they are given out to nobody else.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tracktwo.model.judgement import ClaimRef, Judgement, Subject
from tracktwo.model.levels import WITHHELD
from tracktwo.model.rulings import Pair, Rulings
from tracktwo.record.review import Fulfilment

#: From ids in the record to the ids under which the reader sees the same; what is missing he does not see.
Seen = Mapping[str, str]


def seen_rulings(rulings: Rulings, seen: Seen) -> Rulings:
    """The rulings among entries that are seen in full: one on an entry that is not would tell whose it is."""

    def kept(pairs: frozenset[Pair]) -> frozenset[Pair]:
        return frozenset(p for p in pairs if all(seen.get(name) == name for name in p))

    return Rulings(kept(rulings.same), kept(rulings.distinct))


def seen_fulfilment(found: Fulfilment, seen: Seen, is_seen: Callable[[str], bool]) -> Fulfilment | None:
    """What became of a commitment, without who says so; ``is_seen`` is asked of marks and ids that are named."""
    name = seen.get(found.commitment)
    if name is None:
        return None
    by = found.by if found.by and name == found.commitment and is_seen(found.by) else None
    return Fulfilment(name, found.verdict, by, ())


def seen_judgement(judgement: Judgement, seen: Seen) -> Judgement | None:
    """A judgement without its author and reason; None where the reader does not see all that it is about."""
    subject = judgement.subject
    named = {ref.claim for ref in subject.refs} | {ref.document for ref in subject.refs}
    if subject.document is not None:
        named.add(subject.document)
    if subject.judgement is not None or not named <= seen.keys():
        return None
    kept = replace(judgement, author=WITHHELD, reason=None)
    if all(seen[name] == name for name in named):
        return kept
    groups = tuple(
        tuple(ClaimRef(seen[ref.claim], seen[ref.document], ref.kind) for ref in group)
        for group in subject.groups
    )
    document = seen[subject.document] if subject.document is not None else None
    return replace(kept, subject=Subject(groups, document), payload="null")
