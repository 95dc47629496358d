"""What sides said at one meeting stands together, talk apart from agreement; who held an office before comes last."""

from tests.making import cite, document, entry
from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Act, Person, Statement, StatementKind, Track
from tracktwo.resolution.dialogues import Series
from tracktwo.resolution.people import KnownPerson, link_people
from tracktwo.resolution.reprints import Witnesses
from tracktwo.resolution.wordings import KnownStatement
from tracktwo.views.brief.convergence import joint_lines, talked_lines
from tracktwo.views.brief.people import by_presence, superseded
from tracktwo.views.lines import Line, Quote

MAY = document(
    "They agreed that the bridge stays open. They also welcomed the new ferry line. "
    "They discussed the fees of the harbour at length.",
    published="2031-05-04",
)
JULY = document("Both sides condemned the raid on the lighthouse.", published="2031-07-09")


def _said(doc, words: str, act: Act) -> KnownStatement:
    claim = Statement(
        speaker="They", party="XOR+XTA", content=(cite(doc, words),), kind=StatementKind.INDIRECT, act=act
    )
    return KnownStatement((entry(claim, doc),))


def _dossier() -> Dossier:
    said = (
        _said(MAY, "They agreed that the bridge stays open.", Act.AGREE),
        _said(MAY, "They also welcomed the new ferry line.", Act.SUPPORT),
        _said(MAY, "They discussed the fees of the harbour at length.", Act.CONSULT),
        _said(JULY, "Both sides condemned the raid on the lighthouse.", Act.REJECT),
    )
    series = Series("XOR-XTA-I", None, (), ("XOR", "XTA"), Track.I, (), (), ())
    return Dossier(series, (MAY, JULY), Witnesses(((MAY.id,), (JULY.id,))), statements=said)


def _quotes(line: Line) -> list[str]:
    return [part.citation.exact for part in line.parts if isinstance(part, Quote)]


def test_what_was_said_at_one_meeting_is_one_line_the_latest_first():
    heading, july, may = joint_lines(_dossier(), ())
    assert heading.is_label
    assert _quotes(july) == ["Both sides condemned the raid on the lighthouse."]
    assert _quotes(may) == [
        "They agreed that the bridge stays open.",
        "They also welcomed the new ferry line.",
    ]
    assert len(may.evidence) == 2


def test_what_was_only_talked_about_is_no_agreement():
    heading, may = talked_lines(_dossier(), ())
    assert heading.is_label
    assert _quotes(may) == ["They discussed the fees of the harbour at length."]


def _known(name: str, office: str, published: str) -> tuple[KnownPerson, ...]:
    doc = document(f"{name}, {office}, spoke.", published=published)
    return link_people(
        (entry(Person(name=name, party="XOR", office=office, mentions=(cite(doc, name),)), doc),)
    )


def test_who_held_an_office_before_comes_after_who_holds_it():
    people = (
        *_known("Ilse Marek", "Foreign Minister", "2030-01-01"),
        *_known("Odo Vell", "Foreign Minister", "2031-01-01"),
    )
    assert superseded(people) == {id(people[0]): "Odo Vell"}
    assert [p.name for p in by_presence(people, _dossier())] == ["Odo Vell", "Ilse Marek"]


def test_a_spokesman_is_at_no_table():
    people = (
        *_known("Nia Roth", "Spokesperson", "2031-01-01"),
        *_known("Odo Vell", "Foreign Minister", "2031-01-01"),
    )
    assert [p.name for p in by_presence(people, _dossier())] == ["Odo Vell"]
