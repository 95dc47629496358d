"""Where an office before a name begins, among the words that could belong to it.

What comes before is somebody else's office, a place or a body: "the spokesman for | President Ana Souza".
"""

from collections.abc import Sequence

from tracktwo.extraction.office_words import (
    head_class,
    is_honorific,
    is_modifier,
    is_office_head,
    is_plural_head,
    words_of,
)
from tracktwo.extraction.parties import Kind
from tracktwo.extraction.spellings import Spelling, Word


def beginning(spelling: Spelling, first: int, last: int) -> int | None:
    """The index that the phrase really begins at; None if no title or office is in it."""
    words = spelling.words
    links = words_of("offices", "links")
    if words[last].text.lower() in links:
        return None
    while first <= last:
        if words[first].text.lower() in links or not _may_begin(spelling, words[first]):
            first += 1
        elif _is_where(spelling, first, last):
            naming = spelling.naming_at(words[first].start, words[first].end)
            first = spelling.first_from(naming.end) if naming else first + 1
        else:
            break
    first = _past_adverbial(spelling, _past_under(spelling, first, last), last)
    first = _past_superior(spelling, _past_another(spelling, first, last), last)
    content = [w for w in words[first : last + 1] if is_honorific(w) or is_office_head(w)]
    return first if content else None


def _past_under(spelling: Spelling, first: int, last: int) -> int:
    """The index behind "under", where it is no rank: "relations with Peru under | President Velon"."""
    words = spelling.words
    found = (
        i
        for i in range(last - 1, first - 1, -1)
        if words[i].text == "under" and not words[i + 1].text.lower().startswith("secretar")
    )
    return next(found, first - 1) + 1


def _past_adverbial(spelling: Spelling, first: int, last: int) -> int:
    """The index behind what only comes before an office: "at the talks with Uganda | the Kenyan minister"."""
    words = spelling.words
    for index in range(last - 1, first, -1):
        naming = spelling.naming_at(words[index].start, words[index].end)
        if naming is None or naming.kind is not Kind.ADJECTIVE or words[index - 1].text != "the":
            continue
        if any(is_office_head(w) for w in words[first : index - 1]):
            return first
        if any(is_office_head(w) for w in words[index + 1 : last + 1]):
            return index
    return first


def _past_another(spelling: Spelling, first: int, last: int) -> int:
    """The index behind an "and" before which no office stands: "the Indian delegation and Dr. Ana Souza"."""
    words = spelling.words
    for index in range(last - 1, first, -1):
        if words[index].text != "and":
            continue
        before, behind = words[first:index], words[index + 1 : last + 1]
        if _are_both_sent(spelling, before, behind) or _is_one_field(before, behind):
            continue
        if _are_two_peoples(spelling, before, behind):
            return index + 2 if behind[0].text == "the" else index + 1
        # "the minister of Chile and the Honourable Ana Souza"
        titled = all(is_honorific(w) or w.text == "the" for w in behind)
        if titled or not any(is_office_head(w) for w in before) or is_of_several(before):
            return index + 2 if behind[0].text == "the" else index + 1
    return first


