"""Whether a statement is told as made, denied, or only supposed: from the reporting verb and what governs it.

The content's own modals are not looked at: "said it would help" is a statement that was made.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tracktwo.extraction.clauses import is_negated, markers, relation
from tracktwo.extraction.cues import words_of
from tracktwo.extraction.standing import Standing, standing_of
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Modality

_BY_STANDING = {
    Standing.ACTUAL: Modality.ACTUAL,
    Standing.NEGATED: Modality.NEGATED,
    Standing.CANCELLED: Modality.NEGATED,
    Standing.CONDITIONAL: Modality.CONDITIONAL,
    Standing.PLANNED: Modality.HYPOTHETICAL,
    Standing.POSSIBLE: Modality.HYPOTHETICAL,
}


def modality_of(verb: Token | None, content: Sequence[Token]) -> Modality:
    """The modality of a statement whose reporting word is ``verb`` (None for a label or no cue)."""
    if verb is None:
        return Modality.ACTUAL
    if forms_of(verb) & words_of("denials"):
        return Modality.NEGATED if content and not is_negated(verb) else Modality.ACTUAL
    if verb.pos_ not in ("VERB", "AUX"):
        return Modality.NEGATED if is_negated(verb) else Modality.ACTUAL
    if is_negated(verb):
        return Modality.ACTUAL if forms_of(verb) & words_of("positions") else Modality.NEGATED
    if _asks(verb, content):
        return Modality.ACTUAL
    return _BY_STANDING[_standing(verb)]


def _standing(verb: Token) -> Standing:
    """Where a participle or infinitive hangs on a finite verb of saying, it is as actual as that."""
    if verb.tag_ == "VBG" and relation(verb) in ("advcl", "acl", "conj") and "to" not in markers(verb):
        if any(m in ("if", "unless") for m in markers(verb)):
            return Standing.CONDITIONAL
        return Standing.NEGATED if is_negated(verb) else Standing.ACTUAL
    return standing_of(verb)


def _asks(verb: Token, content: Sequence[Token]) -> bool:
    """Whether the sentence's question mark belongs to the words reported, and not to the report."""
    if not verb.sent.text.rstrip("\"”’' \n").endswith("?"):
        return False
    last = max((t.i for t in content), default=-1)
    return last >= verb.sent.end - 3
