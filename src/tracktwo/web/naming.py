"""Names as pages show them: a party's name where lists have its code, a file's name without its folders."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from tracktwo.model.dates import is_edtf
from tracktwo.views.wording import date_in_words, party_name

#: How lists of data call talks that no document gives a name.
_UNNAMED = "(unnamed)"
#: How rounds are called that have no number.
_DATED = re.compile(r"Round of (\S+)")
_CODE = re.compile(r" \(([A-Z]{3}(?:\+[A-Z]{3})*)\)")


def with_party_names(words: str) -> str:
    """The words with each code in brackets behind a name as the party's name; unknown codes stay as they are."""
    return _CODE.sub(lambda code: f" ({party_name(code[1])})", words)


def talks_name(name: str, parties: Iterable[str]) -> str:
    """The name of a dialogue; where no document gives one, its sides."""
    return name if name != _UNNAMED else " – ".join(map(party_name, parties)) or "unnamed"


def round_in_words(name: str) -> str:
    """The name of a round; where no document numbers it, its date stands in it, and is told in words."""
    found = _DATED.fullmatch(name)
    return f"Round of {date_in_words(found[1])}" if found and is_edtf(found[1]) else name


def without_folders(name: str) -> str:
    """The name of a document that has no title: where on the server its file was is nobody's business."""
    return PurePath(name).name if name.startswith("/") else name
