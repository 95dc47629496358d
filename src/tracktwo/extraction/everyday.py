"""First names and their everyday forms, in English: "Tony" for Antony. Whose they are is decided elsewhere."""

from functools import cache

from nicknames import NickNamer


@cache
def everyday_forms(name: str) -> frozenset[str]:
    """First names of which a folded word is the everyday form ("tony" of "anthony", "antony")."""
    return frozenset(_namer().canonicals_of(name))


@cache
def _namer() -> NickNamer:
    return NickNamer()
