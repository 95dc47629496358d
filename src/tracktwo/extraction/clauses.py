"""Small shared syntax over a read Doc (UD v2): a predicate's arguments, its negation, its spans.

It knows relations and tags, and the words of ``lexicon/governors.yaml``; it does not know who
anybody is, nor what a word means for a dialogue. The functions take tokens of a Doc whose ``dep_`` are
Universal Dependencies, with subtypes (``nsubj:pass``, ``obl:agent``, ``acl:relcl``), and give tokens back;
offsets are code points. All of them accept an imperfect tree: what is not there comes back empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from tracktwo import lexicon
from tracktwo.extraction.word_forms import lemma_of

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
#: Relations that begin a clause of its own inside a phrase.
CLAUSAL = frozenset({"acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp"})
_FINAL = frozenset('.!?:;…"”’»\n')
_RELATIVE = frozenset({"WDT", "WP"})


@dataclass(frozen=True, slots=True)
class Oblique:
    """A phrase under a preposition: ``with the minister``. ``preposition`` is lower case, words joined."""

    preposition: str
    token: Token


def relation(token: Token) -> str:
    """The relation of ``token`` to its head without its subtype: ``nsubj:pass`` gives ``nsubj``."""
    return token.dep_.partition(":")[0]


def is_predicate(token: Token) -> bool:
    """Whether ``token`` heads a clause: a verb, or a noun or adjective with a copula."""
    return token.pos_ == "VERB" or any(relation(child) == "cop" for child in token.children)


def conjuncts(token: Token) -> tuple[Token, ...]:
    """``token`` and all that is coordinated with it, in order of the text: "X, Y and Z"."""
    found = [token]
    for child in token.children:
        if relation(child) == "conj" and (child.pos_ in NOMINAL) == (token.pos_ in NOMINAL):
            found += conjuncts(child)
    return tuple(sorted(found, key=lambda t: t.i))


def clause_head(token: Token) -> Token:
    """The predicate of the smallest clause that ``token`` stands in (a sentence's root at the latest)."""
    while token.head.i != token.i and not (is_predicate(token) or relation(token) in CLAUSAL):
        token = token.head
    return token


def subjects_of(predicate: Token) -> tuple[Token, ...]:
    """Who does it: subjects with their conjuncts, the agent of a passive, or the subject inherited.

    Coordinated, controlled and participial clauses inherit ("travelled to Cairo and met", "hopes to meet",
    "after meeting"), relative pronouns give the noun they stand for. Nominals only.
    """
    return tuple(_subjects(predicate, set()))


def objects_of(predicate: Token) -> tuple[Token, ...]:
    """To whom it is done: objects with their conjuncts, or the subject of a passive."""
    found: list[Token] = []
    for child in predicate.children:
        if relation(child) in ("obj", "iobj") or child.dep_ == "nsubj:pass":
            found += conjuncts(antecedent_of(child))
    if not found and predicate.dep_ == "acl" and predicate.tag_ == "VBN":
        found += [predicate.head]  # "a summit hosted by X"
    return tuple(found)


def obliques_of(head: Token, *prepositions: str) -> tuple[Oblique, ...]:
    """Prepositional phrases of a verb or noun, conjuncts each on their own; all, or those named.

    Phrases of phrases are not followed: ask again for the noun. A conjunct without a preposition of its own
    has that of the first.
    """
    found: list[Oblique] = []
    for child in head.children:
        if relation(child) not in ("obl", "nmod", "conj") or child.pos_ not in NOMINAL:
            continue
        words = preposition_of(child)
        if words and (not prepositions or words in prepositions):
            found += [Oblique(preposition_of(t) or words, t) for t in conjuncts(child)]
    return tuple(o for o in found if not prepositions or o.preposition in prepositions)


def preposition_of(token: Token) -> str:
    """The words that mark the phrase of ``token`` ("with", "along with"), lower case, or nothing."""
    words: list[str] = []
    for child in token.children:
        if relation(child) == "case" and child.i < token.i and child.tag_ != "POS":
            words += [t.lower_ for t in child.subtree]
    if not words and token.left_edge.tag_ == "IN" and token.left_edge.i < token.i:
        return token.left_edge.lower_  # "by Prime Minister X", the preposition hung on X
    return " ".join(words)


def is_passive(predicate: Token) -> bool:
    """Whether the predicate is a passive, finite or participial ("held", "signed by")."""
    deps = {child.dep_ for child in predicate.children}
    return bool(deps & {"aux:pass", "nsubj:pass"}) or (predicate.dep_ == "acl" and predicate.tag_ == "VBN")


def is_negated(token: Token) -> bool:
    """Whether ``token`` itself is denied: "did not meet", "no meeting", "never", but not "not only met"."""
    negators, denying_nothing = _words("negators"), _denying_nothing()
    return any(
        child.lower_ in negators
        and not (child.i + 1 < len(child.doc) and child.nbor().lower_ in denying_nothing)
        and relation(child) in ("advmod", "det", "aux", "cc", "discourse")
        for child in token.children
    )


def markers(predicate: Token) -> tuple[str, ...]:
    """Words that subordinate a clause, lower case: ("if",), ("to",), ("after",)."""
    return tuple(
        c.lower_ for c in predicate.children if relation(c) in ("mark", "case") and c.i < predicate.i
    )


def finite_head(predicate: Token) -> Token:
    """The finite predicate that a non-finite one hangs on: "looks" for "looks forward to meeting", else itself."""
    while relation(predicate) in ("xcomp", "advcl", "ccomp") and not is_finite(predicate):
        if predicate.head.i == predicate.i or not is_predicate(predicate.head):
            break
        predicate = predicate.head
    return predicate


def clause_span(predicate: Token) -> tuple[int, int]:
    """Offsets of the whole clause of ``predicate``, without its own conjoined clauses and outer marks."""
    dropped = {
        t.i
        for inner in predicate.subtree
        if inner.i != predicate.i and _is_clause_beside(inner, predicate)
        for t in inner.subtree
    }
    return _trimmed([t for t in predicate.subtree if t.i not in dropped])


def _is_clause_beside(inner: Token, predicate: Token) -> bool:
    """Whether ``inner`` heads a clause that only stands beside that of ``predicate``."""
    if inner.dep_ == "parataxis" or (relation(inner) == "conj" and inner.head.i == predicate.i):
        return is_predicate(inner)
    own = {relation(c) for c in inner.children}
    return relation(inner) == "conj" and is_predicate(inner) and is_finite(inner) and "nsubj" in own


def phrase_span(token: Token) -> tuple[int, int]:
    """Offsets of the noun phrase of ``token`` alone: no conjuncts, clauses, outer preposition or marks."""
    kept = {t.i for t in phrase_tokens(token) if not (t.head.i == token.i and relation(t) == "case")}
    first = last = token.i
    # a modifier that the parser hung on from afar is none of this phrase
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    return _trimmed(list(token.doc[first : last + 1]))


def phrase_tokens(token: Token) -> list[Token]:
    """Tokens of the noun phrase of ``token`` with its modifiers, without conjuncts and clauses, in order."""
    found = [token]
    for child in token.children:
        if relation(child) in CLAUSAL or relation(child) in (
            "conj",
            "cc",
            "cop",
            "nsubj",
            "aux",
            "obl",
            "mark",
        ):
            continue
        found += phrase_tokens(child)
    return sorted(found, key=lambda t: t.i)


def subtree_span(token: Token) -> tuple[int, int]:
    """Offsets of all that depends on ``token``, without outer punctuation and conjunction."""
    return _trimmed(list(token.subtree))


def sentence_span(token: Token) -> tuple[int, int]:
    """Offsets of the sentence of ``token``, its final mark included."""
    first, last = sentence_tokens(token)
    doc = token.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    # a heading above or below, with a blank line between, is no part of it
    blank = doc.text.rfind("\n\n", start, token.idx)
    start = blank + 2 if blank >= 0 else start
    blank = doc.text.find("\n\n", token.idx, end)
    return start, blank if blank >= 0 else end


def sentence_tokens(token: Token) -> tuple[int, int]:
    """First token of the sentence of ``token`` and the one after its last.

    A break with neither a final mark before it nor a new line in it is taken for a slip of the reader
    ("spoke with Republic of Korea (ROK) | Vice Minister X") and passed over.
    """
    doc, first, last = token.doc, token.sent.start, token.sent.end
    while last < len(doc) and _is_slip(doc[last - 1], doc[last]):
        last = doc[last].sent.end
    while first > 0 and _is_slip(doc[first - 1], doc[first]):
        first = doc[first - 1].sent.start
    return first, last


def _is_slip(before: Token, after: Token) -> bool:
    between = before.doc.text[before.idx + len(before) : after.idx]
    return "\n" not in between and not before.is_space and before.text[-1] not in _FINAL and is_read(after)


def is_read(token: Token) -> bool:
    """Whether ``token`` stands in a passage that is read."""
    return not (Token.has_extension("unread") and token._.unread)


def read_tokens(doc: Doc) -> Iterator[Token]:
    """The tokens of the passages that are read, in order."""
    return (token for token in doc if is_read(token))


def _subjects(predicate: Token, seen: set[int]) -> list[Token]:
    if predicate.i in seen:
        return []
    seen.add(predicate.i)
    if is_passive(predicate):
        agents = [o.token for o in obliques_of(predicate, "by") if not _is_time(o.token)]
        if agents:
            return agents
    own = [c for c in predicate.children if c.dep_ in ("nsubj", "nsubj:outer") and c.pos_ in NOMINAL]
    if own:
        return [t for subject in own for t in conjuncts(antecedent_of(subject))]
    if is_passive(predicate) and any(c.dep_ == "nsubj:pass" for c in predicate.children):
        return []
    if any(relation(c) == "csubj" for c in predicate.children):
        return []  # "raising the tariff will support the growers": a clause does it
    return _inherited_subjects(predicate, seen)


def _is_time(token: Token) -> bool:
    """ "completed by the end of October": a day, and nobody's doing."""
    return token.ent_type_ == "DATE" or lemma_of(token) in _words("time_heads")


def _inherited_subjects(predicate: Token, seen: set[int]) -> list[Token]:
    kind, head = relation(predicate), predicate.head
    if head.i == predicate.i:
        return []
    if told := _told_with_for(predicate):
        return told
    if kind == "acl" and head.pos_ in NOMINAL and predicate.tag_ != "VBN":
        if predicate.tag_ == "VB" or "to" in markers(predicate):  # "his plan to meet": whose plan
            if is_headline_subject(head):
                return list(conjuncts(head))
            owner = [c for c in head.children if c.dep_ == "nmod:poss"]
            if lemma_of(head) not in _words(
                "accepted"
            ):  # who accepts an invitation comes, and not who sent it
                owner = owner or [o.token for o in obliques_of(head, "from") if not _is_time(o.token)]
            return owner or _subjects(clause_head(head), seen)
        return list(conjuncts(head))
    if kind == "xcomp" and lemma_of(head) in _words("object_control"):
        controllers = [c for c in head.children if relation(c) in ("obj", "iobj") or c.dep_ == "nsubj:pass"]
        if controllers:
            return [t for c in controllers for t in conjuncts(antecedent_of(c))]
    if kind in ("advcl", "xcomp") and "to" in markers(predicate) and (travellers := _travellers(head)):
        return travellers
    if kind == "advcl" and "to" in markers(predicate) and (others := _who_put_it(head, predicate)):
        return others
    if (
        kind in ("advcl", "xcomp")
        and lemma_of(head) in _words("thanking")
        and {"for", "of"} & set(markers(predicate))
    ):
        return [t for c in head.children if relation(c) == "obj" for t in conjuncts(antecedent_of(c))]
    if kind in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "acl"):
        found = _subjects(head, seen)
        if not found and kind in ("xcomp", "advcl", "conj"):  # "is expected to meet": the passive's subject
            found = [t for c in head.children if c.dep_ == "nsubj:pass" for t in conjuncts(antecedent_of(c))]
        return found
    return []


