"""Whose words a statement is: the source of a draft resolved to a person, a side or the words of the text.

Who a mention stands for is the actors' knowledge; here is decided which mention counts and what is shown where
it stands for nobody by name. A pronoun that stays open gives None, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import phrase_span, relation
from tracktwo.extraction.coordinated import is_several, party_of_several
from tracktwo.extraction.counted_groups import parties_of_list
from tracktwo.extraction.designations import is_plain_group, phrase_of
from tracktwo.extraction.drafts import Draft, Origin, tokens_in, words_at
from tracktwo.extraction.home import issuing_party
from tracktwo.extraction.issuers import issuers_of
from tracktwo.extraction.its import owner_by_its
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.outlets import is_outlet
from tracktwo.extraction.spellings import Spelling
from tracktwo.extraction.transcripts import Turn, is_office_alone, name_in
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Document, DocumentKind, Span

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


@dataclass(frozen=True, slots=True)
class Speaker:
    """``name`` is a full name or the words of the text; both are None where it stays open."""

    name: str | None
    party: str | None
    is_person: bool = False


OPEN = Speaker(None, None)


@dataclass(frozen=True, slots=True)
class Together:
    """All who speak together in a document: their parties joined, and what sort of document it is."""

    party: str | None
    kind: DocumentKind = DocumentKind.OTHER
    #: The party of the ministry or government whose page it is, where that is told: its own "we".
    house: str | None = None


def together(drafts: Sequence[Draft], document: Document, doc: Doc, actors: Actors) -> Together:
    """Who speaks where a document says "participants" or "we".

    In what several publish together, those who issue it, or else those whom it names together as its first
    speakers; where neither is told of more than two parties it stays open. In other documents, the two sides.
    """
    kind = document.kind
    if kind is not DocumentKind.JOINT_STATEMENT:
        return Together(joint_party(actors), kind, _house_of(document, drafts, doc, actors))
    issuers = issuers_of(document, actors)
    first = next((p for d in sorted(drafts, key=lambda d: d.start) if (p := _several(d, doc, actors))), None)
    if issuers.told:
        wider = (
            first if issuers.party and set(issuers.party.split("+")) < set((first or "").split("+")) else None
        )
        return Together(wider or issuers.party, kind)
    return Together(first, kind)


def _house_of(document: Document, drafts: Sequence[Draft], doc: Doc, actors: Actors) -> str | None:
    """Whose page a readout or notice is: by who issues it, or by the side of all people who speak in it by office."""
    if document.kind not in (DocumentKind.READOUT, DocumentKind.NOTICE, DocumentKind.OTHER):
        return None
    if not any(t.lower_ == "we" for d in drafts for t in tokens_in(doc, d.source)):
        return None
    told = issuing_party(document, Spelling(document.text))
    if told is not None:
        return told
    spoken = {f.party for d in drafts if (f := speaker_of(d, doc, actors)).is_person}
    return next(iter(spoken)) if len(spoken) == 1 else None


def _several(draft: Draft, doc: Doc, actors: Actors) -> str | None:
    """The parties of a draft with more than one of them by name."""
    party = None if draft.origin is Origin.MEETING else speaker_of(draft, doc, actors).party
    return party if party and "+" in party else None


def speaker_of(draft: Draft, doc: Doc, actors: Actors, all_sides: Together | None = None) -> Speaker:
    """Resolve the source of a draft; ``all_sides`` are those who speak where nobody in particular does."""
    all_sides = all_sides or Together(joint_party(actors))
    if draft.origin is Origin.MEETING:
        return Speaker(_meeting_name(), all_sides.party)
    if not draft.source:
        return OPEN
    tokens = tokens_in(doc, draft.source[:1])
    found = speaker_of_tokens(tokens, doc, actors)
    if all_sides.kind is DocumentKind.JOINT_STATEMENT:
        if _speaks_for_all(tokens, all_sides.kind):
            return Speaker(" ".join(t.text for t in tokens), all_sides.party)
        opens_so = bool(tokens) and tokens[0].lower_ == "we" and all_sides.party is not None
        if opens_so or _is_cut_from_list(tokens, found.party, all_sides.party):
            return Speaker(found.name, all_sides.party)
    if found.party is None and all_sides.house and [t.lower_ for t in tokens] == ["we"]:
        return Speaker(" ".join(t.text for t in tokens), all_sides.house)
    if found.is_person and _is_spoken_to(found, draft, tokens, actors):
        return holder_of(tokens, actors)
    if found.party is None and not found.is_person and _speaks_for_all(tokens, all_sides.kind):
        return Speaker(" ".join(t.text for t in tokens), _if_present(all_sides.party, actors))
    return found


def _if_present(sides: str | None, actors: Actors) -> str | None:
    """``sides`` where the page names a person of each; a country that is only talked about did not meet anybody."""
    present = {p for person in actors.people for p in (person.party or "").split("+")}
    return sides if sides and set(sides.split("+")) <= present else None


def _is_spoken_to(speaker: Speaker, draft: Draft, source: Sequence[Token], actors: Actors) -> bool:
    """Whether the person found is whom the words are said to: "The Deputy Secretary thanked Secretary Soto"."""
    last = (speaker.name or "").split()[-1:]
    verb = draft.verb
    if verb is None or verb.pos_ != "VERB" or any(t.text in last for t in source):
        return False
    told = [c for c in verb.children if relation(c) in ("obj", "iobj") and c.i > verb.i]
    found = [a for c in told if (a := actors.at(c.idx, c.idx + len(c))) is not None and c.pos_ == "PROPN"]
    return any(a.is_person and a.name == speaker.name for a in found)


def holder_of(source: Sequence[Token], actors: Actors) -> Speaker:
    """The one person of the document whose office has all words of a source, else nobody."""
    plain = {t.lower_ for t in source if t.lower_ != "the" and t.is_alpha}
    same = [p for p in actors.people if p.office and plain <= set(p.office.casefold().split())]
    return Speaker(same[0].name, same[0].party, True) if len(same) == 1 else OPEN


def _is_cut_from_list(tokens: Sequence[Token], party: str | None, everybody: str | None) -> bool:
    """Whether a source is only the end of the list of those who issue a statement."""
    if not tokens or not party or not everybody or "+" not in party or tokens[0].i == 0:
        return False
    return set(party.split("+")) < set(everybody.split("+")) and tokens[0].nbor(-1).text == ","


def _speaks_for_all(tokens: Sequence[Token], kind: DocumentKind) -> bool:
    """Whether "we" or "they" is all the sides, as it is in what they publish together."""
    words = {t.lower_ for t in tokens}
    if kind is DocumentKind.JOINT_STATEMENT:
        return words <= _plural() | {"all", "both"} or is_joint(" ".join(t.text for t in tokens))
    return kind is DocumentKind.READOUT and words <= {"they", "both"}


def speaker_of_tokens(tokens: Sequence[Token], doc: Doc, actors: Actors) -> Speaker:
    """Resolve the noun phrase that ``tokens`` are."""
    head = head_of(tokens)
    if head is None:
        return OPEN
    whole = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))
    words = words_at(doc, *whole)
    if is_joint(words) or is_joint(_phrase(head)):
        return _joint_speaker(words, whole, head, actors)
    actor = actors.at(*whole) or actors.at(head.idx, head.idx + len(head.text))
    if is_several(head, tokens, actors):
        return Speaker(words, party_of_several(head, tokens, actors))
    listed = parties_of_list(head) if head.tag_ in ("NNS", "NNPS") else None
    if listed is not None:
        return Speaker(words, listed)
    if actor is not None and actor.is_person:
        staff = _of_staff().match(words)
        return Speaker(_plain(words), actor.party) if staff else Speaker(actor.name, actor.party, True)
    named = _in_apposition(head, tokens, actors)
    if named is not None:
        return named
    if actor is not None and (actor.name or actor.party) and not is_outlet(words):
        return Speaker(_plain(words) if head.pos_ != "PRON" else actor.name or words, actor.party)
    if head.pos_ == "PRON":
        return OPEN
    if is_outlet(words):
        return Speaker(_plain(words), None)
    party = (
        actors.party_of(whole)
        or owner_by_its(head, tokens)
        or actors.party_of((head.left_edge.idx, head.idx + len(head)))
    )
    return Speaker(_plain(words), party)


@cache
def _of_staff() -> re.Pattern[str]:
    """Such as: the office of President A, which is not President A."""
    return re.compile(rf"(?:[Tt]he )?(?:{'|'.join(lexicon.load('offices')['staff'])}) of ")


def _plain(words: str) -> str:
    """The words for an unnamed speaker without what is only told of him: "a Bhutanese official, who asked not to"."""
    return re.split(r", (?:who|which|whose|speaking|briefing|talking|citing|asking|requesting)\b", words)[
        0
    ].strip(" ,;:")


def _in_apposition(head: Token, tokens: Sequence[Token], actors: Actors) -> Speaker | None:
    """ "the chair, former ambassador Lukas Eberhart": the person named beside the function."""
    if head.pos_ != "NOUN" or _of_staff().match(" ".join(t.text for t in tokens)):
        return None
    for token in tokens:
        if relation(token) == "appos" and token.head.i == head.i:
            actor = actors.at(token.idx, token.idx + len(token.text))
            if actor is not None and actor.is_person:
                return Speaker(actor.name, actor.party, True)
    return None


def _joint_speaker(words: str, whole: Span, head: Token, actors: Actors) -> Speaker:
    actor = actors.at(*whole) or actors.at(head.idx, head.idx + len(head.text))
    party = (actor.party if actor else None) or actors.party_of(whole)
    if head.pos_ == "PRON":
        if actor is None:
            return OPEN
        return Speaker(actor.name or words, party, actor.is_person)
    plain = is_plain_group(phrase_of(head))
    sides = joint_party(actors)
    if plain and len(actors.parties) > 2:
        sides = _if_present(sides, actors)  # "the ministers" of a page about three countries
    return Speaker(words, party or sides)


def speaker_of_turn(turn: Turn, text: str, actors: Actors) -> Speaker:
    """Resolve the label of a transcript's turn; where nobody of that name is known, the label's own words."""
    label = turn.speaker
    if is_office_alone(text[label.start : label.end]):
        return _of_office(text[label.start : label.end], actors)
    actor = actors.at(label.start, label.end)
    if actor is not None and actor.is_person and actor.name:
        return Speaker(actor.name, actor.party, True)
    name = name_in(text[label.start : label.end])
    known = _of_surname(name, actors)
    if known is not None:
        return known
    party = actor.party if actor is not None else actors.party_of(label)
    return Speaker(name, party, True)


def _of_office(label: str, actors: Actors) -> Speaker:
    """ "THE PRESIDENT": the one person of the document in that office, else the label's own words."""
    office = label.casefold().removeprefix("the ").strip()
    same = [p for p in actors.people if p.office and office in p.office.casefold()]
    if len(same) == 1:
        return Speaker(same[0].name, same[0].party, True)
    return Speaker(name_in(label), None)


