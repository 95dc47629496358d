"""What every answer rests on: citations, the documents they are of, pages of a list."""

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from tracktwo.model.levels import Level

T = TypeVar("T")


class Shape(BaseModel):
    """What all values have in common: they are complete, and nothing stands in them that is not described."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True
    )


#: An id that the reader sees: of the bytes of a document, or one that tells nothing where these are withheld.
DocumentId = Annotated[
    str,
    Field(
        pattern=r"^(sha256|opaque):[0-9a-f]{64}$",
        examples=["sha256:3f2a9c1b77d2d1a9a8f0f3e7c4f9b3b0c1d2e3f405162738495a6b7c8d9e0f10"],
    ),
]
ClaimId = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{64}$",
        examples=["5ac3e1f0b8d94c27a6e1f3025b7d8c9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8"],
    ),
]
#: EDTF, as far as the record keeps it.
Date = Annotated[str, Field(examples=["2013-08-02", "2013-08~", "2017-04-05/2017-04-06"])]
#: Alpha-3 code of a state or the name of another party; several that speak jointly are joined by ``+``.
Party = Annotated[str, Field(examples=["PAK", "PAK+USA"])]
Confidence = Annotated[float, Field(ge=0, le=1)]


class Citation(Shape):
    """Words of a document, and where they stand."""

    document: DocumentId
    """Id of the document."""
    start: Annotated[int, Field(ge=0)]
    """First code point of the canonical text, counted from 0."""
    end: Annotated[int, Field(ge=1)]
    """The code point after the last one."""
    exact: Annotated[str, Field(min_length=1)]
    """The words as they stand there, code point for code point: text[start:end]."""
    mark: Annotated[str, Field(examples=["3f2a9c1b:1056-1180"])]
    """The citation as people write it; the command tracktwo show takes it."""
    page: Annotated[str, Field(examples=["/documents/3f2a9c1b?at=1056-1180#cited"])]
    """The page of this server on which these words are highlighted."""


class DocumentNamed(Shape):
    """A document, as entries name the one that they are of."""

    id: DocumentId
    """Its id."""
    short: Annotated[str, Field(examples=["3f2a9c1b"])]
    """First digits of the id, as many as it takes to name no other document."""
    title: str | None
    """Its title, if it has one."""
    publisher: str | None
    """Who published it."""
    published: Date | None
    """When it was published."""
    page: Annotated[str, Field(examples=["/documents/3f2a9c1b"])]
    """The page of this server with its text."""


class Page(Shape, Generic[T]):
    """Some of a list, and where it goes on."""

    items: tuple[T, ...]
    """What was asked for, in the order of the list."""
    next: Annotated[str | None, Field(examples=["/api/v1/claims?kind=statements&cursor=WzEwMF0"])]
    """Address of the next part of the list, with the same conditions; null where this is the last."""


class Listing(Shape, Generic[T]):
    """A list that is given whole."""

    items: tuple[T, ...]
    """All of it, in its order."""


LevelOf = Annotated[Level, Field(description="How confidential it is, by attribution level.")]
