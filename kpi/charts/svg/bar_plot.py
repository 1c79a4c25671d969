"""A comparison as SVG: a level bar a row, its target as a diamond, and words where there is no actual."""

from __future__ import annotations

from collections.abc import Callable

from kpi.charts import theme
from kpi.charts.scene.labels import Box, Measure
from kpi.charts.scene.marks import Bar, Bars, Mark, Note, Points, Scene
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.legend import draw_legend, entries_of, legend_height
from kpi.charts.svg.path_plot import Type
from kpi.charts.theme import Look
from kpi.words import unit_name

_THICKEST = 30.0
_DIAMOND = 15.0
_NAME_LINES = 2

Wrap = Callable[..., list[str]]
"""Breaks words into lines: text, width, size, and at most how many lines."""


class BarPlot:
    """One comparison inside a rectangle of a picture; `measure` and `wrap` know the typeface."""

    def __init__(self, svg: Svg, scene: Scene, frame: Box, sizes: Type, measure: Measure, wrap: Wrap) -> None:
        self._svg = svg
        self._scene = scene
        self._frame = frame
        self._sizes = sizes
        self._measure = measure
        self._wrap = wrap
        self._entries = entries_of(scene)
        self._bars: dict[int, tuple[Bar, Look]] = {}
        self._targets: dict[int, Mark] = {}
        self._words: dict[tuple[Role, int], str] = {}
        for mark in scene.marks:
            self._sort(mark)
        said = [mark.label for mark in self._targets.values()]
        said += [words for (role, _), words in self._words.items() if role is Role.OFFICIAL]
        names = max((measure(name, sizes.body, False) for name in scene.rows), default=0.0)
        targets = max((measure(words, sizes.small, False) for words in said), default=0.0)
        self._name_width = min(names, (frame.right - frame.left) * 0.28)
        self._legend_height = legend_height(self._entries, frame.right - frame.left, sizes.small, measure)
        self._area = Box(
            frame.left + self._name_width + 14,
            frame.top + sizes.small * 1.6,
            frame.right - targets - 20,
            frame.bottom - self._legend_height - sizes.body * 1.9,
        )
        self._x = Scale(scene.x.low, scene.x.high, self._area.left, self._area.right)
        self._y = Scale(scene.y.low, scene.y.high, self._area.bottom, self._area.top)

    def draw(self) -> None:
        """Axis, bars, numbers and legend."""
        self._axis()
        step = (self._area.bottom - self._area.top) / max(len(self._scene.rows), 1)
        for place, name in enumerate(self._scene.rows):
            self._row(place, name, min(step * 0.62, _THICKEST))
        at = (self._frame.left, self._frame.bottom - self._legend_height)
        draw_legend(
            self._svg, self._entries, at, self._frame.right - self._frame.left, self._sizes.small, self._measure
        )

    def _sort(self, mark: object) -> None:
        """Keep a mark by its row."""
        match mark:
            case Bars():
                self._bars |= {bar.place: (bar, mark.look) for bar in mark.bars}
            case Points():
                self._targets |= {int(point.y): point for point in mark.marks}
            case Note():
                self._words[mark.role, int(mark.y)] = " ".join(mark.lines)

    def _axis(self) -> None:
        scene, area, body, small = self._scene, self._area, self._sizes.body, self._sizes.small
        for tick, label in zip(scene.x.ticks, scene.x.labels, strict=True):
            x = self._x.at(tick)
            self._svg.line([(x, area.top), (x, area.bottom)], theme.GRID, 1)
            self._svg.text((x, area.bottom + body * 1.3), label, body, theme.INK_MUTED, anchor="middle")
        above = area.top - small * 0.5
        if scene.unit != "%":
            self._svg.text((area.left, above), unit_name(scene.unit, scene.lang), small, theme.INK_MUTED)
        for mark in scene.legend:
            if mark.role is Role.OFFICIAL:
                self._svg.text((self._frame.right, above), mark.name, small, theme.INK_MUTED, anchor="end")

    def _row(self, place: int, name: str, thickness: float) -> None:
        y, size = self._y.at(place), self._sizes.body
        names = self._wrap(name, self._name_width + 4, size, most=_NAME_LINES)
        self._svg.lines((self._frame.left, y + size * 0.36 - (len(names) - 1) * size * 0.65), names, size, theme.INK)
        target = self._targets.get(place)
        if place in self._bars:
            self._bar(*self._bars[place], y, thickness)
        if target:
            self._svg.mark((self._x.at(target.x), y), theme.look(Role.OFFICIAL), _DIAMOND)
        self._say(place, target, y)
        words = target.label if target else self._words.get((Role.OFFICIAL, place), "")
        at = (self._frame.right, y + size * 0.36)
        self._svg.text(at, words, self._sizes.small, theme.PATH, anchor="end", halo=True)

    def _bar(self, bar: Bar, look: Look, y: float, thickness: float) -> None:
        left, right = sorted((self._x.at(self._foot), self._x.at(bar.value)))
        fill, edge = (look.colour, "") if bar.exact else (theme.BACKGROUND, look.colour)
        self._svg.rect(left, y - thickness / 2, max(right - left, 1), thickness, fill, edge)

    @property
    def _foot(self) -> float:
        """Where bars begin: at zero, or where an axis that has none begins."""
        return max(self._scene.x.low, 0.0)

    def _say(self, place: int, target: Mark | None, y: float) -> None:
        """The value right of the bar, beyond the diamond where that would be covered."""
        bar = self._bars[place][0] if place in self._bars else None
        text = bar.label if bar else self._words.get((Role.ABSENT, place), "")
        size, colour = self._sizes.value, theme.INK if bar else theme.INK_MUTED
        start = self._x.at(bar.value if bar else self._foot) + 8
        if target:
            diamond = self._x.at(target.x)
            if start - _DIAMOND < diamond < start + self._measure(text, size, bar is not None) + _DIAMOND:
                start = diamond + _DIAMOND
        self._svg.text((start, y + size * 0.36), text, size, colour, bold=bar is not None, halo=True)
