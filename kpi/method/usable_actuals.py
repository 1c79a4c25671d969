"""Which figures may enter a calculation.

A track is one series of one indicator of one province. A figure enters only if it is exact, in the
indicator's unit, about the territory the province has, for an annual flow about a whole year, and known on
the knowledge date. Of several values for the same day the one recorded last counts; different exact values
recorded on the same day leave that day without a value (`CONFLICTING_ACTUALS`).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import pandas as pd

from kpi.method.arrays import DAY_BITS, FAR_DAY, NO_DAY, codes_in, combine, day_number, day_of, require, year_of
from kpi.method.scale import Scale, scale_of
from kpi.method.thresholds import Method
from kpi.model.codes import Reason
from kpi.model.vocabulary import Qualifier

TRACK = ["province_id", "indicator_id", "series"]
ACTUAL_COLUMNS = ["actual_id", *TRACK, "period_start", "period_end", "value", "qualifier", "unit", "recorded_at"]
TERRITORY_COLUMNS = ["province_id", "since", "until"]
BLOCKING = (
    Reason.NOT_KNOWN_THEN,
    Reason.INEXACT,
    Reason.SERIES_BREAK,
    Reason.BOUNDARIES_CHANGED,
    Reason.CADENCE_MISMATCH,
)


@dataclass(frozen=True)
class Entries:
    """Figures sorted by track and day; `keys` serve `kpi.method.arrays.latest`, `place` is the row of the table."""

    keys: np.ndarray
    track: np.ndarray
    day: np.ndarray
    value: np.ndarray
    place: np.ndarray

    @property
    def year(self) -> np.ndarray:
        """Calendar year of each figure."""
        return year_of(self.day)


@dataclass(frozen=True)
class Measured:
    """Every figure of the tracks of `names`, one entry each; `blocked` is its place in `BLOCKING`, -1 if it may enter.

    Whether a figure was known on some day is left open. `ids` are the ids of the figures.
    """

    names: pd.DataFrame
    ids: np.ndarray
    indicator: np.ndarray
    track: np.ndarray
    day: np.ndarray
    recorded: np.ndarray
    value: np.ndarray
    blocked: np.ndarray


@dataclass(frozen=True)
class Tracks:
    """The tracks of `names` with their figures.

    `figures` holds one entry a day, NaN where that day has conflicting ones; `usable` is without those;
    `blocked` are figures that may not enter, its values the places of the reasons in `BLOCKING`.
    """

    names: pd.DataFrame
    ids: np.ndarray
    indicator: np.ndarray
    figures: Entries
    usable: Entries
    blocked: Entries


def territories(provinces: pd.DataFrame, crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Since and until when each province has had the territory its figures are about.

    Only units whose boundaries changed have a bound: a former unit its `valid_to`, a successor its
    `valid_from`. Returns province_id, since, until (NaT: no bound).
    """
    require(
        [
            ("provinces", provinces, ["province_id", "valid_from", "valid_to"]),
            ("crosswalk", crosswalk, ["former_id", "successor_id", "boundary_changed"]),
        ]
    )
    changed = crosswalk[crosswalk["boundary_changed"].astype(bool)]
    began = provinces["province_id"].isin(changed["successor_id"])
    ended = provinces["province_id"].isin(changed["former_id"])
    return pd.DataFrame(
        {
            "province_id": provinces["province_id"],
            "since": pd.to_datetime(provinces["valid_from"]).where(began),
            "until": pd.to_datetime(provinces["valid_to"]).where(ended),
        }
    ).reset_index(drop=True)


def _entries(track: np.ndarray, day: np.ndarray, value: np.ndarray, place: np.ndarray) -> Entries:
    order = np.lexsort((day, track))
    track, day = track[order], day[order]
    return Entries((track << DAY_BITS) + day, track, day, value[order], place[order])


def bounds_of(province_ids: pd.Series, lands: pd.DataFrame | None) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of each province's territory; `NO_DAY` and `FAR_DAY` where there is no bound."""
    if lands is None or lands.empty:
        return np.full(len(province_ids), NO_DAY), np.full(len(province_ids), FAR_DAY)
    require([("territories", lands, TERRITORY_COLUMNS)])
    place = codes_in(province_ids, pd.Index(lands["province_id"]))
    since, until = day_number(lands["since"]), day_number(lands["until"])
    until = np.where(until == NO_DAY, FAR_DAY, until)
    return np.where(place < 0, NO_DAY, since[place]), np.where(place < 0, FAR_DAY, until[place])


