"""Whether the source of a draft is who was told or asked, and so nobody whose words follow: "envoys were warned that".

What is said of such words, and by whom, stays open: the agent of a passive ("warned by Chile") is a source of its own.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import obliques_of, relation
from tracktwo.extraction.drafts import Draft, tokens_in
from tracktwo.extraction.wordings import forms_of

#: What may stand behind "asked" where that is a question put.
_QUESTIONS = frozenset({"about", "by", "how", "if", "on", "what", "when", "where", "whether", "who", "why"})


def is_heard_by_source(draft: Draft, doc: Doc) -> bool:
    """Whether a passive of telling or asking makes the source the hearer.

    "Three mothers were told that …", "a spokesman, asked about the talks, said": the mothers and the spokesman heard.
    """
    verb = draft.verb
    if verb is None or verb.tag_ not in ("VBN", "VBD") or not forms_of(verb) & _heard():
        return False
    source = tokens_in(doc, draft.source)
    if not source:
        return False
    if verb.is_sent_start and verb.tag_ == "VBN" and forms_of(verb) & _asking():
        return True  # "Asked by this newspaper whether": a question
    if any(o.token in source for o in obliques_of(verb, "by")):
        return False
    told = [c for c in verb.children if c.dep_ == "nsubj:pass"]
    if any(t in source for t in told):
        return True
    if _is_participle(verb) and verb.head in source and verb.i > verb.head.i:
        return True
    # "The spokesman, asked about the talks, said", whatever the tree makes of it
    follows = source[-1].i == verb.i - 2 and verb.nbor(-1).text == ","
    asked = bool(forms_of(verb) & _asking()) and verb.nbor().lower_ in _QUESTIONS
    return follows and asked and not _has_subject(verb)


def _is_participle(verb: Token) -> bool:
    return relation(verb) == "acl" and verb.dep_ != "acl:relcl" and not _has_subject(verb)


def _has_subject(verb: Token) -> bool:
    return any(relation(c) == "nsubj" for c in verb.children)


@cache
def _heard() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("reporting_verbs")["heard"])


@cache
def _asking() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("reporting_verbs")["asking"])
