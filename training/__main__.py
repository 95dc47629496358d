"""Command line of the training: `python -m training STEP --config training/configs/full.yaml`."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.settings import Settings

STEPS = ("fetch", "prepare", "train", "acts", "tune", "export")


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--config", type=Path, default=Path("training/configs/full.yaml"))
    parser.add_argument("--checkpoint", type=Path, help="export: this checkpoint, not the newest")
    parser.add_argument("--folder", type=Path, help="export: into this folder, not the package")
    parser.add_argument("--precision", default="reduced", help="export: float, dynamic, reduced or blocks")
    arguments = parser.parse_args()
    settings = Settings.load(arguments.config)
    if arguments.step == "fetch":
        from training.fetch import fetch

        fetch(settings.pretrained)
    elif arguments.step == "prepare":
        from training.prepare import prepare

        prepare(settings)
    elif arguments.step == "train":
        from training.train import train

        train(settings)
    elif arguments.step == "acts":
        from training.acts import train_acts

        train_acts(settings)
    elif arguments.step == "tune":
        from training.export import WEIGHTS
        from training.tune import tune

        tune(settings, arguments.folder or WEIGHTS)
    elif arguments.step == "export":
        from training.export import WEIGHTS, export
        from training.graph import Precision

        export(settings, arguments.checkpoint, arguments.folder or WEIGHTS, Precision(arguments.precision))


if __name__ == "__main__":
    main()
