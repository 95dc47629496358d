"""How one word of a name may be written: its spellings in other papers and languages, its everyday form, a slip.

Says nothing about whole names; see :mod:`tracktwo.resolution.names`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from anyascii import anyascii
from nicknames import NickNamer
from rapidfuzz.distance import OSA

from tracktwo.lexicon import load

#: Shorter words carry too little for a rule of spelling: Jun and Jin, Omar and Amir are other names.
SPELT = 5
#: Words from so many letters on may have lost, gained or changed one; shorter ones only swapped two.
SLIPS = 6
#: A vowel of another sound makes another name (Hamid, Hamad), unless the word is as long as this.
LONG = 8
#: Words from so many letters on may differ in one letter of their sounds (Pramudwinai, Pramuthvinai).
LONG_SOUND = 10
#: Words from so many letters on may differ in two letters of their sounds (Tovichakchaikul, Towijakchaikul).
VERY_LONG = 12

_VOWELS = frozenset("aeiouy")
#: Vowels that languages without either write both ways: Shirzai, Sherzai.
_NEAR = frozenset("ei")

#: Letters that languages write in other ways for one sound, in the order in which they are replaced. The vowels
#: of later syllables (a and e), i and y, o and u are not told apart.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        # Iulia and Yulia; Tsikhanouskaya and Tikhanovskaya; Abdullah and Abdalla.
        # Erlan and Yerlan, Tokayev and Tokaev; Shteinitz and Steinitz; Anastasiades; Tantaoui.
        # Fawzi, Fauzi, Fowzi; Desalegne and Desalegn.
        ("[ao][uw](?=[^aeiouy])", "u"), ("(?<=gn)e$", ""),
        # Soltanieh, Haniya; Reijnders, Reynders.
        ("i(?:y[ae]h?|eh)$", "ia"),
        ("ij(?![aeiou])", "y"), ("^i(?=[aeou])", "y"), ("^ye|(?<=[aeo])ye", "e"), ("^sh(?=[tp])", "s"),
        ("(?<=[ai])des$", "dis"), ("aoui", "awi"), ("^oua", "wa"), ("^t[sz]i", "ti"), ("(?<=[ao])usk(?=[aiy])", "vsk"),
        (r"^abd(?:ou|[aeou])(?:l|([rsnzdt])(?=\1))", "abdul"), ("^(?:ch|kh)r|^hr(?=i)", "kr"), ("^hr", "gr"),
        ("tsch|tch", "ch"), ("sch", "sh"), ("dzh|dj|zh|xh|h?gj", "j"),
        # Fayyad and Fayadh, Thomas and Tomas; Gemba and Genba.
        ("ph", "f"), ("(?<=[bdt])h", ""), ("n(?=[bp])", "m"), ("que$", "q"), ("gh|q", "q"),
        ("ck", "k"), ("kh", "h"), ("x", "ks"), ("w", "v"), ("t[sz]", "z"), ("c(?=[eiy])", "s"), ("c(?!h)", "k"),
        ("ei|ey|ai|ay|ae", "a"), ("oo|ou|oe|ue|o", "u"), ("ee|ie|iy|y", "i"), ("(?<=[aeiou])h$", ""),
        ("eh", "ah"), (r"(.)\1+", r"\1"),
        # David and Davit, Ahmed and Ahmet.
        ("d$", "t"),
    )
)  # fmt: skip
#: What holds of short words as well: Katz and Kats, Levy and Levi.
_OF_SHORT = ((re.compile("t[sz]$"), "z"), (re.compile("(?<=..)y$"), "i"), (re.compile("(?<=...)d$"), "t"),
    # Roza, Rosa; Saeb, Saib; Zayed, Zaid.
    (re.compile("(?<=[aeiou])z(?=[aeiou])"), "s"), (re.compile("ay?e(?=[bdfghklmnrstz]$)"), "ai"))  # fmt: skip
_DOUBLED = re.compile(r"([b-df-hj-np-tv-xz])\1+")
#: Before a last consonant e stands for the i of Khalid as well as for the a of Ahmad.
_LAST_E = re.compile("e(?=[b-df-hj-np-tv-xz]$)")
#: A letter whose mark is left out (ş, ž, č) is one without its h.
_HISSED = re.compile("([szc])h")
#: Russian has a g for the h of other tongues: Gasanov, Hasanov.
_RUSSIAN = re.compile("^g(?=[aeiou][a-z]*(?:ov|ev|ova|eva)$)")
#: Turkish writes c for the j of others: Ceyhun, Jeyhun.
_TURKISH = re.compile("^c(?=[aei])")
_TWICE = re.compile(r"(.)\1+")
#: What makes a word longer and is left out in other papers: Omaar, Moeen and Moin, Kohno, Thaci, Lloyd.
_SHORTENED = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ee", "i"),
        ("oo", "u"),
        (r"(.)\1", r"\1"),
        ("(?<=[bdt])h", ""),
        ("o[hu](?![aeiouy])", "o"),
    )
)
#: Letters that languages write in ways that are in other tongues other letters: Semyonov; Hodžaj; Crvenkovski, Ivica;
#: the q of the Gulf and of Libya; the Somali x for h; Martynau, Martynov; the French ch of Chatah. And what a scanner
#: makes of some: Abrasirnov, Mufioz.
_ELSEWHERE = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("yo(?=[bcdfghklmnprstvz])", "e"), ("dz(?=[aeiou])", "j"), ("c(?=[rv])|c(?=[ao]?$)", "ts"), ("g(?!h)", "q"),
        ("x", "h"), ("(?<=[bcdfgklmnprstvz])[ao]u$", "ov"),
        ("ch(?=[aeiou])", "sh"), ("rn", "m"), ("vv", "w"), ("(?<=[aeou])fi(?=[aeou])", "n"),
    )
)  # fmt: skip
#: The h of Ukraine and Belarus is a g in Russian: Sybiha, Sibiga.
_UKRAINIAN = re.compile("(?<![bcdgkpstz])h(?=[aeiou])")
_FIRST_VOWEL = re.compile("[^aiue]*[aiue]")


def fold(text: str) -> str:
    """Letters of any script in ASCII and lower case."""
    return anyascii(text).casefold()


@cache
def sound(word: str) -> str:
    """A folded word with one letter for what languages write in several ways; of short ones only doubled consonants."""
    if len(word) < SPELT:
        for pattern, letters in _OF_SHORT:
            word = pattern.sub(letters, word)
        return _DOUBLED.sub(r"\1", word)
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    head = _FIRST_VOWEL.match(word)
    start = head.end() if head else 0
    return word[:start] + word[start:].replace("e", "a")


@cache
def forms(word: str) -> frozenset[str]:
    """Keys of a folded word, of which two spellings of one name share at least one; none for an initial."""
    if len(word) < 2:
        return frozenset()
    heard = {sound(word)}
    if len(word) >= SPELT:
        # Letters that papers write in two ways, one of them as in other names: Qirbi, Ghani; Raşit; Jeremić.
        ways = (_LAST_E.sub("i", word), _hard(word), _HISSED.sub(r"\1", word), word.replace("j", "y"))
        heard |= {sound(other) for other in (*ways, _RUSSIAN.sub("h", word), _TURKISH.sub("j", word))}
        heard |= {sound(other) for other in (_elsewhere(word), _UKRAINIAN.sub("g", word)) if other != word}
    heard |= {sound(short)} if len(short := _shortened(word)) < SPELT else set()
    groups = {
        *_variants().get(word, ()),
        *(_variants().get(f"~{sound(word)}", ()) if len(word) >= SPELT else ()),
    }
    return frozenset({*heard, *(f"={group}" for group in groups)})


def _elsewhere(word: str) -> str:
    for pattern, letters in _ELSEWHERE:
        word = pattern.sub(letters, word)
    return word


@cache
def _shortened(word: str) -> str:
    """A folded word without letters that only some papers write; a word that is short either way is left as it is."""
    if len(word) < SPELT:
        return word
    for pattern, letters in _SHORTENED:
        word = pattern.sub(letters, word)
    return word


def whole(words: Iterable[str]) -> str:
    """How a name sounds in one word: equal for names that differ in where their words are parted, and in spelling."""
    return sound(_hard("".join(words)))


def _hard(word: str) -> str:
    return word.replace("q", "k").replace("gh", "g")


@cache
def consonants(word: str) -> str:
    """A folded word as it sounds without its vowels, with a mark where it begins with one."""
    heard = sound(_hard(word))
    bare = "".join(letter for letter in heard if letter not in _VOWELS)
    return _DOUBLED.sub(r"\1", f"{'a' if heard[:1] in _VOWELS else ''}{bare}")


@cache
def everyday_forms(word: str) -> frozenset[str]:
    """First names of which ``word`` is the everyday form, and the reverse: bill for william and william for bill.

    A woman's name made of a man's (Paula) is none of its forms.
    """
    namer = _namer()
    found = {*namer.canonicals_of(word), *namer.nicknames_of(word)}
    return frozenset(w for w in found if w[:-1] not in (word, word[:-1]) and word[:-1] != w)


def alike(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name."""
    return one == other or not forms(one).isdisjoint(forms(other))


