"""What entries of several documents tell of one person, dialogue, round …: groups, as every list shows them."""

from typing import Any

from tracktwo.model import Engagement, Entry, Form, Person, Round, StateChange, Statement
from tracktwo.model.judgement import Thing
from tracktwo.record import Gate
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.engagements import link_engagements
from tracktwo.resolution.people import link_people
from tracktwo.resolution.rounds import link_rounds
from tracktwo.resolution.wordings import link_statements

Group = tuple[Entry[Any], ...]


def groups_of(gate: Gate, thing: Thing) -> tuple[Group, ...]:
    """Every group of entries that tell of one such thing, with what people ruled."""
    rulings = gate.rulings(thing)
    match thing:
        case Thing.PEOPLE:
            return tuple(p.entries for p in link_people(gate.claims(Person), rulings))
        case Thing.STATEMENTS:
            return tuple(s.entries for s in link_statements(gate.claims(Statement), rulings))
        case Thing.ENGAGEMENTS:
            contacts = (e for e in gate.claims(Engagement) if e.claim.form is not Form.ROUND)
            return tuple(e.entries for e in link_engagements(contacts, rulings))
    of_dialogues = gate.rulings(Thing.DIALOGUES)
    series = link_dialogues(gate.claims(Round), gate.claims(StateChange), of_dialogues)
    if thing is Thing.DIALOGUES:
        return tuple((*s.rounds, *s.states) for s in series)
    return tuple(r.entries for s in series for r in link_rounds(s.rounds, rulings))


def group_with(gate: Gate, thing: Thing, entry_id: str) -> Group:
    """The group that an entry stands in; empty where it stands in none."""
    return next((g for g in groups_of(gate, thing) if any(e.id == entry_id for e in g)), ())
