"""What a noun phrase says of whom it stands for: whose office, which group, somebody known or nobody named.

It looks at one phrase and one person at a time; who of several is meant is decided in
:mod:`tracktwo.extraction.coreference`.
"""

from functools import cache
from itertools import pairwise

from spacy.tokens import Span, Token

from tracktwo import lexicon
from tracktwo.extraction.offices import office_classes
from tracktwo.extraction.parties import find_namings
from tracktwo.extraction.people import KnownPerson

#: Words before "two" by which they are known; "they" is a slip for "the".
_KNOWN = frozenset({"the", "these", "those", "our", "their", "its", "they"})
#: Relations of a clause's subject.
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})


def phrase_of(token: Token) -> Span:
    """A noun with what stands before it."""
    left = token
    for child in token.lefts:
        if child.dep_.partition(":")[0] in (
            "det",
            "amod",
            "compound",
            "nmod",
            "nummod",
            "flat",
            "advmod",
            "case",
        ):
            left = min(left, child.left_edge, key=lambda t: t.i)
    return token.doc[left.i : token.i + 1]


def end_of_office(token: Token) -> int:
    """Index of the last token of an office's "of" and "for" phrases."""
    ends = [
        c.right_edge.i
        for c in token.rights
        if c.dep_.partition(":")[0] == "nmod" and any(g.lower_ in ("of", "for") for g in c.lefts)
    ]
    return max(ends, default=token.i)


def group_of(phrase: Span) -> str | None:
    """The noun, in the singular, by which a phrase stands for the two sides or leaders; None for any other."""
    data = lexicon.load("references")
    words = [t.lower_ for t in phrase]
    noun = phrase[-1]
    if words in (["both"],):
        return "side" if noun.dep_.partition(":")[0] in ("nsubj", "obj", "obl") else None
    singular = noun.lemma_.lower()
    if noun.tag_ not in ("NNS", "NNPS") or any(w in data["indefinite"] for w in words[:-1] if w != "former"):
        return None
    # "diplomats from two European countries": no two that are known
    known = any(w in _KNOWN and (then == "two" or then in data["counts"]) for w, then in pairwise(words))
    numbered = "both" in words or known or ("two" in words and singular not in data["countries"])
    if singular in data["sides"] and (numbered or (words[0] == "the" and noun.lower_ in data["plain_sides"])):
        return singular
    return singular if singular in data["leaders"] and (numbered or is_plain_group(phrase)) else None


def is_plain_group(phrase: Span) -> bool:
    """Whether a phrase is "the ministers" and no more, who are the two only where nobody else could be meant."""
    words = [t.lower_ for t in phrase]
    return len(words) == 2 and words[0] == "the" and words[1] in lexicon.load("references")["plain_leaders"]


@cache
def counterpart_words() -> frozenset[str]:
    return frozenset(lexicon.load("references")["counterparts"])


def is_definite(phrase: Span) -> bool:
    """Whether a phrase names somebody known: "the", "Kabul's", or an office in capitals by itself."""
    first = phrase[0]
    if first.lower_ in lexicon.load("references")["indefinite"] or first.lower_ in (
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
    ):
        return False
    if first.lower_ in ("the", "this", "that"):
        return True
    if any(n.party for n in find_namings(phrase.text)) and any(t.tag_ == "POS" for t in phrase):
        return True
    head = phrase[-1]
    if not all(t.text[:1].isupper() for t in phrase) or first.is_sent_start:
        return False
    # "the Secretary and Foreign Minister signed"
    return head.dep_ in SUBJECTS or (head.dep_ == "conj" and head.head.dep_ in SUBJECTS)


def office_words(words: str) -> frozenset[str]:
    """The words of an office without whose it is and without articles."""
    text = words
    for naming in reversed(find_namings(words)):
        text = text[: naming.start] + text[naming.end :]
    kept = (w.strip(".,'’s") if w in ("'s", "’s") else w.strip(".,") for w in text.lower().split())
    return frozenset(
        w
        for w in kept
        if w
        and w not in ("the", "this", "that", "of", "for", "and", "'s", "’s", "visiting", "outgoing", "new")
    )


@cache
def _also(office: str) -> tuple[frozenset[str], ...]:
    """An office's words and those of offices that texts use for it."""
    others: list[str] = lexicon.load("references")["also_called"].get(office, [])
    return tuple(frozenset(o.split()) for o in (office, *others))


def holds(person: KnownPerson, wanted: frozenset[str]) -> bool:
    forms = _also(" ".join(sorted(wanted))) if len(wanted) == 1 else _forms(wanted)
    return any(
        form <= frozenset(office.replace(",", " ").replace(".", "").split())
        for office in person.offices
        for form in forms
    )


def _forms(wanted: frozenset[str]) -> tuple[frozenset[str], ...]:
    also: dict[str, list[str]] = lexicon.load("references")["also_called"]
    for office in also:
        if frozenset(office.split()) == wanted:
            return _also(office)
    return (wanted,)


def is_lesser(person: KnownPerson, wanted: frozenset[str]) -> bool:
    """Whether an office is a deputy's or a former one though the phrase does not say so."""
    lesser = {"deputy", "vice", "assistant", "former", "ex", "acting", "under"} - wanted
    return all(lesser & set(office.replace("-", " ").split()) for office in person.offices)


def classes_of(person: KnownPerson) -> frozenset[str]:
    found = office_classes(person.offices)
    return found | {"minister"} if "secretary" in found else found
