"""``python -m training.relevance SHARED``: weights for what shows that a page is about talks between parties.

A logistic regression over the signs of `tracktwo.extraction.relevance`, small enough to be read.
Talks are readouts of calls and meetings, joint statements, and newswire articles labelled so by hand; the
rest of the newswire and US domestic political news are none. Prints the lexicon ``relevance_weights``;
changes no file.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
import yaml

from evaluation.corpus_texts import newswire_articles
from tracktwo.errors import SourceError
from tracktwo.extraction.relevance import Signs, signs_of
from tracktwo.model import Document, DocumentKind
from tracktwo.source import derive, gather
from tracktwo.source.raw import RawSource

#: Rule cases of ours, all of them about talks; those of relevance.yaml are kept for measuring.
ROUNDS = Path(__file__).parents[1] / "tests/cases/rounds.yaml"
LABELS = Path(__file__).with_name("relevance_labels.yaml")
#: Every third domestic article is enough: they are easily told apart.
_EVERY = 3
#: Strength of the pull towards nought, and of talks against the rest, set by 5-fold cross-validation.
RIDGE, BALANCE = 1.0, 3.0
#: Highest threshold at which nearly all talks are found in cross-validation.
THRESHOLD = 0.5
#: What the corpora have too few pages of, set by hand: talks with an armed side that no list names, and rounds of
#: a dialogue told of by its name, which our few examples share with all that else shows them.
BY_HAND = {"armed_sides": 1.5, "named_round": 3.0}
_CONTACT = re.compile(r"-(?:call|meeting)s?-with-|joint-statement|joint-press|-and-.*minister")
_NO_PARTY = re.compile(
    r"famil|labor|youth|students|university|activists|civil-society|chair-of-the-institute"
    r"|journalists|business|women|staff|employees|remarks-with-u-s"
)


def samples(shared: Path) -> Iterator[tuple[Signs, bool]]:
    """Signs of each document with whether it is about talks."""
    labels = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    for article in newswire_articles(shared / "corpora/newswire-ner/train.tsv.gz"):
        if article.name not in labels["open"]:
            yield signs_of(_news(article.text)), article.name in labels["talks"]
    with gzip.open(shared / "corpora/polnear/train.jsonl.gz", "rt", encoding="utf-8") as rows:
        for number, row in enumerate(rows):
            if number % _EVERY == 0:
                yield signs_of(_news(json.loads(row)["text"])), False
    for path in sorted((shared / "corpora/readouts").glob("*.html")):
        no_party = bool(_NO_PARTY.search(path.name))
        if _CONTACT.search(path.name) and not ("travel" in path.name or (no_party and "joint" in path.name)):
            for source in gather([str(path)]):
                if isinstance(source, RawSource):
                    try:
                        yield signs_of(derive(source)), not no_party
                    except SourceError as error:
                        print(f"left out: {path.name}: {error}", file=sys.stderr)


def told_rounds() -> Iterator[tuple[Signs, bool]]:
    """Signs of our own notices and reports of rounds, which the corpora lack."""
    for entry in yaml.safe_load(ROUNDS.read_text(encoding="utf-8")):
        document = Document(
            id="sha256:" + "0" * 64, text=entry["text"], derived_by="case", kind=DocumentKind(entry["kind"])
        )
        yield signs_of(document), True


def fitted(signs: np.ndarray, talks: np.ndarray) -> np.ndarray:
    """Weights of a ridge logistic regression by Newton's method; the last one is the bias."""
    inputs = np.hstack([signs, np.ones((len(signs), 1))])
    weights = np.zeros(inputs.shape[1])
    sample = np.where(talks, BALANCE, 1.0)
    ridge = RIDGE * np.eye(len(weights))
    ridge[-1, -1] = 0.0
    for _ in range(30):
        likely = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (sample * (likely - talks)) + ridge @ weights
        curve = (inputs * (sample * likely * (1 - likely))[:, None]).T @ inputs + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def main(shared: Path) -> None:
    """Train, cross-validate and print."""
    rows = [*samples(shared), *told_rounds()]
    signs = np.array([astuple(s) for s, _ in rows], dtype=float)
    talks = np.array([t for _, t in rows])
    order = np.random.default_rng(7).permutation(len(rows))
    likely = np.zeros(len(rows))
    for part in np.array_split(order, 5):
        rest = np.setdiff1d(order, part)
        weights = fitted(signs[rest], talks[rest])
        likely[part] = 1 / (1 + np.exp(-(signs[part] @ weights[:-1] + weights[-1])))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        wrong, found = (likely[~talks] >= threshold).mean(), (likely[talks] >= threshold).mean()
        print(
            f"# at {threshold}: {wrong:.1%} wrongly taken, {found:.1%} of talks found, 5-fold",
            file=sys.stderr,
        )
    weights = fitted(signs, talks)
    for name, weight in BY_HAND.items():
        weights[[f.name for f in fields(Signs)].index(name)] = weight
    names = [f.name for f in fields(Signs)] + ["bias"]
    print(
        yaml.safe_dump(
            {"threshold": THRESHOLD, "weights": dict(zip(names, weights.round(2).tolist(), strict=True))}
        )
    )


def _news(text: str) -> Document:
    return Document(id="sha256:" + "0" * 64, text=text, derived_by="corpus", kind=DocumentKind.NEWS_REPORT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
