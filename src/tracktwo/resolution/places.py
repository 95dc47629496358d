"""Which country a city lies in, as far as the lexicon knows. Buildings and regions are not looked up."""

from collections.abc import Mapping
from functools import cache

from tracktwo.lexicon import load


def country_of(place: str | None) -> str | None:
    """The country (ISO 3166-1 alpha-3) of a city that only one country has; None for any other words."""
    return _cities().get(place.casefold()) if place else None


@cache
def _cities() -> Mapping[str, str | None]:
    found: dict[str, str | None] = {}
    for code, about in load("countries").items():
        for city in (*about.get("capital", ()), *about.get("cities", ())):
            key = city.casefold()
            found[key] = code if found.get(key, code) == code else None
    return found
