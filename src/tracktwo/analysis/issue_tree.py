"""Which issue a phrase names: one of the tree that a user can edit, or one of the documents' own, and which way round.

The tree is ``lexicon/issues.yaml`` with what a user adds; how phrases are compared stands in
``lexicon/issue_tree.yaml``. Nothing is guessed about meaning: phrases that share no words stay apart until
somebody names them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from tracktwo.analysis.likeness import content_words, stem, words_of
from tracktwo.analysis.namings import all_namings
from tracktwo.errors import LexiconError
from tracktwo.lexicon import load
from tracktwo.lexicon.own import stamp

#: Likeness (0–100) of the one word in which two issues differ from which they are one issue.
SAME_ISSUE = 85.0
#: Letters with which such words must begin alike.
_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class Node:
    """One issue of the tree."""

    name: str
    words: tuple[str, ...]
    #: Words for the opposite.
    turned: tuple[str, ...] = ()
    #: The wider issue that this one stands under.
    under: str | None = None
    #: What somebody is for who is for this issue; None where nobody has written it down.
    proposition: str | None = None
    #: Whether it is too wide to be for or against, and only holds narrower ones.
    is_broad: bool = False


@dataclass(frozen=True, slots=True)
class IssueName:
    """What a phrase of a document names."""

    name: str
    #: Whether the phrase names the opposite, so that for is against.
    turned: bool = False
    #: Whether the tree has it; else it is the documents' own and waits for a name.
    is_known: bool = True
    #: The wider issue; of one that is not known, the one whose words it has, as a proposal.
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase taken apart."""

    #: Folded words that say which issue it is, in order, parties and light words off.
    words: tuple[str, ...]
    #: Stems of the words up to the first preposition; the last of them is the head.
    core: tuple[str, ...]
    turned: bool
    #: All content words, as stems.
    stems: frozenset[str]


def tree() -> Mapping[str, Node]:
    """The issues by name, in the order of the file; as the user's own file has them now.

    Raises:
        LexiconError: an issue has no words, or stands under one that is not there or under itself.
    """
    return _tree_of(stamp("issues"))


@lru_cache(maxsize=4)
def _tree_of(changed: tuple[int, int] | None) -> Mapping[str, Node]:
    """The tree of the user's file when its stamp is ``changed``."""
    # What was loaded before may be of another time.
    load.cache_clear()
    return grown(load("issues"))


def grown(issues: Mapping[str, Any]) -> Mapping[str, Node]:
    """The tree of issues as a file has them; what :func:`tree` raises, it raises."""
    propositions, opposite = load("issue_tree")["propositions"], load("issue_tree")["turned"]
    nodes: dict[str, Node] = {}
    for name, about in issues.items():
        if not isinstance(about, dict) or not isinstance(about.get("words"), list):
            raise LexiconError(f"the issue {name!r} of issues.yaml has no words: give it a list of them")
        nodes[str(name)] = Node(
            str(name),
            tuple(str(w) for w in about["words"]),
            tuple(str(w) for w in (*about.get("turned", ()), *opposite.get(name, ()))),
            about.get("under"),
            about.get("proposition") or propositions.get(name),
            bool(about.get("broad")),
        )
    for node in nodes.values():
        wider_than(node.name, nodes)
    return nodes


def wider_than(name: str, nodes: Mapping[str, Node]) -> tuple[str, ...]:
    """All issues that ``name`` stands under, the nearest first.

    Raises:
        LexiconError: one of them is not in the tree, or the tree runs in a circle.
    """
    found: list[str] = []
    under = nodes[name].under
    while under is not None:
        if under not in nodes:
            raise LexiconError(f"the issue {name!r} stands under {under!r}, which issues.yaml does not have")
        if under in found or under == name:
            raise LexiconError(f"the issue {name!r} stands under itself: mend `under` in issues.yaml")
        found.append(under)
        under = nodes[under].under
    return tuple(found)


@lru_cache(maxsize=65_536)
def one_stem(word: str) -> str:
    """The stem of a word of an issue, and one stem for all words that mean the same: "figures" as "data"."""
    found = stem(word)
    return _synonyms().get(found, found)


@lru_cache(maxsize=65_536)
def telling_words(text: str) -> frozenset[str]:
    """The words that say which issue a text names, as stems, one for all that mean the same."""
    known = _synonyms()
    return frozenset(known.get(w, w) for w in content_words(text))


@cache
def _synonyms() -> Mapping[str, str]:
    """By the stem of each word the stem of the first of those that mean the same."""
    lines = [[stem(str(w).casefold()) for w in line] for line in load("issue_tree")["synonyms"]]
    return {one: line[0] for line in lines for one in line}


