"""From a checkpoint to the files that ship: `python -m training export`.

Three ONNX graphs (reader, links, acts), the piece vectors that reader and acts share and the tree weights as
arrays, the vocabulary, and `model.json` with label inventories and thresholds. It measures nothing:
`python -m evaluation.reading` does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto

from tracktwo.reading.windows import WINDOW_PIECES
from training.graph import Graph, Precision
from training.settings import Settings
from training.train import newest_checkpoints

State = dict[str, NDArray[np.float32]]
WEIGHTS = Path("src/tracktwo/reading/weights")


def load_state(checkpoints: list[Path]) -> State:
    """Return the mean of the checkpoints' models as arrays."""
    total: State = {}
    for path in checkpoints:
        for name, value in torch.load(path, map_location="cpu", weights_only=True)["model"].items():
            total[name] = total.get(name, np.float32(0)) + value.float().numpy() / len(checkpoints)
    return total


def _linear(graph: Graph, state: State, x: str, name: str, exact: bool = False) -> str:
    return graph.linear(x, state[f"{name}.weight"], state[f"{name}.bias"], exact)


def _norm(graph: Graph, state: State, x: str, name: str, epsilon: float = 1e-12) -> str:
    return graph.norm(x, state[f"{name}.weight"], state[f"{name}.bias"], epsilon)


def _gelu(graph: Graph, x: str) -> str:
    return str(graph.node("Gelu", [x]))


def _attention(graph: Graph, state: State, x: str, name: str, heads: int, mask: str | None = None) -> str:
    width = state[f"{name}.out.weight"].shape[0]
    parts = graph.node("Split", [_linear(graph, state, x, f"{name}.qkv")], outputs=3, axis=-1, num_outputs=3)
    inputs = [*parts, "", "", mask] if mask else parts
    attended = graph.node("MultiHeadAttention", inputs, domain="com.microsoft", num_heads=heads)
    assert width % heads == 0
    return _linear(graph, state, attended, f"{name}.out")


def _encoder(graph: Graph, state: State, heads: int, tables: dict[str, str]) -> list[str]:
    """Add the encoder over looked-up piece vectors; `tables` names the inputs to look up and their weights."""
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.blocks."))
    x = graph.input("embedded", TensorProto.FLOAT, [1, "pieces", state["encoder.norm.weight"].shape[0]])
    length = graph.node("Shape", [x], start=1, end=2)
    positions = graph.node(
        "Slice",
        [
            graph.constant(state["encoder.positions.weight"][:WINDOW_PIECES]),
            graph.constant(np.array([0])),
            length,
        ],
    )
    x = graph.node("Add", [x, positions])
    for name, table in tables.items():
        numbers = graph.input(name, TensorProto.INT64, [1, "pieces"])
        x = graph.node("Add", [x, graph.node("Gather", [graph.constant(state[table]), numbers])])
    x = _norm(graph, state, x, "encoder.norm")
    outputs = [x]
    for number in range(layers):
        block = f"encoder.blocks.{number}"
        attended = _attention(graph, state, x, block, heads)
        x = _norm(graph, state, graph.node("Add", [x, attended]), f"{block}.norm1")
        inner = _gelu(graph, _linear(graph, state, x, f"{block}.up"))
        inner = _linear(graph, state, inner, f"{block}.down")
        x = _norm(graph, state, graph.node("Add", [x, inner]), f"{block}.norm2")
        outputs.append(x)
    return outputs


def reader_graph(state: State, precision: Precision, heads: int = 12) -> onnx.ModelProto:
    """Return the graph from one window's pieces to the scores and vectors of its words."""
    graph = Graph(precision)
    tables = {name: f"encoder.{name}.weight" for name in ("shapes", "layouts", "quotes")}
    outputs = _encoder(graph, state, heads, tables)
    firsts = graph.input("firsts", TensorProto.INT64, ["words"])
    zero = graph.constant(np.array([0]))
    rows = [graph.node("Gather", [graph.node("Squeeze", [x, zero]), firsts], axis=0) for x in outputs]

    def mix(name: str) -> str:
        weights = state[f"{name}.weights"].astype(np.float64)
        shares = np.exp(weights - weights.max()) / np.exp(weights - weights.max()).sum()
        scaled = [
            graph.node("Mul", [row, graph.constant(np.float32(share))])
            for row, share in zip(rows, shares, strict=True)
        ]
        return str(graph.node("Sum", scaled))

    tags = _gelu(graph, _linear(graph, state, mix("tag_mix"), "tag_in"))
    _output(graph, _linear(graph, state, tags, "start", exact=True), "start")
    _output(graph, _linear(graph, state, tags, "upos", exact=True), "upos")
    for name in ("xpos", "lemma"):
        best = graph.node("ArgMax", [_linear(graph, state, tags, name)], axis=-1, keepdims=0)
        graph.output(best, name, TensorProto.INT64, ["words"])
    tree = mix("tree_mix")
    for name in ("arc_dep", "arc_head", "label_dep", "label_head"):
        _output(graph, _gelu(graph, _linear(graph, state, tree, name)), name)
    entities = _gelu(graph, _linear(graph, state, mix("entity_mix"), "entity_in"))
    _output(graph, _linear(graph, state, entities, "entity", exact=True), "entity")
    links = mix("link_mix")
    _output(graph, _linear(graph, state, links, "link_in"), "link")
    anchors = _gelu(graph, _linear(graph, state, links, "anchor_in"))
    _output(graph, _linear(graph, state, anchors, "anchor", exact=True), "anchor")
    return graph.model("reader")


