"""The offices of a person as a brief gives them: one spelt in several ways, or cut short, once, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracktwo.model import Entry, Person
from tracktwo.model.dates import first_day
from tracktwo.resolution.people import KnownPerson
from tracktwo.resolution.posts import is_shared, office_words


@dataclass(frozen=True, slots=True)
class Post:
    """One office of somebody, with all entries that give it."""

    #: As most documents spell it.
    office: str
    entries: tuple[Entry[Person], ...]

    @property
    def days(self) -> list[date]:
        """The days of the documents that give it, in order."""
        return sorted(day for e in self.entries if (day := first_day(e.document.published)))


def posts_of(person: KnownPerson) -> tuple[Post, ...]:
    """The offices told of somebody, the latest first; one spelt in several ways, or cut short, is one."""
    by_words: dict[frozenset[str], list[Entry[Person]]] = {}
    for entry in person.entries:
        if entry.claim.office:
            words = office_words(entry.claim.office) or frozenset({entry.claim.office.casefold()})
            by_words.setdefault(words, []).append(entry)
    # "The minister" says nothing that "the water minister" does not.
    fuller = {words: [o for o in by_words if words < o] for words in by_words if is_shared(words)}
    for words, others in fuller.items():
        if others:
            home = min(others, key=lambda o: (-len(by_words[o]), sorted(o)))
            by_words[home] += by_words.pop(words)
    posts = (Post(_spelt(own), tuple(own)) for own in by_words.values())
    return tuple(sorted(posts, key=lambda p: (p.days[-1] if p.days else date.min, p.office), reverse=True))


def _spelt(entries: Sequence[Entry[Person]]) -> str:
    """The office as it is shown: with most words, then as most documents spell it, and not in capitals."""
    given = [str(e.claim.office) for e in entries]
    longest = max(len(office_words(o)) for o in given)
    fullest = [o for o in given if len(office_words(o)) == longest]
    shown = min(fullest, key=lambda o: (o.isupper(), -fullest.count(o), o))
    # Of "(ROK) Foreign Minister" the country may have been taken out before.
    return shown.removeprefix("()").strip() or shown
