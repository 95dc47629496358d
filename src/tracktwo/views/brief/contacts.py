"""The section on contacts outside the rounds, the latest first, with everybody by the name that the record knows.

A meeting at a round is part of it and stands with the rounds; so does what a document tells by the round's own words.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracktwo.analysis.contacts import occasions_of
from tracktwo.analysis.dossier import Dossier, sides_known
from tracktwo.analysis.periods import when_held
from tracktwo.model import Citation, Engagement, Entry, Form, Participant, Status
from tracktwo.model.dates import Edtf
from tracktwo.resolution.engagements import KnownEngagement
from tracktwo.resolution.people import find_person
from tracktwo.views.between import is_between
from tracktwo.views.brief.phrasing import capitalised, counted, evidence_of_all, line_of, listed, remark
from tracktwo.views.lines import Line, Section
from tracktwo.views.wording import date_in_words, party_name

#: Contacts shown, the latest ones.
_MOST_CONTACTS = 20


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact as it is shown: its fullest account, and all that tell of it."""

    told: Engagement
    #: EDTF; None where no document gives a day.
    when: str | None
    status: Status
    entries: tuple[Entry[Engagement], ...]


def contacts_section(dossier: Dossier) -> Section:
    """The contacts besides the rounds."""
    shown = recent_contacts(dossier)
    lines = [contact_line(contact, dossier) for contact in shown[:_MOST_CONTACTS]]
    if len(shown) > _MOST_CONTACTS:
        lines.append(
            remark(f"And {counted(len(shown) - _MOST_CONTACTS, 'other contact')}, earlier or undated.")
        )
    return Section("Other contacts", tuple(lines), "No document tells of a contact outside the rounds.")


def recent_contacts(dossier: Dossier) -> list[Contact]:
    """Contacts between the parties, the latest first; those of unknown year stay at the end."""
    rounds = [held for k in dossier.rounds if (held := when_held(k, dossier.states)) is not None]
    told: dict[str, list[Citation]] = {}
    for entry in (e for r in dossier.rounds for e in r.entries):
        told.setdefault(entry.document.id, []).extend(entry.claim.evidence)
    at_rounds = {e.id for o in occasions_of(dossier) if o.is_round for e in o.entries}
    dated: list[Contact] = []
    others: dict[tuple[object, ...], list[KnownEngagement]] = {}
    for known in dossier.engagements:
        is_theirs = is_between(known, dossier.series.parties) or _is_across(known, dossier)
        if not is_theirs or _is_of_round(known, rounds, told) or _closes_round(known, at_rounds):
            continue
        when = known.dates[0].value if known.dates else None
        if when and Edtf.parse(when).has_year:
            dated.append(Contact(known.first, when, known.status, known.entries))
        elif any(p.name for p in (*known.first.who, *known.first.with_)):
            # Of a contact without a day, and without anybody's name, nothing is told that could be looked up.
            names = frozenset(person_shown(p, dossier) for p in (*known.first.who, *known.first.with_))
            others.setdefault((known.first.form, known.status, names, when), []).append(known)
    undated = [
        Contact(own[0].first, own[0].first.when, own[0].status, tuple(e for k in own for e in k.entries))
        for own in others.values()
    ]
    met = [Edtf.parse(c.when) for c in dated if c.when and c.status is Status.HELD]
    # A visit that was announced, and within whose days people met, needs no line of its own.
    kept = [
        c
        for c in dated
        if c.status is not Status.PLANNED or not any(_within(day, Edtf.parse(c.when or "")) for day in met)
    ]
    return [*reversed(kept), *undated]


def _is_across(known: KnownEngagement, dossier: Dossier) -> bool:
    """Whether people of two of the parties took part, by all that the record knows of them."""
    return len(sides_known(known, dossier.people) & set(dossier.series.parties)) > 1


def _closes_round(known: KnownEngagement, at_rounds: Collection[str]) -> bool:
    """Whether it is the press conference at the end of a round; ``at_rounds`` are entries that tell of occasions."""
    is_conference = known.first.form is Form.PRESS_CONFERENCE
    return is_conference and any(e.id in at_rounds for e in known.entries)


def _is_of_round(
    known: KnownEngagement, rounds: Sequence[Edtf], told: Mapping[str, Sequence[Citation]]
) -> bool:
    """Whether a contact lies within the days of a round held, or is told by the words that tell of a round: ``told``
    by document."""
    when = Edtf.parse(known.dates[0].value) if known.dates else None
    if when is not None and any(_within(when, round_) for round_ in rounds):
        return True
    return all(
        any(t.start < c.end and c.start < t.end for t in told.get(e.document.id, ()))
        for e in known.entries
        for c in e.claim.evidence[:1]
    )


def _within(when: Edtf, held: Edtf) -> bool:
    (start, end), (first, last) = when.bounds(), held.bounds()
    if start is None or end is None or first is None or last is None:
        return False
    return first <= start and end <= last


def contact_line(contact: Contact, dossier: Dossier) -> Line:
    """One contact: when, what, who with whom, where."""
    told = contact.told
    form = "contact" if told.form is Form.OTHER else told.form.value.replace("-", " ")
    status = "" if contact.status is Status.HELD else f" ({contact.status.value})"
    where = f", {told.where}" if told.where else ""
    return line_of(
        f"{capitalised(_when(contact))}: {form}{status} – {_who(told, dossier)}{where}.",
        evidence=evidence_of_all(contact.entries),
    )


def _when(contact: Contact) -> str:
    if contact.when:
        return date_in_words(contact.when)
    days = sorted({e.document.published for e in contact.entries if e.document.published})
    return f"date not told (reported {date_in_words(days[0])})" if days else "date not told"


def _who(told: Engagement, dossier: Dossier) -> str:
    first, second = (_people(side, dossier) for side in (told.who, told.with_))
    return f"{first or 'participants not told'}{f' with {second}' if second else ''}"


def _people(side: Iterable[Participant], dossier: Dossier) -> str:
    return listed(list(dict.fromkeys(person_shown(p, dossier) for p in side)))


def person_shown(person: Participant, dossier: Dossier) -> str:
    """Somebody by the fullest name that the record knows, with the side; a side by its name."""
    if not person.name:
        return party_name(person.party)
    known = find_person(person.name, person.party, dossier.people)
    name, party = (known.name, person.party or known.party) if known else (person.name, person.party)
    return f"{name} ({party_name(party)})" if party else name
