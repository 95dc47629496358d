"""Names as pages show them: with the party's name behind a person's, where lists have its code."""

import re

from tracktwo.views.wording import party_name

_CODE = re.compile(r" \(([A-Z]{3}(?:\+[A-Z]{3})*)\)")


def with_party_names(words: str) -> str:
    """The words with each code in brackets behind a name as the party's name; unknown codes stay as they are."""
    return _CODE.sub(lambda code: f" ({party_name(code[1])})", words)
