"""Progress: one judged row for every target, series and year that is judged.

Pure and vectorised: everything is computed over arrays of shape (pairs, years that are judged), where a pair is
one target path and one series of actuals. The rules are in `docs/method.md`, the numbers in `method.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from kpi.method.arrays import day_of, last_day
from kpi.method.assess import stand
from kpi.method.inputs import Inputs, Tables, prepare_inputs
from kpi.method.published_rows import rows_of
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import known_tracks
from kpi.model.vocabulary import FIRST_YEAR, LAST_YEAR

AS_OF_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def progress(
    tables: Tables,
    method: Method,
    as_of_years: Sequence[int] = AS_OF_YEARS,
    *,
    as_of: date | None = None,
    knowledge_date: date | None = None,
    until: int = LAST_YEAR,
) -> pd.DataFrame:
    """Judge every target against every series of actuals that may count for it, for each of `as_of_years`.

    One row a (province, indicator, document, series, as_of_year); also for targets without actuals (series
    empty) and actuals without targets (document empty). A row judges as of 31 December of its year, or on `as_of` if
    that is earlier. `knowledge_date` None means today's knowledge; otherwise only actuals recorded by then count, and
    plans issued after it are not yet known. Columns and their meaning: `kpi.method.published_rows.COLUMNS`.
    Raises `kpi.method.arrays.MethodInputError`.
    """
    return judge_from(
        prepare_inputs(tables, method, until=until), as_of_years, as_of=as_of, knowledge_date=knowledge_date
    )


def judge_from(
    inputs: Inputs, as_of_years: Sequence[int], *, as_of: date | None = None, knowledge_date: date | None = None
) -> pd.DataFrame:
    """`progress` of tables that are read already."""
    tracks = known_tracks(inputs.actuals, knowledge_date)
    years = np.asarray(as_of_years, dtype=np.int64)
    cut = last_day(years) if as_of is None else np.minimum(last_day(years), day_of(as_of))
    found = stand(inputs, tracks, inputs.pairs_known(knowledge_date), years, cut)
    return rows_of(inputs.names, inputs.actuals, found)
