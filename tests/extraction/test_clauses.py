"""Arguments and standing in fact, on small trees made by hand: no reading model is asked."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import (
    clause_span,
    is_negated,
    objects_of,
    obliques_of,
    phrase_span,
    sentence_span,
    subjects_of,
)
from tracktwo.extraction.standing import Standing, standing_of

VOCAB = spacy.blank("en").vocab


def tree(rows: str) -> Doc:
    """A Doc from rows of word, lemma, pos, tag, head (1 is the first word, 0 the root) and relation."""
    cells = [row.split() for row in rows.strip().splitlines()]
    heads = [int(c[4]) - 1 if c[4] != "0" else n for n, c in enumerate(cells)]
    return Doc(
        VOCAB,
        words=[c[0] for c in cells],
        lemmas=[c[1] for c in cells],
        pos=[c[2] for c in cells],
        tags=[c[3] for c in cells],
        heads=heads,
        deps=["ROOT" if c[4] == "0" else c[5] for c in cells],
        sent_starts=[n == 0 for n in range(len(cells))],
    )


def word(doc: Doc, text: str) -> Token:
    return next(t for t in doc if t.text == text)


def texts(tokens: tuple[Token, ...]) -> list[str]:
    return [t.text for t in tokens]


REFUSED = tree("""
Diallo   Diallo   PROPN NNP 2 nsubj
refused  refuse   VERB  VBD 0 root
to       to       PART  TO  4 mark
meet     meet     VERB  VB  2 xcomp
Brahim   Brahim   PROPN NNP 4 obj
in       in       ADP   IN  7 case
Lima     Lima     PROPN NNP 4 obl
.        .        PUNCT .   2 punct
""")
RECEIVED = tree("""
Aydin    Aydin    PROPN NNP 3 nsubj:pass
was      be       AUX   VBD 3 aux:pass
received receive  VERB  VBN 0 root
by       by       ADP   IN  5 case
Nikos    Nikos    PROPN NNP 3 obl:agent
and      and      CCONJ CC  7 cc
Maria    Maria    PROPN NNP 5 conj
.        .        PUNCT .   3 punct
""")
FORWARD = tree("""
He       he       PRON  PRP 2 nsubj
looks    look     VERB  VBZ 0 root
forward  forward  ADV   RB  2 advmod
to       to       SCONJ IN  5 mark
meeting  meet     VERB  VBG 2 advcl
her      she      PRON  PRP 5 obj
.        .        PUNCT .   2 punct
""")
WOULD_IF = tree("""
Lima     Lima     PROPN NNP 3 nsubj
would    would    AUX   MD  3 aux
help     help     VERB  VB  0 root
if       if       SCONJ IN  6 mark
Quito    Quito    PROPN NNP 6 nsubj
agreed   agree    VERB  VBD 3 advcl
.        .        PUNCT .   3 punct
""")
WHO_MET = tree("""
The      the      DET   DT  2 det
envoy    envoy    NOUN  NN  6 nsubj
who      who      PRON  WP  4 nsubj
met      meet     VERB  VBD 2 acl:relcl
Ivo      Ivo      PROPN NNP 4 obj
left     leave    VERB  VBD 0 root
.        .        PUNCT .   6 punct
""")
DID_NOT = tree("""
They     they     PRON  PRP 4 nsubj
did      do       AUX   VBD 4 aux
not      not      PART  RB  4 advmod
meet     meet     VERB  VB  0 root
.        .        PUNCT .   4 punct
""")


def test_a_controlled_infinitive_inherits_its_subject() -> None:
    assert texts(subjects_of(word(REFUSED, "meet"))) == ["Diallo"]
    assert texts(objects_of(word(REFUSED, "meet"))) == ["Brahim"]
    assert [(o.preposition, o.token.text) for o in obliques_of(word(REFUSED, "meet"))] == [("in", "Lima")]


def test_a_passive_has_its_agents_as_subjects() -> None:
    assert texts(subjects_of(word(RECEIVED, "received"))) == ["Nikos", "Maria"]
    assert texts(objects_of(word(RECEIVED, "received"))) == ["Aydin"]


def test_a_relative_pronoun_gives_its_noun() -> None:
    assert texts(subjects_of(word(WHO_MET, "met"))) == ["envoy"]


@pytest.mark.parametrize(
    ("doc", "verb", "standing"),
    [
        (REFUSED, "refused", Standing.ACTUAL),
        (REFUSED, "meet", Standing.NEGATED),
        (FORWARD, "meeting", Standing.PLANNED),
        (WOULD_IF, "help", Standing.CONDITIONAL),
        (WOULD_IF, "agreed", Standing.CONDITIONAL),
        (WHO_MET, "met", Standing.ACTUAL),
        (DID_NOT, "meet", Standing.NEGATED),
    ],
)
def test_standing_in_fact(doc: Doc, verb: str, standing: Standing) -> None:
    assert standing_of(word(doc, verb)) is standing


def test_negation_is_of_its_own_word() -> None:
    assert is_negated(word(DID_NOT, "meet"))
    assert not is_negated(word(REFUSED, "meet"))


def test_spans_are_offsets_of_the_text() -> None:
    text = REFUSED.text
    assert text[slice(*clause_span(word(REFUSED, "meet")))] == "to meet Brahim in Lima"
    assert text[slice(*phrase_span(word(REFUSED, "Lima")))] == "Lima"
    assert text[slice(*sentence_span(word(REFUSED, "meet")))] == text.strip()
