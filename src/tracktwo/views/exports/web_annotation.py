"""Claims as W3C Web Annotations (JSON-LD): any annotation tool can show them on the source text.

https://www.w3.org/TR/annotation-model/ – each target has a text quote selector and a text position selector. The
model counts code points, as we do.
"""

import json
from typing import Any, BinaryIO

from tracktwo.model import Citation, Document, Entry
from tracktwo.model.printed import citations_of, claim_to_json
from tracktwo.record import coder_of
from tracktwo.views.exports.selection import Selection, address_of

#: Code points of context before and after a quotation, enough to find it again in a text that shifted.
CONTEXT = 32
_PAGE = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "urn:tracktwo:export",
    "type": "AnnotationPage",
    "startIndex": 0,
}
_CLAIM = "urn:tracktwo:claim:"


def write(selection: Selection, out: BinaryIO) -> None:
    """One annotation page with one annotation a claim and line, in UTF-8."""
    head = json.dumps(_PAGE, ensure_ascii=False)
    out.write(head[:-1].encode() + b', "items": [')
    items = (_annotation(e) for e in selection.entries() if citations_of(e.claim))
    for place, item in enumerate(items):
        out.write((",\n" if place else "\n").encode() + json.dumps(item, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def _annotation(entry: Entry[Any]) -> dict[str, Any]:
    body = {"kind": entry.claim.KEY, **claim_to_json(entry.claim)}
    if "nested_in" in body:
        # A place among all statements of the document would count those that are not given out.
        enclosing = getattr(entry, "nested_in", None)
        body["nested_in"] = enclosing and f"{_CLAIM}{enclosing}"
    return {
        "id": f"{_CLAIM}{entry.id}",
        "type": "Annotation",
        "motivation": "describing",
        **_made_by(entry),
        "body": {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "application/json",
            "value": json.dumps(body, ensure_ascii=False),
        },
        "target": [_target(entry.document, name, c) for name, c in citations_of(entry.claim)],
    }


def _made_by(entry: Entry[Any]) -> dict[str, Any]:
    """The agent behind an annotation: the person who coded it, or the software and its version."""
    name = getattr(entry, "made_by", "")
    if not name:
        return {}
    coder = coder_of(name)
    if coder:
        return {"creator": {"type": "Person", "name": coder}}
    return {"generator": {"id": "urn:tracktwo:software", "type": "Software", "name": name}}


def _target(document: Document, role: str, citation: Citation) -> dict[str, Any]:
    text = document.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": citation.exact,
        "prefix": text[max(0, citation.start - CONTEXT) : citation.start],
        "suffix": text[citation.end : citation.end + CONTEXT],
    }
    position = {"type": "TextPositionSelector", "start": citation.start, "end": citation.end}
    return {
        "type": "SpecificResource",
        "source": address_of(document),
        # What the place is of the claim: its content, evidence, cue … The model has no other word for it on a target.
        "styleClass": role,
        "selector": [quote, position],
    }
