"""A timeline as one HTML file: the drawing, and the list with its sentences, which filters without a network.

The script stands in the page and nothing else may run (content security policy by its hash). Without it the page is
the drawing and the whole list.
"""

import base64
import hashlib
from dataclasses import dataclass

from markupsafe import Markup

from tracktwo.model import Engagement, Round, StateChange, Status
from tracktwo.views.exports.occasions import Kind, Occasion
from tracktwo.views.exports.selection import first_citation
from tracktwo.views.notes import Cited, cited_sentence
from tracktwo.views.templating import template
from tracktwo.views.timeline.plan import Plan
from tracktwo.views.timeline.svg import to_svg
from tracktwo.views.wording import date_in_words, party_name

_KINDS = {
    Kind.ROUND: "Rounds",
    Kind.CONTACT: "Other contacts",
    Kind.STATE: "Changes of state",
    Kind.INCIDENT: "Incidents",
}


_CALLED = {Kind.STATE: "change of state"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list."""

    #: None for what has no place on the line of time.
    number: int | None
    kind: Kind
    called: str
    year: int | None
    when: str
    title: str
    status: str
    parties: tuple[str, ...]
    track: str | None
    cited: tuple[Cited, ...]


def to_html(made: Plan) -> str:
    """Write the page."""
    script = template("timeline.js").render()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    items = [_item(p.number, p.occasion) for p in made.placed] + [_item(None, o) for o in made.undated]
    years = [i.year for i in items if i.year]
    return template("timeline.html.j2").render(
        title=made.title,
        drawing=Markup(to_svg(made, with_list=False)),
        items=items,
        kinds=[(k.value, name) for k, name in _KINDS.items() if any(i.kind is k for i in items)],
        parties=sorted({(p, party_name(p)) for i in items for p in i.parties}, key=lambda p: p[1]),
        years=(min(years), max(years)) if years else None,
        script=Markup(script),
        digest=digest,
        css=Markup(template("timeline.css").render()),
    )


def _item(number: int | None, occasion: Occasion) -> Item:
    start = occasion.when.bounds()[0] if occasion.when and occasion.has_year else None
    where = f", {occasion.where}" if occasion.where else ""
    cited = [(first_citation(e), e.document) for e in occasion.entries]
    return Item(
        number=number,
        kind=occasion.kind,
        called=_CALLED.get(occasion.kind, occasion.kind.value),
        year=start.year if start else None,
        when=date_in_words(occasion.when.text if occasion.when else None),
        title=f"{occasion.title}{where}",
        status="" if occasion.status is Status.HELD else occasion.status.value,
        parties=_parties(occasion),
        track=occasion.track.value if occasion.track else None,
        cited=tuple(dict.fromkeys(cited_sentence(c, d) for c, d in cited if c)),
    )


def _parties(occasion: Occasion) -> tuple[str, ...]:
    """The parties that took part, or whose dialogue it is about."""
    found: set[str] = set()
    for entry in occasion.entries:
        match entry.claim:
            case Round():
                found.update(entry.claim.dialogue.parties)
            case StateChange():
                found.update(entry.claim.parties)
            case Engagement():
                everyone = (*entry.claim.who, *entry.claim.with_)
                found.update(code for p in everyone if p.party for code in p.party.split("+"))
    return tuple(sorted(found))
