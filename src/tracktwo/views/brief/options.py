"""What a brief is asked for: its form, from which day, for which side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracktwo.analysis.commitments import Ruling
from tracktwo.views.forms import Form


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What a brief looks back from, since when things count as new, and whom it is for."""

    #: The day on which commitments are judged overdue.
    as_of: date
    #: Documents published on this day or later are new.
    since: date | None = None
    form: Form = Form.FULL
    #: The reader's own side, which is not across the table; None for neither.
    side: str | None = None
    #: What people said of commitments, by the id of the claim.
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
