"""The phrases of a sentence that say, by themselves or by what is done to them, that sides agree or differ.

A noun of agreement or difference is told by what is done to it: "bridged their differences" is a difference that is
ended. Whether a phrase is denied or left open, and whose it is, is not asked here.
"""

from collections.abc import Iterator

from tracktwo.analysis.meeting_sentence import (
    ALONE,
    NOUNS,
    OF_VIEWS,
    STANDING,
    Said,
    Sentence,
    listed,
    names_both,
)
from tracktwo.analysis.word_classes import Hit

#: Words between a noun and what is done to it: before the noun, and behind it.
_BEFORE, _BEHIND = 4, 9


def phrases(read: Sentence) -> Iterator[Said]:
    """Everything in a sentence that says that sides agree or differ, as it stands without its surroundings."""
    nouns = [h for name in NOUNS for h in read.of(name)]
    yield from _alone(read, nouns)
    for hit in nouns:
        yield from _of_noun(hit, read)
    yield from _settled(read)
    yield from _views(read)
    yield from _progress(read)
    yield from _of_talks(read)


def _alone(read: Sentence, nouns: list[Hit]) -> Iterator[Said]:
    """Words that need no others: "agreed", "far apart"."""
    for name, sign in ALONE.items():
        for hit in read.of(name):
            if any(_is_longer(n, hit) for n in nouns):
                continue
            # "The quarrel" is a noun, and told by what is done to it.
            if any(n.start == hit.start for n in nouns) and _is_noun(hit, read):
                continue
            is_verb = name in ("agreeing", "differing")
            # "Agrees" is one side's: what sides do together stands in the plural.
            is_ones = name == "agreeing" and read.folded[hit.start].endswith("s")
            yield Said(hit.start, hit.end, sign, hit.start, False if is_ones else None, is_verb)


def _is_noun(hit: Hit, read: Sentence) -> bool:
    return hit.start == 0 or bool(set(read.folded[max(0, hit.start - 2) : hit.start]) & listed("determining"))


def _settled(read: Sentence) -> Iterator[Said]:
    """What was open and was settled, and what is said of an issue itself: "remains contentious"."""
    differences = {h.start for h in read.of("difference_nouns")}
    for hit in read.of("settling"):
        # What settles a difference is told of with the difference; and "our resolve" settles nothing.
        follows = read.folded[hit.end : hit.end + 1]
        is_done = read.folded[hit.start].endswith(("ed", "id")) and follows != ["to"]
        # What is still to be settled is open, and no more.
        is_done = is_done and read.folded[max(0, hit.start - 2) : hit.start] != ["to", "be"]
        if is_done and not any(hit.start - _BEHIND <= d < hit.end + _BEFORE for d in differences):
            yield Said(hit.start, hit.end, 1, hit.start)
    copulas = listed("topic_is") | listed("copulas")
    for name, sign in (("contested", -1), ("settled", 1)):
        for hit in read.of(name):
            if any(w in copulas for w in read.folded[max(0, hit.start - 3) : hit.start]):
                yield Said(hit.start, hit.end, sign, hit.start)


def _views(read: Sentence) -> Iterator[Said]:
    """What is said of the sides' views: they "converge", are "the same" or "opposing"."""
    for name, sign in OF_VIEWS.items():
        for hit in read.of(name):
            if any(
                0 <= hit.start - v.end <= _BEHIND or 0 <= v.start - hit.end <= 2 for v in read.of("views")
            ):
                yield Said(hit.start, hit.end, sign, hit.start)
    for name, sign in (("same", 1), ("unlike", -1)):
        for hit in read.of(name):
            if read.begins_a_name(hit.start):
                continue
            views = (*read.of("views"), *read.of("held" if sign > 0 else "claimed"))
            view = next((v for v in views if 0 <= v.start - hit.end <= 1), None)
            if view is not None:
                yield Said(hit.start, view.end, sign, hit.start)


