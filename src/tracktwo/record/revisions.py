"""Decides what a later version of a text at the same address means for what rests on the earlier ones.

Pure functions from values to values. Nothing is dropped: an entry is either said again by a later version, which
then counts in its place, or it is flagged with why its words stand no longer. Which documents are versions of
one another is decided here too; finding and marking them is ``versions``'s work.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracktwo.model import Claim, Person
from tracktwo.model.fingerprints import main_citations, principal_fields
from tracktwo.record.entries import Flag
from tracktwo.record.words import stems_of

#: Of all runs of five words of the shorter text, the share that stands in both: versions of one page have most in
#: common even after heavy editing, two pages that only give the same address next to nothing.
_ALIKE, _RUN = 0.3, 5
#: Of the longer words that are cited, the share that stands in one sentence for them to have been changed and not
#: taken out; set on the cases of tests/record/test_revisions.py.
_CHANGED, _LONGER = 0.5, 4

_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True, slots=True)
class Resting:
    """What deciding needs to know of a claim: what it says, and the words that it rests on."""

    id: str
    kind: str
    fields: tuple[tuple[str, str], ...]
    #: The cited words, each stretch with single spaces.
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a text with the claims that rest on it."""

    text: str
    claims: tuple[Resting, ...]


def resting(name: str, claim: Claim) -> Resting:
    """A claim as it is compared across versions."""
    words = dict.fromkeys(_one_line(citation.exact) for citation in main_citations(claim))
    # Somebody who is named once more or less is still the same person.
    kept = () if isinstance(claim, Person) else tuple(words)
    return Resting(name, claim.KEY, principal_fields(claim), kept)


def decide_flags(versions: Sequence[Version]) -> dict[str, Flag | None]:
    """What becomes of the claims of every version, earliest first, by their ids; those of the last are as they are.

    A claim that any later version makes again, or makes otherwise of the same words, counts there. One whose words
    no later version has a claim for is flagged by whether the last version still has the like of them.
    """
    if not versions:
        return {}
    latest = versions[-1]
    decided: dict[str, Flag | None] = {claim.id: None for claim in latest.claims}
    later: list[Resting] = list(latest.claims)
    text = _one_line(latest.text)
    sentences = [_longer_words(sentence) for sentence in _SENTENCE.findall(latest.text)]
    for version in reversed(versions[:-1]):
        for claim in version.claims:
            again = any(_is_again(claim, other) for other in later)
            decided[claim.id] = Flag.FOUND_AGAIN if again else _flag(claim, text, sentences)
        later += version.claims
    return decided


def is_version(earlier: str, later: str, is_fetched: bool) -> bool:
    """Whether a text from the same address is a later version of one that is recorded.

    What was fetched from an address is always a version of what was fetched there before, a notice that the page
    is gone included. A saved page only says of itself where it is from, and many pages of a site can say the
    same: these must have text in common.
    """
    if is_fetched or earlier == later:
        return True
    one, other = _runs(earlier), _runs(later)
    fewer = min(len(one), len(other))
    return fewer > 0 and len(one & other) / fewer >= _ALIKE


def same_addresses(url: str) -> tuple[str, ...]:
    """The ways in which one address is written: with http or https, with a slash at its end or none."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return (url,)
    rest = f"://{parts.netloc}{parts.path.rstrip('/')}"
    query = f"?{parts.query}" if parts.query else ""
    return tuple(f"{scheme}{rest}{end}{query}" for scheme in ("https", "http") for end in ("", "/"))


def _is_again(claim: Resting, other: Resting) -> bool:
    if claim.kind != other.kind:
        return False
    if not claim.words:
        return claim.fields == other.fields
    if claim.words == other.words:
        return True
    return all(any(one in two or two in one for two in other.words) for one in claim.words)


def _flag(claim: Resting, text: str, sentences: Sequence[set[str]]) -> Flag:
    if not claim.words or all(_stands(words, text, sentences) for words in claim.words):
        return Flag.TEXT_CHANGED
    return Flag.TEXT_VANISHED


def _stands(words: str, text: str, sentences: Sequence[set[str]]) -> bool:
    """Whether words, or the like of them, are in a text."""
    if words in text:
        return True
    longer = _longer_words(words)
    return any(len(longer & sentence) >= _CHANGED * max(1, len(longer)) for sentence in sentences)


def _longer_words(words: str) -> set[str]:
    return {stem for stem in stems_of(words) if len(stem) >= _LONGER}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return set(_windows(words))


def _windows(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(max(1, len(words) - _RUN + 1)):
        yield tuple(words[start : start + _RUN])


def _one_line(words: str) -> str:
    return " ".join(words.split())
