"""Whether a statement is told as made, denied, or only supposed: from the reporting verb and what governs it.

The content's own modals are not looked at, so "said it would help" is a statement that was made; but what is
said only under a condition ("would close the crossing if …") is conditional.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tracktwo.extraction.clauses import is_finite, is_negated, is_predicate, markers, relation
from tracktwo.extraction.cues import words_of
from tracktwo.extraction.standing import Standing, modal_of, standing_of
from tracktwo.extraction.voices import content_roots
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
    told = _modality_of_report(verb, content)
    return Modality.CONDITIONAL if told is Modality.ACTUAL and is_under_condition(content) else told


def is_under_condition(content: Sequence[Token]) -> bool:
    """Whether all that is said is put under a condition: "would reopen the road if the shelling stopped"."""
    inside = {t.i for t in content}
    mains = [r for r in content_roots(content) if is_predicate(r) or r.pos_ == "VERB"]
    mains = [m for r in mains for m in (r, *(c for c in r.children if _is_beside(c, inside)))]
    return bool(mains) and all(_has_condition(m, inside) for m in mains)


def _is_beside(token: Token, inside: set[int]) -> bool:
    """A clause that says something more: not one whose condition is that of the first."""
    return (
        token.i in inside
        and relation(token) in ("conj", "parataxis")
        and is_predicate(token)
        and any(relation(c) == "nsubj" for c in token.children)
    )


def _has_condition(main: Token, inside: set[int]) -> bool:
    if modal_of(main) is None and not any(forms_of(t) & words_of("offering") for t in (main, main.head)):
        return False
    for clause in main.subtree:
        if clause.i not in inside or relation(clause) != "advcl" or not _hangs_on(clause, main):
            continue
        if set(markers(clause)) & words_of("conditions") and not _is_concession(clause):
            return True
    return False


def _hangs_on(clause: Token, main: Token) -> bool:
    """Whether a clause is the condition of ``main`` and not of something told inside it."""
    head = clause.head
    for _ in range(3):
        if head.i == main.i:
            return True
        if relation(head) not in ("xcomp", "obj"):
            return False
        head = head.head
    return False


def _is_concession(clause: Token) -> bool:
    """ "even if", "as if", "if necessary": no condition."""
    mark = next((c for c in clause.children if c.lower_ in words_of("conditions")), None)
    if mark is None:
        return False
    before = mark.nbor(-1).lower_ if mark.i else ""
    return before in words_of("conceding") or not is_finite(clause)


def _modality_of_report(verb: Token | None, content: Sequence[Token]) -> Modality:
    if verb is None:
        return Modality.ACTUAL
    if forms_of(verb) & words_of("denials"):
        return Modality.NEGATED if content and not is_negated(verb) else Modality.ACTUAL
    if verb.pos_ not in ("VERB", "AUX"):
        return Modality.NEGATED if is_negated(verb) else Modality.ACTUAL
    if is_negated(verb):
        return Modality.ACTUAL if forms_of(verb) & words_of("positions") else Modality.NEGATED
    if _asks(verb, content) or _is_performed(verb):
        return Modality.ACTUAL
    return _BY_STANDING[_standing(verb)]


def _standing(verb: Token) -> Standing:
    """Where a participle or infinitive hangs on a finite verb of saying, it is as actual as that."""
    if verb.tag_ == "VBG" and relation(verb) in ("advcl", "acl", "conj") and "to" not in markers(verb):
        if any(m in ("if", "unless") for m in markers(verb)):
            return Standing.CONDITIONAL
        return Standing.NEGATED if is_negated(verb) or "without" in markers(verb) else Standing.ACTUAL
    return standing_of(verb)


def _is_performed(verb: Token) -> bool:
    """ "we are proud to announce": an infinitive under a feeling tells of what is done."""
    head = verb.head
    felt = relation(verb) in ("xcomp", "advcl", "ccomp") and bool(forms_of(head) & words_of("performing"))
    return felt and standing_of(head) is Standing.ACTUAL


def _asks(verb: Token, content: Sequence[Token]) -> bool:
    """Whether the sentence's question mark belongs to the words reported, and not to the report."""
    if not verb.sent.text.rstrip("\"”’' \n").endswith("?"):
        return False
    last = max((t.i for t in content), default=-1)
    return last >= verb.sent.end - 3
