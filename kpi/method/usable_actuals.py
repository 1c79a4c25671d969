"""Which actuals may enter a calculation, and between which bounds each of them lies.

A track is one series of one indicator of one province. An actual enters if it is in the indicator's unit, about the
territory the province has, and known on the knowledge date. An exact actual is one number; any other one lies between
two bounds: "at least 91" from 91 upwards, "about 20" within the margin of the method, a count of nine months from
itself upwards. Of several values for the same day the one recorded last counts; different values recorded on the
same day leave that day without a value (`CONFLICTING_ACTUALS`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from kpi.method.arrays import DAY_BITS, NO_DAY, codes_in, combine, day_number, day_of, moment, require, year_of
from kpi.method.scale import Scale, scale_of
from kpi.method.territories import bounds_of
from kpi.method.thresholds import Method
from kpi.model.codes import Reason
from kpi.model.vocabulary import Qualifier

TRACK = ["province_id", "indicator_id", "series"]
ACTUAL_COLUMNS = [
    "actual_id",
    *TRACK,
    "period_start",
    "period_end",
    "value",
    "value_high",
    "qualifier",
    "unit",
    "recorded_at",
]
BLOCKING = (
    Reason.NOT_KNOWN_THEN,
    Reason.SERIES_BREAK,
    Reason.BOUNDARIES_CHANGED,
    Reason.CADENCE_MISMATCH,
    Reason.PART_YEAR,
)
NO_BOUND = 1e6
"""An open bound lies this many times beyond the number that is told: far enough that no goal lies behind it."""


@dataclass(frozen=True)
class Entries:
    """Actuals sorted by track and day; `keys` serve `kpi.method.arrays.latest`.

    `place` is the row of the table that the actual is (-1: none). The actual lies between `low` and `high`; `value`
    is the number that its source tells.
    """

    keys: np.ndarray
    track: np.ndarray
    day: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    place: np.ndarray

    @property
    def year(self) -> np.ndarray:
        """Calendar year of each actual."""
        return year_of(self.day)

    @property
    def moment(self) -> np.ndarray:
        """Moment of each actual (see `kpi.method.arrays.moment`)."""
        return moment(self.day)

    @property
    def exact(self) -> np.ndarray:
        """Whether each actual is one number."""
        return self.low == self.high

    def take(self, chosen: np.ndarray) -> Entries:
        """The chosen actuals, in the given order."""
        return Entries(
            *(getattr(self, name)[chosen] for name in ("keys", "track", "day", "value", "low", "high", "place"))
        )


@dataclass(frozen=True)
class Measured:
    """Every actual of the tracks of `names`, one entry each; `blocked` is its place in `BLOCKING`, -1 if it may enter.

    Whether an actual was known on some day is left open. `ids` and `qualifier` are those of the rows of `place`.
    """

    names: pd.DataFrame
    indicator: np.ndarray
    entries: Entries
    recorded: np.ndarray
    blocked: np.ndarray
    ids: np.ndarray
    qualifier: np.ndarray


@dataclass(frozen=True)
class Blocked:
    """Actuals that may not enter: `reason` is the place of the reason in `BLOCKING`."""

    keys: np.ndarray
    track: np.ndarray
    day: np.ndarray
    reason: np.ndarray


@dataclass(frozen=True)
class Tracks:
    """The tracks of `names` with their actuals.

    `actuals` holds one entry a day, NaN where that day has conflicting ones; `usable` are the exact ones alone;
    `partial` are counts of a part of a year; `blocked` are actuals that may not enter.
    """

    names: pd.DataFrame
    indicator: np.ndarray
    actuals: Entries
    usable: Entries
    partial: Entries
    blocked: Blocked


def _blocking(
    actuals: pd.DataFrame, scale: Scale, position: np.ndarray, method: Method, lands: pd.DataFrame | None
) -> np.ndarray:
    """Place in `BLOCKING` of the first rule each actual breaks whenever it was known; -1 for those that may enter."""
    start, end = day_number(actuals["period_start"]), day_number(actuals["period_end"])
    since, until = bounds_of(actuals["province_id"], lands)
    days = end - start + 1
    flow = scale.flow[position]
    short = (days < method.data.flow_min_days.value) & (year_of(start) == year_of(end))
    whole_year = (days >= method.data.flow_min_days.value) & (days <= method.data.flow_max_days.value)
    broken = [
        actuals["unit"].to_numpy(dtype=object) != scale.unit[position],
        (end < since) | (end > until),
        flow & ~whole_year & ~short,
        flow & short,
    ]
    return np.select(broken, range(1, 1 + len(broken)), default=-1)


def _between(
    actuals: pd.DataFrame, scale: Scale, position: np.ndarray, method: Method
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The number told, and the bounds between which each actual lies."""
    value = actuals["value"].to_numpy(dtype=float, na_value=np.nan)
    top = actuals["value_high"].to_numpy(dtype=float, na_value=np.nan)
    top = np.where(np.isnan(top), value, top)
    qualifier = actuals["qualifier"].to_numpy(dtype=object)
    margin = np.where(qualifier == Qualifier.APPROX, method.data.approx_margin.value * np.abs(value), 0.0)
    far = NO_BOUND * np.maximum(np.abs(value), 1.0)
    lowest = np.where(np.isfinite(scale.low[position]), scale.low[position], np.minimum(0.0, value))
    highest = np.where(np.isfinite(scale.high[position]), scale.high[position], far)
    low = np.where(qualifier == Qualifier.AT_MOST, np.minimum(lowest, value), value - margin)
    high = np.where(qualifier == Qualifier.AT_LEAST, np.maximum(highest, top), top + margin)
    return value, low, high


