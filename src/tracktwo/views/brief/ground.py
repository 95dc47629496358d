"""Sections on what the record rests on: incidents, ideas, differing accounts, sources."""

from collections.abc import Iterable, Mapping

from tracktwo.analysis.differences import differences
from tracktwo.analysis.dossier import Dossier
from tracktwo.analysis.happenings import KnownIncident, link_incidents
from tracktwo.model import Citation, Document
from tracktwo.views.brief.phrasing import (
    capitalised,
    counted,
    evidence_of,
    evidence_of_all,
    label,
    labelled,
    line_of,
    listed,
    quoted_in,
    remark,
    without_stop,
)
from tracktwo.views.lines import Line, Section
from tracktwo.views.notes import source_of, title_of
from tracktwo.views.wording import date_in_words
from tracktwo.views.writing import on_one_line


def incidents_section(dossier: Dossier) -> Section:
    lines = tuple(incident_line(known) for known in link_incidents(dossier.incidents))
    return Section("Incidents", lines, "No document tells of an incident.")


def incident_line(known: KnownIncident, depth: int = 0) -> Line:
    """One incident in the words of the plainest account, with its date and what it is told to have led to."""
    first = known.first
    with_effect = next((e for e in known.entries if e.claim.effect), None)
    what = without_stop(first.claim.what[0], first.document)
    told = with_effect.claim.effect or "" if with_effect else ""
    # An effect that the words shown tell themselves is not said twice.
    is_new = with_effect is not None and on_one_line(told) not in on_one_line(what.exact)
    effect = ("; effect told: ", quoted_in(with_effect, told)) if with_effect and is_new else ()
    when = date_in_words(known.when)
    return line_of(what, f" ({when})", *effect, ".", evidence=evidence_of_all(known.entries, 3), depth=depth)


def ideas_section(dossier: Dossier) -> Section | None:
    if not dossier.ideas:
        return None
    lines = [line_of(e.claim.what[0], ".", evidence=evidence_of(e)) for e in dossier.ideas]
    return Section("Ideas put forward", tuple(lines), "")


def differences_section(dossier: Dossier) -> Section:
    lines = tuple(difference_lines(dossier))
    return Section("Where accounts differ", lines, "The documents do not contradict one another.")


def difference_lines(dossier: Dossier) -> Iterable[Line]:
    """Each thing that documents tell differently, then every account of it."""
    for difference in differences(dossier):
        yield label(f"{capitalised(difference.about)} of {labelled(difference.subject, dossier.states)}")
        for account in difference.accounts:
            documents = [e.document.id for e in account.entries]
            behind = counted(dossier.witnesses.independent(documents), "independent source")
            shown: str | Citation = account.value
            if difference.about.startswith("date"):
                shown = date_in_words(account.value)
            elif difference.about == "cause":
                shown = quoted_in(account.entries[0], account.value)
            yield line_of(shown, f" ({behind}).", evidence=evidence_of_all(account.entries), depth=1)


def sources_section(dossier: Dossier) -> Section:
    count = dossier.witnesses.independent([d.id for d in dossier.documents])
    head = remark(f"{counted(len(dossier.documents), 'document')}, {count} independent.")
    named = {d.id: d for d in dossier.documents}
    return Section("Sources", (head, *(_source_line(d, dossier, named) for d in dossier.documents)), "")


def _source_line(document: Document, dossier: Dossier, named: Mapping[str, Document]) -> Line:
    copies = dossier.witnesses.reprints_of(document.id)
    again = [c for c in copies if _called(named[c]) == _called(document)]
    same = listed(sorted({_called(named[c]) for c in copies} - {_called(document)}))
    note = (f"; same text as {same}" if same else "") + (f"; {_times(len(again) + 1)}" if again else "")
    credit = f"; with {listed(document.credits)}" if document.credits else ""
    about = f"{title_of(document)} ({source_of(document)}{credit}{note}) [{document.id[7:15]}]"
    return line_of(about, evidence=(), depth=1)


def _times(number: int) -> str:
    return f"put up {'twice' if number == 2 else f'{number} times'}"


def _called(document: Document) -> str:
    """A reprint by its publisher, else by its title with the first digits that tell it from its twins."""
    return document.publisher or f"{title_of(document)} [{document.id[7:15]}]"
