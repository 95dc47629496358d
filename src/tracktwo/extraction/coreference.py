"""Who later mentions stand for: "he", "the minister", "his counterpart", "the two leaders", "both sides".

Rules in the tradition of Lee et al. (2013), "Deterministic coreference resolution based on entity-centric,
precision-ranked rules": an office or pronoun takes the nearest person that nothing speaks against, subjects
before others; where that is not clear it stays open. Names are joined in :mod:`tracktwo.extraction.people`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from tracktwo import lexicon
from tracktwo.extraction.candidates import Evidence
from tracktwo.extraction.counted_groups import count_told, listed_parties
from tracktwo.extraction.designations import (
    SUBJECTS,
    classes_of,
    counterpart_words,
    end_of_office,
    group_of,
    holds,
    is_definite,
    is_lesser,
    is_plain_group,
    office_words,
    phrase_of,
)
from tracktwo.extraction.genders import gender_of
from tracktwo.extraction.inserted import is_put_in, told_of
from tracktwo.extraction.offices import head_class, is_modifier
from tracktwo.extraction.parties import Kind, find_namings, join_parties, party_of_words
from tracktwo.extraction.people import KnownPerson
from tracktwo.extraction.salience import Seen, most_prominent, quotations_of

#: How many sentences back a pronoun may reach.
REACH = 4
#: How many sentences back "they" may reach for people or sides that meet.
TOGETHER = 3
#: Words of offices of which a country has one holder.
_UNIQUE = frozenset({"president", "prime", "premier", "king", "queen", "emir", "chancellor"})
_NAMED_ROLES = frozenset({"nsubj", "obj"})


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for people or parties; offsets are code points, ``outer`` with titles and apposition."""

    start: int
    end: int
    outer: tuple[int, int]
    #: Indices of the people, empty where only a party is meant.
    people: tuple[int, ...]
    party: str | None


