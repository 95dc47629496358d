"""Two readouts of one meeting: what both say, what only one says, what cannot both be so."""

from dataclasses import replace
from typing import Any

import pytest

from tests.making import cite, document, entry
from tracktwo.analysis.comparison import Comparison, Verdict, compare
from tracktwo.model import (
    Act,
    Document,
    Engagement,
    Entry,
    Form,
    Modality,
    Participant,
    Stance,
    StanceValue,
    Statement,
    StatementKind,
)

ORDUBEK, CARVALHAL = Participant("Leyla Ordubek", "XKV"), Participant("Inês Carvalhal", "XLS")


def said(doc: Document, speaker: str, party: str | None, content: str, **about: Any) -> Entry[Statement]:
    start = doc.text.index(content)
    given = {"kind": StatementKind.INDIRECT, "act": Act.STATE, "modality": Modality.ACTUAL} | about
    cited = (doc.cite(start, start + len(content)),)
    return entry(Statement(speaker=speaker, party=party, source=(), cue=(), content=cited, **given), doc)


def readout(*contents: str) -> Document:
    return document("The two ministers met. " + ". ".join(contents) + ".", title=" ".join(contents))


def lines(first: str, second: str, **about: Any) -> list[tuple[Verdict, str | None]]:
    a, b = readout(first), readout(second)
    found = compare(
        a, [said(a, "Leyla Ordubek", "XKV", first)], b, [said(b, "Minister Ordubek", "XKV", second, **about)]
    )
    return [(line.verdict, line.why) for line in found.lines]


def test_what_both_say_stands_in_one_line() -> None:
    both = lines("the gates of the dam stay open until May", "the dam's gates would stay open until May")
    assert both == [(Verdict.BOTH, None)]


def test_what_only_one_says_is_said_of_nobody_else() -> None:
    assert lines("the gates of the dam stay open", "the lorries may cross at Karsun") == [
        (Verdict.ONLY_FIRST, None),
        (Verdict.ONLY_SECOND, None),
    ]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("the round will be held in Lundvik on 22 November", "the round will be held in Lundvik on 6 December",
         "22, november against 6, december"),
        ("Kasrevan accepts monitors on the upper dam", "Kasrevan does not accept monitors on the upper dam",
         "one says it with a negation, the other without"),
        ("twelve fishermen will be released", "nine fishermen will be released", "12 against 9"),
    ],
)  # fmt: skip
def test_what_cannot_both_be_so_is_shown_with_what_it_lies_in(first: str, second: str, why: str) -> None:
    assert lines(first, second) == [(Verdict.CONTRADICT, why)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "the shelling of the crossing must be stopped, not merely contained",
            "the shelling of the crossing must stop",
        ),
        (
            "the gates of the dam must be opened, and no lorry be held up",
            "the gates of the dam must be opened soon",
        ),
        ("the gates of the dam open not only in May", "the gates of the dam open in May"),
        ("the gates of the dam open on Monday", "the gates of the dam open on 3 May"),
        ("the gates of the dam open today", "the gates of the dam open yesterday"),
        ("the gates of the dam open for two weeks in 2022", "the gates of the dam open for two weeks"),
    ],
)
def test_what_one_adds_contradicts_nothing(first: str, second: str) -> None:
    assert lines(first, second) == [(Verdict.BOTH, None)]


def test_a_denial_contradicts_what_the_other_side_reports() -> None:
    words = "the release of the fishermen was promised"
    ((verdict, why),) = lines(words, words + " by her", modality=Modality.NEGATED)
    assert verdict is Verdict.CONTRADICT
    assert why == "one says that it was said, the other that it was not"


def test_the_other_sides_words_are_never_matched_with_ones_own() -> None:
    words = "the gates of the dam stay open until May"
    a, b = readout(words), readout(words, "")
    found = compare(a, [said(a, "Leyla Ordubek", "XKV", words)], b, [said(b, "Inês Carvalhal", "XLS", words)])
    assert [line.verdict for line in found.lines] == [Verdict.ONLY_FIRST, Verdict.ONLY_SECOND]


