"""Who the noun phrases of a contact stand for: named people, groups, sides, leaders of delegations.

It asks :mod:`actors` for everybody's identity and decides none itself; it does not know what a contact is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import conjuncts, obliques_of, phrase_span, phrase_tokens, relation
from tracktwo.extraction.nearby import people_after, titled_party
from tracktwo.extraction.parties import party_of_words
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Participant

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actor, Actors


#: How many words may stand between an office and the name of who holds it.
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at a contact, and the word that told of them."""

    participant: Participant
    token: Token
    #: A person with a name, not a group or side.
    is_person: bool = False
    #: Somebody whom one speaks to without that being a contact: reporters, a crowd.
    is_audience: bool = False
    #: People of a party who do not stand for it: families, activists.
    is_apart: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes two attendees the same: a person's name, a side's party, a group's words."""
        if self.is_person and self.participant.name:
            return ("person", self.participant.name)
        if self.participant.party and not self.is_apart:
            return ("side", self.participant.party)
        return ("group", (self.participant.name or "").lower())

    @property
    def parties(self) -> frozenset[str]:
        """The parties this attendee belongs to, none where the text gives none."""
        return frozenset((self.participant.party or "").split("+")) - {""}


def attendees_of(tokens: Iterable[Token], actors: Actors) -> tuple[Attendee, ...]:
    """The people, groups and sides for which the noun phrases of ``tokens`` stand, each once.

    "A delegation led by X" gives X; "the two sides" gives each side; "Kerry and Sharif" needs both tokens.
    """
    found: list[Attendee] = []
    for token in tokens:
        for attendee in _attendees(token, actors):
            same = next((n for n, other in enumerate(found) if other.key == attendee.key), None)
            if same is None:
                found.append(attendee)
            elif attendee.token.ent_type_ == "PERSON" != found[same].token.ent_type_:
                found[same] = attendee  # the name itself tells more than an office that stands for it
    return tuple(_without_shadows(found))


def _attendees(token: Token, actors: Actors) -> list[Attendee]:
    if _is_dateline(token):
        return []
    leaders = [a for lead in _leaders(token) for a in _attendees(lead, actors)]
    people = [a for a in leaders if a.is_person]
    if people and token.ent_type_ == "PERSON":
        # "Minister X, accompanied by Y"
        own = _own(token, actors)
        return [*own, *(a for a in people if a.key not in {o.key for o in own})]
    if people:
        party = actors.party_of(phrase_span(token))
        return [_with_party(a, party) for a in people]
    if token.lower_ == "we":
        # "We, the foreign ministers of A, B and C, met"
        behind = [t for t in token.doc[token.i + 1 : token.i + _NEAR] if t.tag_ in ("NNS", "NNPS")]
        if behind and len(_sides_of_group(behind[0])) > 1:
            return _several(behind[0], actors)
    own = _own(token, actors)
    for child in token.children:
        # "the foreign minister, X", and lists that the parser takes for appositions
        if relation(child) == "appos" and child.i > token.i:
            for item in conjuncts(child):
                named = [a for a in _own(item, actors) if a.is_person]
                party = next((o.participant.party for o in own if not o.is_person), None)
                own += [_with_party(a, party) for a in named if a.key not in {o.key for o in own}]
    if any(a.is_person for a in own):
        own = [a for a in own if a.is_person]
    return own


def _is_dateline(token: Token) -> bool:
    """Whether a place in capitals begins a line, as that of an agency's report does."""
    if not (token.is_upper and len(token) > 3 and token.ent_type_ in ("LOCATION", "FACILITY")):
        return False
    return token.i == 0 or "\n" in token.doc.text[token.idx - 1 : token.idx]


def _own(token: Token, actors: Actors) -> list[Attendee]:
    if lemma_of(token) in _list("audience"):
        return [Attendee(Participant(name=_words(token)), token, is_audience=True)]
    if (
        lemma_of(token) in _list("people")
        and token.tag_ in ("NNS", "NNPS")
        and len(_sides_of_group(token)) > 1
    ):
        return _several(token, actors)
    actor = _actor(token, actors)
    if actor is not None and actor.is_person and token.tag_ == "NNS" and lemma_of(token) in _list("people"):
        # "Representatives of the incoming Adu administration", and not Adu
        party = actor.party or actors.party_of(phrase_span(token))
        return [Attendee(Participant(name=_words(token), party=party), token)]
    if actor is not None and actor.is_person and actor.name:
        own = token.doc.char_span(*phrase_span(token), alignment_mode="expand") or [token]
        name = next((t for t in own if t.i >= token.i and t.ent_type_ == "PERSON"), token)
        party = actor.party or titled_party(name)
        return [Attendee(Participant(name=actor.name, party=party), token, is_person=True)]
    several = actors.people_at(*phrase_span(token)) if actor is not None and not actor.is_person else ()
    if several:
        # "the two leaders"
        return [Attendee(Participant(name=p.name, party=p.party), token, is_person=True) for p in several]
    if actor is not None and actor.party:
        if lemma_of(token) in _list("outsiders"):
            return [Attendee(Participant(name=_words(token), party=actor.party), token, is_apart=True)]
        return _sides(token, actor.party)
    if token.ent_type_ == "PERSON":
        words = next((ent.text for ent in token.doc.ents if ent.start <= token.i < ent.end), token.text)
        return [Attendee(Participant(name=words), token, is_person=True)]
    if token.ent_type_ == "ORGANIZATION":
        body = next((e.text for e in token.doc.ents if e.start <= token.i < e.end), token.text)
        return [Attendee(Participant(name=" ".join(body.split())), token)]
    if lemma_of(token) in _list("people") and _is_group(token):
        party = actors.party_of(phrase_span(token))
        return [Attendee(Participant(name=_words(token), party=party), token)]
    return []


