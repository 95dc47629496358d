"""Whom "the two leaders", "both sides", "the ministers" and "his counterpart" stand for, of those told of before.

Single offices and pronouns are for :mod:`tracktwo.extraction.held_offices` and :mod:`tracktwo.extraction.pronouns`.
"""

from functools import cache

from spacy.tokens import Span, Token

from tracktwo import lexicon
from tracktwo.extraction.counted_groups import count_told, listed_parties, parties_of_like_group
from tracktwo.extraction.designations import (
    SUBJECTS,
    classes_of,
    counterpart_words,
    is_plain_group,
    phrase_of,
)
from tracktwo.extraction.parties import Kind, find_namings, join_parties, party_of_words
from tracktwo.extraction.told_before import REACH, Reference, ToldBefore


class Groups(ToldBefore):
    """Groups and counterparts in one pass over a document."""

    def _of_two(self, token: Token, sentence: int) -> Reference | None:
        """ "The two also discussed", "both expressed": the two people last told of together, of two parties."""
        phrase = phrase_of(token)
        words = [t.lower_ for t in phrase]
        if words not in (["the", "two"], ["both"]) or token.dep_ not in SUBJECTS or self.quotations[token.i]:
            return None
        for back in range(REACH + 1):
            here = [s for s in self.seen if s.sentence == sentence - back and not s.quoted]
            people = tuple(dict.fromkeys(s.person for s in here))
            if len({self.people[p].party for p in people} - {None}) > 1:
                return (
                    self._reference(phrase.start_char, phrase.end_char, people) if len(people) == 2 else None
                )
        return None

    def _counterpart(self, token: Token, phrase: Span, sentence: int) -> int | None:
        """The other of two: of the party that the words give, or the only other one of like office nearby."""
        owner = next((c for c in token.children if c.dep_ in ("nmod:poss", "det:poss")), None)
        own = self._owner(owner, sentence)
        party = party_of_words(phrase.text)
        recent = {s.person for s in self.seen if sentence - s.sentence <= REACH and s.person != own}
        if party and (own is None or self.people[own].party != party):
            fitting = [i for i in recent if self.people[i].party == party]
        elif own is not None and owner is not None:
            classes = classes_of(self.people[own])
            fitting = [
                i
                for i in recent
                if self.people[i].party not in (None, self.people[own].party)
                and classes & classes_of(self.people[i])
            ]
        else:
            return None
        return fitting[0] if len(fitting) == 1 else None

    def _of_counterparts(self, token: Token, phrase: Span, sentence: int) -> Reference | None:
        """ "Her counterparts": the people of the other parties, at least two, last told of together with her."""
        owner = next((c for c in token.children if c.dep_ in ("nmod:poss", "det:poss")), None)
        own = self._owner(owner, sentence)
        if own is None or party_of_words(phrase.text):
            return None
        for back in range(REACH + 1):
            here = dict.fromkeys(
                s.person for s in self.seen if s.sentence == sentence - back and not s.quoted
            )
            others = tuple(p for p in here if self.people[p].party not in (None, self.people[own].party))
            if len({self.people[p].party for p in others}) > 1:
                return self._reference(phrase.start_char, phrase.end_char, others)
        return None

    def _owner(self, owner: Token | None, sentence: int) -> int | None:
        if owner is None:
            return None
        last = [s for s in self.seen if s.token <= owner.i and sentence - s.sentence <= 1]
        return last[-1].person if last else None

    def _of_group(self, phrase: Span, noun: str, sentence: int) -> Reference | None:
        leaders: dict[str, list[str]] = lexicon.load("references")["leaders"]
        plain = is_plain_group(phrase)
        if (count := count_told(phrase)) is not None:  # "the three countries"
            parties = listed_parties(self.doc, phrase.start, count)
            return self._reference(phrase.start_char, phrase.end_char, (), parties) if parties else None
        told = parties_of_like_group(phrase[-1], max((s.token for s in self.seen), default=-1))
        if noun in leaders and told is not None and plain:
            return self._reference(phrase.start_char, phrase.end_char, (), told)
        if noun in leaders:
            people = self._last_people(frozenset(leaders[noun]), sentence)
            if people:
                return self._reference(phrase.start_char, phrase.end_char, people)
        if noun in leaders and (like := parties_of_like_group(phrase[-1])) is not None:
            return self._reference(phrase.start_char, phrase.end_char, (), like)
        if noun in leaders and noun not in ("leader", "minister", "counterpart"):
            return None
        if len(self.parties) < 2 or (plain and len(self.parties) > 2):
            return None
        if self.turns and self._speaks_of_others(phrase, sentence):
            return None
        return self._reference(phrase.start_char, phrase.end_char, (), join_parties(self.parties[:2]))

    def _speaks_of_others(self, phrase: Span, sentence: int) -> bool:
        """Whether a turn of a transcript just named somebody of neither side: "both sides" may then be others'."""
        begin = self.sentences[max(0, sentence - 1)].start_char
        said = self.doc.text[begin : phrase.start_char]
        named = {n.party for n in find_namings(said) if n.party and n.kind is not Kind.CITY}
        people = {s.person for s in self.seen if self.doc[s.token].idx >= begin}
        return bool((named | {self.people[i].party for i in people}) - set(self.parties[:2]))

    def _last_people(self, classes: frozenset[str], sentence: int) -> tuple[int, ...]:
        """The two people last seen who hold such offices for two parties, or nobody.

        Of three or more in one sentence the two that are its subjects: "A and B met at the invitation of C".
        """
        found: list[int] = []
        for back in range(REACH + 3):
            here = [
                s
                for s in self.seen
                if s.sentence == sentence - back and classes & classes_of(self.people[s.person])
            ]
            if len({self.people[s.person].party for s in here} - {None}) > 2:
                subjects = tuple(sorted({s.person for s in here if s.subject}))
                return subjects if len({self.people[p].party for p in subjects}) == len(subjects) == 2 else ()
            if here:
                break
        for seen in reversed(self.seen):
            person = self.people[seen.person]
            if sentence - seen.sentence > REACH + 2 or seen.person in found:
                continue
            if not person.party or (found and person.party == self.people[found[0]].party):
                continue
            if (classes & classes_of(person)) or not person.offices:
                found.append(seen.person)
            if len(found) == 2:
                return tuple(sorted(found))
        return ()


@cache
def plural_counterparts() -> frozenset[str]:
    return frozenset(f"{word}s" for word in counterpart_words() if word.endswith("counterpart"))
