"""Who said the words that a brief quotes, and who held the office that a document names in place of a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import days_told
from tracktwo.analysis.once import once
from tracktwo.analysis.said_in import statements_by_document
from tracktwo.lexicon import load
from tracktwo.model import Act, Citation, Document, Entry, Stance, Statement, StatementKind
from tracktwo.model.dates import first_day
from tracktwo.resolution.people import find_person
from tracktwo.resolution.tenures import Tenure, holder, tenures_of
from tracktwo.views.brief.phrasing import dated, evidence_of_all, in_full, sides, uncapitalised
from tracktwo.views.wording import date_in_words, party_name

#: Parties of a joint text that are named one by one.
_MOST_PARTIES = 5
#: Words between a cue and what was said that belong to the cue: "called | on", "push back | against".
_MOST_BETWEEN = 2


class Said:
    """Statements by document, to find the one that cited words belong to, and who held an office when it was made."""

    def __init__(self, dossier: Dossier) -> None:
        self._held = statements_by_document(dossier)
        self._tenures = _tenures(dossier)
        self._days = days_told(dossier)
        self._people = dossier.people
        self._parties = dossier.series.parties

    def when(self, document: Document) -> str:
        """When a document was published; of one without a date, after what it was if that is told."""
        day = self._days.get(document.id)
        if day is None or not day.endswith("/.."):
            return dated(day)
        return f"on or after {date_in_words(day.removesuffix('/..'))}"

    def name_of(self, said: Statement) -> str:
        """Who said it, by the fullest name that the record knows."""
        known = find_person(said.speaker, said.party, self._people) if said.speaker else None
        return known.name if known else speaker_of(said, self._parties)

    def around(self, citation: Citation) -> Entry[Statement] | None:
        """The outermost statement whose content the cited words overlap."""
        beside = [
            e
            for e in self._held.get(citation.document, ())
            if any(c.span.overlaps(citation.span) for c in e.claim.content)
        ]
        return min(beside, key=lambda e: (e.claim.nested_in is not None, e.id)) if beside else None

    def behind(self, entry: Entry[Statement]) -> Tenure | None:
        """Who held the office that a statement names in place of its speaker, where that is told."""
        told = entry.claim
        day = first_day(entry.document.published)
        if not told.speaker or day is None:
            return None
        return holder(told.speaker, told.party, day, self._tenures)


@once
def _tenures(dossier: Dossier) -> tuple[Tenure, ...]:
    return tenures_of(dossier.people)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a stance as a line shows them: whose they are, when they were published, and what else tells that."""

    shown: Citation
    by: str
    #: The place that tells who held the office that a document names in place of a person.
    behind: tuple[Citation, ...] = ()


def words_of(cited: Citation, party: str, told: Entry[Stance], said: Said) -> Words:
    """The cited words with whoever said them. What is a reporter's is given as nobody's."""
    found = said.around(cited)
    when = said.when(told.document)
    own = _content(cited, found)
    if own is not None and found is not None:
        own = _with_cue(own, found)
    shown = in_full(own or cited, told.document)
    if found is None or not found.claim.speaker:
        return Words(shown, f"as reported, {when}")
    speaker = said.name_of(found.claim)
    is_sentence = own is not None and (shown.start < own.start or shown.end > own.end + 1)
    if speaker.casefold() == party_name(party).casefold() or is_sentence:
        # A sentence of the document names its speaker itself.
        return Words(shown, when)
    known = said.behind(found)
    if known is None:
        return Words(shown, f"{speaker}, {when}")
    behind = evidence_of_all(known.entries, 1)
    return Words(shown, f"{speaker} (then {known.person.name}), {when}", behind)


def _content(cited: Citation, said: Entry[Statement] | None) -> Citation | None:
    """The part of the cited words that is what somebody said, without those that say who did."""
    if said is None:
        return None
    inside = [c for c in said.claim.content if c.span.overlaps(cited.span)]
    if len(inside) != 1:
        return None
    (content,) = inside
    return content if cited.start <= content.start and content.end <= cited.end else cited


def _with_cue(content: Citation, said: Entry[Statement]) -> Citation:
    """What was said, with the words right before it by which it was: "push back against | attempts to alter the border"
    says the opposite without them. What is only stated needs none."""
    before = [c for c in said.claim.cue if c.end <= content.start]
    if said.claim.kind is not StatementKind.INDIRECT or said.claim.act is Act.STATE or not before:
        return content
    cue = max(before, key=lambda c: c.end)
    between = said.document.text[cue.end : content.start]
    is_one_phrase = len(between.split()) <= _MOST_BETWEEN and between.replace(" ", "").isalpha()
    if between.strip() and not is_one_phrase:
        return content
    return said.document.cite(cue.start, content.end)


def speaker_of(said: Statement, parties: Collection[str]) -> str:
    """Who said it, in the words of the text; "they" and the like, of several parties, are both sides.

    Where these are others than the ``parties`` of the talks, they are named.
    """
    jointly = said.party is not None and "+" in said.party
    if not said.speaker or (jointly and len(said.speaker.split()) == 1):
        theirs = (said.party or "").split("+")
        return _named(theirs, parties) if said.party and set(theirs) != set(parties) else "both sides"
    first = said.speaker.split()[0]
    # "The two sides" stood at the beginning of a sentence; here it stands in the middle of a line.
    return uncapitalised(said.speaker) if first.casefold() in load("function_words") else said.speaker


def _named(who: Sequence[str], parties: Collection[str]) -> str:
    """Parties by name; of a long list the sides of the talks, and how many others there are."""
    if len(who) <= _MOST_PARTIES:
        return sides(who)
    own = [p for p in who if p in parties]
    return (
        f"{sides(own)} with {len(who) - len(own)} others"
        if own
        else f"{sides(who[:1])} with {len(who) - 1} others"
    )