def _actor(token: Token, actors: Actors) -> Actor | None:
    own = (token.idx, token.idx + len(token))
    named = next((e for e in token.doc.ents if e.start <= token.i < e.end and e.label_ == "PERSON"), None)
    first = (named.start_char, named.end_char) if named is not None else phrase_span(token)
    for start, end in dict.fromkeys((first, phrase_span(token), _name_span(token), own)):
        actor = actors.at(start, end)
        if actor is not None:
            return actor
    return None


def _sides(token: Token, party: str) -> list[Attendee]:
    return [Attendee(Participant(name=None, party=code), token) for code in party.split("+")]


def _several(token: Token, actors: Actors) -> list[Attendee]:
    """ "The foreign ministers of X and Y": each side, or the people named behind them in the same order."""
    sides = _sides_of_group(token)
    places = [t for o in obliques_of(token, "of", "from") for t in conjuncts(o.token)]
    last = max((t for t in places if t.ent_type_ == "LOCATION"), key=lambda t: t.i, default=token)
    behind = last.nbor() if last.i + 1 < len(last.doc) else last
    people = people_after(behind) if behind.text == "," else ()
    if len(people) == len(sides):
        named = [(_actor(person, actors), code, person) for person, code in zip(people, sides, strict=True)]
        found = [(a.name, code, person) for a, code, person in named if a is not None and a.is_person]
        if len(found) == len(sides):
            return [Attendee(Participant(name=n, party=c), t, is_person=True) for n, c, t in found]
    return [Attendee(Participant(name=None, party=code), token) for code in sides]


def _sides_of_group(token: Token) -> list[str]:
    # "Kenyan and Ugandan ministers", but not "business people in Kenya"
    named = [t for t in phrase_tokens(token) if t.i < token.i and t.ent_type_ in ("NORP", "LOCATION")]
    named += [c for t in token.children if relation(t) == "amod" for c in conjuncts(t)]
    codes = [party_of_words(t.text) for t in named]
    for o in obliques_of(token, "of", "from"):
        countries = [t for t in conjuncts(o.token) if t.pos_ == "PROPN"]
        codes += [party_of_words(t.doc[t.left_edge.i : t.i + 1].text) for t in countries]
    return list(dict.fromkeys(c for c in codes if c))


def _is_group(token: Token) -> bool:
    """A plural or a noun with a determiner; a bare office before a name is neither."""
    return token.tag_ in ("NNS", "NNPS") or any(
        relation(c) in ("det", "amod", "nummod") or c.dep_ == "nmod:poss" for c in token.children
    )


def _leaders(token: Token) -> list[Token]:
    found: list[Token] = []
    for child in token.children:
        if relation(child) == "acl" and lemma_of(child) in _list("led"):
            behind = child.nbor() if child.i + 1 < child.sent.end else child
            found += people_after(behind) if behind.lower_ == "by" else ()
            found += [o.token for o in obliques_of(child, "by")]
            if child.tag_ == "VBG":
                found += [t for c in child.children if relation(c) == "obj" for t in conjuncts(c)]
    return found


def _with_party(attendee: Attendee, party: str | None) -> Attendee:
    if attendee.participant.party or not party or "+" in party:
        return attendee
    name = attendee.participant.name
    return Attendee(Participant(name=name, party=party), attendee.token, attendee.is_person)


def _without_shadows(found: list[Attendee]) -> list[Attendee]:
    """Leave out a side or office that only describes a person, and give that person its party if it has none.

    "her Bolivian counterpart X", "the foreign minister, X", "the ministers of Georgia and Armenia, X and Y".
    """
    people = [a for a in found if a.is_person]
    within = {t.i for a in people for t in phrase_tokens(a.token)}
    kept: list[Attendee] = []
    described: dict[str, str | None] = {}
    for one in found:
        person = next((p for p in people if not one.is_person and _describes(one.token, p.token)), None)
        if person is not None:
            if not person.participant.party:
                described[person.participant.name or ""] = one.participant.party
        elif one.is_person or one.token.i not in within:
            kept.append(one)
    return [_with_party(a, described.get(a.participant.name or "")) for a in kept]


def _describes(word: Token, name: Token) -> bool:
    """Whether ``word`` stands before the name in one phrase, at most a comma between after an office."""
    if not 0 < name.i - word.i <= _NEAR:
        return False
    between = [t for t in word.doc[word.i + 1 : name.i] if t.ent_type_ != "PERSON"]
    if any(t.pos_ in ("VERB", "AUX", "CCONJ") for t in between):
        return False
    commas = sum(t.text == "," for t in between)
    if commas and lemma_of(word) not in _list("people"):
        return False
    return commas == 0 or (commas == 1 and between[0].text == ",")


def _name_span(token: Token) -> tuple[int, int]:
    parts = [
        token,
        *(
            c
            for c in token.children
            if relation(c) == "flat" or (relation(c) == "compound" and c.pos_ == "PROPN")
        ),
    ]
    first, last = min(parts, key=lambda t: t.i), max(parts, key=lambda t: t.i)
    return first.idx, last.idx + len(last.text)


def _words(token: Token) -> str:
    start, end = phrase_span(token)
    return " ".join(token.doc.text[start:end].split())


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("contacts")[name])
