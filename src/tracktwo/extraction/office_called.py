"""What an office is called, from the words beside a name: without whose it is, courtesies, ranks and praise.

Which words beside a name are an office is read in :mod:`tracktwo.extraction.offices` and
:mod:`tracktwo.extraction.appositions`.
"""

import re
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.office_words import head_class, is_modifier, is_office_head, is_plural_head
from tracktwo.extraction.offices import OfficePhrase
from tracktwo.extraction.spellings import Spelling


def office_called(spelling: Spelling, phrase: OfficePhrase | None) -> str | None:
    """The office alone: whose it is, brackets and courtesy titles are left out."""
    if phrase is None:
        return None
    text = _without_courtesy(spelling.text[phrase.start : phrase.end])
    inner = Spelling(text)
    if not any(is_office_head(w) for w in inner.words):
        return None
    head = next(i for i, w in enumerate(inner.words) if is_office_head(w))
    for naming in reversed(inner.namings):
        before_head = naming.end <= inner.words[head].start
        trailing = re.search(r"(?:\bof|\bfrom|,)(?: the)?\s*[\[(]?$", text[: naming.start])
        if before_head or (trailing and naming.end >= len(text.rstrip(" ]).'s"))):
            begin = trailing.start() if trailing and not before_head else naming.start
            text = text[:begin] + re.sub(r"^['’]s?", "", text[naming.end :])
    text = " ".join(re.sub(r"[\[\]]", " ", Spelling.without_marks(text)).split()).strip(" ,-–—")
    text = re.sub(r"^(?:(?:the|a|an|The|A|An|then|his|her|their|and|to) |[-–—/] ?)+", "", text)
    text = re.sub(r" [-–—/] |\(\s*\) ?", " ", text).strip()
    if head_class(text.partition(",")[0]) == "counterpart":
        text = text.partition(",")[2].strip()
    text = re.sub(r"^(?:\w+ )?counterpart (?=\S)", "", _formal(text))
    text = _without_style(re.sub(_passing(), "", text))
    return _in_the_singular(text) or None


def _formal(office: str) -> str:
    """Of two designations with a comma between the one in capitals: "lead negotiator, Deputy Foreign Minister"."""
    first, comma, last = office.partition(", ")
    inner = Spelling(last).words
    named = comma and office[:1].islower() and inner and inner[0].is_capital and is_office_head(inner[-1])
    return last if named and any(is_office_head(w) for w in Spelling(first).words) else office


def _in_the_singular(office: str) -> str:
    """An office shared out among several: "Foreign Ministers" before two names is "Foreign Minister" for each."""
    before, blank, last = office.rpartition(" ")
    if not is_plural_head(last):
        return office
    return before + blank + (last[:-3] + "y" if last.endswith("ies") else last[:-1])


def _without_style(office: str) -> str:
    """An office without a rank or the same title once more behind it: "Foreign Minister Prince", "Secretary of
    Commerce Secretary"."""
    before, _, last = office.rpartition(" ")
    if re.fullmatch(rf"(?:.* )?{re.escape(last)} (?:of|for) (?:(?!.*\band\b).)+", before):
        return before
    inner = Spelling(before).words
    heads = [w for w in inner if is_office_head(w) and not is_modifier(w.text)]
    if not heads or not last[:1].isupper() or is_modifier(inner[-1].text):
        return office
    if inner[-1].text.lower() in ("of", "for", "to", "and", "on") or before.endswith((",", "/", "&")):
        return office
    styled = last in lexicon.load("offices")["styles"] and not (
        last == "General" and is_office_head(inner[-1])
    )
    return before if styled else office


@cache
def _passing() -> re.Pattern[str]:
    """What says only how long somebody has held an office, before it."""
    words = "|".join(lexicon.load("offices")["passing"])
    return re.compile(rf"^(?:(?:{words}) )+(?=\S)", re.IGNORECASE)


def _without_courtesy(text: str) -> str:
    text = re.sub(lexicon.load("offices")["highness"], "", text)
    words = text.split(" ")
    courtesies = set(lexicon.load("names")["honorifics"])
    # "Sri" is no courtesy in "Sri Lankan".
    country = next((n for n in Spelling(text).namings if n.start == 0), None)
    while words and words[0] in courtesies and country is None:
        words = words[1:]
    while len(words) > 1 and words[-1] in courtesies:
        words = words[:-1]
    while len(words) > 1 and words[-1] in ("the", "and", "of", "His", "Her"):
        words = words[:-1]
    return " ".join(words).strip(" ,")