def acts_graph(state: State, precision: Precision, heads: int = 12) -> onnx.ModelProto:
    """Return the graph from one statement's pieces to the scores of its acts."""
    graph = Graph(precision)
    x = _encoder(graph, state, heads, {"marks": "marks.weight"})[-1]
    mean = graph.node("ReduceMean", [x, graph.constant(np.array([1]))], keepdims=0)
    hidden = _gelu(graph, _linear(graph, state, mean, "hidden", exact=True))
    graph.output(_linear(graph, state, hidden, "score", exact=True), "scores", TensorProto.FLOAT, [1, "acts"])
    return graph.model("acts")


def _output(graph: Graph, source: str, name: str) -> None:
    graph.output(source, name, TensorProto.FLOAT, ["words", f"{name}_width"])


def links_graph(state: State, precision: Precision, heads: int = 4) -> onnx.ModelProto:
    """Return the graph from anchors and the words around them to link labels."""
    state = {name.removeprefix("links."): value for name, value in state.items() if name.startswith("links.")}
    graph = Graph(precision)
    width = state["anchor.weight"].shape[0]
    words = graph.input("words", TensorProto.FLOAT, ["anchors", "reach", width])
    anchors = graph.input("anchors", TensorProto.FLOAT, ["anchors", width])
    distances = graph.input("distances", TensorProto.INT64, ["anchors", "reach"])
    convention = graph.input("convention", TensorProto.INT64, ["anchors"])
    keep = graph.input("keep", TensorProto.FLOAT, ["anchors", "reach"])
    anchor = _linear(graph, state, anchors, "anchor")
    anchor = graph.node(
        "Add", [anchor, graph.node("Gather", [graph.constant(state["convention.weight"]), convention])]
    )
    anchor = graph.node("Unsqueeze", [anchor, graph.constant(np.array([1]))])
    x = graph.node("Add", [_linear(graph, state, words, "word"), anchor])
    x = graph.node("Add", [x, graph.node("Gather", [graph.constant(state["distance.weight"]), distances])])
    x = _norm(graph, state, x, "norm", 1e-5)
    kept = graph.node("Unsqueeze", [keep, graph.constant(np.array([2]))])
    away = graph.node(
        "Mul", [graph.node("Sub", [graph.constant(np.float32(1)), keep]), graph.constant(np.float32(-1e4))]
    )
    mask = graph.node("Unsqueeze", [away, graph.constant(np.array([1, 2]))])
    number = 0
    while f"blocks.{number}.out.weight" in state:
        x = _link_block(graph, state, x, f"blocks.{number}", kept, mask, heads)
        number += 1
    scores = _linear(graph, state, _norm(graph, state, x, "last", 1e-5), "score", exact=True)
    graph.output(scores, "scores", TensorProto.FLOAT, ["anchors", "reach", "labels"])
    return graph.model("links")


def _link_block(graph: Graph, state: State, x: str, name: str, kept: str, mask: str, heads: int) -> str:
    x = graph.node("Mul", [x, kept])
    width = state[f"{name}.out.weight"].shape[0]
    near = graph.node("Transpose", [_norm(graph, state, x, f"{name}.norm0", 1e-5)], perm=[0, 2, 1])
    kernel = [graph.constant(state[f"{name}.near.weight"]), graph.constant(state[f"{name}.near.bias"])]
    near = graph.node("Conv", [near, *kernel], group=width, pads=[2, 2], kernel_shape=[5])
    x = graph.node("Add", [x, graph.node("Transpose", [near], perm=[0, 2, 1])])
    attended = _masked_attention(
        graph, state, _norm(graph, state, x, f"{name}.norm1", 1e-5), name, mask, heads
    )
    x = graph.node("Add", [x, attended])
    inner = _gelu(graph, _linear(graph, state, _norm(graph, state, x, f"{name}.norm2", 1e-5), f"{name}.up"))
    return str(graph.node("Add", [x, _linear(graph, state, inner, f"{name}.down")]))