def _blocking(
    actuals: pd.DataFrame,
    scale: Scale,
    position: np.ndarray,
    method: Method,
    lands: pd.DataFrame | None,
) -> np.ndarray:
    """Place in `BLOCKING` of the first rule each figure breaks whenever it was known; -1 for those that may enter."""
    start, end = day_number(actuals["period_start"]), day_number(actuals["period_end"])
    since, until = bounds_of(actuals["province_id"], lands)
    days = end - start + 1
    whole_year = (days >= method.data.flow_min_days.value) & (days <= method.data.flow_max_days.value)
    broken = [
        (actuals["qualifier"] != Qualifier.EXACT).to_numpy(dtype=bool) | actuals["value"].isna().to_numpy(),
        actuals["unit"].to_numpy(dtype=object) != scale.unit[position],
        (end < since) | (end > until),
        scale.flow[position] & ~whole_year,
    ]
    first = BLOCKING.index(Reason.NOT_KNOWN_THEN) + 1
    return np.select(broken, range(first, first + len(broken)), default=-1)


def _one_per_day(entries: Entries, recorded: np.ndarray) -> Entries:
    """Keep for each track and day the value recorded last; NaN when that day has two different ones."""
    order = np.lexsort((recorded, entries.day, entries.track))
    keys, recorded, value = entries.keys[order], recorded[order], entries.value[order]
    last = np.flatnonzero(np.append(keys[1:] != keys[:-1], True)) if len(keys) else np.array([], dtype=int)
    cell = np.searchsorted(keys[last], keys)
    rival = (recorded == recorded[last][cell]) & (value != value[last][cell])
    kept = value[last].copy()
    kept[cell[rival]] = np.nan
    picked = order[last]
    return Entries(keys[last], entries.track[picked], entries.day[picked], kept, entries.place[picked])


def measure(
    actuals: pd.DataFrame, indicators: pd.DataFrame, method: Method, lands: pd.DataFrame | None = None
) -> Measured:
    """Read the figures once, for every day whose knowledge may be asked for.

    `actuals` and `indicators` in warehouse columns, `lands` from `territories` (None: no unit's boundaries
    changed). Figures of indicators that `indicators` does not name are left out. Raises `MethodInputError` on
    missing columns.
    """
    require([("actuals", actuals, ACTUAL_COLUMNS)])
    scale = scale_of(indicators)
    position = codes_in(actuals["indicator_id"], scale.ids)
    if (position < 0).any():
        actuals, position = actuals[position >= 0], position[position >= 0]
    provinces, _ = pd.factorize(actuals["province_id"])
    series, series_ids = pd.factorize(actuals["series"])
    key = combine(combine(provinces, series, len(series_ids)), position, len(scale.ids))
    names, first, track = np.unique(key, return_index=True, return_inverse=True)
    return Measured(
        names=actuals[TRACK].iloc[first].reset_index(drop=True),
        ids=actuals["actual_id"].to_numpy(dtype=object),
        indicator=names % max(len(scale.ids), 1),
        track=track,
        day=day_number(actuals["period_end"]),
        recorded=day_number(actuals["recorded_at"]),
        value=actuals["value"].to_numpy(dtype=float, na_value=np.nan),
        blocked=_blocking(actuals, scale, position, method, lands),
    )


def known_tracks(measured: Measured, knowledge_date: date | None = None) -> Tracks:
    """Sort every figure into usable, conflicting and blocked.

    With a `knowledge_date` only figures recorded on or before it are known; a figure without `recorded_at` is not
    known to have been known then.
    """
    track, day, recorded, blocked = measured.track, measured.day, measured.recorded, measured.blocked
    if knowledge_date is not None:
        known = (recorded != NO_DAY) & (recorded <= day_of(knowledge_date))
        blocked = np.where(known, blocked, BLOCKING.index(Reason.NOT_KNOWN_THEN))
    enters = blocked < 0
    place = np.flatnonzero(enters)
    raw = Entries((track[enters] << DAY_BITS) + day[enters], track[enters], day[enters], measured.value[enters], place)
    figures = _one_per_day(raw, recorded[enters])
    clear = ~np.isnan(figures.value)
    return Tracks(
        names=measured.names,
        ids=measured.ids,
        indicator=measured.indicator,
        figures=figures,
        usable=Entries(*(getattr(figures, field.name)[clear] for field in fields(Entries))),
        blocked=_entries(track[~enters], day[~enters], blocked[~enters].astype(float), np.flatnonzero(~enters)),
    )
