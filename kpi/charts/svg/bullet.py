"""A bullet bar as SVG, for papers: the scale, the actual as a bar, targets as diamonds, the nation as strokes."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.charts import theme
from kpi.charts.html.bullet_bar import BarMark, MarkKind
from kpi.charts.scene.roles import Role
from kpi.charts.scene.scale import Scale
from kpi.charts.svg.canvas import Svg
from kpi.model.vocabulary import Qualifier

WIDTH, HEIGHT = 420.0, 46.0
_SIDE, _MIDDLE = 12.0, 18.0
_TRACK, _BAR, _DIAMOND = 20.0, 13.0, 18.0
_TYPE, _BASELINE = 12.0, 44.0


def bullet_svg(
    actual: float | None,
    actual_high: float | None,
    qualifier: str,
    marks: Sequence[BarMark],
    ends: tuple[float, float],
    end_words: tuple[str, str],
    spoken: str,
) -> str:
    """The picture of one bar between `ends`, whose words stand at the foot; `spoken` is it in words."""
    svg = Svg(WIDTH, HEIGHT)
    low, high = ends
    scale = Scale(low, high, _SIDE, WIDTH - _SIDE)
    svg.rect(_SIDE, _MIDDLE - _TRACK / 2, WIDTH - 2 * _SIDE, _TRACK, theme.GRID, radius=3)
    if actual is not None:
        _fill(svg, scale, actual, actual_high, qualifier, low, high)
    for mark in marks:
        if mark.kind is MarkKind.NATION:
            at = scale.at(mark.value)
            svg.line([(at, _MIDDLE - _TRACK / 2 - 4), (at, _MIDDLE + _TRACK / 2 + 4)], theme.NATIONAL, 3)
    for mark in marks:
        if mark.kind is not MarkKind.NATION:
            _diamonds(svg, scale, mark)
    svg.text((_SIDE, _BASELINE), end_words[0], _TYPE, theme.INK_MUTED)
    svg.text((WIDTH - _SIDE, _BASELINE), end_words[1], _TYPE, theme.INK_MUTED, anchor="end")
    return svg.source(spoken, spoken)


def _fill(
    svg: Svg, scale: Scale, actual: float, actual_high: float | None, qualifier: str, low: float, high: float
) -> None:
    """The bar: paler where the actual is no exact number, going on where it is a lower bound or a band."""
    start = scale.at(max(low, 0.0))
    solid = qualifier in {Qualifier.EXACT, Qualifier.AT_LEAST}
    beyond = actual_high if actual_high is not None else high if qualifier == Qualifier.AT_LEAST else None
    if beyond is not None:
        _bar(svg, scale.at(actual), scale.at(beyond), _BAR / 2, theme.SUPPORT)
    _bar(svg, start, scale.at(actual), _BAR, theme.ACTUAL if solid else theme.SUPPORT)


def _bar(svg: Svg, one: float, other: float, height: float, colour: str) -> None:
    left, right = sorted((one, other))
    svg.rect(left, _MIDDLE - height / 2, right - left, height, colour)


def _diamonds(svg: Svg, scale: Scale, mark: BarMark) -> None:
    look = theme.look(Role.CONFLICTING if mark.kind is MarkKind.CONFLICTING else Role.OFFICIAL)
    ends = [mark.value] if mark.value_high is None else [mark.value, mark.value_high]
    if len(ends) > 1:
        svg.line([(scale.at(end), _MIDDLE) for end in ends], look.colour, 3)
    for end in ends:
        svg.mark((scale.at(end), _MIDDLE), look, _DIAMOND)