def _told_with_for(infinitive: Token) -> list[Token]:
    """Who is to do it, told before the infinitive: "plans for diplomats to return"."""
    to = next((c for c in infinitive.children if c.lower_ == "to" and relation(c) == "mark"), None)
    word = next((c for c in infinitive.children if c.lower_ == "for" and to and c.i < to.i), None)
    if to is None or word is None:
        return []
    between = range(word.i + 1, to.i)
    heads = [infinitive.doc[i] for i in between if infinitive.doc[i].head.i not in between]
    return [t for noun in heads if noun.pos_ in NOMINAL for t in conjuncts(noun) if t.i in between]


def _who_put_it(verb: Token, infinitive: Token) -> list[Token]:
    """Who asks for what an infinitive tells: "we receive proposals from some countries to condemn it"."""
    asked = [t for t in verb.children if relation(t) == "obj" and lemma_of(t) in _words("put_by_others")]
    return [o.token for t in asked for o in obliques_of(t, "from") if t.i < o.token.i < infinitive.i]


def _travellers(verb: Token) -> list[Token]:
    """Whose journey a verb makes possible: "arranged his trip to meet the president"."""
    journeys = [t for t in verb.children if relation(t) == "obj" and lemma_of(t) in _words("journeys")]
    return [owner for t in journeys for owner in t.children if owner.dep_ == "nmod:poss"]


