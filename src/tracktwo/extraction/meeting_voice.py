"""A meeting's own voice: "it was agreed that", "the principal stress was on", "there was consensus that", and lists.

Who the meeting is, is resolved in ``speakers``; what named people and sides report is found in ``reported``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from tracktwo.extraction.clauses import is_predicate, is_read, obliques_of, relation
from tracktwo.extraction.cues import CueClass, entry_of, words_of
from tracktwo.extraction.drafts import Draft, Origin, span_of_tokens
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Span

#: How often such a draft is right on development pages.
_MEETING = 0.85
#: Kinds of cue that may open an item of a communiqué.
_VOICED = (CueClass.SPEECH, CueClass.TALKS, CueClass.STAND)


def meeting_voice(verb: Token) -> Draft | None:
    """ "It was agreed that …", "it was further stressed that …"."""
    if verb.pos_ != "VERB" or not forms_of(verb) & words_of("meeting") or verb.tag_ != "VBN":
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj:pass", "expl", "nsubj", "expl:pass")), None)
    if subject is None or subject.lower_ not in words_of("meeting_subjects") or obliques_of(verb, "by"):
        return None
    clause = next((c for c in verb.children if relation(c) in ("ccomp", "csubj", "xcomp")), None)
    if clause is None or is_writers_own(verb):
        return None
    cue = [t for t in _verb_group(verb) if t.i != subject.i]
    return Draft(
        (),
        (span_of_tokens([subject, *cue]),),
        (clause_words(clause),),
        _MEETING,
        Origin.MEETING,
        cue_tokens=tuple(cue),
    )


def is_writers_own(verb: Token) -> bool:
    """ "It should be noted that": what whoever writes asks of the reader, and no conclusion of a meeting."""
    return any(relation(c) == "aux" and c.lower_ in words_of("obliging") for c in verb.children)


def nominal_voice(noun: Token) -> Draft | None:
    """ "The principal stress was on …", "there was consensus that …"."""
    if noun.pos_ != "NOUN" or not forms_of(noun) & words_of("meeting_nouns"):
        return None
    if any(c.dep_ == "nmod:poss" for c in noun.children):
        return None
    if relation(noun) == "nsubj":  # "the stress was on X": X is the root, or the copula is
        head = noun.head
        prepositions = [
            c for c in head.children if relation(c) == "case" and c.lower_ in ("on", "for", "that")
        ]
        copula = [c for c in head.children if relation(c) == "cop"]
        # "The PM said that the agreement should be binding": the mark belongs to what is said, not to the noun
        if any(relation(c) == "mark" and c.i < noun.i for c in head.children):
            return None
        if "be" in forms_of(head):
            target = next((o.token for o in obliques_of(head, "on", "for")), None)
            if target is None:
                return None
            return _nominal_draft(noun, [*noun.subtree, head], _phrase_of(target, ()))
        if copula and (prepositions or _is_clause(head)):
            dropped = {*prepositions, *copula, *(t for t in noun.subtree)}
            return _nominal_draft(noun, [*noun.subtree, *copula], _phrase_of(head, dropped))
        return None
    return None


def existential_drafts(doc: Doc) -> Iterator[Draft]:
    """ "There was consensus that …": a meeting's conclusion as what there was."""
    for token in doc:
        if relation(token) != "expl" or token.lower_ != "there" or not is_read(token):
            continue
        verb = token.head
        noun = next(
            (c for c in verb.children if relation(c) == "nsubj" and forms_of(c) & words_of("meeting_nouns")),
            None,
        )
        if noun is None:
            continue
        inner = next(
            (
                c
                for c in [*noun.children, *verb.children]
                if relation(c) in ("acl", "ccomp", "nmod", "obl") and c.i > noun.i
            ),
            None,
        )
        if inner is None:
            continue
        span = trimmed([t for t in inner.subtree if not (relation(t) == "case" and t.head.i == inner.i)])
        if span is not None:
            cue = [token, verb, *(t for t in noun.subtree if t.i <= noun.i)]
            yield Draft(
                (),
                (span_of_tokens(sorted(cue, key=lambda t: t.i)),),
                (span,),
                _MEETING,
                Origin.MEETING,
                cue_tokens=tuple(sorted(cue, key=lambda t: t.i)),
            )


