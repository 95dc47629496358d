"""Who met or called whom, by the people: are those whom a readout's title names found in its body, with their party?

    python -m evaluation.readouts_people SHARED [--every N] [--misses]

The title of each of the 500 readouts names the other side ("Secretary X's Call with Kuwaiti Foreign Minister
Y"); the name and the party read from it are held against the people found in the whole page. It measures no
engagement; titles that name nobody after "with" or "to" are left out, and so are titles with several names.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tracktwo.extraction.actors import Actors, find_actors
from tracktwo.extraction.names import read_name
from tracktwo.extraction.parties import party_of_words
from tracktwo.reading import load_reader
from tracktwo.source import RawSource, derive, gather

_TITLE = re.compile(r"(?:Call|Meeting|Meets?|Lunch|Dinner|Breakfast) [Ww]ith (?P<whom>.+)$")
#: Titles behind which no person or more than one is named.
_NOT_ONE = re.compile(
    r"\band\b(?! (?:Minister|Foreign|External|Deputy|International|Defense|Trade|European|Security|Cooperation|"
    r"Immigration|Emigration|Expatriates|Migration|Economic|Worship|Emirati|Defence|Head|Permanent|Commonwealth|"
    r"Deputy|Chief|Regional|Political|State|Human|Public|Special|Citizens|Diaspora|Overseas|Civil))"
    r"|Ministers\b|Leaders|Counterparts?$|Members|Civil Society|Families|Students|Delegation|Representatives\b|"
    r"Organizations?$|Group$|Parties\b|\bWomen\b|Troika|Council$|Quint|Quad\b|Community|Officials|Journalists|Activists|Refugees"
)


def expected(title: str) -> tuple[str, str | None] | None:
    """The other side's last name as the title has it, folded, and party; None where there is not one of them."""
    match = _TITLE.search(re.sub(r"\s+", " ", title.replace("’", "'")))
    if match is None or _NOT_ONE.search(match["whom"]):
        return None
    halves = match["whom"].split(" and ")
    if len(halves) > 1 and all(party_of_words(half) for half in halves):
        return None
    whom = re.sub(
        r"(?: in [A-Z]\w+| [Dd]uring .*| on [A-Z]\w+$| at .*|, Jr\.| II|, \w+ \d+.*)$", "", match["whom"]
    )
    whom = re.sub(r"^(.* \w+) of ([A-Z]\w+)$", r"\2 \1", whom)
    return read_name(whom.split()[-1]).parts[-1], party_of_words(whom)


def judge(title: str, actors: Actors) -> tuple[bool, bool | None] | None:
    """Whether the title's person is among the people, and with the title's party; None where it names nobody."""
    wanted = expected(title)
    if wanted is None:
        return None
    name, party = wanted
    found = [p for p in actors.people if name in "".join(read_name(p.name).parts)]
    if not found or party is None:
        return bool(found), None
    return True, any(p.party == party for p in found)


def measure(shared: Path) -> Mapping[str, float]:
    """Per cent of the titles whose person is among the people, and of these with the title's party."""
    verdicts = [verdict for _, verdict in _verdicts(shared, every=1)]
    parties = [party for _, party in verdicts if party is not None]
    return {
        "people of titles found": 100 * sum(found for found, _ in verdicts) / max(len(verdicts), 1),
        "with the title's party": 100 * sum(parties) / max(len(parties), 1),
        "titles that name one person": float(len(verdicts)),
    }


def _verdicts(shared: Path, every: int) -> Iterator[tuple[str, tuple[bool, bool | None]]]:
    """The title and the verdict of each page whose title names one person."""
    reader = load_reader()
    pages = sorted(str(p) for p in (shared / "corpora" / "readouts").glob("*.html"))
    for source in gather(pages[::every]):
        if isinstance(source, RawSource):
            document = derive(source)
            verdict = judge(document.title or "", find_actors(document, reader.read(document)))
            if verdict is not None:
                yield document.title or "", verdict


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take each Nth readout only")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    people, parties = [], []
    for title, verdict in _verdicts(arguments.shared, arguments.every):
        people.append(verdict[0])
        if verdict[1] is not None:
            parties.append(verdict[1])
        if arguments.misses and (not verdict[0] or verdict[1] is False):
            print(f"{'party' if verdict[0] else 'name'}: {title}")
    print(f"people of titles found     {100 * sum(people) / max(len(people), 1):5.1f} % of {len(people)}")
    print(f"with the title's party     {100 * sum(parties) / max(len(parties), 1):5.1f} % of {len(parties)}")


if __name__ == "__main__":
    main()
