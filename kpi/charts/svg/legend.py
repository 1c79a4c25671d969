"""The legend of a picture: a sample of each mark and its name, in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.charts import theme
from kpi.charts.scene.labels import Measure
from kpi.charts.scene.marks import Band, Bars, Line, Named, Scene
from kpi.charts.svg.canvas import Point, Svg
from kpi.charts.theme import Look

_SAMPLE = 30.0
_GAP = 26.0
_MARK = 15.0


@dataclass(frozen=True)
class Entry:
    """One name with its sample: a filled area, a mark (`look`), or a line."""

    name: str
    colour: str = theme.INK
    look: Look | None = None
    dash: str = ""
    width: float = 2.5
    area: str = ""


def entries_of(scene: Scene) -> list[Entry]:
    """The legend of a scene."""
    return [_entry(mark) for mark in scene.legend]


def _entry(mark: Named) -> Entry:
    look = mark.look
    if isinstance(mark, Band | Bars):
        return Entry(mark.name, area=look.colour)
    if isinstance(mark, Line) or look.symbol == "stroke":
        return Entry(mark.name, look.colour, dash=look.dash, width=look.width)
    return Entry(mark.name, look.colour, look=look)


def _rows(entries: Sequence[Entry], width: float, size: float, measure: Measure) -> list[list[tuple[float, Entry]]]:
    rows: list[list[tuple[float, Entry]]] = [[]]
    x = 0.0
    for entry in entries:
        needed = _SAMPLE + 8 + measure(entry.name, size, False)
        if rows[-1] and x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry))
        x += needed + _GAP
    return [row for row in rows if row]


def legend_height(entries: Sequence[Entry], width: float, size: float, measure: Measure) -> float:
    """How high the legend will be."""
    return len(_rows(entries, width, size, measure)) * size * 1.6


def draw_legend(svg: Svg, entries: Sequence[Entry], at: Point, width: float, size: float, measure: Measure) -> None:
    """Draw the legend with its upper left corner at `at`."""
    left, top = at
    for place, row in enumerate(_rows(entries, width, size, measure)):
        middle = top + (place + 0.5) * size * 1.6
        for x, entry in row:
            _sample(svg, entry, left + x, middle)
            svg.text((left + x + _SAMPLE + 8, middle + size * 0.36), entry.name, size)


def _sample(svg: Svg, entry: Entry, x: float, y: float) -> None:
    if entry.area:
        svg.rect(x, y - 7, _SAMPLE, 14, entry.area)
    elif entry.look:
        svg.mark((x + _SAMPLE / 2, y), entry.look, _MARK)
    else:
        svg.line([(x, y), (x + _SAMPLE, y)], entry.colour, entry.width, entry.dash)
