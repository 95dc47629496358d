"""Sources of several people at once: "The Secretary and Foreign Minister", "the envoy and G7 ministers".

Each part is resolved by itself, so that words of two sides are not given to one of them. Whether the two hold one
office each or one person holds both is told by who they stand for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Token

from tracktwo.extraction.clauses import NOMINAL, phrase_span, relation
from tracktwo.extraction.drafts import words_at
from tracktwo.extraction.offices import head_class
from tracktwo.extraction.parties import join_parties, party_of_words

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actor, Actors

#: More than these in one source are a list, which the actors resolve as a whole.
_MOST = 6


def is_several(head: Token, tokens: Sequence[Token], actors: Actors) -> bool:
    """Whether a source is coordinated, and its parts are not one person in two offices."""
    parts = _parts(head, tokens)
    if not 1 < len(parts) <= _MOST:
        return False
    known = [_identity(p, actors) for p in parts]
    return len({k for k in known if k}) + sum(k is None for k in known) > 1 and any(known)


def party_of_several(head: Token, tokens: Sequence[Token], actors: Actors) -> str | None:
    """The parties of all parts joined; None where one of them stays open."""
    found = [_party(p, actors) for p in _parts(head, tokens)]
    return join_parties(found) if all(found) else None


def _parts(head: Token, tokens: Sequence[Token]) -> list[Token]:
    inside = {t.i for t in tokens}
    found = [head]
    for part in found:
        found += [c for c in part.children if c.i in inside and c.pos_ in NOMINAL and _is_joined(c)]
    return found


def _is_joined(part: Token) -> bool:
    """Whether a part is coordinated with its head, or misread as its apposition: "the Secretary and Minister X"."""
    if relation(part) == "conj":
        return True
    between = part.doc[part.head.i + 1 : part.i]
    return relation(part) == "appos" and bool(between) and between[0].dep_ == "cc"


def _own_span(part: Token) -> tuple[int, int]:
    """Offsets of a part's phrase without the parts joined to it, from the word behind "and" on."""
    joined = [c for c in part.children if c.i > part.i and _is_joined(c)]
    start, end = phrase_span(part)
    ands = [t.i for t in part.doc[part.head.i : part.i] if t.dep_ == "cc"] if _is_joined(part) else []
    if ands:
        start = part.doc[ands[-1] + 1].idx
    return start, min([end, *(_before(c) for c in joined)])


def _before(part: Token) -> int:
    first = min(t.i for t in part.subtree)
    last = part.doc[max(part.head.i, first - 1)]
    return last.idx + len(last)


def _identity(part: Token, actors: Actors) -> str | None:
    """A name for whoever a part stands for; None where it is nobody known."""
    words, actor = _resolved(part, actors)
    if part.tag_ == "NNS":
        return words
    if actor is not None and actor.is_person and actor.name and actor.name.split()[-1] in words:
        return actor.name
    holder = _holder(words, actors)
    return holder or (None if actor is None else actor.name if actor.is_person else actor.party)


def _party(part: Token, actors: Actors) -> str | None:
    words, actor = _resolved(part, actors)
    named = party_of_words(words)
    if named or part.tag_ == "NNS":
        return named or (None if actor is None or actor.is_person else actor.party)
    holder = _holder(words, actors)
    held = next((p.party for p in actors.people if p.name == holder), None)
    return held or (actor.party if actor is not None else None)


def _resolved(part: Token, actors: Actors) -> tuple[str, Actor | None]:
    start, end = _own_span(part)
    return words_at(part.doc, start, end), actors.at(start, end)


def _holder(words: str, actors: Actors) -> str | None:
    """The one person of the document in an office that ``words`` are: "the Secretary", "interim Prime Minister"."""
    plain = [w for w in words.casefold().split() if w not in ("the", "interim", "acting", "his", "her")]
    if not plain or not any(head_class(w) for w in plain):
        return None
    same = [p.name for p in actors.people if p.office and set(plain) <= set(p.office.casefold().split())]
    return same[0] if len(same) == 1 else None
