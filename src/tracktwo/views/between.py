"""Which contacts are those of the parties to a dialogue, as briefs, timelines and plots take them."""

from collections.abc import Collection

from tracktwo.resolution.engagements import KnownEngagement


def is_between(known: KnownEngagement, parties: Collection[str]) -> bool:
    """Whether two of the parties took part; or one, and nothing speaks for its having been with others."""
    ours = set(parties)
    if len(known.parties & ours) > 1:
        return True
    elsewhere = {e.claim.country for e in known.entries if e.claim.country} - ours
    return bool(known.parties & ours) and not (known.parties - ours) and not elsewhere
