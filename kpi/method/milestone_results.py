"""What came of every milestone that is due: met or not, against the official value alone; kept as history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from kpi.method.arrays import FAR_DAY, code_of, combine, day_of, floats, last_day, latest, moments, pick, words
from kpi.method.inputs import Inputs, Pairs
from kpi.method.judgement import meets, result_of
from kpi.method.likeness import ANY, DIFFERS, FEWEST_MEASURES, UNKNOWN
from kpi.method.paths import GROUP, OFFICIAL
from kpi.method.published_rows import days_column, row_words
from kpi.method.usable_actuals import Tracks, known_tracks
from kpi.model.codes import Reason, Result
from kpi.model.vocabulary import Cadence

COLUMNS = {
    "province_id": "Unit of the target",
    "indicator_id": "Indicator of the target",
    "document_id": "Document that sets it",
    "series": "Series of the actual; empty where there is none",
    "measured_indicator_id": "Indicator whose series it is; mostly the indicator itself",
    "measure": "How the target is counted; unknown: nobody says; any: judged only where all ways agree",
    "series_measure": "How the actual is counted",
    "year": "Year whose end the target is due at",
    "target": "Official value (nearer edge of a band)",
    "cadence": "level, or annual_flow: a number every year",
    "actual_id": "Row of `actuals` that decides, or that stands beside the target",
    "actual": "The number that its source tells",
    "actual_qualifier": "exact, approx, at_least or at_most",
    "actual_period_end": "Last day of its period",
    "gap": "Actual minus target, in units; empty where only a bound is known or both are counted differently",
    "result": "met, not_met or undecided",
    "reason": "What decided, or why nothing does",
}


@dataclass(frozen=True)
class _Due:
    """Every milestone that is due with every series that may count for it, one entry each."""

    pair: np.ndarray
    group: np.ndarray
    column: np.ndarray
    year: np.ndarray
    day: np.ndarray
    sign: np.ndarray
    flow: np.ndarray
    counts: np.ndarray
    target: np.ndarray
    slack: np.ndarray
    beyond: np.ndarray
    asks_flow: np.ndarray


@dataclass(frozen=True)
class _Actual:
    """The actual that stands beside each milestone: number, bounds and day (NaN: none), and its row (-1)."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    day: np.ndarray
    place: np.ndarray


_FIELDS = ("value", "low", "high", "day", "place")


def due_results(inputs: Inputs, due_by: date | None = None, knowledge_date: date | None = None) -> pd.DataFrame:
    """One row for every official milestone that is due by a day, and every series that may count for it.

    `due_by` None: the newest actual's day, so that the answer depends on the tables alone. `knowledge_date` as in
    `kpi.method.progress.progress`. Columns: `COLUMNS`. A yearly amount of which a part of the year is already enough
    is met, and so is a count that had been reached before the day.
    A target that is due and has no actual of its day is undecided: what is not known is nobody's failure.
    """
    tracks = known_tracks(inputs.actuals, knowledge_date)
    pairs = inputs.pairs_known(knowledge_date)
    newest = int(inputs.actuals.entries.day.max(initial=0)) if due_by is None else day_of(due_by)
    due = _due(inputs, pairs, newest)
    actual = _actual(tracks, pairs, due)
    met, missed = result_of(due.sign, actual.low, actual.high, due.target, due.slack, due.beyond)
    against = _against(pairs, due, actual, met)
    free, exact = against < 0, actual.low == actual.high
    decided = np.where(exact, code_of(Reason.AT_MILESTONE), code_of(Reason.BOUND_DECIDES))
    decided = np.where(actual.day < due.day, code_of(Reason.REACHED_EARLY), decided)
    result = np.select(
        [free & met, free & missed],
        [code_of(Result.MET), code_of(Result.NOT_MET)],
        default=code_of(Result.UNDECIDED),
    )
    open_why = np.where(exact & (due.slack > 0), code_of(Reason.ABOUT_TARGET), code_of(Reason.INEXACT))
    reason = np.where(free, np.where(met | missed, decided, open_why), against)
    result, reason = _where_all_agree(pairs, due, actual, result, reason)
    return _table(inputs, pairs, due, actual, result, reason)


def _due(inputs: Inputs, pairs: Pairs, newest: int) -> _Due:
    paths = inputs.paths
    official = np.vstack([paths.method == OFFICIAL, np.zeros((1, len(paths.years)), dtype=bool)])
    pair, column = np.nonzero(official[pairs.group])
    kept = (last_day(paths.years[column]) <= newest) & (pairs.issued[pair] < FAR_DAY)
    pair, column = pair[kept], column[kept]
    group, year = pairs.group[pair], paths.years[column]
    return _Due(
        pair=pair,
        group=group,
        column=column,
        year=year,
        day=last_day(year),
        sign=pairs.sign[pair, 0],
        flow=pairs.flow[pair, 0],
        counts=paths.scale.counts[paths.indicator[group]],
        target=paths.edge[group, column],
        slack=paths.slack(inputs.method)[group, column],
        beyond=paths.beyond[group, column],
        asks_flow=paths.flow[group, column],
    )


