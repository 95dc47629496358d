"""Which names are one person, which accounts one round, statement or contact: pairs written for this.

The pairs stand in ``tests/cases/resolution_*.yaml``. A third of them, by the hash of the id, is held out:
``python -m evaluation.resolution`` names the misses of the other two thirds only. The pairs of people in
``resolution_people_unseen.yaml``, ``…_fresh``, ``…_cultures``, ``…_last``, ``…_lot``, ``…_kept``, ``…_seventy``,
``…_once``, ``…_wires``, ``…_apart`` and ``…_left.yaml`` were written before the rules met them; docs/records.md says
what they came to then.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tracktwo.model import (
    Citation,
    Claim,
    Dialogue,
    Document,
    Engagement,
    Entry,
    Form,
    Participant,
    Person,
    Round,
    Statement,
    StatementKind,
    Status,
    Track,
)
from tracktwo.model.claims import Act, Modality
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import link_people
from tracktwo.resolution.rounds import link_rounds
from tracktwo.resolution.wordings import link_statements

CASES = Path(__file__).parents[1] / "tests/cases"
#: Pairs of people that were written after the first, each part before the rules met it.
_LATER = ("unseen", "fresh", "cultures", "last", "lot", "kept", "seventy", "once", "wires", "apart", "left")
#: Every third case is held out.
PARTS = 3

Case = Mapping[str, Any]


def measure(shared: Path) -> Mapping[str, float]:
    """Precision and recall (per cent) by kind of pair, over all cases and over those held out."""
    figures: dict[str, float] = {}
    for kind, cases in _by_kind().items():
        figures[f"{kind}, pairs"] = float(len(cases))
        for name, some in _split(kind, cases):
            found = Counter((case["same"], joined(kind, case)) for case in some)
            figures[f"{name}: precision"] = _percent(found[True, True], found[False, True])
            figures[f"{name}: recall"] = _percent(found[True, True], found[True, False])
    return figures


def _split(kind: str, cases: list[Case]) -> Iterator[tuple[str, list[Case]]]:
    """The cases to be counted together, with what they are called."""
    yield kind, cases
    yield f"{kind}, held out", [c for c in cases if is_held_out(c["id"])]
    if kind == "person":
        later = {part: _load(f"people_{part}") for part in _LATER}
        for part, own in later.items():
            yield f"person, {part}", own
        yield "person, all of them", [*cases, *(case for own in later.values() for case in own)]


def is_held_out(name: str) -> bool:
    """Whether the case of this id is one that nobody looks at while making rules."""
    return hashlib.sha256(name.encode()).digest()[0] % PARTS == 0


def joined(kind: str, case: Case) -> bool:
    """Whether resolution makes one of the two accounts of a case."""
    return _JOINED[kind](case)


def misses() -> Iterator[str]:
    """Cases that come out wrong, those held out left aside, one a line."""
    for kind, cases in _by_kind().items():
        for case in cases:
            if not is_held_out(case["id"]) and joined(kind, case) != case["same"]:
                verdict = "kept apart" if case["same"] else "joined"
                yield f"{kind} {case['id']}: wrongly {verdict}: {case['why']}"


def _by_kind() -> dict[str, list[Case]]:
    people = _load("people")
    out: dict[str, list[Case]] = {
        "person": people,
        "dialogue": [],
        "round": [],
        "statement": [],
        "engagement": [],
    }
    for part in ("talks", "contacts"):
        for case in (*_load(part), *_load(f"{part}_fresh"), *_load(f"{part}_wires")):
            out[case["kind"]].append(case)
    return out


def _load(name: str) -> list[Case]:
    found: list[Case] = yaml.safe_load((CASES / f"resolution_{name}.yaml").read_text(encoding="utf-8"))
    return found


def _percent(right: int, wrong: int) -> float:
    return 100.0 * right / (right + wrong) if right + wrong else 100.0


def _same_person(case: Case) -> bool:
    beside = [_person(line, str(at)) for at, line in enumerate(case.get("beside", ()))]
    one, other = (_person(case[side], side) for side in ("one", "other"))
    known = link_people((one, other, *beside))
    return any({one.id, other.id} <= {e.id for e in person.entries} for person in known)


def _same_series(case: Case) -> bool:
    given = [_round(about, str(at)) for at, about in enumerate(_accounts(case))]
    one, other = given[0], given[1]
    return any({one.id, other.id} <= {e.id for e in series.rounds} for series in link_dialogues(given, ()))


def _same_round(case: Case) -> bool:
    """Rounds are looked for within a series, so those of two tables, or of two tracks, are two."""
    tables = {(tuple(sorted(about["parties"])), about.get("track") == "I") for about in _accounts(case)}
    return len(tables) == 1 and len(link_rounds(_round(case[side], side) for side in ("one", "other"))) == 1


def _same_statement(case: Case) -> bool:
    return len(link_statements(_statement(case[side], side) for side in ("one", "other"))) == 1


def _same_engagement(case: Case) -> bool:
    return len(link_engagements(_engagement(case[side], side) for side in ("one", "other"))) == 1


_JOINED: Mapping[str, Callable[[Case], bool]] = {
    "person": _same_person,
    "dialogue": _same_series,
    "round": _same_round,
    "statement": _same_statement,
    "engagement": _same_engagement,
}


def _accounts(case: Case) -> list[Case]:
    return [case["one"], case["other"], *case.get("beside", ())]


def _person(line: str, side: str) -> Entry[Any]:
    name, party, office, year = (part.strip() or None for part in line.split("|"))
    doc, cited = _document(f"{name}, {office} of {party}", year, side)
    return _entry(Person(name=name or "", party=party, office=office, mentions=(cited,)), doc)


def _round(about: Case, side: str) -> Entry[Any]:
    doc, cited = _document(f"The round of {about}.", about.get("published"), side)
    track = about.get("track")
    dialogue = Dialogue(about.get("name"), tuple(sorted(about["parties"])), Track(track) if track else None)
    told = Round(
        dialogue=dialogue,
        ordinal=about.get("ordinal"),
        when=about.get("when"),
        where=about.get("where"),
        status=Status(about.get("status", "held")),
        convenors=tuple(about.get("convenors", ())),
        partners=tuple(about.get("partners", ())),
        evidence=(cited,),
    )
    return _entry(told, doc)


def _statement(about: Case, side: str) -> Entry[Any]:
    doc, _ = _document(f"{about['speaker']} said {about['content']}", about.get("published"), side)
    start = doc.text.index(" said ")
    said = Statement(
        speaker=about["speaker"],
        party=about.get("party"),
        source=(doc.cite(0, start),),
        cue=(doc.cite(start + 1, start + 5),),
        content=(doc.cite(start + 6, len(doc.text)),),
        kind=StatementKind.INDIRECT,
        act=Act.STATE,
        modality=Modality.ACTUAL,
    )
    return _entry(said, doc)


def _engagement(about: Case, side: str) -> Entry[Any]:
    doc, cited = _document(f"They met: {about}.", about.get("published"), side)
    told = Engagement(
        form=Form(about["form"]),
        who=_participants(about["who"]),
        with_=_participants(about["with"]),
        when=about.get("when"),
        where=about.get("where"),
        status=Status(about.get("status", "held")),
        evidence=(cited,),
    )
    return _entry(told, doc)


def _participants(listed: str) -> tuple[Participant, ...]:
    pairs = (one.split("|") for one in listed.split(";"))
    return tuple(Participant(name or None, party or None) for name, party in pairs)


def _document(text: str, published: object, side: str) -> tuple[Document, Citation]:
    digest = hashlib.sha256(f"{side} {text}".encode()).hexdigest()
    when = str(published) if published else None
    doc = Document(f"sha256:{digest}", text, "as is", published=when)
    return doc, doc.cite(0, len(text))


def _entry(claim: Claim, doc: Document) -> Entry[Any]:
    return Entry(doc.id.removeprefix("sha256:"), claim, doc)


if __name__ == "__main__":
    print(*misses(), sep="\n")
    for figure, value in measure(Path()).items():
        print(f"  {figure:40} {value:8.1f}")
    sys.exit(0)
