"""Stance change and convergence against ``tests/cases/positions*.yaml``: share of the labels that are right.

Each case is made into documents, statements and stances, and goes through the ledger and the sheet as a record
does. A third of the cases of the first file is held out, so is the third file as a whole, and a third of the
fourth: they were written before the rules, only their figure is shown, and ``wrong`` never lists them. Extraction
is not measured here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from tracktwo.analysis.convergence import convergence_sheets
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.issue_tree import name_issues
from tracktwo.analysis.ledger import position_ledger
from tracktwo.analysis.periods import By
from tracktwo.model import (
    Act,
    Document,
    Entry,
    Modality,
    Stance,
    StanceValue,
    Statement,
    StatementKind,
    Track,
)
from tracktwo.resolution.dialogues import Series
from tracktwo.resolution.reprints import Witnesses
from tracktwo.resolution.wordings import KnownStatement

CASES = Path("tests/cases")
#: The file of every set of cases; what docs/analysis.md says of each is the order in which they were written.
SETS = {
    "": "positions.yaml",
    "fresh_": "positions_fresh.yaml",
    "last_": "positions_last.yaml",
    "wide_": "positions_wide.yaml",
}
BENCH = ("XOR", "XTA")
_DAY = "2031-01-10"


@dataclass(frozen=True, slots=True)
class Judged:
    """One case with what came out."""

    id: str
    is_held_out: bool
    #: The labels that careful readers would give; mostly one.
    expected: tuple[str, ...]
    found: str

    @property
    def is_right(self) -> bool:
        """Whether the label is an expected one."""
        return self.found in self.expected


def measure(shared: Path) -> Mapping[str, float]:
    """Accuracy on every set of cases, on its development and its held-out part, of both kinds together and apart."""
    figures: dict[str, float] = {}
    for name in SETS:
        changes, sheets = tuple(judge_changes(name)), tuple(judge_sheets(name))
        figures[f"{name}cases"] = len(changes) + len(sheets)
        for kind, own in (("", (*changes, *sheets)), ("change_", changes), ("convergence_", sheets)):
            for split, is_held_out in (("development_", False), ("held_out_", True)):
                judged = [j for j in own if j.is_held_out is is_held_out]
                if judged:
                    figures[f"{name}{kind}{split}accuracy"] = accuracy(iter(judged))
    return figures


def accuracy(judged: Iterator[Judged]) -> float:
    """Share of the cases that are right."""
    right = [j.is_right for j in judged]
    return sum(right) / len(right)


def judge_changes(name: str = "") -> Iterator[Judged]:
    """Every case of stance change of a set with the ledger's label of the position."""
    for case in _cases(name)["changes"]:
        dossier = _dossier(BENCH, *_changing(case))
        found = [p for p in position_ledger(dossier).positions if p.party == "XOR"]
        label = found[0].movement.value if len(found) == 1 else f"{len(found)} positions"
        yield Judged(case["id"], "split" in case, _labels(case), label)


def judge_sheets(name: str = "") -> Iterator[Judged]:
    """Every case of convergence of a set with the relation that its sheet gives."""
    for case in _cases(name)["sheets"]:
        dossier = _dossier(tuple(case.get("parties", BENCH)), *_saying(case))
        issue = name_issues([case["issue"]])[case["issue"]].name
        found = [s.relation.value for s in convergence_sheets(dossier, By.ALL) if _is_of(s.issue.name, issue)]
        yield Judged(case["id"], "split" in case, _labels(case), " + ".join(found) or "nothing said")


def _labels(case: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(case["expect"]) if isinstance(case["expect"], list) else (case["expect"],)


def _is_of(name: str, wanted: str) -> bool:
    one, other = name_issues([name, wanted])[name].name, name_issues([name, wanted])[wanted].name
    return one == other


def _cases(name: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    written = (CASES / SETS[name]).read_text(encoding="utf-8")
    cases: Mapping[str, Sequence[Mapping[str, Any]]] = yaml.safe_load(written)
    return cases


def _changing(case: Mapping[str, Any]) -> tuple[list[Entry[Any]], list[Document]]:
    entries: list[Entry[Any]] = []
    for day, stance, words, *more in case["told"]:
        act, modality, issue = (*more, *(["STATE", "actual", case["issue"]][len(more) :]))
        entries += _stated("XOR", stance, issue, words, day=str(day), act=act, modality=modality)
    for day in case.get("spoke", ()):
        document = _document(f"On other things, {day}.", str(day))
        entries.append(_entry(_statement(document, "XOR", "STATE", "actual"), document))
    return entries, [e.document for e in entries]


def _saying(case: Mapping[str, Any]) -> tuple[list[Entry[Any]], list[Document]]:
    entries: list[Entry[Any]] = []
    for place, (party, stance, words, *issue) in enumerate(case.get("said", ())):
        entries += _stated(party, stance, (*issue, case["issue"])[0], words, day=f"2031-01-{place + 10}")
    documents = [e.document for e in entries]
    for party, words in case.get("claims", ()):
        document = _document(words, _DAY)
        documents.append(document)
        # What nobody says is the paper's own.
        if party is not None:
            entries.append(_entry(_statement(document, party, "STATE", "actual"), document))
    return entries, documents


def _stated(
    party: str, stance: str, issue: str, words: str, *, day: str, act: str = "STATE", modality: str = "actual"
) -> list[Entry[Any]]:
    document = _document(words, day)
    joint = "+".join(sorted(party.split("+")))
    whole = document.cite(0, len(words))
    claim = Stance(party=joint, issue=issue, stance=StanceValue(stance), evidence=(whole,))
    return [_entry(_statement(document, joint, act, modality), document), _entry(claim, document)]


def _statement(document: Document, party: str, act: str, modality: str) -> Statement:
    whole = document.cite(0, len(document.text))
    return Statement(
        speaker=None,
        party="+".join(sorted(party.split("+"))),
        content=(whole,),
        kind=StatementKind.INDIRECT,
        act=Act(act),
        modality=Modality(modality),
    )


def _document(text: str, day: str) -> Document:
    name = sha256(f"{text}{day}".encode()).hexdigest()
    return Document(f"sha256:{name}", text, "as is", published=day)


def _entry(claim: Any, document: Document) -> Entry[Any]:
    return Entry(sha256(repr((claim, document.id)).encode()).hexdigest()[:16], claim, document)


def _dossier(
    parties: tuple[str, ...], entries: Sequence[Entry[Any]], documents: Sequence[Document]
) -> Dossier:
    kept = tuple({d.id: d for d in documents}.values())
    statements = [e for e in entries if isinstance(e.claim, Statement)]
    series = Series("-".join((*parties, "I")), None, (), parties, Track.I, (), (), ())
    return Dossier(
        series,
        kept,
        Witnesses(tuple((d.id,) for d in kept)),
        statements=tuple(KnownStatement((e,)) for e in statements),
        stances=tuple(e for e in entries if isinstance(e.claim, Stance)),
    )


def wrong() -> Iterator[Judged]:
    """The development cases whose label is not the expected one."""
    judged = (j for name in SETS for j in (*judge_changes(name), *judge_sheets(name)))
    return (j for j in judged if not j.is_right and not j.is_held_out)
