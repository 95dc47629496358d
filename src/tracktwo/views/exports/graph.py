"""Who met and who addressed whom, and which side stands where, as graphs for Gephi, igraph and networkx.

The extra ``exports`` holds networkx, which writes GraphML and GEXF.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import BinaryIO

import networkx as nx

from tracktwo.model import Engagement, Person, Stance, Statement, Status
from tracktwo.model.judgement import Thing
from tracktwo.resolution.people import find_person, link_people
from tracktwo.views.exports.selection import Selection, first_citation, mark_of


def graphml(selection: Selection, out: BinaryIO) -> None:
    """The network as GraphML."""
    nx.write_graphml(network(selection), out)


def gexf(selection: Selection, out: BinaryIO) -> None:
    """The network as GEXF."""
    nx.write_gexf(network(selection), out)


def network(selection: Selection) -> "nx.MultiDiGraph[str]":
    """People, parties and issues as nodes; ``met``, ``addressed``, ``belongs`` and stances as edges.

    Each edge counts how often (``weight``) and names the first place that tells of it (``citation``). Meetings go
    both ways and are stored once, from the name that sorts first.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for source, target, kind, citation in sorted(_edges(selection, _Names(selection))):
        for node in (source, target):
            graph.add_node(node, kind=node.split(":", 1)[0], label=node.split(":", 1)[1])
        if graph.has_edge(source, target, kind):
            graph[source][target][kind]["weight"] += 1
        else:
            graph.add_edge(source, target, key=kind, kind=kind, weight=1, citation=citation)
    return graph


class _Names:
    """Names as nodes: a person whom documents name in several ways is one."""

    def __init__(self, selection: Selection) -> None:
        self._people = link_people(selection.of_kind(Person), selection.rulings(Thing.PEOPLE))
        self._known: dict[tuple[str, str | None], str] = {}

    def full(self, name: str, party: str | None) -> str:
        """The name under which somebody is known, or the name as it stands."""
        key = (name, party)
        if key not in self._known:
            person = find_person(name, party, self._people)
            self._known[key] = person.name if person else name
        return self._known[key]

    def node(self, name: str | None, party: str | None) -> str | None:
        """The node of a person, else of a party."""
        if name:
            return f"person:{self.full(name, party)}"
        return f"party:{party}" if party else None


def _edges(selection: Selection, names: _Names) -> Iterable[tuple[str, str, str, str]]:
    for entry in selection.of_kind(Engagement):
        if entry.claim.status is Status.HELD:
            everyone = {names.node(p.name, p.party) for p in (*entry.claim.who, *entry.claim.with_)}
            for one, other in combinations(sorted(n for n in everyone if n), 2):
                yield one, other, "met", _place(entry)
            for p in (*entry.claim.who, *entry.claim.with_):
                yield from _belongs(p.name and names.full(p.name, p.party), p.party, _place(entry))
    for said in selection.of_kind(Statement):
        name, party = said.claim.speaker, said.claim.party
        speaker = names.node(name, party)
        if speaker and said.claim.addressee:
            yield speaker, f"person:{names.full(said.claim.addressee, None)}", "addressed", _place(said)
        yield from _belongs(name and names.full(name, party), party, _place(said))
    for stance in selection.of_kind(Stance):
        for party in stance.claim.party.split("+"):
            yield f"party:{party}", f"issue:{stance.claim.issue}", stance.claim.stance.value, _place(stance)


def _belongs(name: str | None, party: str | None, place: str) -> Iterable[tuple[str, str, str, str]]:
    if name and party:
        for code in party.split("+"):
            yield f"person:{name}", f"party:{code}", "belongs", place


def _place(entry: object) -> str:
    cited = first_citation(entry)  # type: ignore[arg-type]
    return mark_of(cited) if cited else ""
