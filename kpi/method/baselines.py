"""Where the line of a plan starts: the last usable figure on or before the day the plan was issued."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from kpi.method.arrays import NO_DAY, codes_in, day_number, latest, pick, require
from kpi.method.paths import GROUP
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import TRACK, Tracks, known_tracks, measure


def baseline_index(tracks: Tracks, track: np.ndarray, issued: np.ndarray) -> np.ndarray:
    """The baseline rule: the last usable figure of the track on or before the day the plan was issued.

    Returns its index in `tracks.usable`; -1 where there is none (a figure after that day is only one point,
    never a start) or where the plan's day of issue is not known (`NO_DAY`).
    """
    return latest(tracks.usable.keys, tracks.usable.track, track, issued)


def find_baselines(
    targets: pd.DataFrame,
    actuals: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    method: Method,
    lands: pd.DataFrame | None = None,
    knowledge_date: date | None = None,
) -> pd.DataFrame:
    """The baseline of every (province, indicator, document, series) that has one.

    Columns: province_id, indicator_id, document_id, series, year, value, period_end (datetime64).
    """
    tracks = known_tracks(measure(actuals, indicators, method, lands), knowledge_date)
    plans = targets[GROUP].drop_duplicates()
    pairs = plans.merge(tracks.names.assign(track=np.arange(len(tracks.names))), on=TRACK[:2])
    issued = issue_days(documents, pairs["document_id"])
    return baselines_of(pairs, tracks, pairs["track"].to_numpy(dtype=np.int64), issued)


def baselines_of(names: pd.DataFrame, tracks: Tracks, track: np.ndarray, issued: np.ndarray) -> pd.DataFrame:
    """The baselines of given pairs, as `find_baselines` returns them.

    Each row of `names` (columns `GROUP` and series) has its `track` (-1: none) and the day on which its plan was
    `issued`; rows without a plan have none.
    """
    found = baseline_index(tracks, track, issued)
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
