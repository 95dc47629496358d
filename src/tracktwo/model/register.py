"""An entry of an official register: what a government itself lists of its leaders' travels and guests.

A register is no report about talks: nothing is extracted from it. It confirms or contradicts what reports say.
"""

import hashlib
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One journey or visit: who was where from when to when."""

    #: The register, as its format calls it.
    register: str
    #: The register's own number of the entry, or empty.
    number: str = ""
    #: Who travelled, as the register writes the name.
    person: str
    #: The traveller's party: ISO 3166-1 alpha-3 or a name; None where it is not told.
    party: str | None = None
    #: First and last day, ISO 8601.
    start: str
    end: str
    #: The country travelled to, ISO 3166-1 alpha-3; None for one that the lexicon does not know.
    country: str | None = None
    #: The same as the register writes it.
    country_name: str = ""
    place: str = ""
    #: What the register says of the occasion, such as whom the traveller met.
    remarks: str = ""

    @property
    def id(self) -> str:
        """SHA-256 of what the entry says, the register's own number apart: one listed twice is one."""
        said = astuple(self)
        return hashlib.sha256("\x1f".join(str(x) for x in (said[0], *said[2:])).encode()).hexdigest()
