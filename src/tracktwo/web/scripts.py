"""Which script words are written in, so that a browser takes the right letters and the right direction.

The script is told, not the language, which a name alone does not show; of Urdu, whose letters Arabic fonts often
lack, its own letters do.
"""

import re

#: First and last characters of a script, and its tag (BCP 47); the first that any character falls into counts.
_SCRIPTS = tuple(
    (re.compile(f"[{letters}]"), tag)
    for letters, tag in (
        ("ٹڈڑںھہۂےۓ", "ur"),
        ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff", "und-Arab"),
        ("\u0590-\u05ff\ufb1d-\ufb4f", "und-Hebr"),
        ("\u3040-\u30ff", "ja"),
        ("\uac00-\ud7af\u1100-\u11ff", "ko"),
        ("\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff", "und-Hani"),
        ("\u0400-\u052f", "und-Cyrl"),
        ("\u0370-\u03ff", "und-Grek"),
        ("\u0900-\u097f", "und-Deva"),
        ("\u0980-\u09ff", "und-Beng"),
        ("\u0e00-\u0e7f", "und-Thai"),
    )
)
_BEYOND_LATIN = re.compile("[\u0370-\U0010ffff]")
#: General punctuation, which is beyond Latin letters and of no script.
_PUNCTUATION = re.compile("[\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff]+")


def lang_of(words: str) -> str | None:
    """A tag for the ``lang`` of an element that holds these words; None for Latin letters."""
    if not _BEYOND_LATIN.search(words):
        return None
    bare = _PUNCTUATION.sub("", words)
    return next((tag for letters, tag in _SCRIPTS if letters.search(bare)), None)
