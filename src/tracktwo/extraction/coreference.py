"""Who later mentions stand for: "he", "the minister", "his counterpart", "the two leaders", "both sides".

Rules in the tradition of Lee et al. (2013), "Deterministic coreference resolution based on entity-centric,
precision-ranked rules": an office or pronoun takes the nearest person that nothing speaks against, subjects
before others; where that is not clear it stays open. Names are joined in :mod:`tracktwo.extraction.people`.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.designations import (
    SUBJECTS,
    counterpart_words,
    group_of,
    is_definite,
    phrase_of,
)
from tracktwo.extraction.groups_told import Groups, plural_counterparts
from tracktwo.extraction.held_offices import HeldOffices
from tracktwo.extraction.offices import head_class
from tracktwo.extraction.pronouns import Pronouns
from tracktwo.extraction.told_before import Reference

__all__ = ["Reference", "Resolver"]


class Resolver(Pronouns, HeldOffices, Groups):
    """One pass over a document from the first reference to the last; later ones build on earlier ones."""

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

    def _of_noun(self, token: Token, sentence: int) -> Reference | None:
        phrase = phrase_of(token)
        group = group_of(phrase)
        if group is not None:
            return self._of_group(phrase, group, sentence)
        if token.lower_ in plural_counterparts() and token.tag_ == "NNS":
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