@lru_cache(maxsize=65_536)
def take_apart(phrase: str) -> Phrase:
    """Take off parties, light words and what turns a phrase round."""
    words = _plain(phrase)
    turned = False
    ends, reversing, after = (_set(n) for n in ("core_ends", "reversing", "reversing_after"))
    dropped = frozenset(load("function_words"))
    while len(words) > 1 and (words[0] in dropped or _reverses(words, reversing) or _carries(words)):
        if _carries(words):
            # "The launch of the observatory" is about the observatory.
            words = words[1:]
        elif words[0] not in dropped:
            turned = not turned
        words = words[1:]
    kept = [w for w in words if w not in dropped]
    if len(kept) > 1 and kept[-1] in after and words[-1] == kept[-1]:
        turned, words = not turned, words[:-1]
    cut = next((n for n, w in enumerate(words) if w in ends and n > 0), len(words))
    core = tuple(one_stem(w) for w in words[:cut] if w not in dropped)
    told = [w for w in words if w not in dropped] or words_of(phrase)
    stems = telling_words(" ".join(told))
    return Phrase(tuple(told), core or tuple(one_stem(w) for w in told), turned, stems)


def is_vague(name: IssueName) -> bool:
    """Whether an issue that the tree does not have is named by words that say nothing by themselves ("efforts").

    The name of a party says nothing of what one could be for or against either.
    """
    if name.is_known:
        return False
    return take_apart(name.name).stems <= _vague() or not words_of(all_namings().without(name.name))


@cache
def _vague() -> frozenset[str]:
    return frozenset(one_stem(w) for w in _set("vague"))


def _reverses(words: list[str], reversing: frozenset[str]) -> bool:
    return words[0] in reversing or " ".join(words[:2]) in reversing


def _carries(words: list[str]) -> bool:
    return len(words) > 2 and words[0] in _set("carrying") and words[1] == "of"


def _plain(phrase: str) -> list[str]:
    bare = all_namings().without(phrase)
    kept = words_of(bare) or words_of(phrase)
    light = _set("light")
    return [w for w in kept if w not in light] or kept


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(w) for w in load("issue_tree")[name])


def same_issue(one: str, other: str) -> bool:
    """Whether two issues share their content words, up to endings and order.

    It joins "drone strikes" with "U.S. drone strikes in Pakistan", and cannot see that "unmanned raids" are
    the same: the issue lexicon's synonyms are for that.
    """
    return _same(telling_words(one), telling_words(other))


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    if (a and a == b) or (len(min(a, b, key=len)) >= 2 and (a <= b or b <= a)):
        return True
    # All words but one are the same, and that one is spelt nearly alike.
    mine, theirs = a - b, b - a
    return len(mine) == len(theirs) == 1 and _is_spelt_alike(*mine, *theirs)


def _is_spelt_alike(one: str, other: str) -> bool:
    return one[:_BEGINNING] == other[:_BEGINNING] and fuzz.ratio(one, other) >= SAME_ISSUE


def name_issues(phrases: Iterable[str]) -> Mapping[str, IssueName]:
    """Name every phrase: by the tree, else by the shortest of the phrases that share its words.

    The outcome does not depend on the order of the phrases.
    """
    found: dict[str, IssueName] = {}
    open_: dict[str, Phrase] = {}
    # Asked for once: whether somebody has changed the tree is looked up each time.
    nodes, index = tree(), _index()
    for phrase in sorted(set(phrases)):
        known = _in_tree(phrase, nodes, index)
        if known is not None:
            found[phrase] = known
        else:
            open_[phrase] = take_apart(phrase)
    for group in _alike(open_):
        # The name is itself the right way round: a phrase that turns it is for its opposite.
        upright = [p for p in group if not open_[p].turned] or list(group)
        # Of words that mean the same, the first one names: "flow data", not "figures".
        shortest = min(upright, key=lambda p: (_renamed(p), len(p), p))
        name = shortest if not open_[shortest].turned else " ".join(open_[shortest].words)
        under = _wider(open_[shortest], index)
        for phrase in group:
            found[phrase] = IssueName(name, open_[phrase].turned, is_known=False, under=under)
    return found


def _renamed(phrase: str) -> int:
    """How many words of a phrase stand for another one of the same meaning."""
    return len(content_words(phrase) - telling_words(phrase))


def in_tree(phrase: str) -> IssueName | None:
    """The issue of the tree that ``phrase`` names by its own name, or by words for it that hold its head."""
    return _in_tree(phrase, tree(), _index())


def _in_tree(phrase: str, nodes: Mapping[str, Node], index: "_Index") -> IssueName | None:
    if phrase in nodes:
        return IssueName(phrase, under=nodes[phrase].under)
    whole = telling_words(" ".join(_plain(phrase)))
    for one in sorted(whole):
        for stems, name, turned in index.get(one, ()):
            if stems == whole:
                return IssueName(name, turned, under=nodes[name].under)
    taken = take_apart(phrase)
    fitting = [
        (-len(stems), name, turned)
        for stems, name, turned in index.get(taken.core[-1] if taken.core else "", ())
        if stems == taken.stems or (stems <= frozenset(taken.core) and not nodes[name].is_broad)
    ]
    if not fitting:
        return None
    _, name, turned = min(fitting)
    return IssueName(name, taken.turned is not turned, under=nodes[name].under)


