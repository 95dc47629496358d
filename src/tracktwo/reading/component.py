"""The reader as a spaCy component: `nlp.add_pipe("tracktwo_reader")`.

It reads what spaCy's tokenizer made of a text; documents with passages are read through `Reader.read`.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from tracktwo.reading.network import SHIPPED, Network
from tracktwo.reading.reader import Reader

NAME = "tracktwo_reader"


class ReaderComponent:
    """Calls the reader on each `Doc` that comes along the pipeline."""

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        self._reader = Reader(Network(weights))

    def __reduce__(self) -> tuple[type[ReaderComponent], tuple[Path]]:
        """Let other processes load the weights themselves (`nlp.pipe(texts, n_process=2)`)."""
        return ReaderComponent, (self._weights,)

    def __call__(self, doc: Doc) -> Doc:
        """Read `doc` in place and return it."""
        return self._reader.annotate(doc)

    @property
    def version(self) -> str:
        """See `Reader.version`."""
        return self._reader.version


@Language.factory(
    NAME,
    assigns=[
        "token.tag", "token.pos", "token.lemma", "token.head", "token.dep", "token.is_sent_start", "doc.ents",
        "doc.spans", "doc._.attributions",
    ],
    default_config={"weights": None},
)  # fmt: skip
def make_component(nlp: Language, name: str, weights: str | None) -> ReaderComponent:
    """Make the component; `weights` is a folder of other weights than those that ship."""
    return ReaderComponent(Path(weights) if weights else SHIPPED)
