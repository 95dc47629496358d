"""Personal names: where one begins and ends, its parts, and whether two are one person's.

Family names that stand first, particles, initials, articles ("al-Zawahri", "Zawahri") and slips of spelling
are allowed for. Whether somebody of that name is meant is decided in :mod:`tracktwo.extraction.people`.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from tracktwo import lexicon
from tracktwo.extraction.offices import head_class, is_honorific, is_modifier, office_before
from tracktwo.extraction.parties import Kind
from tracktwo.extraction.spellings import Spelling

#: Most words in one name: "Muhammad bin Abdulrahman bin Jassim Al Thani" has seven.
LONGEST = 8
#: Two full names of this likeness are one person's, spelt differently ("Zawahri", "Zawahiri").
ALIKE = 0.86


#: Letters that no decomposition turns into plain ones.
_UNMARKED = str.maketrans({"’": "'", "ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})


#: A number behind somebody else's name or an office: "Foreign Minister II".
_NUMBER = re.compile(r"[IVX]{1,5}")
#: Initials written without blanks between: "H.W.".
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")


@cache
def _list(part: str) -> frozenset[str]:
    return frozenset(str(word) for word in lexicon.load("names")[part])


@dataclass(frozen=True, slots=True)
class PersonalName:
    """A name as written, tidied, and its parts folded: no marks on letters, lower case, no article."""

    text: str
    parts: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether it has more than one part that is not an initial."""
        return len(self.long_parts) > 1

    @property
    def long_parts(self) -> tuple[str, ...]:
        """Parts that are neither initials nor particles; "Le Van Thanh" has none of the latter."""
        whole = len(self.parts) == 3 and is_surname_first(self.text)
        return tuple(
            part for part in self.parts if len(part) > 1 and (whole or part not in _list("particles"))
        )

    @property
    def surname(self) -> str:
        """The part that later mentions use: the last, or the first where family names stand first."""
        long = self.long_parts or self.parts
        if is_surname_first(self.text) and len(long) in (2, 3):
            return long[0]
        return long[-1]

    @property
    def given(self) -> str:
        """The first given name."""
        long = self.long_parts or self.parts
        return long[1] if is_surname_first(self.text) and len(long) > 1 else long[0]


def is_surname_first(name: str) -> bool:
    """Whether a name begins with the family name, as in Chinese, Korean and Vietnamese."""
    words = name.split()
    return (
        len(words) in (2, 3)
        and words[0] in _list("surname_first")
        and words[-1] not in _list("surname_first")
    )


def read_name(words: str) -> PersonalName:
    """Tidy the words of a name: brackets, line breaks, possessive and capitals throughout are mended."""
    text = " ".join(re.sub(r"[\[\]]", "", words).split())
    text = re.sub(r"['’](?:s|S)?$", "", text).strip(" ,;:")
    text = re.sub(r"(?<=\w)-(?:style|led|era|backed|like|type)$", "", text)
    # Turns' labels are in capitals throughout, and official lists print family names so.
    least = 1 if text.isupper() and len(text) > 2 else 3
    text = " ".join(_recased(word) if word.isupper() and len(word) > least else word for word in text.split())
    spread = (w for word in text.split() for w in (word.split(".") if _INITIALS.fullmatch(word) else [word]))
    parts = tuple(p for p in map(_folded, spread) if p and not _is_suffix(p))
    return PersonalName(text, parts or (text.lower(),))


def _recased(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)


def _is_suffix(part: str) -> bool:
    return part in {suffix.lower().replace(".", "") for suffix in _list("suffixes")}


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.translate(_UNMARKED))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"[^\w'-]", "", plain)
    article, hyphen, rest = plain.partition("-")
    if hyphen and article in _list("articles") and rest:
        plain = rest
    return plain.replace("-", "").replace("'", "")


def is_given_name(word: str) -> bool:
    """Whether a word is a given name that the lexicon knows."""
    part = _folded(word)
    return any(part in given_names(gender) for gender in ("male", "female"))


