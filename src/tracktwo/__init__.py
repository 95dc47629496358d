"""TrackTwo keeps the record of a dialogue between governments, with the sentence behind every line."""

__version__ = "0.1.0"
