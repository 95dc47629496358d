"""What a reading changes: decided without a database."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.record.making import document, reading, said, whole
from tracktwo.model import DateOrigin
from tracktwo.record import ReadState, Recorded, needs_reading
from tracktwo.record.changes import Changes, RecordedClaim, claim_id, decide_changes, prepare_claims

DOCUMENT = document()


def as_recorded(changes: Changes) -> Recorded:
    claims = tuple(RecordedClaim(c.id, c.seq, c.confidence, c.days, False) for c in changes.added)
    return Recorded(changes.document, "{}", changes.state, changes.made_by, claims)


def test_a_new_document_is_recorded_with_all_its_claims() -> None:
    changes = decide_changes(None, whole())
    assert changes.is_new
    assert [c.kind for c in changes.added] == ["statements"] * 3
    assert not changes.retired
    assert not changes.renewed


def test_the_same_reading_again_changes_nothing() -> None:
    recorded = as_recorded(decide_changes(None, whole()))
    assert decide_changes(recorded, whole()).is_empty


def test_a_claim_that_is_no_longer_made_is_retired_and_comes_back_renewed() -> None:
    one, two = (
        said(DOCUMENT, "drone strikes must stop"),
        said(DOCUMENT, "strikes were discussed", "Pavel Orsk"),
    )
    recorded = as_recorded(decide_changes(None, reading(DOCUMENT, one, two)))
    changes = decide_changes(recorded, reading(DOCUMENT, one))
    assert changes.retired == (recorded.claims[1].id,)
    assert not changes.added
    retired = replace(recorded, claims=(recorded.claims[0], replace(recorded.claims[1], is_retired=True)))
    again = decide_changes(retired, reading(DOCUMENT, one, two))
    assert [c.id for c in again.renewed] == [recorded.claims[1].id]
    assert not again.retired


def test_confidence_and_extractor_are_not_part_of_what_a_claim_says() -> None:
    sure = reading(DOCUMENT, said(DOCUMENT, "drone strikes must stop", confidence=0.9), made_by="hand 2")
    unsure = reading(DOCUMENT, said(DOCUMENT, "drone strikes must stop", confidence=0.4), made_by="hand 1")
    recorded = as_recorded(decide_changes(None, unsure))
    changes = decide_changes(recorded, sure)
    assert not changes.added
    assert not changes.retired
    assert [c.confidence for c in changes.renewed] == [0.9]


def test_a_claim_made_twice_is_recorded_once() -> None:
    twice = said(DOCUMENT, "drone strikes must stop")
    assert len(decide_changes(None, reading(DOCUMENT, twice, twice)).added) == 1


def test_an_enclosing_statement_is_named_by_its_id_not_by_its_place() -> None:
    outer, inner = said(DOCUMENT, "drone strikes must stop"), said(DOCUMENT, "drone strikes", nested_in=0)
    other = said(DOCUMENT, "strikes were discussed", "Pavel Orsk")
    before = decide_changes(None, reading(DOCUMENT, outer, inner)).added
    after = decide_changes(None, reading(DOCUMENT, other, outer, replace(inner, nested_in=1))).added
    assert {c.id for c in before} < {c.id for c in after}
    assert before[0].id in before[1].payload


def test_statements_inside_one_another_in_a_ring_do_not_hang() -> None:
    one = said(DOCUMENT, "drone strikes must stop", nested_in=1)
    two = said(DOCUMENT, "drone strikes", nested_in=0)
    assert len(decide_changes(None, reading(DOCUMENT, one, two)).added) == 2


def test_ids_are_the_hash_of_what_is_written() -> None:
    made = whole()
    assert made.extraction is not None
    for claim in prepare_claims(made.document, made.extraction):
        assert claim.id == claim_id(made.document.id, claim.kind, claim.payload)


def test_an_unread_document_is_kept_with_its_reason() -> None:
    changes = decide_changes(None, replace(whole(), extraction=None, reason="in another language"))
    assert (changes.state, changes.reason, changes.added) == (ReadState.KEPT, "in another language", ())


def test_a_date_settled_by_the_user_updates_the_document_and_the_days_of_its_claims() -> None:
    recorded = as_recorded(decide_changes(None, whole()))
    dated = document(published="2014-01-05", published_from=DateOrigin.OPTION)
    changes = decide_changes(recorded, whole(dated))
    assert changes.is_updated
    assert {c.days.earliest for c in changes.renewed} == {"2014-01-05"}
    assert not changes.added
    assert not changes.retired


def test_other_text_of_the_same_bytes_changes_nothing() -> None:
    recorded = as_recorded(decide_changes(None, whole()))
    other = replace(DOCUMENT, text=DOCUMENT.text + " More.")
    assert decide_changes(recorded, reading(other, said(other, "drone strikes must stop"))).is_empty


def test_where_a_document_was_first_found_stays() -> None:
    recorded = as_recorded(decide_changes(None, whole()))
    assert decide_changes(recorded, whole(document(path="copy/of/a.txt"))).is_empty


def test_known_bytes_need_no_reading_unless_the_user_settles_another_date() -> None:
    recorded = as_recorded(decide_changes(None, whole()))
    assert needs_reading(None, None)
    assert not needs_reading(recorded, None)
    assert not needs_reading(recorded, "2013-08-02")
    assert needs_reading(recorded, "2013-08-03")


WORDS = ("drone strikes must stop", "drone strikes", "strikes were discussed", "reporters", "counterpart")


@given(st.lists(st.sampled_from(WORDS)), st.lists(st.sampled_from(WORDS)))
def test_applying_changes_leaves_the_claims_of_the_last_reading(first: list[str], second: list[str]) -> None:
    before = as_recorded(decide_changes(None, reading(DOCUMENT, *(said(DOCUMENT, w) for w in first))))
    last = reading(DOCUMENT, *(said(DOCUMENT, w) for w in second))
    changes = decide_changes(before, last)
    current = {c.id for c in before.claims} - set(changes.retired) | {c.id for c in changes.added}
    assert last.extraction is not None
    assert current == {c.id for c in prepare_claims(DOCUMENT, last.extraction)}
