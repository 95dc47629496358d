"""Whether two names are one institute's: convenors, partners and sponsors are spelt and added to freely."""

from rapidfuzz import fuzz, utils

#: Likeness of two holders' names (0–100, the words of one in the other, in any order) from which they are one.
ALIKE = 80.0


def same_holder(one: str, other: str) -> bool:
    """Whether "Regional Peace Institute (RPI)" and "the Regional Peace Institute, Islamabad" are meant as one."""
    return fuzz.token_set_ratio(one, other, processor=utils.default_process) >= ALIKE
