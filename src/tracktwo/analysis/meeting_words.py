"""Whether a sentence says that sides agree, differ or have come nearer, by classes of words and what is done to them.

A noun or verb of agreement or difference is found, then what is done to it, then what denies it or leaves it open:
"bridged their differences" is a difference that is ended, "could not bridge" denies that. The classes are in
``lexicon/agreement.yaml``. Whose agreement it is, what about, and whether it is true, is not asked here.
"""

import re
from collections.abc import Sequence, Set
from enum import StrEnum

from tracktwo.analysis.meeting_phrases import phrases
from tracktwo.analysis.meeting_sentence import (
    ALONE,
    ANSWERS,
    NOUNS,
    PAIR,
    RECEIVED,
    WORD,
    Said,
    Sentence,
    listed,
    names_both,
)
from tracktwo.analysis.meeting_sides import between_sides
from tracktwo.analysis.namings import Naming, Namings, all_namings
from tracktwo.analysis.word_classes import Hit

#: Words before a phrase among which one that denies it or leaves it open is looked for.
_REACH = 6
#: In a sentence of more words the sides must stand in the clause that tells of agreement.
_LONG = 25
#: Words before "to" among which one is looked for that says that it was done.
_BEFORE = 6


class Meeting(StrEnum):
    """What a sentence says of the sides' views."""

    AGREE = "agree"
    #: They have come nearer to one another, and do not agree as yet.
    NEARER = "nearer"
    DIFFER = "differ"


def kind_of(sentence: str, own: Namings) -> Meeting | None:
    """Whether a sentence tells of agreement, difference or nearness; None where it leaves that open.

    That one side agrees to something is no agreement of the sides; ``own`` finds where they are named.
    """
    if sentence.rstrip(" ”’\"'").endswith("?"):
        return None
    read = Sentence(sentence)
    namings = own.find(sentence)
    signs = []
    for said in (*phrases(read), *between_sides(read, namings, len(own.words))):
        sign = _as_told(said, read)
        if sign == said.sign == 1 and _is_of_one(said, read, own):
            continue
        if said.is_verb and _is_of_others(said, read, namings):
            continue
        if len(read.words) > _LONG and not _is_near(said, read, namings):
            continue
        if sign is not None:
            signs.append(sign)
    if -1 in signs:
        return Meeting.DIFFER
    if 0 in signs:
        return Meeting.NEARER
    return Meeting.AGREE if signs else None


def heads_of(sentence: str) -> list[tuple[int, int]]:
    """Where words of agreement or difference stand in a sentence with what is done to them, in code points."""
    read = Sentence(sentence)
    said = (*phrases(read), *between_sides(read, all_namings().find(sentence), 2))
    return [(read.words[s.start].start(), read.words[s.end - 1].end()) for s in said]


def _as_told(said: Said, read: Sentence) -> int | None:
    """What a phrase says as it stands in its sentence; None where it is left open or made little of."""
    reach = range(max(0, said.start - _REACH), said.start)
    before = [n for n in reach if read.is_one_clause(n, said.start)]
    if read.has("conceded", before[-3:]):
        return None
    if said.sign == 1 and read.has("referring", range(max(0, said.start - 2), said.start)):
        return None
    denials = [h for h in read.of("denying") if _counts(h, said, before, read)]
    denied = {n for h in read.of("denying") for n in range(h.start, h.end)}
    if any(_leaves_open(h, said, denied, read) for h in read.of("open") if h.start in before):
        return None
    if said.is_fixed:
        return said.sign
    ends = range(said.end, min(len(read.words), said.end + 4))
    turned = len(denials) + read.has("no_more", [n for n in ends if read.is_one_clause(n, said.start)])
    if turned % 2 == 0:
        return said.sign
    # Who has not come nearer is as far apart as before.
    return -said.sign if said.sign else -1


def _leaves_open(hit: Hit, said: Said, denied: Set[int], read: Sentence) -> bool:
    """Whether a word before a phrase leaves it open: "hope to agree", but not "failed to agree", "could not agree"."""
    if hit.start in denied or said.start <= hit.start:
        return False
    # "Hopes of a deal faded": that is so today.
    if said.sign == -1 and any(o.start == hit.start for o in read.of("outlooks")):
        return False
    if read.folded[hit.start] == "to":
        led = range(max(0, hit.start - _BEFORE), hit.start)
        return said.start - hit.start <= 2 and not read.has("managing", led) and not denied & set(led)
    is_modal = read.folded[hit.start] in listed("modals")
    return not is_modal or denied.isdisjoint(range(hit.end, said.end))


def _counts(hit: Hit, said: Said, before: Sequence[int], read: Sentence) -> bool:
    """Whether a word that denies reaches a phrase: right before it, or between its words."""
    if said.start <= hit.start and hit.end <= said.end:
        # "The impasse was not overcome", but not within words that say so as a whole: "could not bridge".
        return not any(
            h.start <= hit.start and hit.end <= h.end
            for name in (
                *ALONE,
                *NOUNS,
                *ANSWERS,
                *RECEIVED,
                "not_wanting",
                "without_result",
                "losing",
                "nearing",
                "few_left",
            )
            for h in read.of(name)
        )
    if hit.start not in before:
        return False
    over = any(read.folded[n] == "that" for n in range(hit.end, said.start))
    return not over or any(h.start == hit.start for h in read.of("denying_that"))


def _is_near(said: Said, read: Sentence, namings: Sequence[Naming]) -> bool:
    """Whether the clause of a phrase names both sides, or what they are called together."""
    own = [n for n, number in enumerate(read.clauses) if number == read.clauses[said.head]]
    start, end = read.words[own[0]].start(), read.words[own[-1]].end()
    if len({n.party for n in namings if start <= n.start < end}) > 1:
        return True
    if PAIR.search(read.text[start : read.words[said.head].start()]):
        return True
    return names_both(read.between(own[0], own[-1] + 1))


def _is_of_others(said: Said, read: Sentence, namings: Sequence[Naming]) -> bool:
    """Whether the subject of a verb is somebody who speaks for no side: "scientists disagree"."""
    if not said.head or names_both(read.between(0, said.head)):
        return False
    at = read.words[said.head].start()
    if any(n.start < at for n in namings) or any(h.start < said.head for h in read.of("officials")):
        return False
    # A name may be a side's, by its capital or its minister.
    return not any(w.group()[0].isupper() for w in read.words[1 : said.head])


def _is_of_one(said: Said, read: Sentence, own: Namings) -> bool:
    """Whether one side alone is named last before the words of agreement, in their clause."""
    if said.is_of_both is not None:
        return not said.is_of_both
    clause = re.split(r"[,;:]|\bthat\b", read.text[: read.words[said.head].start()])[-1]
    namings = own.find(clause)
    if not namings:
        return False
    last = namings[-1]
    # "The two sides", or "Orlesia and Tavan": then it is theirs together.
    folded = f" {' '.join(w.group().casefold() for w in WORD.finditer(clause[last.end :]))} "
    # "Orlesia and Tavan", "his country and Tavan".
    joined = len(namings) > 1 and namings[-2].party != last.party
    joined = joined or re.search(r"\w and (?:the )?$", clause[: last.start]) is not None
    return not names_both(folded) and not joined
