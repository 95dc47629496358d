"""What a sentence says that sides do to one another, or say as one: "Tavan rebuffed Orlesia's call".

One side's answer to what the other put forward counts where both are named; what both are the subject of, they have
in common. Whether it is denied or left open is not asked here.
"""

from collections.abc import Iterator, Sequence

from tracktwo.analysis.meeting_sentence import ANSWERS, RECEIVED, Said, Sentence, listed, names_both
from tracktwo.analysis.namings import Naming
from tracktwo.analysis.word_classes import Hit

#: Words between a verb and what was put forward, and between a subject and its verb.
_REACH = 9
_SUBJECT = 6


def between_sides(read: Sentence, namings: Sequence[Naming], sides: int) -> Iterator[Said]:
    """Everything in a sentence that is told of the sides as such.

    Args:
        read: the sentence.
        namings: where it names sides.
        sides: how many they are; what two of more say together is no agreement of all.
    """
    yield from _dividing(read, namings)
    if sides == 2 or len({n.party for n in namings}) == sides:
        yield from _jointly(read, namings)
    if len({n.party for n in namings}) > 1:
        yield from _answers(read, namings)
        yield from _received(read, namings)
        yield from _against(read, namings)
        yield from _called(read, namings)
        yield from _contrasted(read, namings)


def _dividing(read: Sentence, namings: Sequence[Naming]) -> Iterator[Said]:
    """What an issue does between the sides: "the fee divides the two countries"."""
    for hit in read.of("dividing"):
        behind = read.words[hit.end : hit.end + 5]
        named = behind and any(behind[0].start() <= n.start < behind[-1].end() for n in namings)
        if named or names_both(read.between(hit.end, hit.end + 5)):
            # "Only two points still divide the sides": they are nearly there.
            is_little = any(0 <= hit.start - f.end <= _SUBJECT for f in read.of("few_left"))
            yield Said(hit.start, hit.end, 0 if is_little else -1, hit.start, is_fixed=is_little)


def _jointly(read: Sentence, namings: Sequence[Naming]) -> Iterator[Said]:
    """What both sides say in one verb: "Orlesia and Tavan underscored the importance of clinics"."""
    for hit in read.of("jointly"):
        own = [n for n in range(max(0, hit.start - _SUBJECT), hit.start) if read.is_one_clause(n, hit.start)]
        if not own or not _is_told(hit, read, namings):
            continue
        # "The friendship between Orlesia and Tavan and thanked": the pair is no subject.
        if "between" in read.folded[max(0, own[0] - 2) : hit.start]:
            continue
        if names_both(read.between(own[0], hit.start)) or _is_pair(own, read, namings):
            yield Said(hit.start, hit.end, 1, hit.start, is_of_both=True, is_fixed=True)


def _is_told(hit: Hit, read: Sentence, namings: Sequence[Naming]) -> bool:
    """Whether a word is the verb of what was said: in the past, or right behind its subject; no noun, no gerund."""
    word, before = read.folded[hit.start], read.folded[hit.start - 1]
    if before in listed("determining") | listed("topic_links"):
        return False
    if word.endswith(("ed", "laid", "eld")):
        return True
    # "Orlesia and Tavan condemn", and not "an Orlesian pledge".
    linked = [n for n in namings if read.folded[_place(n, read) - 1 : _place(n, read)] in (["and"], ["nor"])]
    names = {_place(n, read) + len(read.text[n.start : n.end].split()) for n in linked}
    is_behind = hit.start in names or any(
        t.split()[-1] == before for t in listed("together") | {"both", "also"}
    )
    # "Neither Orlesia nor Tavan objects."
    is_single = read.of("denying") and "nor" in read.folded[: hit.start]
    return is_behind and not word.endswith("ing") and (bool(is_single) or not word.endswith("s"))


def _is_pair(own: Sequence[int], read: Sentence, namings: Sequence[Naming]) -> bool:
    """Whether the words before a verb are two sides joined by "and": by name, or by office."""
    joint = next((n for n in own if read.folded[n] in ("and", "nor")), None)
    if joint is None:
        return False
    parts = [n for n in own if n < joint], [n for n in own if n > joint]
    if all(any(_is_somebody(n, read, namings) for n in part) for part in parts):
        return True
    # "Marek and Bekov affirmed": two names and nothing else.
    return all(len(part) == 1 and read.words[part[0]].group()[0].isupper() for part in parts)


def _is_somebody(place: int, read: Sentence, namings: Sequence[Naming]) -> bool:
    at = read.words[place].start()
    is_named = any(n.start <= at < n.end and not n.is_owner for n in namings)
    return is_named or any(h.start == place for h in read.of("officials"))


