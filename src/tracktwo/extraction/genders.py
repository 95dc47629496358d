"""Whether titles and given names tell of a man or a woman, for pronouns; None where they do not."""

from collections.abc import Collection

from tracktwo import lexicon
from tracktwo.extraction.names import PersonalName, given_names


def gender_of_titles(titles: Collection[str]) -> str | None:
    """``male`` or ``female`` where a title is only a man's or a woman's; ``titles`` in lower case, no full stops."""
    names = lexicon.load("names")
    for gender in ("female", "male"):
        if any(title in names[gender] for title in titles):
            return gender
    return None


def gender_of(name: PersonalName, titles: Collection[str]) -> str | None:
    """``male`` or ``female`` by titles or else by the given name; None where neither tells."""
    by_title = gender_of_titles(titles)
    if by_title:
        return by_title
    if len(name.long_parts) < 2:
        return None
    found = {gender for gender in ("male", "female") if name.given in given_names(gender)}
    return found.pop() if len(found) == 1 else None
