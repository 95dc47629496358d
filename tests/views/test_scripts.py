"""Products on people whose names are written in many scripts, and with marks that lines keep for quotations."""

from datetime import date

import pytest

from tests.views.exports.test_consumers import many_scripts
from tracktwo.analysis.dossier import Dossier, open_dossier
from tracktwo.views.brief import BriefOptions, Form, lay_out
from tracktwo.views.docx import to_docx
from tracktwo.views.exports import Selection
from tracktwo.views.exports.occasions import occasions_of
from tracktwo.views.html import to_html
from tracktwo.views.markdown import to_markdown
from tracktwo.views.timeline import plan, to_svg

DAY = date(2030, 8, 1)


@pytest.fixture
def dossier() -> Dossier:
    entries = many_scripts()
    return open_dossier(None, {e.document.id: e.document for e in entries}.values(), entries)


@pytest.mark.parametrize("form", Form)
def test_every_form_takes_every_name(form: Form, dossier: Dossier) -> None:
    brief = lay_out(dossier, BriefOptions(DAY, None, form, None))
    written = to_markdown(brief)
    assert to_docx(brief).startswith(b"PK")
    page = to_html(brief)
    # No date or mark is drawn to the left of the name that it follows.
    assert "ولی محمد, " not in written.split("## Evidence")[0]
    assert form is Form.FOLLOW_UP or "لیلى عبدالله" in page


def test_a_timeline_takes_every_name(dossier: Dossier) -> None:
    entries = many_scripts()
    drawn = to_svg(plan("Talks", occasions_of(Selection.of(entries, dossier=dossier))))
    assert "Round 6" in drawn