def _wider(taken: Phrase, index: "_Index") -> str | None:
    """The issue of the tree one of whose words the phrase has, the one with most words in common."""
    hits = [
        (-len(stems), name)
        for word in taken.stems
        for stems, name, _ in index.get(word, ())
        if stems <= taken.stems
    ]
    return min(hits)[1] if hits else None


#: By each stem, the words that have it: all their stems, the issue, and whether they name its opposite.
_Index = Mapping[str, list[tuple[frozenset[str], str, bool]]]


def _index() -> _Index:
    """The words of every issue as stems, by each stem."""
    return _index_of(stamp("issues"))


@lru_cache(maxsize=4)
def _index_of(changed: tuple[int, int] | None) -> _Index:
    """The words of the tree of the user's file when its stamp is ``changed``."""
    found: defaultdict[str, list[tuple[frozenset[str], str, bool]]] = defaultdict(list)
    for node in tree().values():
        # Words for the opposite are read after the others and outrank them.
        named = {_stems(w): False for w in (node.name, *node.words)} | {_stems(w): True for w in node.turned}
        for stems, turned in named.items():
            for one in stems:
                found[one].append((stems, node.name, turned))
    return found


def _stems(words: str) -> frozenset[str]:
    """Stems of a word of the tree, light words off: "international monitor" is found in "monitors" too."""
    bare = words.replace("_", " ")
    kept = [w for w in words_of(bare) if w not in _set("light")]
    return telling_words(" ".join(kept)) or telling_words(bare)


def _alike(phrases: Mapping[str, Phrase]) -> list[list[str]]:
    """Groups of phrases that share their words, and phrases of one word with the one group whose head it is."""
    stems = {phrase: taken.stems for phrase, taken in phrases.items()}
    pairs = {p for p in {*_contained(stems), *_spelt_alike(stems)} if _same(stems[p[0]], stems[p[1]])}
    home = _homes(phrases, pairs)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        groups[home[phrase]].append(phrase)
    by_head: defaultdict[str, list[str]] = defaultdict(list)
    for phrase, taken in phrases.items():
        by_head[taken.core[-1] if taken.core else ""].append(phrase)
    for phrase, taken in phrases.items():
        if len(taken.core) != 1:
            continue
        fitting = [p for p in by_head[taken.core[0]] if p != phrase and _same_head(taken, phrases[p])]
        others = {home[p] for p in fitting if len(phrases[p].stems) > 1} - {home[phrase]}
        # "Agreement" must not join the fishing agreement to the border agreement.
        if len(others) == 1:
            (other,) = others
            for mate in groups[home[phrase]]:
                if mate == phrase or len(phrases[mate].stems) == 1:
                    home[mate] = other
    made: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        made[home[phrase]].append(phrase)
    return list(made.values())


def _homes(phrases: Mapping[str, Phrase], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each phrase the one with fewest words that it is like; it is led by one alone.

    Were all that are like one another put together, a long phrase would join what has nothing to do with one another:
    "trade talks and border monitors" the talks to the monitors, and these to whatever else has their words.
    """
    near: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        near[one].append(other)
        near[other].append(one)
    home: dict[str, str] = {}
    for phrase in sorted(phrases, key=lambda p: (len(phrases[p].stems), len(p), p)):
        leaders = [p for p in near[phrase] if home.get(p) == p]
        head = phrases[phrase].core[-1:]
        home[phrase] = min(
            leaders,
            key=lambda p: (phrases[p].core[-1:] != head, -len(phrases[p].stems), len(p), p),
            default=phrase,
        )
    return home


def _contained(stems: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of phrases of which one has all words of the other."""
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for phrase, own in stems.items():
        for one in own:
            holding[one].append(phrase)
    for phrase, own in stems.items():
        # By one word alone phrases are not the same.
        if len(own) < 2:
            continue
        # Whatever has all of them has the rarest.
        for other in min((holding[one] for one in own), key=len, default=[]):
            if other != phrase and own <= stems[other]:
                yield min(phrase, other), max(phrase, other)


def _spelt_alike(stems: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of phrases that have all words but one in common, or none but one, and that one spelt nearly alike."""
    beside: defaultdict[tuple[frozenset[str], str], list[tuple[str, str]]] = defaultdict(list)
    for phrase in sorted(stems):
        for one in stems[phrase]:
            beside[stems[phrase] - {one}, one[:_BEGINNING]].append((one, phrase))
    for group in beside.values():
        for (one, phrase), (word, other) in combinations(group, 2):
            if one == word or _is_spelt_alike(one, word):
                yield phrase, other


def _same_head(one: Phrase, other: Phrase) -> bool:
    if not one.core or not other.core or one.core[-1] != other.core[-1]:
        return False
    beyond, others = one.stems - set(one.core), other.stems - set(other.core)
    return not beyond or not others or bool(beyond & others)
