"""The statements of a transcript: each sentence of a speaker's turn, with the turn's label as the cue.

Reporters' questions, the moderator's words, greetings and stage directions give none. What a speaker tells of
somebody else's words is a statement inside the speaker's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from tracktwo.extraction.acts import act_of_cue, decide_act
from tracktwo.extraction.cues import CueClass, entry_of
from tracktwo.extraction.drafts import Draft, tokens_in, words_at
from tracktwo.extraction.issues import find_issues
from tracktwo.extraction.learned import learned_drafts
from tracktwo.extraction.modality import is_under_condition, modality_of
from tracktwo.extraction.quotations import find_quotations, paragraphs_of
from tracktwo.extraction.speakers import Speaker, addressee_of, speaker_of, speaker_of_turn
from tracktwo.extraction.transcripts import Turn, TurnRole, is_small_talk
from tracktwo.extraction.turn_sides import sides_of_turns
from tracktwo.extraction.units import kind_of
from tracktwo.extraction.voices import Voice
from tracktwo.model import Document, Modality, Span, Statement, StatementKind

if TYPE_CHECKING:
    from tracktwo.extraction.actors import Actors

#: Shorter sentences say too little to be coded, unless the turn has nothing else.
_FEWEST_WORDS = 4
#: … and then so many words must be there at least.
_FEWEST_ANSWERING = 2
#: How often a sentence of a labelled turn is its speaker's (evaluation/transcripts.py).
_LABELLED = 0.95
#: What is told of others' words inside a turn must be likelier than in a report.
_INNER = 0.6
_BRACKETS = re.compile(r"^\s*[(\[][^)\]]*[)\]]\s*|\s*[(\[][^)\]]*[)\]]\s*$")


def statements_of_turns(
    document: Document, doc: Doc, actors: Actors, turns: Sequence[Turn]
) -> tuple[Statement, ...]:
    """The statements of all turns that are no questions, in order of the text."""
    sentences = [Span(s.start_char, s.end_char) for s in doc.sents]
    inner = sorted(_reported_inside(document, doc, actors), key=lambda d: d.start)
    starts = [d.start for d in inner]
    quotations = find_quotations(document, paragraphs_of(document.text))
    sides = sides_of_turns(turns, doc)
    found: list[Statement] = []
    for turn in turns:
        if turn.role is not TurnRole.SPEAKER:
            continue
        speaker = speaker_of_turn(turn, document.text, actors)
        if speaker.party is None:
            speaker = replace(speaker, party=sides.get(words_at(doc, *turn.speaker)))
        for span in sentences_of(turn, sentences, document.text):
            host = len(found)
            found.append(_said(document, doc, actors, turn, span, speaker))
            for draft in inner[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                if draft.content[-1].end <= span.end and not _is_own(draft, doc, actors, speaker):
                    found.append(
                        _told(document, doc, actors, draft, host, kind_of(draft, document.text, quotations))
                    )
    return tuple(found)


def sentences_of(turn: Turn, sentences: Sequence[Span], text: str) -> Iterator[Span]:
    """The sentences of a turn that say something, as spans without stage directions."""
    first = bisect_right(sentences, turn.words.start, key=lambda s: s.end)
    last = bisect_left(sentences, turn.words.end, key=lambda s: s.start)
    clipped = [
        Span(max(s.start, turn.words.start), min(s.end, turn.words.end)) for s in sentences[first:last]
    ]
    parts = [_trimmed(s, text) for s in clipped]
    said = [s for s in parts if s.end > s.start and not is_small_talk(text[s.start : s.end])]
    telling = [s for s in said if _tells(text[s.start : s.end])]
    yield from telling or [s for s in said if _answers(text[s.start : s.end])][:1]


def _answers(words: str) -> bool:
    """Whether a short sentence may stand for a turn: "Not to my knowledge.", but not "Wonderful." or "Shaun?"."""
    return len(words.split()) >= _FEWEST_ANSWERING and not words.rstrip(" \"”’').").endswith("?")


def _tells(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS and not words.rstrip(" \"”’').").endswith("?")


def _trimmed(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = len(words) - len(words.lstrip())
    words = words.strip()
    while match := _BRACKETS.search(words):
        if match.start() == 0:
            start += match.end()
            words = words[match.end() :]
        else:
            words = words[: match.start()]
        if not words:
            break
    return Span(span.start + start, span.start + start + len(words))


def _said(
    document: Document, doc: Doc, actors: Actors, turn: Turn, span: Span, speaker: Speaker
) -> Statement:
    tokens = tokens_in(doc, [span])
    guess = decide_act(None, tokens, Voice(speaker.name, speaker.party, actors))
    label = document.cite(*turn.label)
    return Statement(
        speaker=speaker.name,
        party=speaker.party,
        source=(document.cite(*turn.speaker),),
        cue=(label,),
        content=(document.cite(*span),),
        kind=StatementKind.DIRECT,
        act=guess.act,
        modality=Modality.CONDITIONAL if is_under_condition(tokens) else Modality.ACTUAL,
        issues=find_issues(tokens, own=False),
        confidence=_LABELLED,
    )


def _told(
    document: Document, doc: Doc, actors: Actors, draft: Draft, host: int, kind: StatementKind
) -> Statement:
    speaker = speaker_of(draft, doc, actors)
    content = tokens_in(doc, draft.content)
    entry = entry_of(draft.cue_tokens)
    guess = decide_act(
        act_of_cue(entry, content), content, Voice(speaker.name, speaker.party, actors), cue=draft.cue_tokens
    )
    return Statement(
        speaker=speaker.name,
        party=speaker.party,
        source=tuple(document.cite(*s) for s in draft.source),
        cue=tuple(document.cite(*s) for s in draft.cue),
        content=tuple(document.cite(*s) for s in draft.content),
        kind=kind,
        act=guess.act,
        modality=modality_of(draft.verb, content),
        addressee=addressee_of(draft, doc, actors),
        nested_in=host,
        issues=find_issues(content),
        confidence=draft.probability,
    )


def _is_own(draft: Draft, doc: Doc, actors: Actors, speaker: Speaker) -> bool:
    """Whether a side that is told of is the speaker's own: "Honduras reaffirms …" said by its president."""
    told = speaker_of(draft, doc, actors)
    return not told.is_person and told.party is not None and told.party == speaker.party


def _reported_inside(document: Document, doc: Doc, actors: Actors) -> list[Draft]:
    """What speakers tell of others: learned attributions of speech whose source is not the speaker."""
    found = []
    for draft in learned_drafts(document, doc, titles=False):
        source = tokens_in(doc, draft.source)
        if not source or draft.probability < _INNER or source[-1].pos_ == "PRON":
            continue
        if actors.at(source[0].idx, source[-1].idx + len(source[-1].text)) is None:
            continue
        if entry_of(draft.cue_tokens).kind in (CueClass.SPEECH, CueClass.PREPOSITION):
            found.append(draft)
    return found
