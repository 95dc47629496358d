"""Records at the ends of what pages have to show: nothing, two rows, twenty thousand, names in other scripts, a
transcript of thirty thousand words. All words and people in them are made up."""

import dataclasses
import random
from collections.abc import Mapping
from pathlib import Path

from tests.standins import PLAIN, extract_lines
from tracktwo.model import (
    Act,
    Commitment,
    Delegate,
    Dialogue,
    Document,
    Extraction,
    Round,
    Stance,
    StanceValue,
    Strength,
)
from tracktwo.pipeline import Options, add_sources
from tracktwo.record import Record

#: People with names in Latin, Urdu, Arabic, Chinese, Persian, Cyrillic and Devanagari letters.
LATIN = (("Mira Vance", "PAK"), ("Tomas Ilk", "IND"))
SCRIPTS = (
    ("ڈاکٹر نِدا اَرحمٰن فرضی", "PAK"),
    ("ہاشم گُلریز", "PAK"),
    ("عبد الرحمن المثالي", "IND"),
    ("李示例", "IND"),
    ("شهرزاد نمونه‌پور", "PAK"),
    ("Пример Вымышленный", "IND"),
    ("काल्पनिक उदाहरण", "IND"),
)
_WORDS = (
    "the border crossing should be opened before the winter",
    "the joint commission will meet again next month to settle the water measurements",
    "the convoy rules were not respected and the talks have suffered for it",
    "confidence can only grow where both sides publish their figures on the river",
    "the prisoners will be exchanged once the lists are verified by both sides",
    "no side gains from silence while the border stays closed",
)
_FILLER = (
    "Thank you. We will take the next question from the back of the room, and then one from online.",
    "The interpreter asked for the sentence to be repeated more slowly before the answer went on.",
    "There was a pause while the second microphone was brought to the front of the hall.",
)
#: Statements of the long list, and words of the long transcript.
MANY, LONG = 20_800, 30_000
#: Statements of one report of the long list, and of those in the transcript as many as tell positions and promises.
PER_DOCUMENT, MOST_TELLING = 208, 120


def extract_more(document: Document, doc: object, made_by: str) -> Extraction:
    """As the stand-in does, with positions, promises and delegates, so that claims overlap."""
    found = extract_lines(document, doc, made_by)
    stances, promises = [], []
    for said in found.statements[: MOST_TELLING if found.rounds else 0]:
        words = said.content[0].exact
        if "border" in words:
            value = StanceValue.AGAINST if "closed" in words else StanceValue.FOR
            stances.append(
                Stance(
                    party=said.party or "", issue="opening the border", stance=value, evidence=said.content
                )
            )
        if " will " in words:
            start = said.content[0].start + words.index(" will ") + 1
            promised = (document.cite(start, said.content[0].end),)
            promises.append(
                Commitment(
                    by=(said.party or "",), to=(), what=promised, strength=Strength.PLEDGED, due="2024-09",
                    evidence=promised,
                )
            )  # fmt: skip
    delegates = tuple(dict.fromkeys(Delegate(p.name, p.party) for p in found.people))[:12]
    rounds: tuple[Round, ...] = tuple(
        dataclasses.replace(
            one,
            dialogue=Dialogue(one.dialogue.name, ("IND", "PAK"), one.dialogue.track),
            delegates=delegates,
            sessions=("Water and the figures of the river", "Borders", "Prisoners"),
            where="Example Hall",
        )
        for one in found.rounds
    )
    statements = tuple(
        dataclasses.replace(s, act=Act.PLEDGE if " will " in s.content[0].exact else s.act)
        for s in found.statements
    )
    return dataclasses.replace(
        found, statements=statements, stances=tuple(stances), commitments=tuple(promises), rounds=rounds
    )


TOOLS = dataclasses.replace(PLAIN, extract=extract_more)


def make_extremes(folder: Path, many: int = MANY) -> Mapping[str, Path]:
    """The records by name, made under a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: folder / f"{name}.db" for name in ("empty", "two", "large")}
    Record.open(made["empty"], create=True).close()
    _fill(made["two"], folder / "two", {"one": _report(1, LATIN, 1), "other": _report(2, LATIN[1:], 1)})
    texts = {"transcript": transcript(), "scripts": _report(3, SCRIPTS, 2), "urdu": URDU}
    for n in range(many // PER_DOCUMENT):
        # By people of one side, and of another country: reports that name both sides are of their dialogue.
        others = tuple((name, "FRA") for name, party in (*LATIN, *SCRIPTS) if party == "PAK")
        texts[f"report-{n:03}"] = _lines(n + 4, others, PER_DOCUMENT // len(others))
    _fill(made["large"], folder / "large", texts)
    return made


def _fill(record: Path, folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts and add them, in twelve lots of one day each."""
    lots = min(12, len(texts))
    for n, (name, text) in enumerate(texts.items()):
        lot = folder / f"{n % lots + 1:02}"
        lot.mkdir(parents=True, exist_ok=True)
        (lot / f"{name}.txt").write_text(text, encoding="utf-8")
    with Record.open(record, create=True) as opened:
        for lot in sorted(folder.iterdir()):
            list(add_sources(opened, [str(lot)], Options(published=f"2024-{lot.name}-11"), TOOLS))


def _report(number: int, people: tuple[tuple[str, str], ...], times: int) -> str:
    text = _lines(number, people, times)
    if len(people) > 1:
        (one, a), (other, b) = people[0], people[-1]
        text += f"\n{one} ({a}) met {other} ({b})\n"
    day = f"2024-{1 + number % 12:02}-05"
    return f"{text}Round {number} of the Example Dialogue between IND and PAK on {day}\n"


def _lines(number: int, people: tuple[tuple[str, str], ...], times: int) -> str:
    drawn = random.Random(number)
    said = [
        f"{name} ({party}): {drawn.choice(_WORDS)}, as report {number} has it for the {n}th time\n"
        for n in range(times)
        for name, party in people
    ]
    return f"Report {number} on what was said between two neighbours.\n\n{''.join(said)}"


def transcript(words: int = LONG) -> str:
    """A press conference of so many words."""
    drawn = random.Random(2026)
    lines = ["Transcript of a press conference that nobody gave", ""]
    count = 8
    while count < words:
        name, party = drawn.choice((*LATIN, *SCRIPTS))
        said = "; ".join(drawn.choice(_WORDS) for _ in range(drawn.randint(1, 4)))
        new = [f"{name} ({party}): {said}", "", drawn.choice(_FILLER), ""]
        count += sum(len(line.split()) for line in new)
        lines += new
    return "\n".join([*lines, "Round 1 of the Example Dialogue between IND and PAK on 2024-02-05", ""])


#: A page that is not in English: it is kept and shown, and not read.
URDU = (
    "دونوں ملکوں کے درمیان مکالمے کا دوسرا دور مکمل\n\n"
    "فرضی شہر: دونوں جانب کے نمائندوں نے کہا کہ دریا کے پانی کی پیمائش ہر ہفتے شائع کی جائے گی اور سرحد "
    "سردیوں سے پہلے کھول دی جائے گی۔ یہ ایک من گھڑت خبر ہے جو صرف صفحے کی شکل دیکھنے کے لیے لکھی گئی ہے۔\n\n"
    "مندوبین نے اس بات پر اتفاق کیا کہ اگلا دور موسم خزاں میں ہوگا اور اس میں قیدیوں کی فہرستوں پر بات ہوگی۔\n"
) * 3
