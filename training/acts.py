"""Train the act classifier on PLOVER's sentences: `python -m training acts`.

It starts from the pretrained encoder, not from the reader's: what a sentence means as a whole is what that one was
trained for, and training tags and trees undoes it (logistic regression on frozen vectors, 5-fold macro-F1: 0.67
before, 0.47 after). The piece vectors stay frozen, so that both can share them.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from tracktwo.reading.acts import MARKS
from tracktwo.reading.pieces import PieceCoder
from training.attention import dropout
from training.batches import padded
from training.corpora import blank_english, opened
from training.encoder import Encoder, EncoderShape
from training.settings import Settings
from training.train import rate_at

FOLDS = 5
_START, _END = 101, 102


@dataclass(frozen=True, slots=True)
class ActExample:
    """A sentence in pieces, each marked as source, target or neither, and its act."""

    pieces: tuple[int, ...]
    marks: tuple[int, ...]
    act: str


class ActModel(nn.Module):
    """The encoder's mean vector, and the source's, to acts."""

    def __init__(self, acts: int, layers: int = 6, share: float = 0.1) -> None:
        super().__init__()
        self.share = share
        self.encoder = Encoder(EncoderShape(layers=layers), share)
        self.marks = nn.Embedding(len(MARKS), self.encoder.shape.width)
        nn.init.zeros_(self.marks.weight)
        self.hidden = nn.Linear(self.encoder.shape.width, self.encoder.shape.width)
        self.score = nn.Linear(self.encoder.shape.width, acts)

    def forward(self, pieces: Tensor, marks: Tensor) -> Tensor:
        """Score the acts of a batch of padded sentences."""
        keep = (pieces > 0).float()
        mask = ((1 - keep) * -1e4)[:, None, None, :]
        encoder = self.encoder
        x = encoder.words(pieces) + encoder.positions.weight[: pieces.shape[1]] + self.marks(marks)
        x = dropout(encoder.norm(x), self.share, self.training)
        for block in encoder.blocks:
            x = block(x, mask)
        mean = (x * keep.unsqueeze(-1)).sum(1) / keep.sum(1, keepdim=True)
        hidden = functional.gelu(self.hidden(dropout(mean, self.share, self.training)))
        return self.score(dropout(hidden, self.share, self.training))


def read_examples(folder: Path, coder: PieceCoder) -> tuple[list[ActExample], list[ActExample]]:
    """Return the sentences of `plv-train`, and the gold standard records, which no fold is measured on."""
    nlp = blank_english()

    def example(text: str, source: str, target: str, act: str) -> ActExample:
        marked = {}
        for mark, words in ((1, source), (2, target)):
            at = text.find(words) if words else -1
            if at >= 0:
                marked[mark] = (at, at + len(words))
        pieces, marks = [_START], [0]
        for token in nlp.make_doc(text):
            if token.is_space:
                continue
            end = token.idx + len(token)
            mark = next((m for m, (low, high) in marked.items() if token.idx < high and end > low), 0)
            for piece in coder.encode(token.text):
                pieces.append(piece)
                marks.append(mark)
        return ActExample((*pieces[:255], _END), (*marks[:255], 0), act)

    sentences = [
        example(raw["sentence"], raw["source"], raw["target"], raw["root"])
        for raw in map(json.loads, opened(folder / "plover/plv-train.jsonl.gz"))
    ]
    records = []
    for raw in map(json.loads, opened(folder / "plover/gsr-records.jsonl.gz")):
        source, target = (_first_actor(raw.get(key)) for key in ("source", "target"))
        event = raw.get("event")
        event = event if isinstance(event, str) else ""
        records.append(example(raw["text"], source, target, event))
    known = {e.act for e in sentences}
    return sentences, [e for e in records if e.act in known]


def _first_actor(actors: Any) -> str:
    """Return the first named actor of a record's list; some records have a bare string or nothing."""
    if isinstance(actors, list) and actors and isinstance(actors[0], dict):
        return str(actors[0].get("actorText", ""))
    return actors if isinstance(actors, str) else ""


def _batch(examples: list[ActExample], chance: random.Random | None) -> tuple[Tensor, Tensor]:
    marks = []
    for example in examples:
        # A statement's target is not marked when texts are read, so half the sentences are learned without.
        gone = {m for m, share in ((1, 0.15), (2, 0.5)) if chance is not None and chance.random() < share}
        marks.append([0 if mark in gone else mark for mark in example.marks])
    return padded([list(e.pieces) for e in examples], 0), padded(marks, 0)