def _actual(tracks: Tracks, pairs: Pairs, due: _Due) -> _Actual:
    """The actual of exactly the day that a milestone is due; else one of that year which is already enough.

    Enough is a part of a yearly amount, or a count of things that had been reached before the day.
    """
    track = pairs.track[due.pair]
    whole = latest(tracks.actuals.keys, tracks.actuals.track, track, due.day)
    whole = np.where(pick(tracks.actuals.day, whole) == due.day, whole, -1)
    found = _Actual(*(pick(getattr(tracks.actuals, name), whole) for name in _FIELDS))
    for entries, may in ((tracks.partial, due.flow), (tracks.actuals, due.counts & ~due.flow)):
        early = latest(entries.keys, entries.track, track, due.day)
        early = np.where(np.ceil(moments(pick(entries.day, early))) == due.year, early, -1)
        reached = may & (due.sign > 0) & meets(due.sign, pick(entries.low, early), due.target, due.beyond)
        enough = np.isnan(found.day) & reached
        found = _Actual(
            *(np.where(enough, pick(getattr(entries, name), early), getattr(found, name)) for name in _FIELDS)
        )
    return replace(found, place=np.nan_to_num(found.place, nan=-1).astype(np.int64))


def _against(pairs: Pairs, due: _Due, actual: _Actual, met: np.ndarray) -> np.ndarray:
    """Code of the first true reason why nothing is decided; -1 where nothing speaks against it.

    A total that a plan asks for at some time is surely reached by a year that alone has as much. It is never surely
    missed, because the years before it count as well.
    """
    alike, nothing = pairs.alike[due.pair], np.isnan(actual.day)
    checks = [
        (pairs.track[due.pair] < 0, Reason.NO_ACTUAL),
        (nothing & (pairs.land_end[due.pair] < due.day), Reason.BOUNDARIES_CHANGED),
        (nothing, Reason.NO_DUE_ACTUAL),
        (np.isnan(actual.value), Reason.CONFLICTING_ACTUALS),
        (alike == UNKNOWN, Reason.MEASURE_UNKNOWN),
        (alike == DIFFERS, Reason.MEASURE_DIFFERS),
        (due.asks_flow & ~due.flow, Reason.CADENCE_MISMATCH),
        (due.flow & ~due.asks_flow & ~met, Reason.CADENCE_MISMATCH),
    ]
    return np.select([holds for holds, _ in checks], [code_of(why) for _, why in checks], default=-1)


def _where_all_agree(
    pairs: Pairs, due: _Due, actual: _Actual, result: np.ndarray, reason: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Of targets that do not say how they are counted: decided only where several ways of counting agree.

    They disagree where one is met and another is not; where one alone decides nothing, the question is open.
    """
    result, reason = result.copy(), reason.copy()
    open_to_all = (pairs.alike[due.pair] == ANY) & ~np.isnan(actual.value)
    cell = np.where(open_to_all, combine(due.group, due.column, len(due.column) + 1), -1)
    for one in np.unique(cell[cell >= 0]):
        rows = np.flatnonzero(cell == one)
        ways, found = set(pairs.measure[due.pair[rows]]), set(result[rows])
        several = len(ways) >= FEWEST_MEASURES
        if several and len(found) == 1 and found != {code_of(Result.UNDECIDED)}:
            reason[rows] = code_of(Reason.EVERY_MEASURE)
            continue
        apart = {code_of(Result.MET), code_of(Result.NOT_MET)} <= found
        why = (Reason.MEASURES_DISAGREE if apart else Reason.MEASURES_OPEN) if several else Reason.MEASURE_UNKNOWN
        result[rows], reason[rows] = code_of(Result.UNDECIDED), code_of(why)
    return result, reason


def _table(
    inputs: Inputs, pairs: Pairs, due: _Due, actual: _Actual, result: np.ndarray, reason: np.ndarray
) -> pd.DataFrame:
    about = (actual.low < actual.value) & (actual.value < actual.high)
    apart = pairs.alike[due.pair] == DIFFERS
    told = np.where(((actual.low == actual.high) | about) & ~apart, actual.value, np.nan)
    names = inputs.names.iloc[due.pair].reset_index(drop=True)
    frame = names[[*GROUP, "series", "measured_indicator_id"]].assign(
        measure=inputs.paths.measure[due.group],
        series_measure=pd.Series(pairs.measure[due.pair], dtype=object).where(pairs.track[due.pair] >= 0),
        year=due.year.astype(np.int16),
        target=due.target,
        cadence=words(due.asks_flow.astype(np.int8), Cadence),
        actual_id=row_words(actual.place, inputs.actuals.ids),
        actual=floats(actual.value),
        actual_qualifier=row_words(actual.place, inputs.actuals.qualifier),
        actual_period_end=days_column(actual.day),
        gap=floats(told - due.target),
        result=words(result, Result),
        reason=words(reason, Reason),
    )
    return frame[list(COLUMNS)]
