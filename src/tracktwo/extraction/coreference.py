"""Who later mentions stand for: "he", "the minister", "his counterpart", "the two leaders", "both sides".

Rules in the tradition of Lee et al. (2013), "Deterministic coreference resolution based on entity-centric,
precision-ranked rules": an office or pronoun takes the nearest person that nothing speaks against, subjects
before others; where that is not clear it stays open. Names are joined in :mod:`tracktwo.extraction.people`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from tracktwo import lexicon
from tracktwo.extraction.genders import gender_of
from tracktwo.extraction.offices import head_class, office_classes
from tracktwo.extraction.parties import find_namings, join_parties, party_of_words
from tracktwo.extraction.people import KnownPerson

#: How many sentences back a pronoun may reach.
REACH = 4
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_OPENING, _CLOSING, _EITHER = frozenset("“«"), frozenset("”»"), frozenset({'"', "''", "``"})


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for people or parties; offsets are code points, ``outer`` with titles and apposition."""

    start: int
    end: int
    outer: tuple[int, int]
    #: Indices of the people, empty where only a party is meant.
    people: tuple[int, ...]
    party: str | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A reference already passed: whom, where, and how prominent."""

    person: int
    token: int
    sentence: int
    subject: bool
    quoted: bool
    #: Quotations begun before it, to tell one from the next.
    quotation: int


class Resolver:
    """One pass over a document from the first reference to the last; later ones build on earlier ones."""

    def __init__(self, doc: Doc, people: Sequence[KnownPerson], parties: Sequence[str]) -> None:
        self.doc = doc
        self.people = people
        self.parties = parties
        self.seen: list[_Seen] = []
        self.quotations = _quotations(doc)
        self.genders = [gender_of(p.name, p.titles) for p in people]

    def resolve(self) -> tuple[Reference, ...]:
        """All references of the document, names among them, in order of the text."""
        named = {r.start: r for r in self._named()}
        covered = _token_cover(self.doc, named.values())
        found: list[Reference] = []
        for number, sentence in enumerate(self.doc.sents):
            for token in sentence:
                reference = named.get(token.idx) or named.get(self._inner_start(token, named))
                if reference is None and token.i not in covered and not token._.unread:
                    reference = self._of_token(token, number)
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
        for person in reference.people:
            subject = head.dep_ in _SUBJECTS or (head.dep_ == "conj" and head.head.dep_ in _SUBJECTS)
            self.seen.append(_Seen(person, token.i, sentence, subject, quotation > 0, quotation))

    def _of_token(self, token: Token, sentence: int) -> Reference | None:
        word = token.lower_
        pronouns = lexicon.load("references")["pronouns"]
        for gender in ("male", "female"):
            if word in pronouns[gender] and token.pos_ in ("PRON", "DET"):
                person = self._antecedent(token, sentence, gender)
                return (
                    None if person is None else self._reference(token.idx, token.idx + len(token), (person,))
                )
        if token.pos_ in ("NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ"):
            return self._of_noun(token, sentence)
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
        ]  # fmt: skip
        if token.dep_ not in ("nmod:poss", "det:poss"):
            usable = [s for s in usable if not self._same_clause_argument(token, s)]
        for back in range(REACH + 1):
            here = [s for s in usable if s.sentence == sentence - back]
            if not here:
                continue
            certain = [s for s in here if self.genders[s.person] == gender]
            return _most_prominent(certain or here, back)
        return None

    def _same_clause_argument(self, token: Token, seen: _Seen) -> bool:
        """Whether both are arguments of one predicate, so that they cannot be the same person."""
        other = self.doc[seen.token]
        other = next(
            (t for t in (other, *other.ancestors) if t.dep_ not in ("flat", "compound", "appos")), other
        )
        if token.head == other.head and token.dep_ in ("obj", "iobj", "obl") and other.dep_ in _SUBJECTS:
            return True
        return token.dep_ in _SUBJECTS and token.head == other.head and other.dep_ in ("obj", "iobj", "obl")

    # Offices and groups

    def _of_noun(self, token: Token, sentence: int) -> Reference | None:
        phrase = _phrase(token)
        group = group_of(phrase)
        if group is not None:
            return self._of_group(phrase, group, sentence)
        if (
            token.tag_ in ("NNS", "NNPS")
            or head_class(token.text) is None
            and token.lower_ not in _counterparts()
        ):
            return None
        if token.lower_ in _counterparts():
            person = self._counterpart(token, phrase, sentence)
        elif _is_definite(phrase):
            person = self._holder(phrase, token)
        else:
            return None
        return None if person is None else self._reference(phrase.start_char, phrase.end_char, (person,))

    def _holder(self, phrase: Span, token: Token) -> int | None:
        """The person who has the office that a phrase names: the nearest before it, or the only one."""
        whole = phrase.doc[phrase.start : _end_of_office(token) + 1].text
        party = party_of_words(whole)
        wanted = _office_words(phrase.text)
        holding = [
            i for i, p in enumerate(self.people) if _holds(p, wanted) and (not party or p.party == party)
        ]
        plain = [i for i in holding if not _is_lesser(self.people[i], wanted)]
        holding = plain or holding
        order = [s.person for s in self.seen if s.person in holding]
        if order:
            return order[-1]
        return holding[0] if len(holding) == 1 and (party or not self._named_before(token)) else None

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
            classes = _classes(self.people[own])
            fitting = [
                i
                for i in recent
                if self.people[i].party not in (None, self.people[own].party)
                and classes & _classes(self.people[i])
            ]
        else:
            return None
        return fitting[0] if len(fitting) == 1 else None

    def _owner(self, owner: Token | None, sentence: int) -> int | None:
        if owner is None:
            return None
        last = [s for s in self.seen if s.token <= owner.i and sentence - s.sentence <= 1]
        return last[-1].person if last else None

    def _of_group(self, phrase: Span, noun: str, sentence: int) -> Reference | None:
        leaders: dict[str, list[str]] = lexicon.load("references")["leaders"]
        if noun in leaders:
            people = self._last_people(frozenset(leaders[noun]), sentence)
            if people:
                return self._reference(phrase.start_char, phrase.end_char, people)
        if noun in leaders and noun not in ("leader", "minister", "counterpart"):
            return None
        if len(self.parties) < 2:
            return None
        return self._reference(phrase.start_char, phrase.end_char, (), join_parties(self.parties[:2]))

    def _last_people(self, classes: frozenset[str], sentence: int) -> tuple[int, ...]:
        """The two people last seen who hold such offices for two parties, or nobody."""
        found: list[int] = []
        for seen in reversed(self.seen):
            person = self.people[seen.person]
            if sentence - seen.sentence > REACH + 2 or seen.person in found:
                continue
            if not person.party or (found and person.party == self.people[found[0]].party):
                continue
            if classes & _classes(person) or not person.offices:
                found.append(seen.person)
            if len(found) == 2:
                return tuple(sorted(found))
        return ()


def _most_prominent(here: list[_Seen], back: int) -> int | None:
    """Of the people of one sentence the last subject; without one the only person, else nobody."""
    subjects = [s for s in here if s.subject]
    if subjects:
        return subjects[0].person if back else subjects[-1].person
    people = {s.person for s in here}
    return here[-1].person if len(people) == 1 else None


def _quotations(doc: Doc) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside; a paragraph's end closes one."""
    numbers, number, inside = [], 0, False
    text = doc.text  # joined anew from all tokens at each asking
    for token in doc:
        opens = token.text in _OPENING or (token.text in _EITHER and not inside)
        closes = inside and (token.text in _CLOSING or token.text in _EITHER)
        if opens and not inside:
            number, inside = number + 1, True
        elif closes:
            inside = False
        numbers.append(number if inside else 0)
        if "\n\n" in token.text or "\n\n" in token.whitespace_:
            inside = False
        if token.i + 1 < len(doc) and "\n\n" in text[token.idx + len(token) : doc[token.i + 1].idx]:
            inside = False
    return numbers


