"""A dossier straight from entries, without the question which of them belong to the dialogue."""

from typing import Any

from tests.making import cite, document, entry
from tracktwo.analysis.dossier import Dossier
from tracktwo.model import (
    Act,
    Change,
    Commitment,
    Delegate,
    Dialogue,
    Engagement,
    Entry,
    Form,
    Incident,
    Modality,
    Participant,
    Person,
    Round,
    Stance,
    StanceValue,
    StateChange,
    Statement,
    StatementKind,
    Status,
    Strength,
    Track,
)
from tracktwo.resolution.dialogues import Series
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import link_people
from tracktwo.resolution.reprints import find_witnesses
from tracktwo.resolution.rounds import link_rounds
from tracktwo.resolution.wordings import link_statements

BENCH = ("XOR", "XTA")
ABOUT = Dialogue("border talks", BENCH, Track.I)


def dossier(*entries: Entry[Any], parties: tuple[str, ...] = BENCH) -> Dossier:
    """Make a dossier of these entries, in whatever order they come."""
    documents = {e.document.id: e.document for e in entries}
    own = tuple(sorted(documents.values(), key=lambda d: (d.published or "", d.id)))

    def of(kind: type) -> tuple[Entry[Any], ...]:
        return tuple(
            sorted(
                (e for e in entries if isinstance(e.claim, kind)),
                key=lambda e: (e.document.published or "", e.id),
            )
        )

    return Dossier(
        Series("-".join((*parties, "I")), None, (), parties, Track.I, (), of(Round), of(StateChange)),
        own,
        find_witnesses(own),
        rounds=link_rounds(of(Round)),
        people=link_people(of(Person)),
        statements=link_statements(of(Statement)),
        engagements=link_engagements(of(Engagement)),
        stances=of(Stance),
        states=of(StateChange),
        commitments=of(Commitment),
        incidents=of(Incident),
    )


def stance(
    party: str,
    value: str,
    issue: str,
    text: str,
    published: str | None,
    *,
    speaker: str | None = None,
    **said: Any,
) -> list[Entry[Any]]:
    """A document in which a side takes a stance, with the statement that it was read from."""
    doc = document(text, published=published, title=f"{party} {published}")
    whole = (cite(doc, text),)
    statement = Statement(
        speaker=speaker,
        party=party,
        content=whole,
        kind=StatementKind.INDIRECT,
        act=said.get("act", Act.STATE),
        modality=said.get("modality", Modality.ACTUAL),
        issues=(issue,),
        addressee=said.get("addressee"),
    )
    claim = Stance(party=party, issue=issue, stance=StanceValue(value), evidence=whole)
    return [entry(statement, doc), entry(claim, doc)]


def statement(party: str, text: str, published: str, **about: Any) -> Entry[Any]:
    """A document with one statement."""
    doc = document(text, published=published, title=f"{party} {published}")
    claim = Statement(
        speaker=about.pop("speaker", None), party=party, content=(cite(doc, text),), kind=StatementKind.INDIRECT, **about
    )  # fmt: skip
    return entry(claim, doc)


def promise(
    text: str,
    what: str,
    due: str | None,
    published: str,
    by: tuple[str, ...] = ("XOR",),
    strength: str = "pledged",
) -> Entry[Any]:
    """A document in which somebody undertakes something."""
    doc = document(text, published=published)
    claim = Commitment(
        by=by, what=(cite(doc, what),), due=due, strength=Strength(strength), evidence=(cite(doc, text),)
    )
    return entry(claim, doc)


def report(text: str, published: str) -> Entry[Any]:
    """A document of which only that it names somebody was read."""
    doc = document(text, published=published)
    return entry(Person(name=text.split()[0], mentions=(cite(doc, text.split()[0]),)), doc)


def round_held(
    number: int | None,
    when: str | None,
    *names: tuple[str, str],
    status: Status = Status.HELD,
    published: str = "2030-12-31",
) -> list[Entry[Any]]:
    """A document that tells of a round, and the people it names."""
    text = f"Round {number} of the border talks, {when}, {status.value}. " + ", ".join(n for n, _ in names)
    doc = document(text, published=published)
    claim = Round(
        dialogue=ABOUT,
        ordinal=number,
        when=when,
        status=status,
        delegates=tuple(Delegate(n, p) for n, p in names),
        evidence=(doc.cite(0, len(text)),),
    )
    people = [entry(Person(name=n, party=p, mentions=(cite(doc, n),)), doc) for n, p in names]
    return [entry(claim, doc), *people]


def contact(
    form: str,
    when: str | None,
    *names: tuple[str | None, str],
    status: Status = Status.HELD,
    published: str = "2030-12-31",
) -> Entry[Any]:
    """A document that tells of a contact."""
    text = f"A {form} on {when} of " + " and ".join(n or p for n, p in names)
    doc = document(text, published=published, title=str(names))
    claim = Engagement(
        form=Form(form),
        who=tuple(Participant(n, p) for n, p in names[:1]),
        with_=tuple(Participant(n, p) for n, p in names[1:]),
        when=when,
        status=status,
        evidence=(doc.cite(0, len(text)),),
    )
    return entry(claim, doc)


def change(what: Change, when: str | None, text: str, published: str, cause: str | None = None) -> Entry[Any]:
    """A document that tells of a change in the dialogue's state."""
    doc = document(text, published=published)
    claim = StateChange(
        dialogue="border talks",
        parties=BENCH,
        change=what,
        when=when,
        cause=cause,
        evidence=(cite(doc, text),),
    )
    return entry(claim, doc)


def incident(text: str, when: str | None, published: str) -> Entry[Any]:
    """A document that tells of an incident."""
    doc = document(text, published=published)
    return entry(Incident(what=(cite(doc, text),), when=when, evidence=(cite(doc, text),)), doc)
