"""A small drawing of one plan for the offline sheets: path, milestones and figures, as SVG text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.charts.theme import ACTUAL, BACKGROUND, BORDER, INK_MUTED, PATH
from kpi.markup import EMPTY, Markup, macros
from kpi.model.vocabulary import FIRST_YEAR, LAST_YEAR

_WIDTH, _HEIGHT = 300, 96
_SIDE, _TOP, _BOTTOM = 10, 20, 22
_BOX = {"width": _WIDTH, "height": _HEIGHT, "side": _SIDE}
_COLOURS = {"axis": BORDER, "path": PATH, "actual": ACTUAL, "paper": BACKGROUND, "words": INK_MUTED}
_HTML = macros(__name__)


@dataclass(frozen=True)
class Point:
    """One value of one year; `official` for a plan's own number."""

    year: float
    value: float
    official: bool = True


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    def x(self, point: Point) -> float:
        share = (point.year - FIRST_YEAR) / (LAST_YEAR - FIRST_YEAR)
        return round(_SIDE + share * (_WIDTH - 2 * _SIDE), 1)

    def y(self, point: Point) -> float:
        share = (point.value - self.low) / ((self.high - self.low) or 1)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def plan_chart(path: Sequence[Point], figures: Sequence[Point], name: str, ends: tuple[str, str]) -> Markup:
    """The planned values (dashed, official ones as diamonds) and the published figures (dots).

    `name` is the text alternative, `ends` labels the first and the last planned value. Empty when there is nothing to
    draw.
    """
    values = [point.value for point in (*path, *figures)]
    if not values:
        return EMPTY
    scale = _Scale(min(values), max(values))
    points = [(scale.x(point), scale.y(point)) for point in path]
    line = " ".join(f"{x},{y}" for x, y in points) if len(points) > 1 else ""
    dots = [(scale.x(point), scale.y(point)) for point in figures]
    diamonds = [(scale.x(point), f"{scale.y(point) - 4:.1f}") for point in path if point.official]
    years = ((FIRST_YEAR, _SIDE, "start"), (LAST_YEAR, _WIDTH - _SIDE, "end"))
    base = _HEIGHT - _BOTTOM + 7
    return _HTML.chart(_BOX, name, base, line, dots, diamonds, years, _ends(path, ends, scale), _COLOURS)


def _ends(path: Sequence[Point], ends: tuple[str, str], scale: _Scale) -> list[tuple[float, str, str, str]]:
    """Place, anchor and words of the labels of the first and the last planned value."""
    if not path:
        return []
    told = [(path[0], ends[0], "middle")]
    if len(path) > 1:
        told = [(path[0], ends[0], "start"), (path[-1], ends[1], "end")]
    return [(scale.x(point), f"{max(scale.y(point) - 8, 11):.1f}", anchor, text) for point, text, anchor in told]
