"""Which script words are written in, so that a browser takes the right letters and the right direction.

The script is told, not the language, which a name alone does not show; of Urdu, whose letters Arabic fonts often
lack, its own letters do. Words of two scripts are of the one that most of their letters are of: a name in Arabic
letters does not turn an English sentence round.
"""

import re

#: Letters of a script, and its tag (BCP 47).
_SCRIPTS = tuple(
    (re.compile(f"[{letters}]"), tag)
    for letters, tag in (
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
_URDU = re.compile("[ٹڈڑںھہۂےۓ]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_BEYOND_LATIN = re.compile("[\u0370-\U0010ffff]")
_FROM_THE_RIGHT = frozenset({"und-Arab", "und-Hebr", "ur"})


def lang_of(words: str) -> str | None:
    """A tag for the ``lang`` of an element that holds these words; None for Latin letters."""
    if not _BEYOND_LATIN.search(words):
        return None
    counted = [(len(letters.findall(words)), tag) for letters, tag in _SCRIPTS]
    most, tag = max(counted, key=lambda pair: pair[0])
    if most == 0 or most < len(_LATIN.findall(words)):
        return None
    # Japanese is written with kana among what it shares with Chinese.
    if tag == "und-Hani" and any(number for number, one in counted if one == "ja"):
        return "ja"
    return "ur" if tag == "und-Arab" and _URDU.search(words) else tag


def direction_of(words: str) -> str:
    """``rtl`` for words that are read from the right, else ``ltr``."""
    return "rtl" if lang_of(words) in _FROM_THE_RIGHT else "ltr"
