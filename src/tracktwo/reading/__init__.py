"""The reading wing: text to a spaCy `Doc`, offline, with the weights that ship in the package."""

from tracktwo.reading.labels import ATTRIBUTION, THREE_CLASSES, Entity, Role
from tracktwo.reading.reader import Reader, load_reader

__all__ = ["ATTRIBUTION", "THREE_CLASSES", "Entity", "Reader", "Role", "load_reader"]
