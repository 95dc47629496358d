"""First names and their everyday forms, in English: "Tony" for Antony. Whose they are is decided elsewhere."""

from functools import cache

from nicknames import NickNamer

from tracktwo import lexicon


@cache
def everyday_forms(name: str) -> frozenset[str]:
    """First names of which a folded word is the everyday form ("tony" of "anthony", "antony")."""
    return frozenset({*_namer().canonicals_of(name), *_spellings().get(name, ())})


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """Names that the lexicon gives as one in other spellings."""
    found: dict[str, set[str]] = {}
    for group in lexicon.load("name_variants"):
        words = {str(word).lower() for word in group}
        for word in words:
            found.setdefault(word, set()).update(words)
    return {word: frozenset(own) for word, own in found.items()}


@cache
def _namer() -> NickNamer:
    return NickNamer()
