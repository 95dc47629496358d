"""Names as pages show them: a party's name where lists have its code, a file's name without its folders."""

import re
from pathlib import PurePath

from tracktwo.views.wording import party_name

_CODE = re.compile(r" \(([A-Z]{3}(?:\+[A-Z]{3})*)\)")


def with_party_names(words: str) -> str:
    """The words with each code in brackets behind a name as the party's name; unknown codes stay as they are."""
    return _CODE.sub(lambda code: f" ({party_name(code[1])})", words)


def without_folders(name: str) -> str:
    """The name of a document that has no title: where on the server its file was is nobody's business."""
    return PurePath(name).name if name.startswith("/") else name
