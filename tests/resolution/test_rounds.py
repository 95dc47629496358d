"""Rounds, dialogues, contacts and statements across documents."""

from itertools import permutations

from tests.making import cite, document, entry, round_
from tracktwo.model import (
    Change,
    Engagement,
    Form,
    Participant,
    StateChange,
    Statement,
    StatementKind,
    Status,
    Track,
)
from tracktwo.resolution.accounts import accounts_of
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.rounds import link_rounds
from tracktwo.resolution.wordings import link_statements

BENCH = ("XOR", "XTA")


def test_one_round_under_two_numbers_keeps_both() -> None:
    entries = [
        round_("A third session was held on October 22, 2030.", ordinal=3, when="2030-10-22", parties=BENCH),
        round_("The fourth round took place in October 2030.", ordinal=4, when="2030-10", parties=BENCH),
    ]
    (known,) = link_rounds(entries)
    assert {a.value for a in known.ordinals} == {"3", "4"}
    assert [a.value for a in known.dates] == ["2030-10-22"], "the day stands for the month that holds it"


def test_a_round_that_slips_is_one_round() -> None:
    entries = [
        round_(
            "Round two is due in early March.",
            ordinal=2,
            when="2030-03",
            status=Status.PLANNED,
            parties=BENCH,
        ),
        round_("Round two was held on April 5-6.", ordinal=2, when="2030-04-05/2030-04-06", parties=BENCH),
    ]
    (known,) = link_rounds(entries)
    assert known.status is Status.HELD
    assert known.when is not None
    assert known.when.text == "2030-04-05/2030-04-06"
    assert [a.value for a in known.announced] == ["2030-03"]


def test_a_slip_shows_without_the_year_too() -> None:
    entries = [
        round_(
            "Round two is due in the first week of March.",
            ordinal=2,
            when="XXXX-03-01/XXXX-03-07",
            status=Status.PLANNED,
            parties=BENCH,
        ),
        round_("Round two was held on April 5-6.", ordinal=2, when="2030-04-05/2030-04-06", parties=BENCH),
    ]
    assert len(link_rounds(entries)) == 1
    assert (
        len(
            link_rounds(
                [
                    round_(
                        "Round two is due in November.",
                        ordinal=2,
                        when="XXXX-11",
                        status=Status.PLANNED,
                        parties=BENCH,
                    ),
                    entries[1],
                ]
            )
        )
        == 1
    )
    assert (
        len(
            link_rounds(
                [round_("Round two was held in March.", ordinal=2, when="XXXX-03", parties=BENCH), entries[1]]
            )
        )
        == 2
    )


def test_a_contact_that_implies_talks_is_no_round() -> None:
    told = round_("The second round was held.", parties=("XOR", "XTA"), when="2030-05-04", ordinal=2)
    called = round_("The two ministers spoke.", parties=("XOR", "XTA"), when="2030-05-09", implied=True)
    assert [known.entries for known in link_rounds([told, called])] == [(told,)]


def test_rounds_of_one_year_stay_apart() -> None:
    entries = [
        round_("Talks in March 2030.", when="2030-03-24", parties=BENCH),
        round_("Talks in July 2030.", when="2030-07-19", parties=BENCH),
        round_("Talks in 2030.", when="2030", parties=BENCH),
    ]
    assert len(link_rounds(entries)) == 3


def test_one_number_years_apart_is_two_counts() -> None:
    entries = [
        round_("The second session, July 2030.", ordinal=2, when="2030-07-19", parties=BENCH),
        round_("The second session, 2035.", ordinal=2, when="2035-01-13", parties=BENCH),
    ]
    assert len(link_rounds(entries)) == 2


def test_days_without_a_year_meet_only_their_like() -> None:
    entries = [
        round_("Held on April 5-6.", when="XXXX-04-05/XXXX-04-06", parties=BENCH),
        round_("Held on 5 and 6 April 2030.", when="2030-04-05/2030-04-06", parties=BENCH),
        round_("Held on 10 and 11 August 2030.", when="2030-08-10/2030-08-11", parties=BENCH),
    ]
    assert [len(k.entries) for k in link_rounds(entries)] == [2, 1]


