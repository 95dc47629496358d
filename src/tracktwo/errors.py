"""Every error that TrackTwo raises for its users to read; bugs are not in this tree.

    TrackTwoError
    ├── UngroundedError          a claim's words are not where it says they are
    ├── MalformedDateError       a date is not EDTF, or no day of the calendar fits it
    ├── SourceError              one source cannot be taken in; the others go on
    │   ├── MissingSourceError   no such file, or nothing at that address
    │   ├── EmptySourceError     no text in it
    │   ├── UnreadableSourceError   damaged, encrypted, binary or of an unknown form
    │   └── OversizedSourceError    larger than what is read, or unpacks to more
    ├── RecordError              the record as a whole cannot be used
    │   ├── MissingRecordError   there is none at that path
    │   ├── NotARecordError      the file is something else
    │   ├── NewerRecordError     written by a newer TrackTwo
    │   ├── LockedRecordError    another process is writing
    │   ├── ReadOnlyRecordError  the file or its folder may not be written to
    │   └── FullDiskError        no room left to write
    ├── AccountsError            the file of accounts cannot be used, or forbids what was asked
    ├── LexiconError             a lexicon file is malformed
    ├── ReaderError              the reading model or a named pipeline cannot be loaded
    └── UsageError               the options contradict one another or name nothing

Messages are in lower case and say what is wrong, with which thing, and what to do about it.
"""


class TrackTwoError(Exception):
    """Root of all errors whose message is meant for the user."""


class UngroundedError(TrackTwoError):
    """The cited words are not in the document at the cited place."""


class MalformedDateError(TrackTwoError, ValueError):
    """A date is not of the kept subset of EDTF."""


class SourceError(TrackTwoError):
    """One source cannot be taken in."""


class MissingSourceError(SourceError):
    """There is no such file or address."""


class EmptySourceError(SourceError):
    """The source holds no text."""


class UnreadableSourceError(SourceError):
    """The source is damaged, encrypted, binary, or of a form that is not known."""


class OversizedSourceError(SourceError):
    """The source, or what it unpacks to, is larger than what is read."""


class RecordError(TrackTwoError):
    """The record as a whole cannot be used."""


class MissingRecordError(RecordError):
    """There is no record at that path, or no folder to make one in."""


class NotARecordError(RecordError):
    """The file named as the record is something else."""


class NewerRecordError(RecordError):
    """The record was written by a newer version."""


class LockedRecordError(RecordError):
    """Another process is writing to the record."""


class ReadOnlyRecordError(RecordError):
    """The record may not be written to."""


class FullDiskError(RecordError):
    """There is no room left to write the record."""


class AccountsError(TrackTwoError):
    """The file of accounts cannot be used, or what was asked of it is against its rules."""


class LexiconError(TrackTwoError):
    """A lexicon file is malformed."""


class ReaderError(TrackTwoError):
    """The reading model or a named pipeline cannot be loaded."""


class UsageError(TrackTwoError):
    """Options contradict one another, or name something that is not there."""
