"""Whom an office alone stands for: "the minister", "the Danish president", the nearest who is told to hold it.

Groups of such people are for :mod:`tracktwo.extraction.groups_told`.
"""

from dataclasses import replace

from spacy.tokens import Span, Token

from tracktwo.extraction.designations import end_of_office, holds, is_lesser, office_words
from tracktwo.extraction.offices import head_class, is_modifier
from tracktwo.extraction.parties import Kind, find_namings, party_of_words
from tracktwo.extraction.told_before import ToldBefore

#: Words of offices of which a country has one holder.
_UNIQUE = frozenset({"president", "prime", "premier", "king", "queen", "emir", "chancellor"})


class HeldOffices(ToldBefore):
    """Holders of offices in one pass over a document."""

    def _holder(self, phrase: Span, token: Token) -> int | None:
        """The person who has the office that a phrase names: the nearest before it, or the only one."""
        whole = phrase.doc[phrase.start : end_of_office(token) + 1].text
        party = party_of_words(whole)
        wanted = office_words(phrase.text) | {
            w for w in office_words(whole) if is_modifier(w) or head_class(w)
        }
        holders = [i for i, p in enumerate(self.people) if holds(p, wanted)]
        holding = [i for i in holders if not party or self.people[i].party == party]
        if not holding and party and "+" not in party:
            return self._told_of(holders, party, token)
        if not party and wanted & _UNIQUE:
            holding = self._as_told_by(self._speaking(token), holding, token)
        so_called = [i for i in holding if " ".join(wanted) in self.people[i].offices]
        if len(wanted) == 1 and so_called:
            holding = so_called  # "the Secretary" is "Secretary Hale" rather than the Foreign Secretary
        plain = [i for i in holding if not is_lesser(self.people[i], wanted)]
        # "the minister" may be a deputy; "the prime minister" and "the president" are no deputies.
        holding = plain if plain or wanted & _UNIQUE else holding
        if not party and wanted & _UNIQUE and not self._is_near(holding, token):
            return None
        order = [s.person for s in self.seen if s.person in holding]
        if order:
            return order[-1]
        return holding[0] if len(holding) == 1 and (party or not self._named_before(token)) else None

    def _is_only_holder(self, phrase: Span) -> bool:
        """Whether an office that is coordinated without an article is one person's alone."""
        if phrase[0].lower_ == "the":
            return True
        return sum(holds(p, office_words(phrase.text)) for p in self.people) == 1

    def _as_told_by(self, speaker: int | None, holders: list[int], token: Token) -> list[int]:
        """In a turn of a transcript "the president" is the speaker's own, or one who speaks too or was named there."""
        side = self.people[speaker].party if speaker is not None else None
        if side is None:
            return holders
        begin = max((at for at, _ in self.turns if at <= token.idx), default=0)
        named = {s.person for s in self.seen if self.doc[s.token].idx >= begin} | {i for _, i in self.turns}
        return [i for i in holders if self.people[i].party == side or i in named]

    def _is_near(self, holders: list[int], token: Token) -> bool:
        """Whether no other country was named since a president or prime minister was last told of."""
        last = max((s.token for s in self.seen if s.person in holders), default=None)
        if last is None:
            return True
        number = next((n for n, s in enumerate(self.sentences) if s.start <= token.i < s.end), 0)
        begin = self.sentences[max(0, number - 1)].start_char
        if self.doc[last].idx >= begin:
            return True
        between = self.doc.text[begin : token.idx]
        own = {self.people[i].party for i in holders}
        named = [n.party for n in find_namings(between) if n.party and n.kind is Kind.NAME]
        return not named or named[-1] in own or None in own

    def _told_of(self, holders: list[int], party: str, token: Token) -> int | None:
        """The only holder, named before without a country, whom "the Danish minister" now gives one."""
        if self.quotations[token.i]:
            return None  # "I have asked Denmark's minister": whom somebody quoted means
        seen = {s.person for s in self.seen}
        open_ones = [i for i in holders if not self.people[i].party and i in seen]
        if len(open_ones) != 1 or len(holders) > 1:
            return None
        if any(s.person in open_ones and self.doc[s.token].sent == token.sent for s in self.seen):
            # "Minister A met the Danish minister": who is named in the same sentence is hardly meant.
            return None
        (person,) = open_ones
        self.people[person] = replace(self.people[person], party=party)
        return person
