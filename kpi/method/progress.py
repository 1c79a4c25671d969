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

from kpi.method.arrays import day_of, last_day
from kpi.method.assess import stand
from kpi.method.inputs import Ground, lay_ground
from kpi.method.published_rows import rows_of
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import known_tracks
from kpi.model.vocabulary import FIRST_YEAR, LAST_YEAR

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
    `kpi.method.usable_actuals.territories`. A row stands on 31 December of its year, or on `as_of` if that is
    earlier. `knowledge_date` None means today's knowledge; otherwise only figures recorded by then count, and
    plans issued after it are not yet known. Columns and their meaning: `kpi.method.published_rows.COLUMNS`.
    Raises `kpi.method.arrays.MethodInputError`.
    """
    ground = lay_ground(targets, actuals, indicators, documents, method, lands=lands, until=until)
    return judge_from(ground, as_of_years, as_of=as_of, knowledge_date=knowledge_date)


def judge_from(
    ground: Ground, as_of_years: Sequence[int], *, as_of: date | None = None, knowledge_date: date | None = None
) -> pd.DataFrame:
    """`progress` of tables that are read already."""
    tracks = known_tracks(ground.figures, knowledge_date)
    years = np.asarray(as_of_years, dtype=np.int64)
    cut = last_day(years) if as_of is None else np.minimum(last_day(years), day_of(as_of))
    pairs = ground.pairs_known(knowledge_date)
    return rows_of(ground.names, stand(ground.paths, tracks, pairs, years, cut, ground.method))


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
