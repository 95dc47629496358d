"""What a field can be corrected to, and what a person may write for it."""

import json
from typing import Any

import pytest

from tests.record.making import TEXT, cite, document, said
from tracktwo.errors import UsageError
from tracktwo.model import Commitment, Dialogue, Engagement, Form, Participant, Person, Round
from tracktwo.record.changes import payload_of
from tracktwo.record.corrections import check_parties, correctable, corrected_payload
from tracktwo.record.entering import value_from_words

OF = document()
WORDS = cite(OF, "drone strikes")
CLAIMS = {
    "statements": said(OF, "drone strikes must stop", nested_in=None),
    "people": Person(name="Ana Košir", party="RUR", mentions=(cite(OF, "Ana Košir"),)),
    "engagements": Engagement(form=Form.MEETING, who=(Participant("Ana Košir", "RUR"),), evidence=(WORDS,)),
    "rounds": Round(dialogue=Dialogue("Bridge Talks", ("ELB", "RUR")), evidence=(WORDS,)),
    "commitments": Commitment(by=("RUR",), what=(WORDS,), evidence=(WORDS,)),
}
START = TEXT.index("A drone was shown")


@pytest.mark.parametrize(
    ("kind", "field", "words", "value"),
    [
        ("statements", "act", "reject", "REJECT"),
        ("statements", "party", "ELB+RUR", "ELB+RUR"),
        ("statements", "addressee", None, None),
        ("statements", "issues", "drone strikes;  quota ;", ["drone strikes", "quota"]),
        ("statements", "issues", None, []),
        ("statements", "content", "A drone was shown", [[START, START + 17]]),
        ("statements", "content", f"{START}-{START + 7}, 0–8", [[START, START + 7], [0, 8]]),
        ("statements", "content", f"3f2a9c1b:{START}-{START + 7}", [[START, START + 7]]),
        ("people", "function", "chair", "chair"),
        ("engagements", "when", "2013-08~", "2013-08~"),
        ("engagements", "when", None, None),
        ("engagements", "country", "PAK", "PAK"),
        (
            "engagements",
            "with",
            "Pavel Orsk (ELB); RUR",
            [{"name": "Pavel Orsk", "party": "ELB"}, {"name": None, "party": "RUR"}],
        ),
        ("engagements", "who", "Pavel Orsk", [{"name": "Pavel Orsk", "party": None}]),
        ("rounds", "dialogue.track", "ii", "II"),
        ("rounds", "dialogue.parties", "ELB; FRE", ["ELB", "FRE"]),
        ("rounds", "ordinal", "12", 12),
        ("rounds", "implied", "yes", True),
        ("rounds", "others.backgrounds", "former diplomats", ["former diplomats"]),
        (
            "rounds",
            "delegates",
            "Pavel Orsk (ELB), chair",
            [{"name": "Pavel Orsk", "party": "ELB", "function": "chair"}],
        ),
        ("commitments", "by", "ELB;RUR", ["ELB", "RUR"]),
    ],
)
def test_a_value_is_read_and_put_in_its_place(kind: str, field: str, words: str | None, value: Any) -> None:
    assert value_from_words(kind, field, words, OF) == value
    before = payload_of(CLAIMS[kind], None)
    after = json.loads(corrected_payload(kind, before, OF, field, value))
    whole, _, part = field.partition(".")
    assert (after[whole][part] if part else after[whole]) == value
    rest = {name: value for name, value in after.items() if name != whole}
    assert rest == {name: value for name, value in json.loads(before).items() if name != whole}


@pytest.mark.parametrize(
    ("kind", "field", "words", "why"),
    [
        ("statements", "act", "SHOUT", "act: 'SHOUT' cannot stand there; it takes one of AGREE"),
        (
            "statements",
            "content",
            "not in there",
            "content: the words 'not in there' are not in the document",
        ),
        ("statements", "content", "strikes", "content: the words 'strikes' stand 2 times"),
        ("statements", "content", "0-100000", "content: [[0, 100000]] lies outside the document"),
        ("statements", "content", "9-4", "content: '[9, 4]' cannot stand there"),
        ("statements", "content", "[]", "content cannot be empty"),
        ("statements", "confidence", "1", "no field 'confidence'"),
        ("statements", "speaker", "  ", "speaker: '' cannot stand there"),
        ("statements", "speaker", "A\0B", "speaker: 'A\\x00B' cannot stand there"),
        ("statements", "kind", None, "kind cannot be unknown"),
        ("statements", "issues", "[1]", "issues: '1' cannot stand there; it takes words"),
        ("statements", "issues", "[", "begins as JSON does"),
        ("engagements", "when", "last week", "when: 'last week' is no date; write 2013-08-02"),
        ("engagements", "when", "2013-02-30", "is no date"),
        ("engagements", "country", "Pakistan", "country: 'Pakistan' is no country; write PAK"),
        ("engagements", "who", "A (B (C", "is nobody"),
        ("engagements", "who", '[{"name": "A"}]', "name, party each"),
        ("rounds", "dialogue", "Bridge", "no field 'dialogue'"),
        ("rounds", "ordinal", "two", "ordinal: 'two' is no number"),
        ("rounds", "implied", "maybe", "implied: 'maybe' cannot stand there; it takes yes or no"),
        ("rounds", "ordinal", "9" * 5000, "cannot stand there; it takes a number"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(
    kind: str, field: str, words: str | None, why: str
) -> None:
    before = payload_of(CLAIMS[kind], None)
    with pytest.raises(UsageError) as caught:
        corrected_payload(kind, before, OF, field, value_from_words(kind, field, words, OF))
    assert why in str(caught.value)


@pytest.mark.parametrize("kind", CLAIMS)
def test_every_field_that_is_printed_can_be_corrected_to_what_it_is(kind: str) -> None:
    before = payload_of(CLAIMS[kind], None)
    printed = json.loads(before)
    for field in correctable(kind):
        whole, _, part = field.partition(".")
        value = (printed[whole] or {}).get(part) if part else printed[whole]
        if value is None and part == "backgrounds":
            value = []
        after = json.loads(corrected_payload(kind, before, OF, field, value))
        assert {k: v for k, v in after.items() if k != "others"} == {
            k: v for k, v in printed.items() if k != "others"
        }


def test_parties_are_those_of_the_lexicons_or_of_the_record() -> None:
    check_parties("party", "PAK+USA", ())
    check_parties("who", [{"name": "Taliban Envoy", "party": "Taliban"}], ())
    check_parties("party", "RUR", {"rur"})
    check_parties("speaker", "Nobody", ())
    for field, value, why in (
        ("party", "RUR", "'RUR' is no party that is known; write the ISO"),
        ("dialogue.parties", ["PAK", "Indian"], "'Indian' is no party that is known; write IND"),
        ("who", [{"name": None, "party": "United Nations"}], "write UN"),
    ):
        with pytest.raises(UsageError, match="no party that is known") as caught:
            check_parties(field, value, ())
        assert why in str(caught.value)
