"""The published form of progress: its columns, what they mean, and how they are made from arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.method.arrays import floats, integers, words, year_of
from kpi.method.judgement import Judgement
from kpi.method.lenses import Ahead
from kpi.method.paths import OFFICIAL
from kpi.method.planned import Planned
from kpi.method.usable_actuals import Measured
from kpi.model.codes import Basis, OutlookReason, PathMethod, Reason, Status, Verdict

COLUMNS = {
    "province_id": "Unit the target and the actual are about",
    "indicator_id": "Indicator",
    "document_id": "Plan that sets the target; empty where an actual has no target",
    "series": "Series of the actual; empty where a target has no actual",
    "as_of_year": "Year to stand in (on its 31 December, or on the as-of date if earlier)",
    "baseline_year": "Year of the baseline: the last exact actual up to the end of the year before the year of issue",
    "baseline": "Value of the baseline",
    "baseline_actual_id": "Row of `actuals` that the baseline is",
    "actual_year": "Year of the latest actual",
    "actual": "The number that its source tells; empty where its day has several",
    "actual_qualifier": "exact, approx, at_least or at_most, as its source tells it",
    "actual_id": "Row of `actuals` that the actual is",
    "actual_period_end": "Last day of the period of that actual",
    "planned_year": "Year of the planned value: the actual's where the path has one for it, else the year to stand in",
    "planned_on": "Day of the planned value: the end of the actual's period, else of the year",
    "planned": "Planned value of that day (lower edge of a band)",
    "planned_high": "Upper edge of the band, for range targets",
    "planned_official": "Whether the planned value is the document's own number (false: ours)",
    "planned_method": "official, interpolated, from_baseline or held",
    "gap": "Actual minus the nearer edge of the planned value of its day, in units; also where nothing is judged, but "
    "empty where both are counted differently, where the boundaries changed, and for a rank of 63 against one of 34",
    "attainment": "Actual over planned (planned over actual where less is better), 1 = 100 %",
    "planned_progress": "(actual - baseline) / (planned - baseline), 1 = 100 %",
    "status": "Status now",
    "basis": "What it was read from: official_target, planned_progress, gap or attainment; empty where not judged",
    "reason": "Why the status is what it is; never empty",
    "newer_unusable": "Why a newer value than the actual was not used; empty where there is none",
    "next_milestone_year": "Next official target after the day of judgement",
    "next_milestone": "Its value (nearer edge)",
    "milestone_gap": "Actual minus the next official target, in units; empty where `gap` has to be",
    "required_per_year": "Units a year needed from the actual to the next milestone",
    "required_from_baseline_per_year": "Units a year asked for from the baseline to the next milestone",
    "achieved_per_year": "Mean yearly change from `pace_from_year` to the actual; empty where there are too few points",
    "pace_from_year": "First year of that pace",
    "arrival_year": "Year in which the next milestone's value is reached at that pace",
    "outlook_year": "Year of the outlook: the next milestone",
    "outlook": "Value in that year if that pace goes on",
    "outlook_verdict": "reaches, narrow_miss, miss or wrong_way",
    "outlook_reason": "Why there is no outlook; empty where there is one",
    "outlook_points": "Yearly points the outlook could rest on",
    "target_2045": "Planned value of the last year of the horizon (nearer edge)",
    "target_2045_official": "Whether that value is the plan's own number (false: held)",
    "required_2045_per_year": "Units a year needed from the actual to that value",
    "outlook_2045": "Value in that year if that pace goes on",
    "outlook_2045_verdict": "reaches, narrow_miss, miss or wrong_way",
    "plan_ended": "Whether the plan's last target for this indicator lies behind",
    "data_age_days": "Days from the end of the actual's period to the day of judgement",
    "measured_indicator_id": "Indicator whose series the actual is of; mostly the indicator itself",
}


@dataclass(frozen=True)
class Outcome:
    """What was found for each (pair, year to stand in); NaN and -1 are gaps."""

    as_of_year: np.ndarray
    base_day: np.ndarray
    base: np.ndarray
    base_place: np.ndarray
    actual: np.ndarray
    actual_day: np.ndarray
    actual_place: np.ndarray
    planned_day: np.ndarray
    planned: Planned
    judgement: Judgement
    reason: np.ndarray
    newer: np.ndarray
    upcoming: Ahead
    final: Ahead
    goal_gap: np.ndarray
    required_from_base: np.ndarray
    arrival: np.ndarray
    no_outlook: np.ndarray
    points: np.ndarray
    change: np.ndarray
    since: np.ndarray
    plan_ended: np.ndarray
    age: np.ndarray


def days_column(days: np.ndarray) -> np.ndarray:
    """A date column from day numbers; a gap where NaN."""
    flat = days.ravel()
    stamps = np.nan_to_num(flat, nan=0).astype("datetime64[D]").astype("datetime64[s]")
    stamps[np.isnan(flat)] = np.datetime64("NaT")
    return stamps


def _years(days: np.ndarray) -> pd.arrays.IntegerArray:
    years = year_of(np.nan_to_num(days, nan=0).astype(np.int64))
    return integers(np.where(np.isnan(days), np.nan, years))


def row_words(place: np.ndarray, of_row: np.ndarray) -> pd.Categorical:
    """A text column that holds for each place the word of that row; a gap where the place is -1."""
    codes, texts = pd.factorize(of_row)
    return words(np.append(codes, -1)[place.ravel()], pd.Index(texts))


def rows_of(names: pd.DataFrame, actuals: Measured, found: Outcome) -> pd.DataFrame:
    """One row for each pair (row of `names`) and year that is judged, columns as `COLUMNS`.

    Text columns are categorical, numbers nullable: a missing value is a gap, never NaN or infinity.
    """
    pairs, count = found.actual.shape
    repeated = np.repeat(np.arange(pairs), count)
    columns: dict[str, object] = {}
    for name in ("province_id", "indicator_id", "document_id", "series", "measured_indicator_id"):
        codes, texts = pd.factorize(names[name])
        columns[name] = words(codes[repeated], pd.Index(texts))
    judged, coming, last = found.judgement, found.upcoming, found.final
    has_outlook = found.no_outlook < 0
    planned_day = np.where(found.planned.method < 0, np.nan, found.planned_day)
    columns |= {
        "as_of_year": np.tile(found.as_of_year, pairs).astype(np.int16),
        "baseline_year": _years(found.base_day),
        "baseline": floats(found.base),
        "baseline_actual_id": row_words(found.base_place, actuals.ids),
        "actual_year": _years(found.actual_day),
        "actual": floats(found.actual),
        "actual_qualifier": row_words(found.actual_place, actuals.qualifier),
        "actual_id": row_words(found.actual_place, actuals.ids),
        "actual_period_end": days_column(found.actual_day),
        "planned_year": _years(planned_day),
        "planned_on": days_column(planned_day),
        "planned": floats(found.planned.value),
        "planned_official": pd.arrays.BooleanArray(
            (found.planned.method == OFFICIAL).ravel(), (found.planned.method < 0).ravel()
        ),
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
        "milestone_gap": floats(found.goal_gap),
        "required_per_year": floats(coming.required),
        "required_from_baseline_per_year": floats(found.required_from_base),
        "achieved_per_year": floats(found.change),
        "pace_from_year": integers(found.since),
        "arrival_year": integers(found.arrival),
        "outlook_year": integers(np.where(has_outlook, coming.year, np.nan)),
        "outlook": floats(coming.projected),
        "outlook_verdict": words(coming.verdict, Verdict),
        "outlook_reason": words(found.no_outlook, OutlookReason),
        "outlook_points": integers(found.points),
        "target_2045": floats(last.goal),
        "target_2045_official": pd.arrays.BooleanArray(last.official.ravel(), np.isnan(last.goal).ravel()),
        "required_2045_per_year": floats(last.required),
        "outlook_2045": floats(last.projected),
        "outlook_2045_verdict": words(last.verdict, Verdict),
        "plan_ended": found.plan_ended.ravel(),
        "data_age_days": integers(found.age),
    }
    return pd.DataFrame(columns)
