"""Dense target paths: the planned value of every year of every plan, as arrays.

The rules of the path: official at milestones; a straight line between two milestones of the same cadence; from the
baseline to the first milestone; held after the last milestone as long as the same plan goes on for other indicators,
but only for levels of shares and counts: a rank, a growth rate, or an indicator whose later milestone the plan gives
under a sibling, is not held. No line leads between ranks, to or from a year for which the document gives several
versions, nor between a plain "có" (level) and a "mỗi năm" (annual flow): those years have no planned value.
A range is a band: `value` is its lower and `value_high` its upper edge.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from kpi.method.arrays import MethodInputError, codes_in, combine, nearest, require
from kpi.method.path_rules import about_values, may_hold, measured_by, one_measure
from kpi.method.scale import Scale, scale_of
from kpi.method.thresholds import Method
from kpi.model.codes import PathMethod
from kpi.model.vocabulary import LAST_YEAR, Cadence, Operator, TargetStatus

_AT_LEAST, _AT_MOST = [Operator.GE, Operator.GT], [Operator.LE, Operator.LT]
GROUP = ["province_id", "indicator_id", "document_id"]
TARGET_COLUMNS = [
    *GROUP,
    "year",
    "operator",
    "value",
    "value_high",
    "cadence",
    "status",
    "measure",
    "measured_indicator_id",
]

OFFICIAL, INTERPOLATED, FROM_BASELINE, HELD = range(len(PathMethod))
CONFLICT, CADENCE, ENDED, RANKED = 1, 2, 3, 4
NO_BREAK = 0


@dataclass(frozen=True)
class Paths:
    """Dense paths: one row for each (province, indicator, document) of `groups`, one column for each year.

    `value`/`high` are planned values (NaN: none), `method` a code of `PathMethod` (-1: none), `flow` the
    cadence of the value; `broken` says why a year has none although the plan has begun (CONFLICT, CADENCE, ENDED:
    nothing may be held, RANKED: no line leads between ranks, or 0), `plan_end` is the last year of the whole plan.
    `about` marks values of which the document says "about", and what is drawn from or to them; `beyond` official
    values of which it says "above" or "below": the value itself is not enough. `measure` is how the targets of the
    group are to be counted (`MEASURE_UNKNOWN` where nobody says, or where they differ), `measured` the position of
    the indicator whose series count that.
    """

    groups: pd.DataFrame
    indicator: np.ndarray
    scale: Scale
    years: np.ndarray
    value: np.ndarray
    high: np.ndarray
    method: np.ndarray
    flow: np.ndarray
    broken: np.ndarray
    about: np.ndarray
    beyond: np.ndarray
    plan_end: np.ndarray
    measure: np.ndarray
    measured: np.ndarray

    @cached_property
    def sign(self) -> np.ndarray:
        """+1 where more is better, -1 where less is better."""
        return self.scale.sign[self.indicator]

    @cached_property
    def edge(self) -> np.ndarray:
        """Planned values at the nearer edge of the band: what has to be met."""
        lower_better = (self.sign < 0)[:, None] & ~np.isnan(self.high)
        return np.where(lower_better, self.high, self.value)

    def slack(self, method: Method) -> np.ndarray:
        """How far below each planned value "about" may mean, in units; 0 where the document says the value alone."""
        return np.where(self.about, method.data.approx_margin.value * np.abs(np.nan_to_num(self.edge)), 0.0)

    @cached_property
    def first(self) -> np.ndarray:
        """Column of the first target of each group."""
        return np.argmax((self.method == OFFICIAL) | (self.broken == CONFLICT), axis=1)

    @cached_property
    def can_start(self) -> np.ndarray:
        """Whether a line may lead from a baseline to the first target: one version, the actuals' cadence."""
        rows = np.arange(len(self.first))
        same = self.flow[rows, self.first] == self.scale.flow[self.indicator]
        return (self.method[rows, self.first] == OFFICIAL) & same & self.scale.lined[self.indicator]


class Cells(NamedTuple):
    """The targets alone, laid into a (group, year) table; `conflict` marks years with several versions."""

    value: np.ndarray
    high: np.ndarray
    flow: np.ndarray
    conflict: np.ndarray


