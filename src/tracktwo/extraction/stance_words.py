"""The words of support and opposition: which way a word leans, how plainly, and what turns it round.

It knows the lexicon ``stances`` and single words; what they govern is followed in :mod:`leanings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from spacy.tokens import Token

from tracktwo import lexicon
from tracktwo.extraction.clauses import relation
from tracktwo.extraction.standing import modal_of
from tracktwo.extraction.wordings import forms_of


def is_firm(path: Sequence[Token]) -> bool:
    """Whether a side is taken: "support", "reject", "must stop", and not only "welcome" or "stress"."""
    firm_nouns = words_of_stances("firm_on_the_way")
    telling = [path[0], *(t for t in path[1:] if t.pos_ == "VERB" or forms_of(t) & firm_nouns)]
    if any(
        opens_entry(t, entry) for t in telling for entry in words_of_stances("firm") if _first_fits(t, entry)
    ):
        return True
    return modal_of(path[0]) in words_of_stances("asking")


def asks(verb: Token) -> bool:
    """Whether a verb is what the speaker asks of somebody: "must stop", "needs to withdraw"."""
    modal = modal_of(verb)
    if modal in words_of_stances("asking"):
        return not _is_inverted(verb) and not (relation(verb) == "conj" and _is_inverted(verb.head))
    governor = verb.head
    return (
        relation(verb) == "xcomp"
        and bool(forms_of(governor) & {"need", "have"})
        and governor.pos_ in ("VERB", "AUX")
    )


def _is_inverted(verb: Token) -> bool:
    """ "should Mali cut the supplies": a condition, and nothing asked."""
    modals = [c.i for c in verb.children if relation(c) == "aux" and c.tag_ == "MD"]
    subjects = [c.i for c in verb.children if relation(c) == "nsubj"]
    return bool(modals and subjects) and modals[0] < subjects[0]


def weight_of(word: Token) -> float:
    """How plainly a word takes a side, 0 to 1."""
    return 0.6 if any(opens_entry(word, entry) for entry in words_of_stances("wishes")) else 1.0


def polarity_of(word: Token, part: str) -> bool | None:
    """True for support, False for opposition, None for neither."""
    data = lexicon.load("stances")
    for name in ("for", "against"):
        if any(opens_entry(word, str(entry)) for entry in data[name][part] if _first_fits(word, str(entry))):
            return name == "for"
    return None


def takes_preposition(word: Token, preposition: str) -> bool:
    """Whether the lexicon has the word with this preposition: "disagree with", or as one that needs it: "concerned"."""
    data = lexicon.load("stances")
    if word.pos_ == "ADJ":
        return any(_first_fits(word, str(e)) for name in ("for", "against") for e in data[name]["adjectives"])
    entries = [str(e) for name in ("for", "against") for e in data[name]["verbs"]]
    entries += [str(e) for e in data["reversing"]["verbs"]]
    return any(e.split()[1:] == [preposition] for e in entries if _first_fits(word, e))


def _first_fits(word: Token, entry: str) -> bool:
    return entry.split()[0] in forms_of(word)


def opens_entry(word: Token, entry: str) -> bool:
    """Whether ``word`` opens the entry, whose other words follow within two words."""
    first, *rest = entry.split()
    if first not in forms_of(word):
        return False
    following = [t.lower_ for t in word.doc[word.i + 1 : word.i + 4]]
    return all(r in following for r in rest)


def is_reversing(word: Token) -> bool:
    """Whether a word turns round what it governs: "an end to", "stop"."""
    data = lexicon.load("stances")["reversing"]
    part = "verbs" if word.pos_ == "VERB" else "nouns"
    if word.pos_ == "VERB" and forms_of(word) & words_of_stances("reversing_harms"):
        things = [c for c in word.children if relation(c) in ("obj", "nsubj:pass") or c.dep_ == "nsubj:pass"]
        # "ease the curbs", "address the threats", but not "ease the registration of medicines"
        harmful = words_of_stances("harms") | words_of_stances("restrictions")
        return any(forms_of(t) & harmful for t in things)
    return any(opens_entry(word, str(entry)) for entry in data[part] if _first_fits(word, str(entry)))


@cache
def words_of_stances(name: str) -> frozenset[str]:
    """One plain list of ``lexicon/stances.yaml``."""
    data: Any = lexicon.load("stances")[name]
    return frozenset(str(w) for w in data)
