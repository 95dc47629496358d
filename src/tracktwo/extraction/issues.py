"""What a stretch of text is about: names of the issue tree, or else its own short noun phrases.

The tree is ``lexicon/issues.yaml``. Whether somebody is for or against is decided in ``stances``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import phrase_tokens, relation
from tracktwo.extraction.office_words import head_class
from tracktwo.extraction.wordings import Phrases, forms_of

#: More issues than this are not given of one statement: it is then about nothing in particular.
_MOST = 4
#: Phrases that hold words of an issue and are none: "the Democratic Republic".
_NO_ISSUE = ""
_MARKS = frozenset('"“”«»„')
#: Phrases of the text are given as issues only up to this many words, and so many of one statement.
_LONGEST, _MOST_OWN = 6, 2
#: One word alone must have so many letters.
_SHORTEST = 4
_BREAKS = frozenset("()[];:,–—…")
#: Relations of a noun to its clause in which it may be what is talked about.
_PLACES = frozenset({"obj", "obl", "nsubj", "ROOT", "conj", "xcomp"})


def find_issues(tokens: Sequence[Token], *, own: bool = True) -> tuple[str, ...]:
    """The issues that ``tokens`` touch, in order of the text; narrower ones instead of the wider.

    Where the tree knows none, with ``own`` up to two short noun phrases of the text.
    """
    told = _without_occasions(tokens)
    return known_issues(told)[:_MOST] or (_own_phrases(told)[:_MOST_OWN] if own else ())


def _without_occasions(tokens: Sequence[Token]) -> list[Token]:
    """What is said without what only gave rise to it: "cooperation in the face of missile launches"."""
    dropped: set[int] = set()
    for token in tokens:
        for entry in _list("occasions"):
            first, *rest = entry.split()
            behind = token.doc[token.i + 1 : token.i + 1 + len(rest)]
            if token.lower_ == first and [t.lower_ for t in behind] == rest:
                noun = next((t for t in behind if t.pos_ == "NOUN"), token.head)
                dropped |= {t.i for t in noun.subtree if t.i >= token.i}
    return [t for t in tokens if t.i not in dropped]


def known_issues(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Names of the tree only, in order of the text."""
    hits = sorted(_phrases().find(tokens), key=lambda h: (h.start, -h.size))
    names = [name for name in dict.fromkeys(h.key for h in hits) if name != _NO_ISSUE]
    wider = {w for name in names for w in wider_than(name)}
    return tuple(name for name in names if name not in wider)


def is_named_by(name: str, tokens: Sequence[Token], word: Token) -> bool:
    """Whether ``word`` is one of the words in ``tokens`` by which the tree knows the issue ``name``."""
    return any(h.key == name and h.start <= word.i < h.end for h in _phrases().find(tokens))


def is_broad(name: str) -> bool:
    """Whether an issue of the tree is too wide to be for or against: "water", "health"."""
    return bool(_tree()[name].get("broad"))


@cache
def wider_than(name: str) -> frozenset[str]:
    """All issues that ``name`` stands under."""
    found: list[str] = []
    under = _tree()[name].get("under")
    while under and under not in found:
        found.append(under)
        under = _tree()[under].get("under")
    return frozenset(found)


def _own_phrases(tokens: Sequence[Token]) -> tuple[str, ...]:
    inside = {t.i for t in tokens}
    found: list[str] = []
    for token in tokens:
        if token.pos_ != "NOUN" or relation(token) not in _PLACES or not is_thing(token):
            continue
        words = clean_phrase([t for t in phrase_tokens(token) if t.i in inside])
        if words and " " not in words and forms_of(token) & _empty_alone():
            continue
        if words and words not in found and not any(words in f for f in found):
            found.append(words)
    return tuple(found)


def is_thing(noun: Token) -> bool:
    """Whether a noun can be an issue: no person, body, time, nor a word that only points or counts."""
    if noun.ent_type_ in ("PERSON", "DATE", "MONEY", "NORP"):
        return False
    if noun.ent_type_ in ("ORGANIZATION", "LOCATION") and noun.pos_ == "PROPN":
        return bool(known_issues([noun]))
    forms = forms_of(noun)
    if forms & _generic():
        return False
    return head_class(noun.lemma_.casefold()) is None


def clean_phrase(phrase: Sequence[Token]) -> str | None:
    """The words of a noun phrase without what opens it ("such", "their further"); None if nothing plain is left."""
    kept = list(phrase)
    nouns = [n for n, t in enumerate(kept) if t.pos_ in ("NOUN", "PROPN")]
    if not nouns:
        return None
    while kept and _only_opens(kept[0]) and not _is_kept(kept) and not _is_hyphened(kept):
        kept.pop(0)
    kept = _without_listed(kept)
    stop = next(
        (n for n, t in enumerate(kept) if t.text in _MARKS or t.text in _BREAKS or _breaks(t, own=True)), None
    )
    kept = kept[:stop] if stop is not None else kept
    while kept and kept[-1].pos_ not in ("NOUN", "PROPN", "VERB") and not _is_reflexive(kept[-1]):
        kept.pop()
    kept = _shortened(kept)
    if not kept:
        return None
    if not any(t.pos_ in ("NOUN", "PROPN") for t in kept):
        return None
    if len(kept) == 1 and (kept[0].pos_ not in ("NOUN", "PROPN") or len(kept[0].text) < _SHORTEST):
        return None
    inside = {t.i for t in kept}
    dropped = {t.i for t in phrase if t.i not in inside}
    return " ".join(
        "".join(t.text_with_ws for t in kept[0].doc[kept[0].i : kept[-1].i + 1] if t.i not in dropped).split()
    )


