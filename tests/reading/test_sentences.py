"""Sentences end at paragraphs and where the model says so, and never grow without end."""

import textwrap

import numpy as np

from tracktwo.reading.sentences import LONGEST_SENTENCE, is_wrapped, sentence_starts


def test_breaks_and_chances_start_sentences() -> None:
    chances = np.array([0.1, 0.2, 0.9, 0.1, 0.1], dtype=np.float32)
    assert sentence_starts(chances, [2, 0, 0, 0, 2]) == [0, 2, 4]


def test_an_endless_sentence_is_parted_where_a_start_is_likeliest() -> None:
    chances = np.full(3 * LONGEST_SENTENCE, 0.01, dtype=np.float32)
    chances[200] = 0.4
    starts = sentence_starts(chances, [2] + [0] * (len(chances) - 1))
    assert 200 in starts
    assert all(b - a <= LONGEST_SENTENCE for a, b in zip(starts, [*starts[1:], len(chances)], strict=True))


WRAPPED = """The two delegations met for a third day in the lakeside hotel and
went through the draft line by line, an official of the ministry said,
adding that neither side had walked out and that the next session was
to begin on Thursday.
"""


def test_text_broken_to_a_width_is_told_apart() -> None:
    assert is_wrapped(WRAPPED)


def test_a_paragraph_a_line_is_not_wrapped() -> None:
    assert not is_wrapped("A headline\n" + ("The delegations met again. " * 8 + "\n") * 5)


def test_short_lines_are_not_wrapped() -> None:
    assert not is_wrapped("Delegates\nA. Okafor\nB. Lindqvist\nC. Haddad\nD. Rao\n")


def test_a_signature_does_not_hide_the_width() -> None:
    told = textwrap.fill(WRAPPED, 68) + "\n"
    signature = "\n--\nLake Centre, Quay 7\nTo leave the list, write back.\n"
    assert is_wrapped(f"{told}\n{told}{signature}")
    assert not is_wrapped(f"One short line.\nAnother.\n{signature}")


def test_a_list_of_long_lines_is_not_wrapped() -> None:
    names = ["Abebe", "Bo Lindqvist", "Cristóbal de la Huerta", "Dr Olumide Adeyemi-Falana"]
    assert not is_wrapped("\n".join(f"{name}, former head of the river commission" for name in names))