def _token_cover(doc: Doc, references: object) -> set[int]:
    covered: set[int] = set()
    for reference in references:  # type: ignore[attr-defined]
        span = doc.char_span(*reference.outer, alignment_mode="expand")
        if span is not None:
            covered.update(range(span.start, span.end))
    return covered


def _name_head(token: Token, reference: Reference) -> Token:
    """The token of a reference that the rest of the sentence attaches to."""
    head = token
    while head.head.i != head.i and reference.outer[0] <= head.head.idx < reference.outer[1]:
        head = head.head
    return head


def _phrase(token: Token) -> Span:
    """A noun with what stands before it."""
    left = token
    for child in token.lefts:
        if child.dep_.partition(":")[0] in (
            "det",
            "amod",
            "compound",
            "nmod",
            "nummod",
            "flat",
            "advmod",
            "case",
        ):
            left = min(left, child.left_edge, key=lambda t: t.i)
    return token.doc[left.i : token.i + 1]


def _end_of_office(token: Token) -> int:
    """Index of the last token of an office's "of" and "for" phrases."""
    ends = [
        c.right_edge.i
        for c in token.rights
        if c.dep_.partition(":")[0] == "nmod" and any(g.lower_ in ("of", "for") for g in c.lefts)
    ]
    return max(ends, default=token.i)