def _check_targets(targets: pd.DataFrame, scale: Scale, indicator: np.ndarray) -> None:
    problems = [f"targets: unknown indicator {name}" for name in targets["indicator_id"][indicator < 0].unique()]
    sign = np.where(indicator < 0, 0.0, scale.sign[np.maximum(indicator, 0)])
    operator = targets["operator"].to_numpy(dtype=object)
    against = (np.isin(operator, _AT_MOST) & (sign > 0)) | (np.isin(operator, _AT_LEAST) & (sign < 0))
    labels: list[str] = targets.loc[against, GROUP].astype(str).agg("/".join, axis=1).tolist() if against.any() else []
    problems += [f"targets: operator against the indicator's direction at {label}" for label in labels]
    if problems:
        raise MethodInputError(problems)


def _take(table: np.ndarray, column: np.ndarray) -> np.ndarray:
    """The cells of each row at the given columns, clamped into the table."""
    return np.take_along_axis(table, np.clip(column, 0, table.shape[1] - 1).astype(np.int64), axis=1)


def build_paths(
    targets: pd.DataFrame, indicators: pd.DataFrame, until: int = LAST_YEAR, not_held: pd.DataFrame | None = None
) -> Paths:
    """Draw every path of `targets` (warehouse columns) up to the year `until`.

    `not_held` lists indicators whose last value is not held: never, or not where the same plan has a later milestone
    of the indicator `continued_by`.
    Raises `MethodInputError` on missing columns, unknown indicators, or an operator that contradicts its
    indicator's direction.
    """
    require([("targets", targets, TARGET_COLUMNS)])
    scale = scale_of(indicators)
    counted = targets["status"].isin([TargetStatus.IN_FORCE, TargetStatus.CONFLICTING])
    kept = targets[counted & targets["value"].notna() & (targets["year"] <= until)]
    position = codes_in(kept["indicator_id"], scale.ids)
    _check_targets(kept, scale, position)
    provinces, province_ids = pd.factorize(kept["province_id"], sort=True)
    documents, document_ids = pd.factorize(kept["document_id"], sort=True)
    plan = combine(provinces, documents, len(document_ids))
    key, group = np.unique(combine(plan, position, len(scale.ids)), return_inverse=True)
    year = kept["year"].to_numpy(dtype=np.int64)
    years = np.arange(year.min(initial=until), until + 1)
    cells = _cells(kept, group, year - years[0], (len(key), len(years)))

    indicator = key % max(len(scale.ids), 1)
    plan_keys, plan_of_row = np.unique(plan, return_inverse=True)
    last_of_plan = np.zeros(len(plan_keys), dtype=np.int64)
    np.maximum.at(last_of_plan, plan_of_row, year)
    plan_of_group = key // max(len(scale.ids), 1)
    first_row = np.full(len(key), -1)
    first_row[group[::-1]] = np.arange(len(group))[::-1]
    groups = pd.DataFrame(
        {
            "province_id": province_ids.take(plan_of_group // max(len(document_ids), 1)),
            "indicator_id": scale.ids.take(indicator),
            "document_id": document_ids.take(plan_of_group % max(len(document_ids), 1)),
        }
    )
    plan_end = last_of_plan[np.searchsorted(plan_keys, plan_of_group)]
    targeted = ~np.isnan(cells.value) | cells.conflict
    holds = may_hold(groups, scale.holds[indicator], targeted, not_held)
    drawn = _drawn(groups, indicator, scale, years, cells, plan_end, holds)
    stated, beyond = np.zeros((2, *drawn.method.shape), dtype=bool)
    operator, column = kept["operator"].to_numpy(dtype=object), year - years[0]
    stated[group, column] = operator == Operator.APPROX
    beyond[group, column] = np.isin(operator, (Operator.GT, Operator.LT))
    return replace(
        drawn,
        about=about_values(stated, drawn.method == OFFICIAL) & (drawn.method >= 0),
        beyond=beyond & (drawn.method == OFFICIAL),
        measure=one_measure(kept, group, first_row),
        measured=measured_by(kept, first_row, scale),
    )


def _cells(kept: pd.DataFrame, group: np.ndarray, column: np.ndarray, shape: tuple[int, int]) -> Cells:
    """Targets laid into a (group, year) table; `conflict` marks years with several versions."""
    value, high = np.full(shape, np.nan), np.full(shape, np.nan)
    flow, conflict = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    low_value = kept["value"].to_numpy(dtype=float)
    high_value = kept["value_high"].to_numpy(dtype=float, na_value=np.nan)
    is_flow = (kept["cadence"] == Cadence.ANNUAL_FLOW).to_numpy(dtype=bool)
    value[group, column], high[group, column], flow[group, column] = low_value, high_value, is_flow
    differs = (
        (value[group, column] != low_value)
        | ~np.equal(np.nan_to_num(high[group, column], nan=np.inf), np.nan_to_num(high_value, nan=np.inf))
        | (flow[group, column] != is_flow)
        | (kept["status"] == TargetStatus.CONFLICTING).to_numpy(dtype=bool)
    )
    conflict[group[differs], column[differs]] = True
    value[conflict], high[conflict] = np.nan, np.nan
    return Cells(value, high, flow, conflict)


def _drawn(
    groups: pd.DataFrame,
    indicator: np.ndarray,
    scale: Scale,
    years: np.ndarray,
    cells: Cells,
    plan_end: np.ndarray,
    holds: np.ndarray,
) -> Paths:
    value, high, flow, conflict = cells
    official = ~np.isnan(value)
    targeted = official | conflict
    before, after = nearest(targeted, backwards=False), nearest(targeted, backwards=True)
    has_before, has_after = before >= 0, after < len(years)
    clear_before, clear_after = has_before & _take(official, before), has_after & _take(official, after)
    same_cadence = _take(flow, before) == _take(flow, after)
    goes_on = has_before & ~has_after & (years[None, :] <= plan_end[:, None])
    spanned = ~targeted & clear_before & clear_after & same_cadence
    lined = scale.lined[indicator][:, None]
    between = spanned & lined
    held = ~targeted & goes_on & clear_before & holds[:, None]
    ended = ~targeted & goes_on & clear_before & ~holds[:, None]

    share = (np.arange(len(years)) - before) / np.maximum(after - before, 1)
    low, top = scale.low[indicator][:, None], scale.high[indicator][:, None]
    top_edge = np.where(np.isnan(high), value, high)
    ends = [(_take(table, before), _take(table, after)) for table in (value, top_edge)]
    line, band = ((start + (end - start) * share) for start, end in ends)
    line, band = (
        np.clip(drawn, np.minimum(start, end), np.maximum(start, end))
        for drawn, (start, end) in zip((line, band), ends, strict=True)
    )
    has_band = ~np.isnan(_take(high, before)) | ~np.isnan(_take(high, after))
    planned = np.where(between, np.clip(line, low, top), value)
    upper = np.where(between & has_band, np.clip(band, low, top), high)
    planned = np.where(held, np.clip(ends[0][0], low, top), planned)
    upper = np.where(held, np.clip(_take(high, before), low, top), upper)

    method = np.full(value.shape, -1, dtype=np.int8)
    method[between], method[held], method[official] = INTERPOLATED, HELD, OFFICIAL
    stretch = has_before & has_after & ~between & ~official
    unclear = conflict | (has_before & ((~clear_before & (has_after | goes_on)) | (has_after & ~clear_after)))
    broken = np.where(~official & unclear, CONFLICT, np.where(stretch & ~same_cadence, CADENCE, NO_BREAK))
    broken = np.where(ended, ENDED, np.where(spanned & ~lined, RANKED, broken)).astype(np.int8)
    cadence = np.where(official | conflict, flow, np.where(has_before, _take(flow, before), _take(flow, after)))
    nobody, unsaid = np.array([], dtype=object), np.zeros(value.shape, dtype=bool)
    lines = planned, upper, method, cadence, broken, unsaid, unsaid
    return Paths(groups, indicator, scale, years, *lines, plan_end, nobody, indicator)