@cache
def given_names(gender: str) -> frozenset[str]:
    """The folded given names that tell of a man (``male``) or a woman (``female``)."""
    return frozenset(str(n).replace("-", "") for n in lexicon.load("references")["given_names"][gender])


def same_person(one: PersonalName, other: PersonalName) -> bool:
    """Whether two full names are one person's: the same parts, fewer of them, or another spelling."""
    a, b = sorted((one.long_parts, other.long_parts), key=len)
    if not a or not b or _middle_initials_differ(one.parts, other.parts):
        return False
    if len(a) == 1:
        return fits_short(
            one if len(one.long_parts) == 1 else other, other if len(one.long_parts) == 1 else one
        )
    if _in_order(a, b):
        return True
    if _initials_agree(one.parts, other.parts):
        return True
    if len(a) != len(b):
        return False
    each = [SequenceMatcher(None, x, y).ratio() for x, y in zip(a, b, strict=True)]
    return min(each) >= 0.7 and SequenceMatcher(None, " ".join(a), " ".join(b)).ratio() >= ALIKE


def _middle_initials_differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether an initial behind the same given name tells two apart: "George H. W. Bush", "George W. Bush"."""
    if len(one) < 3 or len(other) < 3 or one[0] != other[0]:
        return False
    return 1 in (len(one[1]), len(other[1])) and one[1][0] != other[1][0]


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(part in rest for part in short)


def _initials_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names may be one, as an initial or cut short: "J. Kerry", "Alex Fonseca" for Alexander."""
    if one[-1] != other[-1] or len(one) < 2 or len(other) < 2:
        return False
    short, long = sorted((one[0], other[0]), key=len)
    return len(short) != 2 and long.startswith(short)


def fits_short(short: PersonalName, full: PersonalName) -> bool:
    """Whether a name of one part may stand for somebody of this full name."""
    (part,) = short.long_parts[:1] or short.parts[:1]
    return part in full.parts


def name_end(spelling: Spelling, first: int) -> int:
    """Index after the last word of the name that begins at word ``first``; ``first`` if none does."""
    words = spelling.words
    index = first
    while index < len(words) and index - first < LONGEST:
        if index > first and not _runs_on(spelling, index - 1):
            break
        if not _is_name_word(spelling, index, first):
            break
        index += 1
    while index > first and _cannot_end(words[index - 1].text, index - first):
        index -= 1
    return index


def _cannot_end(word: str, length: int) -> bool:
    """A name ends neither with a particle nor, alone, with "Jr."; a seat in parliament is no part of it."""
    if word in _list("suffixes"):
        return length == 1 or word == "MP"
    return word in _list("particles")


def _runs_on(spelling: Spelling, index: int) -> bool:
    word, gap = spelling.words[index], spelling.gap(index)
    following = spelling.words[index + 1]
    if re.search(r"[\n(]", gap) and spelling.naming_at(following.start, following.end) is not None:
        # the place below a title, the country in brackets
        return False
    if re.fullmatch(r", ", gap):
        return following.text in {"Jr", "Jr.", "Sr", "Sr."}
    # A nickname in quotation marks or an editor's brackets stand inside a name.
    return bool(re.fullmatch(r"[ \n\[\]]{1,3}| [\"“”(]|[\"“”)] |-", gap)) and spelling.is_soft(word.end, gap)


