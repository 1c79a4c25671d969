"""The published form of progress: its columns, what they mean, and how they are made from arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.method.arrays import floats, integers, row_words, words
from kpi.method.judgement import Judgement
from kpi.method.lenses import Ahead, Planned
from kpi.model.codes import Basis, OutlookReason, PathMethod, Reason, Status, Verdict

COLUMNS = {
    "province_id": "Unit the promise and the figure are about",
    "indicator_id": "Indicator",
    "document_id": "Plan that makes the promise; empty where a figure has no promise",
    "series": "Series of the figure; empty where a promise has no figure",
    "as_of_year": "Year to stand in (on its 31 December, or on the as-of date if earlier)",
    "baseline_year": "Year of the baseline: the last usable figure on or before the plan's day of issue",
    "baseline": "Value of the baseline",
    "baseline_actual_id": "Row of `actuals` that the baseline is",
    "actual_year": "Year of the latest exact figure",
    "actual": "Latest exact figure; empty where its day has several",
    "actual_id": "Row of `actuals` that the figure is",
    "actual_period_end": "Last day of the period of that figure",
    "planned_year": "Year of the planned value: the actual's year when judged, else the year to stand in",
    "planned": "Planned value of that year (lower edge of a band)",
    "planned_high": "Upper edge of the band, for range targets",
    "planned_method": "official, interpolated, from_baseline or held",
    "gap": "Actual minus the nearer edge of the planned value, in units",
    "attainment": "Actual over planned (planned over actual where less is better), 1 = 100 %",
    "planned_progress": "(actual - baseline) / (planned - baseline), 1 = 100 %",
    "status": "Status now",
    "basis": "What the status was read from: planned_progress, gap or attainment; empty where not judged",
    "reason": "Why the status is what it is; never empty",
    "newer_unusable": "Why a newer figure than the actual was not used; empty where there is none",
    "next_milestone_year": "Next official promise after the day to stand on",
    "next_milestone": "Its value (nearer edge)",
    "required_per_year": "Units a year needed from the actual to the next milestone",
    "required_from_baseline_per_year": "Units a year asked for from the baseline to the next milestone",
    "achieved_per_year": "Units a year added from the baseline to the actual",
    "arrival_year": "Year in which the next milestone's value is reached at the achieved pace",
    "outlook_year": "Year of the outlook: the next milestone",
    "outlook": "Value in that year if the mean yearly change goes on",
    "outlook_verdict": "reaches, narrow_miss, miss or wrong_way",
    "outlook_reason": "Why there is no outlook; empty where there is one",
    "outlook_points": "Yearly points the outlook could rest on",
    "outlook_per_year": "Mean yearly change used",
    "target_2045": "Planned value of the last year of the horizon (nearer edge)",
    "target_2045_official": "Whether that value is the plan's own number (false: held)",
    "required_2045_per_year": "Units a year needed from the actual to that value",
    "outlook_2045": "Value in that year if the mean yearly change goes on",
    "outlook_2045_verdict": "reaches, narrow_miss, miss or wrong_way",
    "plan_ended": "Whether the year to stand in lies after the plan's last year for this indicator",
    "data_age_days": "Days from the end of the figure's period to the day to stand on",
}


@dataclass(frozen=True)
class Outcome:
    """What was found for each (pair, year to stand in); NaN and -1 are gaps. `ids` are those of the rows of figures."""

    as_of_year: np.ndarray
    base_year: np.ndarray
    base: np.ndarray
    base_place: np.ndarray
    actual: np.ndarray
    actual_year: np.ndarray
    actual_day: np.ndarray
    actual_place: np.ndarray
    ids: np.ndarray
    planned_year: np.ndarray
    planned: Planned
    judgement: Judgement
    reason: np.ndarray
    newer: np.ndarray
    upcoming: Ahead
    final: Ahead
    required_from_base: np.ndarray
    achieved: np.ndarray
    arrival: np.ndarray
    no_outlook: np.ndarray
    points: np.ndarray
    change: np.ndarray
    plan_ended: np.ndarray
    age: np.ndarray


def _days(days: np.ndarray) -> np.ndarray:
    flat = days.ravel()
    stamps = np.nan_to_num(flat, nan=0).astype("datetime64[D]").astype("datetime64[s]")
    stamps[np.isnan(flat)] = np.datetime64("NaT")
    return stamps


def rows_of(names: pd.DataFrame, found: Outcome) -> pd.DataFrame:
    """One row for each pair (row of `names`) and year to stand in, columns as `COLUMNS`.

    Text columns are categorical, numbers nullable: a missing value is a gap, never NaN or infinity.
    """
    pairs, count = found.actual.shape
    repeated = np.repeat(np.arange(pairs), count)
    columns: dict[str, object] = {}
    for name in ("province_id", "indicator_id", "document_id", "series"):
        codes, texts = pd.factorize(names[name])
        columns[name] = words(codes[repeated], pd.Index(texts))
    judged, coming, last = found.judgement, found.upcoming, found.final
    has_outlook = found.no_outlook < 0
    columns |= {
        "as_of_year": np.tile(found.as_of_year, pairs).astype(np.int16),
        "baseline_year": integers(found.base_year),
        "baseline": floats(found.base),
        "baseline_actual_id": row_words(found.base_place, found.ids),
        "actual_year": integers(found.actual_year),
        "actual": floats(found.actual),
        "actual_id": row_words(found.actual_place, found.ids),
        "actual_period_end": _days(found.actual_day),
        "planned_year": integers(np.where(found.planned.method < 0, np.nan, found.planned_year)),
        "planned": floats(found.planned.value),
        "planned_high": floats(found.planned.high),
        "planned_method": words(found.planned.method, PathMethod),
        "gap": floats(judged.gap),
        "attainment": floats(judged.attainment),
        "planned_progress": floats(judged.planned_progress),
        "status": words(judged.status, Status),
        "basis": words(judged.basis, Basis),
        "reason": words(found.reason, Reason),
        "newer_unusable": words(found.newer, Reason),
        "next_milestone_year": integers(coming.year),
        "next_milestone": floats(coming.goal),
        "required_per_year": floats(coming.required),
        "required_from_baseline_per_year": floats(found.required_from_base),
        "achieved_per_year": floats(found.achieved),
        "arrival_year": integers(found.arrival),
        "outlook_year": integers(np.where(has_outlook, coming.year, np.nan)),
        "outlook": floats(coming.projected),
        "outlook_verdict": words(coming.verdict, Verdict),
        "outlook_reason": words(found.no_outlook, OutlookReason),
        "outlook_points": integers(found.points),
        "outlook_per_year": floats(found.change),
        "target_2045": floats(last.goal),
        "target_2045_official": pd.arrays.BooleanArray(last.official.ravel(), np.isnan(last.goal).ravel()),
        "required_2045_per_year": floats(last.required),
        "outlook_2045": floats(last.projected),
        "outlook_2045_verdict": words(last.verdict, Verdict),
        "plan_ended": found.plan_ended.ravel(),
        "data_age_days": integers(found.age),
    }
    return pd.DataFrame(columns)
