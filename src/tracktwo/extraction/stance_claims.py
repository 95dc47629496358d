"""A stance as a claim, made of what a clause leans for or against; finds nothing itself."""

from __future__ import annotations

from tracktwo.extraction.issue_naming import Leaning
from tracktwo.model import Stance, StanceValue
from tracktwo.model.span import Citation

#: A stance with what two of them on the same issue share, however it is worded.
Told = tuple[str, Stance]
#: How much less often a stance is right on an issue in the text's own words (`python -m evaluation claims`).
OWN_WORDS = 0.85


def stance_of(party: str, leaning: Leaning, evidence: tuple[Citation, ...], probability: float) -> Told:
    """The claim that ``party`` leans so, with how probable it is, and the topic of its issue."""
    value = StanceValue.FOR if leaning.is_for else StanceValue.AGAINST
    told = Stance(
        party=party, issue=leaning.issue, stance=value, evidence=evidence, confidence=round(probability, 3)
    )
    return leaning.topic, told


def opposite_of(value: StanceValue) -> StanceValue:
    """For of against and against of for; mixed stays mixed."""
    turned = {StanceValue.FOR: StanceValue.AGAINST, StanceValue.AGAINST: StanceValue.FOR}
    return turned.get(value, value)