def _masked_attention(graph: Graph, state: State, x: str, name: str, mask: str, heads: int) -> str:
    width = state[f"{name}.out.weight"].shape[0]
    size = width // heads
    split = graph.constant(np.array([0, 0, 3, heads, size]))
    parts = graph.node("Reshape", [_linear(graph, state, x, f"{name}.qkv"), split])
    parts = graph.node("Split", [parts], outputs=3, axis=2, num_outputs=3)
    two = graph.constant(np.array([2]))
    q, k, v = (graph.node("Squeeze", [part, two]) for part in parts)
    q = graph.node(
        "Mul", [graph.node("Transpose", [q], perm=[0, 2, 1, 3]), graph.constant(np.float32(size**-0.5))]
    )
    scores = graph.node("MatMul", [q, graph.node("Transpose", [k], perm=[0, 2, 3, 1])])
    weights = graph.node("Softmax", [graph.node("Add", [scores, mask])], axis=-1)
    attended = graph.node("MatMul", [weights, graph.node("Transpose", [v], perm=[0, 2, 1, 3])])
    attended = graph.node("Transpose", [attended], perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", [attended, graph.constant(np.array([0, 0, width]))])
    return _linear(graph, state, joined, f"{name}.out")


def export(
    settings: Settings,
    checkpoint: Path | None,
    folder: Path = WEIGHTS,
    precision: Precision = Precision.REDUCED,
) -> None:
    """Write the weights of `checkpoint` into `folder`, each file whole or not at all.

    Without `checkpoint` they are the mean of the run's newest ones, as many as its settings say.
    """
    checkpoints = [checkpoint] if checkpoint else newest_checkpoints(settings.run, settings.average)
    if not checkpoints:
        raise SystemExit(f"there is no checkpoint in {settings.run}; run the train step first")
    state = load_state(checkpoints)
    inventories = json.loads((settings.run / "inventories.json").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "reader.onnx", reader_graph(state, precision).SerializeToString())
    _write(folder / "links.onnx", links_graph(state, precision).SerializeToString())
    _write_arrays(folder / "words.npz", eight_bits(state["encoder.words.weight"]))
    trees = {name: state[name].astype(np.float16) for name in ("arc", "label", "root_arc", "root_label")}
    _write_arrays(folder / "trees.npz", trees)
    _write(folder / "lemmas.json", (settings.run / "lemmas.json").read_bytes())
    vocabulary = (settings.pretrained / "vocab.txt").read_text(encoding="utf-8")
    _write(folder / "vocabulary.txt", vocabulary.encode("utf-8"))
    tuned = settings.run / "thresholds.json"
    thresholds = (
        json.loads(tuned.read_text(encoding="utf-8")) if tuned.exists() else dict(settings.thresholds)
    )
    card = {
        "run": settings.name,
        "checkpoints": [path.stem for path in checkpoints],
        "precision": precision.value,
        "labels": inventories,
        "settings": thresholds,
    }
    if (settings.run / "acts.pt").exists():
        card["labels"]["act"] = _export_acts(settings.run / "acts.pt", folder, precision)
    _write(folder / "model.json", json.dumps(card, ensure_ascii=False, indent=1).encode("utf-8"))
    total = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    print(f"wrote {folder} from {', '.join(path.stem for path in checkpoints)}: {total / 1e6:.1f} MB")


def _export_acts(path: Path, folder: Path, precision: Precision) -> list[str]:
    """Write the act classifier and return its acts."""
    trained = torch.load(path, map_location="cpu", weights_only=True)
    state = {name: value.float().numpy() for name, value in trained["model"].items()}
    _write(folder / "acts.onnx", acts_graph(state, precision).SerializeToString())
    return list(trained["acts"])


def eight_bits(table: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """Return a table of vectors in eight bits with a scale a row; half a per mille of a vector's length is lost."""
    scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
    return {"whole": np.round(table / scale[:, None]).astype(np.int8), "scale": scale.astype(np.float32)}


def _write_arrays(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, **arrays)
    part.rename(path)


def _write(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.rename(path)
