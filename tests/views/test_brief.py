"""A brief over hand-made entries: every line cited, quotation marks only around words of the source."""

import re
from datetime import date

import pytest

from tests.making import cite, document, entry
from tracktwo.analysis.dossier import find_series, open_dossier, open_dossiers
from tracktwo.errors import UsageError
from tracktwo.model import (
    Act,
    Change,
    Commitment,
    Delegate,
    Dialogue,
    Entry,
    Incident,
    Person,
    Round,
    Stance,
    StanceValue,
    StateChange,
    Statement,
    StatementKind,
    Status,
    Strength,
    Track,
)
from tracktwo.views.brief import BriefOptions, Form, lay_out
from tracktwo.views.html import to_html
from tracktwo.views.lines import Words
from tracktwo.views.markdown import to_markdown

FIRST = document(
    "The first round of the Orlesia-Tavan border dialogue was held in Kesh on May 4. "
    'Dana Marek, the foreign minister of Orlesia, said "the bridge tolls must end." '
    "Orlesia would send customs officers by June 2030. A clash at the ford had halted the talks.",
    title="Border dialogue opens",
    publisher="Kesh Post",
    published="2030-05-05",
)
SECOND = document(
    "A third round, as Tavan counts, took place in Kesh on May 4. The clash was blamed on smugglers. "
    "Tavan defends the bridge tolls, Ilyas Bekov said.",
    title="Talks resume <in> Kesh",
    publisher="Tavan Gazette",
    published="2030-05-06",
)
ABOUT = Dialogue("Orlesia-Tavan border dialogue", ("XOR", "XTA"), Track.I)


def entries() -> list[Entry]:
    round_one = Round(
        dialogue=ABOUT, ordinal=1, when="2030-05-04", where="Kesh", status=Status.HELD,
        delegates=(Delegate("Dana Marek", "XOR"),),
        evidence=(cite(FIRST, "The first round of the Orlesia-Tavan border dialogue was held in Kesh on May 4."),),
    )  # fmt: skip
    round_two = Round(
        dialogue=ABOUT, ordinal=3, when="2030-05-04", where="Kesh",
        evidence=(cite(SECOND, "A third round, as Tavan counts, took place in Kesh on May 4."),),
    )  # fmt: skip
    tolls = cite(FIRST, "the bridge tolls must end.")
    return [
        entry(round_one, FIRST),
        entry(round_two, SECOND),
        entry(Person(name="Dana Marek", party="XOR", office="foreign minister", mentions=(cite(FIRST, "Dana Marek"),)), FIRST),
        entry(Person(name="Ilyas Bekov", party="XTA", mentions=(cite(SECOND, "Ilyas Bekov"),)), SECOND),
        entry(Statement(speaker="Dana Marek", party="XOR", content=(tolls,), kind=StatementKind.DIRECT, act=Act.REQUEST), FIRST),
        entry(Stance(party="XOR", issue="bridge tolls", stance=StanceValue.AGAINST, evidence=(tolls,)), FIRST),
        entry(Stance(party="XTA", issue="the bridge tolls", stance=StanceValue.FOR, evidence=(cite(SECOND, "Tavan defends the bridge tolls"),)), SECOND),
        entry(Commitment(by=("XOR",), what=(cite(FIRST, "send customs officers"),), due="../2030-06", strength=Strength.PLEDGED, evidence=(cite(FIRST, "Orlesia would send customs officers by June 2030."),)), FIRST),
        entry(Incident(what=(cite(FIRST, "A clash at the ford"),), evidence=(cite(FIRST, "A clash at the ford had halted the talks."),)), FIRST),
        entry(StateChange(dialogue=ABOUT.name, parties=ABOUT.parties, change=Change.SUSPENDED, cause="a clash at the ford", evidence=(cite(FIRST, "A clash at the ford had halted the talks."),)), FIRST),
        entry(StateChange(dialogue=ABOUT.name, parties=ABOUT.parties, change=Change.SUSPENDED, cause="smugglers", evidence=(cite(SECOND, "The clash was blamed on smugglers."),)), SECOND),
    ]  # fmt: skip


def brief(
    as_of: date = date(2030, 8, 1), since: date | None = None, form: Form = Form.FULL, side: str | None = None
):
    (dossier,) = open_dossiers([FIRST, SECOND], entries())
    return lay_out(dossier, BriefOptions(as_of, since, form, side))


