"""Records with levels, generated from a plan in which every name that may be withheld is a slot to be filled.

The same plan filled with other names gives the same record but for these names, which is what a reader who may
not see them must not be able to tell. People, countries and words are made up.
"""

import hashlib
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.record.making import cite
from tracktwo.model import (
    Act,
    Attendance,
    Change,
    Citation,
    Commitment,
    DateOrigin,
    Delegate,
    Dialogue,
    Document,
    Engagement,
    Extraction,
    Form,
    Idea,
    Incident,
    Participant,
    Person,
    Round,
    Stance,
    StanceValue,
    StateChange,
    Statement,
    StatementKind,
    Track,
)
from tracktwo.model.judgement import Judgement, JudgementAct, Subject, canonical
from tracktwo.model.levels import Level
from tracktwo.record import Reading, Record

#: Names in several scripts and shapes, none of whose words stands in a template.
NAMES = (
    "Ana Košir", "Pavel van der Orsk", "Lena Marsh-Holt", "Tariq O'Brennan", "ثریا خانزادہ", "أمل الزهراني",
    "Ольга Вельская", "Jean-Luc d'Ambreville", "Ximena Ñandúbay", "Zhao Qiwei", "Abdulrahman al-Qasrani",
    "Þórunn Bjarkadóttir", "Kwabena Fosuhene", "Wojciech Łęgowski", "Ngozi Adzekwe", "Bohumil Krásnohorský",
    "Yusuf bin Tahoor", "Marguerite Delacroisière", "Temür Altanbayar", "Haruka Shirogane",
)  # fmt: skip
OFFICES = (
    "deputy harbour commissioner", "principal water negotiator", "special envoy for the isthmus",
    "secretary-general of the river league", "vice-chair of the lakes board", "chief tariff adviser",
)  # fmt: skip
PARTIES = ("Ruritania", "Elbonia", "Grand Fenwick", "Velmark", "Sylvania", "Borduria", "NOR", "MNG", "PRY")
#: People whom documents name in public.
KNOWN = ("Mira Dolanova", "Igor Vastrick")
SAID = (
    "the quota must double before winter",
    "nobody gains from a closed ferry line",
    "the customs sheds should open on two more days",
    "drilling near the reef has to stop",
)
SECRET = "5e" * 32


@dataclass(frozen=True)
class Voice:
    """Somebody in a document: the slot of the name, how it is written, what is said, and about whom."""

    slot: int
    form: str
    words: str
    about: str
    level: Level


@dataclass(frozen=True)
class Plan:
    """One document."""

    level: Level
    voices: tuple[Voice, ...]
    day: int
    has_round: bool
    round_level: Level
    names_known: bool
    titled: bool
    #: A source that could not be read, whose file is called after the first voice.
    sets_aside: bool = False

    @property
    def slots(self) -> tuple[int, ...]:
        """The slots that are spoken of, that of the first voice and of whom it speaks first."""
        return tuple(dict.fromkeys(s for v in self.voices for s in (v.slot, (v.slot + 1) % 3)))

    @property
    def base(self) -> Level:
        """The level of the document as a whole; a plan's rounds are all on days of their own."""
        return max(self.level, self.round_level if self.has_round else Level.PUBLIC)


@dataclass(frozen=True)
class Filling:
    """What stands in the slots of each document."""

    names: tuple[tuple[str, ...], ...]
    offices: tuple[tuple[str, ...], ...]
    parties: tuple[tuple[str, ...], ...]
    #: Words that make up documents of which nothing may be known.
    stuffing: str = ""


