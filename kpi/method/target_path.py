"""The target path as tables: one planned value for every year that has one, and the years that have none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kpi.method.arrays import day_number, floats, moment, require, words
from kpi.method.paths import FROM_BASELINE, GROUP, OFFICIAL, Paths
from kpi.method.planned import baseline_line
from kpi.model.codes import PathMethod, Reason
from kpi.model.vocabulary import Cadence

BASELINE_COLUMNS = [*GROUP, "series", "period_end", "value"]


def path_table(paths: Paths, baselines: pd.DataFrame | None) -> pd.DataFrame:
    """The planned value of every year that has one, from paths that are drawn already.

    `baselines` as `kpi.method.baselines.baselines_of` returns them, or None. Columns: province_id, indicator_id,
    document_id, series (only on `from_baseline` rows: each series starts where its own actuals start), year, value,
    value_high (bands only), official, method (`PathMethod`), cadence, segment. Rows of one segment are one unbroken
    line; `from_baseline` rows belong to segment 1. Sorted by group, series (official rows first), year; text columns
    are categorical. Raises `MethodInputError`.
    """
    drawn = paths.method >= 0
    joined = drawn[:, 1:] & drawn[:, :-1] & (paths.flow[:, 1:] == paths.flow[:, :-1])
    starts = drawn & ~np.pad(joined, ((0, 0), (1, 0)))
    segment = np.cumsum(starts, axis=1)
    group, column = np.nonzero(drawn)
    rows = _Rows(
        group=group,
        series=np.full(len(group), -1),
        year=paths.years[column],
        value=paths.value[group, column],
        high=paths.high[group, column],
        method=paths.method[group, column],
        flow=paths.flow[group, column],
        segment=segment[group, column],
    )
    names: pd.Index = pd.Index([], dtype="str")
    if baselines is not None and len(baselines):
        require([("baselines", baselines, BASELINE_COLUMNS)])
        started, names = _baseline_rows(paths, baselines)
        rows = _Rows(*(np.concatenate(pair) for pair in zip(rows, started, strict=True)))
    return _table(paths, rows, names)


class _Rows(NamedTuple):
    """Columns of the path before they get names: positions, codes and numbers."""

    group: np.ndarray
    series: np.ndarray
    year: np.ndarray
    value: np.ndarray
    high: np.ndarray
    method: np.ndarray
    flow: np.ndarray
    segment: np.ndarray


def _baseline_rows(paths: Paths, baselines: pd.DataFrame) -> tuple[_Rows, pd.Index]:
    """The years from each baseline to the year before the first target, and the names of the series."""
    group = pd.MultiIndex.from_frame(paths.groups).get_indexer(pd.MultiIndex.from_frame(baselines[GROUP]))
    usable = group >= 0
    group, known = group[usable], baselines[usable]
    start = moment(day_number(known["period_end"]))
    start_year = np.ceil(start).astype(np.int64)
    count = np.maximum(paths.years[paths.first[group]] - start_year, 0)
    from_row = np.repeat(np.arange(len(group)), count)
    year = start_year[from_row] + np.arange(len(from_row)) - np.repeat(np.cumsum(count) - count, count)
    owner = group[from_row]
    base = known["value"].to_numpy(dtype=float)[from_row]
    value, high = baseline_line(paths, owner, start[from_row], base, year)
    codes, names = pd.factorize(known["series"], sort=True)
    shown = ~np.isnan(value)
    return _Rows(
        group=owner[shown],
        series=codes[from_row][shown],
        year=year[shown],
        value=value[shown],
        high=high[shown],
        method=np.full(shown.sum(), FROM_BASELINE),
        flow=paths.flow[owner, paths.first[owner]][shown],
        segment=np.ones(shown.sum(), dtype=np.int64),
    ), pd.Index(names)


def _table(paths: Paths, rows: _Rows, series_names: pd.Index) -> pd.DataFrame:
    order = np.lexsort((rows.year, rows.series, rows.group))
    sorted_rows = _Rows(*(column[order] for column in rows))
    columns: dict[str, object] = {}
    for name in GROUP:
        codes, texts = pd.factorize(paths.groups[name])
        columns[name] = words(codes[sorted_rows.group], pd.Index(texts))
    columns |= {
        "series": words(sorted_rows.series, series_names),
        "year": sorted_rows.year.astype(np.int16),
        "value": sorted_rows.value,
        "value_high": floats(sorted_rows.high),
        "official": sorted_rows.method == OFFICIAL,
        "method": words(sorted_rows.method, PathMethod),
        "cadence": words(sorted_rows.flow.astype(np.int8), Cadence),
        "segment": sorted_rows.segment.astype(np.int16),
    }
    return pd.DataFrame(columns)


def breaks_of(paths: Paths) -> pd.DataFrame:
    """The years inside a plan that have no planned value, and why.

    Columns: province_id, indicator_id, document_id, year, reason (`Reason.CONFLICTING_TARGETS`,
    `Reason.CADENCE_MISMATCH`, `Reason.PLAN_ENDED` where the last value is not held, `Reason.RANKED` between ranks).
    Together with `target_path` it names every year of every plan once.
    """
    group, column = np.nonzero(paths.broken)
    why = (None, Reason.CONFLICTING_TARGETS, Reason.CADENCE_MISMATCH, Reason.PLAN_ENDED, Reason.RANKED)
    words_of = np.array(why, dtype=object)
    reason = [str(word) for word in words_of[paths.broken[group, column]]]
    frame = paths.groups.take(group).reset_index(drop=True)
    return frame.assign(year=paths.years[column].astype(np.int32), reason=pd.array(reason, dtype="str"))
