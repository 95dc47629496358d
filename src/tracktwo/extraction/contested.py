"""Mentions by a surname and an office that cannot all be one person's, where the page does not say whose they are."""

from collections import defaultdict
from collections.abc import Iterable

from tracktwo.extraction.mentions import Mention
from tracktwo.extraction.offices import office_classes


def contested(mentions: Iterable[Mention], *, is_spoken: bool) -> frozenset[Mention]:
    """Mentions by a surname and an office that may not be those of the full name, which has none: whose are they?

    "President Velon" and "Secretary Velon" beside a plain "Aldo Velon": the page does not say which of them he is. And
    where people speak (``is_spoken``), a full name that comes only after "Secretary Velon" is a namesake's: officials
    are called by office and surname from the start.
    """
    mentions = tuple(mentions)
    begun: dict[str, int] = {}
    for mention in mentions:
        if mention.name.is_full:
            begun[mention.name.surname] = min(mention.start, begun.get(mention.name.surname, mention.start))
    short: defaultdict[str, list[Mention]] = defaultdict(list)
    held: defaultdict[str, bool] = defaultdict(bool)
    for mention in mentions:
        if mention.name.is_full:
            held[mention.name.surname] |= bool(mention.office)
        elif mention.office and not mention.former:
            short[mention.name.parts[-1]].append(mention)
    found = {
        m
        for surname, own in short.items()
        if surname in held and not held[surname]
        for m in own
        if (is_spoken and min(o.start for o in own) < begun[surname])
        or any(exclude(office_classes([m.office or ""]), office_classes([o.office or ""])) for o in own)
    }
    return frozenset(found)


def exclude(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether nobody holds offices of both sorts at a time: a head of state is no member of a cabinet."""
    head, members = frozenset({"president"}), frozenset({"secretary", "minister"})
    return bool(ones and others) and any(
        ones <= a and others <= b for a, b in ((head, members), (members, head))
    )
