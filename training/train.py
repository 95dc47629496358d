"""Train the reading model: `python -m training train`; resumes from the newest checkpoint of the run.

Losses and learning rate are kept in `curve.csv`, one line in 20 steps; a checkpoint is written after every epoch.
"""

from __future__ import annotations

import csv
import json
import math
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from training.batches import epoch_batches, make_batch
from training.losses import WEIGHTS, batch_losses
from training.network import HeadSizes, Reader
from training.settings import Settings


def sizes_of(run: Path) -> HeadSizes:
    """Return the head sizes that the run's inventories ask for."""
    inventories = json.loads((run / "inventories.json").read_text(encoding="utf-8"))
    return HeadSizes(**{name: len(labels) for name, labels in inventories.items()})


def pick_device(name: str) -> torch.device:
    """Return the device called `name`; `auto` takes a GPU where there is one."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def parameter_groups(model: Reader, settings: Settings) -> list[dict[str, object]]:
    """Give lower layers lower rates, heads their own, and no decay to biases and norms.

    The piece vectors are frozen: words unseen in training then keep their place beside those seen.
    """
    model.encoder.words.weight.requires_grad_(False)
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    layers = model.encoder.shape.layers
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder.blocks."):
            rate = settings.encoder_rate * settings.layer_decay ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.shapes", "encoder.layouts", "encoder.quotes")):
            rate = settings.head_rate
        elif name.startswith("encoder."):
            rate = settings.encoder_rate * settings.layer_decay**layers
        else:
            rate = settings.head_rate
        decay = settings.weight_decay if parameter.dim() > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": p, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), p in groups.items()
    ]


def rate_at(progress: float, warm_up: float) -> float:
    """Return the factor of the learning rate at `progress` in [0, 1]: linear up, then a cosine down to nothing."""
    if progress < warm_up:
        return progress / warm_up
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - warm_up) / (1 - warm_up))))


def train(settings: Settings) -> None:
    """Train to the end of the schedule, by epochs or, where `minutes` is set, by the clock."""
    torch.manual_seed(settings.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    device = pick_device(settings.device)
    with (settings.run / "examples.pickle").open("rb") as file:
        examples = pickle.load(file)["train"]
    model = Reader(sizes_of(settings.run), dropout=settings.dropout)
    model.encoder.load_pretrained(settings.pretrained / "model.safetensors")
    model.to(device)
    groups = parameter_groups(model, settings)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)
    epoch, spent = _resume(settings, model, optimizer)
    began = time.monotonic() - spent
    shares = dict(settings.shares)
    step = 0
    with (settings.run / "curve.csv").open("a", newline="", encoding="utf-8") as file:
        curve = csv.writer(file)
        progress = _progress(settings, epoch, 0.0, began)
        while progress < 1.0:
            chance = random.Random(settings.seed + epoch)
            batches = epoch_batches(examples, shares, settings.window_pieces, settings.batch_pieces, chance)
            sums: dict[str, float] = {}
            words, seen, clock = 0, 0, time.monotonic()
            model.train()
            for place, windows in enumerate(batches):
                progress = _progress(settings, epoch, place / len(batches), began)
                if progress >= 1.0:
                    break
                for group in optimizer.param_groups:
                    group["lr"] = group["peak"] * rate_at(progress, settings.warm_up)
                batch = make_batch(windows, settings.piece_dropout, chance).to(device)
                with torch.autocast(device.type, torch.bfloat16):
                    losses = batch_losses(model, batch)
                loss = sum(WEIGHTS[name] * value for name, value in losses.items())
                loss.backward()
                nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 2.0)
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
                for name, value in losses.items():
                    sums[name] = sums.get(name, 0.0) + float(value.detach())
                words += sum(window.last - window.first for window in windows)
                seen += 1
                step += 1
                if step % 20 == 0:
                    speed = words / (time.monotonic() - clock)
                    means = {name: round(value / seen, 4) for name, value in sorted(sums.items())}
                    curve.writerow([epoch, step, round(progress, 4), round(speed), *means.values()])
                    file.flush()
                    print(
                        f"epoch {epoch} {place}/{len(batches)} progress {progress:.3f} {speed:.0f} w/s {means}",
                        flush=True,
                    )
                    sums, words, seen, clock = {}, 0, 0, time.monotonic()
            epoch += 1
            progress = _progress(settings, epoch, 0.0, began)
            _save(settings, model, optimizer, epoch, time.monotonic() - began)


def _progress(settings: Settings, epoch: int, part: float, began: float) -> float:
    if settings.minutes is not None:
        return (time.monotonic() - began) / (60 * settings.minutes)
    return (epoch + part) / settings.epochs


def _save(
    settings: Settings, model: Reader, optimizer: torch.optim.Optimizer, epoch: int, spent: float
) -> None:
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch, "spent": spent}
    path = settings.run / f"epoch-{epoch:02d}.pt"
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)
    print(f"wrote {path}", flush=True)


def newest_checkpoints(run: Path, count: int = 1) -> list[Path]:
    """Return the run's newest checkpoints, the last one last."""
    return sorted(run.glob("epoch-*.pt"))[-count:]


def _resume(settings: Settings, model: Reader, optimizer: torch.optim.Optimizer) -> tuple[int, float]:
    paths = newest_checkpoints(settings.run)
    if not paths:
        return 0, 0.0
    (path,) = paths
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    np.random.seed(settings.seed)
    print(f"resuming after {path}", flush=True)
    return int(state["epoch"]), float(state["spent"])
