"""Who said the words that a brief quotes, and who held the office that a document names in place of a person."""

from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.ledger import days_told
from tracktwo.lexicon import load
from tracktwo.model import Citation, Document, Entry, Stance, Statement
from tracktwo.model.dates import first_day
from tracktwo.resolution.people import find_person
from tracktwo.resolution.tenures import Tenure, holder, tenures_of
from tracktwo.views.brief.phrasing import dated, evidence_of_all, uncapitalised
from tracktwo.views.wording import date_in_words, party_name


class Said:
    """Statements by document, to find the one that cited words belong to, and who held an office when it was made."""

    def __init__(self, dossier: Dossier) -> None:
        self._held: dict[str, list[Entry[Statement]]] = {}
        for known in dossier.statements:
            for entry in known.entries:
                self._held.setdefault(entry.document.id, []).append(entry)
        self._tenures = tenures_of(dossier.people)
        self._days = days_told(dossier)
        self._people = dossier.people

    def when(self, document: Document) -> str:
        """When a document was published; of one without a date, after what it was if that is told."""
        day = self._days.get(document.id)
        if day is None or not day.endswith("/.."):
            return dated(day)
        return f"on or after {date_in_words(day.removesuffix('/..'))}"

    def name_of(self, said: Statement) -> str:
        """Who said it, by the fullest name that the record knows."""
        known = find_person(said.speaker, said.party, self._people) if said.speaker else None
        return known.name if known else speaker_of(said)

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


def by_and_when(
    cited: Citation, party: str, told: Entry[Stance], said: Said
) -> tuple[str, tuple[Citation, ...]]:
    """Who said the cited words and when they were published; and the place that tells who held the office."""
    found = said.around(cited)
    when = said.when(told.document)
    if found is None or not found.claim.speaker:
        return f"as reported, {when}", ()
    speaker = said.name_of(found.claim)
    if speaker.casefold() == party_name(party).casefold():
        return when, ()
    known = said.behind(found)
    if known is None:
        return f"{speaker}, {when}", ()
    return f"{speaker} (then {known.person.name}), {when}", evidence_of_all(known.entries, 1)


def speaker_of(said: Statement) -> str:
    """Who said it, in the words of the text; "they" and the like, of several parties, are both sides."""
    jointly = said.party is not None and "+" in said.party
    if not said.speaker or (jointly and len(said.speaker.split()) == 1):
        return "both sides"
    first = said.speaker.split()[0]
    # "The two sides" stood at the beginning of a sentence; here it stands in the middle of a line.
    return uncapitalised(said.speaker) if first.casefold() in load("function_words") else said.speaker