def test_says_what_a_desk_officer_asks() -> None:
    text = to_markdown(brief())
    assert "# Orlesia-Tavan border dialogue" in text
    assert "- Round 1 (also numbered 3): 4 May 2030, Kesh – held. [" in text
    assert "XOR: against, “the bridge tolls must end.” – Dana Marek, 5 May 2030." in text
    assert "- Opposed:\n  - Bridge tolls." in text
    assert "- Overdue as far as these documents tell:\n  - XOR: “send customs officers”" in text
    assert "Number of round 1 (also numbered 3), Kesh, 4 May 2030:" in text
    assert "Cause of the change to suspended:" in text
    assert "Next round: none announced" in text
    assert "2 documents, 2 independent." in text
    assert "XOR: Dana Marek." in text


def test_a_promise_is_open_until_its_last_day_is_over() -> None:
    assert "Overdue" not in to_markdown(brief(as_of=date(2030, 6, 30)))
    assert "Overdue" in to_markdown(brief(as_of=date(2030, 7, 1)))


def test_new_since_names_only_what_came_after() -> None:
    text = to_markdown(brief(since=date(2030, 5, 6)))
    new = text.split("## New since 6 May 2030")[1].split("##")[0]
    assert "Talks resume" in new
    assert "Border dialogue opens" not in new


@pytest.mark.parametrize("form", Form)
def test_every_mark_has_its_evidence_and_every_evidence_its_mark(form: Form) -> None:
    text = to_markdown(brief(form=form))
    body, evidence = text.split("## Evidence")
    used = {int(n) for n in re.findall(r"\[(\d+)\]", body)}
    listed = {int(n) for n in re.findall(r"^(\d+)\. ", evidence, re.M)}
    assert used == listed
    assert listed


@pytest.mark.parametrize("form", Form)
def test_quotation_marks_stand_only_around_words_of_the_source(form: Form) -> None:
    made = brief(form=form)
    texts = [" ".join(d.text.split()) for d in made.documents]
    quoted = re.findall(r"“([^”]*)”|‘([^’]*)’", to_markdown(made).replace("\\", ""))
    assert quoted
    assert all(any(double + single in t for t in texts) for double, single in quoted)


def test_own_words_with_quotation_marks_are_refused() -> None:
    with pytest.raises(ValueError, match="quotation marks"):
        Words('he said "yes"')


def test_a_sheet_has_the_sides_next_to_each_other() -> None:
    (section, *_) = brief(form=Form.CONVERGENCE).sections
    assert section.grid is not None
    assert section.grid.headings == ("Issue", "XOR", "XTA")
    (row,) = section.grid.rows
    cells = ["".join(getattr(p, "text", "…") for line in cell for p in line.parts) for cell in row.cells]
    assert cells == ["Against: … – Dana Marek, 5 May 2030.", "For: … – as reported, 6 May 2030."]
    assert "| Bridge tolls: opposed" in to_markdown(brief(form=Form.CONVERGENCE))


def test_the_follow_up_list_names_who_owes_what() -> None:
    text = to_markdown(brief(form=Form.FOLLOW_UP))
    assert "## Owed by XOR" in text
    assert "| “send customs officers” (pledged, 5 May 2030) [1] | by June 2030 | Overdue" in text


def test_people_of_the_readers_own_side_are_not_across_the_table() -> None:
    assert "Dana Marek" in to_markdown(brief(form=Form.BIOGRAPHIES))
    text = to_markdown(brief(form=Form.BIOGRAPHIES, side="xor")).split("## Evidence")[0]
    assert "Ilyas Bekov" in text
    assert "Dana Marek" not in text
    with pytest.raises(UsageError, match="XOR"):
        brief(side="Atlantis")


@pytest.mark.parametrize("form", Form)
def test_html_is_self_contained_and_escapes_the_source(form: Form) -> None:
    page = to_html(brief(form=form))
    assert "<in>" not in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "&#34;" not in page.split("</style>")[0]
    numbers = range(1, page.count('<li id="e') + 1)
    assert numbers
    assert all(f'href="#e{n}"' in page and f'id="m{n}"' in page for n in numbers)


def test_no_dialogue_and_ambiguous_names_are_answered() -> None:
    with pytest.raises(UsageError, match="tracktwo add"):
        find_series(None, ())
    series = tuple(d.series for d in open_dossiers([FIRST, SECOND], entries()))
    assert find_series("xor-xta-i", series) is find_series("border", series)
    with pytest.raises(UsageError, match="XOR-XTA-I"):
        find_series("Atlantis", series)
    assert (open_dossier("border", [FIRST, SECOND], entries()),) == open_dossiers([FIRST, SECOND], entries())


def test_order_of_arrival_makes_no_difference() -> None:
    (one,) = open_dossiers([FIRST, SECOND], entries())
    (other,) = open_dossiers([SECOND, FIRST], reversed(entries()))
    assert one == other
