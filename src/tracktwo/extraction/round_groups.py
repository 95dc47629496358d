"""Mentions of rounds put together: which belong to one dialogue, and within it to one round.

The dialogue and the round that the document is about come first. What is said of a round is read in `rounds`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracktwo import lexicon
from tracktwo.extraction.dialogue_names import DialogueName, parties_in
from tracktwo.extraction.round_mentions import RoundMention

_SUBJECT = re.compile(r"(?:\s+of\s+(?:[\w-]+\s+){1,3}?)?\s*(?:on|over|about)\s+([^,.;:]{1,60})")


@dataclass(slots=True)
class Gathered:
    """Mentions of one round."""

    mentions: list[RoundMention]
    ordinal: int | None

    @property
    def best(self) -> RoundMention:
        """The mention that says most: convened, with a number, in a whole sentence."""
        return max(
            self.mentions,
            key=lambda m: (
                m.is_convened,
                not m.is_aside,
                m.ordinal is not None,
                not m.line.is_first,
                m.line.text.endswith("."),
                -m.span.start,
            ),
        )


def series_of(mentions: Sequence[RoundMention]) -> list[list[RoundMention]]:
    """Mentions by dialogue, the dialogue that the document is about first."""
    groups: list[list[RoundMention]] = []
    for mention in mentions:
        home = next((g for g in groups if _same_dialogue(g, mention)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    groups = [g for g in groups if any(m.name or m.is_convened or m.ordinal or m.before for m in g)]
    return sorted(groups, key=_weight, reverse=True)


def _same_dialogue(group: Sequence[RoundMention], mention: RoundMention) -> bool:
    parties = {p for m in group for p in m.parties}
    own = set(mention.parties)
    if own and parties and not (own <= parties or parties <= own):
        return False
    about = {p for m in group for p in _parties_of_subject(m)}
    if mention.name is None and not set(_parties_of_subject(mention)) <= parties | about:
        return False
    one = next((m.name for m in group if m.name), None)
    two = mention.name
    if one is None or two is None:
        return bool(own <= parties or not own or not parties)
    if own & parties:
        # The same two sides may hold a strategic dialogue and a human rights dialogue.
        known = _distinguishing(one), _distinguishing(two)
        return not all(known) or bool(known[0] & known[1])
    tracks = {read.track for read in (one.track, two.track) if read.track}
    return len(tracks) < 2 and bool(
        _content(one) & _content(two) or (not _content(two) - {"talks", "dialogue"})
    )


def _parties_of_subject(mention: RoundMention) -> tuple[str, ...]:
    """Parties that unnamed talks are about: "the sixth round of negotiations on the Iranian programme"."""
    behind = mention.line.text[mention.span.end - mention.line.start :]
    found = _SUBJECT.match(behind)
    return parties_in(found[1]) if found else ()


def _content(name: DialogueName) -> set[str]:
    return {w.strip("()“”\"'").lower() for w in name.name.split()} - {"the", "and", "of", "on", "for"}


def _distinguishing(name: DialogueName) -> set[str]:
    """The words of a name that tell it from another dialogue of the same parties."""
    data = lexicon.load("dialogue_words")
    common = {*data["heads"], *data["plain_modifiers"], *(w.lower() for w in data["proper_heads"])}
    own = set(name.parties)
    named = {w: {*parties_in(w.upper()), *parties_in(w.title())} for w in _content(name) - common}
    # "the U.S.-EU Dialogue on China": who is only talked about tells it from others
    return {w for w, parties in named.items() if not parties or (own and not parties & own)}


def _weight(group: Sequence[RoundMention]) -> tuple[int, int]:
    score = sum(
        1 + 3 * (m.ordinal is not None) + 2 * m.line.is_first + 2 * m.is_convened + len(m.parties[:2])
        for m in group
    )  # fmt: skip
    return score, -group[0].span.start


def rounds_of(mentions: Sequence[RoundMention]) -> list[Gathered]:
    """Mentions of one dialogue by round; the round that the document is about first."""
    ordinal = next((m.ordinal for m in mentions if m.ordinal is not None), None)
    if ordinal is None:
        before = next((m.before for m in mentions if m.before is not None), None)
        ordinal = before + 1 if before is not None else None
    main = Gathered([], ordinal)
    others: dict[int | str, Gathered] = {}
    for mention in mentions:
        number = _number(mention, ordinal)
        if (number is None and mention.which is None and mention.ordinal is None) or (
            mention.ordinal == ordinal and ordinal is not None
        ):
            main.mentions.append(mention)
        elif number is None and mention.which == "previous":
            continue
        else:
            key: int | str = number if number is not None else str(mention.which)
            others.setdefault(key, Gathered([], number)).mentions.append(mention)
    return ([main] if main.mentions else []) + list(others.values())


def _number(mention: RoundMention, main: int | None) -> int | None:
    if mention.ordinal is not None:
        return mention.ordinal
    if mention.which is None or main is None:
        return None
    return main + 1 if mention.which == "next" else main - 1 or None
