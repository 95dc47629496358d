"""A brief as Markdown: lists with citation marks, and the evidence for each mark at the end."""

from tracktwo.model import Citation, Document
from tracktwo.views.lines import Brief, Line, Quote
from tracktwo.views.sentences import sentence_around
from tracktwo.views.wording import date_in_words


def to_markdown(brief: Brief) -> str:
    """Write ``brief`` as CommonMark; each mark ``[n]`` leads to the n-th entry under Evidence."""
    marks = {citation: number for number, citation in enumerate(brief.evidence(), start=1)}
    out = [f"# {_plain(brief.title)}", "", _plain(brief.subtitle), ""]
    out += [
        f"Seen from {date_in_words(brief.as_of.isoformat())}. Marks lead to sentences under Evidence.",
        "",
    ]
    for section in brief.sections:
        out += [f"## {section.title}", ""]
        out += [_line(line, marks) for line in section.lines] or [f"- {section.nothing}"]
        out.append("")
    if marks:
        out += ["## Evidence", ""]
        documents = {d.id: d for d in brief.documents}
        out += [f"{n}. {_evidence(c, documents[c.document])}" for c, n in marks.items()]
        out.append("")
    return "\n".join(out)


def place_of(citation: Citation) -> str:
    """A citation as ``tracktwo show`` takes it: eight digits of the document's hash and the offsets."""
    return f"{citation.document.removeprefix('sha256:')[:8]}:{citation.start}-{citation.end}"


def sentence_of(citation: Citation, document: Document) -> str:
    """The whole sentence that the cited words stand in, on one line."""
    span = sentence_around(document.text, citation.start, citation.end)
    return " ".join(document.text[span.start : span.end].split())


def _line(line: Line, marks: dict[Citation, int]) -> str:
    text = "".join(f"“{_one_line(p.citation.exact)}”" if isinstance(p, Quote) else p.text for p in line.parts)
    cited = " ".join(f"[{marks[c]}]" for c in line.evidence)
    return f"{'  ' * line.depth}- {_plain(text)}{' ' + cited if cited else ''}"


def _evidence(citation: Citation, document: Document) -> str:
    source = document.title or document.path or "without title"
    by = f", {document.publisher}" if document.publisher else ""
    when = f", {date_in_words(document.published)}" if document.published else ", date not told"
    sentence = sentence_of(citation, document)
    return f"{_plain(source)}{by}{when} — `{place_of(citation)}`: “{_plain(sentence)}”"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Keep a source's words from being read as markup."""
    for mark in "\\`*_#<>|":
        text = text.replace(mark, "\\" + mark)
    return text