def measure(
    actuals: pd.DataFrame, indicators: pd.DataFrame, method: Method, lands: pd.DataFrame | None = None
) -> Measured:
    """Read the actuals once, for every day whose knowledge may be asked for.

    `actuals` and `indicators` in warehouse columns, `lands` from `kpi.method.territories` (None: no unit's boundaries
    changed). Actuals of indicators that `indicators` does not name are left out. Raises `MethodInputError` on
    missing columns.
    """
    require([("actuals", actuals, ACTUAL_COLUMNS)])
    scale = scale_of(indicators)
    position = codes_in(actuals["indicator_id"], scale.ids)
    known = (position >= 0) & actuals["value"].notna().to_numpy()
    if not known.all():
        actuals, position = actuals[known], position[known]
    provinces, _ = pd.factorize(actuals["province_id"])
    series, series_ids = pd.factorize(actuals["series"])
    key = combine(combine(provinces, series, len(series_ids)), position, len(scale.ids))
    names, first, track = np.unique(key, return_index=True, return_inverse=True)
    day = day_number(actuals["period_end"])
    value, low, high = _between(actuals, scale, position, method)
    return Measured(
        names=actuals[TRACK].iloc[first].reset_index(drop=True),
        indicator=names % max(len(scale.ids), 1),
        entries=Entries((track << DAY_BITS) + day, track, day, value, low, high, np.arange(len(actuals))),
        recorded=day_number(actuals["recorded_at"]),
        blocked=_blocking(actuals, scale, position, method, lands),
        ids=actuals["actual_id"].to_numpy(dtype=object),
        qualifier=actuals["qualifier"].to_numpy(dtype=object),
    )


def _one_per_day(entries: Entries, recorded: np.ndarray) -> Entries:
    """Keep for each track and day the actual recorded last; NaN when that day has two different ones."""
    order = np.lexsort((recorded, entries.day, entries.track))
    entries, recorded = entries.take(order), recorded[order]
    keys = entries.keys
    last = np.flatnonzero(np.append(keys[1:] != keys[:-1], True)) if len(keys) else np.array([], dtype=int)
    cell = np.searchsorted(keys[last], keys)
    differs = (entries.low != entries.low[last][cell]) | (entries.high != entries.high[last][cell])
    rival = (recorded == recorded[last][cell]) & differs
    kept = entries.take(last)
    value, low, high, place = kept.value.copy(), kept.low.copy(), kept.high.copy(), kept.place.copy()
    for numbers in (value, low, high):
        numbers[cell[rival]] = np.nan
    place[cell[rival]] = -1
    return Entries(kept.keys, kept.track, kept.day, value, low, high, place)


def known_tracks(measured: Measured, knowledge_date: date | None = None) -> Tracks:
    """Sort every actual into usable, conflicting, partial and blocked.

    With a `knowledge_date` only actuals recorded on or before it are known; an actual without `recorded_at` is not
    known to have been known then.
    """
    recorded, blocked = measured.recorded, measured.blocked
    if knowledge_date is not None:
        known = (recorded != NO_DAY) & (recorded <= day_of(knowledge_date))
        blocked = np.where(known, blocked, BLOCKING.index(Reason.NOT_KNOWN_THEN))
    enters, part = blocked < 0, blocked == BLOCKING.index(Reason.PART_YEAR)
    actuals = _one_per_day(measured.entries.take(enters), recorded[enters])
    barred = np.flatnonzero(~enters)
    barred = barred[np.argsort(measured.entries.keys[barred], kind="stable")]
    return Tracks(
        names=measured.names,
        indicator=measured.indicator,
        actuals=actuals,
        usable=actuals.take(actuals.exact),
        partial=_one_per_day(measured.entries.take(part), recorded[part]),
        blocked=Blocked(
            measured.entries.keys[barred],
            measured.entries.track[barred],
            measured.entries.day[barred],
            blocked[barred],
        ),
    )
