"""What the record asks resolution about people. What is answered is decided there."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from tracktwo.model import Entry, Person
from tracktwo.model.rulings import Rulings
from tracktwo.record.known_names import Key, NameHome, NameShelf


@dataclass(frozen=True, slots=True)
class Described:
    """What is shown of a person, from how often documents say it."""

    name: str
    names: tuple[str, ...]
    party: str | None
    offices: tuple[str, ...]


class PeopleResolver(Protocol):
    """Who is whom: the work of the resolution wing, as the record needs it."""

    @property
    def version(self) -> str:
        """Which rules and word lists it goes by."""

    def is_single(self, name: str) -> bool:
        """Whether a name has one word only, so that others tell whose it is."""

    def terms(self, name: str) -> Collection[str]:
        """What a name is looked up by: one of a single word by it, with ``|`` before it; others by terms of
        their spelling, and by each word with ``.`` before it."""

    def arrange(self, names: Collection[Key]) -> Sequence[NameHome]:
        """Group all names."""

    def regroup(self, changed: Collection[Key], known: NameShelf) -> Sequence[NameHome]:
        """The names that are to be grouped anew because these came or went, in their groups."""

    def part(
        self, homes: Sequence[Sequence[Entry[Person]]], rulings: Rulings
    ) -> Sequence[Sequence[Entry[Person]]]:
        """The people in groups of names: namesakes apart, single words joined, and as people ruled.

        With a group of a single word come all others that have a name with this word."""

    def describe(self, names: Counter[str], parties: Counter[str], offices: Counter[str]) -> Described:
        """What is shown of a person."""
