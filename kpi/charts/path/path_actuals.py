"""The achieved side of the path chart: actuals by series, revisions and inexact actuals told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi.charts import theme, words
from kpi.charts.path.observations import Observation, as_date, runs
from kpi.charts.path.style import Style
from kpi.charts.scene.marks import Axis, Line, Mark, Points
from kpi.charts.scene.roles import Role
from kpi.words import message
from kpi.words.dates import period_label

_NEAR_FLOOR = 0.14
_FIRST_ORDER = 10


def actual_marks(
    found: list[Observation], chosen: str | None, axis: Axis, style: Style, order: Sequence[str] = ()
) -> Iterator[Line | Points]:
    """Every series with its own colour and shape, the `chosen` one (or all) in full strength.

    `order` gives series their look where pictures stand side by side; without it they take looks as they appear.
    """
    series = list(dict.fromkeys(item.series for item in found))
    labelled = _label_places([item for item in found if chosen in {None, item.series}], axis, style)
    for rank, name in enumerate(order or series):
        faint = chosen not in {None, name}
        items = [item for item in found if item.series == name]
        yield from _lines(items, rank, faint=faint)
        yield from _points(items, rank, labelled, style, faint=faint)


def _lines(items: list[Observation], rank: int, *, faint: bool) -> Iterator[Line]:
    look = theme.series_look(Role.ACTUAL_LINE, rank, faint=faint)
    for run in runs(items):
        if len(run) > 1:
            spots = tuple((item.x, item.value) for item in run)
            yield Line(Role.ACTUAL_LINE, look, (spots,), series=run[0].series)


def _points(
    items: list[Observation], rank: int, labelled: dict[int, str], style: Style, *, faint: bool
) -> Iterator[Points]:
    groups = {
        Role.ACTUAL: [item for item in items if item.exact and not item.revised],
        Role.INEXACT: [item for item in items if not item.exact and not item.revised],
        Role.REVISED: [item for item in items if item.revised],
    }
    named = False
    for role, members in groups.items():
        if members:
            yield Points(
                role,
                theme.series_look(role, rank, faint=faint),
                marks=tuple(_mark(item, labelled, style) for item in members),
                name=message("chart_words.actual", style.lang, series=words.series_name(members[0].row, style.lang)),
                series=members[0].series,
                order=_FIRST_ORDER + rank,
                in_legend=not named,
            )
            named = True


def _mark(item: Observation, labelled: dict[int, str], style: Style) -> Mark:
    return Mark(
        item.x,
        item.value,
        _label(item, style) if id(item) in labelled else "",
        labelled.get(id(item), "bottom right"),
        words.actual_told(item, style.lang, decides=_decides(item, style)) if style.pointed else (),
    )


def _decides(item: Observation, style: Style) -> bool:
    """Whether an actual decided a target that fell due."""
    return item.row.get("actual_id") in style.decided_by


def _label(item: Observation, style: Style) -> str:
    value = words.qualified_actual(item.row, style.lang, with_unit=False)
    if style.brief:
        return value
    key = "chart_words.deciding_year" if _decides(item, style) else "chart_words.value_year"
    when = period_label(as_date(item.row["period_start"]), as_date(item.row["period_end"]), style.lang)
    return message(key, style.lang, value=value, year=when)


def _label_places(found: list[Observation], axis: Axis, style: Style) -> dict[int, str]:
    """Which actuals carry their value, and where it stands: the last current one of each series, and what decided.

    The value of the highest of several stands over its mark, the others under it, away from the line; near
    the floor of the plot to the right.
    """
    last: dict[str, Observation] = {}
    for item in found:
        if not item.revised:
            last[item.series] = item
    highest = max(last.values(), key=lambda item: item.value, default=None)
    floor = axis.low + _NEAR_FLOOR * (axis.high - axis.low)
    under = "bottom left" if style.lower_better else "bottom right"
    places: dict[int, str] = {}
    for item in last.values():
        place = "middle right" if item.value < floor else under
        places[id(item)] = "top right" if item is highest and len(last) > 1 else place
    for item in found:
        if not item.revised and _decides(item, style):
            places.setdefault(id(item), "top left")
    return places
