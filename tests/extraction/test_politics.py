"""Which pages about no dialogue are read for what people say."""

from __future__ import annotations

import pytest

from tests.extraction.cases import document_of
from tracktwo.extraction.politics import is_public_affairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The senator said voters would decide in the election.", True),
        ("The striker said the dressing room was happy after the match.", False),
        ("The director said the film's dialogue had been written in a week.", False),
        ("The company said the merger would close in March.", False),
        ("The club's president said the stadium would be full.", False),
    ],
)
def test_words_decide(text: str, expected: bool) -> None:
    assert is_public_affairs(document_of({"id": "politics", "text": text})) is expected


def test_words_that_are_set_aside_do_not_count() -> None:
    aside = "Elections: read more on the government and parliament."
    text = f"The striker scored twice.\n\n{aside}"
    document = document_of(
        {"id": "aside", "text": text, "passages": [{"text": aside, "role": "boilerplate"}]}
    )
    assert not is_public_affairs(document)
