"""A brief as one self-contained HTML file that prints well: no script, nothing loaded from elsewhere."""

from jinja2 import Environment, PackageLoader

from tracktwo.views.lines import Brief, Quote
from tracktwo.views.markdown import place_of, sentence_of
from tracktwo.views.wording import date_in_words


def to_html(brief: Brief) -> str:
    """Write ``brief`` as HTML; each citation mark links to its sentence and back."""
    environment = Environment(
        loader=PackageLoader("tracktwo.views"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    marks = {citation: number for number, citation in enumerate(brief.evidence(), start=1)}
    documents = {d.id: d for d in brief.documents}
    template = environment.get_template("brief.html.j2")
    return template.render(
        brief=brief,
        marks=marks,
        documents=documents,
        is_quote=lambda part: isinstance(part, Quote),
        place=place_of,
        sentence=lambda c: sentence_of(c, documents[c.document]),
        date=date_in_words,
    )