class Resolver:
    """One pass over a document from the first reference to the last; later ones build on earlier ones."""

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

    def resolve(self) -> tuple[Reference, ...]:
        """All references of the document, names among them, in order of the text."""
        named = {r.start: r for r in self._named()}
        covered = _token_cover(self.doc, named.values())
        found: list[Reference] = []
        for number, sentence in enumerate(self.sentences):
            for token in sentence:
                reference = named.get(token.idx) or named.get(self._inner_start(token, named))
                if reference is None and token.i not in covered and not token._.unread:
                    reference = self._of_token(token, number)
                if reference is None and token.dep_ in SUBJECTS and self._is_somebody_open(token):
                    self.open_subjects.append(token.i)
                if reference is not None and (not found or found[-1] != reference):
                    found.append(reference)
                    self._see(reference, token, number)
        return tuple(found)

    def _named(self) -> Iterator[Reference]:
        for index, person in enumerate(self.people):
            for m in person.mentions:
                yield Reference(m.start, m.end, m.outer, (index,), person.party)

    @staticmethod
    def _inner_start(token: Token, named: dict[int, Reference]) -> int:
        # A bracket before a name may be one token with it or not.
        return next((at for at in range(token.idx, token.idx + len(token)) if at in named), -1)

    def _see(self, reference: Reference, token: Token, sentence: int) -> None:
        head = _name_head(token, reference)
        quotation = self.quotations[token.i]
        if not reference.people and reference.party and not quotation:
            self.sides[sentence] = reference.party
        for person in reference.people:
            subject = head.dep_ in SUBJECTS or (head.dep_ == "conj" and head.head.dep_ in SUBJECTS)
            teller = subject and is_put_in(head)
            self.seen.append(Seen(person, token.i, sentence, subject, quotation > 0, quotation, teller))

    def _of_token(self, token: Token, sentence: int) -> Reference | None:
        word = token.lower_
        pronouns = lexicon.load("references")["pronouns"]
        for gender in ("male", "female"):
            if word in pronouns[gender] and token.pos_ in ("PRON", "DET"):
                if token.dep_ == "nmod:poss" and (subject := _own_subject(token)) is not None:
                    known = self._seen_at(subject)
                    if known is None:
                        return None  # "President Adu looks forward to his visit": nobody named before
                    if self.genders[known] in (gender, None):
                        return self._reference(token.idx, token.idx + len(token), (known,))
                person = self._antecedent(token, sentence, gender)
                return (
                    None if person is None else self._reference(token.idx, token.idx + len(token), (person,))
                )
        if word in pronouns["plural"]:
            return self._of_they(token, sentence)
        if token.pos_ in ("NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ"):
            return self._of_two(token, sentence) or self._of_noun(token, sentence)
        return None

    def _reference(
        self, start: int, end: int, people: tuple[int, ...], party: str | None = None
    ) -> Reference:
        own = party or join_parties(self.people[p].party for p in people)
        return Reference(start, end, (start, end), people, own)

    # Pronouns

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
            if not any(s.subject for s in certain) and any(s.subject for s in here):
                certain = []  # "Secretary Ortman will meet Mary Su. She will …": the subject goes on
            return most_prominent(certain or here, back)
        return None

    def _seen_at(self, name: Token) -> int | None:
        """Who is named at a token, if it is somebody of the document."""
        inside = {t.i for t in name.subtree}
        return next((s.person for s in reversed(self.seen) if s.token in inside), None)

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

    def _speaking(self, token: Token) -> int | None:
        """Whose turn of a transcript a token stands in; nobody speaks of himself as "he"."""
        turns = [turn for turn in self.turns if turn[0] <= token.idx]
        return turns[-1][1] if turns else None

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

    # Offices and groups

    def _of_noun(self, token: Token, sentence: int) -> Reference | None:
        phrase = phrase_of(token)
        group = group_of(phrase)
        if group is not None:
            return self._of_group(phrase, group, sentence)
        if token.lower_ in _counterparts() and token.tag_ == "NNS":
            return self._of_counterparts(token, phrase, sentence)
        if token.tag_ in ("NNS", "NNPS") or (
            head_class(token.text) is None and token.lower_ not in counterpart_words()
        ):
            return None
        if token.lower_ in counterpart_words():
            person = self._counterpart(token, phrase, sentence)
        elif is_definite(phrase):
            person = self._holder(phrase, token)
            if person is not None and token.dep_ == "conj" and not self._is_only_holder(phrase):
                return None  # "the Secretary and Deputy": whose deputy is not told
        else:
            return None
        return None if person is None else self._reference(phrase.start_char, phrase.end_char, (person,))

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

    def _named_before(self, token: Token) -> bool:
        return any(s.token < token.i for s in self.seen)

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
        if noun in leaders:
            people = self._last_people(frozenset(leaders[noun]), sentence)
            if people:
                return self._reference(phrase.start_char, phrase.end_char, people)
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
def _counterparts() -> frozenset[str]:
    return frozenset(f"{word}s" for word in counterpart_words() if word.endswith("counterpart"))


def _is_somebody_new(token: Token) -> bool:
    """Whether a subject brings in somebody by office of whom no name is told: "a second official disputed this"."""
    if token.tag_ != "NN" or head_class(token.text) is None:
        return False
    begins = phrase_of(token)[0].lower_
    return begins in ("a", "an", "another", "one") and not any(c.dep_ == "appos" for c in token.children)


def _own_subject(possessive: Token) -> Token | None:
    """The named person who is the subject of the clause that "his" stands in."""
    for above in possessive.head.ancestors:
        subject = next((c for c in above.children if c.dep_ == "nsubj" and c.i < possessive.i), None)
        if subject is not None:
            return subject if subject.ent_type_ == "PERSON" else None
    return None


def _token_cover(doc: Doc, references: Iterable[Reference]) -> set[int]:
    covered: set[int] = set()
    for reference in references:
        start, end = reference.outer
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            covered.update(range(span.start, span.end))
    return covered


def _name_head(token: Token, reference: Reference) -> Token:
    """The token of a reference that the rest of the sentence attaches to."""
    head = token
    while head.head.i != head.i and reference.outer[0] <= head.head.idx < reference.outer[1]:
        head = head.head
    return head
