"""Sections on what the record rests on: incidents, ideas, differing accounts, sources."""

from tracktwo.analysis.differences import differences
from tracktwo.analysis.dossier import Dossier
from tracktwo.model import Document
from tracktwo.views.brief.phrasing import capitalised, counted, evidence_of, labelled, line_of
from tracktwo.views.lines import Line, Section, Words
from tracktwo.views.wording import date_in_words


def incidents_section(dossier: Dossier) -> Section:
    lines = []
    for entry in dossier.incidents:
        told = entry.claim
        effect = f"; effect told: {told.effect}" if told.effect else ""
        when = date_in_words(told.when)
        lines.append(line_of(told.what[0], f" ({when}){effect}.", evidence=evidence_of(entry)))
    return Section("Incidents", tuple(lines), "No document tells of an incident.")


def ideas_section(dossier: Dossier) -> Section | None:
    if not dossier.ideas:
        return None
    lines = [line_of(e.claim.what[0], ".", evidence=evidence_of(e)) for e in dossier.ideas]
    return Section("Ideas put forward", tuple(lines), "")


def differences_section(dossier: Dossier) -> Section:
    lines: list[Line] = []
    for difference in differences(dossier):
        head = f"{capitalised(difference.about)} of {labelled(difference.subject)}:"
        lines.append(line_of(head, evidence=()))
        for account in difference.accounts:
            documents = [e.document.id for e in account.entries]
            behind = counted(dossier.witnesses.independent(documents), "independent source")
            shown = date_in_words(account.value) if difference.about.startswith("date") else account.value
            evidence = [c for e in account.entries for c in evidence_of(e)]
            lines.append(line_of(f"{shown} ({behind})", evidence=evidence, depth=1))
    return Section("Where accounts differ", tuple(lines), "The documents do not contradict one another.")


def sources_section(dossier: Dossier) -> Section:
    count = dossier.witnesses.independent([d.id for d in dossier.documents])
    head = Line((Words(f"{counted(len(dossier.documents), 'document')}, {count} independent."),))
    return Section("Sources", (head, *(_source_line(d, dossier) for d in dossier.documents)), "")


def _source_line(document: Document, dossier: Dossier) -> Line:
    title = document.title or document.path or "Without title"
    publisher = document.publisher or "publisher not told"
    copies = dossier.witnesses.reprints_of(document.id)
    named = {d.id: d for d in dossier.documents}
    same = ", ".join(sorted(named[c].publisher or named[c].path or c[7:15] for c in copies))
    note = f"; same text as {same}" if same else ""
    credit = f"; with {', '.join(document.credits)}" if document.credits else ""
    when = date_in_words(document.published) if document.published else "date not told"
    return line_of(f"{title}. {publisher}, {when}{credit}{note} [{document.id[7:15]}]", evidence=(), depth=1)
