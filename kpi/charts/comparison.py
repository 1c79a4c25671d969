"""One indicator over provinces: a level bar a province, its target as a diamond, words where there is no actual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi.charts import theme
from kpi.charts.axes import value_axis
from kpi.charts.scene.marks import Axis, Bar, Bars, Drawn, Mark, Note, Points, Scene
from kpi.charts.scene.roles import Role


@dataclass(frozen=True)
class Compared:
    """One province: `value` with `text` as its source told it (None: nothing to show, `text` says why).

    `series` is the name of what was measured, `exact` whether the source gave an exact number; `target` is the
    target shown beside it with `target_text`.
    """

    name: str
    value: float | None
    text: str
    series: str = ""
    exact: bool = True
    target: float | None = None
    target_text: str = ""


def comparison_scene(provinces: Sequence[Compared], unit: str, lang: str, target_name: str) -> Scene:
    """Provinces from top to bottom; values are in `unit` and drawn as given. Ranks run from the first."""
    values = [value for row in provinces for value in (row.value, row.target) if value is not None]
    axis = value_axis(values, unit, lang)
    low, high = sorted((axis.low, axis.high))
    return Scene(
        lang=lang,
        unit=unit,
        x=Axis(low, high, axis.ticks, axis.labels),
        y=Axis(len(provinces) - 0.5, -0.5, (), ()),
        marks=(*_bars(provinces), *_targets(provinces, target_name), *_absent(provinces)),
        rows=tuple(row.name for row in provinces),
    )


def _bars(provinces: Sequence[Compared]) -> Iterator[Drawn]:
    """Each series in its colour, in order of appearance."""
    series = dict.fromkeys(row.series for row in provinces if row.value is not None)
    for rank, name in enumerate(series):
        bars = tuple(
            Bar(place, row.value, row.text, row.exact)
            for place, row in enumerate(provinces)
            if row.value is not None and row.series == name
        )
        yield Bars(Role.ACTUAL, theme.series_look(Role.ACTUAL, rank), bars, name, rank)


def _targets(provinces: Sequence[Compared], name: str) -> Iterator[Drawn]:
    marks = tuple(
        Mark(row.target, place, row.target_text) for place, row in enumerate(provinces) if row.target is not None
    )
    for place, row in enumerate(provinces):
        if row.target is None and row.target_text:
            # Set in another unit, so it has no place on the axis.
            yield Note(Role.OFFICIAL, theme.look(Role.OFFICIAL), place, (row.target_text,))
    if marks:
        yield Points(Role.OFFICIAL, theme.look(Role.OFFICIAL), marks, name, order=len(provinces))


def _absent(provinces: Sequence[Compared]) -> Iterator[Drawn]:
    for place, row in enumerate(provinces):
        if row.value is None:
            yield Note(Role.ABSENT, theme.look(Role.ABSENT), place, (row.text,))
