"""Proposals of promises kept against ``tests/cases/fulfilment*.yaml``: how many are right, how many are found.

A third of the cases of the first and of the last file is held out: they were written before the rules, only their
figure is shown, and ``wrong`` never lists them. Extraction is not measured here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tracktwo.analysis.fulfilment import Teller, told_in_sentence
from tracktwo.analysis.kept_by_contact import kept_by_contact
from tracktwo.analysis.namings import Namings
from tracktwo.analysis.sentences import sentences_of
from tracktwo.analysis.undertaking import undertaking_of
from tracktwo.model import Document, Engagement, Form, Participant, Status
from tracktwo.model.dates import Edtf

CASES = Path("tests/cases")
#: The file of every set of cases, in the order in which they were written.
SETS = {"": "fulfilment.yaml", "fresh_": "fulfilment_fresh.yaml", "wide_": "fulfilment_wide.yaml"}
NO = "no"


@dataclass(frozen=True, slots=True)
class Judged:
    """One case with what came out: met, partly or no."""

    id: str
    is_held_out: bool
    expected: str
    found: str
    why: str = ""


def measure(shared: Path) -> Mapping[str, float]:
    """Precision, recall and share of right labels, on all cases and on the two splits."""
    figures: dict[str, float] = {}
    for kind in SETS:
        judged = tuple(judge(kind))
        splits = {
            "": judged,
            "development_": tuple(j for j in judged if not j.is_held_out),
            "held_out_": tuple(j for j in judged if j.is_held_out),
        }
        figures |= {f"{kind}cases": len(judged), f"{kind}negatives": sum(j.expected == NO for j in judged)}
        for name, own in splits.items():
            # Where nothing is held out the whole is the part for development.
            if own and (not name or len(own) < len(judged)):
                figures |= {f"{kind}{name}{key}": value for key, value in _figures(own).items()}
    return figures


def _figures(judged: Iterable[Judged]) -> dict[str, float]:
    judged = tuple(judged)
    proposed = [j for j in judged if j.found != NO]
    kept = [j for j in judged if j.expected != NO]
    right = [j for j in proposed if j.expected != NO]
    return {
        "precision": len(right) / len(proposed),
        "recall": len(right) / len(kept),
        "labels": sum(j.expected == j.found for j in judged) / len(judged),
    }


def judge(kind: str = "") -> Iterator[Judged]:
    """Every case of a set with what is proposed."""
    written = yaml.safe_load((CASES / SETS[kind]).read_text(encoding="utf-8"))
    namings = Namings.given(written["parties"])
    for case in written["cases"]:
        found = _proposed(case["promise"], case["later"], namings)
        yield Judged(case["id"], "split" in case, case["expect"], found, case.get("why", ""))


def wrong() -> Iterator[Judged]:
    """The development cases that come out otherwise than expected."""
    return (j for kind in SETS for j in judge(kind) if j.found != j.expected and not j.is_held_out)


def _proposed(promise: Mapping[str, Any], later: Mapping[str, Any], namings: Namings) -> str:
    by = frozenset(promise["by"])
    own = Namings(tuple((p, words) for p, words in namings.words if p in by))
    teller = Teller(undertaking_of(promise["what"], own), by, namings)
    told = date.fromisoformat(str(promise["told"]))
    if date.fromisoformat(str(later["told"])) <= told:
        return NO
    if "form" in later:
        return "met" if _kept(teller, promise, later, told) else NO
    document = Document("sha256:" + "0" * 64, later["text"], "as is")
    for span in sentences_of(document):
        outcome = told_in_sentence(teller, later["text"][span.start : span.end], later.get("by"))
        if outcome is not None:
            return outcome.value
    return NO


def _kept(teller: Teller, promise: Mapping[str, Any], later: Mapping[str, Any], told: date) -> bool:
    document = Document("sha256:" + "0" * 64, later["text"], "as is")
    contact = Engagement(
        form=Form(later["form"]),
        who=tuple(Participant(None, p) for p in later["who"]),
        when=str(later["when"]),
        status=Status(later["status"]),
        evidence=(document.cite(0, len(later["text"])),),
    )
    due = str(promise["due"]) if "due" in promise else None
    assert due is None or Edtf.parse(due)
    return kept_by_contact(teller, contact, later["text"], due, told)
