"""Who met or called whom, and which of the two: readouts against their own titles.

``python -m evaluation.readouts [--shared FOLDER] [--misses]`` reads every page of ``corpora/readouts``. The
title is taken away before reading: its words in the text are replaced by as many blanks (so that offsets
stay), and the document gets neither title nor address. What is found in the body alone is compared with
what :mod:`evaluation.readout_titles` reads in the title. A page counts as right when one engagement has the
title's form and, on its two sides together, everybody whom the title names (by surname; a side that the
title gives as a group must have somebody). Pages whose title names no call or meeting are counted apart.
"""

import argparse
import difflib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.readout_titles import TitleContact, fold, read_title
from tracktwo.extraction.actors import find_actors
from tracktwo.extraction.engagements import find_engagements
from tracktwo.extraction.rounds import find_rounds
from tracktwo.extraction.times import find_times
from tracktwo.model import Document, Engagement, PassageRole, Status
from tracktwo.reading import load_reader
from tracktwo.source import RawSource, derive, gather

#: Romanisations of one name differ by a letter or two between title and body.
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page: what its title says, and how the reading of its body compares."""

    name: str
    title: TitleContact
    people: bool
    form: bool
    party: bool
    found: tuple[Engagement, ...]


def measure(shared: Path) -> Mapping[str, float]:
    """Per cent of the pages with a call or meeting in the title; how many such pages and how many others."""
    outcomes, others = compare(shared)
    total = len(outcomes) or 1
    return {
        "who met or called whom, and which of the two": 100
        * sum(o.people and o.form for o in outcomes)
        / total,
        "who met or called whom": 100 * sum(o.people for o in outcomes) / total,
        "which of the two, where who is right": 100
        * sum(o.form for o in outcomes if o.people)
        / (sum(o.people for o in outcomes) or 1),
        "other side's party told": 100 * sum(o.party for o in outcomes) / total,
        "contacts found in each": sum(len(o.found) for o in outcomes) / total,
        "pages with a contact in the title": float(len(outcomes)),
        "pages with another title": float(others),
    }


def compare(shared: Path) -> tuple[list[Outcome], int]:
    """Read every page with a contact in its title; give the outcomes and the number of other pages."""
    reader = load_reader()
    outcomes: list[Outcome] = []
    others = 0
    for document in _documents(shared / "corpora/readouts"):
        title = read_title(document.title or "")
        if title is None:
            others += 1
            continue
        body = without_title(document)
        doc = reader.read(body)
        actors, times = find_actors(body, doc), find_times(body, doc)
        rounds = find_rounds(body, doc, actors, times)
        found = find_engagements(body, doc, actors, times, rounds)
        outcomes.append(outcome_of(Path(document.path or "").name, title, found))
    return outcomes, others


def without_title(document: Document) -> Document:
    """The document with blanks for the words of its title, and without its title and address."""
    text = document.text
    for passage in document.passages:
        if passage.role is PassageRole.TITLE:
            start, end = passage.span
            text = text[:start] + " " * (end - start) + text[end:]
    kept = tuple(p for p in document.passages if p.role is not PassageRole.TITLE)
    return replace(document, text=text, passages=kept, title=None, url=None)


def _documents(folder: Path) -> Iterator[Document]:
    for source in gather([str(folder)]):
        if isinstance(source, RawSource):
            yield derive(source)


def outcome_of(name: str, title: TitleContact, found: Sequence[Engagement]) -> Outcome:
    held = [e for e in found if e.status is Status.HELD]
    by_people = [e for e in held if _has_people(title, e)]
    right = [e for e in by_people if e.form.value == title.form]
    best = (right or by_people or held)[:1]
    party = any(p.party for e in best for p in e.with_)
    return Outcome(name, title, bool(by_people), bool(right), party, tuple(found))


def _has_people(title: TitleContact, engagement: Engagement) -> bool:
    everybody = [*engagement.who, *engagement.with_]
    if len(everybody) < 2:
        return False
    names = [fold(p.name) for p in everybody if p.name]
    return all(any(_same(wanted, name) for name in names) for wanted in (*title.who, *title.with_))


def _same(wanted: str, name: str) -> bool:
    """Whether a surname of the title is in a name; each of its words, or one spelled nearly so."""
    words = name.split()
    squeezed = name.replace(" ", "")
    return wanted.replace(" ", "") in squeezed or all(
        any(difflib.SequenceMatcher(None, w, other).ratio() >= _ALIKE for other in words)
        for w in wanted.split()
    )


def main() -> int:
    """Print the figures, and each page that is wrong with what was found in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    outcomes, _ = compare(options.shared)
    if options.misses:
        for outcome in outcomes:
            if not (outcome.people and outcome.form):
                print(outcome.name, outcome.title)
                for e in outcome.found:
                    print("   ", e.form, e.status, [p.name for p in e.who], [p.name for p in e.with_])
    right = sum(o.people and o.form for o in outcomes)
    print(f"{right} of {len(outcomes)} right")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
