"""The documents as references: BibTeX for LaTeX, CSL-JSON for Zotero and pandoc."""

import json
import re
import unicodedata
from typing import Any, BinaryIO

from tracktwo.model import DocumentKind
from tracktwo.model.dates import Edtf
from tracktwo.views.exports.days import known_parts
from tracktwo.views.exports.selection import About, Selection
from tracktwo.views.writing import on_one_line

_CSL_TYPES = {
    DocumentKind.NEWS_REPORT: "article-newspaper",
    DocumentKind.OPINION: "article-newspaper",
    DocumentKind.TRANSCRIPT: "speech",
}
#: Characters that TeX would take for commands.
_TEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def bibtex(selection: Selection, out: BinaryIO) -> None:
    """One ``@misc`` a document; keys are made of publisher, year and hash, and do not change."""
    out.write("\n".join(_entry(d) for d in selection.documents).encode())


def csl_json(selection: Selection, out: BinaryIO) -> None:
    """A list of CSL items."""
    out.write(json.dumps([_item(d) for d in selection.documents], ensure_ascii=False, indent=1).encode())


def key_of(document: About) -> str:
    """A key such as ``keshpost2030-3f2a9c1b``, in ASCII letters and digits."""
    plain = unicodedata.normalize("NFKD", document.publisher or "source").encode("ascii", "ignore").decode()
    year = (document.published or "nodate")[:4]
    return f"{re.sub('[^a-z0-9]', '', plain.lower()) or 'source'}{year}-{document.id[7:15]}"


def _entry(document: About) -> str:
    published = _parts(document)
    given = {
        "title": document.title or document.path or "Without title",
        "howpublished": document.publisher,
        "year": str(published[0]) if published else None,
        "month": str(published[1]) if len(published) > 1 else None,
        "note": document.id.replace("sha256:", "SHA-256 "),
    }
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in given.items() if value]
    if document.url:
        lines.append(f"  url = {{{document.url}}},")
    return "@misc{" + key_of(document) + ",\n" + "\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(c, c) for c in on_one_line(text))


def _item(document: About) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": key_of(document),
        "type": _CSL_TYPES.get(document.kind, "webpage" if document.url else "document"),
        "title": document.title or document.path or "Without title",
        "language": document.language,
        "note": document.id,
    }
    if document.publisher:
        item["container-title"] = document.publisher
    if document.url:
        item["URL"] = document.url
    parts = _parts(document)
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return item


def _parts(document: About) -> list[int]:
    """Year, month and day of publication as far as they are certain."""
    return (
        [int(part) for part in known_parts(Edtf.parse(document.published).start)]
        if document.published
        else []
    )
