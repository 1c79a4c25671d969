"""Where the line of a plan starts: the last exact actual up to the end of the year before the year of issue."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.method.arrays import FAR_DAY, NO_DAY, codes_in, day_number, last_day, latest, pick, require, year_of
from kpi.method.paths import GROUP, OFFICIAL, Paths
from kpi.method.usable_actuals import Tracks


def baseline_index(tracks: Tracks, track: np.ndarray, until: np.ndarray) -> np.ndarray:
    """The last exact actual of each track up to the day `until` (`last_baseline_day`).

    Returns its index in `tracks.usable`; -1 where there is none (a later actual is only one point, never a start) or
    where the plan's day of issue is not known (`NO_DAY`).
    """
    return latest(tracks.usable.keys, tracks.usable.track, track, until)


def last_baseline_day(issued: np.ndarray) -> np.ndarray:
    """31 December of the year before each day of issue: the last complete year; `NO_DAY` where it is not known."""
    return np.where(issued == NO_DAY, NO_DAY, last_day(year_of(np.maximum(issued, 0)) - 1))


def shared_issue(paths: Paths, issued: np.ndarray) -> np.ndarray:
    """The earliest day on which any document set the first target of each group; `issued` by group.

    Documents that set the same value for the same year, for one province and indicator, have one baseline: days
    between them cannot change what is needed.
    """
    if not len(issued):
        return issued
    rows, first = np.arange(len(issued)), paths.first
    frame = paths.groups[GROUP[:2]].assign(
        year=first,
        value=paths.value[rows, first],
        high=paths.high[rows, first],
        flow=paths.flow[rows, first],
        measure=paths.measure,
        issued=np.where(issued == NO_DAY, FAR_DAY, issued),
    )
    keys = [*GROUP[:2], "year", "value", "high", "flow", "measure"]
    earliest = frame.groupby(keys, dropna=False, observed=True)["issued"].transform("min").to_numpy()
    own = paths.method[rows, first] == OFFICIAL
    return np.where(own & (earliest < FAR_DAY), earliest, issued)


def baselines_of(names: pd.DataFrame, tracks: Tracks, track: np.ndarray, until: np.ndarray) -> pd.DataFrame:
    """The baselines of given pairs.

    Each row of `names` (columns `GROUP` and series) has its `track` (-1: none) and the last day `until` which a
    baseline may be taken; rows without a plan have none. Columns: province_id, indicator_id, document_id, series,
    year, value, period_end (datetime64).
    """
    found = baseline_index(tracks, track, until)
    has = (found >= 0) & names["document_id"].notna().to_numpy()
    place = found[has]
    return (
        names.loc[has, [*GROUP, "series"]]
        .reset_index(drop=True)
        .assign(
            year=tracks.usable.year[place].astype(np.int32),
            value=pick(tracks.usable.value, place),
            period_end=tracks.usable.day[place].astype("datetime64[D]").astype("datetime64[s]"),
        )
    )


def issue_days(documents: pd.DataFrame, document_ids: pd.Series) -> np.ndarray:
    """Day number on which each document was issued; `NO_DAY` where unknown."""
    require([("documents", documents, ["document_id", "issued_on"])])
    place = codes_in(document_ids, pd.Index(documents["document_id"]))
    issued = np.append(day_number(documents["issued_on"]), NO_DAY)
    return issued[place]
