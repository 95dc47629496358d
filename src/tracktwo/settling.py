"""Brings a record's people and series of talks up to date with its claims, where documents came or changed.

Resolution says who is whom, the record keeps it; this module hands the one to the other and decides nothing. A
record that cannot be written to stays as it is: whoever reads it then works identities out from its claims.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from tracktwo.errors import RecordError
from tracktwo.model import Entry, Person, Round, StateChange
from tracktwo.model.levels import Clearance
from tracktwo.model.rulings import Rulings
from tracktwo.record import Record
from tracktwo.record.known_names import Key, NameHome, NameShelf
from tracktwo.record.people_resolver import Described
from tracktwo.record.series_shelf import FoundSeries
from tracktwo.resolution.dialogues import link_dialogues
from tracktwo.resolution.people import Home, arrange, describe, known_people
from tracktwo.resolution.regrouping import lookups, regroup
from tracktwo.resolution.rounds import link_rounds
from tracktwo.resolution.surnames import is_single
from tracktwo.resolution.version import rules_version

log = logging.getLogger("tracktwo")


def settle(record: Record, clearance: Clearance = Clearance.EVERYTHING) -> None:
    """Work out who is whom where documents came or changed; cheap where none did.

    The same as readers of a clearance may know it is kept from the first time on that it is given. What other rules
    worked out before stays as it is: a command that only reads is not to wait for all of it.

    Raises:
        RecordError: the record cannot be read.
    """
    if record.is_unsettled(clearance):
        _settle(record, clearance, renew=False)


def renew(record: Record) -> None:
    """The same, and everything anew where the rules, or the word lists that they go by, have changed since.

    Raises:
        RecordError: the record cannot be read.
    """
    if record.is_unsettled() or is_outdated(record):
        _settle(record, Clearance.EVERYTHING, renew=True)


def is_outdated(record: Record) -> bool:
    """Whether who is whom was worked out by other rules, or other word lists, than these."""
    return record.is_outdated(rules_version())


def _settle(record: Record, clearance: Clearance, *, renew: bool) -> None:
    try:
        record.settle(Resolution(), clearance, renew=renew)
    except RecordError as error:
        log.debug("who is whom is not kept: %s", error)
    except Exception as error:
        # A fault here costs time and no more: everything is worked out from the claims then.
        log.warning("who is whom could not be kept, please report it: %r", error)
        log.debug("settling failed", exc_info=True)


class Resolution:
    """The resolution wing as the record asks it."""

    @property
    def version(self) -> str:
        """Which rules and word lists it goes by."""
        return rules_version()

    def is_single(self, name: str) -> bool:
        """Whether a name has one word only."""
        return is_single(name)

    def terms(self, name: str) -> Collection[str]:
        """What a name is looked up by."""
        return lookups(name)

    def arrange(self, names: Collection[Key]) -> Sequence[NameHome]:
        """Group all names."""
        return _homes(arrange(names))

    def regroup(self, changed: Collection[Key], known: NameShelf) -> Sequence[NameHome]:
        """Group anew the names that these touch."""
        return _homes(regroup(changed, known))

    def part(
        self, homes: Sequence[Sequence[Entry[Person]]], rulings: Rulings
    ) -> Sequence[Sequence[Entry[Person]]]:
        """The people in groups of names."""
        return known_people(homes, rulings)

    def describe(self, names: Counter[str], parties: Counter[str], offices: Counter[str]) -> Described:
        """What is shown of a person."""
        return Described(*describe(names, parties, offices))

    def link(
        self,
        rounds: Sequence[Entry[Round]],
        states: Sequence[Entry[StateChange]],
        rulings: Rulings,
        of_rounds: Rulings,
    ) -> Sequence[FoundSeries]:
        """The series of talks that these accounts tell of."""
        return [
            FoundSeries(
                key=one.key, name=one.name, names=one.names, parties=one.parties, convenors=one.convenors,
                track=one.track.value if one.track else None, rounds=len(link_rounds(one.rounds, of_rounds)),
                claims=tuple(e.id for e in (*one.rounds, *one.states)),
            )
            for one in link_dialogues(rounds, states, rulings)
        ]  # fmt: skip


def _homes(found: Iterable[Home]) -> list[NameHome]:
    return [NameHome(home.full, home.shorter) for home in found]
