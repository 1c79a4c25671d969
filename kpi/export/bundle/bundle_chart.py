"""A small drawing of one plan for the offline sheets: path, milestones and figures, as SVG text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kpi.charts.theme import ACTUAL, BACKGROUND, BORDER, INK_MUTED, PATH
from kpi.model.vocabulary import FIRST_YEAR, LAST_YEAR

_WIDTH, _HEIGHT = 300, 96
_SIDE, _TOP, _BOTTOM = 10, 20, 22


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


def plan_chart(path: Sequence[Point], figures: Sequence[Point], name: str, ends: tuple[str, str]) -> str:
    """The planned values (dashed, official ones as diamonds) and the published figures (dots).

    `name` is the text alternative, `ends` labels the first and the last planned value. Empty text when there is
    nothing to draw.
    """
    values = [point.value for point in (*path, *figures)]
    if not values:
        return ""
    scale = _Scale(min(values), max(values))
    base = _HEIGHT - _BOTTOM + 7
    return (
        f"<svg viewBox='0 0 {_WIDTH} {_HEIGHT}' role='img' aria-label='{escape(name, quote=True)}'>"
        f"<line x1='{_SIDE}' x2='{_WIDTH - _SIDE}' y1='{base}' y2='{base}' stroke='{BORDER}'/>"
        f"{_line(path, scale)}{_dots(figures, scale)}{_diamonds(path, scale)}"
        f"<g font-size='11' fill='{INK_MUTED}'>{_years()}{_ends(path, ends, scale)}</g></svg>"
    )


def _line(path: Sequence[Point], scale: _Scale) -> str:
    if len(path) < 2:
        return ""
    points = " ".join(f"{scale.x(point)},{scale.y(point)}" for point in path)
    return f"<polyline points='{points}' fill='none' stroke='{PATH}' stroke-width='1.5' stroke-dasharray='4 3'/>"


def _dots(figures: Sequence[Point], scale: _Scale) -> str:
    style = f"r='3' fill='{BACKGROUND}' stroke='{ACTUAL}' stroke-width='2'"
    return "".join(f"<circle cx='{scale.x(point)}' cy='{scale.y(point)}' {style}/>" for point in figures)


def _diamonds(path: Sequence[Point], scale: _Scale) -> str:
    return "".join(
        f"<path d='M{scale.x(point)} {scale.y(point) - 4:.1f}l4 4-4 4-4-4z' fill='{ACTUAL}'/>"
        for point in path
        if point.official
    )


def _years() -> str:
    ends = ((FIRST_YEAR, _SIDE, "start"), (LAST_YEAR, _WIDTH - _SIDE, "end"))
    return "".join(f"<text x='{x}' y='{_HEIGHT - 2}' text-anchor='{anchor}'>{year}</text>" for year, x, anchor in ends)


def _ends(path: Sequence[Point], ends: tuple[str, str], scale: _Scale) -> str:
    if not path:
        return ""
    told = [(path[0], ends[0], "middle")]
    if len(path) > 1:
        told = [(path[0], ends[0], "start"), (path[-1], ends[1], "end")]
    return "".join(
        f"<text x='{scale.x(point)}' y='{max(scale.y(point) - 8, 11):.1f}' text-anchor='{anchor}' font-weight='600'>"
        f"{escape(text)}</text>"
        for point, text, anchor in told
    )