def test_a_side_put_for_in_one_and_against_in_the_other_is_a_contradiction() -> None:
    a, b = readout("Kasrevan backs monitors"), readout("Kasrevan rejects monitors")

    def stance(doc: Document, words: str, value: StanceValue) -> Entry[Stance]:
        claim = Stance(party="XKV", issue="monitors", stance=value, evidence=(cite(doc, words),))
        return entry(claim, doc)

    found = compare(
        a,
        [stance(a, "backs monitors", StanceValue.FOR)],
        b,
        [stance(b, "rejects monitors", StanceValue.AGAINST)],
    )
    (line,) = found.lines
    assert (line.verdict, line.why) == (Verdict.CONTRADICT, "XKV for in the first, against in the second")
    assert compare(a, [stance(a, "backs monitors", StanceValue.FOR)], b, []).lines == ()


def met(doc: Document, **about: Any) -> Entry[Engagement]:
    given = {"form": Form.MEETING, "who": (ORDUBEK,), "with_": (CARVALHAL,), "when": "2022-10-12"} | about
    return entry(Engagement(evidence=(cite(doc, "The two ministers met"),), **given), doc)


def facts(found: Comparison) -> list[tuple[str, tuple[str, ...], tuple[str, ...], Verdict]]:
    return [(f.name, f.first, f.second, f.verdict) for f in found.facts]


def test_the_facts_of_the_meeting_are_compared_field_by_field() -> None:
    a, b = readout("one"), readout("two")
    own = met(a, where="Lundvik, Hestmark", who=(ORDUBEK, Participant("B. Okonma", "XKV")))
    found = compare(a, [own], b, [met(b, where="Lundvik", when="2022-10-13")])
    assert facts(found) == [
        ("day", ("2022-10-12",), ("2022-10-13",), Verdict.CONTRADICT),
        ("place", ("Lundvik, Hestmark",), ("Lundvik",), Verdict.BOTH),
        ("form", ("meeting",), ("meeting",), Verdict.BOTH),
        ("took part", ("Leyla Ordubek (XKV)",), ("Leyla Ordubek (XKV)",), Verdict.BOTH),
        ("took part", ("B. Okonma (XKV)",), (), Verdict.ONLY_FIRST),
        ("took part", ("Inês Carvalhal (XLS)",), ("Inês Carvalhal (XLS)",), Verdict.BOTH),
    ]


def test_documents_about_different_occasions_have_no_facts_in_common() -> None:
    a, b = readout("one"), readout("two")
    other = met(b, who=(Participant("Ann Roe", "XHM"),), with_=(Participant("Jo Doe", "USA"),))
    assert compare(a, [met(a)], b, [other]).facts == ()


def test_the_same_people_months_apart_are_no_one_occasion() -> None:
    a, b = readout("one"), readout("two")
    assert compare(a, [met(a)], b, [met(b, when="2022-12-07")]).facts == ()


def test_a_press_conference_after_a_meeting_is_no_contradiction() -> None:
    a, b = readout("one"), readout("two")
    found = compare(a, [met(a)], b, [met(b, form=Form.PRESS_CONFERENCE)])
    assert {f.verdict for f in found.facts} == {Verdict.BOTH}
    assert "form" not in {f.name for f in found.facts}
    called = compare(a, [met(a)], b, [met(b, form=Form.CALL)])
    assert ("form", ("meeting",), ("call",), Verdict.CONTRADICT) in facts(called)


def test_one_publisher_tells_of_two_occasions() -> None:
    a, b = (replace(readout(words), publisher="The Ministry") for words in ("one", "two"))
    found = compare(a, [met(a, form=Form.CALL)], b, [met(b, form=Form.CALL, when="2022-10-13")])
    assert found.facts == ()
