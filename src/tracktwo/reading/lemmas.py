"""Lemmas as edit scripts: how to get from a word's form to its lemma.

A script is learned as a class, so an unseen word is lemmatised like its kind. A table of forms that the treebanks
agree on goes before the script; it travels with the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

#: Classes whose lemma the table does not give: names keep their form, and what is no word has none.
_NOT_TABLED = frozenset({"PROPN", "X", "SYM", "NUM", "PUNCT"})

LemmaTable = dict[str, dict[str, str]]


def edit_script(form: str, lemma: str) -> str:
    """Return the script that turns `form` into `lemma`: `case|letters taken off|letters put on`."""
    if lemma == lemma.lower():
        case, start = "lower", form.lower()
    elif lemma == lemma.upper() and form != form.upper():
        case, start = "upper", form.upper()
    elif (lemma == lemma.capitalize() and not form.startswith(lemma[:1])) or (
        form == form.upper() and len(form) > 1 and lemma == lemma.capitalize()
    ):
        case, start = "title", form.capitalize()
    else:
        case, start = "keep", form
    common = 0
    while common < min(len(start), len(lemma)) and start[common] == lemma[common]:
        common += 1
    return f"{case}|{len(start) - common}|{lemma[common:]}"


def apply_script(script: str, form: str) -> str:
    """Return the lemma that `script` makes of `form`; a script that takes off too much leaves the form."""
    case, taken, put = script.split("|", 2)
    if case == "lower":
        start = form.lower()
    elif case == "upper":
        start = form.upper()
    else:
        start = form.capitalize() if case == "title" else form
    if int(taken) > len(start):
        return start
    return start[: len(start) - int(taken)] + put


def count_lemmas(words: Iterable[tuple[str, str, str]], least: int = 2, agreement: float = 0.9) -> LemmaTable:
    """Return for each class and lower-case form the lemma that at least `agreement` of its occurrences have.

    `words` are (form, coarse tag, lemma); forms seen fewer than `least` times are left to the scripts.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for form, tag, lemma in words:
        if tag not in _NOT_TABLED:
            counts.setdefault((tag, form.lower()), Counter())[lemma] += 1
    table: LemmaTable = {}
    for (tag, form), lemmas in sorted(counts.items()):
        lemma, hits = lemmas.most_common(1)[0]
        if lemmas.total() >= least and hits >= agreement * lemmas.total():
            table.setdefault(tag, {})[form] = lemma
    return table