def _of_surname(name: str, actors: Actors) -> Speaker | None:
    """The one person of the document who has the last word of ``name`` as last name."""
    last = name.split()[-1].casefold() if name.split() else ""
    same = [p for p in actors.people if p.name.split()[-1].casefold() == last and len(last) > 1]
    return Speaker(same[0].name, same[0].party, True) if len(same) == 1 else None


def joint_party(actors: Actors) -> str | None:
    """The two sides of the talks joined, where the document has just two or names them first."""
    sides = actors.parties[:2]
    return "+".join(sorted(sides)) if len(sides) == 2 else None


def head_of(tokens: Sequence[Token]) -> Token | None:
    """The token of a phrase that the others depend on."""
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i == t.i or t.head.i not in inside]
    nominal = [t for t in heads if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
    nominal = nominal or [t for t in tokens if t.pos_ in ("PROPN", "NOUN", "PRON")]
    return next(iter(nominal or heads), None)


def addressee_of(draft: Draft, doc: Doc, actors: Actors) -> str | None:
    """Whom the statement is told to: "told reporters", "said to the council"; a full name where it is known."""
    verb = draft.verb
    if verb is None or verb.pos_ != "VERB":
        return None
    inside = draft.content
    for child in verb.children:
        if child.i < verb.i or child.pos_ not in ("NOUN", "PROPN", "PRON"):
            continue
        if any(s.start <= child.idx < s.end for s in inside) and not _is_somebody(child, actors):
            continue
        told = relation(child) in ("obj", "iobj") and bool(forms_of(verb) & _addressing())
        told = told or (
            relation(child) == "obl"
            and any(c.lower_ == "to" and relation(c) == "case" for c in child.children)
        )
        if (told and child.pos_ != "PRON") or (told and actors.at(child.idx, child.idx + len(child.text))):
            actor = actors.at(child.idx, child.idx + len(child.text))
            if actor is not None and actor.is_person and actor.name:
                return actor.name
            return _phrase(child)
    return None


def _is_somebody(token: Token, actors: Actors) -> bool:
    return actors.at(token.idx, token.idx + len(token.text)) is not None


def _phrase(token: Token) -> str:
    start, end = phrase_span(token)
    return words_at(token.doc, start, end)


@cache
def _addressing() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("reporting_verbs")["addressing"])


@cache
def _plural() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("reporting_verbs")["plural_speakers"])


@cache
def _meeting_name() -> str:
    return str(lexicon.load("reporting_verbs")["meeting_speaker"])
