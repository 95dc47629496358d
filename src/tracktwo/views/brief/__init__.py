"""The brief that a desk officer hands up: a dialogue as the record has it, each line with its evidence.

Lays out what the analyses found; finds nothing itself and leaves formats to the modules beside this package:
:mod:`tracktwo.views.markdown`, :mod:`tracktwo.views.html`, :mod:`tracktwo.views.docx`, :mod:`tracktwo.views.pdf`.
"""

from datetime import date

from tracktwo.analysis.opening import find_dossier
from tracktwo.errors import MalformedDateError, UsageError
from tracktwo.model.dates import Edtf
from tracktwo.record import Gate
from tracktwo.views.brief.layout import lay_out
from tracktwo.views.brief.options import BriefOptions
from tracktwo.views.forms import Form
from tracktwo.views.ledgers import rulings_of
from tracktwo.views.lines import Brief

__all__ = ["Brief", "BriefOptions", "Form", "lay_out", "make_brief"]


def make_brief(
    gate: Gate,
    dialogue: str | None,
    since: str | None,
    as_of: date | None = None,
    *,
    form: Form = Form.FULL,
    side: str | None = None,
) -> Brief:
    """Lay out one dialogue of a record as far as ``gate`` lets the reader see it.

    Args:
        gate: read access to the record.
        dialogue: key, name or parties; None for the dialogue with most documents.
        since: EDTF; documents published from then on are new. None for no such section.
        as_of: the day on which commitments are judged; None for today.
        form: which of the forms that ministries use.
        side: the reader's own side, as its code in the record; None for neither.

    Raises:
        UsageError: no dialogue, or several, are called so, ``since`` is no date, or ``side`` no party.
    """
    found = find_dossier(gate, dialogue)
    options = BriefOptions(as_of or date.today(), _first_day(since), form, side, rulings_of(gate))
    return lay_out(found, options)


def _first_day(since: str | None) -> date | None:
    if since is None:
        return None
    try:
        start, _ = Edtf.parse(since).bounds()
    except MalformedDateError as error:
        raise UsageError(f"--since: {error}") from error
    if start is None:
        raise UsageError(f"--since {since} has no year; give one, such as 2024-05-01")
    return start
