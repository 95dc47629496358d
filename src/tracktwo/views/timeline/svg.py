"""A timeline as an SVG drawing that prints in black and white as well: shapes tell the kinds apart, not colours.

Every mark has a number, and with ``with_list`` the drawing ends with the list of what they are and who tells it.
"""

from datetime import date, timedelta
from html import escape
from textwrap import wrap

from tracktwo.model import Status
from tracktwo.views.exports.occasions import Kind, Occasion
from tracktwo.views.exports.selection import first_citation
from tracktwo.views.notes import short_mark
from tracktwo.views.timeline.plan import Lane, Placed, Plan
from tracktwo.views.wording import date_in_words
from tracktwo.views.writing import in_order

WIDTH, _LEFT, _RIGHT = 1060, 120, 16
_ROW, _LANE_GAP, _TOP = 22, 14, 66
_LINE = 14
#: Where the words of the list begin, and how many characters go into a line.
_INDENT = 44
_COLUMNS = 165

_STYLE = """
text { font-family: "Liberation Sans", Arial, Helvetica, sans-serif; font-size: 10px; fill: #1b1f24; }
.title { font-size: 16px; font-weight: bold; } .lane { font-size: 11px; font-weight: bold; } .soft { fill: #59636e; }
.grid { stroke: #d4d9df; stroke-width: .7; } .edge { stroke: #8a949e; stroke-width: 1; }
.mark { stroke: #1b1f24; stroke-width: 1; } .round { fill: #0a5aa8; } .contact { fill: #fff; }
.state { fill: #e3b341; } .incident { fill: #b3261e; } .vague { fill-opacity: .25; stroke-dasharray: 3 2; }
.not-held { fill: #fff; fill-opacity: 1; } .mark-number { font-size: 8.5px; }
.list-number { font-weight: bold; }
"""


def to_svg(made: Plan, *, with_list: bool = True) -> str:
    """Draw the plan."""
    body, bottom = _lanes(made)
    listed = [line for placed in made.placed for line in _entry(placed)] if with_list else []
    height = bottom + 34 + (len(listed) * _LINE + 20 if listed else 0)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="{escape(made.title)}: timeline">',
        f"<style>{_STYLE}</style>",
        f'<text class="title" x="16" y="24">{escape(made.title) if with_list else ""}</text>',
        *_legend(),
        *_grid(made, bottom),
        *body,
    ]
    if made.undated:
        out.append(_text(16, bottom + 20, f"{len(made.undated)} without a year are not drawn.", "soft"))
    for place, (number, words) in enumerate(listed):
        if number:
            out.append(_text(16, bottom + 46 + place * _LINE, number, "list-number"))
        out.append(_text(_INDENT, bottom + 46 + place * _LINE, words, ""))
    return "\n".join((*out, "</svg>", ""))


def _lanes(made: Plan) -> tuple[list[str], int]:
    out: list[str] = []
    top = _TOP
    for lane in made.lanes:
        out += _lane(lane, made, top)
        top += lane.rows * _ROW + _LANE_GAP
        out.append(f'<line class="grid" x1="16" y1="{top - 6}" x2="{WIDTH - _RIGHT}" y2="{top - 6}"/>')
    return out, top


