"""What the title of a readout says of a contact, by an independent and simple reading of titles alone.

"Secretary X's Call with Ruritanian Foreign Minister Y" gives a call of X with Y. Nothing of the extractor is
used: a name is what is left of a title when words of office and place are taken away. Titles that name no call or
meeting (travel notices, joint statements, remarks, press availabilities) give None and are counted apart.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import yaml

_CONTACT = re.compile(
    r"^(?:Readout[^:]*: )?(?:The )?(?P<who>.+?)(?:['’]s|s['’])? (?:\w+lateral |Virtual |Joint )?"
    r"(?P<form>Call|Meeting|Meets) [Ww]ith (?:[Tt]he )?(?P<with>.+)$"
)
_LEADING = re.compile(r"^(?P<form>Call|Meeting) with (?P<with>.+)$")
_TAIL = re.compile(
    r",? (?:on (?!Myanmar)(?!.*(?:Minister|Envoy|President))|On the |on the (?:Sidelines|Margins)|During "
    r"|in (?=[A-Z]\w+$)).*$"
)
_SPLIT = re.compile(r",? and |, | & |/(?=[A-Z])")
#: Titles that tell of no contact of officials as such.
_OTHERS = re.compile(
    r"^(?:Joint |Briefing|On-the-Record|Remarks|Opening|Secretary Antony J\. Blinken )", re.IGNORECASE
)

_OFFICE = frozenset(yaml.safe_load(Path(__file__).with_name("title_words.yaml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class TitleContact:
    """A call or meeting as a title names it; each name as its surname's words, folded."""

    form: str
    who: tuple[str, ...]
    with_: tuple[str, ...]
    #: The words of the other side, for groups without a name.
    with_words: str


def read_title(title: str) -> TitleContact | None:
    """Read one title; None where it names no call or meeting."""
    title = " ".join(title.replace("’", "'").split())
    if _OTHERS.match(title):
        return None
    found = _CONTACT.match(title) or _LEADING.match(title)
    if found is None:
        return None
    parts = found.groupdict()
    other = _TAIL.sub("", parts["with"])
    form = "call" if parts["form"] == "Call" else "meeting"
    return TitleContact(form, _names(parts.get("who") or ""), _names(other), other)


def fold(words: str) -> str:
    """Lower case without accents, hyphens and marks."""
    plain = unicodedata.normalize("NFKD", words.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def _names(words: str) -> tuple[str, ...]:
    """Surnames in a list of people; a part of office words only belongs to the part after it."""
    names = []
    for part in _SPLIT.split(re.sub(r"\([^)]*\)", "", words)):
        tokens = re.sub(r"'s\b", "", part).split()
        if "of" in tokens[-3:-1] and not _is_office(tokens[tokens.index("of", len(tokens) - 3) - 1]):
            tokens = tokens[: tokens.index("of", len(tokens) - 3)]  # "Foreign Minister X of Morocco"
        tail: list[str] = []
        while tokens and not _is_office(tokens[-1]):
            tail.insert(0, tokens.pop())
        names.append(fold(" ".join(tail)))
    return tuple(n for n in names if n)


def _is_office(word: str) -> bool:
    return word.lower().strip(".,") in _OFFICE
