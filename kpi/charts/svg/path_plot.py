"""A scene of years and values as SVG: the marks of the screen on the same axes, in the same colours."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.charts import theme
from kpi.charts.scene.labels import Box, Measure, Plane, Sizes
from kpi.charts.scene.marks import Day, Scene
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.legend import draw_legend, entries_of, legend_height
from kpi.charts.svg.marks import draw_labels, draw_marks
from kpi.words import unit_name

_ABOVE_TOP = 1.1
"""Room above the highest grid line, in sizes of type, for the numbers of marks that stand there."""
_NARROW = 600.0
"""In a picture narrower than this the nation's targets keep their lines but not their numbers."""
_HALF_STROKE = 0.7
"""Half the length of a target of the nation, in years."""
_GAP = 3.0
_OUTSIDE = 60.0
"""What lies outside the frame would be cut off."""


@dataclass(frozen=True)
class Type:
    """Sizes of type in pixels, scaled with the picture."""

    body: float = theme.SIZE_BODY
    small: float = theme.SIZE_SMALL
    value: float = theme.SIZE_VALUE

    def scaled(self, factor: float) -> Type:
        """The same, larger or smaller."""
        return Type(self.body * factor, self.small * factor, self.value * factor)


class PathPlot:
    """One scene inside a rectangle of a picture; `measure` tells how wide words will be."""

    def __init__(self, svg: Svg, scene: Scene, frame: Box, sizes: Type, measure: Measure) -> None:
        self._svg = svg
        self._scene = scene
        self._sizes = sizes
        self._measure = measure
        self._frame = frame
        self._entries = entries_of(scene)
        widest = max(measure(label, sizes.body, False) for label in scene.y.labels)
        self._area = Box(
            frame.left + widest + 10,
            frame.top + sizes.small * 1.5 + sizes.value * _ABOVE_TOP,
            frame.right - sizes.value * 2.2,
            frame.bottom - self._legend_height() - sizes.body * 1.7 - sizes.small * 0.6,
        )
        self._x = Scale(scene.x.low, scene.x.high, self._area.left, self._area.right)
        self._y = Scale(scene.y.low, scene.y.high, self._area.bottom, self._area.top)
        self._written: list[Box] = []

    def draw(self) -> None:
        """Axes, marks, numbers and legend."""
        self._axes()
        self._notes()
        plane = Plane(
            x=self._x,
            y=self._y,
            bounds=Box(
                self._frame.left, self._frame.top, self._frame.right, self._area.bottom + self._sizes.body * 0.2
            ),
            sizes=Sizes(self._sizes.value, self._sizes.small, 15, 11, self._x.at(_HALF_STROKE) - self._x.at(0)),
            measure=self._measure,
            gap=_GAP,
            outside=_OUTSIDE,
            taken=tuple(self._written),
        )
        scene = plane.settled(_without_narrow(self._scene, self._frame))
        draw_marks(self._svg, scene, plane)
        draw_labels(self._svg, scene, plane)
        at = (self._frame.left, self._frame.bottom - self._legend_height())
        draw_legend(
            self._svg, self._entries, at, self._frame.right - self._frame.left, self._sizes.small, self._measure
        )

    def _legend_height(self) -> float:
        return legend_height(self._entries, self._frame.right - self._frame.left, self._sizes.small, self._measure)

    def _axes(self) -> None:
        scene, area, body = self._scene, self._area, self._sizes.body
        for tick, label in zip(scene.y.ticks, scene.y.labels, strict=True):
            y = self._y.at(tick)
            self._svg.line([(area.left, y), (area.right, y)], theme.GRID, 1)
            self._svg.text((area.left - 8, y + body * 0.36), label, body, theme.INK_MUTED, anchor="end")
            beside = area.left - 8 - self._measure(label, body, False)
            self._written.append(Box(beside, y - body * 0.5, area.left - 8, y + body * 0.5))
        self._svg.line([(area.left, area.bottom), (area.right, area.bottom)], theme.BORDER, 1)
        for year, label in zip(scene.x.ticks, scene.x.labels, strict=True):
            at = (self._x.at(year), area.bottom + body * 1.35)
            self._svg.text(at, label, body, theme.INK_MUTED, anchor="middle")

    def _notes(self) -> None:
        """The unit above the axis, the day stood on, and that there is no actual where there is none."""
        scene, area, small = self._scene, self._area, self._sizes.small
        above = self._frame.top + small
        if scene.unit != "%":
            self._svg.text((self._frame.left, above), unit_name(scene.unit, scene.lang), small, theme.INK_MUTED)
        if scene.visible_day:
            self._day(scene.visible_day, above)
        if scene.empty:
            height, value = area.bottom - area.top, self._sizes.value
            y = area.top + height * 0.09 if scene.falls else area.bottom - height * 0.05
            words = f"○ {scene.empty}"
            self._svg.text((area.right, y), words, value, theme.INK_MUTED, anchor="end")
            width = self._measure(words, value, False)
            self._written.append(Box(area.right - width, y - value * 0.8, area.right, y + value * 0.2))

    def _day(self, day: Day, above: float) -> None:
        x, small = self._x.at(day.x), self._sizes.small
        self._svg.line([(x, above + small * 0.4), (x, self._area.bottom)], day.look.colour, day.look.width)
        late = day.side == "left"
        self._svg.text((x, above), day.text, small, day.look.label, anchor="end" if late else "start")
        width = self._measure(day.text, small, False) * (-1 if late else 1)
        self._written.append(Box(min(x, x + width), above - small, max(x, x + width), above + small * 0.25))


def _without_narrow(scene: Scene, frame: Box) -> Scene:
    """In a narrow picture the nation's numbers are left to the words beside it."""
    return scene if frame.right - frame.left >= _NARROW else scene.without_labels(Role.NATIONAL)
