"""Lemmas as edit scripts: how to get from a word's form to its lemma.

A script is learned as a class, so an unseen word is lemmatised like its kind. There is no dictionary.
"""

from __future__ import annotations


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
