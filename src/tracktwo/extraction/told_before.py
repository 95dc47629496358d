"""What a document has told of up to a word: its people and parties, where each was named, and whose turn it is.

It only remembers; whom a later mention stands for is decided in :mod:`tracktwo.extraction.pronouns`,
:mod:`tracktwo.extraction.held_offices` and :mod:`tracktwo.extraction.groups_told`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tracktwo.extraction.candidates import Evidence
from tracktwo.extraction.designations import SUBJECTS
from tracktwo.extraction.genders import gender_of
from tracktwo.extraction.inserted import is_put_in
from tracktwo.extraction.parties import join_parties
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.salience import Seen, quotations_of

#: How many sentences back a pronoun may reach.
REACH = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for people or parties; offsets are code points, ``outer`` with titles and apposition."""

    start: int
    end: int
    outer: tuple[int, int]
    #: Indices of the people, empty where only a party is meant.
    people: tuple[int, ...]
    party: str | None


class ToldBefore:
    """The state of one pass over a document; offsets are code points."""

    def __init__(self, doc: Doc, people: Sequence[KnownPerson], parties: Sequence[str]) -> None:
        self.doc = doc
        #: The people, with the parties that later mentions tell of.
        self.people = list(people)
        self.parties = parties
        self.seen: list[Seen] = []
        self.sentences = list(doc.sents)
        #: Where each turn of a transcript begins, and whose it is.
        self.turns = sorted(
            (m.start, i) for i, p in enumerate(people) for m in p.mentions if Evidence.LABEL in m.evidence
        )
        #: Parties of the sides last spoken of as such ("both sides"), by sentence.
        self.sides: dict[int, str] = {}
        #: Subjects that are somebody by office, "the president", of whom it stays open who that is.
        self.open_subjects: list[int] = []
        self.quotations = quotations_of(doc)
        self.genders = [gender_of(p.name, p.titles) for p in people]

    def _see(self, reference: Reference, token: Token, sentence: int) -> None:
        head = _name_head(token, reference)
        quotation = self.quotations[token.i]
        if not reference.people and reference.party and not quotation:
            self.sides[sentence] = reference.party
        for person in reference.people:
            subject = head.dep_ in SUBJECTS or (head.dep_ == "conj" and head.head.dep_ in SUBJECTS)
            teller = subject and is_put_in(head)
            self.seen.append(Seen(person, token.i, sentence, subject, quotation > 0, quotation, teller))

    def _reference(
        self, start: int, end: int, people: tuple[int, ...], party: str | None = None
    ) -> Reference:
        own = party or join_parties(self.people[p].party for p in people)
        return Reference(start, end, (start, end), people, own)

    def _seen_at(self, name: Token) -> int | None:
        """Who is named at a token, if it is somebody of the document."""
        inside = {t.i for t in name.subtree}
        return next((s.person for s in reversed(self.seen) if s.token in inside), None)

    def _speaking(self, token: Token) -> int | None:
        """Whose turn of a transcript a token stands in; nobody speaks of himself as "he"."""
        turns = [turn for turn in self.turns if turn[0] <= token.idx]
        return turns[-1][1] if turns else None

    def _named_before(self, token: Token) -> bool:
        return any(s.token < token.i for s in self.seen)


def _name_head(token: Token, reference: Reference) -> Token:
    """The token of a reference that the rest of the sentence attaches to."""
    head = token
    while head.head.i != head.i and reference.outer[0] <= head.head.idx < reference.outer[1]:
        head = head.head
    return head