def fit(
    settings: Settings, examples: list[ActExample], acts: list[str], layers: int, epochs: int, seed: int
) -> ActModel:
    """Train a classifier on `examples`."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = ActModel(len(acts), layers)
    full = Encoder()
    full.load_pretrained(settings.pretrained / "model.safetensors")
    model.encoder.load_state_dict(
        {k: v for k, v in full.state_dict().items() if k in model.encoder.state_dict()}
    )
    model.encoder.words.weight.requires_grad_(False)
    groups = [
        {
            "params": [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("encoder")],
            "peak": 2e-4,
        },
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder")], "peak": 1e-3},
    ]
    optimizer = torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01)
    steps = epochs * -(-len(examples) // 32)
    step = 0
    model.train()
    for _ in range(epochs):
        order = sorted(examples, key=lambda e: len(e.pieces) + 12 * chance.random())
        batches = [order[at : at + 32] for at in range(0, len(order), 32)]
        chance.shuffle(batches)
        for batch in batches:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * rate_at(step / steps, 0.1)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(*_batch(batch, chance))
            targets = torch.tensor([acts.index(e.act) for e in batch])
            functional.cross_entropy(scores.float(), targets, label_smoothing=0.1).backward()
            nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
    return model.eval()


def guess(model: ActModel, examples: list[ActExample], acts: list[str], target: bool = True) -> list[str]:
    """Return the likeliest act of each example, with or without its target marked."""
    found = []
    with torch.no_grad():
        for at in range(0, len(examples), 64):
            pieces, marks = _batch(examples[at : at + 64], None)
            scores = model(pieces, marks if target else marks.masked_fill(marks == 2, 0))
            found += [acts[n] for n in scores.argmax(1).tolist()]
    return found


def folds_of(examples: list[ActExample], seed: int) -> list[int]:
    """Return each example's fold, every act spread evenly."""
    chance = random.Random(seed)
    by_act: dict[str, list[int]] = {}
    for place, example in enumerate(examples):
        by_act.setdefault(example.act, []).append(place)
    folds = [0] * len(examples)
    for act in sorted(by_act):
        places = by_act[act]
        chance.shuffle(places)
        for turn, place in enumerate(places):
            folds[place] = turn % FOLDS
    return folds


def macro_f1(gold: list[str], found: list[str]) -> float:
    """Return the mean F1 over acts."""
    hits = Counter(g for g, f in zip(gold, found, strict=True) if g == f)
    golds, guesses = Counter(gold), Counter(found)
    return sum(2 * hits[a] / (golds[a] + guesses[a]) for a in golds) / len(golds)


def train_acts(settings: Settings, layers: int = 6, epochs: int = 7, only_fold: int | None = None) -> None:
    """Cross-validate, then train on everything and keep the model beside the reader's checkpoints."""
    if settings.threads:
        torch.set_num_threads(settings.threads)
    vocabulary = (settings.pretrained / "vocab.txt").read_text(encoding="utf-8").split("\n")
    sentences, records = read_examples(settings.corpora_folder, PieceCoder([p for p in vocabulary if p]))
    acts = sorted({e.act for e in sentences})
    folds = folds_of(sentences, settings.seed)
    found: dict[bool, dict[int, str]] = {True: {}, False: {}}
    for fold in range(FOLDS) if only_fold is None else [only_fold]:
        began = time.monotonic()
        held = [place for place, own in enumerate(folds) if own == fold]
        rest = [e for e, own in zip(sentences, folds, strict=True) if own != fold]
        model = fit(settings, rest + records, acts, layers, epochs, settings.seed + fold)
        for target in found:
            found[target] |= dict(
                zip(held, guess(model, [sentences[p] for p in held], acts, target), strict=True)
            )
        gold = [sentences[place].act for place in held]
        part = macro_f1(gold, [found[True][place] for place in held])
        print(f"fold {fold}: macro-F1 {part:.3f} after {time.monotonic() - began:.0f} s", flush=True)
    figures = {}
    for target, name in ((True, "source and target marked"), (False, "source marked")):
        places = sorted(found[target])
        gold, guesses = [sentences[p].act for p in places], [found[target][p] for p in places]
        right = sum(g == f for g, f in zip(gold, guesses, strict=True)) / len(gold)
        figures[name] = {"macro_f1": round(macro_f1(gold, guesses), 4), "accuracy": round(right, 4)}
        print(f"{name}: {figures[name]}", flush=True)
    if only_fold is not None:
        return
    model = fit(settings, sentences + records, acts, layers, epochs, settings.seed)
    torch.save({"model": model.state_dict(), "acts": acts, "figures": figures}, settings.run / "acts.pt")
    guesses_by_fold = {
        "acts": acts,
        "guesses": [found[False][p] for p in range(len(sentences))],
        "figures": figures,
    }
    (settings.run / "acts.json").write_text(json.dumps(guesses_by_fold, indent=1), encoding="utf-8")