def _answers(read: Sentence, namings: Sequence[Naming]) -> Iterator[Said]:
    """What one side does to what the other put forward: "Tavan echoed Orlesia's call"."""
    for name, sign in ANSWERS.items():
        for hit in read.of(name):
            at, end = read.words[hit.start].start(), read.words[hit.end - 1].end()
            before = [n for n in namings if n.end <= at and read.is_one_clause(_place(n, read), hit.start)]
            others = [n for n in namings if n.start >= end and before and n.party != before[-1].party]
            put = _put_forward(read, hit)
            if not others or put is None or _is_of(before[-1], put, read):
                continue
            # "Tavan's demand" or "the demand that Tavan made": the other's, in either order.
            gap = _place(others[0], read) - (
                hit.end if others[0].start < read.words[put.start].start() else put.end
            )
            if gap <= _SUBJECT:
                yield Said(hit.start, max(put.end, hit.end), sign, hit.start, is_of_both=True)


def _put_forward(read: Sentence, hit: Hit) -> Hit | None:
    near = (p for p in read.of("put_forward") if 0 <= p.start - hit.end <= _SUBJECT)
    return next((p for p in near if read.is_one_clause(p.start, hit.start)), None)


def _is_of(one: Naming, put: Hit, read: Sentence) -> bool:
    """Whether what was put forward is a side's own: "Tavan's demand"."""
    return one.is_owner and put.start - _place(one, read) <= 2


def _received(read: Sentence, namings: Sequence[Naming]) -> Iterator[Said]:
    """What becomes of what one side put forward with the other: "Orlesia's offer fell on deaf ears in Tavan"."""
    for name, sign in RECEIVED.items():
        for hit in read.of(name):
            puts = [p for p in read.of("put_forward") if 0 <= hit.start - p.end <= _REACH]
            behind = [n for n in namings if 0 <= _place(n, read) - hit.end <= 4]
            if not puts or not behind:
                continue
            owners = [n for n in namings if n.end <= read.words[hit.start].start()]
            if any(n.party != behind[0].party for n in owners):
                yield Said(puts[-1].start, hit.end, sign, hit.start, is_of_both=True)


def _against(read: Sentence, namings: Sequence[Naming]) -> Iterator[Said]:
    """What one side does to the other itself, or with it: "Tavan accused Orlesia", "joined Orlesia in"."""
    for name, sign in (("against_the_other", -1), ("with_the_other", 1)):
        for hit in read.of(name):
            before = [n for n in namings if _place(n, read) < hit.start]
            behind = [n for n in namings if 0 <= _place(n, read) - hit.end <= 2 and not n.is_owner]
            if before and behind and before[-1].party != behind[0].party:
                yield Said(hit.start, hit.end, sign, hit.start, is_of_both=True)


def _called(read: Sentence, namings: Sequence[Naming]) -> Iterator[Said]:
    """What one side calls what the other put forward: "called Orlesia's demand absurd"."""
    for name, sign in (("bad", -1), ("good", 1)):
        for hit in read.of(name):
            put = next((p for p in read.of("put_forward") if 0 <= hit.start - p.end <= _SUBJECT), None)
            verb = next((c for c in read.of("calling") if put and 0 <= put.start - c.end <= 3), None)
            if put is None or verb is None or not read.is_one_clause(verb.start, hit.start):
                continue
            before = [n for n in namings if _place(n, read) < verb.start]
            owners = [n for n in namings if verb.end <= _place(n, read) < put.start]
            if before and owners and before[-1].party != owners[0].party:
                yield Said(verb.start, hit.end, sign, verb.start, is_of_both=True)


def _contrasted(read: Sentence, namings: Sequence[Naming]) -> Iterator[Said]:
    """What one side wants and the other does not, in two clauses: "Tavan wants it back, but Orlesia will keep it"."""
    for turn in read.of("contrasting"):
        before = [n for n in namings if _place(n, read) < turn.start and not n.is_owner]
        behind = [n for n in namings if _place(n, read) > turn.start and not n.is_owner]
        if not before or not behind or before[0].party == behind[0].party:
            continue
        first, second = _place(before[0], read), _place(behind[0], read)
        wants = [h for h in read.of("wanting") if 0 < h.start - first <= 3 and h.start < turn.start]
        refuses = [h for h in read.of("not_wanting") if 0 < h.start - second <= 4]
        if second - turn.end <= 3 and wants and refuses:
            yield Said(wants[0].start, refuses[0].end, -1, wants[0].start, is_of_both=True)


def _place(naming: Naming, read: Sentence) -> int:
    """The place of a naming among the words."""
    return sum(w.end() <= naming.start for w in read.words)