def test_rounds_do_not_depend_on_arrival() -> None:
    entries = [
        round_("a 3", ordinal=3, when="2030-10-22", parties=BENCH),
        round_("b 4", ordinal=4, when="2030-10", parties=BENCH),
        round_("c", ordinal=4, when="2031-02-01", status=Status.PLANNED, parties=BENCH),
        round_("d", when="2030-10-21/2030-10-22", parties=BENCH),
    ]
    assert len({link_rounds(order) for order in permutations(entries)}) == 1


def test_official_and_unofficial_talks_are_two_dialogues() -> None:
    rounds = [
        round_("Ministers met.", parties=BENCH, track=Track.I, name="strategic dialogue"),
        round_("The ministerial.", parties=tuple(reversed(BENCH)), name="ministerial"),
        round_("Scholars met.", parties=BENCH, track=Track.II, convenors=("Institute of the Ford",)),
        round_(
            "Scholars met again.",
            parties=BENCH,
            track=Track.ONE_AND_A_HALF,
            convenors=("The Ford Institute",),
        ),
        round_("Other scholars.", parties=BENCH, track=Track.II, convenors=("Lake Foundation",)),
    ]
    found = link_dialogues(rounds, [])
    assert {(s.key, len(s.rounds)) for s in found} == {
        ("XOR-XTA-I", 2),
        ("XOR-XTA-II-IF", 2),
        ("XOR-XTA-II-LF", 1),
    }


def test_a_table_with_a_guest_or_a_party_left_out_is_the_dialogue_of_that_name() -> None:
    rounds = [
        round_(
            "The Ford Dialogue met.", parties=BENCH, track=Track.I, name="Ford Dialogue", when="2030-01-01"
        ),
        round_(
            "The Ford Dialogue met again.",
            parties=BENCH,
            track=Track.I,
            name="Ford Dialogue",
            when="2030-05-01",
        ),
        round_(
            "The host opened the Ford Dialogue.", parties=("XHO", *BENCH), track=Track.I, name="Ford Dialogue"
        ),
        round_("Orlesia goes to the Ford Dialogue.", parties=BENCH[:1], track=Track.I, name="Ford Dialogue"),
        round_(
            "The trilateral dialogue met.", parties=("XHO", *BENCH), track=Track.I, name="trilateral dialogue"
        ),
        round_("Orlesia wants a dialogue.", parties=BENCH[:1], track=Track.I, name="dialogue"),
    ]
    found = {s.key: len(s.rounds) for s in link_dialogues(rounds, [])}
    assert found == {"XOR-XTA-I": 4, "XHO-XOR-XTA-I": 1}


def test_a_dialogue_known_only_by_its_suspension() -> None:
    doc = document("Orlesia walked out of the border talks with Tavan.")
    state = StateChange(
        dialogue="border talks", parties=BENCH, change=Change.SUSPENDED, evidence=(cite(doc, doc.text),)
    )
    (series,) = link_dialogues([], [entry(state, doc)])
    assert (series.name, series.parties) == ("border talks", BENCH)


def contact(text: str, when: str | None, who: str, with_: str, form: Form = Form.MEETING):
    doc = document(text)
    claim = Engagement(
        form=form, who=(Participant(who, "XOR"),), with_=(Participant(with_, "XTA"),), when=when, evidence=(cite(doc, text),)
    )  # fmt: skip
    return entry(claim, doc)


def test_one_meeting_in_two_papers_is_one() -> None:
    found = link_engagements([
        contact("Marek met Bekov on Tuesday.", "2030-05-04", "Dana Marek", "Ilyas Bekov"),
        contact("Bekov received Marek.", "2030-05-04", "Marek", "Ilyas Bekov"),
        contact("They met again a week later.", "2030-05-11", "Dana Marek", "Ilyas Bekov"),
        contact("Both faced the press.", "2030-05-04", "Dana Marek", "Ilyas Bekov", Form.PRESS_CONFERENCE),
        contact("They have met before.", None, "Dana Marek", "Ilyas Bekov"),
    ])  # fmt: skip
    assert sorted(len(k.entries) for k in found) == [1, 1, 1, 2]


