"""Who said what: the statements of one read document, with speaker, party, kind, act, modality and issues.

The flow is ``learned drafts | repair by quotation marks | completion by syntax | choice | units | claims``; turns of
a transcript take the place of the first three. What is a statement differs with what a document is read for,
see :class:`Scope` and ``docs/decisions/0035-unit-of-statement.md``. Stances and commitments are not found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.acts import act_of_cue, decide_act
from tracktwo.extraction.carried import carried_drafts
from tracktwo.extraction.clauses import obliques_of
from tracktwo.extraction.cues import entry_of, words_of
from tracktwo.extraction.dialogue_names import parties_in
from tracktwo.extraction.drafts import Draft, Origin, hosts_of, tokens_in, trained_act
from tracktwo.extraction.edges import with_clean_edges, without_second_statements
from tracktwo.extraction.issues import find_issues
from tracktwo.extraction.itemised import with_list_items
from tracktwo.extraction.joint_sides import is_joint
from tracktwo.extraction.learned import learned_drafts
from tracktwo.extraction.meeting_voice import as_list_item, existential_drafts
from tracktwo.extraction.modality import modality_of
from tracktwo.extraction.quotations import Quotation, find_quotations, paragraphs_of
from tracktwo.extraction.quoted import merged, placed, snapped
from tracktwo.extraction.quoted_by import with_quoted_voices
from tracktwo.extraction.reported import reported_drafts, without_hearsay
from tracktwo.extraction.speakers import Together, addressee_of, speaker_of, together
from tracktwo.extraction.transcripts import find_turns
from tracktwo.extraction.turn_statements import statements_of_turns
from tracktwo.extraction.units import Scope, kind_of, units_of, without_twins
from tracktwo.extraction.utterances import chosen
from tracktwo.extraction.voices import Voice
from tracktwo.extraction.wordings import forms_of
from tracktwo.model import Document, Modality, PassageRole, Span, Statement

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors


def find_statements(
    document: Document, doc: Doc, actors: Actors, scope: Scope = Scope.DIALOGUE
) -> tuple[Statement, ...]:
    """Find the statements of a read document, in the order of the text.

    Arguments:
        document: where the claims are cited from.
        doc: the same document as the reader gives it.
        actors: who its noun phrases stand for.
        scope: whether the document is read as a report on a dialogue, or for its attributions alone.
    """
    turns = find_turns(document)
    if turns:
        return statements_of_turns(document, doc, actors, turns)
    paragraphs = paragraphs_of(document.text)
    quotations = find_quotations(document, paragraphs)
    drafts = [with_clean_edges(d, doc) for d in learned_drafts(document, doc, titles=False)]
    drafts = snapped(drafts, quotations)
    if scope is Scope.DIALOGUE:
        drafts = with_quoted_voices(drafts)
        drafts = placed(drafts, quotations, paragraphs, document.text)
        drafts = [_as_meeting(as_list_item(d, doc, document.text), doc) for d in drafts]
        drafts += _outside_titles(document, reported_drafts(doc, actors, drafts, document.kind))
        drafts += _outside_titles(document, list(carried_drafts(doc, actors, drafts)))
        drafts += _outside_titles(document, [d for d in existential_drafts(doc) if not _is_known(d, drafts)])
        drafts = without_second_statements(without_hearsay(drafts), doc)
        drafts = with_list_items(drafts, document, paragraphs)
    drafts = without_twins(chosen(drafts, doc, actors, quotations, scope))
    units = [u for d in drafts for u in units_of(d, doc, document.text, quotations, scope)]
    units.sort(key=lambda u: (u.content[0].start, -u.content[-1].end))
    hosts = hosts_of(units)
    who = _Who(actors, together(units, document, doc, actors))
    claims = [
        _claim(document, doc, who, unit, host, quotations) for unit, host in zip(units, hosts, strict=True)
    ]
    for number, claim in enumerate(claims):
        claims[number] = _with_party_before(claim, claims[:number], document.text)
    return tuple(claims)


#: Two sides told of by name: "between the army and the rebels".
_BETWEEN = re.compile(r"\bbetween [^,.;]{3,60}? and (?:the )?\w+")
#: "They" stands for the sides that spoke right before if no more than so many code points lie between.
_NEAR = 200


def _are_they(claim: Statement, before: Statement) -> bool:
    """Whether an open "they" are the sides together who spoke in the statement right before."""
    source = " ".join(c.exact.casefold() for c in claim.source)
    together = before.party is not None and "+" in before.party
    return source in ("they", "both") and together and claim.source[0].start - before.content[-1].end < _NEAR


def _is_said_jointly(claim: Statement) -> bool:
    words = " ".join(c.exact for c in claim.source)
    return is_joint(words) and words.casefold() not in ("they", "both")


def _named_pair(before: Sequence[Statement]) -> str | None:
    """The parties that speak together by their names, where those are the same throughout: "X and Y said"."""
    pairs = {
        s.party
        for s in before
        if s.source
        and s.party
        and "+" in s.party
        and " and " in s.source[0].exact
        and not _is_said_jointly(s)
    }
    return next(iter(pairs)) if len(pairs) == 1 else None


def _is_between_others(claim: Statement, before: Sequence[Statement], pair: str, text: str) -> bool:
    """Whether talks between others were told of since the pair spoke, so that "both sides" may be those."""
    since = max((s.source[0].start for s in before if s.party == pair and s.source), default=0)
    told = list(_BETWEEN.finditer(text, since, claim.source[0].start))
    return any(not set(parties_in(m[0])) & set(pair.split("+")) for m in told)


def _with_party_before(claim: Statement, before: Sequence[Statement], text: str) -> Statement:
    """ "the diplomat said" after "a Saudi diplomat said": the same unnamed speaker, of the same party."""
    words = (claim.speaker or "").split()
    pair = _named_pair(before)
    if pair is not None and "+" in (claim.party or "+") and _is_said_jointly(claim):
        if _is_between_others(claim, before, pair, text):
            return replace(claim, party=None)
        return replace(claim, party=pair)
    if before and _are_they(claim, before[-1]):
        return replace(claim, speaker=before[-1].speaker, party=before[-1].party)
    if claim.party is not None or len(words) != 2 or words[0].casefold() != "the":
        return claim
    same = [
        s for s in before if s.party and (s.speaker or "").casefold().split()[:1] in (["a"], ["an"], ["one"])
    ]
    named = [s for s in same if words[1].casefold() in re.findall(r"[\w'-]+", (s.speaker or "").casefold())]
    return replace(claim, party=named[-1].party) if named else claim


@dataclass(frozen=True, slots=True)
class _Who:
    """Who speaks in a document: its actors, and those who speak together."""

    actors: Actors
    together: Together


def _claim(
    document: Document, doc: Doc, who: _Who, unit: Draft, host: int | None, quotations: Sequence[Quotation]
) -> Statement:
    actors = who.actors
    speaker = speaker_of(unit, doc, actors, who.together)
    entry = entry_of(unit.cue_tokens)
    content = tokens_in(doc, unit.content)
    voice = Voice(speaker.name, speaker.party, actors)
    guess = decide_act(
        act_of_cue(entry, content), content, voice, cue=unit.cue_tokens, trained=trained_act(unit)
    )
    modality = modality_of(unit.verb, content) if unit.origin is not Origin.MEETING else Modality.ACTUAL
    return Statement(
        speaker=speaker.name,
        party=speaker.party,
        source=tuple(document.cite(*s) for s in unit.source),
        cue=tuple(document.cite(*s) for s in unit.cue),
        content=tuple(document.cite(*s) for s in unit.content),
        kind=kind_of(unit, document.text, quotations),
        act=guess.act,
        modality=modality,
        addressee=addressee_of(unit, doc, actors),
        nested_in=host,
        issues=find_issues(content),
        confidence=unit.probability,
    )


def _as_meeting(draft: Draft, doc: Doc) -> Draft:
    """A learned "it was agreed that" without a real source is the meeting's own voice."""
    verb = draft.verb
    if verb is None or verb.pos_ != "VERB" or not forms_of(verb) & words_of("meeting"):
        return draft
    source = {t.lower_ for t in tokens_in(doc, draft.source)}
    if source - words_of("meeting_subjects") or verb.tag_ != "VBN" or obliques_of(verb, "by"):
        return draft
    before = doc[max(0, verb.i - 5) : verb.i]
    subject = next((t for t in reversed(before) if t.lower_ in words_of("meeting_subjects")), None)
    if subject is None or any(t.is_punct for t in doc[subject.i : verb.i]):
        return draft
    cue = merged([Span(subject.idx, draft.cue[-1].end)])
    return replace(draft, source=(), cue=cue, origin=Origin.MEETING)


def _outside_titles(document: Document, drafts: Sequence[Draft]) -> list[Draft]:
    titles = [p.span for p in document.passages if p.role is PassageRole.TITLE]
    return [d for d in drafts if not any(t.overlaps(s) for t in titles for s in (*d.cue, *d.content))]


def _is_known(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(s.overlaps(o) for d in drafts for s in d.content for o in draft.content)
