"""What holds for any record: order of arrival, grounds for every line, and time that only runs forward."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.dossiers import change, contact, dossier, incident, promise, report, round_held, stance
from tracktwo.analysis.breaks import suspensions
from tracktwo.analysis.changes import changes_between, span_between
from tracktwo.analysis.commitments import Status, commitment_ledger
from tracktwo.analysis.contacts import attendance, occasions_of, plans_of
from tracktwo.analysis.convergence import convergence_sheets, measure
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import position_ledger
from tracktwo.analysis.networks import affiliations, likenesses, ties
from tracktwo.model import Change, Entry
from tracktwo.model import Status as Held

PARTIES = ("XOR", "XTA", "XOR+XTA")
PEOPLE = (("Dana Marek", "XOR"), ("Ilyas Bekov", "XTA"), ("Ivo Orn", "XOR"))
ISSUES = ("bridge tolls", "tolls", "an end to the tolls", "joint patrols", "drone strikes")
WORDS = (
    "would consider it",
    "rejects it",
    "insists on it",
    "will never accept it",
    "failed to agree on tolls",
)
DEEDS = ("reopen the ford", "hand over the flood maps", "release the six sailors", "meet again")
DONE = ("Orlesia reopened the ford.", "Tavan handed over the flood maps.", "Nobody released the six sailors.")

days = st.dates(date(2029, 1, 1), date(2031, 12, 31)).map(date.isoformat)


@st.composite
def groups(draw: st.DrawFn) -> list[Entry[Any]]:
    """Entries of one or two documents of some kind."""
    day, party = draw(days), draw(st.sampled_from(PARTIES))
    match draw(st.integers(0, 6)):
        case 0:
            issue, words = draw(st.sampled_from(ISSUES)), draw(st.sampled_from(WORDS))
            value = draw(st.sampled_from(["for", "against", "mixed"]))
            return stance(party, value, issue, f"{party} {words} ({issue}).", draw(st.none() | st.just(day)))
        case 1:
            what, due = draw(st.sampled_from(DEEDS)), draw(st.none() | days)
            strength = draw(st.sampled_from(["pledged", "planned", "hoped", "conditional"]))
            return [
                promise(f"{party} will {what}, {day}.", what, due, day, tuple(party.split("+")), strength)
            ]
        case 2:
            status = draw(st.sampled_from(list(Held)))
            names = draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True))
            return round_held(
                draw(st.integers(1, 4)), draw(st.none() | days), *names, status=status, published=day
            )
        case 3:
            form = draw(st.sampled_from(["call", "meeting", "visit"]))
            return [contact(form, draw(st.none() | days), *PEOPLE[:2], published=day)]
        case 4:
            what = draw(st.sampled_from([Change.SUSPENDED, Change.RESUMED]))
            return [
                change(
                    what,
                    draw(st.none() | days),
                    f"{what.value} {day}.",
                    day,
                    draw(st.none() | st.just("a raid")),
                )
            ]
        case 5:
            return [incident(f"A raid, {day}.", draw(st.none() | days), day)]
        case _:
            return [report(f"{draw(st.sampled_from(DONE))} ({day})", day)]


records = st.lists(groups(), min_size=1, max_size=8).map(lambda own: [e for group in own for e in group])


def everything(own: Dossier, as_of: date) -> list[Any]:
    ledger = position_ledger(own)
    found = affiliations(own, ledger)
    return [
        ledger.positions, convergence_sheets(own), measure(convergence_sheets(own)), commitment_ledger(own, as_of),
        occasions_of(own), attendance(occasions_of(own)), plans_of(own, as_of), suspensions(own), ties(own), found,
        likenesses(found),
        changes_between(own, span_between(own, "2029-06-01", "2031-06-01", as_of)),
    ]  # fmt: skip


def shuffled(entries: Sequence[Entry[Any]], seed: int) -> list[Entry[Any]]:
    copy = list(entries)
    random.Random(seed).shuffle(copy)
    return copy


@settings(max_examples=60, deadline=None)
@given(records, st.integers(0, 1000))
def test_the_order_of_arrival_makes_no_difference(entries: list[Entry[Any]], seed: int):
    as_of = date(2031, 6, 1)
    assert everything(dossier(*entries), as_of) == everything(dossier(*shuffled(entries, seed)), as_of)


@settings(max_examples=60, deadline=None)
@given(records)
def test_every_line_rests_on_a_claim_or_on_words_of_a_document(entries: list[Entry[Any]]):
    own = dossier(*entries)
    ids = {e.id for e in entries}
    texts = {e.document.id: e.document.text for e in entries}
    for position in position_ledger(own).positions:
        assert all({e.id for e in t.entries} <= ids and t.entries for t in position.told)
    for sheet in convergence_sheets(own):
        assert any(s.told for s in sheet.sides) or sheet.agreements
        for one in sheet.agreements:
            assert texts[one.citation.document][one.citation.start : one.citation.end] == one.citation.exact
    for owed in commitment_ledger(own, date(2031, 6, 1)):
        assert {e.id for e in owed.claims} <= ids
        for account in (*owed.proposals, *((owed.ended_by,) if owed.ended_by else ())):
            assert (
                texts[account.document.id][account.citation.start : account.citation.end]
                == account.citation.exact
            )
            assert account.document.id != owed.entry.document.id
    for changed in changes_between(own, span_between(own, "2029-01-01", "2031-12-31", date(2032, 1, 1))):
        assert changed.entries
        assert changed.citations
    assert all(t.entries for t in ties(own))
    assert all(s.told for s in suspensions(own))


@settings(max_examples=60, deadline=None)
@given(records, st.dates(date(2029, 1, 1), date(2031, 12, 31)), st.integers(1, 400))
def test_a_later_day_takes_nothing_back(entries: list[Entry[Any]], day: date, more: int):
    """Claims stay claims, and what was overdue is overdue still unless something was told since."""
    own = dossier(*entries)
    before = commitment_ledger(own, day)
    after = {e.id: o for o in commitment_ledger(own, day + timedelta(days=more)) for e in o.claims}
    for owed in before:
        later = after[owed.entry.id]
        assert {e.id for e in owed.claims} <= {e.id for e in later.claims}
        if owed.status is Status.OVERDUE:
            told_since = any(e.document.published and e.document.published > day.isoformat() for e in entries)
            assert later.status is Status.OVERDUE or told_since
        if not owed.due and not later.due:
            assert later.status is not Status.OVERDUE


@settings(max_examples=40, deadline=None)
@given(records)
def test_the_measure_adds_up(entries: list[Entry[Any]]):
    sheets = convergence_sheets(dossier(*entries))
    for one in measure(sheets):
        own = [s for s in sheets if s.period == one.period]
        assert one.compared + one.one_side == len(own)
        assert one.meeting + one.opposed <= one.compared
        assert one.share is None or 0 <= one.share <= 1
