"""The files of all plots: PNG, SVG, and the data behind each as CSV."""

import csv
import io
from collections.abc import Iterable

from tracktwo.analysis.dossier import Dossier
from tracktwo.errors import UsageError
from tracktwo.views.exports.tables import safe
from tracktwo.views.plots.counts import Counted, count_all


def plot_files(dossier: Dossier, subject: str) -> Iterable[tuple[str, bytes]]:
    """Each file's name and content.

    Raises:
        UsageError: matplotlib is not installed.
    """
    try:
        from tracktwo.views.plots.drawing import draw, save
    except ModuleNotFoundError as error:
        raise UsageError(f"plots need the package {error.name}: pip install 'tracktwo[plots]'") from error
    for counted in count_all(dossier):
        figure = draw(counted, subject)
        yield f"{counted.name}.csv", to_csv(counted).encode()
        yield f"{counted.name}.png", save(figure, "png")
        yield f"{counted.name}.svg", save(figure, "svg")


def to_csv(counted: Counted) -> str:
    """The data behind a plot."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(counted.columns)
    writer.writerows([safe(str(cell)) for cell in row] for row in counted.rows)
    return out.getvalue()
