"""The loss of a batch: the weighted sum of what each head gets wrong."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.batches import Batch
from training.network import Reader

#: Tried on the trial's schedule only; links and trees are the hardest and weigh most.
WEIGHTS = {
    "starts": 0.5, "upos": 0.6, "xpos": 0.4, "lemma": 0.4, "arc": 1.0, "label": 0.7, "entity": 1.2, "anchor": 3.0,
    "link": 1.5,
}  # fmt: skip


def _cross(scores: Tensor, targets: Tensor) -> Tensor:
    kept = targets >= 0
    if not bool(kept.any()):
        return scores.sum() * 0.0
    return functional.cross_entropy(scores[kept].float(), targets[kept])


def batch_losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """Return the loss of each head on `batch`."""
    layers = model.word_layers(
        batch.pieces, batch.shapes, batch.layouts, batch.quotes, batch.mask, batch.firsts
    )
    starts, upos, xpos, lemma = model.tags(layers)
    losses = {
        "upos": _cross(upos, batch.upos),
        "xpos": _cross(xpos, batch.xpos),
        "lemma": _cross(lemma, batch.lemma),
        "entity": _cross(model.entities(layers), batch.entity),
    }
    known = batch.starts >= 0
    losses["starts"] = (
        functional.binary_cross_entropy_with_logits(starts[known].float(), batch.starts[known].float())
        if bool(known.any())
        else starts.sum() * 0.0
    )
    losses |= _tree_losses(model, layers, batch)
    losses |= _link_losses(model, layers, batch)
    return losses


def _tree_losses(model: Reader, layers: Tensor, batch: Batch) -> dict[str, Tensor]:
    if not batch.sentence_words.numel():
        return {}
    arc_dep, arc_head, label_dep, label_head = model.tree_vectors(layers)
    words, heads = batch.sentence_words, batch.sentence_heads
    present = words >= 0
    index = words.clamp(min=0)
    arcs = model.arcs(arc_dep[index], arc_head[index]).float()
    barred = torch.cat([torch.zeros_like(present[:, :1]), ~present], 1)
    arcs = arcs.masked_fill(barred[:, None, :], -1e4)
    arc = functional.cross_entropy(arcs[present], heads[present])
    root = model.root_label.to(label_head.dtype).expand(words.shape[0], 1, -1)
    candidates = torch.cat([root, label_head[index]], 1)
    own = candidates[
        torch.arange(words.shape[0], device=words.device)[:, None].expand_as(heads)[present], heads[present]
    ]
    labels = model.labels(label_dep[words[present]], own)
    return {"arc": arc, "label": _cross(labels, batch.sentence_deps[present])}


def _link_losses(model: Reader, layers: Tensor, batch: Batch) -> dict[str, Tensor]:
    words, anchors = model.link_vectors(layers)
    losses = {}
    known = batch.anchors >= 0
    if bool(known.any()):
        targets = batch.anchors[known]
        scores = anchors[known].gather(1, (targets // 2)[:, None]).squeeze(1).float()
        # Divided by the anchors, not by the words: one word in forty is an anchor.
        total = functional.binary_cross_entropy_with_logits(scores, (targets % 2).float(), reduction="sum")
        losses["anchor"] = total / (0.05 * len(targets)) * 0.1
    if batch.link_anchor.numel():
        present = batch.link_words >= 0
        scores = model.links(
            words[batch.link_words.clamp(min=0)],
            words[batch.link_anchor],
            batch.link_distances,
            batch.link_convention,
            present.to(words.dtype),
        )
        total = functional.cross_entropy(scores[present].float(), batch.link_labels[present], reduction="sum")
        # Most words of a window are outside, so the mean is over forty words an anchor.
        losses["link"] = total / (40 * len(batch.link_anchor))
    return losses