def runs_in(words: tuple[str, ...], secret: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Those of the runs of words that are to be kept secret which stand among the words of a text."""
    sizes, first = {len(run) for run in secret}, {run[0] for run in secret}
    starts = [i for i, word in enumerate(words) if word in first]
    return secret & {words[i : i + size] for size in sizes for i in starts}


@dataclass
class Text:
    """A text as it is put together, with the places of names."""

    words: str = ""
    places: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, words: str) -> tuple[int, int]:
        start = len(self.words)
        self.words += words
        return start, len(self.words)

    def name(self, slot: int, written: str) -> tuple[int, int]:
        start, end = self.add(written)
        self.places.append((slot, start, end))
        return start, end


FORMS = (
    "whole",
    "last",
    "possessive",
    "capitals",
    "small",
    "decomposed",
    "zero-width",
    "broken",
    "titled",
    "initial",
)


def written(name: str, form: str) -> str:
    """A name as a text may write it."""
    last = name.split()[-1]
    match form:
        case "last":
            return last
        case "possessive":
            return f"{last}’s people"
        case "capitals":
            return name.upper()
        case "small":
            return name.lower()
        case "decomposed":
            return unicodedata.normalize("NFD", name)
        case "zero-width":
            return "\u200b".join(name)
        case "broken":
            return f"{name[:-2]}-\n{name[-2:]}" if name[-3:].isascii() and name[-3:].isalpha() else name
        case "titled":
            return f"Ambassador {last}"
        case "initial":
            return f"{name[0].upper()}. {last}"
        case _:
            return name


def plans() -> st.SearchStrategy[tuple[Plan, ...]]:
    """Records of one to four documents."""
    voice = st.builds(
        Voice,
        slot=st.integers(0, 2),
        form=st.sampled_from(FORMS),
        words=st.sampled_from(SAID),
        about=st.sampled_from(FORMS),
        level=st.sampled_from((Level.PUBLIC, Level.PUBLIC, *Level)),
    )
    plan = st.builds(
        Plan,
        level=st.sampled_from((Level.PUBLIC, *Level)),
        voices=st.lists(voice, min_size=1, max_size=3).map(tuple),
        day=st.integers(1, 28),
        has_round=st.booleans(),
        round_level=st.sampled_from((Level.PUBLIC, Level.PUBLIC, *Level)),
        names_known=st.booleans(),
        titled=st.booleans(),
        sets_aside=st.booleans(),
    )
    return st.lists(plan, min_size=1, max_size=4).map(tuple)


def fillings(of: tuple[Plan, ...]) -> st.SearchStrategy[Filling]:
    """Names for the slots of a record: no two documents have one in common."""
    return st.permutations(NAMES).flatmap(
        lambda names: st.permutations(PARTIES).map(
            lambda parties: Filling(
                tuple(tuple(names[3 * n : 3 * n + 3]) for n in range(len(of))),
                tuple(tuple(OFFICES[(n + k) % len(OFFICES)] for k in range(3)) for n in range(len(of))),
                tuple(tuple(parties[2 * n : 2 * n + 2]) for n in range(len(of))),
            )
        )
    )


def document(n: int, plan: Plan, filling: Filling) -> tuple[Document, Extraction]:
    """One document with what was read from it."""
    names, offices, parties = filling.names[n], filling.offices[n], filling.parties[n]
    text = Text()
    text.add(f"Notes of the meeting in Tharn, sheet {n}. {filling.stuffing}\n\n")
    rounds: list[tuple[int, int]] = []
    if plan.has_round:
        rounds.append(
            text.add(
                f"Round {n + 2} of the Isthmus Talks between {parties[0]} and {parties[1]} met in Tharn."
            )
        )
        text.add(" ")
    said: list[tuple[Voice, tuple[int, int], tuple[int, int]]] = []
    met: list[tuple[Voice, tuple[int, int]]] = []
    for voice in plan.voices:
        start = len(text.words)
        source = text.name(voice.slot, written(names[voice.slot], voice.form))
        text.add(f", {offices[voice.slot]} of {parties[voice.slot % 2]}, said that ")
        begin = len(text.words)
        text.add(f"{voice.words}, as ")
        text.name((voice.slot + 1) % 3, written(names[(voice.slot + 1) % 3], voice.about))
        text.add(f" of {parties[(voice.slot + 1) % 3 % 2]} had put it")
        said.append((voice, source, (begin, len(text.words))))
        text.add(". ")
        met.append((voice, (start, len(text.words) - 1)))
        text.add("\n")
    if plan.names_known:
        text.add(f"{KNOWN[0]} of Tharnland waited outside with {KNOWN[1]}. ")
    text.add("The ferry line will open in June. A shell hit the pier.")
    first, second = (names[slot] for slot in plan.slots[:2])
    title = f"{first} and the isthmus" if plan.titled else "Notes"
    made = Document(
        f"sha256:{hashlib.sha256(text.words.encode()).hexdigest()}", text.words, "plain text",
        path=f"notes/{first.split()[-1]}-{n}.txt", url=f"https://example.org/{n}/{second.split()[0]}",
        title=title, publisher=f"{second} weekly" if plan.titled else "The Tharn Courier",
        published=f"2031-{n + 2:02}-{plan.day:02}", published_from=DateOrigin.TEXT, credits=(second,),
    )  # fmt: skip
    return made, _extraction(made, n, plan, filling, text, said, met, rounds)


def _extraction(
    made: Document,
    n: int,
    plan: Plan,
    filling: Filling,
    text: Text,
    said: Any,
    met: Any,
    rounds: list[tuple[int, int]],
) -> Extraction:
    names, offices, parties = filling.names[n], filling.offices[n], filling.parties[n]
    used = sorted(plan.slots)
    first, second = (names[slot] for slot in plan.slots[:2])

    def at(place: tuple[int, int]) -> tuple[Citation, ...]:
        return (made.cite(*place),)

    people = tuple(
        Person(
            name=names[slot],
            office=offices[slot],
            party=parties[slot % 2],
            function="delegate",
            mentions=tuple(made.cite(a, b) for s, a, b in text.places if s == slot),
        )
        for slot in used
    )
    known = tuple(
        Person(name=name, party="Tharnland", mentions=(cite(made, name),))
        for name in KNOWN
        if plan.names_known
    )
    statements = tuple(
        Statement(
            speaker=names[v.slot], party=parties[v.slot % 2], source=at(source), content=at(content),
            kind=StatementKind.INDIRECT, act=Act.REQUEST, addressee=names[(v.slot + 1) % 3],
            issues=("ferry line",), confidence=0.9,
        )
        for v, source, content in said
    )  # fmt: skip
    when = f"2031-{n + 2:02}-{plan.day:02}"
    table = tuple(sorted(parties))
    told = Round(
        dialogue=Dialogue("Isthmus Talks", table, Track.II),
        ordinal=n + 2, when=when, where="Tharn", theme=f"What {first} proposed", venue="the old mint",
        sponsors=(f"{second} fund",), delegates=tuple(Delegate(names[s], parties[s % 2]) for s in used),
        others=Attendance(4, ("former pilots",)), evidence=at(rounds[0]) if rounds else (),
    )  # fmt: skip
    content = at(said[0][2])
    return Extraction(
        is_dialogue_report=True,
        people=people + known,
        statements=statements,
        stances=(Stance(party=parties[0], issue="ferry line", stance=StanceValue.FOR, evidence=content),),
        engagements=tuple(
            Engagement(
                form=Form.MEETING, who=(Participant(names[v.slot], parties[v.slot % 2]),),
                with_=(Participant(names[(v.slot + 1) % 3], None), Participant(None, parties[1])),
                when=when, where="Tharn", evidence=at(place),
            )
            for v, place in met
        ),
        rounds=(told,) if rounds else (),
        states=(
            StateChange(
                dialogue="Isthmus Talks", parties=table, change=Change.RESUMED, when=when,
                cause=f"the visit of {second}", evidence=(cite(made, "Notes of the meeting in Tharn"),),
            ),
        ),
        commitments=(
            Commitment(
                by=(parties[0],), to=(parties[1],), what=(cite(made, "The ferry line will open in June"),),
                due="2031-06", due_text="in June",
                evidence=(cite(made, "The ferry line will open in June"),),
            ),
        ),
        incidents=(
            Incident(
                what=(cite(made, "A shell hit the pier"),), effect=f"{first} left",
                evidence=(cite(made, "A shell hit the pier"),),
            ),
        ),
        ideas=(Idea(what=content, evidence=content),),
        made_by="hand 1",
    )  # fmt: skip


def build(path: Path, of: tuple[Plan, ...], filling: Filling) -> Record:
    """The record of these plans, with fixed times and a fixed secret."""
    now = datetime(2031, 12, 1, tzinfo=UTC)
    record = Record.open(path, create=True, clock=lambda: now)
    for n, plan in enumerate(of):
        # What nobody may know of differs in more than names.
        stuffing = filling.stuffing if plan.base is Level.OFF_RECORD else ""
        made, extraction = document(
            n, plan, Filling(filling.names, filling.offices, filling.parties, stuffing)
        )
        record.add(Reading(made, made.text.encode(), "{}", extraction, level=plan.level))
        if plan.sets_aside:
            file = f"{filling.names[n][plan.slots[0]].split()[-1]}.pdf"
            record.set_aside(file, "", f"{file}: it is encrypted", plan.level)
        _set_levels(record, made, plan)
    _keep_secret(record)
    return record


def _set_levels(record: Record, made: Document, plan: Plan) -> None:
    with record.reading() as gate:
        entries = gate.claims_of(made.id)
        of_statements = [e.id for e in entries if isinstance(e.claim, Statement)]
        wanted = [(i, v.level) for i, v in zip(of_statements, plan.voices, strict=False)]
        wanted += [(e.id, plan.round_level) for e in entries if isinstance(e.claim, Round)]
        refs = gate.review().references([i for i, _ in wanted])
    for n, (name, level) in enumerate(wanted):
        if level is not Level.PUBLIC:
            subject = Subject(groups=((refs[name],),))
            payload = canonical({"level": level.value})
            record.judge(
                Judgement(
                    JudgementAct.LEVEL, subject, "rapporteur", f"2031-12-02T00:00:{n:02}", "asked", payload
                )
            )


def _keep_secret(record: Record) -> None:
    from sqlalchemy import text

    with record._database.writing() as connection:
        connection.execute(text("UPDATE meta SET value = :secret WHERE name = 'secret'"), {"secret": SECRET})


@contextmanager
def drawn(data: st.DataObject) -> Iterator[tuple[tuple[Plan, ...], Filling, Record]]:
    """A record that is drawn, with its plan and what fills it; it lies in a folder that goes with it."""
    of = data.draw(plans())
    filling = data.draw(fillings(of))
    with tempfile.TemporaryDirectory() as folder, build(Path(folder, "talks.db"), of, filling) as record:
        yield of, filling, record
