"""The contacts a document tells of, each once: meetings, calls, visits, press conferences, signings, rounds.

Mentions come from :mod:`contacts`, rounds from :mod:`rounds`. A contact that is only denied, wished or
supposed is none, and a mention that leaves open who took part makes no claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.appearances import press_conference
from tracktwo.extraction.asides import headline_spans, question_spans, stands_in
from tracktwo.extraction.attendees import attendees_of
from tracktwo.extraction.clauses import subjects_of
from tracktwo.extraction.contact import section
from tracktwo.extraction.contacts import find_contacts, mentions_in_order
from tracktwo.extraction.foresight import planned_engagements
from tracktwo.extraction.gatherings import Gathering, Telling, gather
from tracktwo.extraction.round_contacts import contact_of_round, is_convened, is_told_by, tells_of
from tracktwo.extraction.settings import Setting, setting_at, setting_of
from tracktwo.extraction.word_forms import lemma_of
from tracktwo.model import Document, DocumentKind, Engagement, Form, Round, Status
from tracktwo.model.claims import Participant

#: How many sentences, its own among them, may tell when and where a press conference was.
_BACK = 4

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors
    from tracktwo.extraction.times import Time


def find_engagements(
    document: Document, doc: Doc, actors: Actors, times: Sequence[Time], rounds: Sequence[Round] = ()
) -> tuple[Engagement, ...]:
    """Find who met, called or visited whom in a read document, in the order of the text.

    Arguments:
        document: where the claims are cited from.
        doc: the same document as the reader gives it.
        actors: who its noun phrases stand for.
        times: its times, from which each contact takes its own.
        rounds: its rounds; each is an engagement too unless a contact already tells of it.
    """
    titles, asked = headline_spans(document), question_spans(document)
    mentions = mentions_in_order(c for c in find_contacts(doc, actors) if not stands_in(c.trigger.idx, asked))
    tellings = [
        Telling(contact, setting_of(contact, times, doc), stands_in(contact.trigger.idx, titles))
        for contact in mentions
    ]
    tellings.sort(key=lambda t: (not t.is_full, t.in_title))
    gatherings = gather(tellings, actors.parties)
    # A readout is of a contact, so that one party for everybody is more likely a party misread.
    trusted = document.kind is DocumentKind.READOUT
    complete = [g for g in gatherings if g.is_complete and (trusted or not g.is_within_one_side)]
    body = [g for g in complete if not g.is_headline]
    complete = [g for g in complete if not g.is_headline or not any(g.shares_with(b) for b in body)]
    found = [_claim(document, g, gatherings, _told_at(g, actors, times, doc)) for g in complete]
    held = press_conference(document, actors, times)
    if held is not None:
        # The heading tells it best.
        found = [e for e in found if e.form is not Form.PRESS_CONFERENCE or e.status is not Status.HELD]
        found.append(held)
    for item in rounds:
        if is_convened(item) and not is_told_by(item, found):
            found = [e for e in found if not tells_of(e, item)]
            found.append(contact_of_round(item, document, doc, actors))
    told = planned_engagements(found, document.published)
    return tuple(sorted(told, key=lambda e: e.evidence[0].start))


def _told_at(gathering: Gathering, actors: Actors, times: Sequence[Time], doc: Doc) -> Setting:
    """When and where somebody at a press conference announced something, told up to three sentences before."""
    if gathering.form is not Form.PRESS_CONFERENCE:
        return Setting()
    trigger = gathering.best.contact.trigger
    people = {a.participant.name for a in gathering.attendees if a.is_person}
    sentences = [s for s in doc.sents if s.start <= trigger.i][-_BACK:]
    for verb in (t for s in reversed(sentences) for t in s if lemma_of(t) in section("announcing")):
        if people & {a.participant.name for a in attendees_of(subjects_of(verb), actors)}:
            setting = setting_at(verb, verb, times, doc)
            if setting.where and setting.when:
                return setting
    return Setting()


def _claim(
    document: Document, gathering: Gathering, others: Iterable[Gathering], told: Setting
) -> Engagement:
    best = gathering.best
    who, with_ = gathering.sides()
    setting = gathering.setting
    if told.where and not setting.where and setting.when in (None, told.when):
        setting = told
    if setting.where is None and gathering.form is not Form.VISIT:
        setting = _place_of_talks(gathering, setting, others)
    start, end = best.evidence
    return Engagement(
        form=gathering.form,
        who=_participants(who),
        with_=_participants(with_),
        when=setting.when,
        where=setting.where,
        country=setting.country,
        status=gathering.status,
        evidence=(document.cite(start, end),),
        confidence=gathering.confidence,
    )


def _place_of_talks(gathering: Gathering, setting: Setting, others: Iterable[Gathering]) -> Setting:
    """The one place where everything else of that day was held; calls have none."""
    if gathering.form is Form.CALL or setting.when is None:
        return setting
    places = {
        (g.setting.where, g.setting.country)
        for g in others
        if g.setting.where and g.setting.when == setting.when and g.status == gathering.status
    }
    if len(places) != 1:
        return setting
    where, country = places.pop()
    return Setting(setting.when, where, country)


def _participants(found: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple(found)