def group_of(phrase: Span) -> str | None:
    """The noun, in the singular, by which a phrase stands for the two sides or leaders; None for any other."""
    data = lexicon.load("references")
    words = [t.lower_ for t in phrase]
    noun = phrase[-1]
    if words in (["both"],):
        return "side" if noun.dep_.partition(":")[0] in ("nsubj", "obj", "obl") else None
    singular = noun.lemma_.lower()
    if noun.tag_ not in ("NNS", "NNPS") or any(w in data["indefinite"] for w in words[:-1] if w != "former"):
        return None
    numbered = "both" in words or "two" in words
    if singular in data["sides"] and (numbered or (words[0] == "the" and noun.lower_ in data["plain_sides"])):
        return singular if singular not in data["leaders"] else singular
    return singular if singular in data["leaders"] and numbered else None


@cache
def _counterparts() -> frozenset[str]:
    return frozenset(lexicon.load("references")["counterparts"])


def _is_definite(phrase: Span) -> bool:
    """Whether a phrase names somebody known: "the", "Kabul's", or an office in capitals by itself."""
    first = phrase[0]
    if first.lower_ in lexicon.load("references")["indefinite"] or first.lower_ in (
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
    ):
        return False
    if first.lower_ in ("the", "this", "that"):
        return True
    if any(n.party for n in find_namings(phrase.text)) and any(t.tag_ == "POS" for t in phrase):
        return True
    return (
        all(t.text[:1].isupper() for t in phrase) and phrase[-1].dep_ in _SUBJECTS and not first.is_sent_start
    )


def _office_words(words: str) -> frozenset[str]:
    """The words of an office without whose it is and without articles."""
    text = words
    for naming in reversed(find_namings(words)):
        text = text[: naming.start] + text[naming.end :]
    kept = (w.strip(".,'’s") if w in ("'s", "’s") else w.strip(".,") for w in text.lower().split())
    return frozenset(
        w
        for w in kept
        if w
        and w not in ("the", "this", "that", "of", "for", "and", "'s", "’s", "visiting", "outgoing", "new")
    )


@cache
def _also(office: str) -> tuple[frozenset[str], ...]:
    """An office's words and those of offices that texts use for it."""
    others: list[str] = lexicon.load("references")["also_called"].get(office, [])
    return tuple(frozenset(o.split()) for o in (office, *others))


def _holds(person: KnownPerson, wanted: frozenset[str]) -> bool:
    forms = _also(" ".join(sorted(wanted))) if len(wanted) == 1 else _forms(wanted)
    return any(
        form <= frozenset(office.replace(",", " ").replace(".", "").split())
        for office in person.offices
        for form in forms
    )


def _forms(wanted: frozenset[str]) -> tuple[frozenset[str], ...]:
    also: dict[str, list[str]] = lexicon.load("references")["also_called"]
    for office in also:
        if frozenset(office.split()) == wanted:
            return _also(office)
    return (wanted,)


def _is_lesser(person: KnownPerson, wanted: frozenset[str]) -> bool:
    """Whether an office is a deputy's or a former one though the phrase does not say so."""
    lesser = {"deputy", "vice", "assistant", "former", "ex", "acting", "under"} - wanted
    return all(lesser & set(office.replace("-", " ").split()) for office in person.offices)


def _classes(person: KnownPerson) -> frozenset[str]:
    found = office_classes(person.offices)
    return found | {"minister"} if "secretary" in found else found