def said(text: str, words: str, speaker: str = "Dana Marek"):
    doc = document(text)
    return entry(
        Statement(speaker=speaker, party="XOR", content=(cite(doc, words),), kind=StatementKind.DIRECT), doc
    )  # fmt: skip


def test_a_statement_cut_to_two_lengths_is_one() -> None:
    long = "The tolls at the upper bridge must end before the summer, or we shall build our own crossing"
    found = link_statements([
        said(f"“{long},” Marek said.", long),
        said("Marek: “The tolls at the upper bridge must end before the summer.” More follows.", "The tolls at the upper bridge must end before the summer"),
        said("“The ferry must stop before the winter comes to the valley,” Marek said.", "The ferry must stop before the winter comes to the valley"),
        said("Bekov said the tolls at the upper bridge must end before the summer.", "the tolls at the upper bridge must end before the summer", "Ilyas Bekov"),
    ])  # fmt: skip
    assert sorted(len(k.entries) for k in found) == [1, 1, 2]
    assert max(found, key=lambda k: len(k.entries)).entries[0].claim.content[0].exact == long


def test_accounts_count_values_and_leave_silence_out() -> None:
    entries = [
        round_("x", where="Kesh", parties=BENCH),
        round_("y", where="kesh", parties=BENCH),
        round_("z", where="Dorn", parties=BENCH),
        round_("w", parties=BENCH),
    ]
    found = accounts_of(entries, lambda r: r.where)
    assert [(a.value.casefold(), len(a.entries)) for a in found] == [("kesh", 2), ("dorn", 1)]


def test_a_report_without_a_date_does_not_join_a_round_called_off_with_the_one_held_later() -> None:
    called_off = round_(
        "Called off.", "2022-02-11", when="2022-03-15", where="Askvoll", ordinal=4, status=Status.CANCELLED
    )
    planned = round_(
        "To be held.", "2022-10-13", when="2022-12-06", where="Lundvik", ordinal=4, status=Status.PLANNED
    )
    other_day = round_(
        "To be held in Lundvik.", when="XXXX-11-22", where="Lundvik", ordinal=4, status=Status.PLANNED
    )
    ended = round_("It has just ended.", "2022-12-07", ordinal=4)
    before = round_("It was to be.", "2022-02-20", ordinal=4, status=Status.PLANNED)
    unsettled = round_("There was a fourth.", ordinal=4)
    everything = [called_off, planned, other_day, ended, before, unsettled]
    for order in permutations(everything):
        found = {frozenset(e.id for e in known.entries) for known in link_rounds(order)}
        assert found == {
            frozenset({called_off.id, before.id}),
            frozenset({planned.id, other_day.id, ended.id}),
            frozenset({unsettled.id}),
        }
    (held,) = (known for known in link_rounds(everything[:4]) if known.held)
    assert {a.value for a in held.announced} == {"2022-12-06", "XXXX-11-22"}


def remark(speaker: str, words: str, day: str):
    doc = document(f"{speaker} said {words}, wrote the paper of {day}.", published=day)
    return entry(
        Statement(speaker=speaker, party="XOR", content=(cite(doc, words),), kind=StatementKind.DIRECT), doc
    )  # fmt: skip


def test_a_short_remark_is_one_where_papers_of_two_days_have_its_very_words() -> None:
    words = "monitors were out of the question"
    told = [remark("Leyla Ordubek", words, day) for day in ("2021-11-17", "2021-11-18", "2021-11-27")]
    others = [
        remark("Inês Carvalhal", words, "2021-11-17"),
        remark("Leyla Ordubek", "of course", "2021-11-18"),
    ]
    found = {frozenset(e.id for e in known.entries) for known in link_statements([*told, *others])}
    assert frozenset({told[0].id, told[1].id}) in found
    assert len(found) == 4
