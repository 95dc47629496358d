"""The timeline: everything once, at its place, with what is not known of a date drawn as an interval."""

from datetime import date

import pytest
from lxml import etree

from tests.making import cite, document, entry
from tests.views.test_brief import entries
from tracktwo.model import Engagement, Form, Incident, Participant, Status
from tracktwo.views.exports.occasions import Kind, occasions_of
from tracktwo.views.exports.selection import Selection
from tracktwo.views.timeline import plan, to_html, to_svg

DOC = document(
    "The ministers of Orlesia and Tavan met on 3 June 2030. A ferry <sank> in the spring of 2030. They meet again in July 2030."
)
SVG = "{http://www.w3.org/2000/svg}"


def made():
    def met(when: str, words: str, status: Status = Status.HELD) -> Engagement:
        return Engagement(form=Form.MEETING, who=(Participant(None, "XOR"),), with_=(Participant(None, "XTA"),),
                          when=when, status=status, evidence=(cite(DOC, words),))  # fmt: skip

    own = [
        entry(met("2030-06-03", "met on 3 June 2030"), DOC),
        entry(met("2030-07", "They meet again in July 2030.", Status.PLANNED), DOC),
        entry(
            Incident(
                what=(cite(DOC, "A ferry <sank>"),), when="2030-21", evidence=(cite(DOC, "A ferry <sank>"),)
            ),
            DOC,
        ),
    ]
    return plan("Border & river talks", occasions_of(Selection.of([*entries(), *own])))


def test_each_occasion_has_one_place_however_many_documents_tell_of_it() -> None:
    found = made()
    assert [lane.title for lane in found.lanes] == ["Track I", "Incidents"]
    (round_,) = [p for p in found.placed if p.occasion.kind is Kind.ROUND]
    assert len(round_.occasion.entries) == 2
    assert (round_.start, round_.end, round_.is_vague) == (date(2030, 5, 4), date(2030, 5, 5), False)


def test_what_is_not_known_of_a_day_is_an_interval() -> None:
    vague = {p.occasion.when.text: (p.start, p.end) for p in made().placed if p.is_vague and p.occasion.when}
    assert vague["2030-07"] == (date(2030, 7, 1), date(2030, 8, 1))
    assert vague["2030-21"] == (date(2030, 2, 1), date(2030, 7, 1))


def test_what_has_no_year_is_told_and_not_drawn() -> None:
    found = made()
    assert {o.kind for o in found.undated} == {Kind.STATE, Kind.INCIDENT}
    assert f"{len(found.undated)} without a year are not drawn." in to_svg(found)


def test_the_drawing_is_well_formed_and_every_mark_is_in_its_list() -> None:
    found = made()
    root = etree.fromstring(to_svg(found).encode())
    marks = [g.get("data-number") for g in root.iter(f"{SVG}g")]
    assert sorted(map(int, marks)) == [p.number for p in found.placed]
    lines = [t.text or "" for t in root.iter(f"{SVG}text")]
    assert any("A ferry <sank>" in line for line in lines)
    numbered = [t.text for t in root.iter(f"{SVG}text") if t.get("class") == "list-number"]
    # A number of its own: "1" before "May 2030" would be read as a day.
    assert numbered == [str(p.number) for p in found.placed]
    assert "http" not in to_svg(found).replace("http://www.w3.org/2000/svg", "")


def test_rows_keep_marks_apart() -> None:
    for lane in made().lanes:
        for one in lane.placed:
            for other in lane.placed:
                if one.number < other.number and one.row == other.row:
                    assert one.end <= other.start or other.end <= one.start


def test_the_page_works_without_script_and_runs_no_other() -> None:
    page = to_html(made())
    assert page.count("<script") == 1
    assert "script-src 'sha256-" in page
    assert "<form hidden" in page
    assert page.count("<li data-kind") == len(made().placed) + len(made().undated)
    assert "A ferry &lt;sank&gt;" in page
    assert "<sank>" not in page
    assert "https://" not in page


@pytest.mark.parametrize("occasions", [[], None])
def test_nothing_at_all_is_drawn_as_an_empty_line(occasions) -> None:
    empty = plan("Nothing", occasions or [])
    etree.fromstring(to_svg(empty).encode())
    assert "<ol>" in to_html(empty)
