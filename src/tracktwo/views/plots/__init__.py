"""Plots that political scientists expect, each as PNG and SVG with the data behind it as CSV.

``FIGURES`` names them; what is counted is in :mod:`tracktwo.views.plots.counts`, how it is drawn in
:mod:`tracktwo.views.plots.drawing`, which needs the extra ``plots``.
"""

from tracktwo.views.plots.counts import FIGURES, Counted, count_all
from tracktwo.views.plots.files import figures, plot_files

__all__ = ["FIGURES", "Counted", "count_all", "figures", "plot_files"]