def _lane(lane: Lane, made: Plan, top: int) -> list[str]:
    out = [_text(16, top + 14, lane.title, "lane")]
    for placed in lane.placed:
        out.append(_mark(placed, made, top + placed.row * _ROW + _ROW // 2))
    return out


def _mark(placed: Placed, made: Plan, y: int) -> str:
    occasion = placed.occasion
    x1, x2 = (_x(day, made) for day in (placed.start, placed.end))
    names = ["mark", occasion.kind.value]
    if placed.is_vague:
        names.append("vague")
    if occasion.status is not Status.HELD:
        names.append("not-held")
    middle = (x1 + x2) / 2
    shape = (
        f'<rect class="{" ".join(names)}" x="{x1:.1f}" y="{y - 5}" width="{x2 - x1:.1f}" height="10" rx="2"/>'
        if x2 - x1 > 12
        else _shape(occasion.kind, " ".join(names), middle, y)
    )
    label = f'<text class="mark-number" x="{max(x2, middle + 7) + 2:.1f}" y="{y + 3}">{placed.number}</text>'
    return (
        f'<g id="o{placed.number}" data-number="{placed.number}"><title>{escape(_told(placed))}</title>'
        f"{shape}{label}</g>"
    )


def _shape(kind: Kind, names: str, x: float, y: float) -> str:
    points: tuple[tuple[float, float], ...]
    match kind:
        case Kind.CONTACT:
            return f'<circle class="{names}" cx="{x:.1f}" cy="{y}" r="5"/>'
        case Kind.STATE:
            points = ((x, y - 6.5), (x + 6.5, y), (x, y + 6.5), (x - 6.5, y))
        case Kind.INCIDENT:
            points = ((x, y - 6), (x + 6, y + 5), (x - 6, y + 5))
        case Kind.ROUND:
            points = ((x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5))
    drawn = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    return f'<polygon class="{names}" points="{drawn}"/>'


def _grid(made: Plan, bottom: int) -> list[str]:
    out = []
    for day, name in _ticks(made.first, made.last):
        x = _x(day, made)
        out.append(f'<line class="grid" x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{bottom - 6}"/>')
        out.append(_text(round(x, 1) + 2, _TOP - 12, name, "soft"))
    return out


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Years, quarters or months, so many that their names do not touch."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((s for s in (1, 3, 6, 12, 24, 60, 120) if months / s <= 14), 240)
    found = []
    for number in range(first.year * 12, last.year * 12 + 12, step):
        day = date(number // 12, number % 12 + 1, 1)
        if first <= day <= last:
            found.append((day, str(day.year) if day.month == 1 else f"{day:%b} {day.year}"))
    return found


def _legend() -> list[str]:
    out = []
    x = 520
    for kind, name in (
        (Kind.ROUND, "round"),
        (Kind.CONTACT, "other contact"),
        (Kind.STATE, "change of state"),
        (Kind.INCIDENT, "incident"),
    ):
        filled = "" if kind is Kind.CONTACT else " "
        out.append(_shape(kind, f"mark {kind.value}{filled}".strip(), x, 20))
        out.append(_text(x + 10, 24, name, "soft"))
        x += 28 + 6 * len(name)
    out.append(f'<rect class="mark round vague" x="{x}" y="15" width="30" height="10" rx="2"/>')
    out.append(_text(x + 35, 24, "day not known", "soft"))
    out.append(
        _text(520, 40, "White: announced or cancelled, or a contact. Numbers lead to the list.", "soft")
    )
    return out


def _entry(placed: Placed) -> list[tuple[str, str]]:
    """The lines of one occasion, the first with its number in a column of its own, so that it is read as no day."""
    lines = wrap(f"{_told(placed)} [{', '.join(sources_of(placed.occasion))}]", _COLUMNS)
    return [(str(placed.number), lines[0]), *(("", line) for line in lines[1:])]


def _told(placed: Placed) -> str:
    occasion = placed.occasion
    when = date_in_words(occasion.when.text if occasion.when else None)
    status = "" if occasion.status is Status.HELD else f" ({occasion.status.value})"
    where = f", {occasion.where}" if occasion.where else ""
    return f"{when}: {occasion.title}{where}{status}"


def sources_of(occasion: Occasion) -> list[str]:
    """The places that tell of it, as ``tracktwo show`` takes them."""
    cited = [first_citation(e) for e in occasion.entries]
    marks = [short_mark(c.document, c.span) for c in cited if c]
    return list(dict.fromkeys(marks))


def _x(day: date, made: Plan) -> float:
    whole = (made.last - made.first) / timedelta(days=1)
    along = (day - made.first) / timedelta(days=1)
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * along / whole


def _text(x: float, y: float, words: str, name: str) -> str:
    return f'<text class="{name}" x="{x}" y="{y}">{escape(in_order(words))}</text>'