def as_list_item(draft: Draft, doc: Doc, text: str) -> Draft:
    """A verb that opens a paragraph or an item of a list has its subject above it: it is the meeting's voice.

    "Reaffirmed their commitment …;" in a communiqué is often misread as said by whatever stands before or after.
    """
    verb = draft.verb
    if verb is None or verb.tag_ not in ("VBD", "VBN", "VBG", "JJ", "VB", "NNP"):
        return draft
    if verb.tag_ == "VBG" and relation(verb) == "advcl" and _has_subject(verb.head):
        return draft  # "Responding to a question, Wang said": his
    if not _opens_item(verb, doc) or entry_of(draft.cue_tokens).kind not in _VOICED:
        return draft
    if any(s.start >= verb.idx for s in draft.source) and not any(
        q in text[verb.idx : draft.content[-1].end] for q in '"“'
    ):
        return replace(draft, source=(), origin=Origin.MEETING)
    if draft.source and text[draft.source[-1].end : verb.idx].strip(" \t*_") not in ("", ","):
        return replace(draft, source=(), origin=Origin.MEETING)
    return draft


def _has_subject(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") and any(
        relation(c) == "nsubj" and c.ent_type_ == "PERSON" for c in verb.children
    )


def _opens_item(verb: Token, doc: Doc) -> bool:
    before = [
        t for t in doc[max(0, verb.i - 4) : verb.i] if not (t.pos_ == "ADV" or t.lower_ in ("and", "also"))
    ]
    if not before:
        return True
    last = before[-1]
    if last.text in ("*", "-"):  # a bullet, and not the mark behind a name in bold
        return not last.doc.text[: last.idx].rpartition("\n")[2].strip(" \t*-")
    return (last.is_space and "\n" in last.text) or last.text in (";", "•", "·", "▪")


def _nominal_draft(noun: Token, cue: Sequence[Token], content: Span | None) -> Draft | None:
    if content is None:
        return None
    inside = sorted((t for t in cue), key=lambda t: t.i)
    return Draft(
        (), (span_of_tokens(inside),), (content,), _MEETING, Origin.MEETING, cue_tokens=tuple(inside)
    )


def _is_clause(head: Token) -> bool:
    return is_predicate(head) and any(relation(c) == "mark" for c in head.children)


def _phrase_of(head: Token, dropped: object) -> Span | None:
    left = dropped if isinstance(dropped, set) else set()
    kept = [t for t in head.subtree if t not in left and not (relation(t) == "case" and t.head.i == head.i)]
    return trimmed(kept)


def _verb_group(verb: Token) -> list[Token]:
    return sorted(
        [verb, *(c for c in verb.children if relation(c) in ("aux", "advmod", "compound") and c.i < verb.i)],
        key=lambda t: t.i,
    )


def clause_words(clause: Token) -> Span:
    """All words of a clause, without outer punctuation."""
    tokens = [t for t in clause.subtree if not t.is_space]
    return trimmed(tokens) or span_of_tokens(tokens)


def trimmed(tokens: Sequence[Token]) -> Span | None:
    """From the first to the last of ``tokens``, without outer punctuation and conjunctions."""
    kept = sorted({t.i: t for t in tokens if not t.is_space}.values(), key=lambda t: t.i)
    while kept and relation(kept[-1]) in ("punct", "cc"):
        kept.pop()
    while kept and relation(kept[0]) in ("punct", "cc"):
        kept.pop(0)
    return span_of_tokens(kept) if kept else None
