"""Progress: one judged row for every promise, series and year to stand in.

Pure and vectorised: everything is computed over arrays of shape (pairs, years to stand in), where a pair is
one promise path and one series of figures. The rules are in `docs/method.md`, the numbers in `method.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from kpi.actual_tracks import TRACK, Tracks, bounds_of, build_tracks, issue_days
from kpi.frames import FAR_DAY, day_of, last_day
from kpi.method import Method
from kpi.model import FIRST_YEAR, LAST_YEAR
from kpi.paths import GROUP, Paths, build_paths
from kpi.progress_rows import rows_of
from kpi.standing import Pairs, stand

AS_OF_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def progress(  # noqa: PLR0913 - each keyword is a choice of its own
    targets: pd.DataFrame,
    actuals: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    method: Method,
    as_of_years: Sequence[int] = AS_OF_YEARS,
    *,
    as_of: date | None = None,
    knowledge_date: date | None = None,
    lands: pd.DataFrame | None = None,
    until: int = LAST_YEAR,
) -> pd.DataFrame:
    """Judge every promise against every series of figures, standing in each of `as_of_years`.

    One row a (province, indicator, document, series, as_of_year); also for promises without figures (series
    empty) and figures without promises (document empty). Tables in warehouse columns; `lands` from
    `kpi.actual_tracks.territories`. A row stands on 31 December of its year, or on `as_of` if that is
    earlier. `knowledge_date` None means today's knowledge; otherwise only figures recorded by then count, and
    plans issued after it are not yet known. Columns and their meaning: `kpi.progress_rows.COLUMNS`.
    Raises `kpi.frames.MethodInputError`.
    """
    paths = build_paths(targets, indicators, until)
    tracks = build_tracks(actuals, indicators, method, lands, knowledge_date)
    names, pairs = _pairs(targets, paths, tracks, documents, lands, knowledge_date)
    years = np.asarray(as_of_years, dtype=np.int64)
    cut = last_day(years) if as_of is None else np.minimum(last_day(years), day_of(as_of))
    return rows_of(names, stand(paths, tracks, pairs, years, cut, method))


def progress_in_parts(
    targets: pd.DataFrame,
    actuals: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    method: Method,
    as_of_years: Sequence[int] = AS_OF_YEARS,
    *,
    provinces_per_part: int = 120,
    **options: Any,
) -> Iterator[pd.DataFrame]:
    """`progress` for thousands of units: the same rows, a block of provinces at a time, in bounded memory."""
    ids = pd.Index(pd.unique(pd.concat([targets["province_id"], actuals["province_id"]])))
    promised, promised_at = _block_starts(targets["province_id"], ids, provinces_per_part)
    measured, measured_at = _block_starts(actuals["province_id"], ids, provinces_per_part)
    for part in range(len(promised_at) - 1):
        yield progress(
            targets.iloc[promised[promised_at[part] : promised_at[part + 1]]],
            actuals.iloc[measured[measured_at[part] : measured_at[part + 1]]],
            indicators,
            documents,
            method,
            as_of_years,
            **options,
        )


def _block_starts(provinces: pd.Series, ids: pd.Index, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows in order of their block of provinces, and where each block starts and the last ends."""
    block = ids.get_indexer(pd.Index(provinces)) // size
    order = np.argsort(block, kind="stable")
    count = -(-len(ids) // size)
    return order, np.searchsorted(block[order], np.arange(count + 1))


def _pairs(
    targets: pd.DataFrame,
    paths: Paths,
    tracks: Tracks,
    documents: pd.DataFrame,
    lands: pd.DataFrame | None,
    knowledge_date: date | None,
) -> tuple[pd.DataFrame, Pairs]:
    """Every path with every track of its province and indicator; lone promises and lone tracks too."""
    promised = targets[GROUP].drop_duplicates(ignore_index=True)
    place = pd.MultiIndex.from_frame(paths.groups).get_indexer(pd.MultiIndex.from_frame(promised))
    named = tracks.names.assign(track=np.arange(len(tracks.names)))
    names = promised.assign(group=place).merge(named, on=TRACK[:2], how="outer", sort=False)
    group = names["group"].fillna(-1).to_numpy(dtype=np.int64)
    track = names["track"].fillna(-1).to_numpy(dtype=np.int64)
    indicator = paths.scale.ids.get_indexer(pd.Index(names["indicator_id"]))
    issued = issue_days(documents, names["document_id"])
    if knowledge_date is not None:
        issued = np.where(issued > day_of(knowledge_date), FAR_DAY, issued)
    drawn = (paths.method >= 0) | (paths.broken > 0)
    last = paths.years[drawn.shape[1] - 1 - np.argmax(drawn[:, ::-1], axis=1)] if len(drawn) else paths.years
    path_end = last_day(np.append(last, LAST_YEAR)[group])
    return names, Pairs(group, track, indicator, issued, path_end, bounds_of(names["province_id"], lands)[1])
