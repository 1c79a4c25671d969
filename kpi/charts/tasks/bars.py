"""One indicator over provinces as level bars with the promise as a diamond: plain marks for files and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.charts.axes import value_axis
from kpi.charts.scene.marks import Axis


@dataclass(frozen=True)
class Bar:
    """One province: `value` with `text` as its source told it (None: nothing to show, `text` says why).

    `series` is the name of what was measured, `exact` whether the source gave an exact number; `promised` is the
    promise shown beside it with `promised_text`.
    """

    name: str
    value: float | None
    text: str
    series: str = ""
    exact: bool = True
    promised: float | None = None
    promised_text: str = ""


@dataclass(frozen=True)
class Bars:
    """The bars from top to bottom, the series in order of appearance, and the axis of values."""

    unit: str
    lang: str
    axis: Axis
    rows: tuple[Bar, ...]
    series: tuple[str, ...]
    promised_name: str


def bars(rows: Sequence[Bar], unit: str, lang: str, promised_name: str) -> Bars:
    """Lay out `rows`; values are in `unit` and drawn as given. A rank's axis runs from zero like any other."""
    values = [value for row in rows for value in (row.value, row.promised) if value is not None]
    axis = value_axis(values, unit, lang)
    low, high = sorted((axis.low, axis.high))
    shown = Axis(low, high, axis.ticks, axis.labels)
    series = tuple(dict.fromkeys(row.series for row in rows if row.value is not None))
    return Bars(unit, lang, shown, tuple(rows), series, promised_name)
