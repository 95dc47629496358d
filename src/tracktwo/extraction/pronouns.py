"""Whom "he", "she" and "they" stand for: the nearest person or people that nothing speaks against, subjects first.

Where two are as likely it stays open. Offices and groups are for :mod:`tracktwo.extraction.held_offices` and
:mod:`tracktwo.extraction.groups_told`.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.designations import SUBJECTS, is_definite, phrase_of
from tracktwo.extraction.inserted import is_put_in, told_of
from tracktwo.extraction.offices import head_class
from tracktwo.extraction.salience import Seen, most_prominent
from tracktwo.extraction.told_before import REACH, Reference, ToldBefore

#: How many sentences back "they" may reach for people or sides that meet.
TOGETHER = 3
_NAMED_ROLES = frozenset({"nsubj", "obj"})


class Pronouns(ToldBefore):
    """Pronouns of one pass over a document."""

    def _antecedent(self, token: Token, sentence: int, gender: str) -> int | None:
        """The person for "he" or "she": by sentence back, subjects first; None where two are as likely."""
        quotation = self.quotations[token.i]
        usable = [
            s for s in self.seen
            if sentence - s.sentence <= REACH
            and self.genders[s.person] in (gender, None)
            and (s.quotation == quotation if quotation else not s.quoted)
            and s.person != self._speaking(token)
        ]  # fmt: skip
        if token.dep_ not in ("nmod:poss", "det:poss"):
            told = told_of(token)
            usable = [s for s in usable if s.token not in told and not self._same_clause_argument(token, s)]
        for back in range(REACH + 1):
            here = [s for s in usable if s.sentence == sentence - back]
            if not here:
                continue
            if self._is_open(token, here):
                return None
            certain = [s for s in here if self.genders[s.person] == gender]
            if any(s.subject for s in here) or gender == "male":
                # "Secretary Ortman will meet Mary Su. She will …": the subject goes on; and of two men beside
                # each other the one whose first name is known is no likelier "he".
                certain = []
            return most_prominent(certain or here, back)
        return None

    def _is_somebody_open(self, token: Token) -> bool:
        """Whether a subject that stays open is somebody: by office, or the "he" who tells what stands before."""
        singular = lexicon.load("references")["pronouns"]
        is_he = token.lower_ in (*singular["male"], *singular["female"])
        return self._is_office(token) or _is_somebody_new(token) or (is_he and is_put_in(token))

    @staticmethod
    def _is_office(token: Token) -> bool:
        definite = is_definite(phrase_of(token)) if token.tag_ in ("NN", "NNP") else False
        return definite and head_class(token.text) is not None

    def _is_open(self, token: Token, seen: Sequence[Seen]) -> bool:
        """Whether somebody by office, of whom it is open who that is, was the subject since anybody of ``seen``."""
        begin = self.doc[seen[-1].token].sent.start
        last = max(s.token for s in seen)
        # Whom a quotation speaks of is nobody whom "he said" behind it goes on with.
        inside = told_of(token)
        told = [
            i for i in self.open_subjects
            if self.quotations[i] in (0, self.quotations[token.i])
            and i not in inside
            and not self._is_told_by(i, seen)
        ]  # fmt: skip
        return any(max(last, begin) < i < token.i for i in told)

    def _is_told_by(self, subject: int, seen: Sequence[Seen]) -> bool:
        """Whether a subject stands in what one of ``seen`` says: "Paredes asked why the minister was silent"."""
        verb = self.doc[subject].head
        if verb.dep_ != "ccomp":
            return False
        tellers = [s for s in seen if s.subject and s.token < subject]
        return any(verb.head in (self.doc[s.token].head, *self.doc[s.token].ancestors) for s in tellers)

    def _of_they(self, token: Token, sentence: int) -> Reference | None:
        """The people of two parties in the nearest sentence that has some, or the sides last spoken of."""
        if self.quotations[token.i]:
            return None
        for back in range(TOGETHER + 1):
            here = [s for s in self.seen if s.sentence == sentence - back and not s.quoted]
            people = tuple(dict.fromkeys(s.person for s in here))
            parties = {self.people[p].party for p in people} - {None}
            if len(people) > 1 and len(parties) > 1:
                if self._has_other_plural(sentence - back, token, here[-1].token):
                    return None
                return self._reference(token.idx, token.idx + len(token), people)
            sides = self.sides.get(sentence - back)
            if sides and not people:
                return Reference(
                    token.idx, token.idx + len(token), (token.idx, token.idx + len(token)), (), sides
                )
            if self._has_other_plural(sentence - back, token):
                return None
        return None

    def _has_other_plural(self, sentence: int, before: Token, after: int = -1) -> bool:
        """Whether a sentence has another plural that "they" may mean as its subject or object."""
        if sentence < 0:
            return True
        return any(
            t.tag_ in ("NNS", "NNPS") and after < t.i < before.i and t.dep_.partition(":")[0] in _NAMED_ROLES
            for t in self.sentences[sentence]
        )

    def _same_clause_argument(self, token: Token, seen: Seen) -> bool:
        """Whether both are arguments of one predicate, so that they cannot be the same person."""
        other = self.doc[seen.token]
        other = next(
            (t for t in (other, *other.ancestors) if t.dep_ not in ("flat", "compound", "appos")), other
        )
        if token.head == other.head and token.dep_ in ("obj", "iobj", "obl") and other.dep_ in SUBJECTS:
            return True
        return token.dep_ in SUBJECTS and token.head == other.head and other.dep_ in ("obj", "iobj", "obl")


def _is_somebody_new(token: Token) -> bool:
    """Whether a subject brings in somebody by office of whom no name is told: "a second official disputed this"."""
    if token.tag_ != "NN" or head_class(token.text) is None:
        return False
    begins = phrase_of(token)[0].lower_
    return begins in ("a", "an", "another", "one") and not any(c.dep_ == "appos" for c in token.children)
