"""Which actuals count for which targets: a target has a measure, a series has one, and only like meets like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from kpi.method.arrays import code_of, codes_in, require
from kpi.method.judgement import Judgement, mildest
from kpi.method.paths import Paths
from kpi.method.thresholds import Method
from kpi.model.codes import Reason, Status
from kpi.model.vocabulary import (
    MEASURE_ANY,
    MEASURE_OF_UNIT,
    MEASURE_UNKNOWN,
    MEASURES_UNSAID,
    UNITS_OF_ONE_SIZE,
)

SERIES_COLUMNS = ["indicator_id", "series", "measure", "publication_months"]
SAME, UNKNOWN, DIFFERS, ANY = range(4)
DAYS_A_MONTH = 365.25 / 12
FEWEST_MEASURES = 2


def series_facts(names: pd.DataFrame, series: pd.DataFrame, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """The measure of the series of each row of `names` (indicator_id, series), and the age in days at which it is old.

    `series` in warehouse columns. A series that the table does not name has no measure, and is never old.
    """
    require([("series", series, SERIES_COLUMNS)])
    known = pd.MultiIndex.from_frame(series[["indicator_id", "series"]])
    place = known.get_indexer(pd.MultiIndex.from_frame(names[["indicator_id", "series"]]))
    measure = np.append(series["measure"].to_numpy(dtype=object), MEASURE_UNKNOWN)[place]
    months = np.append(series["publication_months"].to_numpy(dtype=float), np.inf)[place]
    oldest = np.floor(months * method.data.max_age.value * DAYS_A_MONTH) + 1
    return measure, oldest


def likeness(paths: Paths, group: np.ndarray, track_indicator: np.ndarray, measure: np.ndarray) -> np.ndarray:
    """Whether actuals and targets of each pair are counted alike: SAME, UNKNOWN, DIFFERS or ANY.

    `group` is the pair's path (-1: none), `track_indicator` and `measure` those of its actuals (-1, any text: none).
    ANY: the target names no way of counting, but every way is published. An actual whose source does not say who
    counted is neither alike nor different, whatever the target asks, and it is no second way of counting.
    """
    if not len(paths.groups):
        return np.full(len(group), SAME)
    wanted = paths.measure[np.maximum(group, 0)]
    other = paths.measured[np.maximum(group, 0)] != track_indicator
    unsaid = np.isin(measure, list(MEASURES_UNSAID)) & (wanted != measure)
    unsaid |= (wanted == MEASURE_ANY) & (measure == MEASURE_OF_UNIT)
    return np.select(
        [(group < 0) | (track_indicator < 0), wanted == MEASURE_UNKNOWN, other, unsaid, wanted == MEASURE_ANY],
        [SAME, UNKNOWN, DIFFERS, UNKNOWN, ANY],
        default=np.where(wanted == measure, SAME, DIFFERS),
    )


def yardstick(
    national: Iterable[dict[str, Any]], targets: Iterable[Mapping[str, Any]], actuals: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The nation's targets that may stand beside a unit's: those counted as the unit's own targets or actuals are.

    Rows of one indicator; `national` and `targets` of `targets`, `actuals` with the `series_measure` of each. Without
    a known measure on both sides nothing stands beside anything, and no total of the nation beside a province's count.
    """
    own = {(row["measured_indicator_id"], row["measure"]) for row in targets}
    own |= {(row["indicator_id"], row["series_measure"]) for row in actuals}
    known = {pair for pair in own if pair[1] not in {MEASURE_UNKNOWN, MEASURE_ANY}}
    shares = (row for row in national if row["unit"] in UNITS_OF_ONE_SIZE)
    return [row for row in shares if (row["measured_indicator_id"], row["measure"]) in known]


def is_set_before(national: date | None, own: date | None) -> bool:
    """Whether a document of the nation was there when a unit set its target, so that one may be held against the other.

    Days from which on the documents are known (`documents.known_on`); where one is not known nothing speaks against it.
    """
    return national is None or own is None or national <= own


def positions(indicator_ids: pd.Series, paths: Paths) -> np.ndarray:
    """Position of each indicator; -1 where there is none."""
    return codes_in(indicator_ids, paths.scale.ids)


def agreed(judgement: Judgement, among: np.ndarray, measure: np.ndarray, day: np.ndarray) -> Judgement:
    """Keep a status only where at least two ways of counting have an actual of the same period and all share it.

    `among` numbers the pairs that speak of one target, -1 for pairs that name their measure, which stay as they are;
    `measure` is how the actuals of each pair are counted, `day` the last day of the period of the actual that is
    judged (NaN: none), in the shape of the judgement. Of each target the newest period counts; ways that all see it
    behind agree, and each keeps the degree that its own actual shows.
    """
    status, reason, basis = judgement.status.copy(), judgement.reason.copy(), judgement.basis.copy()
    for target in np.unique(among[among >= 0]):
        rows = np.flatnonzero(among == target)
        days = np.nan_to_num(day[rows], nan=-1.0)
        newest = days.max(axis=0)
        for at in np.flatnonzero(newest >= 0):
            last, older = rows[days[:, at] == newest[at]], rows[(days[:, at] >= 0) & (days[:, at] < newest[at])]
            why = _why(judgement.status[last, at], set(measure[last]))
            silent = why != Reason.EVERY_MEASURE
            reason[last, at] = code_of(why)
            status[older, at], reason[older, at] = code_of(Status.NOT_ASSESSABLE), code_of(Reason.MEASURE_UNKNOWN)
            basis[older, at] = -1
            if silent:
                status[last, at], basis[last, at] = code_of(Status.NOT_ASSESSABLE), -1
    return replace(judgement, status=status, reason=reason, basis=basis)


def _why(statuses: np.ndarray, ways: set[str]) -> Reason:
    """Why the actuals of a period decide together, or why they do not."""
    if len(ways) < FEWEST_MEASURES:
        return Reason.MEASURE_UNKNOWN
    none = code_of(Status.NOT_ASSESSABLE)
    if none in statuses:
        return Reason.MEASURES_OPEN
    return Reason.MEASURES_DISAGREE if int(reduce(mildest, statuses)) == none else Reason.EVERY_MEASURE
