"""A tiny model learns, and what is exported scores as what was trained."""

import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training extra is not installed")
onnxruntime = pytest.importorskip("onnxruntime")

from tracktwo.reading.links import distance_buckets  # noqa: E402
from tracktwo.reading.pieces import PieceCoder  # noqa: E402
from training.batches import cut_windows, epoch_batches, make_batch  # noqa: E402
from training.corpora import Labelled, Link  # noqa: E402
from training.encoder import EncoderShape  # noqa: E402
from training.export import links_graph, reader_graph  # noqa: E402
from training.graph import Precision  # noqa: E402
from training.losses import WEIGHTS, batch_losses  # noqa: E402
from training.network import HeadSizes, Reader  # noqa: E402
from training.prepare import Example, Inventories, number  # noqa: E402

# Threads that wait for one another on a busy machine take minutes for what one does in seconds.
torch.set_num_threads(1)

SHAPE = EncoderShape(vocabulary=200, width=128, layers=2, heads=4, inner=128, positions=64)
WORDS = ["Rao", "said", "talks", "resume", "."]


def labelled(times: int = 6) -> Labelled:
    document = Labelled("made-up", "polnear", [], [], [], sentences=True, links=[])
    assert document.links is not None
    for turn in range(times):
        base = len(document.words)
        document.units.append(base)
        document.words += WORDS
        document.breaks += [2 if turn % 3 == 0 else 0, 0, 0, 0, 0]
        document.upos += ["PROPN", "VERB", "NOUN", "VERB", "PUNCT"]
        document.xpos += ["NNP", "VBD", "NNS", "VBP", "."]
        document.lemma += ["keep|0|", "lower|2|y", "lower|1|", "lower|0|", "lower|0|"]
        document.head += [base + 1, base + 1, base + 3, base + 1, base + 1]
        document.dep += ["nsubj", "root", "nsubj", "ccomp", "punct"]
        document.entity += ["B-PERSON", "O", "O", "O", "O"]
        document.links.append(
            Link(base + 1, ((base, base + 1),), ((base + 1, base + 2),), ((base + 2, base + 4),))
        )
    return document


@pytest.fixture(scope="module")
def coder() -> PieceCoder:
    return PieceCoder(
        [*(f"[unused{i}]" for i in range(100)), "[UNK]", "[CLS]", "[SEP]", "rao", "said", "talk", "##s", "."]
    )


@pytest.fixture(scope="module")
def inventories() -> Inventories:
    return Inventories.count([labelled(), labelled()])


@pytest.fixture(scope="module")
def example(coder: PieceCoder, inventories: Inventories) -> Example:
    return number(labelled(), inventories, coder)


@pytest.fixture(scope="module")
def model(inventories: Inventories) -> Reader:
    torch.manual_seed(3)
    counts = {
        name: len(getattr(inventories, name)) for name in ("upos", "xpos", "lemma", "dep", "entity", "link")
    }
    return Reader(HeadSizes(**counts), SHAPE)


def test_windows_hold_every_word_once(example: Example) -> None:
    for limit in (9, 20, 64):
        windows = list(cut_windows(example, limit, random.Random(1)))
        assert [i for w in windows for i in range(w.first, w.last)] == list(range(len(example.pieces)))
        assert all(w.pieces <= limit for w in windows)


def test_an_epoch_visits_shares(example: Example) -> None:
    batches = epoch_batches([example], {"polnear": 2.0}, 64, 64, random.Random(1))
    assert sum(w.last - w.first for batch in batches for w in batch) == 2 * len(example.pieces)


def test_the_loss_of_every_head_falls(model: Reader, example: Example) -> None:
    batch = make_batch(list(cut_windows(example, 64, None)))
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    model.train()
    first: dict[str, float] = {}
    for step in range(60):
        losses = batch_losses(model, batch)
        if step == 0:
            first = {name: float(value) for name, value in losses.items()}
        sum(WEIGHTS[name] * value for name, value in losses.items()).backward()
        optimizer.step()
        optimizer.zero_grad()
    assert set(first) == set(WEIGHTS)
    model.eval()
    last = batch_losses(model, batch)
    assert all(float(last[name]) < 0.8 * first[name] for name in first)


def test_the_exported_reader_scores_alike(model: Reader, example: Example, tmp_path: Path) -> None:
    model.eval()
    batch = make_batch(list(cut_windows(example, 64, None))[:1])
    with torch.no_grad():
        layers = model.word_layers(
            batch.pieces, batch.shapes, batch.layouts, batch.quotes, batch.mask, batch.firsts
        )
        start, upos, xpos, _ = model.tags(layers)
        arcs = model.tree_vectors(layers)[0]
        link, anchor = model.link_vectors(layers)
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    session = onnxruntime.InferenceSession(reader_graph(state, Precision.FLOAT, heads=4).SerializeToString())
    feed = {
        "embedded": state["encoder.words.weight"][batch.pieces.numpy()],
        "shapes": batch.shapes.numpy(),
        "layouts": batch.layouts.numpy(),
        "quotes": batch.quotes.numpy(),
        "firsts": batch.firsts.numpy(),
    }
    names = ["start", "upos", "xpos", "arc_dep", "link", "anchor"]
    found = dict(zip(names, session.run(names, feed), strict=True))
    for name, ours in (("upos", upos), ("arc_dep", arcs), ("link", link), ("anchor", anchor)):
        np.testing.assert_allclose(found[name], ours.numpy(), atol=2e-4)
    np.testing.assert_allclose(found["start"][:, 0], start.numpy(), atol=2e-4)
    assert (found["xpos"] == xpos.argmax(1).numpy()).all()


def test_the_exported_link_scorer_scores_alike(model: Reader) -> None:
    model.eval()
    rng = np.random.default_rng(5)
    words = rng.standard_normal((2, 9, 128)).astype(np.float32)
    anchors = words[:, 4]
    distances = distance_buckets(np.tile(np.arange(9) - 4, (2, 1)))
    keep = np.ones((2, 9), dtype=np.float32)
    keep[1, 6:] = 0
    convention = np.array([0, 1])
    with torch.no_grad():
        inputs = (torch.tensor(value) for value in (words, anchors, distances, convention, keep))
        ours = model.links(*inputs).numpy()
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    session = onnxruntime.InferenceSession(links_graph(state, Precision.FLOAT).SerializeToString())
    feed = {
        "words": words,
        "anchors": anchors,
        "distances": distances,
        "convention": convention,
        "keep": keep,
    }
    (found,) = session.run(["scores"], feed)
    np.testing.assert_allclose(found[keep > 0], ours[keep > 0], atol=2e-4)


@pytest.mark.parametrize("precision", [Precision.DYNAMIC, Precision.REDUCED])
def test_eight_bits_stay_near(model: Reader, precision: Precision) -> None:
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    feed = {
        "embedded": state["encoder.words.weight"][np.array([[101, 103, 104, 102]])],
        **{name: np.zeros((1, 4), dtype=np.int64) for name in ("shapes", "layouts", "quotes")},
        "firsts": np.array([1, 2]),
    }
    runs = [
        onnxruntime.InferenceSession(reader_graph(state, each, heads=4).SerializeToString()).run(
            ["upos"], feed
        )[0]
        for each in (Precision.FLOAT, precision)
    ]
    assert np.abs(runs[0] - runs[1]).max() < 0.1 * np.abs(runs[0]).max()
