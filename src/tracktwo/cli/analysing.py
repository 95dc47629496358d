"""The commands that say what no single document says: positions, convergence, promises, continuity, networks."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tracktwo.cli.answering import answering
from tracktwo.cli.asking import AsOf, Division, OfDialogue, SinceDay, chosen, day_of, print_of_dialogue
from tracktwo.cli.options import DEFAULT_RECORD, As, AtLevel, Output, RecordPath, Until, add_command
from tracktwo.model.levels import Clearance
from tracktwo.views.tables import Format, Table

if TYPE_CHECKING:
    from tracktwo.analysis.dossier import Dossier
    from tracktwo.analysis.networks import Normalisation
    from tracktwo.analysis.periods import By
    from tracktwo.record import Gate


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    add_command(app, positions, "tracktwo positions --dialogue PAK-USA-I --format csv --output positions.csv")
    add_command(app, convergence, "tracktwo convergence --by year; tracktwo convergence --measure")
    add_command(app, promises, "tracktwo promises --dialogue PAK-USA-I --as-of 2014-06-01")
    add_command(app, continuity, "tracktwo continuity --dialogue PAK-USA-I --all-tracks")
    add_command(app, speakers, "tracktwo speakers --network parties --normalise average")
    add_command(app, changes, "tracktwo changes --since 'round 3' --until 'round 4'")


def positions(
    record: RecordPath = DEFAULT_RECORD,
    dialogue: OfDialogue = None,
    since: SinceDay = None,
    until: Until = None,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List what each side said on each issue over time, and how that moved.

    Movements: first stated, repeated, hardened, softened, reversed, told both ways on one day. Which wording counts
    as firm is written down in docs/analysis.md. Who fell silent on an issue is in JSON and CSV.
    """
    with answering():
        from tracktwo.views import ledgers

        first, last = day_of(since, "--since"), day_of(until, "--until", at_end=True)
        print_of_dialogue(
            record, level, dialogue, lambda g, d: ledgers.positions_table(g, d, first, last), format, output
        )


def convergence(
    record: RecordPath = DEFAULT_RECORD,
    dialogue: OfDialogue = None,
    by: Division = "round",
    measure: Annotated[
        bool, typer.Option("--measure", help="Count on how many issues the sides meet, period by period.")
    ] = False,
    since: SinceDay = None,
    until: Until = None,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """Set the sides' last words on each issue next to each other, round by round, and say where they meet.

    Both for, both against, opposed, joint statement, unclear, one side only. Sentences that say themselves that
    the sides agree or differ outweigh what is worked out. docs/analysis.md defines the measure.
    """
    with answering():
        from tracktwo.views import ledgers

        division = _division(by)
        first, last = day_of(since, "--since"), day_of(until, "--until", at_end=True)
        if measure:
            print_of_dialogue(
                record, level, dialogue, lambda g, d: ledgers.measure_table(d, division), format, output
            )
        else:
            print_of_dialogue(
                record,
                level,
                dialogue,
                lambda g, d: ledgers.convergence_table(g, d, division, first, last),
                format,
                output,
            )


def promises(
    record: RecordPath = DEFAULT_RECORD,
    dialogue: OfDialogue = None,
    as_of: AsOf = None,
    since: SinceDay = None,
    until: Until = None,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List who owes what to whom by when, and what became of it.

    Open, overdue, slipped, partly met, met, dropped, superseded. What looks like a fulfilment is proposed with its
    sentence; confirm or reject it with tracktwo judge fulfils. Scores are those of the Peace Accords Matrix, 0 to 3.
    """
    with answering():
        from tracktwo.views import ledgers

        day = day_of(as_of, "--as-of", at_end=True) or date.today()
        first, last = day_of(since, "--since"), day_of(until, "--until", at_end=True)
        print_of_dialogue(
            record,
            level,
            dialogue,
            lambda g, d: ledgers.promises_table(g, d, day, first, last),
            format,
            output,
        )


def continuity(
    record: RecordPath = DEFAULT_RECORD,
    dialogue: OfDialogue = None,
    all_tracks: Annotated[
        bool, typer.Option("--all-tracks", help="Also the other dialogues between the same parties.")
    ] = False,
    as_of: AsOf = None,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """Tell how steady a dialogue has been: gaps, suspensions and their rival causes, who carries it, what is late.

    Plans that slipped are there too, and the number of contacts against earlier years.
    """
    with answering():
        from tracktwo.views import steadiness

        day = day_of(as_of, "--as-of", at_end=True) or date.today()
        print_of_dialogue(
            record,
            level,
            dialogue,
            lambda g, d: steadiness.continuity_table(g, _of_the_parties(g, d) if all_tracks else (d,), day),
            format,
            output,
        )


def speakers(
    record: RecordPath = DEFAULT_RECORD,
    dialogue: OfDialogue = None,
    network: Annotated[
        str,
        typer.Option(
            metavar="NETWORK",
            help="contacts: who met and addressed whom; issues: sides and issues; parties: who agrees with whom.",
        ),
    ] = "contacts",
    normalise: Annotated[
        str, typer.Option(metavar="HOW", help="Of the network of parties: no, average, Jaccard or cosine.")
    ] = "no",
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List who met and addressed whom, or which sides agree, as Discourse Network Analyzer defines it."""
    with answering():
        from tracktwo.views import steadiness

        how = _normalisation(normalise)
        tables: dict[str, Callable[[Gate, Dossier], Table]] = {
            "contacts": steadiness.ties_table,
            "issues": steadiness.affiliations_table,
            "parties": lambda g, d: steadiness.likenesses_table(g, d, how),
        }
        print_of_dialogue(record, level, dialogue, chosen(tables, network, "--network"), format, output)


def changes(
    record: RecordPath = DEFAULT_RECORD,
    dialogue: OfDialogue = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN", help="After this day or round ('round 3'); the last round but one if left out."
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Until this day or round; today if left out.")
    ] = None,
    level: AtLevel = Clearance.EVERYTHING,
    format: As = Format.TABLE,
    output: Output = None,
) -> None:
    """List what changed between two days or two rounds: positions, promises, state, rounds, contacts, people."""
    with answering():
        from tracktwo.analysis.changes import span_between
        from tracktwo.views import ledgers

        print_of_dialogue(
            record,
            level,
            dialogue,
            lambda g, d: ledgers.changes_table(g, d, span_between(d, since, until, date.today())),
            format,
            output,
        )


def _of_the_parties(gate: "Gate", dossier: "Dossier") -> "tuple[Dossier, ...]":
    """The dialogue and the others between the same parties, official ones first."""
    from tracktwo.analysis.dossier import open_dossiers

    entries = gate.claims()
    documents = {e.document.id: e.document for e in entries}
    found = open_dossiers(documents.values(), entries, gate.rulings)
    own = [d for d in found if d.series.parties == dossier.series.parties]
    return tuple(sorted(own, key=lambda d: d.series.key))


def _division(given: str) -> "By":
    from tracktwo.analysis.periods import By

    return chosen({b.value: b for b in By}, given, "--by")


def _normalisation(given: str) -> "Normalisation":
    from tracktwo.analysis.networks import Normalisation

    named = {n.value.split()[0].casefold(): n for n in Normalisation}
    return chosen(named, given.casefold(), "--normalise")
