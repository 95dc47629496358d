"""The files of all plots: PNG, SVG, and the data behind each as CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from tracktwo.analysis.dossier import Dossier
from tracktwo.errors import UsageError
from tracktwo.views.exports.tables import safe
from tracktwo.views.plots.counts import Counted, count_all


def plot_files(dossier: Dossier, subject: str) -> Iterable[tuple[str, bytes]]:
    """Each file's name and content.

    Raises:
        UsageError: matplotlib is not installed.
    """
    drawing = _drawing()
    for counted in count_all(dossier):
        figure = drawing.draw(counted, subject)
        yield f"{counted.name}.csv", to_csv(counted).encode()
        yield f"{counted.name}.png", drawing.save(figure, "png")
        yield f"{counted.name}.svg", drawing.save(figure, "svg")


def figures(dossier: Dossier, subject: str) -> dict[str, Any]:
    """Matplotlib figures by name.

    Raises:
        UsageError: matplotlib is not installed.
    """
    drawing = _drawing()
    return {counted.name: drawing.draw(counted, subject) for counted in count_all(dossier)}


def _drawing() -> Any:
    try:
        from tracktwo.views.plots import drawing
    except ModuleNotFoundError as error:
        raise UsageError(f"plots need the package {error.name}: pip install 'tracktwo[plots]'") from error
    return drawing


def to_csv(counted: Counted) -> str:
    """The data behind a plot."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(counted.columns)
    writer.writerows([safe(str(cell)) for cell in row] for row in counted.rows)
    return out.getvalue()