def slipped(one: str, other: str) -> bool:
    """Whether one folded word is the other with one letter mistaken, in a way that makes no other name.

    Of very long words, two letters of their sounds may be.
    """
    if are_two(one, other):
        return False
    shorter = min(len(one), len(other))
    if shorter >= LONG_SOUND and one[:1] == other[:1]:
        may = 2 if shorter >= VERY_LONG else 1
        if OSA.distance(sound(one), sound(other), score_cutoff=may) <= may:
            return True
    return _slipped_once(one, other) or _slipped_once(_single(one), _single(other))


def other_vowel(one: str, other: str) -> bool:
    """Whether two folded words, neither of them short, are the same but for one vowel within: Wunna, Wanna."""
    if (
        min(len(one), len(other)) < SPELT
        or one[:1] != other[:1]
        or one[-1] != other[-1]
        or are_two(one, other)
    ):
        return False
    return consonants(one) == consonants(other) and OSA.distance(one, other, score_cutoff=1) == 1


def are_two(one: str, other: str) -> bool:
    """Whether the lexicon says of two folded words that they are different names."""
    mine, theirs = _places(sound(one)), _places(sound(other))
    return any(line in theirs and own != theirs[line] for line, own in mine.items())


def _slipped_once(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    if longest < SPELT or one[:1] != other[:1] or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    if len(one) == len(other):
        changed = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        if len(changed) == 2:
            return True  # two letters changed places
        both_vowels = all(letter in _VOWELS for letter in changed[0]) and set(changed[0]) != _NEAR
        # The last vowel tells a man's name from a woman's.
        return longest >= (LONG if both_vowels else SLIPS) and not (both_vowels and one[-1] != other[-1])
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    # One more vowel at the end makes a woman's name of a man's, and a family's of a first name.
    return longest >= SLIPS and not (longer[-1] in _VOWELS and longer[:-1] == shorter)


@cache
def without_one(word: str) -> frozenset[str]:
    """The word and all words that it becomes by losing one letter; words a slip apart share one of these."""
    ways = {word, _single(word), *((sound(word),) if len(word) >= LONG_SOUND else ())}
    return frozenset({*ways, *(way[:at] + way[at + 1 :] for way in ways for at in range(len(way)))})


def _single(word: str) -> str:
    """A word with one letter for each doubled consonant: Noppadon, Nopadol."""
    return _DOUBLED.sub(r"\1", word)


def _places(heard: str) -> Mapping[int, str]:
    """The lines of names that are not one another's spellings in which a word stands as it sounds, and which it is."""
    return _others().get(heard, {})


@cache
def _others() -> Mapping[str, Mapping[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for line, own in enumerate(load("other_names")):
        for name in own:
            word = fold(name)
            spelt = {
                word,
                *(fold(other) for group in load("name_variants") if name in group for other in group),
            }
            for heard in map(sound, spelt):
                found.setdefault(heard, {})[line] = word
    return found


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _variants() -> Mapping[str, tuple[int, ...]]:
    """For each folded word of the lexicon, and for how each that is not short sounds, the groups that it stands in."""
    found: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(load("name_variants")):
        folded = {fold(word) for word in group}
        for key in folded | {f"~{sound(word)}" for word in folded if len(word) >= SPELT}:
            found[key] = (*found.get(key, ()), number)
    return found
