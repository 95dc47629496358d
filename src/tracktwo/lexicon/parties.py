"""The names of parties for their codes. Which words of a text mean which party is not decided here."""

from collections.abc import Mapping
from functools import cache

from tracktwo.errors import LexiconError
from tracktwo.lexicon import load


def party_words(party: str) -> str:
    """A party's name for its code; several joined by ``+`` are joined by "and". What is no code is left as it is."""
    return " and ".join(_names().get(code, code) for code in party.split("+"))


@cache
def _names() -> Mapping[str, str]:
    try:
        countries = load("countries")
    except LexiconError:
        return {}
    return {code: about["name"] for code, about in countries.items()}