def is_headline_subject(noun: Token) -> bool:
    """Whether a sentence is a noun and its infinitive: "Presidents to meet in June"."""
    return noun.head.i == noun.i and not is_predicate(noun) and noun.tag_ in ("NNS", "NNP", "NNPS")


def antecedent_of(token: Token) -> Token:
    """The noun for which a relative pronoun stands, else the token itself."""
    if token.tag_ in _RELATIVE and token.pos_ == "PRON":
        clause = token.head
        while clause.head.i != clause.i and not clause.dep_.endswith(":relcl"):
            clause = clause.head
        if clause.dep_ == "acl:relcl":
            return clause.head
    return token


def is_finite(predicate: Token) -> bool:
    carriers = [predicate, *(c for c in predicate.children if relation(c) in ("aux", "cop"))]
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in carriers)


def _trimmed(tokens: list[Token]) -> tuple[int, int]:
    outer = ("punct", "cc")
    tokens = sorted(tokens, key=lambda t: t.i)
    while len(tokens) > 1 and relation(tokens[-1]) in outer:
        tokens.pop()
    while len(tokens) > 1 and relation(tokens[0]) in outer:
        tokens.pop(0)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("governors")[name])


@cache
def _denying_nothing() -> frozenset[str]:
    """Words before which "not" denies nothing."""
    return frozenset(lexicon.load("decisive_words")["not_denied"])
