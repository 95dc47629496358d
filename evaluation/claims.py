"""Can the confidence of each class of claim be believed? Judged claims, titles as truth, and a table for each class.

``python -m evaluation claims`` prints, for each class, how many claims were judged, their mean confidence, the share
that is right and the expected calibration error. Stances, commitments, states and incidents are held against
``claim_judgements.yaml``; engagements and people against the titles of the readouts, so that a contact which the title
does not name counts as wrong. Statements are measured by :mod:`evaluation.statements`. For rounds, sessions and ideas
there is too little to measure, and nothing is printed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from evaluation.readout_titles import read_title
from evaluation.readouts import outcome_of, without_title
from evaluation.readouts_people import judge
from evaluation.statements import calibration_error, calibration_table
from tracktwo.extraction import extract
from tracktwo.extraction.actors import find_actors
from tracktwo.model import Document, Extraction
from tracktwo.model.claims import Claim
from tracktwo.reading import load_reader
from tracktwo.source import RawSource, derive, gather

CORPUS = "corpora/readouts"
JUDGEMENTS = Path(__file__).with_name("claim_judgements.yaml")
CLASSES = ("stances", "commitments", "states", "incidents")

Judged = dict[str, list[tuple[float, bool]]]


def measure(shared: Path) -> Mapping[str, float]:
    """Right in per cent, calibration error and number judged, by class of claim; prints the tables."""
    judged: Judged = {name: [] for name in (*CLASSES, "engagements", "people")}
    reader = load_reader()
    verdicts = yaml.safe_load(JUDGEMENTS.read_text(encoding="utf-8"))
    for document in _documents(shared / CORPUS):
        _judge_titles(document, reader, judged)
        page = Path(document.path or "").stem
        if page in verdicts:
            extraction = extract(document, reader.read(document))
            for name in CLASSES:
                judged[name] += list(_judge_claims(name, extraction, verdicts[page]))
    figures: dict[str, float] = {}
    for name, cases in judged.items():
        if not cases:
            continue
        print(f"  {name}")
        for line in calibration_table(cases):
            print("  " + line)
        figures[f"{name} judged"] = len(cases)
        figures[f"{name} right"] = 100 * sum(right for _, right in cases) / len(cases)
        figures[f"{name} calibration error"] = calibration_error(cases)
    return figures


def _judge_titles(document: Document, reader: Any, judged: Judged) -> None:
    actors = find_actors(document, reader.read(document))
    verdict = judge(document.title or "", actors)
    if verdict is not None and verdict[1] is not None:
        name = (document.title or "").split()[-1].casefold()
        judged["people"] += [
            (p.confidence, verdict[1]) for p in actors.people if name == p.name.split()[-1].casefold()
        ]
    title = read_title(document.title or "")
    if title is not None:
        body = without_title(document)
        found = extract(body, reader.read(body)).engagements
        for engagement in found:
            outcome = outcome_of(Path(document.path or "").name, title, (engagement,))
            judged["engagements"].append((engagement.confidence, outcome.people and outcome.form))


def _judge_claims(name: str, extraction: Extraction, verdicts: list[Any]) -> Iterator[tuple[float, bool]]:
    """The confidence and verdict of each claim that says what was judged, where it was judged."""
    told = {(k, a, b, v): verdict == "right" for k, a, b, v, verdict in verdicts}
    for claim in getattr(extraction, name):
        place = claim.evidence[0]
        verdict = told.get((name, place.start, place.end, value_of(name, claim)))
        if verdict is not None:
            yield claim.confidence, verdict


def value_of(name: str, claim: Claim | Any) -> str:
    """What a claim says, in codes and without words of its text, as the judgements have it."""
    match name:
        case "stances":
            return f"{claim.party} {claim.stance.value}"
        case "commitments":
            return f"{'+'.join(claim.by)} {claim.strength.value} {claim.due}"
        case "states":
            return f"{'+'.join(claim.parties)} {claim.change.value} {claim.when}"
        case _:
            return str(claim.when)


def _documents(folder: Path) -> Iterator[Document]:
    for source in gather([str(folder)]):
        if isinstance(source, RawSource):
            yield derive(source)
