"""A scene-setter keeps to two pages whatever the record holds, and says what it left out."""

from datetime import date

import pytest

from tests.making import cite, document
from tracktwo.views.brief.fitting import fit
from tracktwo.views.html import to_html
from tracktwo.views.lines import Brief, Line, Quote, Section, Words, words

DOC = document(
    " ".join(
        f"Sentence number {n} of the communiqué says that the {n}th bridge should be opened soon."
        for n in range(200)
    ),
    title="A long communiqué",
    published="2030-05-05",
)


def crowded(lines: int) -> Brief:
    def line(n: int) -> Line:
        said = cite(DOC, f"the {n}th bridge should be opened soon")
        return Line(
            (Words("Orlesia: for, "), Quote(said), Words(" – Dana Marek, 5 May 2030.")), (said,), depth=1
        )

    sections = tuple(
        Section(
            f"Section {s}",
            (Line((words("Under a label:"),)), *(line(s * lines + n) for n in range(lines))),
            "",
        )
        for s in range(6)
    )
    return Brief(
        "Talks", "Orlesia – Tavan", date(2030, 6, 1), sections, (DOC,), "Scene-setter", is_short=True
    )


def test_what_fits_is_left_as_it_is() -> None:
    assert fit(crowded(3)) == crowded(3)


@pytest.mark.parametrize("lines", [12, 30])
def test_what_does_not_fit_is_counted(lines: int) -> None:
    fitted = fit(crowded(lines))
    assert fitted.sections[0] == crowded(lines).sections[0]
    kept = sum(1 for line in fitted.lines() if line.evidence)
    (told,) = [line for line in fitted.lines() if "left out" in getattr(line.parts[0], "text", "")]
    assert f"{6 * lines - kept} lines left out" in told.parts[0].text
    labels = [line for section in fitted.sections for line in section.lines if line.is_label]
    assert len(labels) == 6


@pytest.mark.parametrize("lines", [12, 20])
def test_two_pages_are_two_pages(lines: int) -> None:
    try:
        import weasyprint
    except (ImportError, OSError):
        pytest.skip("WeasyPrint or Pango is not installed")
    assert len(weasyprint.HTML(string=to_html(fit(crowded(lines)))).render().pages) <= 2
