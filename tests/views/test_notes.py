"""Notes: one a sentence, long ones in part, marks around source words as they stand."""

import pytest

from tests.making import cite, document
from tracktwo.views.lines import Brief, Line, Quote, Section
from tracktwo.views.notes import Notes, in_marks
from tracktwo.views.writing import followed_in_order, in_order

DAY = __import__("datetime").date(2030, 1, 1)


def notes_on(doc, *words: str, is_short: bool = False) -> Notes:
    lines = tuple(Line((Quote(cite(doc, w)),), (cite(doc, w),)) for w in words)
    return Notes(Brief("T", "", DAY, (Section("S", lines, ""),), (doc,), is_short=is_short))


def test_claims_on_one_sentence_share_a_note_that_shows_all_cited_places() -> None:
    doc = document("- Orlesia asked for boats. Tavan refused boats, and asked for time.")
    first, second = notes_on(doc, "asked for boats", "refused boats", "asked for time").all
    assert first.words == "Orlesia asked for boats."
    assert second.words == "Tavan refused boats, and asked for time."
    start, end = second.place.split(":")[1].split("-")
    assert doc.text[int(start) : int(end)] == "refused boats, and asked for time"


@pytest.mark.parametrize("is_short", [False, True])
def test_a_long_sentence_is_shown_around_the_cited_words_unchanged(is_short: bool) -> None:
    doc = document(
        "Before all that " + "and this " * 60 + "the bridge was opened " + "and that " * 60 + "in May."
    )
    (note,) = notes_on(doc, "the bridge was opened", is_short=is_short).all
    assert note.cut_before
    assert note.cut_after
    assert note.words in doc.text
    assert "the bridge was opened" in note.words
    assert len(note.words) < 220


def test_very_long_quotations_are_cut_with_the_sign_outside_the_marks() -> None:
    doc = document("The text says " + "yes and " * 80 + "no.")
    shown = notes_on(doc, doc.text).quoted(cite(doc, doc.text))
    assert shown.startswith("“The text says yes")
    assert shown.endswith("” …")
    assert shown[1:-3] in doc.text


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("the tolls end", "“the tolls end”"),
        ("“The tolls end.”", "“The tolls end.”"),
        ("“We agree,” he said.", "‘“We agree,” he said.’"),
        ('"No," he said, "never"', '‘"No," he said, "never"’'),
    ],
)
def test_marks_do_not_change_what_they_stand_around(words: str, marked: str) -> None:
    assert in_marks(words) == marked


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Sana Mir, 5 May", "Sana Mir, 5 May"),
        ("ولی محمد, 5 May 2030", "ولی محمد\u200e, 5 May 2030"),
        ("said by لیلى عبدالله", "said by لیلى عبدالله\u200e"),
    ],
)
def test_what_follows_a_name_in_arabic_script_stays_behind_it(words: str, kept: str) -> None:
    assert in_order(words) == kept
    assert kept.replace("\u200e", "") == words
    quoted = followed_in_order(f"“{words}”")
    assert quoted.startswith(f"“{words}”")


def test_a_cut_quotation_does_not_end_with_of_the() -> None:
    text = "They opened the gates of the dam at Ilvar and of the old canal that runs behind the " + "x" * 200
    doc = document(text)
    assert notes_on(doc, text, is_short=True).quoted(cite(doc, text)).endswith("runs behind” …")
