"""What judgements of the same tables stand on, whatever the day: drawn once, then asked for many days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from kpi.method.arrays import FAR_DAY, day_of, last_day
from kpi.method.assess import Pairs
from kpi.method.baselines import baselines_of, issue_days
from kpi.method.paths import GROUP, Paths, build_paths
from kpi.method.target_path import path_table
from kpi.method.thresholds import Method
from kpi.method.usable_actuals import TRACK, Measured, bounds_of, known_tracks, measure
from kpi.model.vocabulary import LAST_YEAR


@dataclass(frozen=True)
class Ground:
    """Paths, figures and which of them belong together; `names` has one row a pair."""

    names: pd.DataFrame
    paths: Paths
    figures: Measured
    pairs: Pairs
    method: Method

    def pairs_known(self, knowledge_date: date | None) -> Pairs:
        """The pairs as known on a day: plans issued after it are not yet issued."""
        if knowledge_date is None:
            return self.pairs
        issued = self.pairs.issued
        return replace(self.pairs, issued=np.where(issued > day_of(knowledge_date), FAR_DAY, issued))

    def path_known(self, knowledge_date: date | None) -> pd.DataFrame:
        """The target path (see `kpi.method.target_path`) with the baselines known on a day; None: today."""
        tracks = known_tracks(self.figures, knowledge_date)
        return path_table(self.paths, baselines_of(self.names, tracks, self.pairs.track, self.pairs.issued))


def lay_ground(
    targets: pd.DataFrame,
    actuals: pd.DataFrame,
    indicators: pd.DataFrame,
    documents: pd.DataFrame,
    method: Method,
    *,
    lands: pd.DataFrame | None = None,
    until: int = LAST_YEAR,
) -> Ground:
    """Read tables in warehouse columns; `lands` from `kpi.method.usable_actuals.territories`.

    Raises `kpi.method.arrays.MethodInputError`.
    """
    paths = build_paths(targets, indicators, until)
    figures = measure(actuals, indicators, method, lands)
    names, pairs = _pairs(targets, paths, figures, documents, lands)
    return Ground(names, paths, figures, pairs, method)


def _pairs(
    targets: pd.DataFrame,
    paths: Paths,
    figures: Measured,
    documents: pd.DataFrame,
    lands: pd.DataFrame | None,
) -> tuple[pd.DataFrame, Pairs]:
    """Every path with every track of its province and indicator; lone promises and lone tracks too."""
    promised = targets[GROUP].drop_duplicates(ignore_index=True)
    place = pd.MultiIndex.from_frame(paths.groups).get_indexer(pd.MultiIndex.from_frame(promised))
    named = figures.names.assign(track=np.arange(len(figures.names)))
    names = promised.assign(group=place).merge(named, on=TRACK[:2], how="outer", sort=False)
    group = names["group"].fillna(-1).to_numpy(dtype=np.int64)
    track = names["track"].fillna(-1).to_numpy(dtype=np.int64)
    indicator = paths.scale.ids.get_indexer(pd.Index(names["indicator_id"]))
    issued = issue_days(documents, names["document_id"])
    drawn = (paths.method >= 0) | (paths.broken > 0)
    last = paths.years[drawn.shape[1] - 1 - np.argmax(drawn[:, ::-1], axis=1)] if len(drawn) else paths.years
    path_end = last_day(np.append(last, LAST_YEAR)[group])
    return names, Pairs(group, track, indicator, issued, path_end, bounds_of(names["province_id"], lands)[1])
