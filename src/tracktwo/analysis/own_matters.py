"""Whether what a side says somewhere is a matter of the talks, or was said at an occasion with somebody else.

A minister who meets a third country tells of much that has nothing to do with the others whom he names once. So in a
document whose title names others, and none of the sides but the speaker's own, only what names another side counts.
Whether a matter is important to the talks is not judged.
"""

from collections.abc import Collection
from functools import lru_cache

from tracktwo.analysis.namings import Namings, all_namings
from tracktwo.analysis.sentences import sentence_around
from tracktwo.model import Citation, Document


def is_of_the_talks(
    document: Document, cited: Citation, said_by: Collection[str], sides: tuple[str, ...]
) -> bool:
    """Whether cited words belong to the talks of some sides.

    Args:
        document: where they stand.
        cited: the words.
        said_by: the parties whose words they are; what several sides say together is always a matter of theirs.
        sides: the parties of the talks.
    """
    if len(set(said_by) & set(sides)) > 1 or not _is_elsewhere(document.title or "", sides):
        return True
    span = sentence_around(document.text, cited.start, cited.end)
    others = Namings.of(p for p in sides if p not in said_by)
    return bool(others.find(document.text[span.start : span.end]))


@lru_cache(maxsize=16_384)
def _is_elsewhere(title: str, sides: tuple[str, ...]) -> bool:
    """Whether a title tells of an occasion with others: it names some, and of the sides one at most.

    Where two sides talk, a government's own pages mostly name the other one alone; so one named is enough to be theirs.
    """
    named = {n.party for n in all_namings().find(title)}
    return bool(named - set(sides)) and not named & set(sides)
