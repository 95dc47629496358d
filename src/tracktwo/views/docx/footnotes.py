"""Real footnotes for a document made with python-docx, which has none.

Writes the part ``word/footnotes.xml`` as ECMA-376 (17.11) asks for it: the two separators that Word wants under
the first two ids, then the notes, each a run of paragraphs; the part is related to the document and the
settings name the separators. Styles are made by :mod:`tracktwo.views.docx.styles`.
"""

from collections.abc import Sequence

from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from tracktwo.views.docx.styles import NOTE_MARK, NOTE_TEXT

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
#: The lines between text and notes, under the ids that Word itself gives them.
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}

#: Later mentions of a note refer to a bookmark around its mark.
_BOOKMARK = "_RefNote"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

#: A stretch of a note's text and whether it is in italics.
Piece = tuple[str, bool]


class Footnotes:
    """Collects the notes of one document; :meth:`save` puts them into it."""

    def __init__(self) -> None:
        self._root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>".encode())
        for number, kind in _SEPARATORS.items():
            self._add_separator(number, kind)
        self._count = 0

    def add(self, paragraph: Paragraph, pieces: Sequence[Sequence[Piece]]) -> int:
        """Put a mark at the end of ``paragraph`` and its note, one paragraph for each of ``pieces``, below.

        Returns:
            The note's number, as readers see it.
        """
        self._count += 1
        number = self._count
        self._mark(paragraph, number)
        note = etree.SubElement(self._root, qn("w:footnote"))
        note.set(qn("w:id"), str(number))
        for place, one in enumerate(pieces):
            note.append(_paragraph(one, is_first=place == 0))
        return number

    def mention(self, paragraph: Paragraph, number: int) -> None:
        """Put the mark of an earlier note at the end of ``paragraph``: a field that follows its number."""
        for kind in ("begin", f"NOTEREF {_BOOKMARK}{number} \\h", "separate", str(number), "end"):
            run = paragraph.add_run()
            _as_mark(run)
            if kind.startswith("NOTEREF"):
                held = OxmlElement("w:instrText")
                held.text = f" {kind} "
                held.set(_SPACE, "preserve")
                run._r.append(held)
            elif kind.isdigit():
                run.text = kind
            else:
                held = OxmlElement("w:fldChar")
                held.set(qn("w:fldCharType"), kind)
                run._r.append(held)

    def separate(self, paragraph: Paragraph) -> None:
        """Put a comma between two marks."""
        run = paragraph.add_run(", ")
        _as_mark(run)

    def save(self, document: DocxDocument) -> None:
        """Write the part into the document and name the separators in its settings."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, blob, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        told = OxmlElement("w:footnotePr")
        for number in _SEPARATORS:
            separator = OxmlElement("w:footnote")
            separator.set(qn("w:id"), str(number))
            told.append(separator)
        settings = document.settings.element
        # The schema puts footnotePr before compat; Word calls a file damaged whose settings are out of order.
        following = settings.find(qn("w:compat"))
        if following is None:
            settings.append(told)
        else:
            following.addprevious(told)

    def _add_separator(self, number: int, kind: str) -> None:
        note = etree.SubElement(self._root, qn("w:footnote"))
        note.set(qn("w:type"), kind)
        note.set(qn("w:id"), str(number))
        paragraph = etree.SubElement(note, qn("w:p"))
        about = etree.SubElement(paragraph, qn("w:pPr"))
        spacing = etree.SubElement(about, qn("w:spacing"))
        for name, value in (("after", "0"), ("line", "240"), ("lineRule", "auto")):
            spacing.set(qn(f"w:{name}"), value)
        etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn(f"w:{kind}"))

    def _mark(self, paragraph: Paragraph, number: int) -> None:
        run = paragraph.add_run()
        _as_mark(run)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        run._r.append(reference)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), f"{_BOOKMARK}{number}")
        run._r.addprevious(start)
        run._r.addnext(end)


def _as_mark(run: Run) -> None:
    """Give a run the style of marks; by its id, since a style is looked up by name through all of them each time."""
    run._r.style = _id(NOTE_MARK)


def _id(style: str) -> str:
    return style.replace(" ", "")


def _paragraph(pieces: Sequence[Piece], *, is_first: bool) -> etree._Element:
    paragraph = etree.Element(qn("w:p"))
    about = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(about, qn("w:pStyle")).set(qn("w:val"), _id(NOTE_TEXT))
    if is_first:
        run = etree.SubElement(paragraph, qn("w:r"))
        style = etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rStyle"))
        style.set(qn("w:val"), _id(NOTE_MARK))
        etree.SubElement(run, qn("w:footnoteRef"))
        _add_run(paragraph, " ", is_italic=False)
    for text, is_italic in pieces:
        _add_run(paragraph, text, is_italic=is_italic)
    return paragraph


def _add_run(paragraph: etree._Element, text: str, *, is_italic: bool) -> None:
    run = etree.SubElement(paragraph, qn("w:r"))
    if is_italic:
        etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:i"))
    held = etree.SubElement(run, qn("w:t"))
    held.set(_SPACE, "preserve")
    held.text = text