def _is_name_word(spelling: Spelling, index: int, first: int) -> bool:
    word = spelling.words[index]
    if word.text in _list("particles") or word.text.lower() in _list("particles"):
        return _particle_fits(spelling, index, first)
    if not word.is_capital:
        return bool(re.match(r"[a-z]{1,3}[-'][A-Z]", word.text))  # al-Zawahri, d'Estaing
    if (
        word.text in _list("given_like_modifiers")
        and index > first
        and is_given_name(spelling.words[index - 1].text)
    ):
        return True  # "Thomas West"
    if word.text in _list("not_names") or (word.is_upper and word.text.capitalize() in _list("not_names")):
        return False
    if index > first and word.text in _list("suffixes"):
        return True
    if index == first and is_modifier(word.text) and word.text not in _list("given_like_modifiers"):
        return False
    if index == first and (_NUMBER.fullmatch(word.text) or _is_label(spelling, index)):
        return False
    if re.search(r"'(?:ve|ll|re|d|m|t)$", word.text):
        return False
    if index > first and _INITIALS.fullmatch(word.text):
        return True
    if word.is_upper and len(word.bare) in (2, 3) and index > first and not spelling.words[first].is_upper:
        return False
    if head_class(word.text) and not (
        _surname_like(spelling, index, first)
        or (index == first and is_given_name_behind_title(spelling, index))
    ):
        return False
    if is_honorific(word):
        return index > first and word.text not in ("Dr.", "Mr.", "Ms.", "Mrs.")
    naming = spelling.naming_at(word.start, word.end)
    if naming is None:
        return True
    # Many places are also family names, and some are given names.
    if (naming.start, naming.end) != (word.start, word.end):
        return False
    if naming.kind is Kind.NAME:
        # So are some countries: "Luis Montenegro".
        return index > first and is_given_name(spelling.words[index - 1].text)
    if naming.kind not in (Kind.CITY, Kind.CAPITAL):
        return False
    return index > first or (naming.kind is Kind.CITY and _name_follows(spelling, index))


def _name_follows(spelling: Spelling, index: int) -> bool:
    """Whether the next word is capitalised and nothing but a name."""
    if index + 1 >= len(spelling.words) or spelling.gap(index) != " ":
        return False
    word = spelling.words[index + 1]
    other = word.text in _list("not_names") or is_modifier(word.text) or head_class(word.text) is not None
    return word.is_capital and not other and spelling.naming_at(word.start, word.end) is None


def _particle_fits(spelling: Spelling, index: int, first: int) -> bool:
    """A particle in lower case needs a name's word before or behind it."""
    words = spelling.words
    if index + 1 >= len(words) or not re.fullmatch(r"[ \n-]", spelling.gap(index)):
        return False
    nxt = words[index + 1]
    if nxt.text in _list("particles"):
        return index > first or (
            words[index].text in _list("beginning_particles") and _particle_fits(spelling, index + 1, first)
        )
    if not nxt.is_capital or nxt.text in _list("not_names"):
        return False
    return index > first or words[index].is_capital or words[index].text in _list("beginning_particles")


def begins_in_lower_case(word: str) -> bool:
    """Whether a particle may begin a name behind a title: "President von der Leyen"."""
    return word in _list("beginning_particles")


def is_place_like(words: str) -> bool:
    """Whether words are built as an Arabic name of a place is, not of a person: "Bab al-Hawa"."""
    first, _, rest = words.partition(" ")
    return first in _list("beginnings_of_places") and bool(re.match(r"(?:a[lrdsnz]|el|ul|ash|esh)[- ]", rest))


def is_given_name_behind_title(spelling: Spelling, index: int) -> bool:
    """Whether a word that is also a title is a given name, another title before it: "Dr. Sultan Haddad"."""
    words = spelling.words
    if words[index].text not in _list("given_like_titles") or index == 0 or index + 1 >= len(words):
        return False
    if spelling.gap(index - 1) != " " or spelling.gap(index) != " " or not words[index + 1].is_capital:
        return False
    if is_honorific(words[index - 1]):
        return True
    office = office_before(spelling, words[index].start)
    held = (w for w in words[:index] if office is not None and w.start >= office.start)
    return any(head_class(w.text) and not is_modifier(w.text) for w in held)


def _is_label(spelling: Spelling, index: int) -> bool:
    """Whether a letter opens a line of a transcript: "Q Secretary Velon says"."""
    word = spelling.words[index]
    return len(word.text) == 1 and (index == 0 or "\n" in spelling.gap(index - 1))


def _surname_like(spelling: Spelling, index: int, first: int) -> bool:
    """Whether a word that also heads offices is a name here: "Jordan King" has a name's word before it."""
    return index == first + 1 and spelling.words[index].text in _list("surnames_like_offices")
