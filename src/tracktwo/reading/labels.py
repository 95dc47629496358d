"""The label sets that the reading model was trained on and that a read `Doc` carries.

It holds no learned inventory (part-of-speech tags, relations, lemma scripts): those are counted from the
training corpora and travel with the weights.
"""

from __future__ import annotations

from enum import StrEnum


class Entity(StrEnum):
    """Entity classes of the Worldwide English Newswire corpus, as `ent.label_` carries them.

    `LOCATION` covers countries, cities and regions (there is no separate class for states that act).
    """

    PERSON = "PERSON"
    ORGANIZATION = "ORGANIZATION"
    LOCATION = "LOCATION"
    NORP = "NORP"
    FACILITY = "FACILITY"
    PRODUCT = "PRODUCT"
    DATE = "DATE"
    MONEY = "MONEY"
    MISC = "MISC"


#: The three classes of most entity corpora; the other six map to nothing.
THREE_CLASSES: dict[str, str] = {
    Entity.PERSON: "PER",
    Entity.ORGANIZATION: "ORG",
    Entity.LOCATION: "LOC",
}


class Role(StrEnum):
    """What a span is to its attribution; the labels of `doc.spans["attribution"]`."""

    SOURCE = "SOURCE"
    CUE = "CUE"
    CONTENT = "CONTENT"


#: Name of the span group that holds the attribution spans.
ATTRIBUTION = "attribution"

ROLES: tuple[Role, ...] = (Role.SOURCE, Role.CUE, Role.CONTENT)

#: Labels of a word given an anchor: outside, then begin and inside of each role.
LINK_LABELS: tuple[str, ...] = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