def _progress(read: Sentence) -> Iterator[Said]:
    """Progress that was made: nearer, and not there."""
    for noun in read.of("progress_nouns"):
        done = next(
            (
                h
                for h in read.of("progressing")
                if (0 <= noun.start - h.end <= _BEFORE or 0 <= h.start - noun.end <= 3)
                and not read.folded[h.start].endswith("ing")
            ),
            None,
        )
        if done is not None and any(t.start < noun.start for t in (*read.of("talks"), *read.of("officials"))):
            yield Said(min(done.start, noun.start), max(done.end, noun.end), 0, noun.start)


def _of_talks(read: Sentence) -> Iterator[Said]:
    """What became of talks: they "collapsed", or views "moved closer"."""
    for hit in read.of("without_result"):
        if any(0 <= hit.start - t.end <= _BEHIND + 2 for t in read.of("talks")):
            yield Said(hit.start, hit.end, -1, hit.start)
    for hit in read.of("nearer"):
        if any(0 <= hit.start - v.end <= _BEHIND for v in (*read.of("views"), *read.of("talks"))):
            yield Said(hit.start, hit.end, 0, hit.start)


def _is_longer(one: Hit, other: Hit) -> bool:
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _of_noun(noun: Hit, read: Sentence) -> Iterator[Said]:
    sign = NOUNS[noun.name]
    undoing, keeping = ("losing", "making") if sign > 0 else ("ending", "lasting")
    smaller = (("shrinking", 0),) if sign < 0 else ()
    heading = (
        next((h for h in read.of("heading_for") if 0 <= noun.start - h.end <= 2), None) if sign > 0 else None
    )
    if heading is not None:
        yield Said(heading.start, noun.end, 0, noun.start)
        return
    for name, becomes in (("nearing", 0), *smaller, (undoing, -sign), (keeping, sign)):
        done = next((h for h in read.of(name) if _is_done_to(h, noun, read)), None)
        if done is not None and done.start != noun.start:
            # "Resolved most of their differences": nearer, and not there.
            if name == "ending" and any(0 <= noun.start - m.end <= 3 for m in read.of("most")):
                becomes = 0
            # A deal that "is emerging" is not there as yet.
            if name == "making" and read.folded[done.start].endswith("ing") and _is_going_on(done, read):
                becomes = 0
            yield Said(min(done.start, noun.start), max(done.end, noun.end), becomes, noun.start)
            return
    follows = read.folded[noun.end : noun.end + 1]
    is_about = bool(follows) and (follows[0] in listed("topic_after") or _is_between_sides(noun.end, read))
    if sign > 0 and not any(h.start == noun.start for h in read.of("agreement_about")):
        is_about = False
    standing = any(
        h.start <= noun.start < h.end or noun.start <= h.start < noun.end
        for h in read.of(STANDING[noun.name])
    )
    if is_about or standing:
        yield Said(noun.start, noun.end, sign, noun.start)


def _is_going_on(done: Hit, read: Sentence) -> bool:
    return bool({"is", "are", "was", "were"} & set(read.folded[max(0, done.start - 3) : done.start]))


def _is_between_sides(place: int, read: Sentence) -> bool:
    """Whether "between" stands at a place and sides behind it, named or as they are called together."""
    if read.folded[place : place + 1] != ["between"]:
        return False
    behind = read.words[place + 1 : place + 5]
    if not behind:
        return False
    words = read.text[behind[0].start() : behind[-1].end()]
    return any(letter.isupper() for letter in words) or names_both(read.between(place + 1, place + 5))


def _is_done_to(done: Hit, noun: Hit, read: Sentence) -> bool:
    """Whether a word tells what is done to the noun: before it as its object, or behind it as its subject."""
    if not read.is_one_clause(done.start, noun.start):
        return False
    if done.start < noun.start and noun.end < done.end:
        # "Put the row behind them."
        return True
    if done.end <= noun.start:
        between = read.folded[done.end : noun.start]
        # "Ended in deadlock" ends no deadlock.
        return len(between) <= _BEFORE and not any(w in listed("aside") for w in between)
    # "An agreement to narrow the channel" is about the channel.
    is_topic = done.start > noun.end and read.folded[done.start - 1] in listed("topic_links")
    return not is_topic and 0 <= done.start - noun.end <= _BEHIND
