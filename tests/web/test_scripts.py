"""Words in other scripts say so, so that a browser sets them right."""

import pytest

from tracktwo.web.scripts import lang_of


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Inês Carvalhal – “firm” …", None),
        ("Straße, 5 €", None),
        ("ڈاکٹر نِدا", "ur"),
        ("ہاشم", "ur"),
        ("عبد الرحمن", "und-Arab"),
        ("李示例", "und-Hani"),
        ("田中さくら", "ja"),
        ("김예시", "ko"),
        ("Пример", "und-Cyrl"),
        ("काल्पनिक", "und-Deva"),
        ("דוגמה", "und-Hebr"),
        ("“عبد” (PAK)", "und-Arab"),
        ("", None),
    ],
)
def test_the_script_of_a_name_is_told(words: str, tag: str | None) -> None:
    assert lang_of(words) == tag