def _are_two_peoples(spelling: Spelling, before: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Whether "and" joins offices that nobody holds at once: two heads of state, or one of another country's.

    "The President of Chile and President Velon"; "the Secretary and Peruvian Foreign Minister Ana Souza".
    """
    if not any(is_office_head(w) for w in before) or not any(is_office_head(w) for w in behind):
        return False
    ones, others = ({head_class(w.text) for w in some} for some in (before, behind))
    if ones & others & _ALONE and not any(w.text.lower() in ("vice", "deputy") for w in (*before, *behind)):
        return True
    of = [
        {n.party for w in some if (n := spelling.naming_at(w.start, w.end))} for some in (before, behind[:1])
    ]
    begins = spelling.naming_at(behind[0].start, behind[0].end)
    return begins is not None and begins.kind is Kind.ADJECTIVE and not of[0]


def _is_one_field(before: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Whether "and" stands inside what an office is for: "East Asian and Pacific Affairs Assistant Secretary"."""
    found = next((w for w in behind if w.text == "Affairs" or is_office_head(w) or is_honorific(w)), None)
    return found is not None and found.text == "Affairs" and bool(before) and before[-1].is_capital


def _are_both_sent(spelling: Spelling, before: Sequence[Word], behind: Sequence[Word]) -> bool:
    """Whether "and" joins two bodies that have one envoy: "UN and Arab League envoy"."""
    sides = [spelling.naming_at(w.start, w.end) for w in (*before[-1:], *behind[:1])]
    return len(sides) > 1 and all(n and n.kind is Kind.ORGANISATION for n in sides)


#: Classes of offices of which nobody holds two.
_ALONE = frozenset({"president", "monarch"})


#: Classes of offices that others speak and work for.
_SUPERIORS = frozenset({"president", "prime minister", "minister", "monarch", "secretary-general"})


def _past_superior(spelling: Spelling, first: int, last: int) -> int:
    """The index behind somebody else's office: "a spokesman for | President Ana Souza"."""
    words = spelling.words
    if head_class(words[last].text) not in _SUPERIORS and not _is_courtesy(words[last]):
        return first
    for index in range(first + 1, last):
        if words[index].text not in ("for", "to", "of") or words[index + 1].text == "the":
            continue
        if words[index].text == "of" and any(not _is_title_word(w) for w in words[index + 1 : last + 1]):
            continue
        before = [
            w
            for w in words[first:index]
            if is_office_head(w) or w.text.lower() in words_of("offices", "staff")
        ]
        between = words[index + 1 : last]
        plain = not any(w.text in ("of", "for", "to") for w in between)
        apposed = spelling.plain[max(0, words[first].start - 2) : words[first].start] == ", "
        if before and plain and (apposed or before[-1].text.islower()):
            return index + 1
    return first


def _is_courtesy(word: Word) -> bool:
    """Whether a word is a courtesy title and no office: "an aide to | Ms. Souza"."""
    return is_honorific(word) and head_class(word.text) is None


def _is_title_word(word: Word) -> bool:
    """Whether a word is one of an office of which "of" says whose it is: "chief of staff of | Prime Minister Velon"."""
    return word.is_capital and (is_office_head(word) or word.text in ("Prime", "Foreign", "Deputy", "Vice"))


def _is_where(spelling: Spelling, first: int, last: int) -> bool:
    """Whether a naming before an office is where, not whose, or ends what comes before the office.

    "In Moscow Secretary Kerry said"; "Ambassador A of Nigeria and Ambassador B".
    """
    naming = spelling.naming_at(spelling.words[first].start, spelling.words[first].end)
    if naming is None or spelling.plain[naming.end : naming.end + 1] == "'":
        return False
    following = spelling.first_from(naming.end)
    if following <= last and spelling.words[following].text in ("to", "for", "at"):
        # "over from Chile to Secretary Souza"
        return True
    if following < last and _are_both_sent(
        spelling, spelling.words[first:following], spelling.words[following + 1 : last + 1]
    ):
        return False
    ends = naming.kind is Kind.NAME and following <= last and spelling.words[following].text == "and"
    return naming.kind in (Kind.CAPITAL, Kind.CITY) or ends


def _may_begin(spelling: Spelling, word: Word) -> bool:
    """Whether an office phrase may begin with a word: a title, a modifier, or whose office it is."""
    if is_honorific(word) or is_office_head(word) or is_modifier(word.text):
        return True
    return spelling.naming_at(word.start, word.end) is not None


def is_of_several(words: Sequence[Word]) -> bool:
    heads = [word for word in words if is_office_head(word) and word.text != "Member"]
    return bool(heads) and is_plural_head(heads[-1].text)
