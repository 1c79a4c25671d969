"""A comparison as SVG: a level bar a unit, its promise as a diamond, and words where there is no figure."""

from __future__ import annotations

from kpi.charts import theme
from kpi.charts.scene.labels import Box
from kpi.charts.scene.roles import Role
from kpi.charts.svg.canvas import Svg
from kpi.charts.svg.legend import Entry, draw_legend, legend_height
from kpi.charts.svg.path_plot import Type
from kpi.charts.tasks.bars import Bar, Bars
from kpi.export.picture.metrics import text_width, wrap
from kpi.words import unit_name

_THICKEST = 30.0
_DIAMOND = 15.0


class BarPlot:
    """One comparison inside a rectangle of a picture."""

    def __init__(self, svg: Svg, bars: Bars, frame: Box, sizes: Type) -> None:
        self._svg = svg
        self._bars = bars
        self._frame = frame
        self._sizes = sizes
        self._entries = _entries(bars)
        names = max((text_width(row.name, sizes.body) for row in bars.rows), default=0.0)
        promises = max((text_width(row.promised_text, sizes.small) for row in bars.rows), default=0.0)
        self._name_width = min(names, (frame.right - frame.left) * 0.28)
        legend = legend_height(self._entries, frame.right - frame.left, sizes.small, text_width)
        self._area = Box(
            frame.left + self._name_width + 14,
            frame.top + sizes.small * 1.6,
            frame.right - promises - 20,
            frame.bottom - legend - sizes.body * 1.9,
        )

    def draw(self) -> None:
        """Axis, bars, numbers and legend."""
        self._axis()
        step = (self._area.bottom - self._area.top) / max(len(self._bars.rows), 1)
        for place, row in enumerate(self._bars.rows):
            self._row(row, self._area.top + step * (place + 0.5), min(step * 0.62, _THICKEST))
        width = self._frame.right - self._frame.left
        bottom = self._frame.bottom - legend_height(self._entries, width, self._sizes.small, text_width)
        draw_legend(self._svg, self._entries, (self._frame.left, bottom), width, self._sizes.small, text_width)

    def _x(self, value: float) -> float:
        axis = self._bars.axis
        return self._area.left + (value - axis.low) / (axis.high - axis.low) * (self._area.right - self._area.left)

    def _axis(self) -> None:
        axis, area, body = self._bars.axis, self._area, self._sizes.body
        for tick, label in zip(axis.ticks, axis.labels, strict=True):
            x = self._x(tick)
            self._svg.line([(x, area.top), (x, area.bottom)], theme.GRID, 1)
            self._svg.text((x, area.bottom + body * 1.3), label, body, theme.INK_MUTED, anchor="middle")
        if self._bars.unit != "%":
            words = unit_name(self._bars.unit, self._bars.lang)
            self._svg.text((area.left, area.top - self._sizes.small * 0.5), words, self._sizes.small, theme.INK_MUTED)
        self._svg.text(
            (self._frame.right, area.top - self._sizes.small * 0.5),
            self._bars.promised_name,
            self._sizes.small,
            theme.INK_MUTED,
            anchor="end",
        )

    def _row(self, row: Bar, y: float, thickness: float) -> None:
        size, value = self._sizes.body, self._sizes.value
        names = wrap(row.name, self._name_width + 4, size, most=2)
        self._svg.lines((self._frame.left, y + size * 0.36 - (len(names) - 1) * size * 0.65), names, size, theme.INK)
        end = self._x(0.0 if row.value is None else row.value)
        if row.value is not None:
            colour = series_colour(self._bars, row)
            left, right = sorted((self._x(max(self._bars.axis.low, 0.0)), end))
            fill, stroke = (colour, "") if row.exact else (theme.BACKGROUND, colour)
            self._svg.rect(left, y - thickness / 2, max(right - left, 1), thickness, fill, stroke)
        if row.promised is not None:
            self._svg.mark((self._x(row.promised), y), theme.look(Role.OFFICIAL), _DIAMOND)
        colour = theme.INK_MUTED if row.value is None else theme.INK
        self._svg.text(
            (self._words_at(row, end, value), y + value * 0.36),
            row.text,
            value,
            colour,
            bold=row.value is not None,
            halo=True,
        )
        self._svg.text(
            (self._frame.right, y + size * 0.36),
            row.promised_text,
            self._sizes.small,
            theme.PATH,
            anchor="end",
            halo=True,
        )

    def _words_at(self, row: Bar, end: float, size: float) -> float:
        """Right of the bar, beyond the diamond where that would be covered."""
        start = end + 8
        width = text_width(row.text, size, bold=row.value is not None)
        if row.promised is not None:
            diamond = self._x(row.promised)
            if start - _DIAMOND < diamond < start + width + _DIAMOND:
                start = diamond + _DIAMOND
        return start


def series_colour(bars: Bars, row: Bar) -> str:
    """The colour of the series that the bar was measured by."""
    return theme.SERIES_STYLES[bars.series.index(row.series) % len(theme.SERIES_STYLES)].colour


def _entries(bars: Bars) -> list[Entry]:
    styles = theme.SERIES_STYLES
    found = [Entry(name, area=styles[place % len(styles)].colour) for place, name in enumerate(bars.series)]
    if any(row.promised is not None for row in bars.rows):
        found.append(Entry(bars.promised_name, look=theme.look(Role.OFFICIAL)))
    return found
