"""Puts down what somebody judged, and brings who is whom up to date, so that every page shows it at once.

What a judgement comes to is decided in the record; how a form names its entries, on the pages.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import HTTPException

from tracktwo.errors import UsageError
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.model.levels import Level
from tracktwo.record import Record
from tracktwo.record.corrections import check_parties, corrected_payload, is_words
from tracktwo.record.entering import value_from_words
from tracktwo.record.exchange import check_pairs
from tracktwo.settling import settle
from tracktwo.web.viewer import Viewer

#: Longest reason that is kept, in code points.
LONGEST_REASON = 10_000


def may_judge(viewer: Viewer) -> None:
    """Refuse whoever may not judge.

    Raises:
        HTTPException: 403, with what to do.
    """
    if not viewer.may_judge:
        raise HTTPException(
            403,
            "Your account may read, but not judge: that needs an editor from whom nothing is withheld. "
            "Ask whoever keeps the accounts.",
        )


def put_down(
    record: Record,
    viewer: Viewer,
    act: JudgementAct,
    groups: Sequence[Sequence[str]],
    reason: str = "",
    says: Any = None,
) -> Judgement:
    """Judge entries, named by ids or unambiguous first digits of them, in groups.

    Raises:
        HTTPException: 403 or 400, with what to do; nothing was put down.
        UsageError: no entry, or more than one, is called so.
    """
    may_judge(viewer)
    # Nobody can write to a record in one file while a reader looks at it: the gate is closed first.
    with record.reading(viewer.clearance) as gate:
        found = [[gate.claim(name).id for name in group] for group in groups]
        names = [name for group in found for name in group]
        if len(set(names)) != len(names):
            raise HTTPException(400, "One entry was named twice. Go back and choose different ones.")
        refs = gate.review().references(set(names))
    if act in (JudgementAct.SAME, JudgementAct.DISTINCT):
        try:
            check_pairs(found)
        except UsageError as error:
            raise HTTPException(400, f"{error}. Choose fewer.") from error
    subject = Subject(groups=tuple(tuple(sorted(refs[name] for name in group)) for group in found))
    return _judged(record, viewer, act, subject, reason, canonical(says))


def correct(record: Record, viewer: Viewer, name: str, field: str, value: str, reason: str = "") -> Judgement:
    """Correct one field of an entry to a value as people type it; without one, to unknown.

    Raises:
        HTTPException: 400, saying what the field can have; nothing was put down.
    """
    may_judge(viewer)
    with record.reading(viewer.clearance) as gate:
        found = gate.claim(name)
        try:
            given = value_from_words(found.kind, field, value.strip() or None, found.document)
            check_parties(field, given, {party for party, _ in gate.values("party")})
            corrected_payload(found.kind, gate.review().payload_of(found.id), found.document, field, given)
        except UsageError as error:
            raise HTTPException(400, f"{error}") from error
    said = {"field": field, "value": given}
    return put_down(record, viewer, JudgementAct.CORRECT, [[found.id]], reason, said)


def set_level_of_document(
    record: Record, viewer: Viewer, document: str, level: Level, reason: str = ""
) -> Judgement:
    """Give a whole document, named by its id, a level."""
    payload = canonical({"level": level.value})
    return _judged(record, viewer, JudgementAct.LEVEL, Subject(document=document), reason, payload)


def take_back(record: Record, viewer: Viewer, name: str, reason: str = "") -> Judgement:
    """Take a judgement back, named by its id or eight or more first digits of it; this is a judgement too.

    Raises:
        HTTPException: 404, there is none; 409, it was taken back already.
    """
    may_judge(viewer)
    with record.reading(viewer.clearance) as gate:
        meant = gate.review().called(name) if len(name) >= 8 else None
        holds = meant is not None and meant.id in {j.id for j in gate.review().standing}
    if meant is None:
        raise HTTPException(404)
    if not holds:
        raise HTTPException(409, "This judgement was taken back already; the page before was an old one.")
    return _judged(record, viewer, JudgementAct.UNDO, Subject(judgement=meant.id), reason, "null")


def back_to(path: str, judged: Judgement | None = None) -> str | None:
    """An address of ours to go back to, never one of another site; with the judgement that was made, if it is told."""
    is_ours = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and "\\" not in path
        and path.isprintable()
    )
    if not is_ours:
        return None
    if judged is None:
        return path
    parts = urlsplit(path)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "judged"]
    return f"{parts.path}?{urlencode([*query, ('judged', judged.id[:16])])}"


def _judged(
    record: Record, viewer: Viewer, act: JudgementAct, subject: Subject, reason: str, payload: str
) -> Judgement:
    why = reason.strip() or None
    if why is not None and not is_words(why, LONGEST_REASON):
        raise HTTPException(400, f"A reason is words, at most {LONGEST_REASON:,} characters of them.")
    made = Judgement(act, subject, viewer.name, record.moment(viewer.name), why, payload)
    record.judge(made)
    settle(record)
    return made