def _shortened(kept: list[Token]) -> list[Token]:
    """A phrase without its last joined phrases where it is too long: "the treaty on the lake with all its islands"."""
    while kept and (
        sum(t.pos_ not in ("DET", "PART", "PUNCT") for t in kept) > _LONGEST
        or kept[-1].i - kept[0].i >= _LONGEST + 2
    ):
        cut = next((n for n in range(len(kept) - 1, 0, -1) if kept[n].pos_ == "ADP"), 0)
        kept = kept[:cut]
        while kept and kept[-1].pos_ not in ("NOUN", "PROPN", "VERB"):
            kept.pop()
    return kept


def _is_reflexive(token: Token) -> bool:
    """ "its right to defend itself"."""
    return token.pos_ == "PRON" and token.lower_.endswith(("self", "selves"))


def _is_hyphened(kept: Sequence[Token]) -> bool:
    """ "politically-motivated charges": an adverb that belongs to the word behind its hyphen."""
    return len(kept) > 2 and kept[0].pos_ == "ADV" and kept[1].text == "-" and not kept[0].whitespace_


def _is_kept(kept: Sequence[Token]) -> bool:
    """Whether the first word belongs to the noun behind it: "good faith", "two-state solution"."""
    if len(kept) > 2 and kept[0].pos_ in ("NUM", "ADJ") and kept[1].text == "-" and not kept[1].whitespace_:
        return True
    if len(kept) > 1 and kept[0].pos_ == "NUM" and kept[0].text[:1].isupper() and kept[1].pos_ == "PROPN":
        return True  # "the Three Rivers Initiative"
    return len(kept) > 1 and f"{kept[0].lower_} {kept[1].lower_}" in _list("kept_openings")


def _without_listed(kept: list[Token]) -> list[Token]:
    """A phrase without a list of adjectives before its noun: "Russia's premeditated, unjustified invasion"."""
    comma = next((n for n, t in enumerate(kept) if t.text == ","), None)
    if comma is None or comma == 0:
        return kept
    head = next((t for t in kept if t.i > kept[comma].i and t.pos_ in ("NOUN", "PROPN")), None)
    if head is None or any(t.i > head.i and t.text == "," for t in kept):
        return kept
    listed = {
        t.i
        for adjective in head.children
        if adjective.i < head.i and relation(adjective) == "amod"
        for t in adjective.subtree
    }
    before = [t for t in kept if t.i < kept[comma].i and t.i not in listed]
    if any(t.pos_ in ("NOUN", "PROPN") and t.head.i != head.i for t in before):
        return kept  # "trade, and new rules": a list of things
    return [t for t in kept if t.i not in listed and not (t.i < head.i and t.pos_ in ("PUNCT", "CCONJ"))]


def core_of(phrase: Sequence[Token]) -> list[Token]:
    """A noun phrase up to what only says where, when or in view of what."""
    nouns = [n for n, t in enumerate(phrase) if t.pos_ in ("NOUN", "PROPN")]
    first = nouns[0] if nouns else 0
    stop = next((n for n, t in enumerate(phrase) if n > first and _breaks(t)), len(phrase))
    return list(phrase[:stop])


def _only_opens(token: Token) -> bool:
    if token.pos_ in ("DET", "PRON", "CCONJ", "PUNCT", "ADP", "SCONJ", "NUM", "ADV", "PART"):
        return True
    return token.tag_ in ("PRP$", "POS") or bool(forms_of(token) & _opening())


def _breaks(token: Token, *, own: bool = False) -> bool:
    """A relative clause or a further phrase that says where or when, and no more what.

    ``own`` is for a phrase in the text's own words, in which what an attack is on may stand.
    """
    if token.tag_ in ("WDT", "WP", "WRB"):
        return True
    if token.lower_ == "on":  # "a tariff on steel", but not "trafficking on the coast"
        laid = _list("laid_on") | _list("harms") if own else _list("laid_on")
        return token.pos_ == "ADP" and not forms_of(token.head.head) & laid
    return token.pos_ == "ADP" and token.lower_ not in _joining()


@cache
def _tree() -> Mapping[str, Mapping[str, Any]]:
    tree: Mapping[str, Mapping[str, Any]] = lexicon.load("issues")
    return tree


@cache
def _phrases() -> Phrases:
    none = {_NO_ISSUE: [str(w) for w in lexicon.load("stances")["not_issues"]]}
    return Phrases(none | {name: [str(w) for w in entry["words"]] for name, entry in _tree().items()})


@cache
def _generic() -> frozenset[str]:
    """Nouns that are no issue by themselves, and do not lead to one."""
    data = lexicon.load("stances")
    return frozenset(str(w) for w in [*data["no_issues"], *data["generic"]]) - _leading()


@cache
def _empty_alone() -> frozenset[str]:
    """Nouns that say nothing of what is talked about without a word beside them."""
    data = lexicon.load("stances")
    return frozenset(str(w) for w in [*data["light"], *data["empty_alone"]])


@cache
def _leading() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("stances")["leading"])


@cache
def _opening() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("stances")["opening_words"])


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("stances")[name])


@cache
def _joining() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon.load("stances")["joining"])
