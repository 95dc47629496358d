"""Single words of offices and titles: heads with their classes, modifiers, honorifics, slips of spelling.

Phrases of them beside names are read in :mod:`tracktwo.extraction.offices`.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, lru_cache

from tracktwo import lexicon
from tracktwo.extraction.spellings import Word


@cache
def head_classes() -> dict[str, str]:
    """Each head word in lower case, with the class of offices that it belongs to."""
    heads: dict[str, list[str]] = lexicon.load("offices")["heads"]
    return {word: name for name, words in heads.items() for word in words}


@cache
def words_of(name: str, part: str) -> frozenset[str]:
    return frozenset(str(word).lower() for word in lexicon.load(name)[part])


def head_class(word: str) -> str | None:
    """The class of a word that may head an office phrase, plural or hyphened too; None for any other."""
    bare = word.lower().rstrip(".")
    known = head_classes()
    for form in (
        bare,
        bare.rpartition("-")[2],
        bare.removesuffix("-elect").removesuffix("-designate"),
        *_singulars(bare),
    ):
        if form in known:
            return known[form]
    return None


def office_classes(offices: Iterable[str]) -> frozenset[str]:
    """The classes of offices; a prime minister is no "minister" among ministers."""
    found = set()
    for office in offices:
        words = office.lower().split()
        for at, word in enumerate(words):
            known = head_class(word)
            if known == "minister" and at and words[at - 1] == "prime":
                known = "prime minister"
            if known:
                found.add("secretary" if known == "minister" and word.startswith("secretar") else known)
    return frozenset(found)


def is_plural_head(word: str) -> bool:
    """Whether a word heads offices of several people: "ministers", "colleagues"."""
    bare = word.lower()
    known = head_classes()
    last = bare.rpartition("-")[2]
    return not {bare, last} & (known.keys() - {"secretaries"}) and any(
        form in known for one in (bare, last) for form in _singulars(one)
    )


def _singulars(word: str) -> tuple[str, ...]:
    found = [word[:-1]] if word.endswith("s") and not word.endswith("ss") else []
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    if word.endswith("men"):
        found.append(word[:-3] + "man")
    return tuple(found)


def is_modifier(word: str) -> bool:
    """Whether a word may stand inside an office phrase beside its heads."""
    bare = word.lower()
    known = words_of("offices", "modifiers")
    return bare in known or bare.rpartition("-")[2] in known


def is_honorific(word: Word) -> bool:
    """Whether a word is a courtesy title or a rank."""
    names = lexicon.load("names")
    return word.text in cased("honorifics") or word.text in cased("ranks") or _is_upper_title(word, names)


def _is_upper_title(word: Word, names: dict[str, list[str]]) -> bool:
    return word.is_upper and word.text.rstrip(".").capitalize() in cased("honorifics") | cased("ranks")


@cache
def cased(part: str) -> frozenset[str]:
    return frozenset(lexicon.load("names")[part])


@lru_cache(maxsize=4096)
def is_misspelt_title(word: str) -> bool:
    """Whether a capitalised word is nearly a title that stands before names ("Ambasasdor")."""
    titles = cased("misspelt_titles")
    if (
        not word[:1].isupper()
        or len(word) < min(map(len, titles))
        or word.lower() in titles
        or word.lower() in words_of("offices", "no_slips")
    ):
        return False
    return bool(get_close_matches(word.lower(), titles, n=1, cutoff=0.85))


def is_office_head(word: Word) -> bool:
    """Whether a word can be the head of an office phrase, a slip of the pen included."""
    if word.text.lower() in words_of("offices", "in_capitals") and not word.is_upper:
        return False
    return head_class(word.text) is not None or is_misspelt_title(word.text)
