"""An attribution as the reading model finds it: spans with their links, before anybody's name is resolved."""

from dataclasses import dataclass

Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source (who), cue (the reporting words), content (what): spans in code points of the document.

    Each role may be discontinuous; ``source`` and ``cue`` may be empty, ``content`` is not.
    """

    source: Offsets
    cue: Offsets
    content: Offsets
    #: Index in the Doc of the token that the reading model anchors the attribution on.
    anchor: int
    #: Probability of the attribution as a whole, 0 to 1.
    probability: float
    #: Index, among the document's attributions, of the one inside whose content this one stands.
    nested_in: int | None = None
    #: PLOVER root event of the content or clause by the trained head, with its probability.
    act: str | None = None
    act_probability: float = 0.0
    #: All acts with their probabilities, most probable first.
    act_scores: tuple[tuple[str, float], ...] = ()
