"""Who is who in a document: its people, and the person, side or body that any phrase stands for.

The other parts of the extraction ask here and nowhere else. What actors say or do is not looked at.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from tracktwo import lexicon
from tracktwo.extraction.coreference import Reference, Resolver
from tracktwo.extraction.designations import counterpart_words, group_of, is_plain_group
from tracktwo.extraction.home import with_homes
from tracktwo.extraction.hosts import with_hosts
from tracktwo.extraction.mentions import find_mentions
from tracktwo.extraction.opposites import with_opposites
from tracktwo.extraction.parties import Kind, find_namings, join_parties, party_of_words
from tracktwo.extraction.people import claim_of, gather_people
from tracktwo.extraction.prominence import parties_by_prominence
from tracktwo.extraction.shared_offices import with_shared_offices
from tracktwo.extraction.spellings import Spelling
from tracktwo.extraction.state_offices import with_state_offices
from tracktwo.extraction.told_sides import with_told_sides
from tracktwo.model import Document, DocumentKind, Person


@dataclass(frozen=True, slots=True)
class Actor:
    """Who or what a phrase stands for."""

    #: Full name of a person, or the words of the text for sides, bodies and several people.
    name: str | None
    #: ISO alpha-3, a non-state party's name, several joined by ``+``, or None where the text gives none.
    party: str | None
    is_person: bool
    #: Index into :attr:`Actors.people`, None for sides and bodies.
    person: int | None = None


class Actors:
    """The people of one document, and what phrases stand for. Offsets are code points of the document."""

    def __init__(
        self, doc: Doc, people: tuple[Person, ...], references: Sequence[Reference], parties: tuple[str, ...]
    ) -> None:
        #: The claims, in order of first mention.
        self.people = people
        #: Parties of the talks that the document is about, most prominent first; the two sides are the first two.
        self.parties = parties
        self._doc = doc
        self._named = frozenset(parties)
        self._by_token: dict[int, Reference] = {}
        for reference in references:
            span = doc.char_span(*reference.outer, alignment_mode="expand")
            for token in span or ():
                held = self._by_token.get(token.i)
                if held is None or held.outer[1] - held.outer[0] > reference.outer[1] - reference.outer[0]:
                    self._by_token[token.i] = reference

    def at(self, start: int, end: int) -> Actor | None:
        """Who or what the phrase at these offsets stands for; None where that is open or it is nobody.

        A phrase is what stands for somebody in the text: a name with or without titles, an office, a pronoun,
        "both sides", "Islamabad" where it acts. The phrase's head decides, not a name further inside it.
        """
        span = self._doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return None
        head = _head(span)
        found = self._references_of(span, head)
        if len(found) == 1 and len(found[0].people) == 1:
            (index,) = found[0].people
            return Actor(self.people[index].name, self.people[index].party, True, index)
        words = " ".join(span.text.split())
        if found:
            return Actor(words, join_parties(self._party_of(r) for r in found), False)
        party = self._party_of_words(span, head)
        return Actor(words, party, False) if party else None

    def party_of(self, span: tuple[int, int] | TokenSpan) -> str | None:
        """The party that a phrase is or belongs to: "the Iranian side", "both sides", "Islamabad" where it acts."""
        start, end = (span.start_char, span.end_char) if isinstance(span, TokenSpan) else span
        actor = self.at(start, end)
        return actor.party if actor else None

    def person_at(self, start: int, end: int) -> Person | None:
        """The person that a phrase stands for, if it is one."""
        actor = self.at(start, end)
        return self.people[actor.person] if actor and actor.person is not None else None

    def people_at(self, start: int, end: int) -> tuple[Person, ...]:
        """The several people that one phrase stands for: "the two leaders", "they"; none for anything else."""
        span = self._doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return ()
        found = self._references_of(span, _head(span))
        return (
            tuple(self.people[i] for i in found[0].people)
            if len(found) == 1 and len(found[0].people) > 1
            else ()
        )

    def _references_of(self, span: TokenSpan, head: Token) -> list[Reference]:
        """References that the head of a phrase and what is coordinated with it belong to."""
        tiling = self._tiling(span)
        if len(tiling) > 1:
            return tiling
        found: list[Reference] = []
        for token in (head, *_coordinated(head)):
            if not span.start <= token.i < span.end:
                continue
            reference = self._by_token.get(token.i)
            if reference is not None and reference not in found:
                found.append(reference)
        return found

    def _tiling(self, span: TokenSpan) -> list[Reference]:
        """The references of a mere list, "X of Peru and Y of Chile", however the parser took it; else none."""
        every = dict.fromkeys(r for t in span if (r := self._by_token.get(t.i)) is not None)
        found = [r for r in every if not any(_lies_within(r.outer, o.outer) for o in every if o != r)]
        rest, base = span.text, span.start_char
        for reference in reversed(found):
            rest = rest[: max(0, reference.outer[0] - base)] + rest[max(0, reference.outer[1] - base) :]
        rest = re.sub(r"(?:,? (?:of|from) |\()(?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+)*\)?", "", rest)
        return found if re.fullmatch(r"(?:[\s,;&]|and|as well as|both|together with)*", rest) else []

    def _party_of_words(self, span: TokenSpan, head: Token) -> str | None:
        if group_of(span):
            clear = len(self.parties) == 2 if is_plain_group(span) else len(self.parties) > 1
            return join_parties(self.parties[:2]) if clear else None
        if _is_place(span, head) or _is_private(head):
            return None
        party = party_of_words(span.text, self._named)
        if party:
            return party
        # "Diallo's spokesman" is of Diallo's party; his counterpart is not.
        if head.lemma_.lower() in counterpart_words():
            return None
        for child in head.children:
            if child.dep_ == "nmod:poss" and child.i in self._by_token:
                return self._party_of(self._by_token[child.i])
        return None

    def _party_of(self, reference: Reference) -> str | None:
        return join_parties(self.people[i].party for i in reference.people) or reference.party


def find_actors(document: Document, doc: Doc) -> Actors:
    """Find a document's people and parties, and resolve later mentions of them.

    Args:
        document: the document; people in passages that are not read are left out.
        doc: the same text as the reader read it.
    """
    spelling = Spelling(document.text)
    mentions = with_shared_offices(find_mentions(document, doc, spelling), spelling)
    named = gather_people(mentions, spelling, document)
    met = with_hosts(with_homes(named, document, spelling), document, spelling)
    known = with_state_offices(with_opposites(met, spelling), spelling)
    if document.kind is not DocumentKind.TRANSCRIPT:
        known = with_told_sides(known, parties_by_prominence(document, spelling, known), spelling)
    parties = parties_by_prominence(document, spelling, known)
    resolver = Resolver(doc, known, parties)
    references = resolver.resolve()
    return Actors(doc, tuple(claim_of(person, document) for person in resolver.people), references, parties)


def _lies_within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _head(span: TokenSpan) -> Token:
    """The token of a phrase that the rest of the sentence attaches to; of several the first nominal one."""
    roots = [t for t in span if t.head.i == t.i or not span.start <= t.head.i < span.end]
    nominal = [t for t in roots if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "DET")]
    return (nominal or roots or [span[0]])[0]


def _coordinated(head: Token) -> list[Token]:
    found: list[Token] = []
    for child in head.children:
        if child.dep_ == "conj":
            found += [child, *_coordinated(child)]
    return found


def _is_private(head: Token) -> bool:
    """Whether a phrase is people or businesses of a country: "U.S. companies" do not speak for its government."""
    return head.pos_ == "NOUN" and head.lemma_.casefold() in lexicon.load("references")["private"]


def _is_place(span: TokenSpan, head: Token) -> bool:
    """Whether a capital or a seat of government is only where something is: "in Islamabad", "to the Kremlin"."""
    namings = find_namings(span.text)
    if len(namings) != 1 or namings[0].kind not in (Kind.CAPITAL, Kind.SEAT):
        return False
    only = (
        span.text[: namings[0].start].strip().lower() in ("", "the")
        and not span.text[namings[0].end :].strip()
    )
    located = any(
        c.dep_ == "case"
        and c.lower_ in ("in", "at", "to", "near", "from", "inside", "outside", "into", "via")
        for c in head.children
    )
    return only and located and head.dep_.partition(":")[0] in ("obl", "nmod", "advmod")
