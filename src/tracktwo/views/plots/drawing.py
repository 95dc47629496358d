"""Draws what was counted, with matplotlib (the extra ``plots``), in shades that print in black and white.

Imported only where something is drawn. Nothing is counted here.
"""

import io
from datetime import date
from textwrap import wrap
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from tracktwo.views.plots.counts import MOST_ISSUES, Counted

_STYLE: dict[Any, Any] = {
    # The one font that matplotlib brings along, so that a drawing is the same on every machine.
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "legend.frameon": False,
    "svg.fonttype": "none",
    # Names inside the file are made of this and not of chance, so that the same data gives the same bytes.
    "svg.hashsalt": "tracktwo",
}
_COLOURS = ("#9ecae1", "#08519c", "#fdae6b", "#a63603", "#756bb1", "#74c476")
#: Characters of a title in one line.
_TITLE = 90
#: Space above the highest bar, as a share of the axis.
_HEADROOM = 0.08
_SOFT = "#59636e"


def draw(counted: Counted, subject: str) -> Figure:
    """One plot of the dialogue called ``subject``."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(8, 4.2), layout="constrained")
        axes = figure.add_subplot()
        if counted.rows:
            {"cooperation": _cooperation, "attention": _attention, "continuity": _continuity}[counted.name](
                axes, counted
            )
        else:
            axes.text(0.5, 0.5, "Nothing dated to count", ha="center", color=_SOFT)
            axes.set_axis_off()
        axes.set_title("\n".join(wrap(f"{subject}: {counted.title.lower()}", _TITLE)))
        if counted.left_out:
            are = "is" if counted.left_out == 1 else "are"
            note = f"{counted.left_out} without a date {are} not counted"
            axes.set_xlabel(note, loc="right", fontsize=7, color=_SOFT)
        if counted.rows:
            figure.legend(loc="outside lower left", ncols=4, fontsize=8)
        return figure


def save(figure: Figure, kind: str) -> bytes:
    """The figure as ``png`` or ``svg``."""
    out = io.BytesIO()
    metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {"Software": None}
    with mpl.rc_context(_STYLE):
        figure.savefig(out, format=kind, dpi=160, metadata=metadata)
    return out.getvalue()


def _cooperation(axes: Any, counted: Counted) -> None:
    """Cooperation upwards, conflict downwards."""
    periods = [row[0] for row in counted.rows]
    bottoms = {1: [0] * len(periods), -1: [0] * len(periods)}
    for place, name in enumerate(counted.columns[1:], start=1):
        sign = 1 if "cooperation" in name else -1
        heights = [sign * row[place] for row in counted.rows]
        label = name.replace("_", " ")
        axes.bar(range(len(periods)), heights, bottom=bottoms[sign], color=_COLOURS[place - 1], label=label)
        bottoms[sign] = [b + h for b, h in zip(bottoms[sign], heights, strict=True)]
    axes.axhline(0, color="black", linewidth=0.8)
    axes.margins(y=_HEADROOM)
    axes.set_ylabel("statements and contacts")
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    axes.yaxis.get_major_locator().set_params(integer=True)
    _name_periods(axes, periods)


def _attention(axes: Any, counted: Counted) -> None:
    """Bars by issue, one for each party."""
    rows = counted.rows[:MOST_ISSUES][::-1]
    parties = counted.columns[1:]
    height = 0.8 / max(len(parties), 1)
    for place, party in enumerate(parties):
        offsets = [n + 0.4 - height * (place + 0.5) for n in range(len(rows))]
        widths = [row[place + 1] for row in rows]
        axes.barh(offsets, widths, height=height, color=_COLOURS[1 if place == 0 else 2 * place], label=party)
    axes.set_yticks(range(len(rows)), [_short(row[0]) for row in rows])
    axes.set_xlabel("stances told")
    axes.xaxis.get_major_locator().set_params(integer=True)


def _continuity(axes: Any, counted: Counted) -> None:
    """Rounds and other contacts by time, suspensions shaded."""
    periods = [row[0] for row in counted.rows]
    places = range(len(periods))
    rounds, others = ([row[n] for row in counted.rows] for n in (1, 2))
    for start, end in counted.breaks:
        first, last = _place(start, periods), _place(end, periods) if end else len(periods) - 0.5
        if last > first:
            axes.axvspan(first, last, color="#e0e0e0", zorder=0)
            axes.annotate("suspended", (first, 1), xycoords=("data", "axes fraction"), xytext=(3, -10),
                          textcoords="offset points", fontsize=7, color=_SOFT)  # fmt: skip
    axes.bar(places, rounds, color=_COLOURS[1], label="rounds")
    axes.bar(places, others, bottom=rounds, color=_COLOURS[0], label="other contacts")
    axes.set_ylabel(f"held in the {counted.columns[0]}")
    highest = max((a + b for a, b in zip(rounds, others, strict=True)), default=0)
    axes.set_ylim(0, (highest or 1) * (1 + 2 * _HEADROOM))
    axes.yaxis.get_major_locator().set_params(integer=True)
    _name_periods(axes, periods)


def _place(day: date, periods: list[str]) -> float:
    """Where a day stands among the periods, in bars."""
    first = periods[0]
    months = (day.year - int(first[:4])) * 12 + day.month - 1
    if "-Q" in first:
        return (months - 3 * (int(first[-1]) - 1)) / 3 - 0.5
    return months - int(first[5:]) + 0.5 if "-" in first else months / 12 - 0.5


def _name_periods(axes: Any, periods: list[str]) -> None:
    step = max(1, -(-len(periods) // 14))
    places = range(0, len(periods), step)
    axes.set_xticks(list(places), [periods[n] for n in places], rotation=0 if len(periods) < 9 else 45,
                    ha="center" if len(periods) < 9 else "right")  # fmt: skip


def _short(issue: str) -> str:
    return issue if len(issue) <= 38 else f"{issue[:37]}…"
