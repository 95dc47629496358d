"""The look of a brief in Word: page, fonts, headings, footnotes, page numbers. Knows nothing of its content."""

from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

NOTE_TEXT = "footnote text"
NOTE_MARK = "footnote reference"

#: Fonts that every Word has and every LibreOffice replaces by one of the same widths.
_SERIF, _SANS = "Times New Roman", "Arial"
_SOFT = RGBColor(0x59, 0x63, 0x6E)


def dress(document: DocxDocument, *, is_short: bool) -> None:
    """Set page and styles; a short brief is set tighter, so that it keeps to its two pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20 if is_short else 24)
    section.top_margin = section.bottom_margin = Mm(15 if is_short else 22)
    body = 10 if is_short else 11
    _set(document, "Normal", _SERIF, body, after=2 if is_short else 4)
    document.styles["Normal"].element.get_or_add_rPr().append(_language())
    _set(document, "Title", _SANS, 15 if is_short else 18, after=2, bold=True)
    _set(document, "Subtitle", _SANS, 9.5, after=2, colour=_SOFT)
    _set(document, "Heading 1", _SANS, body + 0.5, before=7 if is_short else 13, after=3, bold=True)
    for name, indent in (("List Bullet", 5), ("List Bullet 2", 10)):
        style = _set(document, name, _SERIF, body, after=1.5 if is_short else 3)
        style.paragraph_format.left_indent = Mm(indent)
        style.paragraph_format.first_line_indent = Mm(-4)
    for name in ("Title", "Heading 1"):
        _without_line(_paragraph_style(document, name))
    _add_note_styles(document, 7 if is_short else 8.5)


def number_pages(paragraph: Paragraph, title: str) -> None:
    """Write title and page number into a footer's paragraph."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(paragraph, f"{title} · ")
    _field(paragraph, "PAGE")
    _small(paragraph, " / ")
    _field(paragraph, "NUMPAGES")


def _set(
    document: DocxDocument,
    name: str,
    font: str,
    size: float,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool | None = None,
    colour: RGBColor = RGBColor(0, 0, 0),  # noqa: B008 - a value
) -> ParagraphStyle:
    style = _paragraph_style(document, name)
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = colour
    about = style.element.get_or_add_rPr()
    for spaced in about.findall(qn("w:spacing")):
        about.remove(spaced)
    fonts = about.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), font)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.05
    spacing.widow_control = True
    return style


def _paragraph_style(document: DocxDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _without_line(style: ParagraphStyle) -> None:
    """Take away the rule under the title that the default template draws."""
    about = style.element.get_or_add_pPr()
    for border in about.findall(qn("w:pBdr")):
        about.remove(border)


def _add_note_styles(document: DocxDocument, size: float) -> None:
    text = document.styles.add_style(NOTE_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    assert isinstance(text, ParagraphStyle)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(size)
    text.paragraph_format.space_after, text.paragraph_format.line_spacing = Pt(1), 1.0
    mark = document.styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    assert isinstance(mark, CharacterStyle)
    mark.font.superscript = True


def _language() -> BaseOxmlElement:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    return language


def _small(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.font.color.rgb = Pt(8), _SANS, _SOFT


def _field(paragraph: Paragraph, name: str) -> None:
    for kind in ("begin", "instruction", "separate", "shown", "end"):
        run = paragraph.add_run()
        run.font.size, run.font.name, run.font.color.rgb = Pt(8), _SANS, _SOFT
        if kind == "instruction":
            inner = OxmlElement("w:instrText")
            inner.text = name
            run._r.append(inner)
        elif kind == "shown":
            run.text = "1"
        else:
            inner = OxmlElement("w:fldChar")
            inner.set(qn("w:fldCharType"), kind)
            run._r.append(inner)
