"""Groups of entries as people ruled on them: what was ruled one is joined, what was ruled several is parted.

Nothing is guessed about entries that nobody ruled on. They stay with those that the rules put them with; where
two of these were ruled to be different, they stay with neither, since nobody said with which. The outcome does
not depend on the order of entries, groups or rulings.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from tracktwo.model.rulings import NONE, Pair, Rulings, pair
from tracktwo.resolution.clusters import connected

__all__ = ["NONE", "Pair", "Rulings", "pair", "ruled"]

E = TypeVar("E")

#: Ids of entries that stay together unless they themselves were ruled to be different: one spelling of a name.
_Node = tuple[str, ...]


def ruled(
    groups: Iterable[Sequence[E]],
    rulings: Rulings,
    id: Callable[[E], str],
    likeness: Callable[[E], Hashable] | None = None,
) -> tuple[tuple[E, ...], ...]:
    """Join and part groups of entries as the rulings say.

    Args:
        groups: what the rules of resolution put together; each entry stands in one group.
        rulings: what people said; they outrank the rules.
        id: an entry's id.
        likeness: what entries have in common that stay together when one of them is parted from another sort,
            such as a name's spelling. Without it every entry stands for itself.

    Returns:
        The groups, members in the order in which they came, groups in the order of their first members. Two
        entries of a distinct pair are never in one group; those of a same pair always are, unless the pair
        is among ``rulings.suspended``.
    """
    given = [tuple(group) for group in groups]
    by_id = {id(entry): entry for group in given for entry in group}
    named = rulings.ids & by_id.keys()
    if not named:
        return tuple(given)
    place = {name: n for n, name in enumerate(by_id)}
    home = {id(entry): n for n, group in enumerate(given) for entry in group}
    bridges = [(home[a], home[b]) for a, b in rulings.joined if a in home and b in home]
    found: list[tuple[str, ...]] = []
    for union in connected(range(len(given)), bridges):
        members = [id(entry) for n in union for entry in given[n]]
        if not named.intersection(members):
            found.append(tuple(members))
            continue
        # Two entries of one group may be unlike only in another group: likeness holds within a group.
        alike = {id(e): (n, likeness(e) if likeness else id(e)) for n in union for e in given[n]}
        found += _parted(members, alike, rulings)
    whole = [tuple(sorted(group, key=place.__getitem__)) for group in found]
    whole.sort(key=lambda group: place[group[0]])
    return tuple(tuple(by_id[name] for name in group) for group in whole)


def _parted(members: Sequence[str], alike: Mapping[str, Hashable], rulings: Rulings) -> list[tuple[str, ...]]:
    """One group taken apart as far as rulings demand."""
    nodes = _nodes(members, alike, rulings)
    blocs = _blocs(nodes, rulings)
    if any(_is_torn(bloc, rulings) for bloc in blocs):
        # Spellings stand in the way of what was said of single entries: only what was said counts then.
        blocs = _blocs([(name,) for name in members], rulings)
    return _by_enemies(blocs, rulings)


def _nodes(members: Sequence[str], alike: Mapping[str, Hashable], rulings: Rulings) -> list[_Node]:
    by_likeness: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name in members:
        by_likeness[alike[name]].append(name)
    nodes: list[_Node] = []
    for own in by_likeness.values():
        nodes += _by_enemies([(name,) for name in own], rulings)
    return nodes


def _blocs(nodes: Sequence[_Node], rulings: Rulings) -> list[_Node]:
    """Nodes joined by merges."""
    node_of = {name: node for node in nodes for name in node}
    links = [(node_of[a], node_of[b]) for a, b in rulings.joined if a in node_of and b in node_of]
    return [tuple(name for node in bloc for name in node) for bloc in connected(nodes, links)]


def _is_torn(bloc: _Node, rulings: Rulings) -> bool:
    inside = set(bloc)
    return any(rulings.enemies.get(name, frozenset()) & inside for name in bloc)


def _by_enemies(blocs: Sequence[_Node], rulings: Rulings) -> list[tuple[str, ...]]:
    """Blocs stay together that the same others were ruled to be different from."""
    bloc_of = {name: n for n, bloc in enumerate(blocs) for name in bloc}
    kept: defaultdict[frozenset[int], list[str]] = defaultdict(list)
    for bloc in blocs:
        others = frozenset(
            bloc_of[enemy] for name in bloc for enemy in rulings.enemies.get(name, ()) if enemy in bloc_of
        )
        kept[others] += bloc
    return [tuple(group) for group in kept.values()]
