"""The commands by which a person outranks the extractor: judge accept, reject, correct, merge, split …"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering, complain, print_out
from tracktwo.cli.options import DEFAULT_RECORD, Author, RecordPath, add_command, author_of
from tracktwo.errors import UsageError
from tracktwo.model.judgement import ClaimRef, Judgement, JudgementAct, Subject, Thing, canonical

if TYPE_CHECKING:
    from tracktwo.model import Claim
    from tracktwo.record import ClaimEntry, Record

judge_app = typer.Typer(
    help="Say what is right: accept, reject, correct, merge, split. Every later reading is outranked.",
    no_args_is_help=True,
)

#: How many entries of a judgement are printed when it is made.
MOST_SHOWN = 12

_NAMED = "Digits of an entry's id, or its citation: 3f2a9c1b:1056-1180, 3f2a9c1b:1056-1180/statement."
_Entries = Annotated[list[str], typer.Argument(metavar="ENTRY", help=_NAMED, show_default=False)]
NamedEntry = Annotated[str, typer.Argument(metavar="ENTRY", help=_NAMED, show_default=False)]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="WORDS", help="Why; kept with the judgement.")
]
_As = Annotated[
    Thing | None, typer.Option("--as", help="What they tell of; rounds can be of one dialogue, too.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(judge_app, accept, "tracktwo judge accept 1f3a9c0d --reason 'checked against the recording'")
    add_command(judge_app, reject, "tracktwo judge reject 3f2a9c1b:1056-1180/statement")
    add_command(judge_app, correct, "tracktwo judge correct 1f3a9c0d when 2013-08-01")
    add_command(judge_app, merge, "tracktwo judge merge 1f3a9c0d 77b0e21c --reason 'one man, two spellings'")
    add_command(judge_app, split, "tracktwo judge split 77b0e21c --reason 'his brother'")
    add_command(judge_app, distinct, "tracktwo judge distinct 1f3a9c0d 77b0e21c")
    add_command(judge_app, fulfils, "tracktwo judge fulfils 1f3a9c0d met --with 9be24410:300-412")
    app.add_typer(judge_app, name="judge")


def accept(
    entries: _Entries, record: RecordPath = DEFAULT_RECORD, by: Author = None, reason: Reason = None
) -> None:
    """Say that entries are right. They stay in the record even if a later reading does not make them."""
    _judge_entries(record, JudgementAct.ACCEPT, entries, by, reason)


def reject(
    entries: _Entries, record: RecordPath = DEFAULT_RECORD, by: Author = None, reason: Reason = None
) -> None:
    """Say that entries are wrong. Lists and briefs leave them out, also if a later reading makes them again."""
    _judge_entries(record, JudgementAct.REJECT, entries, by, reason)


def correct(
    entry: NamedEntry,
    field: Annotated[str, typer.Argument(help="The field, as JSON prints it: party, when, dialogue.name …")],
    value: Annotated[
        str | None,
        typer.Argument(
            help="Its value; lists by semicolons, people as Name (PARTY), citations as places or words."
        ),
    ] = None,
    unknown: Annotated[bool, typer.Option("--unknown", help="The field is not known.")] = False,
    record: RecordPath = DEFAULT_RECORD,
    by: Author = None,
    reason: Reason = None,
) -> None:
    """Correct one field of an entry. The value is checked against the document before it is taken.

    What was read is kept beside it; tracktwo history shows both.
    """
    with answering():
        from tracktwo.record import Record
        from tracktwo.record.corrections import check_parties, corrected_payload
        from tracktwo.record.entering import value_from_words
        from tracktwo.views.naming import find_entry

        if (value is None) is not unknown:
            raise UsageError("give a value, or --unknown where nobody knows it")
        with Record.open(record) as opened:
            with opened.reading() as gate:
                found = find_entry(gate, entry)
                given = value_from_words(found.kind, field, value, found.document)
                check_parties(field, given, {name for name, _ in gate.values("party")})
                payload = gate.review().payload_of(found.id)
                corrected_payload(found.kind, payload, found.document, field, given)
            said = canonical({"field": field, "value": given})
            _judge(opened, JudgementAct.CORRECT, [[found]], by, reason, said)


def merge(
    entries: _Entries,
    as_: _As = None,
    record: RecordPath = DEFAULT_RECORD,
    by: Author = None,
    reason: Reason = None,
) -> None:
    """Say that entries tell of one person, round, dialogue, engagement or statement."""
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.naming import find_entries

        with Record.open(record) as opened:
            with opened.reading() as gate:
                found = find_entries(gate, entries)
            thing = _thing(as_, found, 2)
            _judge(opened, JudgementAct.SAME, [found], by, reason, canonical({"as": thing.value}))


def distinct(
    entries: _Entries,
    as_: _As = None,
    record: RecordPath = DEFAULT_RECORD,
    by: Author = None,
    reason: Reason = None,
) -> None:
    """Say that each of these entries tells of another person, round, dialogue, engagement or statement.

    What was together with several of them is left with none of them; use split to take entries out of a group
    that stays together.
    """
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.naming import find_entries

        with Record.open(record) as opened:
            with opened.reading() as gate:
                found = find_entries(gate, entries)
            thing = _thing(as_, found, 2)
            groups = [[entry] for entry in found]
            _judge(opened, JudgementAct.DISTINCT, groups, by, reason, canonical({"as": thing.value}))


def split(
    entries: _Entries,
    as_: _As = None,
    record: RecordPath = DEFAULT_RECORD,
    by: Author = None,
    reason: Reason = None,
) -> None:
    """Take entries out of the person, round, dialogue … that they were put together with.

    The entries named stay together, and so do the others.
    """
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.groups import group_with
        from tracktwo.views.naming import find_entries

        with Record.open(record) as opened:
            with opened.reading() as gate:
                found = find_entries(gate, entries)
                thing = _thing(as_, found, 1)
                own = {entry.id for entry in found}
                group = group_with(gate, thing, found[0].id)
                rest = [gate.claim(entry.id) for entry in group if entry.id not in own]
            if not rest:
                raise UsageError(
                    f"this entry is alone among the {thing.value}: there is nothing to split it from"
                )
            groups: list[Sequence[ClaimEntry[Claim]]] = [found, rest]
            _judge(opened, JudgementAct.DISTINCT, groups, by, reason, canonical({"as": thing.value}))


def fulfils(
    commitment: NamedEntry,
    verdict: Annotated[str, typer.Argument(metavar="met|partly|not", help="Whether it was kept.")],
    with_: Annotated[
        str | None, typer.Option("--with", metavar="ENTRY", help="What shows it: an entry or a citation.")
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    by: Author = None,
    reason: Reason = None,
) -> None:
    """Say whether a commitment was kept, and by what."""
    with answering():
        from tracktwo.model import Commitment
        from tracktwo.record import Record
        from tracktwo.record.exchange import KEPT
        from tracktwo.views.naming import find_entry

        if verdict not in KEPT:
            raise UsageError(f"{verdict!r} is none of {', '.join(KEPT)}")
        with Record.open(record) as opened:
            with opened.reading() as gate:
                found = find_entry(gate, commitment)
                if not isinstance(found.claim, Commitment):
                    raise UsageError(f"{commitment} is no commitment; tracktwo commitments lists them")
                shown = None
                if with_ is not None and ":" in with_ and "/" not in with_:
                    place = gate.place(with_)
                    shown = f"{place.entry.id.removeprefix('sha256:')}:{place.start}-{place.end}"
                elif with_ is not None:
                    shown = find_entry(gate, with_).id
            said = canonical({"verdict": verdict, "by": shown})
            _judge(opened, JudgementAct.FULFILS, [[found]], by, reason, said)


def _judge_entries(
    record: str, act: JudgementAct, entries: Iterable[str], by: str | None, reason: str | None
) -> None:
    """One judgement for each entry, so that each can be taken back by itself."""
    with answering():
        from tracktwo.record import Record
        from tracktwo.views.naming import find_entries

        with Record.open(record) as opened:
            with opened.reading() as gate:
                found = find_entries(gate, entries)
            for entry in found:
                _judge(opened, act, [[entry]], by, reason, "null")


def _judge(
    opened: "Record",
    act: JudgementAct,
    groups: "Sequence[Sequence[ClaimEntry[Claim]]]",
    by: str | None,
    reason: str | None,
    payload: str,
) -> None:
    """Add a judgement on groups of entries, and say what it came to."""
    from tracktwo.record.exchange import check_pairs
    from tracktwo.views.describing import describe
    from tracktwo.views.judgements import SHOWN, conflicts_to_text, says
    from tracktwo.views.naming import short_id

    if act in (JudgementAct.SAME, JudgementAct.DISTINCT):
        check_pairs(groups)
    ids = {entry.id for group in groups for entry in group}
    with opened.reading() as gate:
        refs = gate.review().references(ids)
    named: tuple[tuple[ClaimRef, ...], ...] = tuple(
        tuple(sorted(refs[entry.id] for entry in group)) for group in groups
    )
    author = author_of(by)
    made = Judgement(act, Subject(groups=named), author, opened.moment(author), why_of(reason), payload)
    opened.judge(made)
    print_out(f"{says(made)}\n")
    with opened.reading() as gate:
        names = [entry.id for group in groups for entry in group]
        shown = [gate.claim(name) for name in names[:MOST_SHOWN]]
        print_out("".join(f"  {short_id(e.id)}  {describe(e.claim)}\n" for e in shown))
        print_out(f"  and {len(names) - len(shown)} more\n" if len(names) > len(shown) else "")
        print_out(f"tracktwo undo {made.id[:SHOWN]} takes it back\n")
        own = [c for c in gate.review().conflicts() if made.id in {j.id for j in c.judgements}]
        if own:
            complain("this contradicts what else was judged:")
            print_out(conflicts_to_text(gate, own))


def _thing(given: Thing | None, entries: "Sequence[ClaimEntry[Claim]]", fewest: int) -> Thing:
    """What entries tell of, from their class where it is not said."""
    kinds = {entry.kind for entry in entries}
    if len(entries) < fewest:
        raise UsageError(f"name {fewest} different entries")
    own = [thing for thing in Thing if kinds <= set(thing.kinds)]
    if given is not None and given not in own:
        raise UsageError(f"{', '.join(sorted(kinds))} do not tell of {given.value}")
    if not own:
        mixed = " and ".join(sorted(kinds))
        raise UsageError(
            f"{mixed} cannot be the same: only entries of one class can, of {', '.join(t.value for t in Thing)}"
        )
    # Two accounts of rounds are taken to be about one round, unless --as says one dialogue.
    return given or (Thing.ROUNDS if Thing.ROUNDS in own else own[0])


def why_of(reason: str | None) -> str | None:
    """The reason as it is kept.

    Raises:
        UsageError: it cannot be kept.
    """
    from tracktwo.record.corrections import is_words

    if reason is not None and not is_words(reason, 10_000):
        raise UsageError("--reason takes words, at most 10,000 characters of them")
    return reason
